"""For every lint of answers and drawings a page that breaks only it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jjledger.disclosure.models import PublicRevenue
from tests.unit.disclosure.linted_pages import codes, fund, revenue
from tests.unit.disclosure.test_fund_answers import _page as fund_page


def _charts(page: PublicRevenue, **changed: object) -> PublicRevenue:
    return replace(page, charts=replace(page.charts, **changed))


def _answers(page: PublicRevenue, **changed: object) -> PublicRevenue:
    return replace(page, answers=replace(page.answers, **changed))


def test_good_pages_have_none() -> None:
    assert codes(fund_page("2025-H1")) == codes(fund_page("2025")) == codes(fund()) == []


def test_a_band_of_another_amount() -> None:
    page = revenue()
    bands = list(page.charts.flows)
    bands[0] = replace(bands[0], amount_fen=bands[0].amount_fen + 1)
    assert codes(_charts(page, flows=tuple(bands))) == ["D09"]
    assert codes(_charts(page, flows=())) == ["D09"]


@pytest.mark.parametrize("place", [0, -1])
def test_a_balance_drawn_otherwise_than_the_pages_own(place: int) -> None:
    page = revenue()
    points = list(page.charts.balances)
    points[place] = replace(points[place], amount_fen=1)
    assert codes(_charts(page, balances=tuple(points))) == ["D09"]


def test_a_fund_whose_last_half_year_is_drawn_wrong() -> None:
    page = fund_page("2025-H1")
    last = replace(page.charts.balances[-1], amount_fen=1)
    wrong = replace(page, charts=replace(page.charts, balances=(*page.charts.balances[:-1], last)))
    assert codes(wrong) == ["D09"]


@pytest.mark.parametrize("name", ["opening_fen", "in_fen", "out_fen", "result_fen", "closing_fen"])
@pytest.mark.parametrize("place", [0, 1])
def test_a_span_that_does_not_add_up(name: str, place: int) -> None:
    page = revenue()
    spans = list(page.answers.accumulated)
    spans[place] = replace(spans[place], **{name: getattr(spans[place], name) + 1})
    assert codes(_answers(page, accumulated=tuple(spans))) == ["D10"]


def test_the_periods_own_span_has_the_pages_result() -> None:
    page = revenue()
    this, *longer = page.answers.accumulated
    other = replace(
        this, result_fen=this.result_fen + 5, in_fen=this.in_fen + 5, opening_fen=this.opening_fen - 5
    )
    assert codes(_answers(page, accumulated=(other, *longer))) == ["D10"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("amount_fen", 1), ("before_fen", 1), ("change_fen", 1), ("percent", "+8.0%"), ("label", "别的")],
)
@pytest.mark.parametrize("kind", ["in", "out"])
def test_a_comparison_that_does_not_add_up(kind: str, name: str, value: object) -> None:
    page = fund_page("2025-H1")
    rows = list(page.answers.compared)
    place = next(place for place, row in enumerate(rows) if row.kind == kind)
    rows[place] = replace(rows[place], **{name: value})
    assert codes(replace(page, answers=replace(page.answers, compared=tuple(rows)))) == ["D10"]


def test_uses_that_do_not_sum_to_the_expense_or_lead_nowhere() -> None:
    page = revenue()
    first, *others = page.answers.decided
    for wrong in (
        (*others,),
        (replace(first, amount_fen=first.amount_fen - 1), *others),
        (replace(first, vouchers=()), *others),
        (replace(first, vouchers=("v-2020-01-F0001",)), *others),
    ):
        assert set(codes(_answers(page, decided=wrong))) == {"D11"}


def test_a_number_of_households_under_ten() -> None:
    page = fund_page("2025-H1")
    few = replace(page.charts.below[-1], households=9)
    ten = replace(few, households=10)
    for count, found in ((few, ["D12"]), (ten, [])):
        assert codes(replace(page, charts=replace(page.charts, below=(count,)))) == found
