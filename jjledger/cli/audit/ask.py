"""`jjledger audit LEDGER PERIOD`: every audit question answered, or the books added up by another program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import FINDINGS, open_ledger
from jjledger.cli.options import AsPeriod, ledger_argument, today_option
from jjledger.cli.output import print_json
from jjledger.period import Period
from jjledger.store.system import RealSystem

_FORMS: Final = ("text", "json", "html", "pdf")
_FOLDER: Final = Path("private", "audit")


@click.command(cls=ChineseCommand, name="ask", short_help="回答全部审计问题。")
@ledger_argument
@click.argument("period", metavar="期间", type=AsPeriod())
@click.option("--format", "form", type=click.Choice(_FORMS), default="text", help="怎样给出，默认 text。")
@click.option("--recompute", is_flag=True, help="用 hledger、ledger 或 awk 把每一笔分录重新加一遍。")
@click.option(
    "--out",
    "out",
    type=click.Path(path_type=Path),
    metavar="位置",
    help="写到哪里，默认小区的 private/audit。",
)
@today_option
@click.pass_context
def ask(
    ctx: click.Context, ledger: Path, period: Period, form: str, out: Path | None, today: date, *, recompute: bool
) -> None:  # fmt: skip
    """回答一个期间的全部审计问题。"""
    if recompute:
        _recompute(ctx, ledger, period, out, today, as_json=form == "json")


def _recompute(
    ctx: click.Context, ledger: Path, period: Period, out: Path | None, today: date, *, as_json: bool
) -> None:
    """Have other programs add the books up again."""
    from jjledger.workflows.plan import refuse_unfinished  # noqa: PLC0415 -- needed here alone
    from jjledger.workflows.private_papers import write_papers  # noqa: PLC0415 -- see above
    from jjledger.workflows.second_engine import add_up_again  # noqa: PLC0415 -- see above

    system = RealSystem()
    loaded = open_ledger(ctx, ledger, today)
    refuse_unfinished(loaded.books, period, today)
    again = add_up_again(loaded, period.last_day, system)
    place = (out or loaded.folder / _FOLDER / period.code).absolute()
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
    if again.same is False:
        ctx.exit(FINDINGS)
