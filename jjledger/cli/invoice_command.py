"""`jjledger invoice read|list|check`: what invoices say, and what is booked of each."""

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
from jjledger.store.lock import account
from jjledger.store.system import RealSystem
from jjledger.workflows.invoices import COLUMNS, HEADS, invoice_record, invoice_rows
from jjledger.workflows.keyed_invoices import check_together, write_anew
from jjledger.workflows.locate import locate, only_community
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


@invoice.command("check", cls=ChineseCommand, short_help="查发票有没有重复入账，各小区一起查。")
@ledger_argument
@click.option("--write", is_flag=True, help="按账本重新写出各小区的发票清单；密钥丢了的，换一把。")
@json_option
@today_option
@click.pass_context
def check(ctx: click.Context, ledger: Path, today: date, *, write: bool, as_json: bool) -> None:
    """查发票：超过价税合计、记给别的单位、写法不明的；写区文件夹时，各小区之间也查。有问题的，退出码为 1。

    各小区的 invoices.csv 只有用本区密钥算出的哈希，看不出别的小区的发票；密钥在区文件夹的 .jjledger/keys，
    或环境变量 JJLEDGER_KEYS 指的文件夹，请另作备份。
    """
    ledgers = [load_ledger(folder, today) for folder in locate(ledger).folders]
    written = write_anew(ledgers, account(), RealSystem()) if write else ()
    found = check_together(ledgers, RealSystem())
    if as_json:
        print_json(
            {
                "communities": len(ledgers), "invoices": found.invoices,
                "troubles": [f"{one.place} {one.what}" for one in found.troubles],
                "stale": [path.name for path in found.stale], "written": [str(path) for path in written],
            }
        )  # fmt: skip
    else:
        for one in found.troubles:
            click.echo(f"{one.text('发票')}\n")
        for path in found.stale:
            click.echo(
                f"{path.name}：发票清单 invoices.csv 与账本不符，或密钥不见了；请加上 --write 重新写出。"
            )
        for path in written:
            click.echo(f"已写入 {path}")
        click.echo(f"{len(ledgers)} 个小区，{found.invoices} 张发票，{len(found.troubles)} 处有问题。")
    ctx.exit(FINDINGS if found.troubles or found.stale else 0)
