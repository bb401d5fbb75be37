"""`jjledger reconcile`: a bank account held against the bank's statement, 余额调节表."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

import click

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import FINDINGS, find_to_write
from jjledger.cli.options import Yuan, folder_option, json_option, ledger_argument, today_option
from jjledger.cli.output import print_json
from jjledger.cli.writing import Pen, finish, write_option
from jjledger.errors import refusal
from jjledger.facts.entry import Signed
from jjledger.store.system import RealSystem
from jjledger.units import fen_from_text
from jjledger.workflows.reconcile import Reconciliation, Typed, TypedRow, plan_reconciliation, reconcile

_GROUND: Final = "会计基础工作规范第62条"
_ROW: Final = re.compile(r"\s*(\d{4}-\d{2}-\d{2})\s+(\S+)\s+(.+)")


@click.command("reconcile", cls=ChineseCommand, short_help="银行对账：余额调节表，列出未达账项。")
@ledger_argument
@click.option("--account", required=True, metavar="银行", help="银行账户，科目名称的末段，例如 1234建行。")
@click.option("--month", required=True, metavar="月份", help="哪个月末，例如 2025-06。")
@click.option("--bank-balance", "bank_fen", type=Yuan(), metavar="余额", help="纸质对账单上的月末余额。")
@click.option(
    "--outstanding", "outstanding", multiple=True, metavar="凭证",
    help="银行还没有收付的凭证，例如 2025-06-F0003；可写多次。",
)  # fmt: skip
@click.option(
    "--bank-row", "rows", multiple=True, metavar="'日期 金额 摘要'",
    help="纸质对账单上有、账上没有的一笔，支出写负数，例如 '2025-06-30 -15.00 手续费'；可写多次。",
)  # fmt: skip
@click.option("--by", "who", default="", metavar="姓名", help="编制人；写入时必写。")
@click.option("--format", "formats", type=click.Choice(("html", "pdf")), multiple=True, help="打印成文件。")
@folder_option
@write_option
@json_option
@today_option
@click.pass_context
def reconcile_command(
    ctx: click.Context,
    ledger: Path,
    account: str,
    month: str,
    bank_fen: int | None,
    outstanding: tuple[str, ...],
    rows: tuple[str, ...],
    who: str,
    formats: tuple[str, ...],
    folder: Path | None,
    write: bool,  # noqa: FBT001 -- click passes flags so
    as_json: bool,  # noqa: FBT001 -- click passes flags so
    today: date,
) -> None:
    """把一个银行账户的账与对账单核对，编余额调节表：银收企未收、银付企未付、企收银未收、企付银未付。

    只按流水号勾对；金额相同的只作建议，不自动勾对。调节后一致的，加上 --write 记下来，结账时算作已核对；
    还有差额的退出码为 1。
    """
    if write and not who.strip():
        raise refusal("--write", "写入账本要写明编制人。", "请加上  --by 姓名", _GROUND)
    loaded = load_ledger(find_to_write(ledger), today)
    typed = Typed(bank_fen, outstanding, tuple(_typed_row(row) for row in rows))
    made = reconcile(loaded, account, month, typed)
    if formats:
        _print(loaded, made, who.strip(), (today, folder, formats))
    if write:
        plan = plan_reconciliation(loaded, made, who.strip(), today)
        pen = Pen(
            today, dated=False, signed=Signed(who.strip(), ""), attachments=None, corrects="", write=True,
            as_json=as_json, today=today,
        )  # fmt: skip
        finish(loaded, pen, plan.writing, plan.words(), plan.record())
    elif as_json:
        print_json(made.record())
    else:
        click.echo(made.words())
    if made.difference_fen:
        ctx.exit(FINDINGS)


def _print(
    ledger: Ledger, made: Reconciliation, who: str, how: tuple[date, Path | None, tuple[str, ...]]
) -> None:
    # Setting type takes half a second to import.
    from jjledger.workflows.private_papers import PRINT  # noqa: PLC0415 -- see above
    from jjledger.workflows.reconciliation_paper import print_reconciliation  # noqa: PLC0415 -- see above

    today, folder, formats = how
    where = (folder or ledger.folder / PRINT).absolute()
    for path in print_reconciliation(ledger, made, (who, today), (where, formats), RealSystem()):
        click.echo(str(path), err=True)


def _typed_row(text: str) -> TypedRow:
    found = _ROW.fullmatch(text)
    remedy = "请写作  --bank-row '2025-06-30 -15.00 手续费'"
    if found is None:
        raise refusal(f"--bank-row {text}", "读不出日期、金额和摘要。", remedy)
    try:
        row = TypedRow(date.fromisoformat(found[1]), fen_from_text(found[2]), found[3].strip())
    except ValueError as error:
        raise refusal(f"--bank-row {text}", f"{error}。", remedy) from error
    if not row.amount_fen:
        raise refusal(f"--bank-row {text}", "金额是零。", remedy)
    return row
