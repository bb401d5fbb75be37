"""The warranty deposit: how much is due, what is there, until when it is kept, when it is given back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from jjledger.facts.community import Fund, WarrantyTerms
from jjledger.facts.voucher import Voucher
from jjledger.period import months_after
from jjledger.rules.reversal import standing
from jjledger.units import round_half_up

OWED_CODE: Final = "2001"  # 应退保修金
INTEREST_PART: Final = "X利息"  # the part of it that holds what the bank paid


@dataclass(frozen=True, slots=True)
class TermRules:
    """How long a place keeps the deposit, and how it goes back."""

    months: int
    notice_months: int  # how long the notice that it will be given back is up, before the term is full
    refund_days: int  # after the term's last day


@dataclass(frozen=True, slots=True)
class ItemRules:
    """How long one item of the building is under warranty."""

    title: str
    months: int
    notice_months: int  # how long before its end the developer asks for objections


@dataclass(frozen=True, slots=True)
class WarrantyRules:
    """What the law of a place says of the deposit; None where it says nothing."""

    share: Fraction | None  # of the building cost
    term: TermRules | None
    replenish_days: int | None  # after a use
    items: tuple[ItemRules, ...] = ()


@dataclass(frozen=True, slots=True)
class WarrantyCalendar:
    """The days of one deposit."""

    notice_from: date  # the notice goes up on this day at the latest
    expires: date  # the day on which the term is full
    refund_by: date  # the last day to give it back


@dataclass(frozen=True, slots=True)
class ItemNotice:
    """When the developer asks for objections about one item."""

    title: str
    notice_from: date
    expires: date


@dataclass(frozen=True, slots=True)
class WarrantyBalance:
    """What is to be given back at the end of a day, in fen."""

    principal_fen: int
    interest_fen: int
    last_use: date | None  # what stands; None: never used

    @property
    def held_fen(self) -> int:
        """Principal and interest."""
        return self.principal_fen + self.interest_fen


def due_fen(terms: WarrantyTerms, share: Fraction) -> int:
    """Give what is to be paid in, half-up to the fen.

    Args:
        terms: the building's cost.
        share: of it, that the law asks for.

    Source: 台州市物业管理条例 第50条第二款; 浙江省物业管理条例 第50条第二款; R49.
    """
    return round_half_up(terms.cost_fen * share)


def calendar_of(terms: WarrantyTerms, rules: TermRules) -> WarrantyCalendar:
    """Work out the days from the day of delivery.

    The anniversary of 29 February in a common year is the 28th.

    Args:
        terms: the day of delivery.
        rules: the term, the notice and the days for the refund.

    Source: 台州市物业管理条例 第50条第四款; R49.

    Examples:
        >>> calendar_of(WarrantyTerms(1, date(2018, 3, 31)), TermRules(96, 1, 30)).notice_from
        datetime.date(2026, 2, 28)
    """
    expires = months_after(terms.delivered, rules.months)
    notice_from = months_after(expires, -rules.notice_months)
    return WarrantyCalendar(notice_from, expires, expires + timedelta(days=rules.refund_days))


def item_notices(terms: WarrantyTerms, rules: WarrantyRules) -> tuple[ItemNotice, ...]:
    """List when each item's warranty ends and when its notice goes up, by day; none without the day of acceptance.

    Source: 台州市物业管理条例 第50条第三款; 建设工程质量管理条例 第40条 (from the day of acceptance).
    """
    if terms.completed is None:
        return ()
    notices = []
    for item in rules.items:
        expires = months_after(terms.completed, item.months)
        notices.append(ItemNotice(item.title, months_after(expires, -item.notice_months), expires))
    return tuple(sorted(notices, key=lambda notice: notice.expires))


def balance_of(vouchers: Sequence[Voucher], fund: Fund, day: date) -> WarrantyBalance:
    """Sum what is to be given back at the end of a day: deposits and interest less use.

    Args:
        vouchers: posted vouchers by day.
        fund: of kind warranty.
        day: end of this day.

    Source: 台州市物业管理条例 第50条第四款: 本金及其银行存款利息.
    """
    principal = interest = 0
    for voucher in vouchers:
        owed, of_interest = _moved(voucher, fund) if voucher.day <= day else (0, 0)
        principal += owed - of_interest
        interest += of_interest
    uses = [
        voucher.day for voucher in standing(vouchers) if voucher.day <= day and _moved(voucher, fund)[0] < 0
    ]
    return WarrantyBalance(principal, interest, max(uses, default=None))


def _moved(voucher: Voucher, fund: Fund) -> tuple[int, int]:
    """Sum what a voucher adds to what is owed, and how much of it is interest."""
    legs = [
        posting
        for posting in voucher.postings
        if posting.account.fund == fund.code and posting.account.code == OWED_CODE
    ]
    interest = [leg for leg in legs if INTEREST_PART in leg.account.details]
    return -sum(leg.amount_fen for leg in legs), -sum(leg.amount_fen for leg in interest)
