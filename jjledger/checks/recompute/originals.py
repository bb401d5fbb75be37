"""Which voucher a red-letter voucher takes back."""

from __future__ import annotations

from collections.abc import Sequence

from jjledger.facts.voucher import Posting, Voucher


def original_of(voucher: Voucher, posted: Sequence[Voucher], fund: str) -> Voucher | None:
    """Find what `reverses:` names among the earlier vouchers of a fund.

    A full name is month and number, 2025-03-F0012. A bare number means that of the same month, or else the
    latest earlier one whose legs are the opposite.

    Args:
        voucher: the red-letter voucher.
        posted: posted vouchers by day.
        fund: its code; each counts its numbers on its own.

    Source: 会计基础工作规范 第51条 (五): 注销某月某日某号凭证.
    """
    name = voucher.reverses.removeprefix("^")
    earlier = [
        one
        for one in posted
        if one is not voucher
        and one.day <= voucher.day
        and fund in one.funds
        and name in (one.key, one.number)
    ]
    month = (voucher.day.year, voucher.day.month)
    for one in earlier:
        if one.key == name:
            return one
    for one in earlier:
        if (one.day.year, one.day.month) == month:
            return one
    return next((one for one in reversed(earlier) if _legs(one, 1) == _legs(voucher, -1)), None)


def takes_back(leg: Posting, original: Posting) -> bool:
    """Say whether a leg is another with its sign turned, of the same account and the same holders."""
    if leg.split is None or original.split is None:
        return False
    whose, was = leg.split, original.split
    return (
        leg.account == original.account
        and leg.amount_fen == -original.amount_fen
        and (whose.kind, whose.value, whose.part) == (was.kind, was.value, was.part)
    )


def _legs(voucher: Voucher, sign: int) -> list[tuple[str, int]]:
    return sorted((leg.account.name, sign * leg.amount_fen) for leg in voucher.postings)
