"""What a replay cannot carry out: every kind of problem by the books that bring it about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from jjledger.facts.community import Fund, FundPolicy
from jjledger.facts.voucher import Posting, Voucher
from jjledger.rules.problem import ProblemKind
from jjledger.rules.replay import replay
from tests.small_books import (
    OWNERS,
    books,
    declared,
    detail,
    household,
    leg,
    owners_fund,
    pool,
    rates,
    split,
    voucher,
)

ORDINARY = owners_fund()
ROWS = [household("01-1-101"), household("01-1-102")]
MONEY = voucher("2025-01-01", "收-0001", leg("1001", "10.00"), leg("4001", "-10.00", split("scope", "all")))
EARNED = voucher("2025-01-21", "收-0002", leg("1001", "1.00"), leg("4101", "-1.00"))
JANUARY = "2025-01-01/2025-01-31"


def wrong(*legs: Posting, day: str = "2025-02-01", reverses: str = "") -> Voucher:
    return voucher(day, "转-0001", *legs, reverses=reverses)


def handed_out(days: str, day: str = "2025-02-01", yuan: str = "-1.00", code: str = "3001") -> Voucher:
    return wrong(leg("3101", "1.00"), leg(code, yuan, split("interest", days)), day=day)


CHANGING = Fund(
    OWNERS,
    "maintenance",
    (
        FundPolicy(date(2025, 1, 1), pool("0")),
        FundPolicy(date(2025, 1, 11), pool("0"), draw_order="interest"),  # no change of interest
        FundPolicy(date(2025, 1, 21), pool("1/2")),
    ),
)
ON_THE_LAST_DAY = Fund(
    OWNERS,
    "maintenance",
    (FundPolicy(date(2025, 1, 1), pool("0")), FundPolicy(date(2025, 1, 31), pool("0", "last"))),
)
UNTIL_NOW = Fund(OWNERS, "maintenance", (FundPolicy(date(2025, 1, 2), pool()),))
AT_RATES = owners_fund(
    declared(rates(("2024-01-01", "3.60", "7.20")))
)  # 500 fen × 31 × 3.6 % ÷ 360 = 1.55 a house
TOO_LATE = owners_fund(declared(rates(("2025-02-01", "3.60", "7.20"))))

# kind, what the problem names, its figures, the vouchers after the money came in, the fund
PROBLEMS: list[tuple[ProblemKind, str, tuple[int, ...], Sequence[Voucher], Fund]] = [
    ("unknown_household", "01-1-103", (), [wrong(leg("4001", "-1.00", split("household", "01-1-103")))], ORDINARY),
    ("unknown_household", "01-1-103", (), [wrong(leg("4001", "-1.00", detail([("01-1-103", "1.00")])))], ORDINARY),
    ("detail_sum", "", (99, -100), [wrong(leg("4001", "-1.00", detail([("01-1-101", "0.99")])))], ORDINARY),
    ("detail_empty", "", (), [wrong(leg("4001", "-1.00", detail([])))], ORDINARY),
    ("scope_form", "01幢", (), [wrong(leg("5001", "1.00", split("scope", "01幢")))], ORDINARY),
    ("scope_unmatched", "03", (), [wrong(leg("5001", "1.00", split("scope", "01 03 04")))], ORDINARY),
    ("no_weight", "first_deposit", (), [wrong(leg("5001", "1.00", split("scope", "all", "first_deposit")))], ORDINARY),
    ("no_weight", "2024-01-01/2024-12-31", (), [handed_out("2024-01-01/2024-12-31")], ORDINARY),
    ("part_overdrawn", "01-1-102", (), [wrong(leg("3001", "5.01", split("household", "01-1-102")), leg("3001", "-5.01", split("household", "01-1-101")))], ORDINARY),
    ("part_overdrawn", "01-1-101", (), [wrong(leg("3001", "0.01", split("household", "01-1-101", part="interest")))], ORDINARY),
    ("period_form", "2025-01", (), [handed_out("2025-01")], ORDINARY),
    ("period_open", JANUARY, (), [handed_out(JANUARY, "2025-01-30")], ORDINARY),
    ("period_overlap", JANUARY, (), [EARNED, handed_out(JANUARY), handed_out("2025-01-31/2025-02-01", "2025-02-02")], ORDINARY),
    ("no_policy", "2025-01-01", (), [handed_out(JANUARY)], UNTIL_NOW),
    ("policy_changes", "2025-01-01/2025-01-20、2025-01-21/2025-01-31", (), [handed_out(JANUARY)], CHANGING),
    ("policy_changes", "2025-01-01/2025-01-30、2025-01-31/2025-01-31", (), [handed_out(JANUARY)], ON_THE_LAST_DAY),
    ("rate_missing", "rates.csv 的 new 列在 2025-01-31", (), [handed_out(JANUARY, yuan="-0.04")], TOO_LATE),
    ("declared_differs", JANUARY, (4, 3), [handed_out(JANUARY, yuan="-0.03")], AT_RATES),
    ("declared_differs", JANUARY, (4, 5), [handed_out(JANUARY, yuan="-0.05")], AT_RATES),
    ("period_overlap", JANUARY, (), [wrong(leg("3101", "0.08"), *[leg("3001", "-0.04", split("interest", JANUARY))] * 2)], AT_RATES),
    ("not_income", JANUARY, (), [handed_out(JANUARY, yuan="1.00")], ORDINARY),
    ("not_income", JANUARY, (), [handed_out(JANUARY, code="4001")], ORDINARY),
    ("reversed_unknown", "2025-01-S0009", (), [wrong(leg("4001", "1.00", split("scope", "all")), reverses="2025-01-S0009")], ORDINARY),
    ("reversed_differs", "2025-01-S0001", (), [wrong(leg("4001", "10.00", split("scope", "01")), reverses="2025-01-S0001")], ORDINARY),
    ("reversed_differs", "2025-01-S0001", (), [wrong(leg("4001", "9.99", split("scope", "all")), reverses="2025-01-S0001")], ORDINARY),
    ("reversed_differs", "2025-01-S0001", (), [wrong(leg("5101", "10.00", split("scope", "all")), reverses="2025-01-S0001")], ORDINARY),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "named", "figures", "vouchers", "fund"), PROBLEMS)
def test_the_replay_says_what_it_cannot_carry_out(
    kind: ProblemKind, named: str, figures: tuple[int, ...], vouchers: Sequence[Voucher], fund: Fund
) -> None:
    problems = replay(books([MONEY, *vouchers], ROWS, [fund])).problems
    assert [(one.kind, one.named, one.figures) for one in problems] == [(kind, named, figures)]
    assert problems[0].voucher is vouchers[-1]
    assert problems[0].posting in vouchers[-1].postings


def test_every_kind_is_brought_about_here() -> None:
    assert {kind for kind, *_ in PROBLEMS} == set(get_args(ProblemKind))


def test_an_unknown_household_in_a_detail_file_is_given_with_its_line() -> None:
    entry = wrong(leg("4001", "-2.00", detail([("01-1-101", "1.00"), ("09-1-101", "1.00")])))
    assert [one.line for one in replay(books([entry], ROWS)).problems] == [3]


def test_a_second_reversal_of_the_same_voucher_has_nothing_left_to_undo() -> None:
    red = wrong(leg("1001", "-10.00"), leg("4001", "10.00", split("scope", "all")), reverses="2025-01-S0001")
    again = replace(red, number="转-0002")
    replayed = replay(books([MONEY, red, again], ROWS))
    assert [(one.kind, one.voucher) for one in replayed.problems] == [("reversed_differs", again)]
    assert replayed.shares[OWNERS].closing.arrears.tolist() == [0, 0]
