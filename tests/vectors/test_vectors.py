"""Figures worked out by others, or by hand, against the arithmetic; each with its origin.

The votes of the same kind stand in tests/law/scenarios/decision.toml.
"""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from jjledger.facts.books import Books
from jjledger.rules.apportion import apportion
from jjledger.rules.balance_days import balance_days
from jjledger.rules.distribution import read_days, share_pool
from jjledger.rules.replay import replay
from jjledger.units import capital_amount, fen_from_text, plain_yuan, round_half_up
from tests.small_books import OWNERS, books, household, leg, split, voucher

HERE = Path(__file__).resolve().parent
Case = dict[str, Any]


def vectors(file: str, table: str, name: str) -> list[Any]:
    listed = tomllib.loads((HERE / file).read_text(encoding="utf-8"))[table]
    return [pytest.param(case, id=case[name]) for case in listed]


@pytest.mark.parametrize("case", vectors("capital_amounts.toml", "amount", "yuan"))
def test_capital_amount(case: Case) -> None:
    assert capital_amount(fen_from_text(case["yuan"])) in case["words"]


@pytest.mark.parametrize("case", vectors("apportion.toml", "split", "origin"))
def test_apportion(case: Case) -> None:
    shares = apportion(fen_from_text(case["yuan"]), np.array(case["weights"]), case["remainder"])
    assert [plain_yuan(share) for share in shares.tolist()] == case["shares"]


ACCOUNTS = vectors("balance_days.toml", "account", "origin")


@pytest.mark.parametrize("case", ACCOUNTS)
def test_balance_days(case: Case) -> None:
    names = list(case["products"])
    rows = replay(booked(case)).shares[OWNERS].rows
    first_day, last_day = read_days(case["days"])
    products = balance_days(rows, len(names), first_day, last_day)
    assert products.tolist() == [case["products"][name] * 100 for name in names]
    for interest in case.get("interest", []):
        earned = Fraction(interest["rate"]) * int(products[0]) / interest["year"]
        assert plain_yuan(round_half_up(earned)) == interest["yuan"]


@pytest.mark.parametrize("case", [case for case in ACCOUNTS if "pool" in case.values[0]])
def test_pool(case: Case) -> None:
    shares = replay(booked(case)).shares[OWNERS]
    shared = share_pool(
        fen_from_text(case["pool"]), shares.rows, shares.index(), read_days(case["days"]), "largest"
    )
    assert shared is not None
    paid = dict(zip(shared.holders.tolist(), shared.amounts.tolist(), strict=True))
    assert {name: plain_yuan(paid[place]) for name, place in shares.index().items()} == case["shares"]


def booked(case: Case) -> Books:
    """Book the moves of a case: deposits and refunds of single households."""
    vouchers = []
    for number, move in enumerate(case["moves"], 1):
        fen = fen_from_text(move["yuan"])
        kind, code = ("收", "4001") if fen > 0 else ("付", "5101")
        owner = leg(code, plain_yuan(-fen), split("household", move["household"]))
        vouchers.append(
            voucher(str(move["day"]), f"{kind}-{number:04d}", leg("1001", plain_yuan(fen)), owner)
        )
    return books(vouchers, [household(name) for name in case["products"]])
