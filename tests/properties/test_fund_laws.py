"""What holds of every history of a fund, whatever its policy.

Amounts, areas and rates come from small pools, so that remainders and halves of a fen tie.
"""

from __future__ import annotations

from datetime import date
from random import Random

from beancount import loader
from beancount.core import data
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jjledger.books.household_book import household_books
from jjledger.facts.voucher import Posting, Voucher
from jjledger.rules.replay import replay
from jjledger.units import plain_yuan
from tests.properties.histories import FIRST, LAST, NAMES, History, invent, register
from tests.properties.slow_fund import days
from tests.properties.test_histories import evening
from tests.small_books import OWNERS, books, detail, leg, split, voucher

HISTORY = st.randoms(use_true_random=False).map(invent)
OWNERS_MONEY = ("3001", "3002", "4001", "5001", "5101", "5901")  # 5901: under the policy of these histories


@settings(max_examples=150)
@given(HISTORY)
def test_households_own_what_the_general_book_says_every_evening(told: History) -> None:
    assume(not told.model.problems["no_weight"])
    shares = replay(books(told.vouchers, register(), [told.fund])).shares[OWNERS]
    booked = [(one.day, posting) for one in told.vouchers for posting in one.postings]
    for day in days(FIRST, LAST):
        pots = evening(shares, day).values()
        owned = -sum(
            posting.amount_fen
            for when, posting in booked
            if when <= day and posting.account.code in OWNERS_MONEY
        )
        assert sum(pot["principal"] + pot["interest"] - pot["arrears"] for pot in pots) == owned, day
        assert min(min(pot.values()) for pot in pots) >= 0


@settings(max_examples=150)
@given(HISTORY)
def test_a_distribution_is_exact_to_the_fen_and_gives_nothing_to_who_had_nothing(told: History) -> None:
    shares = replay(books(told.vouchers, register(), [told.fund])).shares[OWNERS]
    for rows in shares.rows:
        if rows.kind == "distribution":
            assert int(rows.amount.sum()) == -rows.posting.amount_fen
            names = [shares.holders[at] for at, fen in zip(rows.holders, rows.amount, strict=True) if fen]
            undone = rows.voucher.reverses or rows.voucher.key
            given_to = next(one.rows for one in told.model.distributions if one.voucher == undone)
            assert set(names) <= set(given_to)


@settings(max_examples=60)
@given(HISTORY)
def test_a_compiled_household_book_read_by_plain_beancount_says_the_same(told: History) -> None:
    general = books(told.vouchers, register(), [told.fund])
    shares = replay(general).shares
    (text,) = household_books(general, shares, [FIRST.year])
    entries, errors, _ = loader.load_string(text)
    assert not errors, errors
    read = {name: {"principal": 0, "interest": 0, "arrears": 0} for name in shares[OWNERS].holders}
    moves = [entry for entry in entries if isinstance(entry, data.Transaction)]
    for day in sorted({entry.date for entry in moves}):
        for posting in (one for entry in moves if entry.date == day for one in entry.postings):
            put(read, posting)
        assert read == evening(shares[OWNERS], day), day


def put(read: dict[str, dict[str, int]], posting: data.Posting) -> None:
    """Add a posting of the household book to the balance its account names."""
    parts = posting.account.split(":")
    fen = int(posting.units.number * 100)
    if parts[2] == "C总账":
        return
    path = parts[3:6]
    name = f"selling_unit:{path[0][1:3]}" if path[0].startswith("S") else "-".join(path)
    if parts[2] == "Q欠款":
        read[name]["arrears"] += fen
    else:
        read[name]["principal" if parts[-1] == "P本金" else "interest"] -= fen


DAY = date(2024, 3, 30)


@settings(max_examples=150)
@given(HISTORY, st.randoms(use_true_random=False))
def test_any_order_of_the_vouchers_of_one_day_gives_the_same(told: History, dice: Random) -> None:
    """Hold for what is paid in as principal, paid back and used.

    It cannot hold where a voucher names a part (3001, 3002: what is left of that part depends on what
    was drawn before) or reverses another, nor for two distributions on one day: the second one's
    balances include the first.
    """
    one_day = [("4001", -1), ("4001", 1), ("5001", 1), ("5001", -1), ("5101", 1), ("5901", 1)]
    legs = [a_leg(dice, *dice.choice(one_day)) for _ in range(dice.randrange(2, 7))]
    orders = [legs, dice.sample(legs, len(legs))]
    evenings = []
    for order in orders:
        numbers = {"收": 8000, "付": 8000}
        more: list[Voucher] = []
        for one in order:
            kind = "收" if one.amount_fen < 0 else "付"
            numbers[kind] += 1
            rest = leg("1001", plain_yuan(-one.amount_fen))
            more.append(voucher(str(DAY), f"{kind}-{numbers[kind]}", one, rest))
        before = [one for one in told.vouchers if one.day < DAY]
        shares = replay(books([*before, *more], register(), [told.fund])).shares[OWNERS]
        evenings.append(evening(shares, DAY))
    assert evenings[0] == evenings[1]


def a_leg(dice: Random, code: str, sign: int) -> Posting:
    whose = dice.choice(
        [
            split("household", dice.choice(NAMES)),
            split("scope", dice.choice(["all", "01", "02"]), dice.choice(["area", "equal"])),
            detail([(dice.choice(NAMES), dice.choice(["0.01", "1.00", "5000.00"])) for _ in range(3)]),
        ]
    )
    fen = sum(row.amount_fen for row in whose.rows) or dice.choice([1, 5, 101, 50_000, 9_999_999])
    return leg(code, plain_yuan(sign * fen), whose)
