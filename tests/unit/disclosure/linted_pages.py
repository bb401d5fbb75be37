"""Good pages of every kind, for the lints to look at, and small ways to spoil them."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from jjledger.disclosure.head import Setting
from jjledger.disclosure.household import household_statement
from jjledger.disclosure.lint import Disclosure, lint
from jjledger.disclosure.maintenance_fund import maintenance_fund
from jjledger.disclosure.models import HouseholdStatement, Line, MaintenanceFund, PublicRevenue
from jjledger.disclosure.public_revenue import public_revenue
from jjledger.period import parse_period
from jjledger.rules.replay import replay
from tests.shifan_notes import shifan
from tests.small_books import OWNERS
from tests.unit.disclosure.test_public_revenue import NOTES
from tests.written_books import written

Page = TypeVar("Page", PublicRevenue, MaintenanceFund, HouseholdStatement)


def revenue(code: str = "2025-Q2", notes: str = NOTES, *words: str) -> PublicRevenue:
    books = written(notes)
    return public_revenue(books, books.community.funds[1], parse_period(code), Setting(notes=words))


def fund(more: str = "") -> MaintenanceFund:
    books = shifan(more)
    shares = replay(books).shares[OWNERS]
    return maintenance_fund(books, books.community.funds[0], parse_period("2025-H1"), shares, Setting())


def statement(code: str = "2025") -> HouseholdStatement:
    books = shifan()
    shares = replay(books).shares[OWNERS]
    return household_statement(books, shares, "01-1-101", parse_period(code), Setting())


def codes(page: Disclosure, *names: str) -> list[str]:
    return [finding.code for finding in lint(page, frozenset(names))]


def noted(page: Page, *notes: str) -> Page:
    return replace(page, head=replace(page.head, notes=notes))


def summed_up(page: PublicRevenue, words: str, voucher: int = 0) -> PublicRevenue:
    """Put words into a voucher's summary."""
    views = list(page.vouchers)
    views[voucher] = replace(views[voucher], summary=words)
    return replace(page, vouchers=tuple(views))


def off_by(lines: tuple[Line, ...], place: int, fen: int) -> tuple[Line, ...]:
    """Change one line's amount by some fen."""
    changed = list(lines)
    changed[place] = replace(lines[place], amount_fen=lines[place].amount_fen + fen)
    return tuple(changed)
