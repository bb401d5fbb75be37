"""Income and expense of public revenue over a span of days, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.disclosure.models import Line
from jjledger.disclosure.statement_lines import Booked, statement_lines
from jjledger.disclosure.voucher_views import anchor_of, legs_of
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.voucher import OPENING_KIND, Account, Voucher
from jjledger.rules.revenue_net import COST_CODES

_BALANCE: Final = "3101"
ADJUSTED: Final = "直接调整结余"  # what was booked on the balance itself, e.g. an error of an earlier year


@dataclass(frozen=True, slots=True)
class Sides:
    """What came in and what went out over a span, and what lies behind it."""

    booked: tuple[Booked, ...]
    income: tuple[Line, ...]
    expense: tuple[Line, ...]

    @property
    def income_fen(self) -> int:
        """Sum the main items of income."""
        return _total(self.income)

    @property
    def expense_fen(self) -> int:
        """Sum the main items of expense."""
        return _total(self.expense)

    @property
    def cost_fen(self) -> int:
        """Sum what earning the income cost."""
        return sum(posting.amount_fen for _, posting in self.booked if posting.account.code in COST_CODES)

    @property
    def spent(self) -> tuple[Booked, ...]:
        """List what the expense consists of: expense accounts, and what went out through the balance."""
        through = _through(self.booked)
        out = {words for words, items in through.items() if _sum(items) > 0}
        return tuple(
            item
            for item in self.booked
            if item[1].account.root == "Expenses"
            or (item[1].account.root == "Equity" and _equity_words(item[1].account) in out)
        )


def sides(books: Books, fund: Fund, vouchers: Sequence[Voucher], first_day: date, last_day: date) -> Sides:
    """Lay out what came in and went out over some days; opening the books is neither.

    Args:
        books: for the chart of accounts.
        fund: of kind `public_revenue`.
        vouchers: posted vouchers of the fund.
        first_day: inclusive.
        last_day: inclusive.
    """
    booked = tuple(
        (voucher, posting)
        for voucher in vouchers
        if first_day <= voucher.day <= last_day and voucher.kind != OPENING_KIND
        for posting in legs_of([voucher], fund)
    )
    return Sides(booked, _side(books, booked, "Income"), _side(books, booked, "Expenses"))


def _side(books: Books, booked: Sequence[Booked], root: str) -> tuple[Line, ...]:
    """Lay out income or expense, with what went through the balance at the end of the side it falls on."""
    sign = -1 if root == "Income" else 1
    lines = statement_lines(
        [item for item in booked if item[1].account.root == root], books.accounts, anchor_of, sign
    )
    return lines + tuple(
        Line(words, sign * _sum(items), 1, tuple(dict.fromkeys(anchor_of(voucher) for voucher, _ in items)))
        for words, items in _through(booked).items()
        if sign * _sum(items) > 0
    )


def _through(booked: Iterable[Booked]) -> dict[str, list[Booked]]:
    """Group what was booked on the balance by what it was."""
    through: dict[str, list[Booked]] = {}
    for item in booked:
        if item[1].account.root == "Equity":
            through.setdefault(_equity_words(item[1].account), []).append(item)
    return through


def _sum(items: Iterable[Booked]) -> int:
    return sum(posting.amount_fen for _, posting in items)


def _equity_words(account: Account) -> str:
    """Say what a posting on the balance was: an adjustment, or what the account is called, such as 业主分红."""
    return ADJUSTED if account.code == _BALANCE else account.title


def _total(lines: Iterable[Line]) -> int:
    return sum(line.amount_fen for line in lines if line.level == 1)
