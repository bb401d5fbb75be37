"""`jjledger due`: what has to be disclosed, announced or handed over, and by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import FINDINGS
from jjledger.cli.options import json_option, today_option
from jjledger.cli.output import print_json, progress, warn_of_unlisted
from jjledger.disclosure.calendar import HEADINGS, grouped
from jjledger.disclosure.calendar_models import Duty

if TYPE_CHECKING:
    from jjledger.workflows.due import DueList

_WHAT_HANGS: Final = (
    "公共收益、维修资金贴海报，别的没有海报，贴打印版：jjledger poster 账本 期间 --document 哪一份"
)


@click.command(cls=ChineseCommand, short_help="应当公示、公告、移交的事项和期限。")
@click.argument("ledgers", metavar="[账本|区]", type=click.Path(path_type=Path), default=Path("ledgers"))
@click.option(
    "--to", "target", type=click.Path(path_type=Path), default=Path("public"), show_default=True,
    metavar="文件夹", help="已公示的网站在哪里。",
)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="连已经办完的一起列出。")
@json_option
@today_option
@click.pass_context
def due(
    ctx: click.Context, ledgers: Path, target: Path, today: date, *, everything: bool, as_json: bool
) -> None:
    """按法规和小区自己的设定，列出该公示、公告、移交的事项：期限、依据、办到哪一步，逾期的在最前面。

    网上公示过、又按天数张贴过，才算办完；张贴用 jjledger posted 登记。有逾期的，退出码为 1。
    """
    from jjledger.workflows.due import DueQuestion, due_list  # noqa: PLC0415 -- needed by this command alone
    from jjledger.workflows.locate import locate  # noqa: PLC0415 -- the same
    from jjledger.workflows.processes import spread  # noqa: PLC0415 -- the same

    located = locate(ledgers)
    questions = [DueQuestion(folder, target, today) for folder in located.folders]
    answers = spread(due_list, questions, "jjledger due")
    found = {one.code: one for one in progress(answers, f"查看 {len(questions)} 个小区", len(questions))}
    lists = [found[folder.name] for folder in located.folders]
    warn_of_unlisted(located.unlisted)
    if as_json:
        print_json([_record(one, everything=everything) for one in lists])
    else:
        for one in lists:
            _say(one, everything=everything)
        _sum_up(lists, target)
    ctx.exit(FINDINGS if any(one.late() for one in lists) else 0)


def _shown(one: DueList, *, everything: bool) -> Sequence[Duty]:
    return [duty for duty in one.duties if everything or duty.state != "complete"]


def _record(one: DueList, *, everything: bool) -> dict[str, Any]:
    return {
        "community": one.code,
        "name": one.name,
        "late": one.late(),
        "error": one.trouble,
        "blocking": [finding.code for finding in one.blocking],
        "duties": [asdict(duty) for duty in _shown(one, everything=everything)],
    }


def _say(one: DueList, *, everything: bool) -> None:
    if one.trouble:
        click.echo(f"{one.name}（{one.code}）：账簿读不出来。\n{one.trouble}\n", err=True)
        return
    shown = _shown(one, everything=everything)
    click.echo(f"{one.name}（{one.code}）" + ("" if shown else "：都办完了，三个月内没有到期的。"))
    if one.blocking:
        click.echo(f"  账簿有 {len(one.blocking)} 项阻断，改正以前不能公示；请看 jjledger check")
    for state, heading in HEADINGS.items():
        groups = grouped(shown, state)
        if groups:
            click.echo(f"  {heading}：")
        for group in groups:
            click.echo(f"    {group.subject} {'、'.join(group.titles)}：{group.words}")
            if state != "unposted":
                click.echo(f"      依据：{'；'.join(group.grounds)}")
        if state == "unposted" and groups:
            click.echo(f"      {_WHAT_HANGS}")
    click.echo()


def _sum_up(lists: Sequence[DueList], target: Path) -> None:
    late = sum(duty.state == "late" for one in lists for duty in one.duties)
    missing = sum(duty.state in {"missing", "held"} for one in lists for duty in one.duties)
    unposted = sum(duty.state == "unposted" for one in lists for duty in one.duties)
    click.echo(f"{len(lists)} 个小区：{late} 项逾期，{missing} 项待公示，{unposted} 项张贴不全。")
    if not any(one.out for one in lists):
        click.echo(f"{target} 里没有这些小区的公示；网站在别处的，请写 --to。", err=True)
