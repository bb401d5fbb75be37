"""`jjledger fund top-up`: who is to top up and by how much, the notices, and the batch of what came in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.fund.deposit import book, receipt_from_option
from jjledger.cli.opened import open_to_write
from jjledger.cli.options import Day, bank_option, folder_option, fund_option, ledger_argument
from jjledger.cli.output import print_csv, print_json, print_table
from jjledger.cli.printing import print_households, tell_printed
from jjledger.cli.writing import Pen, pen_options
from jjledger.errors import OptionError, Trouble
from jjledger.intake.sheet import read_sheet
from jjledger.store.files import write_atomically
from jjledger.store.system import RealSystem
from jjledger.workflows.fund.deposit import COLUMNS as BATCH
from jjledger.workflows.fund.deposit import numbered
from jjledger.workflows.fund.roll import Roll
from jjledger.workflows.fund.top_up import (
    COLUMNS,
    HEADS,
    PAY_DAYS,
    TopUps,
    notices_of,
    plain_rows,
    plan_payments,
    plan_top_ups,
    record_of,
    table_of,
    words_of,
)
from jjledger.workflows.households import fund_shares


@click.command("top-up", cls=ChineseCommand, short_help="续交：余额不足三成的名单、通知，和收到的一批。")
@ledger_argument
@click.option("--at", type=Day(), metavar="日期", help="这一天终了时的名单，默认凭证日期，没写的是今天。")
@click.option("--csv", "as_csv", is_flag=True, help="输出 CSV。")
@click.option("--xlsx", type=click.Path(path_type=Path), metavar="文件", help="把名单写成 Excel 文件。")
@click.option("--notices", is_flag=True, help="写出续交通知：每户一页，按幢和户门号合成一份，厚的分册。")
@click.option("--each", is_flag=True, help="--notices 时每户一个文件。")
@click.option(
    "--days", type=click.IntRange(1, 366), default=PAY_DAYS, show_default=True, metavar="天数",
    help="--notices 时：几天内交。",
)  # fmt: skip
@folder_option
@click.option(
    "--batch", type=click.Path(path_type=Path), metavar="文件", help="收到的一批续交款，与名单核对后记账。"
)
@receipt_from_option
@click.option("--as-paid", is_flag=True, help="有的户与应续交数不同，仍按实收记账。")
@fund_option
@bank_option
@pen_options
@click.pass_context
def top_up(
    ctx: click.Context,
    ledger: Path,
    at: date | None,
    xlsx: Path | None,
    folder: Path | None,
    batch: Path | None,
    receipt_from: str,
    fund: str,
    bank: str,
    pen: Pen,
    *,
    as_csv: bool,
    notices: bool,
    each: bool,
    days: int,
    as_paid: bool,
) -> None:
    """列出余额不足首期交存额三成的房屋和应续交的金额，写明用哪一种算法、依据哪一条。

    名单含房号和余额，只给办事的人用，不要张贴。
    """
    if pen.write and batch is None:
        raise OptionError(Trouble("--write", "名单不记账，没有可写的。", "收到续交款的，请写  --batch 文件"))
    loaded = open_to_write(ctx, ledger, pen.today)
    shares = fund_shares(loaded, fund)
    top_ups = plan_top_ups(Roll(loaded, shares, at or pen.day))
    if batch is not None:
        roll = Roll(loaded, shares, pen.day)
        deposits = plan_payments(top_ups, roll, read_sheet(batch, BATCH))
        book(numbered(deposits, receipt_from), roll, bank, pen, as_paid=as_paid)
        return
    _show(top_ups, pen, as_csv=as_csv)
    if xlsx is not None:
        from jjledger.render.data import xlsx_bytes  # noqa: PLC0415 -- spreadsheets are slow to import

        write_atomically(xlsx.absolute(), xlsx_bytes(table_of(top_ups)), RealSystem())
        click.echo(str(xlsx), err=True)
    if notices:
        # Setting type takes half a second to import.
        from jjledger.workflows.notices import notice_run  # noqa: PLC0415 -- see above
        from jjledger.workflows.private_papers import PRINT  # noqa: PLC0415 -- see above

        place = (folder or loaded.folder / PRINT).absolute()
        run = notice_run(notices_of(top_ups, days), "", top_ups.total_fen)
        tell_printed(print_households(run, place, ("html", "pdf"), one_file=not each), err=True)


def _show(top_ups: TopUps, pen: Pen, *, as_csv: bool) -> None:
    if pen.as_json:
        print_json(record_of(top_ups))
    elif as_csv:
        print_csv(COLUMNS, plain_rows(top_ups))
        click.echo(words_of(top_ups), err=True)
    else:
        click.echo(words_of(top_ups))
        if top_ups.lacking:
            print_table(HEADS, plain_rows(top_ups), frozenset(HEADS[4:]))
