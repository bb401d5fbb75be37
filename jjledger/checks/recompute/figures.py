"""The six figures of every household's statement, worked out once more from its own bookings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.checks.recompute.bookings import Booking
from jjledger.checks.recompute.fund import Recomputed
from jjledger.facts.voucher import OPENING_KIND

_USES: Final = frozenset({"5001", "5901"})
_UNDISTRIBUTED: Final = "3101"


@dataclass(frozen=True, slots=True)
class Figures:
    """A household's money through a period, in fen: opening + paid + interest − spent = closing − arrears."""

    opening_fen: int
    paid_fen: int  # deposits less those given back, and what changed hands
    interest_fen: int
    spent_fen: int
    closing_fen: int  # 0 where it owes
    arrears_fen: int


def figures(recomputed: Recomputed, first_day: date, last_day: date) -> dict[str, Figures]:
    """Work out everybody's figures; holders to whom nothing ever happened have noughts.

    Args:
        recomputed: a fund.
        first_day: of the period.
        last_day: of the period, inclusive.

    Source: 住宅专项维修资金管理办法 第30条 (三), 第31条.
    """
    columns = {name: [0, 0, 0, 0] for name in recomputed.holders}
    for booking in recomputed.bookings:
        if booking.voucher.day <= last_day:
            columns[booking.name][_column(booking, first_day)] += booking.change.net
    found = {}
    for name, (opening, paid, interest, used) in columns.items():
        net = recomputed.accounts[name].at(last_day).net
        assert opening + paid + interest + used == net, "what came and went is what is there"
        found[name] = Figures(opening, paid, interest, -used, max(net, 0), max(-net, 0))
    return found


def _column(booking: Booking, first_day: date) -> int:
    """Say where a booking counts: brought forward, paid, interest or spent."""
    voucher, posting = booking.voucher, booking.posting
    if voucher.day < first_day or voucher.kind == OPENING_KIND:
        return 0
    if posting.account.code in _USES:
        return 3
    if posting.account.code not in {"3001", "3002"}:
        return 1
    of_income = any(
        leg.account.code == _UNDISTRIBUTED and leg.account.fund == posting.account.fund
        for leg in voucher.postings
    )
    return 2 if of_income or (posting.split is not None and posting.split.kind == "interest") else 1
