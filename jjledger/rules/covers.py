"""Which months income belongs to that came in for several at once, exact to the day and the fen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from jjledger.facts.revenue import RevenueContract
from jjledger.facts.voucher import OPENING_KIND, Voucher
from jjledger.period import Period, day_after, month_end
from jjledger.rules.apportion import apportion
from jjledger.rules.contracts import Receipt, receipts_of, received_under

_MOST_YEARS: Final = 50  # nobody prepays more; it is a slip of the pen
COVERS: Final = "covers"  # metadata of a voucher: first and last day its income is for


@dataclass(frozen=True, slots=True)
class Span:
    """An amount of income and the days it is for."""

    first_day: date
    last_day: date
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Earning:
    """The income of one voucher, by the days it is for."""

    voucher: Voucher
    amount_fen: int
    spans: tuple[Span, ...]  # sum to the amount
    stated: bool  # somebody stated the days, or a contract does; else they are the voucher's own day
    undoes: Voucher | None = None  # whose income a red-letter voucher takes back


def cover_of(text: str) -> tuple[date, date]:
    """Read what `covers` says.

    Raises:
        ValueError: not two days, the last before the first, or more than fifty years.

    Examples:
        >>> cover_of("2025-01-01/2025-12-31")
        (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    """
    first, slash, last = text.partition("/")
    days = date.fromisoformat(first.strip()), date.fromisoformat(last.strip()) if slash else date.min
    if days[1] < days[0] or days[1].year - days[0].year > _MOST_YEARS:
        raise ValueError(text)
    return days


def by_month(span: Span) -> Mapping[date, int]:
    """Share an amount among the months of its days, by days; the parts sum to it exactly.

    Returns:
        Fen by the first day of each month, oldest first; the largest remainders get the odd fen.

    Examples:
        >>> by_month(Span(date(2025, 1, 31), date(2025, 2, 2), 100))
        {datetime.date(2025, 1, 1): 33, datetime.date(2025, 2, 1): 67}
    """
    months, days = [], []
    first = span.first_day
    while first <= span.last_day:
        last = min(month_end(first.year, first.month), span.last_day)
        months.append(first.replace(day=1))
        days.append((last - first).days + 1)
        first = day_after(last)
    shares = apportion(span.amount_fen, np.array(days, dtype=np.int64))
    return dict(zip(months, shares.tolist(), strict=True))


def earnings_of(
    vouchers: Sequence[Voucher], fund: str, contracts: Iterable[RevenueContract]
) -> tuple[Earning, ...]:
    """Say of every voucher with income which days it is for.

    What `covers` states goes first, then what the contract's dues say that it pays; where both mean
    the same days, the dues know better what each of them brings. A red-letter voucher takes back
    what its original brought, day by day.

    Args:
        vouchers: posted vouchers by day.
        fund: code of a fund of public revenue.
        contracts: that can be read.
    """
    receipts = receipts_of(vouchers, fund)
    by_contract: dict[int, tuple[Span, ...]] = {}
    for contract in contracts:
        if contract.fund == fund:
            by_contract |= _spans_under(contract, receipts, vouchers)
    found: dict[int, Earning] = {}
    for receipt in receipts:
        voucher, amount = receipt.voucher, receipt.amount_fen
        if voucher.kind == OPENING_KIND:
            continue
        undone = found.get(receipt.undoes) if receipt.undoes is not None else None
        original = None if receipt.undoes is None else vouchers[receipt.undoes]
        if undone is not None and undone.amount_fen == -amount:
            spans = tuple(Span(one.first_day, one.last_day, -one.amount_fen) for one in undone.spans)
            found[receipt.place] = Earning(voucher, amount, spans, undone.stated, original)
            continue
        under = by_contract.get(receipt.place, ())
        stated = _stated(voucher, amount) or under
        stated = under if under and _days(stated) == _days(under) else stated
        spans = stated or (Span(voucher.day, voucher.day, amount),)
        found[receipt.place] = Earning(voucher, amount, spans, bool(stated), original)
    return tuple(found.values())


def _spans_under(
    contract: RevenueContract, receipts: Sequence[Receipt], vouchers: Sequence[Voucher]
) -> Mapping[int, tuple[Span, ...]]:
    return {
        place: tuple(
            Span(part.due.first_day, part.due.last_day, part.amount_fen)
            if part.due is not None
            else Span(vouchers[place].day, vouchers[place].day, part.amount_fen)
            for part in parts
        )
        for place, parts in received_under(contract, receipts).parts.items()
    }


def _days(spans: Sequence[Span]) -> tuple[date, date]:
    return spans[0].first_day, spans[-1].last_day


def _stated(voucher: Voucher, amount: int) -> tuple[Span, ...]:
    try:
        return (Span(*cover_of(voucher.extra[COVERS]), amount),) if COVERS in voucher.extra else ()
    except ValueError:
        return ()  # B75 tells it


def later_fen(earnings: Iterable[Earning], period: Period) -> int:
    """Sum what came in during a period of whole months and belongs to later ones, in fen.

    Source: R37: the cash figure and what of it belongs to later periods are both shown.
    """
    return sum(
        fen
        for earning in earnings
        if earning.stated and period.contains(earning.voucher.day)
        for span in earning.spans
        for month, fen in by_month(span).items()
        if month > period.last_day
    )


def belonging_fen(earnings: Iterable[Earning], first_day: date, last_day: date) -> int:
    """Sum what belongs to whole months, whenever it came in, in fen.

    Args:
        earnings: of one fund.
        first_day: first day of the first month.
        last_day: last day of the last.
    """
    return sum(
        fen
        for earning in earnings
        for span in earning.spans
        for month, fen in by_month(span).items()
        if first_day <= month <= last_day
    )


def earlier_fen(earnings: Iterable[Earning], period: Period) -> int:
    """Sum what came in before a period of whole months and belongs to it, as far as anybody stated it; in fen.

    Source: R37; the other side of `later_fen`.
    """
    return sum(
        fen
        for earning in earnings
        if earning.stated and earning.voucher.day < period.first_day
        for span in earning.spans
        for month, fen in by_month(span).items()
        if period.contains(month)
    )
