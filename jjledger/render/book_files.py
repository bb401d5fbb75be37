"""Printed books in all their forms: which template and which table each takes.

What lives here: forms and the rows of tables. What must not: what a book says, and where it is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from jjledger.disclosure.book_models import Book, BookRow, BookSection, LedgerBook, TrialBalance, VoucherBook
from jjledger.render import html
from jjledger.render.data import csv_bytes, json_bytes, xlsx_bytes
from jjledger.render.document import alone
from jjledger.render.papers import Format
from jjledger.render.pdf import Printer
from jjledger.render.tables import Column, Row, Table

_LEDGER: Final = (
    Column("科目编码", width=8),
    Column("科目", width=30),
    Column("日期", "day"),
    Column("字号", width=10),
    Column("摘要", width=48),
    Column("对方科目", width=28),
    Column("借方（元）", "yuan", 18),
    Column("贷方（元）", "yuan", 18),
    Column("方向", width=6),
    Column("余额（元）", "yuan", 18),
)
_BALANCES: Final = (
    Column("科目编码", width=8),
    Column("科目", width=40),
    *(
        Column(f"{pair}{side}（元）", "yuan", 18)
        for pair in ("期初", "本期", "期末")
        for side in ("借方", "贷方")
    ),
)
_VOUCHERS: Final = (
    Column("日期", "day"),
    Column("字号", width=10),
    Column("分号", width=6),
    Column("摘要", width=48),
    Column("科目编码", width=8),
    Column("总账科目", width=24),
    Column("明细科目", width=30),
    Column("借方（元）", "yuan", 18),
    Column("贷方（元）", "yuan", 18),
    Column("附单据数", "count", 8),
    Column("制单"),
    Column("稽核"),
    Column("记账"),
    Column("出纳"),
    Column("说明", width=30),
)
_CARRIED: Final = frozenset({"brought", "carried"})


def book_files(book: Book, formats: Collection[Format], printer: Printer | None) -> dict[str, bytes]:
    """Put a book into some forms.

    Args:
        book: the book.
        formats: which forms.
        printer: this process's printer; None where no PDF is wanted.

    Returns:
        Content by form. A workbook and a CSV hold the rows without 承前页 and 过次页.

    Raises:
        RenderError: the book could not be printed.
    """
    files: dict[str, bytes] = {}
    if "html" in formats:
        files["html"] = alone(html.printed_book(book, "screen")).encode()
    if "pdf" in formats and printer is not None:
        files["pdf"] = printer.pdf(html.printed_book(book, "paper"))
    if "csv" in formats or "xlsx" in formats:
        table = book_table(book)
        files |= {"csv": csv_bytes(table)} if "csv" in formats else {}
        files |= {"xlsx": xlsx_bytes(table)} if "xlsx" in formats else {}
    if "json" in formats:
        files["json"] = json_bytes(book)
    return files


def book_table(book: Book) -> Table:
    """Give a book as one table, as if it had no pages."""
    if isinstance(book, LedgerBook):
        return Table(book.head.title, _LEDGER, tuple(_ledger_rows(book)))
    if isinstance(book, TrialBalance):
        return Table(book.head.title, _BALANCES, tuple(_balance_rows(book)))
    return Table(book.head.title, _VOUCHERS, tuple(_voucher_rows(book)))


def _ledger_rows(book: LedgerBook) -> Iterator[Row]:
    """Give a ledger's rows; what of a row's words went on in another is put together again."""
    held: tuple[BookSection, BookRow] | None = None
    for page in book.pages:
        for section in page.sections:
            for row in section.rows:
                if row.kind in _CARRIED:
                    continue
                if held and row.kind == "entry" and row.day is None:
                    above = held[1]
                    longer = replace(
                        above, summary=(*above.summary, *row.summary), contra=(*above.contra, *row.contra)
                    )
                    held = held[0], longer
                    continue
                if held:
                    yield _ledger_row(*held)
                held = section, row
    if held:
        yield _ledger_row(*held)


def _ledger_row(section: BookSection, row: BookRow) -> Row:
    return (
        section.code, section.account, row.day, row.voucher, "".join(row.summary), "".join(row.contra),
        row.debit_fen, row.credit_fen, row.side, row.balance_fen,
    )  # fmt: skip


def _balance_rows(book: TrialBalance) -> Iterator[Row]:
    for page in book.pages:
        for row in page.rows:
            if row.kind not in _CARRIED:
                yield (
                    row.code, "".join(row.name), row.opening_debit_fen, row.opening_credit_fen,
                    row.debit_fen, row.credit_fen, row.closing_debit_fen, row.closing_credit_fen,
                )  # fmt: skip


def _voucher_rows(book: VoucherBook) -> Iterator[Row]:
    """Give a row a leg; the words of a leg are put together again from its lines."""
    for page in book.pages:
        for piece in page.pieces:
            legs: list[list[str]] = []
            amounts = []
            for line in piece.lines:
                if line.kind == "leg":
                    legs.append([line.code, line.account, line.detail])
                    amounts.append((line.debit_fen, line.credit_fen))
                elif line.kind == "words" and legs:
                    legs[-1][1] += line.account
                    legs[-1][2] += line.detail
            for (code, account, detail), (debit, credit) in zip(legs, amounts, strict=True):
                yield (
                    piece.day, piece.number, piece.part, piece.summary, code, account, detail, debit, credit,
                    piece.attachments, piece.prepared, piece.reviewed, piece.posted, piece.cashier, piece.notes,
                )  # fmt: skip
