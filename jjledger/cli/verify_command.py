"""`jjledger verify`: what is published or in somebody's hands, held against the public log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import FINDINGS
from jjledger.cli.options import json_option
from jjledger.cli.output import print_json
from jjledger.errors import refusal
from jjledger.proof.checkpoint import Policy
from jjledger.render.verifier import policy_fingerprint, policy_told
from jjledger.store.kept_log import KeptLog
from jjledger.store.system import RealSystem
from jjledger.workflows.public_log import FoundLog, copied_log, ledger_log
from jjledger.workflows.verified_in_force import for_demonstration
from jjledger.workflows.verified_paper import Held, read_policy, verify_paper
from jjledger.workflows.verified_site import site_root, verify_folder, verify_site
from jjledger.workflows.verified_step import Site, Step

_FAILED: Final = "有不成立的，见上面打 ✘ 的各行。"
_DEMO: Final = "步骤都对，但用的是演示密钥，什么也不证明。"
_PATH = click.Path(exists=True, path_type=Path)


@click.command(
    "verify", cls=ChineseCommand, short_help="核对：一户的核对包、一期公示、整个网站、一份 PDF 或网页。"
)
@click.argument("path", metavar="文件或文件夹", type=_PATH)
@click.option(
    "--site", type=_PATH, metavar="文件夹", help="公示网站的文件夹（或其副本），从它的登记册取公钥。"
)
@click.option("--ledger", type=_PATH, metavar="账本", help="区或小区的账本，公钥以 district.toml 为准。")
@click.option(
    "--policy",
    "policy_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="从核对页复制来的公钥。",
)
@click.option("--room", metavar="房号", help="自己的房号；核对包写的不是它就不通过。")
@click.option(
    "--poster",
    default="",
    metavar="文字",
    help="海报二维码里的文字（J2 开头），与对账单的（J1 开头）一起核对。",
)
@click.option("--require-quorum", is_flag=True, help="见证人不够、已被更正等打 ！的各步，也算不通过。")
@json_option
@click.pass_context
def verify(
    ctx: click.Context,
    /,
    path: Path,
    *,
    room: str | None,
    poster: str,
    require_quorum: bool,
    as_json: bool,
    **trust: Path | None,
) -> None:
    """逐步核对，每一步都写明；退出码 0 是各步都成立，1 是有一步不成立。用演示密钥的，步骤成立也什么都不证明。

    公钥从 --policy、--ledger 或网站自己的登记册来，绝不取自被核对的东西；网站自己的，请把最后一行“核对依据的指纹”与楼道里的核对单比一比。
    """
    given = None if path.is_dir() else trust["site"]
    root = given.resolve() if given else site_root(path if path.is_dir() else path.resolve().parent)
    found = _trusted(root, trust)
    if path.is_dir():
        steps = list(_folder(path, root, found))
    else:
        held = Held(path.read_bytes(), found.policy, room, poster)
        steps = list(verify_paper(held, Site(root, found) if root else None, found))
    failed = [step for step in steps if step.fails(strict=require_quorum)]
    demo = for_demonstration(root, trust["ledger"], trust["policy_file"], RealSystem())
    if as_json:
        print_json({"holds": not failed, "demo": demo, "steps": [_record(step) for step in steps]})
    else:
        _say(steps, found.policy, own=found.own, demo=demo)
        click.echo(_FAILED if failed else _DEMO if demo else "全部成立。")
    ctx.exit(FINDINGS if failed else 0)


def _folder(path: Path, root: Path | None, found: FoundLog) -> Iterator[Step]:
    """Verify a site, or what of it lies in a folder."""
    if root is None:
        raise refusal(
            str(path),
            "这个文件夹不是公示网站，也不在一个公示网站里。",
            "请写网站的文件夹（里面有 log/checkpoint），或其中一期的文件夹。",
        )
    site = Site(root, found)
    yield from verify_site(site) if path.resolve() == root.resolve() else verify_folder(site, path)


def _trusted(root: Path | None, trust: dict[str, Path | None]) -> FoundLog:
    """Find the log to look into, and whom to trust: as somebody said, as the district says, or as the site's log says.

    A ledger at hand says more than keys: a copy of its log is held against it.
    """
    ledger, policy_file = trust["ledger"], trust["policy_file"]
    policy = read_policy(policy_file.read_bytes(), str(policy_file)) if policy_file is not None else None
    ours = ledger_log(ledger, RealSystem()) if ledger is not None else None
    found = copied_log(root) if root is not None else ours
    if found is None and policy is not None:
        return FoundLog(Path(), KeptLog(policy.log, (), {}, {}), policy, {}, own=True)
    if found is None:
        raise refusal(
            "jjledger verify",
            "不知道该信谁的签名。",
            "请加  --site 网站文件夹  、 --ledger 账本  或  --policy 公钥文件  。",
        )
    if root is not None and ours is not None:
        found = replace(found, policy=ours.policy, names=ours.names, own=True, ours=ours.kept)
    return replace(found, policy=policy, own=True) if policy is not None else found


def _record(step: Step) -> dict[str, str]:
    return {"what": step.what, "state": _state(step), "why": step.trouble}


def _state(step: Step) -> str:
    return "wrong" if step.trouble else "amber" if step.amber else "holds"


def _say(steps: Iterable[Step], policy: Policy, *, own: bool, demo: bool) -> None:
    marks = {"holds": "✔", "amber": "！", "wrong": "✘"}
    for step in steps:
        click.echo(f"{marks[_state(step)]} {step.what}{f'：{step.trouble}' if step.trouble else ''}")
    if demo:
        click.echo("！演示密钥：谁都能造出一样的签名，什么也不证明")
    fingerprint = policy_fingerprint(policy_told(policy))
    click.echo(
        f"\n核对依据的指纹 {fingerprint}{'' if own else '：取自网站自己的登记册，请与楼道里的核对单比一比。'}"
    )
