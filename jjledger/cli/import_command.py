"""`jjledger import` and `jjledger suspense`: from a bank's file to drafts, and what nobody has explained yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from jjledger.books.ledger import Ledger
from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import FINDINGS, open_ledger
from jjledger.cli.options import json_option, ledger_argument, today_option
from jjledger.cli.output import print_json, print_table
from jjledger.cli.writing import tried_anew
from jjledger.errors import OptionError, Trouble, UnknownLayoutError, refusal
from jjledger.facts.entry import Writing
from jjledger.store.system import RealSystem
from jjledger.workflows.import_again import plan_again
from jjledger.workflows.import_undo import plan_undo
from jjledger.workflows.importing import Import, keep_aside, plan_imports
from jjledger.workflows.originals import Paper
from jjledger.workflows.record import UNSIGNED, record, rehearse
from jjledger.workflows.suspense import COLUMNS, suspense_rows
from jjledger.workflows.vouchers.planned import Plan

_RIGHT = frozenset({"金额", "天数"})


@click.command("import", cls=ChineseCommand, short_help="导入银行、微信、支付宝的对账单。")
@ledger_argument
@click.argument("files", metavar="[文件…]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--account",
    default="",
    metavar="账户",
    help="哪个银行账户，科目名称的末段，例如 1234建行；认得出时不写。",
)
@click.option(
    "--undo", default="", metavar="对账单", help="撤回一份导入：写它在 statements 里的记录，或原文件名。"
)
@click.option("--again", is_flag=True, help="规则改了以后，重新提出以前导入的草稿的建议；人改过的草稿不动。")
@click.option("--dry-run", is_flag=True, help="只预览，不写入。")
@json_option
@today_option
@click.pass_context
def import_command(
    ctx: click.Context,
    ledger: Path,
    files: tuple[Path, ...],
    account: str,
    undo: str,
    today: date,
    *,
    again: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """导入对账单：新的流水记成草稿，写明建议的科目和理由；再导入一次不会重复。

    缺行、户名不符、合计不符的照样导入，列为结账前必须解决的问题，退出码为 1；
    认不出版式的文件原样存放在 statements/aside，退出码为 2。
    """
    papers = [Paper(path.name, _bytes(path)) for path in files]

    def plan(loaded: Ledger) -> Import | Plan:
        if undo:
            return plan_undo(loaded, undo)
        if again:
            return plan_again(loaded)
        try:
            return plan_imports(loaded, papers, account, today)
        except UnknownLayoutError:
            if not dry_run:
                for paper in papers:
                    _keep_if_unknown(loaded, paper, account, today)
            raise

    _demand_one(bool(papers), bool(undo), again)
    planned, written = _carried_out(ctx, ledger, today, plan, dry_run=dry_run)
    if as_json:
        print_json({**planned.record(), "written": not dry_run, "written_files": written})
    else:
        click.echo(planned.words())
        for name in written:
            click.echo(f"  {'将写入' if dry_run else '已写入'} {name}")
    ctx.exit(FINDINGS if isinstance(planned, Import) and planned.findings else 0)


def _demand_one(*asked: bool) -> None:
    """Refuse what is not exactly one thing."""
    if sum(asked) != 1:
        raise refusal(
            "jjledger import", "请写要导入的文件；或用 --undo 撤回一份导入；或用 --again 重新提出建议：只能写一样。",
            "例如  jjledger import 账本 对账单.xlsx   或   jjledger import 账本 --undo 对账单.xlsx",
        )  # fmt: skip


def _carried_out(
    ctx: click.Context, path: Path, today: date, plan: Callable[[Ledger], Import | Plan], *, dry_run: bool
) -> tuple[Import | Plan, list[str]]:
    """Plan and write; planned anew where somebody else wrote in between."""

    def once(loaded: Ledger) -> tuple[Import | Plan, list[str]]:
        planned = plan(loaded)
        return planned, _write(loaded, planned.writing, today, dry_run=dry_run)

    return tried_anew(ctx, path, today, once)


@click.command(cls=ChineseCommand, short_help="列出没有查明的款项和已有多少天。")
@ledger_argument
@json_option
@today_option
@click.pass_context
def suspense(ctx: click.Context, ledger: Path, today: date, *, as_json: bool) -> None:
    """列出待查款项：没有查明的草稿和记在 1901 的凭证，从最早的一笔起；有一笔，当月就不能结账。"""
    loaded = open_ledger(ctx, ledger, today)
    rows = suspense_rows(loaded.books, today)
    if as_json:
        print_json(rows)
        return
    if rows:
        print_table(COLUMNS, [_suspense_cells(row) for row in rows], _RIGHT)
    click.echo(f"{loaded.books.community.name}：待查款项 {len(rows)} 笔。")


def _suspense_cells(row: dict[str, Any]) -> list[str]:
    keys = ("day", "account", "counterparty", "words", "amount", "age", "state")
    return [*(str(row[key]) for key in keys), f"{row['file']}:{row['line']}"]


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        what = "这是一个文件夹，要的是对账单文件。"
        raise refusal(str(path), what, f"请写文件名；整个文件夹一起导入，写  {path}/*")
    try:
        return path.read_bytes()
    except OSError as error:
        what = f"读不了这个文件：{error.strerror}。"
        raise OptionError(Trouble(str(path), what, "请核对路径和权限。")) from error


def _write(loaded: Ledger, writing: Writing, today: date, *, dry_run: bool) -> list[str]:
    """Rehearse a writing and carry it out; nothing where there is nothing to write."""
    if not (writing.entries or writing.files or writing.assertions or writing.dropped or writing.removed):
        return []
    rehearsal = rehearse(loaded, writing, UNSIGNED, today)
    if not dry_run:
        record(rehearsal, RealSystem())
    return sorted((*rehearsal.after, *rehearsal.removed))


def _keep_if_unknown(loaded: Ledger, paper: Paper, account: str, today: date) -> None:
    """Keep a file aside where it is the one that nobody knows; the others wait for their next import."""
    try:
        plan_imports(loaded, [paper], account, today)
    except UnknownLayoutError:
        _write(loaded, keep_aside(paper.name, paper.data), today, dry_run=False)
        click.echo(f"{paper.name} 已原样存放在 statements/aside。", err=True)
