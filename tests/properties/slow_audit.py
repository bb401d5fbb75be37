"""A01 to A05 once more, pair by pair and window by window, as slowly as they are read.

What lives here: second answers from plain rows. What must not: anything of jjledger's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

# Words of payments, and which of several like payments they name; "" none.
WORDS: Mapping[str, str] = {
    "保洁费": "", "打扫": "", "1月保洁费": "1", "2月保洁费": "2", "一季度保洁费": "一", "首付款": "首付", "尾款": "尾款",
}  # fmt: skip
# Names of payees; those of one letter are one firm written differently, each capital a name of its own.
FIRMS: Mapping[str, str] = {
    "浙江华安电梯有限公司": "a", "浙江华安电梯公司": "a", "浙江华按电梯有限公司": "a", "浙江华安电梯有限公司椒江分公司": "a",
    "华安公司": "b", "华康公司": "c", "某保洁公司": "d",
}  # fmt: skip

# Names of payees that are one firm by its name without legal form and branch; a wrong letter makes another.
CORES: Mapping[str, str] = {name: "按" if "按" in name else letter for name, letter in FIRMS.items()}
CONTRACTS = ("HT-1", "HT-2")  # that are on record


@dataclass(frozen=True)
class Row:
    """One payment."""

    day: date
    payee: str
    words: str
    fen: int
    contract: str
    decided: bool


def duplicates(rows: Sequence[Row], most_days: int) -> set[tuple[int, int, bool]]:
    """Give pairs by place: each payment with the nearest earlier one it may repeat, and whether words tell them apart."""
    found = set()
    for later, second in enumerate(rows):
        like = [at for at, row in enumerate(rows) if (row.payee, row.fen) == (second.payee, second.fen)]
        if _monthly(rows, like, later):
            continue
        before = [
            at
            for at in like
            if at < later and (second.day - rows[at].day).days <= most_days and not _apart(rows[at], second)
        ]
        if before:
            found.add(_nearest(rows, before, later))
    return found


def _monthly(rows: Sequence[Row], like: Sequence[int], place: int) -> bool:
    """Say whether a payment is the first of its month, in three months on end that each have one."""
    paid = {rows[at].day.year * 12 + rows[at].day.month for at in like}
    own = rows[place].day.year * 12 + rows[place].day.month
    first = min(at for at in like if rows[at].day.year * 12 + rows[at].day.month == own)
    return first == place and any({start, start + 1, start + 2} <= paid for start in range(own - 2, own + 1))


def _nearest(rows: Sequence[Row], before: Sequence[int], later: int) -> tuple[int, int, bool]:
    same = [at for at in before if not _other_words(rows[at], rows[later])]
    return (same or before)[-1], later, not same


def near_duplicates(rows: Sequence[Row], most_days: int) -> set[tuple[int, int, bool]]:
    """Give pairs by place of one amount under two names of one firm."""
    found = set()
    for later, second in enumerate(rows):
        before = [
            at
            for at, first in enumerate(rows[:later])
            if first.fen == second.fen
            and first.payee != second.payee
            and FIRMS[first.payee] == FIRMS[second.payee]
            and (second.day - first.day).days <= most_days
            and not _apart(first, second)
        ]
        if before:
            found.add(_nearest(rows, before, later))
    return found


def _apart(first: Row, second: Row) -> bool:
    return first.contract != second.contract and {first.contract, second.contract} <= set(CONTRACTS)


def _other_words(first: Row, second: Row) -> bool:
    if first.contract and second.contract and first.contract != second.contract:
        return True  # numbers that not both are on record are no more than words
    return bool(WORDS[first.words] and WORDS[second.words] and WORDS[first.words] != WORDS[second.words])


def split(rows: Sequence[Row], limit: int, days: int, contract_days: int) -> set[int]:
    """Give the places of all payments that stand in some window whose sum is beyond the limit."""
    found: set[int] = set()
    small = [at for at, row in enumerate(rows) if row.fen <= limit and not row.decided]
    firms, contracts = [CORES[row.payee] for row in rows], [row.contract for row in rows]
    for most, names in ((days, firms), (contract_days, contracts)):
        for first in small:
            for last in small:
                name = names[first]
                if not name or names[last] != name:
                    continue
                start, end = rows[first].day, rows[last].day
                if not 0 <= (end - start).days <= most:
                    continue
                window = [at for at in small if names[at] == name and start <= rows[at].day <= end]
                if len(window) > 1 and sum(rows[at].fen for at in window) > limit:
                    found |= set(window)
    return found


def just_below(rows: Sequence[Row], limit: int, near: Fraction, most: Fraction) -> set[int]:
    """Give the places of payments just below the limit, where there are more of them than chance explains."""
    asked = [at for at, row in enumerate(rows) if not row.decided]
    below = {at for at in asked if near <= Fraction(rows[at].fen, limit) <= 1}
    above = {at for at in asked if 1 < Fraction(rows[at].fen, limit) <= 2 - near}
    # Pascal's triangle: in how many ways so many of all fall below.
    ways = [1]
    for _ in range(len(below) + len(above)):
        ways = [1, *(one + other for one, other in pairwise(ways)), 1]
    chance = Fraction(sum(ways[len(below) :]), sum(ways))
    return below if below and chance <= most else set()


def rounded(rows: Sequence[Row], least_fen: int, multiple: int, least: int, share: Fraction) -> set[int]:
    """Give the places of large round sums to payees of whom most payments are such."""
    found: set[int] = set()
    for payee in {row.payee for row in rows}:
        own = [
            at for at, row in enumerate(rows) if row.payee == payee and not row.contract and not row.decided
        ]
        large = [at for at in own if rows[at].fen >= least_fen and rows[at].fen % multiple == 0]
        if len(large) >= least and Fraction(len(large), len(own)) >= share:
            found |= set(large)
    return found
