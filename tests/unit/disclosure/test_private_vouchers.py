"""What a check finds in vouchers' words is what the finished public book is held for, voucher by voucher."""

from __future__ import annotations

from pathlib import Path

import pytest

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.disclosure.book_lint import lint_book
from jjledger.disclosure.corrected_words import with_corrected_words
from jjledger.disclosure.page_texts import voucher_words
from jjledger.disclosure.pool import month_end_of
from jjledger.disclosure.private_vouchers import private_vouchers, watch_over
from jjledger.disclosure.public_book import public_book
from tests.ledgers import HEYUAN, SAMPLE, SHIFAN, TODAY


@pytest.fixture(scope="module", params=[HEYUAN, SHIFAN, SAMPLE / "fengwan"], ids=lambda one: one.name)
def ledger(request: pytest.FixtureRequest) -> Ledger:
    folder: Path = request.param
    return load_ledger(folder, TODAY)


def _in_the_book(ledger: Ledger, name: str) -> set[tuple[str, int]]:
    """Say where the vouchers stand that the last look at the public book finds."""
    books = ledger.books
    watch = watch_over(books, {name}, TODAY)
    places = {
        fund.code: {voucher_words(one): one.place for one in books.posted() if fund.code in one.funds}
        for fund in books.community.funds
    }
    until = month_end_of(max(one.day for one in books.posted()))
    book = public_book(with_corrected_words(books, watch), ledger.replayed.shares, until)
    return {(one.place.file, one.place.line) for one in lint_book(book, watch, places) if one.place.line}


def _in_vouchers(ledger: Ledger, name: str) -> list[tuple[str, int]]:
    watch = watch_over(ledger.books, {name}, TODAY)
    found = private_vouchers(ledger.books, ledger.replayed.shares, watch)
    return [(one.place.file, one.place.line) for one in found]


def test_each_word_of_each_voucher_holds_a_check_where_it_holds_the_book(ledger: Ledger) -> None:
    words = {
        one.narration[at : at + 3] for one in ledger.books.posted() for at in range(len(one.narration) - 2)
    }
    names = sorted(word for word in words if all("一" <= sign <= "鿿" for sign in word))
    assert len(names) > 10
    held = 0
    for name in names:
        found = _in_vouchers(ledger, name)
        assert set(found) == _in_the_book(ledger, name), name
        assert len(found) == len(set(found)), "each voucher is told once"
        held += bool(found)
    # What stands in the words of single households' movements alone is shown nowhere, and holds nothing.
    assert 0 < held < len(names)
