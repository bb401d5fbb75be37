"""`jjledger log`: the public log, shown, watched and held against what somebody kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from jjledger.cli.chinese import ChineseGroup
from jjledger.cli.log_witness_commands import witness
from jjledger.cli.opened import FINDINGS
from jjledger.cli.options import json_option, ledger_argument
from jjledger.cli.output import print_json
from jjledger.errors import LogError, Trouble
from jjledger.proof.failed import ProofError
from jjledger.store.files import read_bytes
from jjledger.store.system import RealSystem
from jjledger.workflows.locate import locate
from jjledger.workflows.log_compare import checkpoint_in, compared
from jjledger.workflows.log_monitor import watch
from jjledger.workflows.log_place import community_name
from jjledger.workflows.log_rotate import rotate_log_key
from jjledger.workflows.log_words import log_record, log_words
from jjledger.workflows.public_log import FoundLog, find_log, ledger_log, log_of

_SHOWN: Final = 20

place_argument = click.argument("place", metavar="账本或网站", type=click.Path(path_type=Path))


@click.group(cls=ChineseGroup, short_help="公示登记册：查看、核对，请见证人签名。")
def log() -> None:
    """公示登记册：每一期公示都在里面登记一条，只增不改，谁也不能悄悄换掉。

    「账本或网站」可以写小区、区的文件夹，也可以写已公示的网站文件夹（或其中的 log 文件夹）。
    """


log.add_command(witness)


@log.command(short_help="登记册里有什么，谁见证过。")
@place_argument
@click.option("--all", "everything", is_flag=True, help=f"列出全部登记，不只最近 {_SHOWN} 条。")
@json_option
def show(place: Path, *, everything: bool, as_json: bool) -> None:
    """列出登记册的签章、见证人和各条登记。"""
    found = find_log(place, RealSystem())
    try:
        if as_json:
            print_json(log_record(found))
        else:
            click.echo(log_words(found, None if everything else _SHOWN))
    except ProofError as error:
        raise _unsound(found, error) from None


@log.command(short_help="逐条重算登记册；可以连账本一起核对。")
@place_argument
@click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    metavar="账本",
    help="连这本账一起核对：网站的登记册是不是账本自己的那一本，结账的月份和 git 历史是不是登记时的样子。",
)
@json_option
@click.pass_context
def monitor(ctx: click.Context, place: Path, ledger: Path | None, *, as_json: bool) -> None:
    """把登记册从头到尾重算一遍：每次签章都接得上，每一期只有一份公示有效，没有多出来的文件。

    退出码：0 没有发现问题，1 有不对的地方。
    """
    found = find_log(place, RealSystem())
    if ledger is not None and not found.own:
        found = replace(found, ours=ledger_log(ledger, RealSystem()).kept)
    watched = watch(found, _books(ledger), RealSystem())
    if as_json:
        print_json(watched.record())
    else:
        click.echo(watched.words())
    if watched.troubles:
        ctx.exit(FINDINGS)


@log.command(short_help="拿海报、核对包或旧的签章，与现在的登记册核对。")
@click.argument("old", metavar="旧的一份", type=click.Path(path_type=Path))
@place_argument
@json_option
@click.pass_context
def compare(ctx: click.Context, old: Path, place: Path, *, as_json: bool) -> None:
    """核对以前留下的一份是不是现在这本登记册的开头：签章文件、入册证明、核对包，或海报二维码里的文字。

    退出码：0 接得上，1 接不上。
    """
    found = find_log(place, RealSystem())
    kept = checkpoint_in(read_bytes(old), str(old))
    outcome = compared(found, kept)
    if as_json:
        print_json({"holds": outcome.holds, "size": outcome.size, "words": outcome.words})
    else:
        click.echo(outcome.words)
    if not outcome.holds:
        ctx.exit(FINDINGS)


@log.command(short_help="给登记册换一把密钥。")
@ledger_argument
def rotate(ledger: Path) -> None:
    """换掉登记册的密钥：旧钥匙签一条换钥登记，新旧两把都签那一次签章，以后只用新的。

    换了以后请重新公示，张贴新的海报，并告诉每一家见证人。以前的海报和核对包仍然核对得上。
    总密钥用 jjledger key rotate 换。
    """
    done = rotate_log_key(ledger, RealSystem())
    click.echo(f"第 {done.index} 条登记：密钥由 {done.old.text()}\n换为 {done.new.text()}")
    click.echo("请重新公示（jjledger publish），张贴新海报，并把新的公钥告诉见证人。")
    click.echo("分给三人保管的份额里是旧钥匙：请重新  jjledger key split ，旧的三份收回销毁。")


def _books(ledger: Path | None) -> Mapping[str, Path]:
    """List the communities to hold against the log, by their names in signed texts."""
    if ledger is None:
        return {}
    _, district = log_of(ledger, RealSystem())
    return {community_name(district, folder.name): folder for folder in locate(ledger).folders}


def _unsound(found: FoundLog, error: ProofError) -> LogError:
    what = f"登记册的签章不成立：{error}。"
    return LogError(Trouble(str(found.place), what, "请核对 district.toml 的 [log] 和见证人的公钥。"))
