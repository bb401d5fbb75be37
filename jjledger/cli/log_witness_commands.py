"""`jjledger log witness`: asking witnesses to sign the log, and answering as one; by file or over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from jjledger.cli.chinese import ChineseGroup
from jjledger.cli.opened import FINDINGS
from jjledger.cli.options import ledger_argument
from jjledger.errors import OptionError, Trouble
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import NOTE, PublicKey, read_public
from jjledger.store.files import read_bytes
from jjledger.store.system import RealSystem
from jjledger.store.witness_state import open_state
from jjledger.workflows.log_cosign import Cosigned, add_answers, ask_witness
from jjledger.workflows.log_wire import reader_of
from jjledger.workflows.log_witness import (
    Witnessing,
    answer_request,
    chosen_witness,
    key_changes,
    last_signed,
    next_size,
    read_witness_key,
    refused_words,
    request_for,
    wanted_old,
)
from jjledger.workflows.private_papers import refuse_in_site, refuse_message, write_message
from jjledger.workflows.public_log import find_log, log_of

_PORT: Final = 8900
_REQUEST: Final = b"old "  # how the files begin, so that no other one is written over
_ANSWER: Final = "— ".encode()
_OWN_PLACE: Final = "请放到见证人自己的机器上，例如  --state ~/witness 。"
_out = click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="文件", help="写到哪个文件。"
)
Command = Callable[..., Any]


def _as_witness(command: Command) -> Command:
    """Add the options of whoever answers."""
    options = (
        click.option(
            "--key", "key_file", required=True, type=click.Path(path_type=Path), metavar="文件",
            help="见证人的私钥文件（jjledger key witness 生成）。",
        ),
        click.option(
            "--state", required=True, type=click.Path(path_type=Path), metavar="文件夹",
            help="见证人自己的记录：签到过哪里。丢了它就可能被人骗着倒签，请备份。",
        ),
        click.option("--site", required=True, metavar="网站", help="已公示的网站：文件夹，或 https:// 网址。"),
        click.option(
            "--log-key", "log_key", default="", metavar="公钥", help="登记册公钥；第一次见证时必写，请照楼道里的核对单抄。"
        ),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@click.group(cls=ChineseGroup, short_help="请见证人签名，或作为见证人签名。")
def witness() -> None:
    """见证人各用自己的密钥，签名证明登记册只增不改。

    发布方：request 写出请求，见证人回复后 add 放进登记册；或用 ask 直接请在线的见证人签。
    见证人：answer 回复一个请求文件，或用 serve 常开着。签之前都把整本登记册核对一遍。
    """


@witness.command(short_help="写一个请求文件，交给见证人。")
@ledger_argument
@click.option("--for", "name", default="", metavar="见证人", help="给哪一家，district.toml 里的名称。")
@click.option(
    "--old", type=click.IntRange(0), metavar="条数", help="那家上次签到共几条；不写按登记册里的记录。"
)
@_out
def request(ledger: Path, name: str, old: int | None, out: Path) -> None:
    """写一个见证请求：可以用微信、邮件或 U 盘交给见证人。"""
    found = find_log(ledger, RealSystem())
    if old is None:
        _, district = log_of(ledger, RealSystem())
        old = (
            last_signed(found.kept, chosen_witness(district, name))
            if name
            else wanted_old(found.kept, district)
        )
    write_message(out, request_for(found.kept, old), RealSystem(), "--out", start=_REQUEST)
    size = next_size(found.kept, old)
    fresh = f"第 {old} 条到第 {size - 1} 条" if old < size else "没有新的登记，只再签一次"
    click.echo(f"请求已写到 {out}（{fresh}）；请交给见证人。")
    if size < found.kept.size:
        why = (
            "登记册换过密钥：先签到换钥的那一条"
            if size in key_changes(found.kept)
            else "先签到海报印的那一条"
        )
        click.echo(f"{why}；把回复放进登记册以后，再写一个请求签后面的。")


@witness.command(short_help="作为见证人，回复一个请求文件。")
@click.argument("request_file", metavar="请求", type=click.Path(path_type=Path))
@_as_witness
@_out
@click.pass_context
def answer(
    ctx: click.Context, request_file: Path, key_file: Path, state: Path, site: str, log_key: str, out: Path
) -> None:
    """核对整本登记册；只增不改、每期只有一份公示有效，才签名。先记下签到哪里，再写出回复。

    退出码：0 签了，1 没有签。
    """
    who = _who(key_file, site, log_key)
    refuse_in_site(state, "--state", _OWN_PLACE)
    system = RealSystem()
    refuse_message(out, system, "--out", start=_ANSWER)  # before anything is signed
    try:
        with open_state(state, system) as memory:
            line = answer_request(read_bytes(request_file), who, memory, int(system.now().timestamp()))
    except ProofError as error:
        click.echo(f"没有签名：{refused_words(error)}", err=True)
        ctx.exit(FINDINGS)
    write_message(out, line, system, "--out", start=_ANSWER)
    click.echo(f"已签名，回复写到 {out}；请交还发布方。")


@witness.command(short_help="把见证人的回复放进登记册。")
@ledger_argument
@click.argument("answers", metavar="回复…", nargs=-1, required=True, type=click.Path(path_type=Path))
def add(ledger: Path, answers: tuple[Path, ...]) -> None:
    """把见证人的签名放到登记册的签章下面；先签的不会被后签的换掉。"""
    _say(add_answers(ledger, [read_bytes(path) for path in answers], RealSystem()))


@witness.command(short_help="请在线的见证人签名。")
@ledger_argument
@click.argument("addresses", metavar="网址…", nargs=-1, required=True)
def ask(ledger: Path, addresses: tuple[str, ...]) -> None:
    """把请求送给见证人的网址，把签名放进登记册。"""
    for address in addresses:
        _say(ask_witness(ledger, address, RealSystem()))


@witness.command(short_help="作为见证人，开着等请求（只限本机）。")
@_as_witness
@click.option("--port", default=_PORT, show_default=True, metavar="端口", help="监听的端口。")
def serve(key_file: Path, state: Path, site: str, log_key: str, port: int) -> None:
    """开一个只限本机的见证服务：POST /add-checkpoint（C2SP tlog-witness）。"""
    from jjledger.serve import server  # noqa: PLC0415 -- only those who serve need it
    from jjledger.serve import witness as served  # noqa: PLC0415 -- see above

    refuse_in_site(state, "--state", _OWN_PLACE)
    app = served.application(_who(key_file, site, log_key), state, server.loopback_hosts(port), RealSystem())
    click.echo(f"见证服务 http://{server.LOOPBACK}:{port}/add-checkpoint   按 Ctrl+C 结束。")
    server.run(app, server.LOOPBACK, port, served.MOST_BYTES)


def _who(key_file: Path, site: str, log_key: str) -> Witnessing:
    return Witnessing(read_witness_key(key_file), _public(log_key) if log_key else None, reader_of(site))


def _public(text: str) -> PublicKey:
    try:
        key = read_public("".join(text.split()))  # the sheet on the wall prints it in groups
    except ProofError:
        key = None
    if key is None or key.kind != NOTE:
        raise OptionError(
            Trouble(
                "--log-key",
                "这不是登记册公钥，或者抄错了一个字。",
                "请照楼道里的核对单再抄一遍，或扫那里的码。",
            )
        )
    return key


def _say(cosigned: Cosigned) -> None:
    click.echo(cosigned.words)
