"""`jjledger publish`: from ledgers to the pages people read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import FINDINGS
from jjledger.cli.options import AsPeriod, json_option, today_option
from jjledger.cli.output import finding_record, print_findings, print_json, progress, warn_of_unlisted
from jjledger.disclosure.held import NO_TYPE, PRIVATE_WORDS
from jjledger.period import Period
from jjledger.store.keys import deployment
from jjledger.store.system import RealSystem, System

if TYPE_CHECKING:
    from jjledger.workflows.press import Order
    from jjledger.workflows.publish import Report


@click.command("publish", cls=ChineseCommand, short_help="生成并发布公示。")
@click.argument("ledgers", metavar="[账本]", type=click.Path(path_type=Path), default=Path("ledgers"))
@click.option(
    "--to", "target", type=click.Path(path_type=Path), default=Path("public"), show_default=True,
    metavar="文件夹", help="网站写到哪里。",
)  # fmt: skip
@click.option(
    "--period", "only", type=AsPeriod(), metavar="期间",
    help="只公示这一期，例如 2025-Q3、2025-H1、2025；默认全部已完整的期间。",
)  # fmt: skip
@json_option
@today_option
@click.pass_context
def publish_command(
    ctx: click.Context, ledgers: Path, target: Path, only: Period | None, today: date, *, as_json: bool
) -> None:
    """检查账本，把已完整的期间写成网页、PDF、表格和公开账，一步换上。

    有阻断项的小区暂缓公示，页面上写明原因，退出码为 1；已经公示的保持不变。
    """
    # Setting type takes half a second to import.
    from jjledger.workflows.order import order_of  # noqa: PLC0415 -- see above
    from jjledger.workflows.publish import publish  # noqa: PLC0415 -- see above

    order = order_of(ledgers, target, today, only)
    reports = publish(
        order, RealSystem(), lambda parts, total: progress(parts, f"公示 {total} 个小区", total)
    )
    warn_of_unlisted(order.unlisted)
    warn_of_demo_keys(order, RealSystem())
    if as_json:
        print_json([_record(report) for report in reports])
    else:
        _say(order, reports)
    ctx.exit(FINDINGS if any(report.held() for report in reports) else 0)


def warn_of_demo_keys(order: Order, system: System) -> None:
    """Say of what is signed for demonstration that nobody keeps its keys."""
    from jjledger.workflows.log_place import log_home  # noqa: PLC0415 -- with what publishes, see above

    home = log_home(next(iter(order.folders.values())), system)
    if deployment(home, system).demo:
        click.echo(
            "用的是演示密钥：没有人保管，核对没有证明力，各页都这样写着。正式公示以前请运行  jjledger key make 区文件夹 --replace-demo 。",
            err=True,
        )


def _record(report: Report) -> dict[str, Any]:
    return {
        "community": report.code,
        "made": report.made,
        "kept": report.kept,
        "unchanged": report.unchanged,
        "held": report.held(),
        "late": report.late,
        "error": report.trouble,
        "findings": [finding_record(finding) for finding in report.findings],
    }


def _say(order: Order, reports: Sequence[Report]) -> None:
    for report in reports:
        if report.trouble:
            click.echo(f"{report.code}：账簿读不出来，暂缓公示。\n{report.trouble}\n", err=True)
        elif report.held():
            click.echo(f"{report.code}：暂缓公示。")
            print_findings(finding for finding in report.findings if finding.severity == "block")
        told = {NO_TYPE, PRIVATE_WORDS}
        print_findings(one for one in report.findings if one.code in told and one.severity == "warn")
        if report.late:
            click.echo(f"{report.code}：{report.late} 项逾期未公示；账记到期末后再公示，小区首页列有各项。")
    made = sum(report.made for report in reports)
    kept = sum(report.kept for report in reports)
    unchanged = sum(report.unchanged for report in reports)
    held = sum(report.held() for report in reports)
    if unchanged == len(reports):
        click.echo(f"{len(reports)} 个小区都没有变化，公示保持原样。")
    else:
        click.echo(
            f"{len(reports)} 个小区：新写 {made} 份公示，{kept} 份不变；"
            f"{unchanged} 个小区没有变化，{held} 个小区暂缓公示。"
        )
    click.echo(f"打开 {(order.target / 'index.html').absolute()}")
