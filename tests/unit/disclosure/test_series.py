"""Which periods of which documents are due: whole ones, from the first voucher on."""

from __future__ import annotations

from datetime import date

from jjledger.disclosure.series import due_series
from jjledger.facts.books import Books
from tests.written_books import written

NOTES = """
2024-11-05 收-0001 某物业公司 | 停车
  3 1001银行存款:5678农行 700.00
  3 6001停车 -700.00
2025-02-05 收-0001 业主 | 交存
  1 1001银行存款:1234建行 100.00
  1 4001交存收入 -100.00 household=01-1-101
"""
BOOKS = written(NOTES)


def _codes(document: str, books: Books, every: str, last: date) -> list[str]:
    paces = {"public_revenue": every, "maintenance_fund": every}
    return [
        due.period.code
        for due in due_series(books, paces, last)  # type: ignore[arg-type]  # lengths as text
        if due.document == document
    ]


def test_due_is_every_whole_period_from_the_first_voucher_on() -> None:
    assert _codes("public-revenue", BOOKS, "half_year", date(2025, 9, 10)) == ["2024-H2", "2025-H1"]
    assert _codes("maintenance-fund", BOOKS, "year", date(2026, 12, 31)) == ["2025", "2026"]


def test_an_owners_fund_is_due_by_the_year_too() -> None:
    codes = _codes("maintenance-fund", BOOKS, "half_year", date(2025, 12, 31))
    assert codes == ["2025-H1", "2025-H2", "2025"]


def test_a_period_is_due_that_the_books_reach_on_its_last_day() -> None:
    books = written(NOTES.replace("2024-11-05", "2024-12-31"))
    assert _codes("public-revenue", books, "half_year", date(2025, 9, 10)) == ["2024-H2", "2025-H1"]


def test_a_period_is_due_the_day_it_is_over() -> None:
    assert _codes("public-revenue", BOOKS, "quarter", date(2025, 6, 29)) == ["2024-Q4", "2025-Q1"]
    assert _codes("public-revenue", BOOKS, "quarter", date(2025, 6, 30)) == ["2024-Q4", "2025-Q1", "2025-Q2"]
