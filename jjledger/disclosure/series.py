"""Which documents come out period after period, and which periods of each are due."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from jjledger.disclosure.committee import has_spending
from jjledger.disclosure.models import Document
from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund, FundKind
from jjledger.period import MONTHS_OF, Interval, Period, whole_periods

Pace = Literal["public_revenue", "maintenance_fund"]  # what has a frequency of its own
_MONTHS_OF_OWNERS_FUND: Final = 6  # a shorter period would show single households


@dataclass(frozen=True, slots=True)
class Series:
    """One document that comes out again and again."""

    document: Document
    kinds: tuple[FundKind, ...]  # it begins with the first voucher of a fund of one of these kinds
    every: Pace | Interval  # as often as such funds are disclosed, or a length of its own
    also_yearly: bool = False
    whole: bool = False  # about all these funds together, not one document a fund
    asked: Callable[[Books], bool] | None = None  # whether these books have anything to show
    filled: Callable[[Books, Period], bool] | None = None  # whether a period has, where not every one does

    def months(self) -> int:
        """Give the shortest period that may be shown of it."""
        if self.every in MONTHS_OF:
            return MONTHS_OF[self.every]
        return _MONTHS_OF_OWNERS_FUND if set(self.kinds) & set(OWNERS_FUND_KINDS) else 1


# Whose books tell what became of a year; a warranty deposit only waits.
_KEPT: Final[tuple[FundKind, ...]] = ("maintenance", "public_housing", "public_revenue")
SERIES: Final[tuple[Series, ...]] = (
    Series("public-revenue", ("public_revenue",), "public_revenue"),
    Series("maintenance-fund", ("maintenance",), "maintenance_fund", also_yearly=True),
    Series("public-housing", ("public_housing",), "maintenance_fund", also_yearly=True),
    Series("three-funds", get_args(FundKind), "maintenance_fund", whole=True),
    Series("money", get_args(FundKind), "maintenance_fund", whole=True),
    Series("assets", ("public_revenue",), "year", asked=lambda books: bool(books.revenue.assets)),
    Series(
        "contracts",
        ("public_revenue",),
        "public_revenue",
        asked=lambda books: bool(books.revenue.readable()),
    ),
    Series("committee", ("public_revenue",), "public_revenue", filled=has_spending),
    Series("decision", _KEPT, "year", whole=True, asked=lambda books: any(books.decisions.values())),
    Series("annual", _KEPT, "year", whole=True),
)


@dataclass(frozen=True, slots=True)
class Due:
    """One document of one period."""

    document: Document
    period: Period
    fund: Fund | None  # None: it is about several
    subject: str = ""  # number of the record that an event's paper is about


def due_series(
    books: Books, paces: Mapping[Pace, Interval], last_day: date, only: Period | None = None
) -> Iterator[Due]:
    """List the documents of every whole period since the first voucher they are about.

    Args:
        books: the general book.
        paces: how often public revenue and the owners' funds are disclosed.
        last_day: no period may end later.
        only: one period of any length that a document may have; None: of every length that is due.
    """
    for series in SERIES:
        if series.asked is not None and not series.asked(books):
            continue
        for fund, first in _beginnings(books, series):
            for period in _periods(series, paces, (first, last_day), only):
                whole = first <= period.last_day <= last_day
                if whole and (series.filled is None or series.filled(books, period)):
                    yield Due(series.document, period, fund)


def _beginnings(books: Books, series: Series) -> Iterator[tuple[Fund | None, date]]:
    """Give the funds a series has documents of, each with its first day; one for all where it is about all."""
    found = []
    for fund in books.community.funds:
        first = next((voucher.day for voucher in books.posted() if fund.code in voucher.funds), None)
        if fund.kind in series.kinds and first is not None:
            found.append((fund, first))
    if series.whole and found:
        yield None, min(first for _, first in found)
    elif not series.whole:
        yield from found


def _periods(
    series: Series, paces: Mapping[Pace, Interval], days: tuple[date, date], only: Period | None
) -> Iterator[Period]:
    if only is not None:
        months = only.last_day.month - only.first_day.month + 1
        event = only.first_day == only.last_day  # papers about events are no series
        if months >= series.months() and not event:
            yield only
        return
    chosen: Interval = paces[series.every] if series.every not in MONTHS_OF else series.every  # type: ignore[index] # one or the other
    first, last = days
    yield from whole_periods(chosen, first.replace(month=1, day=1), last)
    if series.also_yearly and chosen != "year":
        yield from whole_periods("year", first.replace(month=1, day=1), last)
