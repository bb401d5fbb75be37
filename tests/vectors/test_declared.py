"""Interest at published rates: examples that cities printed, and some worked out by hand."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jjledger.facts.community import DeclaredInterest
from jjledger.rules.day_count import days_between
from jjledger.rules.distribution import read_days
from jjledger.rules.events import events_of
from jjledger.rules.replay import replay
from jjledger.rules.segments import segments
from jjledger.units import fen_from_text, plain_yuan, round_half_up
from tests.small_books import OWNERS, books, declared, household, leg, owners_fund, rates, split, voucher

HERE = Path(__file__).resolve().parent
HOUSE = "01-1-101"
Case = dict[str, Any]
CASES = [
    pytest.param(case, id=case["origin"])
    for case in tomllib.loads((HERE / "declared.toml").read_text(encoding="utf-8"))["case"]
]


@pytest.mark.parametrize("case", CASES)
def test_every_period_gives_what_was_printed(case: Case) -> None:
    replayed = replay(books(vouchers(case), [household(HOUSE)], [owners_fund(policy(case))]))
    assert replayed.problems == ()
    closing = replayed.shares[OWNERS].closing
    assert plain_yuan(int(closing.principal[0] + closing.interest[0])) == case["closing"]


@pytest.mark.parametrize("case", CASES)
def test_a_fen_more_is_refused_with_both_sums(case: Case) -> None:
    for place, period in enumerate(case["periods"]):
        due = fen_from_text(period["yuan"])
        paid = [one["yuan"] for one in case["periods"][:place]] + [plain_yuan(due + 1)]
        replayed = replay(books(vouchers(case, paid), [household(HOUSE)], [owners_fund(policy(case))]))
        assert [(one.kind, one.figures) for one in replayed.problems] == [
            ("declared_differs", (due, due + 1))
        ]


@pytest.mark.parametrize("case", CASES)
def test_the_segments_say_how_it_comes_about(case: Case) -> None:
    rows = replay(books(vouchers(case), [household(HOUSE)], [owners_fund(policy(case))])).shares[OWNERS].rows
    for period in case["periods"]:
        first_day, last_day = read_days(period["days"])
        end = last_day + timedelta(days=1)
        assert days_between(first_day, end, case["day_count"]) == period["counted"]
        before = [row for row in rows if row.kind != "distribution" or row.day < end]
        parts = segments(events_of(before, last_day), 0, (first_day, last_day), policy(case))
        assert sum(part.days for part in parts) == period["counted"]
        assert plain_yuan(round_half_up(sum(part.interest_fen for part in parts))) == period["yuan"]


def policy(case: Case) -> DeclaredInterest:
    return declared(rates(*(tuple(row) for row in case["rates"])), case["rate_day"], case["day_count"])


def vouchers(case: Case, paid: list[str] | None = None) -> list[Any]:
    """Book the moves, and the interest of each period on the day after its last."""
    made = []
    for number, move in enumerate(case["moves"], 1):
        fen = fen_from_text(move["yuan"])
        kind, code = ("收", "4001") if fen > 0 else ("付", "5001")
        whose = leg(code, plain_yuan(-fen), split("household", HOUSE))
        made.append(voucher(str(move["day"]), f"{kind}-{number:04d}", leg("1001", plain_yuan(fen)), whose))
    given = paid or [period["yuan"] for period in case["periods"]]
    for yuan, period in zip(given, case["periods"], strict=False):
        last_day = read_days(period["days"])[1]
        day = str(last_day + timedelta(days=1))
        whose = leg("3001", f"-{yuan}", split("interest", period["days"]))
        made.append(voucher(day, "转-0001", leg("3101", yuan), whose))
    return made
