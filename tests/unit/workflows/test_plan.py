"""Which periods are whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import load_ledger
from jjledger.errors import PeriodError
from jjledger.facts.books import Books
from jjledger.period import parse_period
from jjledger.workflows.plan import entered_until, planned, refuse_unfit
from jjledger.workflows.rulings import law_of

SHIFAN = Path(__file__).parents[2] / "cases" / "shifan"
SAMPLE = Path(__file__).parents[3] / "ledgers" / "guiyu2"


def plans(books: Books, today: date, only: str = "") -> list[str]:
    """List the plans of the two main documents."""
    period = parse_period(only) if only else None
    found = planned(books, law_of(books.community), today, period)
    return [plan.path for plan in found if plan.document in {"public-revenue", "maintenance-fund"}]


@pytest.fixture(scope="module")
def sample() -> Books:
    return load_ledger(SAMPLE, date(2026, 1, 31)).books


def test_a_quarter_that_is_not_over_is_not_disclosed(sample: Books) -> None:
    assert "2025-Q4/public-revenue" not in plans(sample, date(2025, 12, 31))
    assert "2025-Q4/public-revenue" in plans(sample, date(2026, 1, 1))


def test_two_years_of_quarters_half_years_and_years(sample: Books) -> None:
    quarters = [f"{year}-Q{quarter}/public-revenue" for year in (2024, 2025) for quarter in (1, 2, 3, 4)]
    halves = [f"{year}-H{half}/maintenance-fund" for year in (2024, 2025) for half in (1, 2)]
    years = ["2024/maintenance-fund", "2025/maintenance-fund"]
    assert sorted(plans(sample, date(2026, 1, 31))) == sorted(quarters + halves + years)


def test_what_stands_beside_the_two_main_documents(sample: Books) -> None:
    found = [plan.path for plan in planned(sample, law_of(sample.community), date(2026, 1, 31), None)]
    beside = [path for path in found if path.split("/")[1] in {"money", "three-funds", "committee", "assets"}]
    sums = [
        f"{year}-H{half}/{name}"
        for year in (2024, 2025)
        for half in (1, 2)
        for name in ("money", "three-funds")
    ]
    # The committee spends each November and in no other quarter; a register of property there is none.
    assert sorted(beside) == sorted([*sums, "2024-Q4/committee", "2025-Q4/committee"])


def test_nothing_is_disclosed_past_what_is_entered(sample: Books) -> None:
    assert entered_until(sample) == date(2025, 12, 31)
    assert not [path for path in plans(sample, date(2026, 12, 31)) if path.startswith("2026")]


def test_any_whole_period_can_be_asked_for(sample: Books) -> None:
    assert plans(sample, date(2026, 1, 31), "2025-H1") == [
        "2025-H1/public-revenue",
        "2025-H1/maintenance-fund",
    ]
    # A quarter of the owners' fund would show single households.
    assert plans(sample, date(2026, 1, 31), "2025-Q2") == ["2025-Q2/public-revenue"]


def test_a_month_cannot_be_asked_for() -> None:
    with pytest.raises(PeriodError, match="不按单月"):
        refuse_unfit(parse_period("2025-07"), date(2026, 1, 31))
    refuse_unfit(parse_period("2025-Q3"), date(2026, 1, 31))
    refuse_unfit(None, date(2026, 1, 31))


def test_a_period_that_is_not_over_cannot_be_asked_for() -> None:
    with pytest.raises(PeriodError, match="2025-12-31 才结束"):
        refuse_unfit(parse_period("2025"), date(2025, 12, 31))
    refuse_unfit(parse_period("2025"), date(2026, 1, 1))


def test_three_months_of_a_new_fund_make_no_half_year() -> None:
    books = load_ledger(SHIFAN, date(2025, 8, 1)).books
    assert entered_until(books) == date(2025, 3, 31)
    assert plans(books, date(2025, 8, 1)) == []
