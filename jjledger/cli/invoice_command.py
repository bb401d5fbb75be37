"""`jjledger invoice read|list`: what invoices say, and what is booked of each."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import click

from jjledger.books.ledger import load_ledger
from jjledger.cli.chinese import ChineseCommand, ChineseGroup
from jjledger.cli.opened import FINDINGS
from jjledger.cli.options import json_option, ledger_argument, today_option
from jjledger.cli.output import print_json, print_table
from jjledger.cli.voucher.asked import papers_of
from jjledger.errors import JjledgerError
from jjledger.workflows.invoices import COLUMNS, HEADS, invoice_record, invoice_rows
from jjledger.workflows.locate import only_community
from jjledger.workflows.vouchers.invoices import invoice_of

_READ_HEADS: Final = ("文件", "种类", "发票号码", "开票日期", "销售方", "购买方", "价税合计")
_RIGHT: Final = frozenset({"价税合计", "已入账", "未入账"})


@click.group(cls=ChineseGroup, short_help="发票：读数电发票的文件，列出各张发票已入账多少。")
def invoice() -> None:
    """发票。入账用 jjledger voucher new 或 confirm 的 --invoice；同一张发票累计不能超过价税合计。"""


@invoice.command("read", cls=ChineseCommand, short_help="读出电子发票的号码、双方和价税合计。")
@click.argument(
    "files", metavar="文件…", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False)
)
@json_option
@click.pass_context
def read(ctx: click.Context, files: tuple[Path, ...], *, as_json: bool) -> None:
    """读数电发票的 XML、OFD 或装着它们的 zip；只读，不改动账本。有读不出的，退出码为 1。"""
    rows, wrong = [], []
    for file in files:
        try:
            (paper,) = papers_of([file])
            rows.append(invoice_record(str(file), invoice_of(paper)))
        except JjledgerError as error:
            wrong.append(error)
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            click.echo(
                "\n".join(f"{head}  {text}" for head, text in zip(_READ_HEADS, row.values(), strict=True))
            )
    for one in wrong:
        click.echo(str(one), err=True)
    ctx.exit(FINDINGS if wrong else 0)


@invoice.command("list", cls=ChineseCommand, short_help="列出账上的发票，已入账和未入账多少。")
@ledger_argument
@json_option
@today_option
def list_command(ledger: Path, today: date, *, as_json: bool) -> None:
    """列出账上的发票：单位、价税合计、已入账、未入账，记在哪些凭证上。冲销的凭证不算。"""
    rows = invoice_rows(load_ledger(only_community(ledger), today).books)
    if as_json:
        print_json(rows)
        return
    shown = [["、".join(row[key]) if key == "vouchers" else row[key] for key in COLUMNS] for row in rows]
    print_table(HEADS, shown, _RIGHT)
