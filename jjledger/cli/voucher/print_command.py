"""`jjledger voucher print`: 记账凭证 on paper, single ones or a month's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.cli.books_command import format_option, print_papers
from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import open_ledger
from jjledger.cli.options import folder_option, ledger_argument, today_option
from jjledger.cli.voucher.asked import of_fund_option
from jjledger.errors import refusal
from jjledger.period import parse_period


@click.command("print", cls=ChineseCommand, short_help="打印记账凭证，一张 A4 两张。")
@ledger_argument
@click.argument("vouchers", metavar="[凭证…]", nargs=-1)
@click.option(
    "--month",
    default="",
    metavar="月",
    help="哪个月，例如 2025-03；不写凭证就打印整个月，连同系统结转的凭证。",
)
@of_fund_option
@format_option
@folder_option
@today_option
@click.pass_context
def print_command(
    ctx: click.Context,
    ledger: Path,
    vouchers: tuple[str, ...],
    month: str,
    fund: str,
    formats: tuple[str, ...],
    folder: Path | None,
    today: date,
) -> None:
    """打印记账凭证：一张 A4 两张，行数多的续印并编分号 1/2、2/2，红字以负数印在原栏。

    凭证写 2025-03-F0012，或 付-0012 加 --month 2025-03；系统结转的写 2025-03-X0001。
    """
    # Setting type takes half a second to import.
    from jjledger.workflows.printed_books import KINDS, Wanted, plan_books, plan_vouchers  # noqa: PLC0415 -- see above
    from jjledger.workflows.private_papers import PRINT  # noqa: PLC0415 -- see above

    if not vouchers and not month:
        raise refusal("jjledger voucher print", "没有说打印哪些凭证。", "请写凭证号，或写  --month 2025-03")
    loaded = open_ledger(ctx, ledger, today)
    if vouchers:
        papers = plan_vouchers(loaded, vouchers, fund, today, month)
    else:
        try:
            period = parse_period(month)
        except ValueError as error:
            raise refusal(f"--month {month}", f"{error}。", "请写作  --month 2025-03") from error
        papers = plan_books(loaded, Wanted(period, KINDS[:1], fund), today)
    print_papers(papers, (folder or loaded.folder / PRINT).absolute(), formats)
