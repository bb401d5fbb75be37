"""Figures that others printed, or that were worked out by hand, against the recomputation of the audit."""

from __future__ import annotations

import pytest

from jjledger.checks.recompute.fund import recompute_fund
from jjledger.checks.recompute.sharing import share_out, to_the_fen
from jjledger.rules.distribution import read_days
from jjledger.units import fen_from_text, plain_yuan
from tests.small_books import OWNERS, books, household, leg, owners_fund, pool, split, voucher
from tests.vectors.test_declared import CASES, HOUSE, Case, policy, vouchers
from tests.vectors.test_vectors import ACCOUNTS, booked
from tests.vectors.test_vectors import vectors as read


@pytest.mark.parametrize("case", read("apportion.toml", "split", "origin"))
def test_shares(case: Case) -> None:
    weights = dict(enumerate(case["weights"]))
    shares = share_out(fen_from_text(case["yuan"]), weights, case["remainder"])
    assert [plain_yuan(shares.get(place, 0)) for place in weights] == case["shares"]


@pytest.mark.parametrize("case", ACCOUNTS)
def test_balance_days(case: Case) -> None:
    told = booked(case)
    again = recompute_fund(told, told.community.funds[0])
    first_day, last_day = read_days(case["days"])
    for name, product in case["products"].items():
        account = again.accounts[name]
        assert account.balance_days(first_day, last_day, len(again.bookings)) == product * 100


@pytest.mark.parametrize("case", [case for case in ACCOUNTS if "pool" in case.values[0]])
def test_pool(case: Case) -> None:
    last_day = read_days(case["days"])[1]
    fen = fen_from_text(case["pool"])
    told = booked(case)
    given = voucher(
        str(last_day.replace(year=last_day.year + 1)), "转-0001",
        leg("3101", plain_yuan(fen)), leg("3001", plain_yuan(-fen), split("interest", case["days"])),
    )  # fmt: skip
    fund = owners_fund(pool())
    again = recompute_fund(books((*told.vouchers, given), told.register.rows, [fund]), fund)
    (settlement,) = again.settlements
    assert {name: plain_yuan(settlement.due.shares[name]) for name in case["shares"]} == case["shares"]


@pytest.mark.parametrize("case", CASES)
def test_published_rates(case: Case) -> None:
    fund = owners_fund(policy(case))
    again = recompute_fund(books(vouchers(case), [household(HOUSE)], [fund]), fund)
    assert not again.refused
    assert [plain_yuan(one.due.shares.get(HOUSE, 0)) for one in again.settlements] == [
        period["yuan"] for period in case["periods"]
    ]
    for one in again.settlements:
        assert to_the_fen(one.due.exact[HOUSE]) == one.due.shares[HOUSE]
    assert plain_yuan(again.accounts[HOUSE].balance.net) == case["closing"]


@pytest.mark.parametrize("case", CASES)
def test_a_fen_more_is_refused_and_what_is_due_is_said(case: Case) -> None:
    fund = owners_fund(policy(case))
    due = fen_from_text(case["periods"][0]["yuan"])
    paid = [plain_yuan(due + 1)]
    again = recompute_fund(books(vouchers(case, paid), [household(HOUSE)], [fund]), fund)
    assert [(sum(one.due.values()), OWNERS in one.posting.account.name) for one in again.refused] == [
        (due, True)
    ]
