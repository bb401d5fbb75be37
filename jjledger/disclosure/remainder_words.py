"""Why a household got one fen more of a distribution, or why it did not."""

from __future__ import annotations

from typing import Final

from jjledger.disclosure.odd_fen import ExplainedRows, odd_words
from jjledger.disclosure.share_words import OwnRow
from jjledger.facts.community import Fund, FundPolicy, PoolInterest, Remainder
from jjledger.rules.apportion import ShareReason
from jjledger.rules.distribution import read_days
from jjledger.units import cut_text, yuan

BASIS: Final = "basis"  # metadata key of a voucher: article or resolution it rests on
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
        self._explained = ExplainedRows()

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
            parts.append(_odd_fen(self._explained.share(row, item.place, rule), rule))
        else:
            parts.append("每户各自四舍五入到分，没有尾差")
        if ground:
            parts.append(f"依据 {ground}")
        return "；".join(parts)


def _policy_words(policy: FundPolicy) -> str:
    return policy.source or f"本小区自 {policy.from_day} 起的计息办法"


def _odd_fen(reason: ShareReason, rule: Remainder) -> str:
    cut = abs(reason.exact_fen - reason.whole_fen)
    head = f"精确到分以下先舍去，本户得 {yuan(reason.whole_fen)} 元，舍去 {cut_text(cut, 0, _DIGITS)} 分"
    return f"{head}；{odd_words(reason, rule)}"
