"""Random histories: the recomputation of the audit against the replay that everything published rests on.

Both were written apart. `JJLEDGER_HISTORIES=50000` tries more; a failure names its seed.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import Final

import pytest

from jjledger.checks.recompute.figures import figures
from jjledger.checks.recompute.fund import Recomputed, recompute_fund
from jjledger.checks.recompute.general_book import position
from jjledger.disclosure.household_figures import fund_money, household_figures
from jjledger.facts.books import Books
from jjledger.facts.shares import FundShares
from jjledger.period import Period, parse_period
from jjledger.rules.replay import Replayed, replay
from tests.evidence import record_evidence
from tests.properties.histories import FIRST, LAST, History, history, register
from tests.small_books import OWNERS, books

BLOCKS: Final = 10
HISTORIES: Final = int(os.environ.get("JJLEDGER_HISTORIES", "1000"))
TRIED: Final[Counter[str]] = Counter()  # what was compared, for docs/evidence.md
MONTHS: Final = tuple(parse_period(f"2024-{month:02}") for month in range(1, 8))


@pytest.mark.parametrize("block", range(BLOCKS))
def test_both_come_to_the_same(block: int) -> None:
    for number in range(block, HISTORIES, BLOCKS):
        told = history(f"recomputed {number}")
        told_books = books(told.vouchers, register(), [told.fund])
        replayed, again = replay(told_books), recompute_fund(told_books, told.fund)
        shares = replayed.shares[OWNERS]
        TRIED.update(histories=1, bookings=len(again.bookings), distributions=len(again.settlements))
        found = [
            *differing_evenings(told, shares, again),
            *differing_legs(shares, again),
            *differing_sums(replayed, told_books, again),
        ]
        assert not found, f"{told.seed}:\n" + "\n".join(found)


def test_what_was_compared_is_written_down() -> None:
    assert TRIED["bookings"] >= TRIED["histories"], "histories without bookings would compare nothing"
    if TRIED["histories"] == HISTORIES:
        record_evidence("audit-recomputed", {**TRIED, "differences": 0})


def differing_evenings(told: History, shares: FundShares, again: Recomputed) -> list[str]:
    found = []
    for day in sorted({voucher.day for voucher in told.vouchers}):
        booked = shares.balances_at(day)
        for name, balance in again.at(day).items():
            at = shares.index()[name]
            theirs = (int(booked.principal[at]), int(booked.interest[at]), int(booked.arrears[at]))
            found += [f"{day} {name}: {theirs}, recomputed {balance}"] if theirs != balance else []
    return found


def differing_legs(shares: FundShares, again: Recomputed) -> list[str]:
    """Compare what each leg gave to whom, fen by fen."""
    booked: dict[int, dict[str, int]] = {}
    for rows in shares.rows:
        of_leg = booked.setdefault(id(rows.posting), {})
        for place, fen in zip(rows.holders.tolist(), rows.amount.tolist(), strict=True):
            of_leg[shares.holders[place]] = of_leg.get(shares.holders[place], 0) + fen
    found = []
    for leg in again.legs:
        theirs = {name: fen for name, fen in booked.pop(id(leg.posting), {}).items() if fen}
        ours = {name: fen for name, fen in leg.shares.items() if fen}
        found += [f"{leg.voucher.key}: {theirs}, recomputed {ours}"] if theirs != ours else []
    return found + [
        f"a leg of {sum(rows.values())} fen was not recomputed" for rows in booked.values() if rows
    ]


def differing_sums(replayed: Replayed, told_books: Books, again: Recomputed) -> list[str]:
    """Compare what is kept back, the months of every household, and where the money lies."""
    shares = replayed.shares[OWNERS]
    kept = sum(one.kept_back_fen for one in again.settlements)
    found = [f"kept back {shares.kept_back_fen}, recomputed {kept}"] if kept != shares.kept_back_fen else []
    if len(replayed.problems) != len(again.refused):
        found.append(f"{len(replayed.problems)} problems, recomputed {len(again.refused)}")
    for month in MONTHS:
        found += differing_figures(told_books, shares, again, month)
    if not replayed.problems:
        # What went to no household would stand between the two books.
        at_the_end = position(told_books.posted(), told_books.community.funds[0], LAST)
        if again.sum_at(LAST) != at_the_end.owners_fen:
            found.append(f"households have {again.sum_at(LAST)}, the general book {at_the_end.owners_fen}")
        money = fund_money(told_books, told_books.community.funds[0], shares, MONTHS[-1])
        ours = (at_the_end.bank_fen, at_the_end.undistributed_fen, at_the_end.payable_fen)
        if ours != (money.bank_fen, money.undistributed_fen, money.payable_fen):
            found.append(f"{money}, recomputed {at_the_end}")
    return found


def differing_figures(told_books: Books, shares: FundShares, again: Recomputed, month: Period) -> list[str]:
    ours = figures(again, month.first_day, month.last_day)
    found = []
    for name, theirs in household_figures(told_books, shares, month).items():
        one = ours[name]
        columns = (
            one.opening_fen,
            one.paid_fen,
            one.interest_fen,
            one.spent_fen,
            one.closing_fen,
            one.arrears_fen,
        )
        same = columns == (
            theirs.opening_fen, theirs.paid_fen, theirs.interest_fen, theirs.spent_fen,
            theirs.closing_fen, theirs.arrears_fen,
        )  # fmt: skip
        found += [] if same else [f"{month.code} {name}: {theirs}, recomputed {one}"]
    return found


def test_the_histories_meet_what_they_are_for() -> None:
    """A comparison that never met a transfer, a red letter or a distribution would say little."""
    met: set[str] = set()
    for number in range(200):
        told = history(f"recomputed {number}")
        again = recompute_fund(books(told.vouchers, register(), [told.fund]), told.fund)
        met |= {"pool" if one.due.weights else "rates" for one in again.settlements}
        met |= {"taken back" for one in again.bookings if one.undoes >= 0}
        met |= {"transfer" for one in again.bookings if one.is_transfer and one.change.net < 0}
        met |= {"arrears" for one in again.bookings if one.change.arrears > 0}
        met |= {"shared" for leg in again.legs if leg.weights}
    assert met == {"pool", "rates", "taken back", "transfer", "arrears", "shared"}
    assert FIRST < LAST
