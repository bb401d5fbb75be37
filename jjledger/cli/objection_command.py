"""`jjledger objection open|answer|list`: what owners object to, and what was answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import click

from jjledger.books.ledger import load_ledger
from jjledger.cli.chinese import ChineseCommand, ChineseGroup
from jjledger.cli.options import AsPeriod, Day, json_option, ledger_argument, today_option
from jjledger.cli.output import print_json, print_table
from jjledger.cli.voucher.asked import papers_of
from jjledger.cli.writing import Pen, carry_out, deed_options
from jjledger.disclosure.objection_words import stands
from jjledger.facts.objection import Result
from jjledger.period import Period
from jjledger.workflows.locate import only_community


@click.group(cls=ChineseGroup, short_help="业主对公示的异议和答复。")
def objection() -> None:
    """业主对公示的异议：收件、答复期限、复查结果和材料。

    是谁、怎样说的只在账本里；公示页面上只有件数和办理情况。
    """


@objection.command("open", cls=ChineseCommand, short_help="登记一件异议。")
@ledger_argument
@click.argument("period", metavar="期间", type=AsPeriod())
@click.option("--line", required=True, metavar="项目", help="对哪一项，例如 停车·月租 或凭证号。")
@click.option("--words", required=True, metavar="内容", help="业主怎样说；不公开。")
@click.option("--household", default="", metavar="房屋", help="哪一户；不公开。")
@click.option("--document", default="", metavar="公示", help="哪一份，例如 public-revenue。")
@click.option("--on", "on", type=Day(), metavar="日期", help="收到的日期，默认今天。")
@click.option("--due", type=Day(), metavar="日期", help="答复的期限；默认按当地规定，没有的 15 天。")
@deed_options
@click.pass_context
def open_command(
    ctx: click.Context, ledger: Path, period: Period, line: str, words: str, household: str, document: str,
    on: date | None, due: date | None, pen: Pen,
) -> None:  # fmt: skip
    """登记业主对一期公示的异议，算出答复的期限。"""
    from jjledger.workflows.objections import Raised, plan_objection  # noqa: PLC0415 -- needed here alone

    raised = Raised(period, on or pen.today, line, words, household, document, due)
    carry_out(ctx, ledger, pen, lambda loaded: plan_objection(loaded, raised, pen.today))


@objection.command("answer", cls=ChineseCommand, short_help="登记对一件异议的答复。")
@ledger_argument
@click.argument("identity", metavar="编号")
@click.option(
    "--result", type=click.Choice(get_args(Result)), required=True,
    help="stands 核对无误，corrected 有误更正，withdrawn 业主撤回。",
)  # fmt: skip
@click.option("--words", required=True, metavar="内容", help="怎样答复的；不公开。")
@click.option("--on", "on", type=Day(), metavar="日期", help="答复的日期，默认今天。")
@click.option(
    "--paper", "papers", multiple=True, metavar="文件", type=click.Path(path_type=Path, dir_okay=False),
    help="复查结果、书面答复，存进原始凭证。",
)  # fmt: skip
@deed_options
@click.pass_context
def answer_command(
    ctx: click.Context, ledger: Path, identity: str, result: Result, words: str, on: date | None,
    papers: tuple[Path, ...], pen: Pen,
) -> None:  # fmt: skip
    """登记答复，连同复查的材料；有误的，改正账簿后再出一版公示。"""
    from jjledger.workflows.objections import Answered, plan_answer  # noqa: PLC0415 -- needed here alone

    answered = Answered(identity, on or pen.today, result, words)
    brought = papers_of(papers)
    carry_out(ctx, ledger, pen, lambda loaded: plan_answer(loaded, answered, brought, pen.today))


@objection.command("list", cls=ChineseCommand, short_help="列出异议和办理情况。")
@ledger_argument
@json_option
@today_option
def list_command(ledger: Path, today: date, *, as_json: bool) -> None:
    """列出登记过的异议：期间、项目、期限和办理情况。"""
    books = load_ledger(only_community(ledger), today).books
    rows = [
        (one.id, one.period_code, one.line, str(one.due), stands(one, today))
        for one in books.objections.values()
        if one is not None
    ]
    if as_json:
        print_json([dict(zip(("id", "period", "line", "due", "stands"), row, strict=True)) for row in rows])
        return
    print_table(("编号", "期间", "项目", "期限", "办理"), rows, frozenset())
