"""The part of the public book that a report carries."""

from __future__ import annotations

from datetime import date

from jjledger.books.public_book_text import public_book_text
from jjledger.disclosure.period_book import period_book
from jjledger.disclosure.public_book import PublicBalance, PublicBook, PublicTransaction

BANK, PARKING = "Assets:3公共收益:1001银行存款:1234建行", "Income:3公共收益:6001停车"
OTHER, DEPOSIT = "Assets:1维修资金:1001银行存款:5678农行", "Income:1维修资金:4001交存收入"


def _received(
    day: date, fen: int, words: str, accounts: tuple[str, str] = (BANK, PARKING)
) -> PublicTransaction:
    bank, income = accounts
    return PublicTransaction(day, "某公司", words, ((bank, fen), (income, -fen)))


BOOK = PublicBook(
    "示范小区",
    date(2024, 1, 1),
    (OTHER, BANK, PARKING, DEPOSIT),
    (
        _received(date(2025, 3, 31), 100, "第一季度"),
        _received(date(2025, 4, 1), 20, "第二季度第一天"),
        _received(date(2025, 5, 5), 700, "交存", (OTHER, DEPOSIT)),
        _received(date(2025, 6, 30), 3, "第二季度最后一天"),
        _received(date(2025, 7, 1), 5000, "第三季度"),
    ),
    (PublicBalance(date(2025, 6, 30), BANK, 123), PublicBalance(date(2025, 9, 30), BANK, 5123)),
    (),
)


def test_it_begins_with_what_was_brought_forward_and_holds_the_period_of_one_fund() -> None:
    cut = period_book(BOOK, "公共收益", date(2025, 4, 1), date(2025, 6, 30))
    assert [(item.day, item.narration) for item in cut.transactions] == [
        (date(2025, 3, 31), "上期结转"),
        (date(2025, 4, 1), "第二季度第一天"),
        (date(2025, 6, 30), "第二季度最后一天"),
    ]
    assert cut.transactions[0].postings == ((BANK, 100), (PARKING, -100))
    assert cut.accounts == (BANK, PARKING)
    assert [balance.day for balance in cut.balances] == [date(2025, 6, 30)]


def test_its_balances_hold_in_beancount() -> None:
    from beancount import loader  # noqa: PLC0415 -- slow, only here

    text = public_book_text(period_book(BOOK, "公共收益", date(2025, 4, 1), date(2025, 6, 30)))
    _, errors, _ = loader.load_string(text)
    assert errors == []


def test_a_first_period_brings_nothing_forward() -> None:
    cut = period_book(BOOK, "公共收益", date(2025, 1, 1), date(2025, 3, 31))
    assert [item.narration for item in cut.transactions] == ["第一季度"]
