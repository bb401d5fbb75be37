"""Nothing private goes out with a public book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.book_lint import lint_book
from jjledger.disclosure.public_book import PublicBook, PublicNote, PublicTransaction, public_book
from jjledger.facts.finding import Place
from jjledger.rules.replay import replay
from tests.shifan_notes import shifan

NAMES = frozenset({"张三", "01-1-101"})


def _book() -> PublicBook:
    books = shifan()
    return public_book(books, replay(books).shares, date(2025, 6, 30))


def _with(**changes: object) -> PublicBook:
    book = _book()
    first = replace(book.transactions[0], **changes)
    return replace(book, transactions=(first, *book.transactions[1:]))


def test_a_good_book_has_nothing_private() -> None:
    assert lint_book(_book(), NAMES) == ()


@pytest.mark.parametrize(
    "words", ["张三退款", "01-1-101", "1幢1单元101室", "电话13800138000", "6222021207001234567"]
)
def test_every_text_of_the_book_is_searched_and_the_find_not_repeated(words: str) -> None:
    book = _book()
    note = PublicNote(date(2025, 6, 30), book.accounts[0], words)
    books = (
        _with(narration=words),
        _with(payee=f"某人{words}"),
        _with(metadata=(("note", words),)),
        replace(book, notes=(*book.notes, note)),
    )
    for broken in books:
        (finding,) = lint_book(broken, NAMES)
        assert (finding.code, finding.severity) == ("D07", "block")
        assert words not in finding.text()


def test_a_voucher_is_found_once_at_its_line_in_its_own_funds_file() -> None:
    book = _book()
    first = book.transactions[0]
    number = dict(first.metadata)["voucher"]
    fund = first.postings[0][0].split(":")[1]
    place = Place("2025/2025-03.beancount", 7)
    places = {
        "9别的资金": {f"{first.day:%Y-%m} {number}": Place("2025/2025-03.beancount", 1)},
        fund: {f"{first.day:%Y-%m} {number}": place},
    }
    (finding,) = lint_book(_with(payee="张三", narration="01-1-101，电话13800138000"), NAMES, places)
    assert finding.place == place
    assert finding.what.endswith("的凭证有姓名、手机号、房号。")


def test_an_accounts_name_is_searched_too() -> None:
    book = _book()
    assert (
        len(lint_book(replace(book, accounts=(*book.accounts, "Assets:3公共收益:1201应收:张三")), NAMES)) == 1
    )


def test_a_firm_called_after_its_founder_may_stand() -> None:
    assert lint_book(_with(payee="张三五金店"), NAMES) == ()
    assert len(lint_book(_with(payee="王张三五金店"), NAMES)) == 1


def test_a_book_without_transactions_is_clean() -> None:
    empty: tuple[PublicTransaction, ...] = ()
    assert lint_book(replace(_book(), transactions=empty, notes=()), NAMES) == ()
