"""The sample district as it would be published: whole, tied to beancount's own sums, and nobody in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from beancount import loader
from beancount.core.data import Transaction

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.books.public_book_text import public_book_text
from jjledger.disclosure.head import Setting
from jjledger.disclosure.household import household_statement
from jjledger.disclosure.models import MaintenanceFund, PublicRevenue
from jjledger.disclosure.public_book import public_book
from jjledger.disclosure.voucher_views import POOLED
from jjledger.facts.books import Books
from jjledger.facts.shares import FundShares
from jjledger.period import parse_period
from jjledger.workflows.disclose import Disclosed, Request, disclose
from tests.small_books import OWNERS
from tests.subtraction import leaks

LEDGERS = Path(__file__).parents[2] / "ledgers"
CODES = sorted(path.name for path in LEDGERS.iterdir() if path.is_dir())
TODAY, CLOSE = date(2026, 1, 31), date(2025, 12, 31)
SMALL = ("bailu", "fengwan", "qingxi", "yufu")  # qingxi has sold public housing
REFUNDED = ("xingting", "xishang")  # a batch of deposits, and one household's refund
# 138 0013 8000 and 15 digits or more, between digits that belong to nothing else
PHONE = re.compile(r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
ACCOUNT = re.compile(r"\d{12,}")


@cache
def ledger(code: str) -> Ledger:
    return load_ledger(LEDGERS / code, TODAY)


@cache
def disclosed(code: str) -> Disclosed:
    return disclose(ledger(code), None, Request(TODAY))


@pytest.mark.parametrize("code", CODES)
def test_everything_goes_out_and_no_lint_finds_anything(code: str) -> None:
    shown = disclosed(code)
    assert shown.blocking() == ()
    assert shown.book is not None
    assert {entry.state for entry in shown.community.entries} == {"out"}
    assert len(shown.pages) == len(shown.community.entries)


def _main(shown: Disclosed) -> Iterator[PublicRevenue | MaintenanceFund]:
    """List the disclosures of one fund each, whose closing balances the books have too."""
    return (page for page in shown.pages if isinstance(page, PublicRevenue | MaintenanceFund))


def private_in(text: str, books: Books) -> list[str]:
    """List what a text holds of households, signers, phones and account numbers, found by plain search."""
    rows = books.register.rows
    found = sorted(set(re.findall(r"[0-9A-Z]+(?:-[0-9A-Z]+)+", text)).intersection(books.register.ids()))
    rooms = {(row.building.lstrip("0"), row.room) for row in rows}
    spelled = re.findall(r"([0-9A-Z]+)(?:幢|号楼|栋)(?:[0-9A-Z]+单元)?([0-9]{3,4})", text)
    found += [f"{building}幢{room}" for building, room in spelled if (building.lstrip("0"), room) in rooms]
    signers = {name for voucher in books.vouchers for name in (voucher.prepared, voucher.reviewed) if name}
    words = (*sorted(signers), "details/", "household:", "scope:", "prepared", "reviewed", "owners.csv")
    found += [word for word in words if word in text]
    return found + PHONE.findall(text) + ACCOUNT.findall(text)


@pytest.mark.parametrize("code", CODES)
def test_no_household_room_or_signer_is_in_any_page_or_in_the_book(code: str) -> None:
    shown = disclosed(code)
    assert shown.book is not None
    texts = [repr(page) for page in shown.pages] + [repr(shown.community)]
    texts.append(public_book_text(shown.book))
    assert private_in("\n".join(texts), ledger(code).books) == []


def test_the_search_would_see_them() -> None:
    books = ledger("yufu").books
    row, voucher = books.register.rows[3], books.vouchers[0]
    number = int(row.building)
    for text in (
        f"退 {row.id} 押金",
        f"{number}幢{row.unit}单元{row.room}室漏水",
        f"{row.building}号楼{row.room}",
        f"由{voucher.prepared}经手",
        'detail: "details/2025-03-05.csv"',
        "致电 138 0013 8000",
        "账号6222021207001234567",
    ):
        assert private_in(text, books) != [], text


@pytest.mark.parametrize("code", CODES)
def test_page_and_book_agree_with_beancounts_sums(code: str, tmp_path: Path) -> None:
    """Closings by stock beancount from the ledger's text, and from the public book's, month by month."""
    entries, _, _ = loader.load_file(str(LEDGERS / code / "main.beancount"))
    posted = [entry for entry in entries if isinstance(entry, Transaction) and entry.flag == "*"]
    shown = disclosed(code)
    assert shown.book is not None
    for page in _main(shown):
        fund = f":{_fund_code(code, page.head.fund)}:"
        money = sum(
            int(posting.units.number * 100)
            for entry in posted
            if entry.date <= page.head.last_day
            for posting in entry.postings
            if fund in posting.account and posting.account.split(":")[0] in {"Assets", "Liabilities"}
        )
        assert page.closing_fen == money
    text = tmp_path / "book.beancount"
    text.write_text(public_book_text(shown.book), encoding="utf-8")
    _, errors, _ = loader.load_file(str(text))
    assert errors == []


def _fund_code(code: str, name: str) -> str:
    return next(fund.code for fund in ledger(code).books.community.funds if fund.code.endswith(name))


@pytest.mark.parametrize("code", CODES)
def test_the_books_balance_sheet_shows_what_the_pages_show(code: str) -> None:
    shown = disclosed(code)
    assert shown.book is not None
    for page in _main(shown):
        fund = f":{_fund_code(code, page.head.fund)}:"
        equity = -sum(
            fen
            for item in shown.book.transactions
            if item.day <= page.head.last_day
            for account, fen in item.postings
            if fund in account and account.startswith("Equity")
        )
        assert equity == page.closing_fen, "the closings leave nothing in income and expense"


@pytest.mark.parametrize("code", SMALL)
def test_all_households_together_have_what_the_fund_has(code: str) -> None:
    books = ledger(code).books
    for fund, shares in ledger(code).replayed.shares.items():
        page = next(
            page
            for page in _main(disclosed(code))
            if page.head.period_code == "2025" and page.head.fund == fund[1:]
        )
        assert isinstance(page, MaintenanceFund)
        held = sum(_closing(books, shares, holder) for holder in shares.holders if ":" not in holder)
        units = sum(row.closing_fen or 0 for row in page.buildings if row.households == 0)
        assert held + units == page.closing_owners_fen


def _closing(books: Books, shares: FundShares, household: str) -> int:
    page = household_statement(books, shares, household, parse_period("2025"), Setting())
    return page.closing_principal_fen + page.closing_interest_fen - page.closing_arrears_fen


@pytest.mark.parametrize("code", REFUNDED)
def test_the_one_household_that_got_money_back_cannot_be_told(code: str) -> None:
    """In the half-year of many deposits one household was paid back; its amount is nowhere."""
    books = ledger(code).books
    (refund,) = (
        leg
        for voucher in books.posted()
        for leg in voucher.postings
        if leg.account.code == "4001" and leg.amount_fen > 0
    )
    assert refund.split is not None
    assert refund.split.kind == "household"
    shown = disclosed(code)
    assert shown.book is not None
    everything = "\n".join([*(repr(page) for page in shown.pages), repr(shown.book)])
    assert str(refund.amount_fen) not in re.findall(r"\d+", everything)
    assert [line.narration for line in shown.book.transactions].count(POOLED) == 1
    # distributions follow every deposit by a fraction of a fen, which would blur the attack
    plain = replace(books, vouchers=tuple(_without_interest(books)))
    assert leaks(plain, CLOSE) == []


def _without_interest(books: Books) -> Iterator[object]:
    return (
        voucher
        for voucher in books.vouchers
        if not any(leg.split is not None and leg.split.kind == "interest" for leg in voucher.postings)
    )


@pytest.mark.parametrize("code", SMALL)
def test_a_book_published_earlier_is_the_beginning_of_a_later_one(code: str) -> None:
    books, shares = ledger(code).books, ledger(code).replayed.shares
    last = public_book(books, shares, CLOSE)
    for month in (2, 5, 6, 9):
        until = parse_period(f"2025-{month:02d}").last_day
        book = public_book(books, shares, until)
        assert book.transactions == tuple(item for item in last.transactions if item.day <= until)


def test_the_owners_fund_is_the_one_the_attack_knows() -> None:
    assert all(OWNERS in ledger(code).replayed.shares for code in REFUNDED)
