"""A dividend before the public: one whole, and never what a single house collected."""

from __future__ import annotations

from datetime import date

from jjledger.disclosure.head import Setting
from jjledger.disclosure.lint import lint
from jjledger.disclosure.models import Leg, PublicRevenue
from jjledger.disclosure.page_texts import texts
from jjledger.disclosure.public_book import PublicBook, public_book
from jjledger.disclosure.public_revenue import public_revenue
from jjledger.period import parse_period
from jjledger.rules.replay import replay
from tests.small_books import household
from tests.written_books import written

HOMES = [household(f"01-1-{room}", f"{room}.00") for room in range(101, 113)]
EACH = ",".join(f"{home.id}:10.00" for home in HOMES[1:])
NOTES = f"""
2025-01-01 初-0001 全体业主 | 期初余额
  3 1001银行存款:5678农行 1000.00
  3 3101结余 -1000.00
2025-02-01 转-0001 全体业主 | 公共收益分红 | decision=2025-09
  3 3102业主分红 127.34
  3 2101应付业主分红 -127.34 detail=01-1-101:17.34,{EACH}
2025-02-10 付-0001 某业主 | 发放公共收益分红
  3 2101应付业主分红 17.34 household=01-1-101
  3 1001银行存款:5678农行 -17.34
2025-05-10 付-0001 11户业主 | 发放公共收益分红
  3 2101应付业主分红 110.00 detail={EACH}
  3 1001银行存款:5678农行 -110.00
2025-03-31 confirmed 3 1001银行存款:5678农行 982.66
"""


def _page(code: str, notes: str = NOTES) -> PublicRevenue:
    books = written(notes, HOMES)
    return public_revenue(books, books.community.funds[1], parse_period(code), Setting())


def _book(day: date) -> PublicBook:
    books = written(NOTES, HOMES)
    return public_book(books, replay(books).shares, day)


def _amounts(book: PublicBook) -> set[int]:
    return {abs(fen) for item in book.transactions for _, fen in item.postings}


def test_the_dividend_is_a_line_and_one_voucher_without_households() -> None:
    page = _page("2025-Q1")
    assert [(line.label, line.amount_fen) for line in page.expense] == [("业主分红", 12734)]
    assert (page.opening_fen, page.expense_fen, page.closing_fen) == (100000, 12734, 87266)
    declared = page.vouchers[-1]
    assert declared.legs == (Leg("业主分红", 12734, 0), Leg("应付业主分红", 0, 12734))
    assert (declared.payee, declared.decision) == ("全体业主", "2025-09")
    assert lint(page, frozenset(home.id for home in HOMES)) == ()


def test_a_single_payment_waits_until_others_hide_it() -> None:
    assert [voucher.number for voucher in _page("2025-Q1").vouchers] == ["初-0001", "转-0001"]
    second = _page("2025-Q2")
    assert [voucher.number for voucher in second.vouchers] == ["合并收退"]
    assert second.vouchers[0].legs == (
        Leg("应付业主分红", 12734, 0),
        Leg("银行存款 — 5678农行", 0, 12734),
    )
    assert lint(second) == ()


def test_the_bank_ties_though_payments_are_not_shown() -> None:
    # 1,000.00 less 17.34 in the bank; of the 872.66 that are left nothing more is anybody's.
    bank = _page("2025-Q1").bank
    assert (bank.state, bank.book_fen, bank.difference_fen) == ("tied", 98266, 87266 - 98266)
    assert "应付业主分红 -110.00 元" in bank.words


def test_no_page_and_no_book_tells_what_one_house_got() -> None:
    for code in ("2025-Q1", "2025-Q2", "2025"):
        said = " ".join(text for *_, text in texts(_page(code)))
        assert "17.34" not in said
        assert "01-1-1" not in said
    assert 1734 not in _amounts(_book(date(2025, 3, 31))) | _amounts(_book(date(2025, 6, 30)))
    assert 12734 in _amounts(_book(date(2025, 6, 30)))


def test_the_public_book_drops_an_assertion_that_would_give_a_waiting_payment_away() -> None:
    assert _book(date(2025, 3, 31)).balances == ()
    assert _book(date(2025, 6, 30)).balances == ()


def test_a_payment_by_scope_is_hidden_like_one_that_names_the_house() -> None:
    scoped = NOTES.replace("17.34 household=01-1-101", "17.34 scope=01-1-101")
    assert scoped != NOTES
    assert _page("2025-Q1", scoped).vouchers == _page("2025-Q1").vouchers


def test_a_payment_to_all_alike_is_shown_as_it_is() -> None:
    alike = NOTES.replace(f"110.00 detail={EACH}", "110.00 scope=all key=equal")
    shown = _page("2025-Q2", alike).vouchers
    assert [voucher.number for voucher in shown] == ["付-0001", "合并收退"]
    assert shown[0].note == "分摊范围 全体业主，12 户"
