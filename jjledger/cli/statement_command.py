"""`jjledger statement`: one household's year, for its owner, or those of a whole community to print."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_ledger
from jjledger.cli.options import (
    AsPeriod,
    folder_option,
    fund_option,
    json_option,
    ledger_argument,
    today_option,
)
from jjledger.cli.printing import print_households, tell_printed
from jjledger.errors import OptionError, Trouble
from jjledger.period import Period, parse_period
from jjledger.store.system import RealSystem
from jjledger.workflows.households import fund_shares

if TYPE_CHECKING:
    from jjledger.render.papers import Format

_FORMATS: Final = ("html", "pdf", "csv", "xlsx", "json")


@click.command(cls=ChineseCommand, short_help="打印一户或全小区的分户对账单。")
@ledger_argument
@click.option("--household", default="", metavar="房屋", help="哪一户，例如 01-1-101。")
@click.option("--all", "everybody", is_flag=True, help="全小区，按幢和户门号排好，另有打印清单。")
@click.option(
    "--one-file/--each", "one_file", default=True,
    help="--all 时：合成一份打印，厚的分册（默认）；或者每户一个文件，没有变动的不重做。",
)  # fmt: skip
@click.option(
    "--period", "--year", "period", type=AsPeriod(), metavar="期间", help="哪一期，例如 2025；默认上一年度。"
)
@click.option(
    "--format", "formats", type=click.Choice(_FORMATS), multiple=True,
    help="哪些格式，可写多次；默认一户的全部，全小区的只要 pdf。",
)  # fmt: skip
@fund_option
@folder_option
@json_option
@today_option
@click.pass_context
def statement(
    ctx: click.Context, ledger: Path, household: str, period: Period | None, formats: tuple[Format, ...], fund: str,
    folder: Path | None, today: date, *, everybody: bool, one_file: bool, as_json: bool,
) -> None:  # fmt: skip
    """写出一户的对账单（网页、PDF、表格）：期初、逐笔变动及算式、利息、期末。只交给本户，不放到网站上。

    --all 写出全小区的：放在 private/print 下自己的文件夹里，一步换上，中途停下不留半份；清单上的合计与总账核对一致才会打印。
    """
    # Setting type takes half a second to import.
    from jjledger.render.data import json_bytes  # noqa: PLC0415 -- see above
    from jjledger.workflows.private_papers import PRINT  # noqa: PLC0415 -- see above
    from jjledger.workflows.statement import Wanted, statement_of, write_statement  # noqa: PLC0415 -- see above
    from jjledger.workflows.statement_run import statement_run  # noqa: PLC0415 -- see above

    if everybody == bool(household):
        raise OptionError(
            Trouble(
                "--household",
                "请写明哪一户，或者写 --all 要全小区的；两样不能都写。",
                "例如 --household 01-1-101",
            )
        )
    loaded = open_ledger(ctx, ledger, today)
    wanted = Wanted(household, period or parse_period(str(today.year - 1)), today)
    place = (folder or loaded.folder / PRINT).absolute()
    if everybody:
        run = statement_run(loaded, fund, wanted)
        tell_printed(print_households(run, place, formats or ("pdf",), one_file=one_file), as_json=as_json)
        return
    page = statement_of(loaded, fund_shares(loaded, fund, household), wanted)
    if as_json:
        click.echo(json_bytes(page), nl=False)
        return
    for path in write_statement(page, place, RealSystem(), formats or _FORMATS):
        click.echo(str(path))
    if page.unproved:
        click.echo(page.unproved, err=True)
