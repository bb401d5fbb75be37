"""Printed books read back: a page is a sheet, every amount stands on it, and anybody can read it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final, cast

import pytest
from python_calamine import CalamineWorkbook

from jjledger.disclosure.account_books import bank_journal, general_ledger, subsidiary_ledger
from jjledger.disclosure.book_models import Book, BookHead, BookKind, LedgerBook, TrialBalance
from jjledger.disclosure.trial_balance import trial_balance
from jjledger.disclosure.voucher_book import voucher_book
from jjledger.render import html
from jjledger.render.book_files import book_files, book_table
from jjledger.units import yuan
from tests.unit.disclosure.test_account_books import MANY, NOTES, asked, journal
from tests.unit.render.paper import faults, printer, sheets
from tests.unit.render.reading import read

_WIDE: Final = "".join(
    f"""
2025-05-{day:02} 收-{day:04} 某WMW公司 | {"PVC-U@@%%&&管件，WWWW" * day}
  3 1001银行存款:1234示范银行城东新区支行 9999999999.99
  3 6003公共部位场地租赁经营收入:{day:02}东门内侧二层平台 -9999999999.99
"""
    for day in range(1, 29)
)


def _head(kind: BookKind, title: str) -> BookHead:
    return replace(
        asked("2025").head, kind=kind, title=title, state="账本状态 0123abcd", drafts=2, sample=True
    )


def _books() -> dict[str, Book]:
    books, entries = journal(NOTES + MANY + _WIDE, date(2025, 12, 31))
    kinds: dict[BookKind, str] = {
        "vouchers": "记账凭证", "subsidiary": "明细账", "general": "总账", "balances": "科目余额表",
        "bank-journal": "银行存款日记账",
    }  # fmt: skip
    of = {kind: replace(asked("2025"), head=_head(kind, title)) for kind, title in kinds.items()}
    return {
        "vouchers": voucher_book(entries, of["vouchers"].head),
        "subsidiary": subsidiary_ledger(entries, of["subsidiary"]),
        "general": general_ledger(entries, of["general"]),
        "balances": trial_balance(entries, of["balances"]),
        "bank-journal": bank_journal(entries, of["bank-journal"], books.assertions),
    }


BOOKS: Final = _books()
EACH: Final = pytest.mark.parametrize("kind", BOOKS)


@pytest.fixture(scope="module")
def papers() -> dict[str, bytes]:
    return {kind: book_files(book, ["pdf"], printer())["pdf"] for kind, book in BOOKS.items()}


def _amounts(book: Book) -> Iterator[list[int]]:
    """List the amounts of each page."""
    for page in book.pages:
        parts = getattr(page, "sections", None) or getattr(page, "pieces", None) or [page]
        rows = [row for part in parts for row in getattr(part, "rows", None) or part.lines]
        yield [
            getattr(row, name)
            for row in rows
            for name in row.__dataclass_fields__
            if name.endswith("_fen") and getattr(row, name)
        ]


@EACH
def test_a_page_is_a_sheet_with_its_amounts_and_its_number(kind: str, papers: dict[str, bytes]) -> None:
    texts, book = sheets(papers[kind]), BOOKS[kind]
    assert len(texts) == len(book.pages)
    for number, (text, amounts) in enumerate(zip(texts, _amounts(book), strict=True), 1):
        assert f"第{number}页共{len(texts)}页" in text
        assert {fen for fen in amounts if yuan(fen).replace("-", "−") not in text} == set()
        for words in ("示范小区", "公共收益", "账本状态0123abcd", "草稿2张", "演示数据", "会计主管："):
            assert words in text


@EACH
def test_it_conforms_to_pdf_a_3a_and_pdf_ua_1(kind: str, papers: dict[str, bytes]) -> None:
    assert faults(papers[kind]) == []


@EACH
def test_red_letters_are_red_and_negative(kind: str) -> None:
    cells = read(html.printed_book(BOOKS[kind], "paper")).all("td", "num")
    red = [cell.text for cell in cells if "red" in cell.classes]
    assert red or kind == "balances"  # a year's sums are above nought here
    assert red == [cell.text for cell in cells if "−" in cell.text]


def test_a_voucher_shows_all_that_it_must() -> None:
    page = read(html.printed_book(BOOKS["vouchers"], "paper"))
    slip = page.all("section", "slip")[1].text
    for words in (
        "2025年1月1日",
        "收字第 0001 号",
        "附单据 1 张",
        "稽核：复核乙",
        "制单：制单甲",
        "合计",
        "¥1.00",
        "人民币壹元整",
    ):
        assert words in slip
    closing = next(one.text for one in page.all("section", "slip") if "系统结转，账上不记" in one.text)
    assert "结字第 0001 号" in closing


def test_a_workbook_and_a_csv_hold_the_rows_without_pages() -> None:
    for book in BOOKS.values():
        files = book_files(book, ["csv", "xlsx"], None)
        assert set(files) == {"csv", "xlsx"}
        assert files["csv"].startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"))))
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"])).get_sheet_by_index(0).to_python()
        code = rows[0].index("科目编码")
        assert [row[code] for row in rows] == [row[code] for row in sheet]
        assert not any("过次页" in cell or "承前页" in cell for row in rows for cell in row)
        assert {type(row[code]) for row in sheet} == {str}


def test_the_words_of_a_row_are_put_together_again() -> None:
    rows = book_table(BOOKS["subsidiary"]).rows
    words = {row[3]: row[4] for row in rows if row[2] == date(2025, 5, 28)}
    assert words["收-0028"] == f"{'PVC-U@@%%&&管件，WWWW' * 28}（某WMW公司）"
    legs = [row for row in book_table(BOOKS["vouchers"]).rows if row[0] == date(2025, 5, 28)]
    assert [row[5:7] for row in legs] == [
        ("银行存款", "1234示范银行城东新区支行"), ("公共部位场地租赁经营收入", "28东门内侧二层平台"),
    ]  # fmt: skip


def test_only_what_is_asked_for_is_made() -> None:
    book = cast("TrialBalance", BOOKS["balances"])
    assert set(book_files(book, ["json"], None)) == {"json"}
    assert set(book_files(cast("LedgerBook", BOOKS["general"]), ["html"], None)) == {"html"}
