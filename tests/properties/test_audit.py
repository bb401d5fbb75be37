"""What the first five questions of an audit find is what a slow second reading finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from jjledger.checks.audit import duplicate_payments, just_below, near_duplicates, round_sums, split_payments
from jjledger.checks.audit.asked import Asked, Outside, asked_of
from jjledger.facts.audit_finding import Answer
from jjledger.facts.audit_history import AuditHistory
from jjledger.facts.audit_settings import AuditSettings, merged
from jjledger.facts.related_parties import RelatedParties
from jjledger.facts.voucher import Voucher
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.rules.replay import Replayed
from tests.properties import slow_audit
from tests.properties.slow_audit import CONTRACTS, FIRMS, WORDS, Row
from tests.small_books import REVENUE, books, leg, voucher

BEGINS = date(2025, 1, 1)
LIMIT = 10_000
DECISION = "2025-01"  # on record
AMOUNTS = [3000, 4500, 5000, 5001, 9000, 8999, 9999, 10_000, 10_001, 11_000, 11_001]
GAPS = [0, 3, 6, 7, 8, 15, 22, 23, 30, 31, 45, 46]


@st.composite
def payments(draw: st.DrawFn) -> list[Row]:
    """Draw payments by day; few names and amounts, so that many are alike, and gaps that limits turn on."""
    few = {
        name: draw(st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True))
        for name, values, most in (
            ("payee", sorted(FIRMS), 3), ("words", sorted(WORDS), 3), ("fen", AMOUNTS, 3),
            ("contract", ["", *CONTRACTS, "HT-9"], 2), ("decided", [False, True], 2),
        )
    }  # fmt: skip
    chosen = {name: st.sampled_from(values) for name, values in few.items()}
    rows, day = [], BEGINS
    for gap in draw(st.lists(st.sampled_from(GAPS), min_size=2, max_size=9)):
        day += timedelta(gap)
        rows.append(draw(st.builds(Row, day=st.just(day), **chosen)))
    return rows


def answered(rows: Sequence[Row], own: AuditSettings) -> tuple[Asked, list[str]]:
    """Make books of payments; give what is asked, and the name of each row's voucher."""
    vouchers = [_voucher(row, number) for number, row in enumerate(rows, 1)]
    small = books(vouchers)
    revenue = replace(small.revenue, contracts=dict.fromkeys(CONTRACTS))
    community = replace(small.community, audit=own)
    small = replace(small, community=community, revenue=revenue, decisions={DECISION: None})
    outside = Outside(AuditHistory(), WorkingCalendar(), RelatedParties())
    asked = asked_of(small, Replayed({}, ()), (BEGINS, date(2025, 12, 31)), date(2026, 1, 1), outside)
    return asked, [f"{REVENUE} {one.key}" for one in vouchers]


def _voucher(row: Row, number: int) -> Voucher:
    amount = f"{row.fen // 100}.{row.fen % 100:02d}"
    one = voucher(
        row.day.isoformat(), f"付-{number:04d}",
        leg("6402", amount, fund=REVENUE), leg("1001", f"-{amount}", fund=REVENUE),
    )  # fmt: skip
    extra = {"contract": row.contract} if row.contract else {}
    decision = DECISION if row.decided else ""
    return replace(one, payee=row.payee, narration=row.words, extra=extra, decision=decision)


def pairs(answer: Answer, names: Sequence[str]) -> set[tuple[int, int, bool]]:
    found = set()
    for finding in answer.findings:
        first, second = (names.index(row.voucher) for row in finding.evidence)
        found.add((first, second, finding.level == "low"))
    return found


def places(answer: Answer, names: Sequence[str]) -> set[int]:
    return {names.index(row.voucher) for finding in answer.findings for row in finding.evidence}


@settings(max_examples=400)
@given(payments())
def test_duplicates_and_near_duplicates(rows: list[Row]) -> None:
    asked, names = answered(rows, AuditSettings())
    assert pairs(duplicate_payments.ask(asked), names) == slow_audit.duplicates(rows, 45)
    assert pairs(near_duplicates.ask(asked), names) == slow_audit.near_duplicates(rows, 45)


@settings(max_examples=400)
@given(payments())
def test_payments_divided_below_the_limit(rows: list[Row]) -> None:
    asked, names = answered(rows, merged([(BEGINS, {"approval_fen": LIMIT})]))
    answer = split_payments.ask(asked)
    assert places(answer, names) == slow_audit.split(rows, LIMIT, 7, 30)
    sets = [{row.voucher for row in finding.evidence} for finding in answer.findings]
    assert not any(one < other for one in sets for other in sets), "nothing is told twice"


@settings(max_examples=400)
@given(payments())
def test_payments_just_below_the_limit(rows: list[Row]) -> None:
    asked, names = answered(rows, merged([(BEGINS, {"approval_fen": LIMIT})]))
    expected = slow_audit.just_below(rows, LIMIT, Fraction(9, 10), Fraction(1, 20))
    assert places(just_below.ask(asked), names) == expected


@settings(max_examples=400)
@given(payments())
def test_large_round_sums(rows: list[Row]) -> None:
    own = merged([(BEGINS, {"round_fen": 3000, "round_multiple_fen": 1000, "round_least": 2})])
    asked, names = answered(rows, own)
    assert places(round_sums.ask(asked), names) == slow_audit.rounded(rows, 3000, 1000, 2, Fraction(1, 2))
