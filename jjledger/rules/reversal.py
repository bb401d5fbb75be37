"""Which voucher a red-letter voucher undoes, and which one a correcting voucher replaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jjledger.facts.voucher import Voucher


@dataclass(frozen=True, slots=True)
class Ties:
    """What undid, corrected or is undone by a voucher."""

    reverses: Voucher | None = None
    reversed_by: Voucher | None = None
    corrects: Voucher | None = None
    corrected_by: Voucher | None = None


def find_reversed(vouchers: Sequence[Voucher], voucher: Voucher, fund: str) -> Voucher | None:
    """Find the voucher that `reverses:` names.

    A full name is month and number in link form, `2025-03-F0012`. A bare number, `付-0012`,
    means the voucher of that number in the same month, or else the latest earlier one whose
    legs in the fund are exactly the opposite.

    Args:
        vouchers: posted vouchers by day.
        voucher: the reversing voucher.
        fund: code of the fund; numbers are counted in each fund on their own.

    Source: 会计基础工作规范 第51条 (五): 注销某月某日某号凭证.
    """
    full, same_number = _named(voucher.reverses, vouchers, voucher, fund)
    if full is not None:
        return full
    exact = [other for other in same_number if is_opposite(other, voucher)]
    return exact[-1] if exact else None


def standing(vouchers: Sequence[Voucher]) -> tuple[Voucher, ...]:
    """List the vouchers that stand: those that neither undo another nor have been undone.

    Args:
        vouchers: posted vouchers by day.

    Source: 会计基础工作规范 第51条 (五).
    """
    undone = {
        id(find_reversed(vouchers, voucher, fund))
        for voucher in vouchers
        if voucher.reverses
        for fund in voucher.funds
    }
    return tuple(voucher for voucher in vouchers if not voucher.reverses and id(voucher) not in undone)


def find_corrected(vouchers: Sequence[Voucher], voucher: Voucher, fund: str) -> Voucher | None:
    """Find the voucher that `corrects:` names; a bare number means the latest one not later.

    Args:
        vouchers: posted vouchers by day.
        voucher: the correcting voucher.
        fund: code of the fund; numbers are counted in each fund on their own.

    Source: 会计基础工作规范 第51条 (五): 订正某月某日某号凭证.
    """
    full, same_number = _named(voucher.corrects, vouchers, voucher, fund)
    return full or (same_number[-1] if same_number else None)


def ties_of(vouchers: Sequence[Voucher]) -> Mapping[int, Ties]:
    """Tie reversals and corrections to their originals, both ways.

    Args:
        vouchers: posted vouchers by day.

    Returns:
        Ties by `id()` of the voucher; a voucher without any is left out.

    Source: 会计基础工作规范 第51条 (五).
    """
    reverses: dict[int, Voucher] = {}
    reversed_by: dict[int, Voucher] = {}
    corrects: dict[int, Voucher] = {}
    corrected_by: dict[int, Voucher] = {}
    for voucher in vouchers:
        for fund in voucher.funds:
            undone = find_reversed(vouchers, voucher, fund) if voucher.reverses else None
            wrong = find_corrected(vouchers, voucher, fund) if voucher.corrects else None
            if undone is not None:
                reverses[id(voucher)], reversed_by[id(undone)] = undone, voucher
            if wrong is not None:
                corrects[id(voucher)], corrected_by[id(wrong)] = wrong, voucher
    keys = {*reverses, *reversed_by, *corrects, *corrected_by}
    return {
        key: Ties(reverses.get(key), reversed_by.get(key), corrects.get(key), corrected_by.get(key))
        for key in keys
    }


def _named(
    name: str, vouchers: Sequence[Voucher], voucher: Voucher, fund: str
) -> tuple[Voucher | None, list[Voucher]]:
    """Look a name up among a fund's earlier vouchers.

    Returns:
        The voucher of that full name, or of that number in the same month; and all of that number.
    """
    name = name.removeprefix("^")
    earlier = [
        other
        for other in vouchers
        if other is not voucher and other.day <= voucher.day and fund in other.funds
    ]
    same_number = [other for other in earlier if other.number == name]
    month = (voucher.day.year, voucher.day.month)
    for other in earlier:
        if other.key == name:
            return other, same_number
    for other in same_number:
        if (other.day.year, other.day.month) == month:
            return other, same_number
    return None, same_number


def is_opposite(original: Voucher, voucher: Voucher) -> bool:
    """Say whether two vouchers have the same legs with all signs turned."""
    legs = sorted((posting.account.name, posting.amount_fen) for posting in original.postings)
    turned = sorted((posting.account.name, -posting.amount_fen) for posting in voucher.postings)
    return legs == turned
