"""Scopes: which register rows they name, on which day, and with what weight."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.facts.community import Fund
from jjledger.facts.register import Register
from jjledger.rules.scope import belongs, in_scope, scope_items, sharers, weight_of
from tests.small_books import PUBLIC_HOUSING, books, household, owners_fund

DAY = date(2025, 6, 30)
ROWS = [household(name) for name in ("02-1-101", "01-1-101", "01-10-101", "01-2-101", "1-1-101")]


def named(scope: str, day: date = DAY) -> list[str]:
    community = books([]).community
    rows, unmatched = in_scope(
        sharers(Register(tuple(ROWS)), community.funds[0], community), scope_items(scope), day
    )
    return [row.id for row in rows] + [f"?{item}" for item in unmatched]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("all", ["01-1-101", "01-10-101", "01-2-101", "02-1-101", "1-1-101"]),
        ("01", ["01-1-101", "01-10-101", "01-2-101"]),
        ("1", ["1-1-101"]),  # building 1 is not building 01
        ("01-1", ["01-1-101"]),  # nor unit 1 unit 10
        ("02-1-101", ["02-1-101"]),
        ("02 01-2", ["01-2-101", "02-1-101"]),
        ("01 01-1 01-1-101", ["01-1-101", "01-10-101", "01-2-101"]),
        ("03", ["?03"]),
        ("01-1 01-3 03-1-101", ["01-1-101", "?01-3", "?03-1-101"]),
    ],
)
def test_a_scope_names_rows_once_each_in_the_order_of_text(scope: str, expected: list[str]) -> None:
    assert named(scope) == expected


def test_households_named_backwards_stand_in_the_order_of_text() -> None:
    rows = [household(f"01-1-{place:03d}") for place in range(20)]
    community = books([]).community
    everyone = sharers(Register(tuple(rows)), community.funds[0], community)
    found, _ = in_scope(everyone, ["01-1-016", "01-1-008", "01-1-001"], DAY)
    assert [row.room for row in found] == ["001", "008", "016"]


@pytest.mark.parametrize(
    "scope", ["", " ", "01，02", "01-1-101-1", "01-", "-01", "a1", "０１", "01幢", "ALL all!"]
)
def test_other_forms_are_refused(scope: str) -> None:
    with pytest.raises(ValueError, match="写法不对"):
        scope_items(scope)


def test_items_may_stand_apart_by_any_blank() -> None:
    assert scope_items(" 01\t02-1\n03-1-101 ") == ("01", "02-1", "03-1-101")


def test_a_row_shares_only_on_the_days_it_is_in_force() -> None:
    small = replace(household("01-1-101", "80.00"), until_day=date(2025, 6, 30))
    large = replace(household("01-1-101", "90.00"), from_day=date(2025, 7, 1))
    gone = replace(household("01-1-102"), until_day=date(2025, 6, 30))
    community = books([]).community
    everyone = sharers(Register((large, gone, small)), community.funds[0], community)
    areas = {
        day: [row.area_dm2 for row in in_scope(everyone, ["all"], day)[0]]
        for day in (date(2025, 6, 30), date(2025, 7, 1))
    }
    assert areas == {date(2025, 6, 30): [8000, 10_000], date(2025, 7, 1): [9000]}
    assert in_scope(everyone, ["01-1-102"], date(2025, 7, 1)) == ((), ("01-1-102",))


def test_public_housing_shares_apart_where_it_has_a_fund_of_its_own() -> None:
    sold = replace(household("01-1-101"), kind="public_housing")
    shop = replace(household("01-1-102"), kind="shop")
    flats = owners_fund()
    public = Fund(PUBLIC_HOUSING, "public_housing", ())
    both = books([], funds=[flats, public]).community
    one = books([], funds=[flats]).community
    assert [belongs(row, flats, both) for row in (sold, shop)] == [False, True]
    assert [belongs(row, public, both) for row in (sold, shop)] == [True, False]
    assert [belongs(row, flats, one) for row in (sold, shop)] == [True, True]


def test_weights_are_area_one_each_or_first_deposit() -> None:
    row = replace(household("01-1-101", "89.52"), first_deposit_fen=581_880)
    assert (weight_of(row, "area"), weight_of(row, "equal"), weight_of(row, "first_deposit")) == (
        8952, 1, 581_880,
    )  # fmt: skip
