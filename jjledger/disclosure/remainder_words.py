"""Why a household got one fen more of a distribution, or why it did not."""

from __future__ import annotations

from typing import Final

import numpy as np

from jjledger.disclosure.share_words import OwnRow
from jjledger.facts.community import Fund, FundPolicy, PoolInterest, Remainder
from jjledger.facts.shares import ShareRows
from jjledger.rules.apportion import Explained, ShareReason
from jjledger.rules.distribution import read_days
from jjledger.units import cut_text, yuan

BASIS: Final = "basis"  # metadata key of a voucher: article or resolution it rests on
REMAINDERS: Final[dict[Remainder, str]] = {
    "largest": "按舍去部分从大到小每户补 1 分",
    "first": "按房屋编号从前往后每户补 1 分",
    "last": "全部补给房屋编号最后的一户",
}
_DIGITS: Final = 4  # of a fen that are printed of what was cut off


def distribution_reason(fund: Fund, item: OwnRow) -> str:
    """Say for which days a distribution is, on what ground, and where its odd fen went; "" for every other row.

    Args:
        fund: the fund, for the policy of the period.
        item: one holder's part of one row.

    Source: R27, R29; remainder rules W11.
    """
    return Reasons(fund).of(item)


class Reasons:
    """The reasons of a fund's distributions; what all households share of one is reckoned once."""

    def __init__(self, fund: Fund) -> None:
        """Begin with none; the fund is asked for the policies of its periods."""
        self._fund = fund
        self._explained: dict[int, Explained] = {}  # by identity of the rows

    def of(self, item: OwnRow) -> str:
        """Do what `distribution_reason` does; the rows of all items are still held by whoever asks."""
        row, split = item.row, item.row.posting.split
        if row.kind != "distribution" or split is None or split.kind != "interest":
            return ""
        first_day, last_day = read_days(split.value)
        policy = self._fund.policy_on(first_day)
        ground = row.voucher.extra.get(BASIS, "") or (policy and _policy_words(policy)) or ""
        parts = [f"所属期间 {first_day} 至 {last_day}"]
        if policy is not None and isinstance(policy.interest, PoolInterest) and row.weights:
            rule = policy.interest.remainder
            reason = self._explain(row, rule).share(item.place)
            assert reason.whole_fen + reason.odd_fen == item.amount, "a share is explained as it was booked"
            parts.append(_odd_fen(reason, rule))
        else:
            parts.append("每户各自四舍五入到分，没有尾差")
        if ground:
            parts.append(f"依据 {ground}")
        return "；".join(parts)

    def _explain(self, row: ShareRows, rule: Remainder) -> Explained:
        found = self._explained.get(id(row))
        if found is None:
            found = self._explained[id(row)] = Explained(row.total_fen, np.array(row.weights), rule)
        return found


def _policy_words(policy: FundPolicy) -> str:
    return policy.source or f"本小区自 {policy.from_day} 起的计息办法"


def _odd_fen(reason: ShareReason, rule: Remainder) -> str:
    cut = abs(reason.exact_fen - reason.whole_fen)
    head = f"精确到分以下先舍去，本户得 {yuan(reason.whole_fen)} 元，舍去 {cut_text(cut, 0, _DIGITS)} 分"
    return f"{head}；{odd_words(reason, rule)}"


def odd_words(reason: ShareReason, rule: Remainder) -> str:
    """Say how many fen were missing, who got them, and whether this household did."""
    if not reason.missing_fen:
        return "全体恰好分尽，没有尾差"
    rank = f"，本户排第 {reason.rank}" if rule == "largest" else ""
    got = f"补 {abs(reason.odd_fen)} 分" if reason.odd_fen else "不补"
    return f"全体共差 {reason.missing_fen} 分，{REMAINDERS[rule]}{rank}，{got}"
