"""`jjledger books`: the books of a year or a month, to print and to file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_ledger
from jjledger.cli.options import folder_option, ledger_argument, today_option
from jjledger.cli.output import progress
from jjledger.period import parse_period
from jjledger.store.system import RealSystem

if TYPE_CHECKING:
    from jjledger.workflows.printed_books import Paper

_FORMATS: Final = ("html", "pdf", "csv", "xlsx", "json")
format_option = click.option(
    "--format", "formats", type=click.Choice(_FORMATS), multiple=True, help="哪些格式，可写多次；默认 pdf。"
)
_KINDS: Final = ("vouchers", "subsidiary", "general", "balances", "bank-journal", "all")


@click.command(cls=ChineseCommand, short_help="打印凭证、明细账、总账、科目余额表、银行日记账。")
@ledger_argument
@click.option("--year", type=click.IntRange(1, 9999), metavar="年", help="哪一年，默认上一年。")
@click.option("--month", type=click.IntRange(1, 12), metavar="月", help="只打印这个月；不写就打印全年。")
@click.option("--fund", default="", metavar="资金", help="只打印这项资金，写它的 code；默认全部资金。")
@click.option(
    "--kind", "kinds", type=click.Choice(_KINDS), multiple=True,
    help="哪些账，可写多次；默认 all。vouchers 记账凭证，subsidiary 明细账，general 总账，"
    "balances 科目余额表，bank-journal 银行存款日记账。",
)  # fmt: skip
@format_option
@folder_option
@today_option
@click.pass_context
def books(
    ctx: click.Context,
    ledger: Path,
    year: int | None,
    month: int | None,
    fund: str,
    kinds: tuple[str, ...],
    formats: tuple[str, ...],
    folder: Path | None,
    today: date,
) -> None:
    """打印一年或一个月的账。每项资金是独立的会计主体，各成一册；记账凭证按月成册。

    红字冲销以负数印在原栏；系统结转的凭证排在当月最后一张转字之后，账上并不记。
    凭证上有收付款人的名字，所以写进小区的 private/print，不公示。
    """
    # Setting type takes half a second to import.
    from jjledger.workflows.printed_books import KINDS, Wanted, plan_books  # noqa: PLC0415 -- see above
    from jjledger.workflows.private_papers import PRINT  # noqa: PLC0415 -- see above

    assert (*KINDS, "all") == _KINDS, "the command offers every book there is"
    loaded = open_ledger(ctx, ledger, today)
    year = year or today.year - 1
    period = parse_period(f"{year:04}-{month:02}" if month else f"{year:04}")
    chosen = KINDS if "all" in kinds or not kinds else tuple(kind for kind in KINDS if kind in kinds)
    papers = plan_books(loaded, Wanted(period, chosen, fund), today)
    print_papers(papers, (folder or loaded.folder / PRINT).absolute(), formats)


def print_papers(papers: Sequence[Paper], folder: Path, formats: Collection[str]) -> None:
    """Write papers with progress, and say where each file is.

    Args:
        papers: what to print.
        folder: where.
        formats: as the option gave them; none means PDF.
    """
    from jjledger.render.papers import Format  # noqa: PLC0415 -- setting type takes half a second to import
    from jjledger.workflows.printed_books import write_books  # noqa: PLC0415 -- see above

    assert get_args(Format) == _FORMATS, "the command offers every form there is"
    asked = [one for one in get_args(Format) if one in formats] or ["pdf"]
    for files in progress(write_books(papers, folder, asked, RealSystem()), "打印", len(papers)):
        for path in files:
            click.echo(str(path))
