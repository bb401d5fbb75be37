"""Why a household got one fen more of a distribution, or why it did not."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import numpy as np

from jjledger.disclosure.share_words import OwnRow
from jjledger.facts.community import Fund, FundPolicy, PoolInterest, Remainder
from jjledger.rules.apportion import ShareReason, explain_share
from jjledger.rules.distribution import read_days
from jjledger.units import yuan

BASIS: Final = "basis"  # metadata key of a voucher: article or resolution it rests on
_RULES: Final[dict[Remainder, str]] = {
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
    row, split = item.row, item.row.posting.split
    if row.kind != "distribution" or split is None or split.kind != "interest":
        return ""
    first_day, last_day = read_days(split.value)
    policy = fund.policy_on(first_day)
    ground = row.voucher.extra.get(BASIS, "") or (policy and _policy_words(policy)) or ""
    parts = [f"所属期间 {first_day} 至 {last_day}"]
    if policy is not None and isinstance(policy.interest, PoolInterest) and row.weights:
        rule = policy.interest.remainder
        weights = np.array(row.weights)
        reason = explain_share(row.total_fen, weights, item.place, rule)
        assert reason.whole_fen + reason.odd_fen == item.amount, "a share is explained as it was booked"
        parts.append(_odd_fen(reason, rule))
    else:
        parts.append("每户各自四舍五入到分，没有尾差")
    if ground:
        parts.append(f"依据 {ground}")
    return "；".join(parts)


def _policy_words(policy: FundPolicy) -> str:
    return policy.source or f"本小区自 {policy.from_day} 起的计息办法"


def _odd_fen(reason: ShareReason, rule: Remainder) -> str:
    cut = abs(reason.exact_fen - reason.whole_fen)
    head = f"精确到分以下先舍去，本户得 {yuan(reason.whole_fen)} 元，舍去 {_part_of_a_fen(cut)} 分"
    if not reason.missing_fen:
        return f"{head}；全体恰好分尽，没有尾差"
    rank = f"，本户排第 {reason.rank}" if rule == "largest" else ""
    got = f"补 {abs(reason.odd_fen)} 分" if reason.odd_fen else "不补"
    return f"{head}；全体共差 {reason.missing_fen} 分，{_RULES[rule]}{rank}，{got}"


def _part_of_a_fen(cut: Fraction) -> str:
    """Print a part of a fen, cut off after four digits.

    Examples:
        >>> _part_of_a_fen(Fraction(1, 3)), _part_of_a_fen(Fraction(1, 2)), _part_of_a_fen(Fraction(0))
        ('0.3333…', '0.5', '0')
    """
    digits, rest = divmod(cut.numerator * 10**_DIGITS, cut.denominator)
    text = f"0.{digits:04}".rstrip("0").rstrip(".")
    return f"{f'0.{digits:04}'}…" if rest else text
