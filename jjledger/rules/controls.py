"""Income as booked held against what something outside the books counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jjledger.facts.revenue import ControlFigure, ControlSource
from jjledger.facts.voucher import Voucher
from jjledger.period import Period
from jjledger.rules.authority import is_below


@dataclass(frozen=True, slots=True)
class Compared:
    """One source's figures of a month beside the books; amounts in fen."""

    source: ControlSource
    period: Period
    counted_fen: int
    count: int | None  # None: nobody counted pieces
    booked_fen: int
    first: ControlFigure  # of the month

    @property
    def difference_fen(self) -> int:
        """How much less was booked than counted; below zero where it was more."""
        return self.counted_fen - self.booked_fen

    @property
    def fits(self) -> bool:
        """Whether the difference is tolerated."""
        return abs(self.difference_fen) <= self.source.tolerance_fen


def compare(
    sources: Sequence[ControlSource], figures: Iterable[ControlFigure], vouchers: Sequence[Voucher]
) -> Iterator[Compared]:
    """Compare every source and month that has figures with the income booked in that month.

    Args:
        sources: that community.toml names.
        figures: those of other sources are passed over.
        vouchers: posted vouchers.
    """
    figures = list(figures)
    for source in sources:
        own = [figure for figure in figures if figure.source == source.source]
        for period in sorted({figure.period for figure in own}):
            of_month = [figure for figure in own if figure.period == period]
            counts = [figure.count for figure in of_month if figure.count is not None]
            yield Compared(
                source,
                period,
                sum(figure.amount_fen for figure in of_month),
                sum(counts) if counts else None,
                booked_fen(vouchers, source.account, period),
                of_month[0],
            )


def booked_fen(vouchers: Iterable[Voucher], account: str, period: Period) -> int:
    """Sum the income booked on an account and those below it in a period, in fen."""
    return -sum(
        posting.amount_fen
        for voucher in vouchers
        if period.contains(voucher.day)
        for posting in voucher.postings
        if is_below(posting.account.name, account)
    )
