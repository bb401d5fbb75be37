"""The small community of the house, as it stands there: it passes, and its balances are those reckoned by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.rules.closing import closed_balances

SHIFAN = Path(__file__).parent / "shifan"
FUND = "1维修资金"


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return load_ledger(SHIFAN, date(2025, 4, 1))


def test_it_passes_and_misses_only_the_record_of_the_decision(ledger: Ledger) -> None:
    assert [(finding.code, finding.place.line) for finding in ledger.findings] == [("E40", 12)]
    assert ledger.blocking() == ()
    assert len(ledger.books.posted()) == 4


# 12 973.50 = 5 818.80 + 8 339.50 deposited, less 1 200.00 repair, plus 15.20 distributed.
@pytest.mark.parametrize(
    ("day", "owners_fen", "undistributed_fen", "bank_fen"),
    [
        (date(2025, 3, 4), 0, 0, 0),
        (date(2025, 3, 5), 1_415_830, 0, 1_415_830),
        (date(2025, 3, 20), 1_295_830, 0, 1_295_830),
        (date(2025, 3, 21), 1_295_830, 1_520, 1_297_350),
        (date(2025, 3, 31), 1_297_350, 0, 1_297_350),
    ],
)
def test_the_general_book(
    ledger: Ledger, day: date, owners_fen: int, undistributed_fen: int, bank_fen: int
) -> None:
    fund = ledger.books.community.fund(FUND)
    assert fund is not None
    closed = closed_balances(ledger.books.posted(), fund, day)
    assert (closed.owners_fen, closed.undistributed_fen, closed.bank_fen) == (
        owners_fen,
        undistributed_fen,
        bank_fen,
    )


def test_the_households(ledger: Ledger) -> None:
    """Follow each household by hand.

    Repair: 1 200.00 × 89.52 ÷ 217.82 m² = 493.1778… and 706.8221…; the odd fen goes to the larger
    remainder, so 493.18 and 706.82. Balance-days of March, deposits from the 5th and the repair on
    the 20th: 15 × 5 818.80 + 12 × 5 325.62 = 151 189.44 and 15 × 8 339.50 + 12 × 7 632.68 =
    216 684.66. Interest: 15.20 × 151 189.44 ÷ 367 874.10 = 6.2469… and 8.9530…, so 6.25 and 8.95.
    """
    shares = ledger.replayed.shares[FUND]
    assert shares.holders == ("01-1-101", "01-1-102")
    assert shares.closing.principal.tolist() == [532_562, 763_268]
    assert shares.closing.interest.tolist() == [625, 895]
    assert shares.closing.arrears.tolist() == [0, 0]
    assert sum([532_562, 763_268, 625, 895]) == 1_297_350


def test_what_is_shared_and_by_what(ledger: Ledger) -> None:
    _, _, repair, interest = ledger.replayed.shares[FUND].rows
    assert repair.amount.tolist() == [-49_318, -70_682]
    assert (repair.weights, repair.total_weight, repair.weight_unit) == ((8_952, 12_830), 21_782, "m²")
    assert interest.amount.tolist() == [625, 895]
    assert interest.weights == (15_118_944, 21_668_466)
