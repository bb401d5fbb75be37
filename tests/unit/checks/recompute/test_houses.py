"""Which houses a scope names on a day, and by what weight."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jjledger.checks.recompute.houses import houses_of
from jjledger.facts.community import Fund
from tests.small_books import PUBLIC_HOUSING, books, household, owners_fund

DAY = date(2025, 6, 30)
ROWS = [
    replace(household("01-1-101", "89.52"), first_deposit_fen=700),
    replace(household("01-1-102", "60.00"), until_day=date(2025, 6, 29)),
    replace(household("01-1-102", "61.00"), from_day=date(2025, 6, 30)),
    household("01-2-101", "128.30"),
    replace(household("02-1-101", "45.00"), kind="public_housing"),
]


def test_a_scope_names_buildings_doors_and_houses() -> None:
    houses = houses_of(books([], ROWS), owners_fund())
    assert houses.names == ("01-1-101", "01-1-102", "01-2-101", "02-1-101")
    assert houses.weights("01-1", "area", DAY) == {"01-1-101": 8952, "01-1-102": 6100}
    assert houses.weights("01 02", "equal", DAY) == dict.fromkeys(houses.names, 1)
    assert houses.weights("all", "first_deposit", DAY) == {**dict.fromkeys(houses.names, 0), "01-1-101": 700}
    assert houses.weights("01-2-101 01-2", "area", DAY) == {"01-2-101": 12830}


def test_the_row_of_the_day_counts() -> None:
    houses = houses_of(books([], ROWS), owners_fund())
    assert houses.weights("01-1-102", "area", date(2025, 6, 29)) == {"01-1-102": 6000}
    assert houses.weights("01-1-102", "area", DAY) == {"01-1-102": 6100}


def test_an_item_that_names_nothing_is_given_back() -> None:
    houses = houses_of(books([], ROWS), owners_fund())
    assert houses.weights("01 03", "area", DAY) == "03"
    assert houses.weights("全部", "area", DAY) == "全部"
    assert houses.weights("", "area", DAY) == ""


def test_sold_public_housing_is_apart_where_it_has_a_fund_of_its_own() -> None:
    public = Fund(PUBLIC_HOUSING, "public_housing", ())
    both = books([], ROWS, [owners_fund(), public])
    assert houses_of(both, public).names == ("02-1-101",)
    assert houses_of(both, owners_fund()).names == ("01-1-101", "01-1-102", "01-2-101")
