"""Which disclosures a community's books allow: whole periods that are over and entered to the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.disclosure.head import DOCUMENTS, Document
from jjledger.errors import PeriodError, Trouble
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.law import Law
from jjledger.period import Interval, Period, month_end, whole_periods
from jjledger.workflows.rulings import frequency

_MONTHS_OF_OWNERS_FUND: Final = 6  # a shorter period would show single households


@dataclass(frozen=True, slots=True)
class Planned:
    """One disclosure that is due or asked for."""

    fund: Fund
    document: Document
    period: Period

    @property
    def path(self) -> str:
        """Give its place below the community's page."""
        return f"{self.period.code}/{self.document}"


def entered_until(books: Books) -> date:
    """Say through which day the books are entered: the month of the last voucher, or an assertion later."""
    days = [month_end(voucher.day.year, voucher.day.month) for voucher in books.posted()]
    days += [assertion.day for assertion in books.assertions]
    return max(days, default=date.min)


def refuse_unfinished(books: Books, period: Period, today: date) -> None:
    """Refuse a period whose figures may still change.

    Args:
        books: the general book.
        period: the period asked for.
        today: the day on which it is asked.

    Raises:
        PeriodError: it is not over, or not entered to its end.
    """
    if period.last_day >= today or period.last_day > entered_until(books):
        raise PeriodError(
            Trouble(
                f"--period {period.code}", f"{period.title}还没有结束，或者账还没有记到 {period.last_day}。",
                "请写已经结束并记完账的期间，例如上一年度。",
            )
        )  # fmt: skip


def planned(books: Books, law: Law, today: date, only: Period | None) -> tuple[Planned, ...]:
    """List the disclosures that can be made, oldest first.

    Args:
        books: the general book.
        law: the community's law, for how often.
        today: the day on which it is asked; a period that is not over is not whole.
        only: one period of any length; None: every period of the lengths that are due.
    """
    found = []
    until = min(entered_until(books), _yesterday(today))
    for fund in books.community.funds:
        first = _first_day(books, fund)
        document = DOCUMENTS.get(fund.kind)
        if document is None or first is None:
            continue
        found += [
            Planned(fund, document, period)
            for period in _periods(books, law, fund, only)
            if period.last_day <= until and period.last_day >= first
        ]
    return tuple(
        sorted(found, key=lambda plan: (plan.period.last_day, plan.period.first_day, plan.fund.code))
    )


def _yesterday(today: date) -> date:
    return date.fromordinal(today.toordinal() - 1)


def _first_day(books: Books, fund: Fund) -> date | None:
    return next((voucher.day for voucher in books.posted() if fund.code in voucher.funds), None)


def _periods(books: Books, law: Law, fund: Fund, only: Period | None) -> list[Period]:
    if only is not None:
        months = only.last_day.month - only.first_day.month + 1
        return [only] if fund.kind == "public_revenue" or months >= _MONTHS_OF_OWNERS_FUND else []
    first = books.posted()[0].day
    year = date(first.year, 1, 1), date(entered_until(books).year, 12, 31)
    return [period for interval in intervals(books, law, fund) for period in whole_periods(interval, *year)]


def intervals(books: Books, law: Law, fund: Fund) -> tuple[Interval, ...]:
    """List the lengths of period in which a fund is disclosed; an owners' fund always by the year too."""
    name = "public_revenue" if fund.kind == "public_revenue" else "maintenance_fund"
    chosen = frequency(books.community, law, name, entered_until(books)).interval
    if fund.kind == "public_revenue" or chosen == "year":
        return (chosen,)
    return (chosen, "year")


def refuse_unfit(only: Period | None, today: date) -> None:
    """Refuse a single month, and a period that is not over.

    Args:
        only: the period asked for; None: every whole one.
        today: the day on which it is asked.

    Raises:
        PeriodError: the period is a month, or its last day has not passed.
    """
    if only is not None and only.last_day >= today:
        raise PeriodError(
            Trouble(
                f"--period {only.code}", f"{only.title}要到 {only.last_day} 才结束，现在还不能公示。",
                "请等这一期过完、账记到期末后再公示。",
            )
        )  # fmt: skip
    if only is not None and only.first_day.month == only.last_day.month:
        raise PeriodError(
            Trouble(
                f"--period {only.code}", "公示按季度、半年或年度，不按单月。",
                "请写 2025-Q3、2025-H1 或 2025。",
            )
        )  # fmt: skip
