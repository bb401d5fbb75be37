"""What a project may cost, and what was paid for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from jjledger.facts.project import Contract, Extra, Project, Settled, Stage
from jjledger.facts.voucher import Voucher
from jjledger.rules.project import (
    Tolerance,
    approved_fen,
    by_project,
    limit_fen,
    paid_out_on,
    paid_so_far,
    stage_fen,
    whole_fen,
)
from tests.small_books import books, household, leg, split, voucher

PROJECT = Project(
    "P1",
    "屋面",
    ("1维修资金",),
    "all",
    "屋面",
    10_000_000,
    not_chargeable=False,
    decision="P1",
    extras=(Extra("P2", 50_000),),
)
TEN_PERCENT = Tolerance(Fraction(1, 10), None)
LISHUI = Tolerance(Fraction(1, 5), 1_000_000)


def _use(day: str, number: str, yuan: str, project: str = "P1", reverses: str = "") -> Voucher:
    legs = (leg("5001", yuan, split("scope", "all")), leg("1001", f"-{yuan}".replace("--", "")))
    return replace(voucher(day, number, *legs, reverses=reverses), extra={"project": project})


@pytest.mark.parametrize(
    ("tolerance", "excess", "allowed"),
    [
        (TEN_PERCENT, 999_999, True),  # of 100,000.00: one fen below a tenth
        (TEN_PERCENT, 1_000_000, False),  # 以上 includes the number
        (TEN_PERCENT, 1_000_001, False),
        (LISHUI, 999_999, True),  # less than 10,000.00, and less than a fifth
        (LISHUI, 1_000_000, False),  # either measure is enough
        (Tolerance(Fraction(1, 5), 10_000_000), 1_999_999, True),
        (Tolerance(Fraction(1, 5), 10_000_000), 2_000_000, False),
        (Tolerance(None, 1_000_000), 999_999, True),
        (Tolerance(None, None), 1, False),  # no rule: every excess needs its approval
        (Tolerance(None, None), 0, True),
    ],
)
def test_which_excess_needs_no_approval(tolerance: Tolerance, excess: int, *, allowed: bool) -> None:
    assert tolerance.allows(excess, 10_000_000) is allowed


@pytest.mark.parametrize(
    ("settled", "limit"),
    [
        (None, 10_050_000),
        (9_000_000, 10_050_000),  # what is approved stays; paying more than was settled is another question
        (11_054_999, 11_054_999),  # one fen below a tenth over 100,500.00
        (11_055_000, 10_050_000),
    ],
)
def test_a_settlement_within_bounds_may_be_paid(settled: int | None, limit: int) -> None:
    day = date(2025, 5, 1)
    project = replace(PROJECT, settled=None if settled is None else Settled(day, settled))
    assert limit_fen(project, approved_fen(project, project.extras), TEN_PERCENT) == limit


def test_stages_in_shares_sum_to_the_contract() -> None:
    """Thirds of 100.00: 33.33, 33.34 and 33.33, rounded from 33.33…, 66.66… and 100."""
    stages = tuple(Stage(name, Fraction(1, 3)) for name in "一二三")
    contract = Contract("C", "某", 10_000, date(2025, 1, 1), stages)
    assert [stage_fen(contract, stage) for stage in stages] == [3_333, 3_334, 3_333]


def test_a_stage_in_money_is_what_it_says() -> None:
    stages = (Stage("一", Fraction(1, 2)), Stage("二", 123))
    contract = Contract("C", "某", 1_001, date(2025, 1, 1), stages)
    assert [stage_fen(contract, stage) for stage in stages] == [501, 123]


def test_only_uses_that_stand_count() -> None:
    """30.00 stands; 99.00 is undone; another project and a deposit are none of it."""
    found = books(
        [
            _use("2025-01-05", "付-0001", "30.00"),
            _use("2025-01-06", "付-0002", "99.00"),
            _use("2025-01-07", "付-0003", "-99.00", "", "2025-01-F0002"),
            _use("2025-01-08", "付-0004", "5.00", "P9"),
            _use("2025-02-09", "付-0001", "12.00"),
        ],
        [household("01-1-101")],
    )
    assert {name: len(uses) for name, uses in by_project(found).items()} == {"P1": 2, "P9": 1}
    uses = by_project(found)["P1"]
    assert [paid for _, paid in paid_so_far(uses, found.community)] == [3_000, 4_200]
    assert paid_out_on(uses, found.community, 3_000) == date(2025, 1, 5)
    assert paid_out_on(uses, found.community, 4_200) == date(2025, 2, 9)
    assert paid_out_on(uses, found.community, 4_201) is None


def test_the_whole_is_the_last_that_is_known() -> None:
    contract = Contract("C", "某", 9_500_000, date(2025, 1, 1))
    contracted = replace(PROJECT, contract=contract)
    settled = replace(contracted, settled=Settled(date(2025, 5, 1), 9_700_000))
    assert [whole_fen(one) for one in (PROJECT, contracted, settled)] == [10_000_000, 9_500_000, 9_700_000]
