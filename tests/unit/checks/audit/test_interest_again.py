"""What the books' own arithmetic gets wrong, the audit finds: a fen moved between two houses after the replay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from jjledger.checks.audit import interest_again, shares_again, two_books
from jjledger.checks.audit.asked import Asked, Outside, asked_of
from jjledger.facts.audit_history import AuditHistory
from jjledger.facts.related_parties import RelatedParties
from jjledger.facts.shares import MovementKind
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.rules.replay import Replayed, replay
from tests.small_books import OWNERS, books, household, leg, owners_fund, pool, split, voucher

ROWS = [household("01-1-101", "60.00"), household("01-1-102", "40.00")]
BOOKS = books(
    [
        voucher("2025-01-01", "收-0001", leg("1001", "100.00"), leg("4001", "-100.00", split("scope", "all"))),
        voucher("2025-01-15", "收-0002", leg("1001", "1.00"), leg("4101", "-1.00")),
        voucher("2025-02-01", "付-0001", leg("5001", "10.00", split("scope", "all")), leg("1001", "-10.00")),
        voucher("2025-02-28", "转-0001", leg("3101", "1.00"), leg("3001", "-1.00", split("interest", "2025-01-01/2025-02-28"))),
    ],
    ROWS, [owners_fund(pool())],
)  # fmt: skip


def asked(replayed: Replayed) -> Asked:
    outside = Outside(AuditHistory(), WorkingCalendar(), RelatedParties())
    return asked_of(BOOKS, replayed, (date(2025, 1, 1), date(2025, 3, 31)), date(2025, 4, 1), outside)


def with_a_fen_moved(kind: MovementKind, more: int = 0) -> Replayed:
    """Give the replay in which one row of some kind gave the first house a fen of the second's."""
    replayed = replay(BOOKS)
    shares = replayed.shares[OWNERS]
    rows = tuple(
        replace(row, amount=row.amount + np.array([1 + more, -1])) if row.kind == kind else row
        for row in shares.rows
    )
    return Replayed({OWNERS: replace(shares, rows=rows)}, ())


def test_books_that_are_reckoned_rightly_pass() -> None:
    sound = asked(replay(BOOKS))
    for rule in (interest_again.RULE, shares_again.RULE, two_books.RULE):
        assert rule.ask(sound).findings == ()
    # Two houses once; two houses twice; three months.
    items = [rule.ask(sound).items for rule in (interest_again.RULE, shares_again.RULE, two_books.RULE)]
    assert items == [2, 4, 3]


@pytest.mark.parametrize(
    ("kind", "finds", "passes"),
    [
        ("distribution", interest_again.RULE, shares_again.RULE),
        ("draw", shares_again.RULE, interest_again.RULE),
    ],
)
def test_a_fen_between_two_houses_is_found_by_the_question_it_is_about(
    kind: MovementKind, finds: interest_again.Rule, passes: interest_again.Rule
) -> None:
    wrong = asked(with_a_fen_moved(kind))
    (finding,) = finds.ask(wrong).findings
    assert [row.amount_fen for row in finding.evidence if row.private] == [1, -1]
    assert all("01-1-10" not in row.words for row in finding.evidence if not row.private)
    assert passes.ask(wrong).findings == ()
    assert two_books.RULE.ask(wrong).findings == (), "both houses together have what they should"


def test_a_fen_that_is_nobody_s_stands_between_the_two_books() -> None:
    (finding,) = two_books.RULE.ask(asked(with_a_fen_moved("draw", more=1))).findings
    # At the end of February 100.00 less 10.00 and 1.00 of interest are there.
    assert [row.amount_fen for row in finding.evidence] == [9101, 9100]
