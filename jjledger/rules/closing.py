"""Closing, computed and never booked: what belongs to owners and what is undistributed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.facts.community import Fund
from jjledger.facts.voucher import BANK_CODE, OWNERS_MONEY_CODES, UNDISTRIBUTED_CODES, Voucher
from jjledger.units import round_half_up

# What a fund earns; it lands in 3101 when the books are closed.
EARNED_CODES: Final = frozenset({"4101", "4102", "4201", "4301", "4901"})


@dataclass(frozen=True, slots=True)
class Closed:
    """A fund's money at the end of a day, after computed closing, in fen."""

    owners_fen: int  # 3001 and 3002 with everything that closes into them
    undistributed_fen: int  # 3101 with everything that closes into it
    bank_fen: int  # 1001
    by_code: Mapping[str, int]  # unclosed balance per account code, debit positive


def owners_money_codes(fund: Fund, day: date) -> frozenset[str]:
    """Give the account codes that hold or move owners' money under the policy of a day."""
    policy = fund.policy_on(day)
    if policy is not None and policy.other_expense == "owners":
        return OWNERS_MONEY_CODES | {"5901"}
    return OWNERS_MONEY_CODES


def closed_balances(vouchers: Iterable[Voucher], fund: Fund, day: date) -> Closed:
    """Close a fund's books at the end of a day.

    Args:
        vouchers: posted vouchers, any order.
        fund: the fund to close.
        day: end of this day.

    Source: 财会〔2020〕7号 closing of 4001/5001/5101 into 3001/3002 and of income into 3101.
    """
    by_code: dict[str, int] = {}
    owners = 0
    undistributed = 0
    for voucher in vouchers:
        if voucher.day > day:
            continue
        owners_codes = owners_money_codes(fund, voucher.day)
        for posting in voucher.postings:
            if posting.account.fund != fund.code:
                continue
            code = posting.account.code
            by_code[code] = by_code.get(code, 0) + posting.amount_fen
            if code in owners_codes:
                owners -= posting.amount_fen
            elif code in UNDISTRIBUTED_CODES:
                undistributed -= posting.amount_fen
    return Closed(owners, undistributed, by_code.get(BANK_CODE, 0), by_code)


def earned_fen(vouchers: Iterable[Voucher], fund: Fund, first_day: date, last_day: date) -> int:
    """Sum what a fund earned in a period, both days inclusive, in fen."""
    return -sum(
        posting.amount_fen
        for voucher in vouchers
        if first_day <= voucher.day <= last_day
        for posting in voucher.postings
        if posting.account.fund == fund.code and posting.account.code in EARNED_CODES
    )


def kept_back_fen(earned: int, share: Fraction) -> int:
    """Give the management share of a period's income, half-up to the fen.

    Args:
        earned: income of the period in fen.
        share: management share, 0 <= share < 1.
    """
    return round_half_up(earned * share)
