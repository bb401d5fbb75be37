"""How many households are below the line at which they have to pay in again: a number that may not tell of few.

The line is a share of the first deposit, so whoever is below it has little left. A number is shown
only where it and the number of all others are at least ten, and where nothing follows from it by
subtraction: against every number shown before, those who fell below the line and those who rose
above it are none or at least ten each, and so are those below it who owe nothing, since pages say
how many owe. Nobody can then tell from two numbers how one household stands. All half-years since the books began are gone through, so that every page withholds the same.

Source: 个人信息保护法 第6条 (least intrusion); `small.py` tells why ten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.disclosure.answer_models import BelowLine
from jjledger.disclosure.buildings import half_years
from jjledger.disclosure.small import LEAST_HOUSEHOLDS
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.shares import FundShares
from jjledger.law import Ruling, for_community
from jjledger.rules.deposit import needs_top_up
from jjledger.rules.scope import in_scope, sharers
from jjledger.units import percent

RULE: Final = "top_up_line_share"
MOST_HALF_YEARS: Final = 6
WITHHELD: Final = "不列户数"
WHY_WITHHELD: Final = (
    f"写着“{WITHHELD}”的，是这样的户或者其余的户不足 {LEAST_HOUSEHOLDS} 户（也可能一户没有），或者与已经公布的户数"
    f"相减会显出不足 {LEAST_HOUSEHOLDS} 户；为不让人推算出个别住户，不列出来。"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Which households stand on either side of the line at a half-year's end."""

    day: date
    line: Fraction
    below: frozenset[str]
    others: frozenset[str]
    owing: frozenset[str]  # of those below


def below_line(books: Books, fund: Fund, shares: FundShares, until: date) -> tuple[BelowLine, ...]:
    """Count the households below the line at the half-years' ends up to a day.

    Args:
        books: for the register and the law of the place.
        fund: of a kind whose money belongs to households.
        shares: what the fund's splits came to.
        until: last day shown.

    Source: 住宅专项维修资金管理办法 第17条; 台州市物业管理条例 第51条; R13.
    """
    stood = standings(books, fund, shares, until)
    found = [
        BelowLine(f"{one.day.year}年{one.day.month}月末", one.day, count, percent(one.line))
        for one, count in zip(stood, shown_counts(stood), strict=True)
    ]
    return tuple(found[-MOST_HALF_YEARS:])


def line_ground(books: Books, day: date) -> str:
    """Give the article that sets the line on a day, and whom the count leaves out; "" where there is none."""
    ruling = _ruling(books, day)
    if ruling is None:
        return ""
    return f"{ruling.citation}：“{ruling.phrase}”，应当续交。没有登记首期交存额的房屋不算在内。"


def standings(books: Books, fund: Fund, shares: FundShares, until: date) -> tuple[Standing, ...]:
    """Say for every half-year's end which households are below the line; nobody outside may see it."""
    everyone = sharers(books.register, fund, books.community)
    places = shares.index()
    found = []
    for half in half_years(shares, until):
        day = half.last_day
        ruling = _ruling(books, day)
        if ruling is None:
            continue
        line = ruling.value
        assert isinstance(line, Fraction), "a share is a fraction"
        balances = shares.balances_at(day)
        owed = balances.arrears.tolist()
        money = (balances.principal + balances.interest - balances.arrears).tolist()
        rows = [row for row in in_scope(everyone, ("all",), day)[0] if row.first_deposit_fen]
        below = frozenset(
            row.id for row in rows if needs_top_up(money[places[row.id]], row.first_deposit_fen, line)
        )
        others = frozenset(row.id for row in rows) - below
        owing = frozenset(household for household in below if owed[places[household]])
        found.append(Standing(day, line, below, others, owing))
    return tuple(found)


def shown_counts(stood: Sequence[Standing]) -> tuple[int | None, ...]:
    """Decide which numbers may be shown.

    Args:
        stood: at every half-year's end since the books began, oldest first.

    Returns:
        The number below, or None.
    """
    shown: list[Standing] = []
    counts: list[int | None] = []
    for now in stood:
        crowds = min(len(now.below), len(now.others)) >= LEAST_HOUSEHOLDS
        changes = [group for then in shown for group in (now.below - then.below, then.below - now.below)]
        if crowds and _hides([now.below - now.owing, *changes]):
            shown.append(now)
            counts.append(len(now.below))
        else:
            counts.append(None)
    return tuple(counts)


def _hides(groups: Iterable[AbstractSet[str]]) -> bool:
    """Say whether every group is empty or large enough."""
    return all(not group or len(group) >= LEAST_HOUSEHOLDS for group in groups)


def _ruling(books: Books, day: date) -> Ruling | None:
    place = books.community
    return for_community(place.region, place.disclosure.preset, place.own_law).find(RULE, day)
