"""How one household's declared interest came about, in a line that can be done again by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.disclosure.share_words import OwnRow, exact_yuan
from jjledger.facts.community import DeclaredInterest, Fund
from jjledger.facts.shares import FundShares, ShareRows
from jjledger.rules.distribution import read_days
from jjledger.rules.events import events_of
from jjledger.rules.movements import Within, within_period
from jjledger.rules.segments import Segment, segments_of
from jjledger.rules.worth import Tariff, tariff_of
from jjledger.units import percent, round_half_up, yuan

# More segments than these are summed up rate by rate, or the line grows too long for paper.
_MOST: Final = 3


def accrued_words(shares: FundShares, fund: Fund, item: OwnRow) -> str:
    """Write the segments of a distribution at published rates; "" for every other row.

    Args:
        shares: what the fund's splits came to.
        fund: the fund, for the policy of the period.
        item: one holder's part of one row; a reversal is written as what it undoes.

    Source: R29: balance, days, rate and formula are kept for every owner.
    """
    return Accruals(shares, fund).of(item)


class Accruals:
    """The segments of a fund's distributions; the movements that all households share are sorted out once."""

    def __init__(self, shares: FundShares, fund: Fund) -> None:
        """Begin with none; the fund is asked for the policies of its periods."""
        self._shares, self._fund = shares, fund
        self._known: dict[int, tuple[Within, Tariff]] = {}  # by identity of the rows

    def of(self, item: OwnRow) -> str:
        """Do what `accrued_words` does."""
        split = item.row.posting.split
        if item.row.kind != "distribution" or split is None:
            return ""
        days = read_days(split.value)
        policy = self._fund.policy_on(days[0])
        if policy is None or not isinstance(policy.interest, DeclaredInterest):
            return ""
        within, tariff = self._within(item.row, days, policy.interest)
        holder = int(item.row.holders[item.place])
        found = [part for part in segments_of(within, holder, tariff) if part.rate]
        written = [_one(part) for part in found] if len(found) <= _MOST else _by_rate(found)
        exact = sum((part.interest_fen for part in found), Fraction(0))
        share = abs(item.amount)
        assert round_half_up(exact) == share, "the segments come to the household's amount"
        rounded = "" if exact == share else f"，四舍五入到分，计 {yuan(share)} 元"
        return f"{' ＋ '.join(written)} = {exact_yuan(exact)} 元{rounded}"

    def _within(
        self, row: ShareRows, days: tuple[date, date], interest: DeclaredInterest
    ) -> tuple[Within, Tariff]:
        found = self._known.get(id(row))
        if found is None:
            before = self._shares.rows[: _place(self._shares.rows, row)]
            within = within_period(events_of(before, days[1]), len(self._shares.holders), *days)
            found = self._known[id(row)] = within, tariff_of(interest, *days)
        return found


def _place(rows: Sequence[ShareRows], row: ShareRows) -> int:
    """Find where a distribution stands, by identity; that of a reversal is its original's."""
    return row.undoes if row.undoes >= 0 else next(at for at, other in enumerate(rows) if other is row)


def _one(part: Segment) -> str:
    return f"{yuan(part.balance_fen)} 元 × {part.days} 天 × {_rate(part.rate, part.year_days)}"


def _by_rate(parts: Iterable[Segment]) -> list[str]:
    """Sum the products of each rate, in the order of their first days."""
    sums: dict[tuple[Fraction | None, int], list[int]] = {}
    for part in parts:
        sums.setdefault((part.rate, part.year_days), []).append(part.product)
    return [
        f"积数 {yuan(sum(products))} 元·天（{len(products)} 段）× {_rate(rate, year_days)}"
        for (rate, year_days), products in sums.items()
    ]


def _rate(rate: Fraction | None, year_days: int) -> str:
    assert rate is not None, "what was distributed had its rates"
    return f"{percent(rate)} ÷ {year_days}"
