"""`jjledger audit LEDGER PERIOD`: every audit question answered; on request the books added up by another program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

import click

from jjledger.cli.audit.answers import lines_of, record_of, summary
from jjledger.cli.audit.span import AsSpan
from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import FINDINGS, open_ledger
from jjledger.cli.options import ledger_argument, today_option
from jjledger.cli.output import print_json, progress
from jjledger.cli.writing import carry_out, pen_of
from jjledger.errors import refusal
from jjledger.facts.audit_report import OWN_AUDITOR, Cause, Opinion
from jjledger.period import Period
from jjledger.store.system import RealSystem

if TYPE_CHECKING:
    from jjledger.books.ledger import Ledger
    from jjledger.workflows.auditing import Audited
    from jjledger.workflows.second_engine import Again
    from jjledger.workflows.vouchers.planned import Plan

_FORMS: Final = ("text", "json", "html", "pdf")
_FOLDER: Final = Path("private", "audit")
_NO_ENGINE: Final = "没有装 hledger、ledger，也没有 awk，没有核对。"


@click.command(cls=ChineseCommand, name="ask", short_help="回答全部审计问题。")
@ledger_argument
@click.argument("period", metavar="期间", type=AsSpan())
@click.option("--format", "form", type=click.Choice(_FORMS), default="text", help="怎样给出，默认 text。")
@click.option("--only", "only", multiple=True, metavar="编号", help="只问这一个问题，例如 A07；可写多次。")
@click.option(
    "--recompute", is_flag=True, help="另用 hledger、ledger 或 awk 把每一笔分录重新加一遍，结果写进报告。"
)
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

    期间写 2025、2025-H1、2025-Q3 或 2025-07；换届审计跨年的，写从哪期到哪期，例如 2023..2025-H1。
    有「高」的发现，或者别的程序加出来不同时，退出码是 1。
    """
    if write:
        _write(ctx, ledger, (period, today), said, recompute=recompute)
        return
    loaded = open_ledger(ctx, ledger, today)
    place = (out or loaded.folder / _FOLDER / period.code).absolute()
    if not _ask(loaded, (period, today), (form, only, recompute), place):
        ctx.exit(FINDINGS)


def _ask(
    loaded: Ledger, when: tuple[Period, date], how: tuple[str, tuple[str, ...], bool], place: Path
) -> bool:
    """Ask the questions and print the answers; say whether nothing weighs much and nobody adds up otherwise."""
    from jjledger.workflows.auditing import ask_all, chosen  # noqa: PLC0415 -- needed here alone

    form, only, recompute = how
    system, rules = RealSystem(), chosen(only)
    audited = ask_all(
        loaded, when, system, lambda questions: progress(questions, "逐项检查", len(rules)), rules
    )
    again = _added_up(loaded, when[0]) if recompute else None
    written = _laid_down(again, place) if again else []
    if form == "json":
        print_json({**record_of(audited), **({"again": _as_record(again, written)} if again else {})})
    elif form == "text":
        for line in lines_of(audited, loaded.books.community.name):
            click.echo(line)
    else:
        _print(loaded, audited, again, form, place)
    if again and form != "json":
        _tell(again, written)
    return not audited.alarming and (again is None or again.same is not False)


def _write(
    ctx: click.Context, ledger: Path, when: tuple[Period, date], said: Mapping[str, Any], *, recompute: bool
) -> None:
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
        engines = _added_up(loaded, when[0]).engines if recompute else ()
        return plan_record(loaded, audited, by, system, engines)

    carry_out(ctx, ledger, pen_of(when[1], write=True), plan)


def _print(loaded: Ledger, audited: Audited, again: Again | None, form: str, place: Path) -> None:
    """Print the report as it would be published."""
    from jjledger.workflows.audit_records import report_files  # noqa: PLC0415 -- prints
    from jjledger.workflows.private_papers import write_papers  # noqa: PLC0415 -- see above

    system = RealSystem()
    if not audited.whole:
        raise refusal("--only", "报告要有全部问题的回答。", "请去掉 --only，或用 --format text。")
    files = report_files(loaded, audited, form, system, again.engines if again else ())
    for path in write_papers(files, place, system):
        click.echo(str(path))
    click.echo(summary(audited))


def _added_up(loaded: Ledger, period: Period) -> Again:
    """Have other programs add the books up again."""
    from jjledger.workflows.second_engine import add_up_again  # noqa: PLC0415 -- needed here alone

    return add_up_again(loaded, period.last_day, RealSystem())


def _laid_down(again: Again, place: Path) -> list[str]:
    """Write that by which anybody repeats it."""
    from jjledger.workflows.private_papers import write_papers  # noqa: PLC0415 -- needed here alone

    return [str(path) for path in write_papers(again.files, place, RealSystem())]


def _as_record(again: Again, written: list[str]) -> dict[str, Any]:
    return {
        "same": again.same,
        "accounts": again.accounts,
        "engines": again.answers,
        "versions": {one.engine: one.version for one in again.engines},
        "files": written,
    }


def _tell(again: Again, written: list[str]) -> None:
    click.echo("")
    click.echo("用别的程序重新相加：")
    for one in again.engines:
        click.echo(f"  {one.engine}（{one.version}）")
    for words in again.answers.values():
        click.echo(words)
    if again.same is None:
        click.echo(_NO_ENGINE)
    click.echo("自己再做一遍：  sh again.sh")
    for path in written:
        click.echo(f"  {path}")
