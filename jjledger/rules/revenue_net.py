"""Gross income, what earning it cost, and what is left of it, apart; and how the fund is topped up from it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Final, Literal

from jjledger.facts.voucher import OPENING_KIND, Voucher
from jjledger.period import Period
from jjledger.units import round_half_up

# What earning public revenue costs (成本, 税费); everything else is a use of what is left of it.
COST_CODES: Final = frozenset({"6401", "6402"})
TOP_UP_CODE: Final = "6501"
Bound = Literal["不低于", "高于", "等于"]


@dataclass(frozen=True, slots=True)
class Net:
    """A period's public revenue, by account; amounts in fen."""

    gross: Mapping[str, int]
    cost: Mapping[str, int]
    uses: Mapping[str, int]  # of what is left, top-ups among them

    @property
    def gross_fen(self) -> int:
        """All income."""
        return sum(self.gross.values())

    @property
    def cost_fen(self) -> int:
        """What earning it cost."""
        return sum(self.cost.values())

    @property
    def net_fen(self) -> int:
        """What is left, and may be used."""
        return self.gross_fen - self.cost_fen

    @property
    def uses_fen(self) -> int:
        """What was used of it."""
        return sum(self.uses.values())


def net_of(vouchers: Iterable[Voucher], fund: str, period: Period) -> Net:
    """Set a period's income, reasonable cost and uses apart.

    Args:
        vouchers: posted vouchers; those that open the books bring no income.
        fund: code of a fund of public revenue.
        period: the period.

    Source: 民法典 第282条: 收入在扣除合理成本之后，属于业主共有 (R32).
    """
    gross: dict[str, int] = {}
    cost: dict[str, int] = {}
    uses: dict[str, int] = {}
    for voucher in vouchers:
        if not period.contains(voucher.day) or voucher.kind == OPENING_KIND:
            continue
        for posting in voucher.postings:
            account = posting.account
            if account.fund != fund or account.root not in {"Income", "Expenses"}:
                continue
            earned = account.root == "Income"
            side = gross if earned else cost if account.code in COST_CODES else uses
            side[account.name] = side.get(account.name, 0) + (-1 if earned else 1) * posting.amount_fen
    return Net(*(dict(sorted(side.items())) for side in (gross, cost, uses)))


def share_due_fen(base_fen: int, share: Fraction, bound: Bound) -> int:
    """Give the least whole fen that satisfies a share; exactly the share is half-up to the fen.

    Args:
        base_fen: what the share is of; nothing is due of a base below zero.
        share: 0 < share <= 1.
        bound: at least the share, more than it, or exactly it.

    Source: 湖州市物业管理条例 第45条 (不低于), 上海市住宅物业管理规定 第51条 (高于), 丽水市物业管理条例 第44条 (R34).

    Examples:
        >>> [share_due_fen(101, Fraction(1, 2), bound) for bound in ("不低于", "高于", "等于")]
        [51, 51, 51]
        >>> [share_due_fen(100, Fraction(1, 2), bound) for bound in ("不低于", "高于", "等于")]
        [50, 51, 50]
    """
    exact = share * base_fen
    if exact <= 0:
        return 0
    if bound == "等于":
        return round_half_up(exact)
    return min(ceil(exact) if bound == "不低于" else floor(exact) + 1, base_fen)


@dataclass(frozen=True, slots=True)
class Owing:
    """Net income of the preliminary period that has not reached the maintenance fund."""

    voucher: Voucher  # by which it came in
    amount_fen: int  # still to be paid over


def not_paid_over(
    vouchers: Sequence[Voucher], fund: str, first_day: date, last_day: date | None
) -> tuple[Owing, ...]:
    """List the receipts of the preliminary period that cost and transfers have not used up, the oldest first.

    Args:
        vouchers: vouchers that stand, by day.
        fund: code of the fund of public revenue.
        first_day: first day of the preliminary service period.
        last_day: its last; None while it lasts. Transfers count whenever they were made.

    Source: 台州市物业管理条例 第45条第二款: 扣除合理成本之后… (R33).
    """
    open_: deque[list[int]] = deque()  # place of the voucher, fen
    ahead = 0  # cost and transfers that no receipt has met yet
    for place, voucher in enumerate(vouchers):
        within = first_day <= voucher.day and (last_day is None or voucher.day <= last_day)
        came = gone = 0
        for posting in voucher.postings:
            account = posting.account
            if account.fund != fund or voucher.kind == OPENING_KIND:
                continue
            if account.root == "Income" and within:
                came -= posting.amount_fen
            elif (account.code == TOP_UP_CODE and voucher.day >= first_day) or (
                account.code in COST_CODES and within
            ):
                gone += posting.amount_fen
        if came > 0:
            open_.append([place, came])
        ahead += gone + max(-came, 0)
        while ahead > 0 and open_:
            step = min(ahead, open_[0][1])
            open_[0][1] -= step
            ahead -= step
            if not open_[0][1]:
                open_.popleft()
    return tuple(Owing(vouchers[place], fen) for place, fen in open_)
