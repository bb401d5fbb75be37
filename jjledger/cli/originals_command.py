"""`jjledger originals list|verify|remove`: the papers on file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import click

from jjledger.books.ledger import load_ledger
from jjledger.cli.chinese import ChineseCommand, ChineseGroup
from jjledger.cli.opened import FINDINGS
from jjledger.cli.options import json_option, ledger_argument, today_option
from jjledger.cli.output import finding_record, print_findings, print_json, print_table
from jjledger.cli.writing import Pen, carry_out, deed_options
from jjledger.workflows.locate import only_community
from jjledger.workflows.vouchers.drafts import Said
from jjledger.workflows.vouchers.papers import COLUMNS, HEADS, original_rows, originals_summary, plan_destroy

# What `verify` asks of the papers.
_ASKED: Final = frozenset({"B65", "B66", "B67", "E10", "E67", "E68"})


@click.group(cls=ChineseGroup, short_help="原始凭证：清册、核对哈希、保管期。")
def originals() -> None:
    """原始凭证按内容的哈希存放在 vouchers 里，清册是 vouchers/originals.csv。

    用 jjledger voucher attach 或 --attach 归档；会计凭证保管 30 年，银行对账单 10 年，年度报告永久。
    """


@originals.command("list", cls=ChineseCommand, short_help="列出原始凭证清册。")
@ledger_argument
@json_option
@today_option
def list_command(ledger: Path, today: date, *, as_json: bool) -> None:
    """列出归档的原始凭证：类别、保管到哪一天、附在哪些凭证上、内容是否与归档时相同。"""
    books = load_ledger(only_community(ledger), today).books
    rows = original_rows(books)
    if as_json:
        print_json(rows)
        return
    print_table(HEADS, [[row[column] for column in COLUMNS[:-1]] for row in rows], frozenset())
    click.echo(originals_summary(books))


@originals.command("verify", cls=ChineseCommand, short_help="核对每一份原始凭证的哈希。")
@ledger_argument
@json_option
@today_option
@click.pass_context
def verify(ctx: click.Context, ledger: Path, today: date, *, as_json: bool) -> None:
    """重新计算每一份原始凭证的哈希，与清册核对；有被改动、不见了或没有登记的，退出码为 1。"""
    loaded = load_ledger(only_community(ledger), today)
    found = [finding for finding in loaded.findings if finding.code in _ASKED]
    if as_json:
        print_json(
            {"originals": len(loaded.books.originals), "findings": [finding_record(one) for one in found]}
        )
    else:
        print_findings(found)
        click.echo(originals_summary(loaded.books))
    ctx.exit(FINDINGS if found else 0)


@originals.command("remove", cls=ChineseCommand, short_help="销毁保管期满的原始凭证。")
@ledger_argument
@click.argument("files", metavar="文件…", nargs=-1, required=True)
@click.option("--why", default="", metavar="依据", help="鉴定意见和销毁清册的编号，必写。")
@deed_options
@click.pass_context
def remove(ctx: click.Context, ledger: Path, files: tuple[str, ...], why: str, pen: Pen) -> None:
    """销毁保管期满的原始凭证，记入 vouchers/destroyed.csv；保管期内的不肯销毁。"""
    by = Said(pen.signed.prepared if pen.signed else "", pen.today, why)
    carry_out(ctx, ledger, pen, lambda loaded: plan_destroy(loaded, files, by))
