"""Which voucher a red-letter voucher undoes, and which one a correcting voucher replaces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jjledger.facts.voucher import Voucher


@dataclass(frozen=True, slots=True)
class Ties:
    """What undid, corrected or is undone by a voucher."""

    reverses: Voucher | None = None
    reversed_by: Voucher | None = None
    corrects: Voucher | None = None
    corrected_by: Voucher | None = None


@dataclass(frozen=True, slots=True)
class VoucherNames:
    """Which vouchers bear the names that `reverses:` and `corrects:` of a book give; in the book's order."""

    by_key: Mapping[tuple[str, str], Sequence[Voucher]]  # by fund and full name
    by_number: Mapping[tuple[str, str], Sequence[Voucher]]  # by fund and bare number


def voucher_names(vouchers: Sequence[Voucher]) -> VoucherNames:
    """Look up once which vouchers a book's reversals and corrections may mean.

    Args:
        vouchers: posted vouchers by day; only what these name is found.
    """
    by_key: dict[tuple[str, str], list[Voucher]] = defaultdict(list)
    by_number: dict[tuple[str, str], list[Voucher]] = defaultdict(list)
    named = {name for one in vouchers for name in (one.reverses, one.corrects) if name}
    # A full name is dear to make: only those are made whose digits somebody gives.
    ends = {name[start:] for name in named for start in range(len(name) + 1)}
    for voucher in vouchers:
        if voucher.number[2:] in ends:
            for fund in voucher.funds:
                by_key[fund, voucher.key].append(voucher)
                by_number[fund, voucher.number].append(voucher)
    return VoucherNames(by_key, by_number)


def find_reversed(names: VoucherNames, voucher: Voucher, fund: str) -> Voucher | None:
    """Find the voucher that `reverses:` names.

    A full name is month and number in link form, `2025-03-F0012`. A bare number, `付-0012`,
    means the voucher of that number in the same month, or else the latest earlier one whose
    legs in the fund are exactly the opposite.

    Args:
        names: of the book.
        voucher: the reversing voucher.
        fund: code of the fund; numbers are counted in each fund on their own.

    Source: 会计基础工作规范 第51条 (五): 注销某月某日某号凭证.
    """
    full, same_number = _named(voucher.reverses, names, voucher, fund)
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
    names = voucher_names(vouchers)
    undone = {
        id(find_reversed(names, voucher, fund))
        for voucher in vouchers
        if voucher.reverses
        for fund in voucher.funds
    }
    return tuple(voucher for voucher in vouchers if not voucher.reverses and id(voucher) not in undone)


def find_corrected(names: VoucherNames, voucher: Voucher, fund: str) -> Voucher | None:
    """Find the voucher that `corrects:` names; a bare number means the latest one not later.

    Args:
        names: of the book.
        voucher: the correcting voucher.
        fund: code of the fund; numbers are counted in each fund on their own.

    Source: 会计基础工作规范 第51条 (五): 订正某月某日某号凭证.
    """
    full, same_number = _named(voucher.corrects, names, voucher, fund)
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
    names = voucher_names(vouchers)
    for voucher in vouchers:
        for fund in voucher.funds:
            undone = find_reversed(names, voucher, fund) if voucher.reverses else None
            wrong = find_corrected(names, voucher, fund) if voucher.corrects else None
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
    name: str, names: VoucherNames, voucher: Voucher, fund: str
) -> tuple[Voucher | None, list[Voucher]]:
    """Look a name up among a fund's earlier vouchers.

    Returns:
        The voucher of that full name, or of that number in the same month; and all of that number.
    """
    key = fund, name.removeprefix("^")
    same_number = _earlier(names.by_number.get(key, ()), voucher)
    full = _earlier(names.by_key.get(key, ()), voucher)
    month = (voucher.day.year, voucher.day.month)
    of_month = [other for other in same_number if (other.day.year, other.day.month) == month]
    return next(iter(full or of_month), None), same_number


def _earlier(found: Iterable[Voucher], voucher: Voucher) -> list[Voucher]:
    return [other for other in found if other is not voucher and other.day <= voucher.day]


def is_opposite(original: Voucher, voucher: Voucher) -> bool:
    """Say whether two vouchers have the same legs with all signs turned."""
    legs = sorted((posting.account.name, posting.amount_fen) for posting in original.postings)
    turned = sorted((posting.account.name, -posting.amount_fen) for posting in voucher.postings)
    return legs == turned
