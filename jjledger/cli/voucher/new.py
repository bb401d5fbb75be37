"""`jjledger voucher new|reverse|correct`: a voucher made, undone, and put right."""

from __future__ import annotations

from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.options import ledger_argument
from jjledger.cli.voucher.asked import (
    attach_option,
    attachments_option,
    invoices_of,
    invoices_option,
    legs_of,
    legs_option,
    of_fund_option,
    papers_of,
    particulars_option,
    splits_of,
    voucher_argument,
)
from jjledger.cli.writing import Pen, carry_out, pen_options, signing_options
from jjledger.facts.entry import Meta
from jjledger.workflows.vouchers.new import plan_voucher
from jjledger.workflows.vouchers.undo import plan_correct, plan_reverse
from jjledger.workflows.vouchers.wanted import Wanted


@click.command("new", cls=ChineseCommand, short_help="记一张凭证，编号由程序给。")
@ledger_argument
@click.option("--payee", default="", metavar="单位", help="收付款的单位或个人。")
@click.option("--narration", default="", metavar="摘要", help="摘要，必写。")
@legs_option
@particulars_option
@invoices_option
@of_fund_option
@attach_option
@click.option(
    "--outstanding", is_flag=True, help="银行还没有入账（未达账项）；当月与银行的核对改由余额调节表说明。"
)
@pen_options
@click.pass_context
def new(
    ctx: click.Context,
    ledger: Path,
    payee: str,
    narration: str,
    legs: tuple[str, ...],
    debits: tuple[str, ...],
    credits_: tuple[str, ...],
    splits: tuple[str, ...],
    kind: str | None,
    particulars: Meta,
    invoices: tuple[str, ...],
    fund: str,
    papers: tuple[Path, ...],
    pen: Pen,
    *,
    outstanding: bool,
) -> None:
    """记一张凭证；收付转由银行存款的增减得出，编号按资金、月份和字连续。

    分录里有几项资金时，每一项各记一张，互相链接；每一项都要自己平衡。
    """
    read, files = invoices_of(invoices)
    wanted = Wanted(
        pen.day, payee, narration, legs_of(legs, debits, credits_), splits_of(splits), kind or "", fund,
        particulars, (*papers_of(papers), *files), pen.attachments, invoices=read, outstanding=outstanding,
    )  # fmt: skip
    carry_out(ctx, ledger, pen, lambda loaded: plan_voucher(loaded, wanted, pen.today))


@click.command("reverse", cls=ChineseCommand, short_help="红字冲销一张凭证。")
@ledger_argument
@voucher_argument
@of_fund_option
@pen_options
@click.pass_context
def reverse(ctx: click.Context, ledger: Path, voucher: str, fund: str, pen: Pen) -> None:
    """红字冲销：凭证写月份和号，例如 2025-03-F0012；分到各户的钱按原数退回。

    原凭证所在的月份已经结账时，红字凭证记在没有结账的月份。
    """
    carry_out(ctx, ledger, pen, lambda loaded: plan_reverse(loaded, voucher, fund, pen.day))


@click.command("correct", cls=ChineseCommand, short_help="红字冲销一张凭证，并重记正确的一张。")
@ledger_argument
@voucher_argument
@click.option("--payee", default="", metavar="单位", help="改正后的单位；默认与原来相同。")
@click.option(
    "--narration",
    default="",
    metavar="摘要",
    help="改正后的摘要，接在「订正某月某日某号凭证」后面；默认与原来相同。",
)
@click.option(
    "--why", default="", metavar="原因", help="为什么订正，写在摘要里，公示时看得到，例如 多记了10元。"
)
@legs_option
@particulars_option
@invoices_option
@of_fund_option
@attach_option
@attachments_option
@signing_options("两张凭证的日期，默认今天。")
@click.pass_context
def correct(
    ctx: click.Context,
    ledger: Path,
    voucher: str,
    payee: str,
    narration: str,
    why: str,
    legs: tuple[str, ...],
    debits: tuple[str, ...],
    credits_: tuple[str, ...],
    splits: tuple[str, ...],
    kind: str | None,
    particulars: Meta,
    invoices: tuple[str, ...],
    fund: str,
    papers: tuple[Path, ...],
    count: int | None,
    pen: Pen,
) -> None:
    """订正：一张红字凭证注销原凭证，一张蓝字凭证写明「订正某月某日某号凭证」，两张都链接到原凭证。

    没有写的照抄原来的：分录、单位、摘要、附单据张数。原凭证已经注销的，只记订正的一张。
    """
    read, files = invoices_of(invoices)
    wanted = Wanted(
        pen.day, payee, narration, legs_of(legs, debits, credits_), splits_of(splits), kind or "", fund,
        particulars, (*papers_of(papers), *files), count, invoices=read, why=why,
    )  # fmt: skip
    carry_out(ctx, ledger, pen, lambda loaded: plan_correct(loaded, voucher, fund, wanted, pen.today))
