"""The rules by example: exact, one below, one above, as an accountant can read and check them."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from jjledger import law
from jjledger.errors import LawError
from jjledger.facts.decision import Tally, Vote
from jjledger.rules.apportion import apportion
from jjledger.rules.cost_split import SellingUnit, Sharing, split_cost
from jjledger.rules.decision import Thresholds, VotingUnit, decide, tally
from jjledger.rules.deposit import first_deposit_allowed, needs_top_up
from jjledger.units import dm2_from_text, fen_from_text, plain_yuan
from tests.small_books import household

SCENARIOS = Path(__file__).resolve().parent / "scenarios"
Case = dict[str, Any]


def cases(file: str) -> list[Any]:
    """Give each case, with what the head of the file says for all of them."""
    table = tomllib.loads((SCENARIOS / file).read_text(encoding="utf-8"))
    listed = table.pop("case")
    return [pytest.param({**table, **case}, id=case["name"]) for case in listed]


def share(case: Case, name: str) -> Fraction:
    value = law.for_community(case["region"]).on(name, case["day"]).value
    assert isinstance(value, Fraction)
    return value


def read_tally(raw: Case) -> Tally:
    return Tally(raw["heads"], dm2_from_text(raw["area_m2"]))


@pytest.mark.parametrize("case", cases("decision.toml"))
def test_decision(case: Case) -> None:
    matters = law.for_community(case["region"]).on("special_matters", case["day"]).value
    thresholds = Thresholds(
        participation_area=share(case, "participation_area_share"),
        participation_heads=share(case, "participation_heads_share"),
        ordinary_consent=share(case, "ordinary_consent_share"),
        special_consent=share(case, "special_consent_share"),
        special_matters=frozenset(int(item) for item in str(matters).split()),
    )
    vote = Vote(case["matter"], *(read_tally(case[part]) for part in ("total", "participating", "agreeing")))
    outcome = decide(vote, thresholds)
    assert outcome.carried is case["carried"]
    assert [comparison.reason for comparison in outcome.comparisons if not comparison.met] == case.get(
        "fails", []
    )


@pytest.mark.parametrize("case", cases("heads.toml"))
def test_heads(case: Case) -> None:
    units = [
        VotingUnit(
            unit["household"],
            dm2_from_text(unit["area_m2"]),
            unit["owner"],
            unit.get("sold_and_delivered", True),
        )
        for unit in case["units"]
    ]
    assert tally(units) == Tally(case["heads"], dm2_from_text(case["area_m2"]))


@pytest.mark.parametrize("case", cases("top_up.toml"))
def test_top_up(case: Case) -> None:
    balance, first_deposit = fen_from_text(case["balance"]), fen_from_text(case["first_deposit"])
    assert needs_top_up(balance, first_deposit, share(case, "top_up_line_share")) is case["needs_top_up"]


@pytest.mark.parametrize("case", cases("first_deposit.toml"))
def test_first_deposit(case: Case) -> None:
    allowed = first_deposit_allowed(
        fen_from_text(case["rate"]),
        fen_from_text(case["cost"]),
        share(case, "deposit_min_share"),
        share(case, "deposit_max_share"),
    )
    assert allowed is case["allowed"]


@pytest.mark.parametrize("case", cases("sharing.toml"))
def test_sharing(case: Case) -> None:
    basis = law.for_community(case["region"]).on("sharing_basis", case["day"])
    assert basis.value == "专有部分面积"
    households = sorted(case["areas"])
    areas = np.array([dm2_from_text(case["areas"][household]) for household in households])
    shares = apportion(fen_from_text(case["cost"]), areas)
    assert {
        household: plain_yuan(share) for household, share in zip(households, shares.tolist(), strict=True)
    } == case["shares"]


def _sharing(kind: str, case: Case) -> Sharing:
    unsold = case.get("unsold", [])
    rows = tuple(
        replace(household(name, area), owner_kind="developer" if name in unsold else "owner")
        for name, area in sorted(case["areas"].items())
    )
    if "deposited" not in case:
        return Sharing(kind, rows)
    owners, unit = (fen_from_text(case["deposited"][who]) for who in ("owners", "selling_unit"))
    in_scope = sum(row.area_dm2 for row in rows)
    of_all = Fraction(in_scope, dm2_from_text(case["unit_area"]) if "unit_area" in case else in_scope)
    return Sharing(kind, rows, SellingUnit("01", owners, unit, of_all))


@pytest.mark.parametrize("case", cases("cost_split.toml"))
def test_cost_split(case: Case) -> None:
    kinds = [kind for kind in ("commercial", "public_housing") if kind in case]
    parts = split_cost(fen_from_text(case["cost"]), [_sharing(kind, case[kind]) for kind in kinds])
    for kind, part in zip(kinds, parts, strict=True):
        shares = {
            row.id: plain_yuan(share) for row, share in zip(part.sharing.rows, part.shares_fen, strict=True)
        }
        assert shares == case[kind]["shares"]
        assert plain_yuan(part.selling_unit_fen) == case[kind].get("selling_unit", "0.00")
        assert plain_yuan(part.developer_fen) == case[kind].get("developer", "0.00")
    assert sum(part.cost_fen for part in parts) == fen_from_text(case["cost"])


@pytest.mark.parametrize("case", cases("lookup.toml"))
def test_lookup(case: Case) -> None:
    community = law.for_community(case["region"], case.get("preset", ""))
    if "error" in case:
        with pytest.raises(LawError, match=case["error"]):
            community.on(case["parameter"], case["day"])
        return
    ruling = community.on(case["parameter"], case["day"])
    assert (str(ruling.value), ruling.citation) == (case["value"], case["citation"])


def test_every_parameter_is_answered_in_taizhou_with_a_preset() -> None:
    presets = [law.for_community("3310", preset) for preset in ("cn-3301", "cn-3311")]
    only_lishui = {
        "settlement_excess_fen",
        "public_revenue_due",
        "committee_interval",
        "committee_due",
        "emergency_announcement_days",
    }
    elsewhere = {"audit_days_posted": "cn-31", "days_posted_working": "cn-3306"}
    # Taizhou says nothing of it, and no community can bind its developer.
    by_huzhou = {name for name in presets[0].names() if name.startswith("revenue_top_up")}
    for name in by_huzhou:
        assert law.for_community("3310", "cn-3305").on(name, date(2025, 12, 31)).phrase
    for name, preset in elsewhere.items():
        assert law.for_community("3310", preset).on(name, date(2025, 12, 31)).phrase
    for name in set(presets[0].names()) - {"warranty_replenish"} - by_huzhou - elsewhere.keys():
        assert presets[name in only_lishui].on(name, date(2025, 12, 31)).phrase
