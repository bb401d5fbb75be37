"""A draft of a payment that is booked already is told as such before it is booked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.checks.imports import check_imports
from jjledger.facts.books import Books
from jjledger.facts.settled import Settled
from jjledger.facts.voucher import Voucher
from jjledger.rules.booked_already import booked_already, way_to_tell
from tests.shifan_notes import shifan

PAID = """
2025-04-02 付-0001 某公司 | 保洁费
  3 6401成本:01人工 600.00
  3 1001银行存款:3456农行 -600.00
"""


def with_draft(books: Books, day: date, fen: int = -60000, **extra: str) -> Books:
    """Add a draft of a bank's row, like the one voucher there is, on another day or of another amount."""
    (paid,) = (one for one in books.posted() if one.key == "2025-04-F0001")
    legs = tuple(
        replace(leg, amount_fen=fen if leg.account.code == "1001" else -fen) for leg in paid.postings
    )
    draft: Voucher = replace(
        paid, day=day, number="", draft=True, postings=legs, extra={"bank-ref": "N1", **extra}
    )
    return replace(books, vouchers=(*books.vouchers, draft))


@pytest.fixture(scope="module")
def books() -> Books:
    return shifan(PAID)


@pytest.mark.parametrize(
    ("day", "fen", "found"),
    [
        (date(2025, 4, 2), -60000, {"N1": "2025-04-F0001"}),
        (date(2025, 4, 12), -60000, {"N1": "2025-04-F0001"}),
        (date(2025, 4, 13), -60000, {}),
        (date(2025, 4, 2), 60000, {}),
        (date(2025, 4, 2), -60001, {}),
    ],
)
def test_the_same_amount_at_the_bank_near_the_day(
    books: Books, day: date, fen: int, found: dict[str, str]
) -> None:
    assert booked_already(with_draft(books, day, fen)) == found


def test_what_the_import_found_counts_and_what_stands_for_another_row_does_not(books: Books) -> None:
    day = date(2025, 4, 2)
    assert booked_already(with_draft(books, day, 1, **{"same-as": "2025-03-S0009"})) == {
        "N1": "2025-03-S0009"
    }
    held = (Settled("N0", "2025-04-F0001", "甲", day, "同一笔", fund="3公共收益"),)
    assert booked_already(replace(with_draft(books, day), settled=held)) == {}


def test_the_check_names_the_command_and_the_voucher(books: Books) -> None:
    (finding,) = (
        one
        for one in check_imports(with_draft(books, date(2025, 4, 3)), date(2025, 5, 6))
        if one.code == "E64"
    )
    assert (
        "N1 它可能已经记过账（2025-04-F0001），是同一笔的写  jjledger voucher same 账本 N1 2025-04-F0001"
        in finding.remedy
    )
    (other,) = (
        one
        for one in check_imports(with_draft(books, date(2025, 4, 3), 1), date(2025, 5, 6))
        if one.code == "E64"
    )
    assert "已经记过账的写  jjledger voucher same 账本 流水键 凭证" in other.remedy


def test_a_draft_without_a_row_is_named_and_no_command_made_of_it() -> None:
    assert "jjledger" not in way_to_tell("2025-04-02 的草稿 保洁", "N1")
