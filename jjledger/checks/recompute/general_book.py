"""The general book added up once more: what every account comes to, and where a fund's money lies and whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.voucher import OWNERS_MONEY_CODES, Voucher

_BANK: Final = "1001"
_INVESTED: Final = "1101"
_PETTY_CASH: Final = "1201"


@dataclass(frozen=True, slots=True)
class Position:
    """A fund at the end of a day, its income and expense closed into what they become; fen."""

    accounts: Mapping[str, int]  # full name → balance as booked, debit positive, before closing
    bank_fen: int
    invested_fen: int
    petty_cash_fen: int
    other_assets_fen: int  # money on 1901 that is not explained, and assets with codes of their own
    payable_fen: int
    owners_fen: int  # the control account: 3001 or 3002 with all that closes into it
    undistributed_fen: int  # 3101 with all that closes into it; of public revenue, all that is left

    @property
    def assets_fen(self) -> int:
        """Add up where the money lies."""
        return self.bank_fen + self.invested_fen + self.petty_cash_fen + self.other_assets_fen

    @property
    def owed_fen(self) -> int:
        """Add up whose it is."""
        return self.owners_fen + self.undistributed_fen + self.payable_fen


def owners_codes(fund: Fund, day: date) -> frozenset[str]:
    """Give the codes of accounts that close into owners' money under the policy of a day; none of public revenue.

    Source: 财会〔2020〕7号: 4001, 5001, 5101 into 3001 or 3002.
    """
    if fund.kind not in OWNERS_FUND_KINDS:
        return frozenset()
    policy = fund.policy_on(day)
    borne = policy is not None and policy.other_expense == "owners"
    return OWNERS_MONEY_CODES | {"5901"} if borne else OWNERS_MONEY_CODES


def position(vouchers: Iterable[Voucher], fund: Fund, day: date) -> Position:
    """Add a fund up at the end of a day.

    Args:
        vouchers: posted vouchers, any order.
        fund: which.
        day: later vouchers do not count.

    Source: 财会〔2020〕7号, 资产负债表 and the closing of accounts; R07, R08.
    """
    accounts: dict[str, int] = {}
    sums = dict.fromkeys(("bank", "invested", "petty", "other", "payable", "owners", "undistributed"), 0)
    for voucher in vouchers:
        if voucher.day > day:
            continue
        owners = owners_codes(fund, voucher.day)
        for leg in voucher.postings:
            account = leg.account
            if account.fund != fund.code:
                continue
            accounts[account.name] = accounts.get(account.name, 0) + leg.amount_fen
            if account.root == "Assets":
                by_code = {_BANK: "bank", _INVESTED: "invested", _PETTY_CASH: "petty"}
                sums[by_code.get(account.code, "other")] += leg.amount_fen
            elif account.root == "Liabilities":
                sums["payable"] -= leg.amount_fen
            elif account.code in owners:
                sums["owners"] -= leg.amount_fen
            else:
                sums["undistributed"] -= leg.amount_fen
    return Position(
        accounts, sums["bank"], sums["invested"], sums["petty"], sums["other"], sums["payable"],
        sums["owners"], sums["undistributed"],
    )  # fmt: skip
