"""From a split to amounts per household."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.facts.register import Register
from jjledger.facts.shares import MovementKind
from jjledger.facts.voucher import Posting, Split
from jjledger.rules.problem import Problem
from jjledger.rules.scope import sharers
from jjledger.rules.shares import Holders, Shared, movement_kind, share_posting
from tests.small_books import books, detail, household, leg, split, voucher

# Register order is not the order of text, in which ties are broken.
ROWS = (
    replace(household("02-1-101"), first_deposit_fen=300_00),
    household("01-1-102"),
    replace(household("01-1-101"), first_deposit_fen=100_00),
)
NAMES = [*(row.id for row in ROWS), "selling_unit:07"]


def holders() -> Holders:
    community = books([]).community
    everyone = sharers(Register(ROWS), community.funds[0], community)
    return Holders({name: place for place, name in enumerate(NAMES)}, everyone)


def share(posting: Posting) -> tuple[Shared, ...] | Problem:
    return share_posting(voucher("2025-06-30", "转-0001", posting), posting, holders())


def amounts(posting: Posting) -> dict[str, dict[str, int]]:
    """Give fen by part and household."""
    shared = share(posting)
    assert not isinstance(shared, Problem), shared
    return {
        one.part: {
            NAMES[place]: fen for place, fen in zip(one.holders.tolist(), one.amounts.tolist(), strict=True)
        }
        for one in shared
    }


@pytest.mark.parametrize(
    ("whose", "expected"),
    [
        (split("household", "01-1-102"), {"principal": {"01-1-102": 100}}),
        (split("household", "01-1-102", part="interest"), {"interest": {"01-1-102": 100}}),
        (split("selling_unit", "07"), {"principal": {"selling_unit:07": 100}}),
        # 100 over three: 33 each, the odd fen to the first as text, which stands last in the register.
        (split("scope", "all"), {"principal": {"01-1-101": 34, "01-1-102": 33, "02-1-101": 33}}),
        (split("scope", "all", "first_deposit"), {"principal": {"01-1-101": 25, "01-1-102": 0, "02-1-101": 75}}),
        (split("scope", "01", "equal", "interest"), {"interest": {"01-1-101": 50, "01-1-102": 50}}),
        (detail([("01-1-101", "0.40"), ("02-1-101", "0.60")]), {"principal": {"01-1-101": 40, "02-1-101": 60}}),
        (detail([("01-1-101", "-0.40"), ("02-1-101", "-0.60")]), {"principal": {"01-1-101": 40, "02-1-101": 60}}),
        (detail([("01-1-101", "0.40"), ("01-1-101", "0.60")]), {"principal": {"01-1-101": 100}}),
        (detail([("01-1-101", "1.20"), ("02-1-101", "-0.20")]), {"principal": {"01-1-101": 120, "02-1-101": -20}}),
        (
            detail([("01-1-101", "0.70", "principal"), ("01-1-101", "0.30", "interest")]),
            {"principal": {"01-1-101": 70}, "interest": {"01-1-101": 30}},
        ),
    ],
)  # fmt: skip
def test_money_in_goes_where_the_split_says(whose: Split, expected: dict[str, dict[str, int]]) -> None:
    assert amounts(leg("3001", "-1.00", whose)) == expected


@pytest.mark.parametrize(
    "whose", [split("household", "01-1-102"), split("scope", "all"), detail([("01-1-101", "1.00")])]
)
def test_money_out_is_shared_as_money_in_with_its_sign_turned(whose: Split) -> None:
    into = amounts(leg("5001", "-1.00", whose))["principal"]
    out = amounts(leg("5001", "1.00", whose))["principal"]
    assert out == {name: -fen for name, fen in into.items()}
    assert sum(out.values()) == -100


def test_a_scope_keeps_what_its_formula_is_printed_from() -> None:
    shared = share(leg("5001", "1.00", split("scope", "01 02", "first_deposit")))
    assert not isinstance(shared, Problem)
    assert (shared[0].weights, shared[0].weight_unit, shared[0].total_weight) == (
        (10_000, 0, 30_000),
        "元",
        40_000,
    )


@pytest.mark.parametrize(
    ("code", "amount", "whose", "kind"),
    [
        ("4001", "-1.00", split("scope", "all"), "deposit"),
        ("4001", "1.00", split("scope", "all"), "refund"),
        ("5101", "1.00", split("scope", "all"), "refund"),
        ("5001", "1.00", split("scope", "all"), "draw"),
        ("5901", "1.00", split("scope", "all"), "draw"),
        ("3001", "-1.00", split("scope", "all"), "transfer"),
        ("3002", "1.00", split("household", "01-1-101"), "transfer"),
        ("3001", "-1.00", split("interest", "2025-01-01/2025-06-30"), "distribution"),
    ],
)
def test_what_a_posting_does_has_a_name(code: str, amount: str, whose: Split, kind: MovementKind) -> None:
    assert movement_kind(leg(code, amount, whose)) == kind


def test_a_scope_is_shared_by_the_rows_of_the_voucher_s_own_day() -> None:
    halves = (
        replace(household("01-1-101", "50.00"), until_day=date(2025, 6, 30)),
        replace(household("01-1-101", "150.00"), from_day=date(2025, 7, 1)),
        household("01-1-102", "50.00"),
    )
    community = books([]).community
    everyone = sharers(Register(halves), community.funds[0], community)
    known = Holders({"01-1-101": 0, "01-1-102": 1}, everyone)
    posting = leg("5001", "1.00", split("scope", "all"))
    found = []
    for day in ("2025-06-30", "2025-07-01"):
        shared = share_posting(voucher(day, "付-0001", posting), posting, known)
        assert not isinstance(shared, Problem)
        found.append(shared[0].amounts.tolist())
    assert found == [[-50, -50], [-75, -25]]
