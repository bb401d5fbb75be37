"""`jjledger audit LEDGER PERIOD`: every audit question answered, or the books added up by another program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

import click

from jjledger.cli.audit.answers import lines_of, record_of, summary
from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import FINDINGS, open_ledger
from jjledger.cli.options import AsPeriod, ledger_argument, today_option
from jjledger.cli.output import print_json, progress
from jjledger.cli.writing import carry_out, pen_of
from jjledger.errors import refusal
from jjledger.facts.audit_report import OWN_AUDITOR, Cause, Opinion
from jjledger.period import Period
from jjledger.store.system import RealSystem

if TYPE_CHECKING:
    from jjledger.books.ledger import Ledger
    from jjledger.workflows.auditing import Audited
    from jjledger.workflows.vouchers.planned import Plan

_FORMS: Final = ("text", "json", "html", "pdf")
_FOLDER: Final = Path("private", "audit")


@click.command(cls=ChineseCommand, name="ask", short_help="回答全部审计问题。")
@ledger_argument
@click.argument("period", metavar="期间", type=AsPeriod())
@click.option("--format", "form", type=click.Choice(_FORMS), default="text", help="怎样给出，默认 text。")
@click.option("--only", "only", multiple=True, metavar="编号", help="只问这一个问题，例如 A07；可写多次。")
@click.option("--recompute", is_flag=True, help="用 hledger、ledger 或 awk 把每一笔分录重新加一遍。")
@click.option(
    "--write", is_flag=True, help="写成审计记录 audits/…toml，发布时公示；审计意见由人写，程序不代写。"
)
@click.option("--auditor", default="", metavar="单位", help="会计师事务所的全称；不写是自查。")
@click.option("--opinion", type=click.Choice(get_args(Opinion)), default="none", help="审计意见的种类。")
@click.option("--opinion-text", default="", metavar="原文", help="审计意见的原文。")
@click.option("--cause", type=click.Choice(get_args(Cause)), default="self_check", help="为什么审计。")
@click.option("--report", default="", metavar="文件", help="报告原件在原始凭证里的路径。")
@click.option("--disclosure", type=click.IntRange(0), metavar="条", help="审的是公示登记册的第几条。")
@click.option(
    "--out", "out", type=click.Path(path_type=Path), metavar="位置",
    help="html、pdf 和重算的文件写到哪里，默认小区的 private/audit。",
)  # fmt: skip
@today_option
@click.pass_context
def ask(
    ctx: click.Context, /, ledger: Path, period: Period, form: str, only: tuple[str, ...], out: Path | None,
    today: date, *, recompute: bool, write: bool, **said: str,
) -> None:  # fmt: skip
    """回答一个期间的全部审计问题：检查了几项、发现什么、什么未能检查。

    有「高」的发现时退出码是 1。
    """
    if write:
        _write(ctx, ledger, (period, today), said)
        return
    loaded = open_ledger(ctx, ledger, today)
    place = (out or loaded.folder / _FOLDER / period.code).absolute()
    if recompute:
        fine = _recompute(loaded, (period, today), place, as_json=form == "json")
    else:
        fine = _ask(loaded, (period, today), (form, only), place)
    if not fine:
        ctx.exit(FINDINGS)


def _ask(loaded: Ledger, when: tuple[Period, date], how: tuple[str, tuple[str, ...]], place: Path) -> bool:
    """Ask the questions and print the answers; say whether nothing weighs much."""
    from jjledger.workflows.auditing import ask_all, chosen  # noqa: PLC0415 -- needed here alone

    form, only = how
    rules = chosen(only)
    audited = ask_all(
        loaded, when, RealSystem(), lambda questions: progress(questions, "逐项检查", len(rules)), rules
    )
    if form == "json":
        print_json(record_of(audited))
    elif form == "text":
        for line in lines_of(audited, loaded.books.community.name):
            click.echo(line)
    else:
        _print(loaded, audited, form, place)
    return not audited.alarming


def _write(ctx: click.Context, ledger: Path, when: tuple[Period, date], said: Mapping[str, Any]) -> None:
    """Put the audit on record."""
    from jjledger.workflows.audit_records import plan_record  # noqa: PLC0415 -- prints
    from jjledger.workflows.auditing import Signatory, ask_all, chosen  # noqa: PLC0415 -- see above

    rules = chosen(())
    by = Signatory(**{**said, "auditor": said["auditor"] or OWN_AUDITOR})
    system = RealSystem()

    def plan(loaded: Ledger) -> Plan:
        audited = ask_all(
            loaded, when, system, lambda questions: progress(questions, "逐项检查", len(rules)), rules
        )
        return plan_record(loaded, audited, by, system)

    carry_out(ctx, ledger, pen_of(when[1], write=True), plan)


def _print(loaded: Ledger, audited: Audited, form: str, place: Path) -> None:
    """Print the report as it would be published."""
    from jjledger.workflows.audit_records import report_files  # noqa: PLC0415 -- prints
    from jjledger.workflows.private_papers import write_papers  # noqa: PLC0415 -- see above

    system = RealSystem()
    if not audited.whole:
        raise refusal("--only", "报告要有全部问题的回答。", "请去掉 --only，或用 --format text。")
    files = report_files(loaded, audited, form, system)
    for path in write_papers(files, place, system):
        click.echo(str(path))
    click.echo(summary(audited))


def _recompute(loaded: Ledger, when: tuple[Period, date], place: Path, *, as_json: bool) -> bool:
    """Have other programs add the books up again; say whether none comes to something else."""
    from jjledger.workflows.plan import refuse_unfinished  # noqa: PLC0415 -- needed here alone
    from jjledger.workflows.private_papers import write_papers  # noqa: PLC0415 -- see above
    from jjledger.workflows.second_engine import add_up_again  # noqa: PLC0415 -- see above

    system = RealSystem()
    period, today = when
    refuse_unfinished(loaded.books, period, today)
    again = add_up_again(loaded, period.last_day, system)
    written = [str(path) for path in write_papers(again.files, place, system)]
    if as_json:
        print_json(
            {"same": again.same, "accounts": again.accounts, "engines": again.answers, "files": written}
        )
    else:
        for words in again.answers.values():
            click.echo(words)
        if again.same is None:
            click.echo("没有装 hledger、ledger，也没有 awk，没有核对。")
        click.echo("自己再做一遍：  sh again.sh")
        for path in written:
            click.echo(f"  {path}")
    return again.same is not False
