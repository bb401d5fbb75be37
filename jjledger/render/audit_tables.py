"""The audit interface's tables: which elements each has, and its rows.

The elements are named after GB/T 24589.1, as far as its names are known to us. What lives
here: names and order. What must not: how CSV, XLSX or XML look.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from jjledger.facts.audit import COMPUTED, AuditBooks
from jjledger.render.tables import Column, Row, Table

STANDARD: Final = "参照 GB/T 24589.1 的数据元名称编排，未经认证"
_BOOK: Final = Column("电子账簿编号", width=14)
_YEAR: Final = Column("会计年度", width=10)
_MONTH: Final = Column("会计期间", width=10)
_ACCOUNT: Final = Column("科目编号", width=20)
_ROOTS: Final = {
    "Assets": ("资产", "借"), "Liabilities": ("负债", "贷"), "Equity": ("净资产", "贷"),
    "Income": ("收入", "贷"), "Expenses": ("支出", "借"),
}  # fmt: skip
# Each table by the name of its file and of its element.
BOOK_COLUMNS: Final = (
    _BOOK, Column("电子账簿名称", width=30), Column("会计核算单位", width=20), _YEAR,
    Column("会计期间起始日期", "day"), Column("会计期间结束日期", "day"), Column("本位币"),
    Column("参照标准", width=48),
)  # fmt: skip
ACCOUNT_COLUMNS: Final = (
    _BOOK, _ACCOUNT, Column("科目名称", width=30), Column("科目级次", "count", 8),
    Column("科目类型", width=8), Column("余额方向", width=8), Column("账本科目", width=60),
)  # fmt: skip
BALANCE_COLUMNS: Final = (
    _BOOK, _YEAR, _MONTH, _ACCOUNT, Column("期初余额方向", width=8), Column("期初余额", "yuan", 18),
    Column("借方发生额", "yuan", 18), Column("贷方发生额", "yuan", 18), Column("期末余额方向", width=8),
    Column("期末余额", "yuan", 18),
)  # fmt: skip
VOUCHER_COLUMNS: Final = (
    _BOOK, _YEAR, _MONTH, Column("记账凭证编号"), Column("记账凭证日期", "day"),
    Column("分录行号", "count", 6), Column("记账凭证摘要", width=40), Column("对方单位", width=28), _ACCOUNT,
    Column("借方金额", "yuan", 18), Column("贷方金额", "yuan", 18), Column("附件数", "count", 6),
    Column("制单人", width=8), Column("审核人", width=8), Column("辅助核算", width=30),
    Column("凭证来源", width=10),
)  # fmt: skip
HOUSEHOLD_COLUMNS: Final = (
    _BOOK, _YEAR, Column("房屋编号", width=18), Column("期初余额", "yuan", 18), Column("本年增加", "yuan", 18),
    Column("本年减少", "yuan", 18), Column("期末余额", "yuan", 18),
)  # fmt: skip


def audit_tables(books: AuditBooks) -> dict[str, Table]:
    """Give the interface's tables by name.

    Args:
        books: a year in flat rows.
    """
    laid = (
        ("电子账簿", BOOK_COLUMNS, _books(books)),
        ("会计科目", ACCOUNT_COLUMNS, _accounts(books)),
        ("科目余额及发生额", BALANCE_COLUMNS, _balances(books)),
        ("记账凭证", VOUCHER_COLUMNS, _vouchers(books)),
        ("分户余额", HOUSEHOLD_COLUMNS, _households(books)),
    )
    return {title: Table(title, columns, tuple(rows)) for title, columns, rows in laid}


def _books(books: AuditBooks) -> Iterator[Row]:
    first_day = date(books.year, 1, 1)
    for fund in dict.fromkeys(account.fund for account in books.accounts):
        yield (
            fund, f"{books.title} {fund}", books.title, str(books.year), first_day, books.last_day,
            "人民币", STANDARD,
        )  # fmt: skip


def _accounts(books: AuditBooks) -> Iterator[Row]:
    for one in books.accounts:
        kind, side = _ROOTS[one.name.partition(":")[0]]
        level = one.number.count(".") + 1
        yield one.fund, one.number, one.title, level, kind, side, one.name


def _balances(books: AuditBooks) -> Iterator[Row]:
    for one in books.balances:
        yield (
            one.fund, str(books.year), f"{one.month:02d}", one.number, *_side(one.opening_fen),
            one.debit_fen, one.credit_fen, *_side(one.closing_fen),
        )  # fmt: skip


def _side(fen: int) -> tuple[str, int]:
    return ("借" if fen > 0 else "贷" if fen < 0 else "平"), abs(fen)


def _vouchers(books: AuditBooks) -> Iterator[Row]:
    line = 0
    before = None
    for leg in books.legs:
        line = line + 1 if leg.key == before else 1
        before = leg.key
        yield (
            leg.fund, str(books.year), f"{leg.day.month:02d}", leg.voucher, leg.day, line, leg.summary,
            leg.payee, leg.number, leg.debit_fen, leg.credit_fen, leg.attachments, leg.prepared,
            leg.reviewed, leg.split, COMPUTED if leg.computed else "手工",
        )  # fmt: skip


def _households(books: AuditBooks) -> Iterator[Row]:
    for one in books.households:
        yield (
            one.fund, str(books.year), one.household, one.opening_fen, one.added_fen, one.taken_fen,
            one.closing_fen,
        )  # fmt: skip
