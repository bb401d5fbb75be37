"""What a nearer level may set, and which level prevails."""

from __future__ import annotations

from datetime import date

import pytest

from jjledger.errors import LawError
from jjledger.law.bounds import Layer, check_layer, nearest
from jjledger.law.parameter import Amount, Bound, Parameter, Value


def dated(day: str, amount: Amount) -> Value:
    return Value(date.fromisoformat(day), amount, "某法第1条", "law#1", "某些字", "")


def parameter(bound: Bound) -> Parameter:
    return Parameter("days", "天数", "days", "nation", {"community": bound})


NATION = Layer("cn", "nation", (dated("2024-01-01", 20), dated("2021-01-01", 10)))


@pytest.mark.parametrize(
    ("bound", "amount", "allowed"),
    [
        ("at_least", 9, False),
        ("at_least", 10, True),
        ("at_least", 11, True),
        ("at_most", 9, True),
        ("at_most", 10, True),
        ("at_most", 11, False),
        ("any", 9, True),
        ("any", 11, True),
    ],
)
def test_bounds_include_their_own_number(bound: Bound, amount: int, allowed: bool) -> None:  # noqa: FBT001 -- pytest passes by name
    ends = dated("2023-12-31", 20 if bound != "at_most" else 1)  # out of the way of the nation's second value
    layer = Layer("community", "community", (ends, dated("2021-01-01", amount)))
    if allowed:
        check_layer("here", parameter(bound), layer, [NATION])
        return
    with pytest.raises(LawError, match="超出范围"):
        check_layer("here", parameter(bound), layer, [NATION])


def test_before_the_wider_level_says_anything_there_is_no_bound() -> None:
    layer = Layer("community", "community", (dated("2021-01-01", 10), dated("2020-01-01", 1)))
    with pytest.raises(LawError, match="自 2024-01-01 起"):
        check_layer("here", parameter("at_least"), layer, [NATION])


def test_the_nearest_level_in_force_prevails() -> None:
    city = Layer("cn-3310", "city", (dated("2022-01-01", 15),))
    found = nearest([NATION, city], date(2021, 12, 31))
    assert found is not None
    assert found[0].level == "cn"
    found = nearest([NATION, city], date(2025, 1, 1))
    assert found is not None
    assert found[1].value == 15
    assert nearest([NATION, city], date(2020, 12, 31)) is None
