"""Which disclosures a community's books allow: whole periods that are over and entered to the end."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from jjledger.disclosure.events import events
from jjledger.disclosure.head import TITLES
from jjledger.disclosure.models import Document
from jjledger.disclosure.series import Pace, due_series
from jjledger.errors import PeriodError, Trouble
from jjledger.facts.books import Books
from jjledger.facts.community import Community, Fund
from jjledger.law import Law
from jjledger.period import Interval, Period, day_before, month_end, parse_period
from jjledger.workflows.rulings import frequency


@dataclass(frozen=True, slots=True)
class Planned:
    """One disclosure that is due or asked for."""

    document: Document
    period: Period
    fund: Fund | None = None  # None: it is about several, or about an event
    subject: str = ""  # number of the record an event's paper is about

    @property
    def path(self) -> str:
        """Name it: its period and what it is."""
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


def planned(
    books: Books, law: Law, today: date, only: Period | None, out: Collection[tuple[str, Document]] = ()
) -> tuple[Planned, ...]:
    """List the disclosures that can be made, oldest first.

    Args:
        books: the general book.
        law: the community's law, for how often.
        today: the day on which it is asked; a period that is not over is not whole.
        only: one period of any length; None: every period of the lengths that are due.
        out: documents that are out with the codes of their periods, perhaps of other lengths than are due
            now; they are looked at again.
    """
    until = min(entered_until(books), day_before(today))
    chosen = paces(books.community, law, until)
    dues = {(due.document, due.period): due for due in due_series(books, chosen, until, only)}
    for code in () if only is not None else dict.fromkeys(code for code, _ in out):
        again = due_series(books, chosen, until, parse_period(code))
        dues |= {(due.document, due.period): due for due in again if (code, due.document) in out}
    found = [Planned(due.document, due.period, due.fund) for due in dues.values()]
    found += [
        Planned(event.document, event.period, None, event.subject)
        for event in events(books, day_before(today))
        if (event.period == only or only is None)
        # An auditor's report is of its own day, whether or not anything was entered since the year that it is about.
        and (event.document == "audit" or event.period.last_day <= until)
    ]
    return tuple(
        sorted(found, key=lambda plan: (plan.period.last_day, plan.period.first_day, _place(plan.document)))
    )


def _place(document: Document) -> int:
    """Give a document's place in the order of titles."""
    return list(TITLES).index(document)


def paces(community: Community, law: Law, day: date) -> dict[Pace, Interval]:
    """Say how often public revenue and the owners' funds are disclosed, as of a day."""
    return {
        pace: frequency(community, law, pace, day).interval for pace in ("public_revenue", "maintenance_fund")
    }


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
    event = only is not None and only.first_day == only.last_day
    if only is not None and not event and only.first_day.month == only.last_day.month:
        raise PeriodError(
            Trouble(
                f"--period {only.code}", "公示按季度、半年或年度，不按单月。",
                "请写 2025-Q3、2025-H1 或 2025。",
            )
        )  # fmt: skip
