"""`jjledger voucher list|show`: what is in the books."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

import click

from jjledger.books.ledger import load_ledger
from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.options import Day, json_option, ledger_argument, today_option
from jjledger.cli.output import print_json, print_table
from jjledger.cli.voucher.asked import of_fund_option, voucher_argument
from jjledger.errors import refusal
from jjledger.facts.voucher import VOUCHER_KINDS
from jjledger.period import month_end
from jjledger.units import fen_from_text, yuan
from jjledger.workflows.locate import only_community
from jjledger.workflows.vouchers.listing import (
    COLUMNS,
    HEADS,
    Sieve,
    found_by,
    listed,
    rows_of,
    voucher_record,
    voucher_words,
)

_MONTH: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_month_option = click.option("--month", default="", metavar="月", help="哪个月，例如 2025-03。")


@click.command("list", cls=ChineseCommand, short_help="列出凭证和草稿。")
@ledger_argument
@_month_option
@click.option("--from", "first_day", type=Day(), metavar="日期", help="从哪天起。")
@click.option("--to", "last_day", type=Day(), metavar="日期", help="到哪天止。")
@of_fund_option
@click.option("--kind", type=click.Choice(tuple(VOUCHER_KINDS)), help="只列哪一字。")
@click.option("--drafts", is_flag=True, help="只列草稿。")
@click.option("--words", default="", metavar="词", help="单位、摘要、编号或说明里有这个词的。")
@json_option
@today_option
def list_command(
    ledger: Path,
    month: str,
    first_day: date | None,
    last_day: date | None,
    fund: str,
    kind: str | None,
    words: str,
    today: date,
    *,
    drafts: bool,
    as_json: bool,
) -> None:
    """列出凭证和草稿，按日期和编号；金额是借方合计，红字为负。"""
    loaded = load_ledger(only_community(ledger), today)
    if month:
        first_day, last_day = _days_of(month)
    sieve = Sieve(first_day, last_day, fund, kind or "", drafts, words)
    vouchers = listed(loaded.books, sieve)
    rows = rows_of(loaded.books, vouchers)
    if as_json:
        print_json(rows)
        return
    shown = [{**row, "amount": yuan(fen_from_text(row["amount"]))} for row in rows]
    print_table(
        HEADS, [[row[column] for column in COLUMNS[:-1]] for row in shown], frozenset({"金额", "附单据"})
    )
    waiting = sum(voucher.draft for voucher in vouchers)
    click.echo(f"共 {len(vouchers)} 张" + (f"，其中草稿 {waiting} 张。" if waiting else "。"))


@click.command("show", cls=ChineseCommand, short_help="看一张凭证的全部内容。")
@ledger_argument
@voucher_argument
@_month_option
@of_fund_option
@json_option
@today_option
def show(ledger: Path, voucher: str, month: str, fund: str, today: date, *, as_json: bool) -> None:
    """看一张凭证：分录、大写金额、原始凭证和哈希、冲销和订正的来去、写在哪个文件的哪一行。

    凭证写 2025-03-F0012，或 付-0012 加 --month 2025-03；草稿写 bank-ref 或 文件:行号。
    """
    loaded = load_ledger(only_community(ledger), today)
    found = found_by(loaded, voucher, fund, month)
    if as_json:
        print_json(voucher_record(loaded.books, found))
    else:
        click.echo(voucher_words(loaded.books, found))


def _days_of(month: str) -> tuple[date, date]:
    """Give the first and last day of a month.

    Raises:
        OptionError: it is none.
    """
    found = _MONTH.fullmatch(month)
    if found is None:
        raise refusal(f"--month {month}", f"「{month}」不是月份。", "请写作  --month 2025-03")
    year, number = int(found[1]), int(found[2])
    return date(year, number, 1), month_end(year, number)
