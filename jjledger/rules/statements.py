"""The figures of the three prescribed statements, by fund and code, from vouchers and the computed closing.

What lives here: sums. What must not: which column or row they are printed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.facts.community import Fund
from jjledger.facts.shares import FundShares, ShareRows
from jjledger.facts.voucher import OPENING_KIND, SUSPENSE_CODE, UNDISTRIBUTED_CODES, Voucher
from jjledger.rules.closing import closed_balances, owners_money_codes
from jjledger.rules.shares import SELLING_UNIT

INCOME_CODES: Final = ("4001", "4101", "4102", "4201", "4301", "4901")
EXPENSE_CODES: Final = ("5001", "5101", "5901")
# The last is no prescribed one: money that has come or gone and waits to be explained, nought when a month is closed.
ASSET_CODES: Final = ("1001", "1101", "1201", SUSPENSE_CODE)
REFUNDS_OWED_CODE: Final = "2001"
_OWNERS_NET: Final = frozenset({"3001", "3002"})
_UNDISTRIBUTED_NET: Final = "3101"


@dataclass(frozen=True, slots=True)
class Position:
    """What some funds hold, owe and are worth together at the end of a day, after closing, in fen."""

    assets: Mapping[str, int]  # by code of ASSET_CODES
    refunds_owed_fen: int  # 2001
    owners_fen: int  # 3001 or 3002
    undistributed_fen: int  # 3101

    @property
    def assets_fen(self) -> int:
        """Sum the assets."""
        return sum(self.assets.values())

    @property
    def net_fen(self) -> int:
        """Sum the net assets."""
        return self.owners_fen + self.undistributed_fen


@dataclass(frozen=True, slots=True)
class Change:
    """What changed a part of the net assets within some days, in fen, increase positive."""

    result_fen: int  # income less expense that closes into it
    distributed_fen: int  # moved between undistributed income and owners' money
    other_fen: int  # booked straight into it


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed owners' money and undistributed income."""

    owners: Change
    undistributed: Change


@dataclass(frozen=True, slots=True)
class HeldParts:
    """Owners' money of sold public housing, apart by whose it is, in fen."""

    owners_fen: int
    selling_units_fen: int


def is_opening(voucher: Voucher) -> bool:
    """Say whether a voucher opened the books: what it brings is brought forward and no change of the year."""
    return voucher.kind == OPENING_KIND


def position(vouchers: Iterable[Voucher], funds: Sequence[Fund], day: date) -> Position:
    """Give what some funds hold at the end of a day.

    Args:
        vouchers: posted vouchers, any order.
        funds: of one column of the statement; none gives noughts.
        day: end of this day.

    Source: 财会〔2020〕7号 资产负债表 (会住维01表).
    """
    posted = tuple(vouchers)
    closed = [closed_balances(posted, fund, day) for fund in funds]
    return Position(
        {code: sum(one.by_code.get(code, 0) for one in closed) for code in ASSET_CODES},
        -sum(one.by_code.get(REFUNDS_OWED_CODE, 0) for one in closed),
        sum(one.owners_fen for one in closed),
        sum(one.undistributed_fen for one in closed),
    )


def brought_forward(
    vouchers: Iterable[Voucher], funds: Sequence[Fund], first_day: date, last_day: date
) -> Position:
    """Give what some funds held before a day, with what opened their books until another.

    Args:
        vouchers: posted vouchers, any order.
        funds: of one column of the statement.
        first_day: first day of the year.
        last_day: last day that is stated; books opened later are not part of it.
    """
    before = (voucher for voucher in vouchers if voucher.day < first_day or is_opening(voucher))
    return position(before, funds, last_day)


def flows(
    vouchers: Iterable[Voucher], funds: Sequence[Fund], first_day: date, last_day: date
) -> Mapping[str, int]:
    """Sum income and expense of some funds within some days, both inclusive.

    Returns:
        Fen by code of INCOME_CODES and EXPENSE_CODES; income and expense both positive, a deposit
        taken back less income.

    Source: 财会〔2020〕7号 收支表 (会住维02表); R16.
    """
    codes = {fund.code for fund in funds}
    sums = dict.fromkeys((*INCOME_CODES, *EXPENSE_CODES), 0)
    for voucher in vouchers:
        if first_day <= voucher.day <= last_day and not is_opening(voucher):
            for posting in voucher.postings:
                code = posting.account.code
                if posting.account.fund in codes and code in sums:
                    sums[code] += posting.amount_fen if code in EXPENSE_CODES else -posting.amount_fen
    return sums


def result_of(sums: Mapping[str, int]) -> int:
    """Give income less expense of `flows`, in fen."""
    return sum(sums[code] for code in INCOME_CODES) - sum(sums[code] for code in EXPENSE_CODES)


def changes(vouchers: Iterable[Voucher], funds: Sequence[Fund], first_day: date, last_day: date) -> Changes:
    """Sort what changed the net assets of some funds within some days, both inclusive.

    What one voucher takes from undistributed income and gives to owners, or the other way round, is a
    distribution; all else booked on 3001, 3002 and 3101 is other.

    Source: 财会〔2020〕7号 净资产变动表 (会住维03表); R09.
    """
    owners, undistributed = [0, 0, 0], [0, 0, 0]
    for voucher in vouchers:
        if not first_day <= voucher.day <= last_day or is_opening(voucher):
            continue
        for fund in funds:
            result, straight = _by_side(voucher, fund)
            moved = _distributed(*straight)
            for side, place, sign in ((owners, 0, 1), (undistributed, 1, -1)):
                side[0] += result[place]
                side[1] += sign * moved
                side[2] += straight[place] - sign * moved
    return Changes(Change(*owners), Change(*undistributed))


def _by_side(voucher: Voucher, fund: Fund) -> tuple[tuple[int, int], tuple[int, int]]:
    """Sum a voucher's legs of one fund: income and expense, then net assets; each of owners and undistributed."""
    of_owners = owners_money_codes(fund, voucher.day)
    sums = {(side, straight): 0 for side in (True, False) for straight in (True, False)}
    for posting in voucher.postings:
        code = posting.account.code
        if posting.account.fund == fund.code and code in of_owners | UNDISTRIBUTED_CODES:
            straight = code in _OWNERS_NET or code == _UNDISTRIBUTED_NET
            sums[code in of_owners, straight] -= posting.amount_fen
    return (sums[True, False], sums[False, False]), (sums[True, True], sums[False, True])


def _distributed(owners_fen: int, undistributed_fen: int) -> int:
    """Give what went from undistributed income to owners; negative: back."""
    if owners_fen * undistributed_fen >= 0:
        return 0
    moved = min(abs(owners_fen), abs(undistributed_fen))
    return moved if owners_fen > 0 else -moved


def held_parts(shares: FundShares, rows: Iterable[ShareRows]) -> HeldParts:
    """Sum what some rows added to owners and to selling units.

    Args:
        shares: whose rows they are.
        rows: of the fund, e.g. those of some days.

    Source: 住宅专项维修资金管理办法 第9条, 第11条: the part that comes from the unit is the unit's.
    """
    units = {place for place, name in enumerate(shares.holders) if name.startswith(SELLING_UNIT)}
    parts = [0, 0]
    for row in rows:
        for holder, fen in zip(row.holders.tolist(), row.amount.tolist(), strict=True):
            parts[holder in units] += fen
    return HeldParts(*parts)
