"""`jjledger voucher confirm|same|drop`: what becomes of a draft."""

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
from jjledger.cli.writing import Pen, carry_out, deed_options, signing_options
from jjledger.errors import refusal
from jjledger.facts.entry import Meta
from jjledger.workflows.vouchers.drafts import (
    Confirmation,
    Said,
    plan_confirm,
    plan_confirm_all,
    plan_drop,
    plan_same,
)

_draft_argument = click.argument("draft", metavar="草稿")


@click.command("confirm", cls=ChineseCommand, short_help="确认草稿：记成有编号的凭证。")
@ledger_argument
@click.argument("draft", metavar="草稿", required=False, default="")
@click.option("--all", "all_", is_flag=True, help="确认所有建议已经完整的草稿，其余留着。")
@click.option("--account", default="", metavar="科目", help="对方科目，代替建议的科目。")
@click.option("--payee", default="", metavar="单位", help="代替草稿上的单位。")
@click.option("--narration", default="", metavar="摘要", help="代替草稿上的摘要。")
@legs_option
@particulars_option
@invoices_option
@attach_option
@attachments_option
@signing_options("凭证日期，默认草稿的日期。")
@click.pass_context
def confirm(
    ctx: click.Context,
    ledger: Path,
    draft: str,
    account: str,
    payee: str,
    narration: str,
    legs: tuple[str, ...],
    debits: tuple[str, ...],
    credits_: tuple[str, ...],
    splits: tuple[str, ...],
    kind: str | None,
    particulars: Meta,
    invoices: tuple[str, ...],
    papers: tuple[Path, ...],
    count: int | None,
    pen: Pen,
    *,
    all_: bool,
) -> None:
    """确认草稿：写草稿的 bank-ref，或它所在的 文件:行号；凭证保留 bank-ref，对账时认得出。

    分录只写对方的各行，银行的一行照草稿；不写时用建议的科目。
    """
    read, files = invoices_of(invoices)
    said = Confirmation(
        account, legs_of(legs, debits, credits_), splits_of(splits), payee, narration,
        pen.day if pen.dated else None, kind or "", particulars,
        (*papers_of(papers), *files), count, read,
    )  # fmt: skip
    if bool(draft) == all_:
        raise refusal(
            "confirm", "要写明确认哪张草稿。", "请写草稿的 bank-ref 或 文件:行号；全部确认写  --all"
        )
    if all_ and said != Confirmation():
        raise refusal("--all", "一起确认时不能改科目、摘要、日期或附件。", "请逐张确认。")
    carry_out(
        ctx, ledger, pen,
        plan_confirm_all if all_ else lambda loaded: plan_confirm(loaded, draft, said, pen.today),
    )  # fmt: skip


@click.command("same", cls=ChineseCommand, short_help="说明草稿与另一张凭证是同一笔款。")
@ledger_argument
@_draft_argument
@voucher_argument
@of_fund_option
@click.option("--why", default="", metavar="原因", help="为什么是同一笔。")
@deed_options
@click.pass_context
def same(ctx: click.Context, ledger: Path, draft: str, voucher: str, fund: str, why: str, pen: Pen) -> None:
    """说明草稿与一张已记账的凭证（或另一张草稿）是同一笔款：草稿删去，流水记在 statements/same.csv。

    已记账的凭证不改；对账时这笔流水算在那张凭证上，再导入也不会回来。
    """
    by = Said(pen.signed.prepared if pen.signed else "", pen.day, why)
    carry_out(ctx, ledger, pen, lambda loaded: plan_same(loaded, draft, voucher, fund, by))


@click.command("drop", cls=ChineseCommand, short_help="删去一张不该入账的草稿。")
@ledger_argument
@_draft_argument
@click.option("--why", default="", metavar="原因", help="为什么不入账，必写。")
@deed_options
@click.pass_context
def drop(ctx: click.Context, ledger: Path, draft: str, why: str, pen: Pen) -> None:
    """删去一张草稿：流水记在 statements/dropped.csv，写明谁、何时、为什么；再导入也不会回来。"""
    by = Said(pen.signed.prepared if pen.signed else "", pen.day, why)
    carry_out(ctx, ledger, pen, lambda loaded: plan_drop(loaded, draft, by))
