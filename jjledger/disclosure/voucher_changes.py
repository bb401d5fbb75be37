"""What became of vouchers between two editions, told as what it is: corrected, undone, added.

A posted voucher is never edited: it is undone by one voucher and put right by another. Item by item that is two long
new vouchers, of which nobody sees that one summary was changed and no money moved. Here the two become one change.
What lives here: putting them together, and the words. What must not: what an approval is of; that is every item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jjledger.disclosure.changes import NOTHING, word_of
from jjledger.disclosure.models import Change, Leg, VoucherView
from jjledger.disclosure.voucher_views import POOLED
from jjledger.units import yuan

SAME_AMOUNT: Final = "（金额不变）"
_VOUCHER: Final = "凭证 "
_UNDOES, _RIGHTS = "冲销 ", "订正 "  # how a voucher's note says what it is for
_UNDONE: Final = "已冲销"
_AGAIN: Final = "重新记为："
_ELSEWHERE: Final = "见那一期的公示"  # what was booked before this period stands on another page
# 订正8月5日付-0001号凭证（多记了10元）：, which only says what is put right and why.
_RIGHTED: Final = re.compile(r"订正[^：（]*凭证(（[^）]*）)?(：|$)")
_TWO: Final = 2
# What a correction may change besides amount and accounts, in the order of the page.
_TEXTS: Final = ("payee", "summary", "attachments", "decision")


@dataclass(frozen=True, slots=True)
class _Corrected:
    """One voucher and what became of it; `name` is that of the first one, 2025-12 付-0001."""

    name: str
    wrong: VoucherView | None  # None: it stands in another period
    undone: VoucherView | None  # the red-letter voucher; None: undone in an earlier edition
    right: VoucherView | None  # None: undone, and nothing in its place
    used: tuple[str, ...]  # names of the new vouchers that are told with it


def retold(found: Iterable[Change], vouchers: Sequence[VoucherView]) -> tuple[Change, ...]:
    """Tell new vouchers that undo or correct one as what they did to it; everything else stays as it is.

    Args:
        found: every change of a document, as it is approved.
        vouchers: of the document now.

    Returns:
        The changes; what was corrected stands where its first new voucher stood.

    Source: 会计基础工作规范 第51条 (五).
    """
    found = tuple(found)
    views = _by_name(vouchers)
    fresh = {name: views[name] for name in _fresh(found) if name in views}
    told: dict[str, tuple[Change, ...]] = {}
    for one in _corrected(fresh, views):
        first, *others = one.used
        told[first] = tuple(_words(one))
        told.update(dict.fromkeys(others, ()))
    return tuple(
        part for change in found for part in told.get(change.label.removeprefix(_VOUCHER), (change,))
    )


def shortened(found: Iterable[Change], vouchers: Sequence[VoucherView]) -> tuple[Change, ...]:
    """Tell every other new voucher by what it was for and its amount: its accounts stand with it on the page.

    Args:
        found: changes, with what was corrected told already.
        vouchers: of the document now.
    """
    found = tuple(found)
    views = _by_name(vouchers)
    fresh = {f"{_VOUCHER}{name}": views[name] for name in _fresh(found) if name in views}
    return tuple(
        Change(_named(change.label.removeprefix(_VOUCHER)), NOTHING, _short(fresh[change.label]))
        if change.label in fresh
        else change
        for change in found
    )


def _by_name(vouchers: Sequence[VoucherView]) -> dict[str, VoucherView]:
    """Give vouchers by their names, but those whose name several funds use: nobody knows which is meant."""
    names = Counter(map(_name, vouchers))
    return {_name(one): one for one in vouchers if names[_name(one)] == 1}


def _name(view: VoucherView) -> str:
    return f"{view.day:%Y-%m} {view.number}"


def _fresh(found: Iterable[Change]) -> Iterator[str]:
    for change in found:
        if change.label.startswith(_VOUCHER) and change.before == NOTHING:
            yield change.label.removeprefix(_VOUCHER)


def _corrected(fresh: Mapping[str, VoucherView], views: Mapping[str, VoucherView]) -> Iterator[_Corrected]:
    """Put red-letter vouchers and corrections together by what they are about, corrections of corrections too."""
    undoing = {_about(view, _UNDOES): name for name, view in fresh.items() if _about(view, _UNDOES)}
    righting = {_about(view, _RIGHTS): name for name, view in fresh.items() if _about(view, _RIGHTS)}
    for first in dict.fromkeys((*undoing, *righting)):
        if _about(fresh.get(first), _RIGHTS):
            continue  # told with the one it corrects
        used: list[str] = []
        name, right = first, ""
        while name and name not in used:
            if right:
                used.append(right)
            used += [undoing[name]] if name in undoing else []
            name = right = righting.get(name, "")
        last = used[-1] if used and _about(fresh[used[-1]], _RIGHTS) else ""
        yield _Corrected(
            first,
            views.get(first),
            fresh[undoing[first]] if first in undoing else None,
            fresh[last] if last else None,
            tuple(sorted(used, key=list(fresh).index)),
        )


def _about(view: VoucherView | None, word: str) -> str:
    """Say which voucher one undoes or corrects, by its name; a bare number is of the same month."""
    if view is None:
        return ""
    name = next((part.removeprefix(word) for part in view.note.split("；") if part.startswith(word)), "")
    return name if " " in name or not name else f"{view.day:%Y-%m} {name}"


def _words(one: _Corrected) -> Iterator[Change]:
    """Say what changed from what to what, fact by fact."""
    label = _named(one.name)
    if one.right is None:
        yield Change(label, _short(one.wrong) if one.wrong else _ELSEWHERE, _UNDONE)
    elif one.undone is None:
        yield Change(label, _UNDONE, f"{_AGAIN}{_short(one.right)}")
    else:
        same = _gross(one.right) == _gross(one.undone)
        ending = SAME_AMOUNT if same else ""
        facts = list(_facts(one.wrong, one.undone, one.right))
        for what, before, after in facts:
            yield Change(f"{label}的{what}", before, f"{after}{ending}")
        if not facts:
            yield Change(label, "原记", f"冲销后重新记账，这里列出的各项不变{ending}")


def _facts(
    wrong: VoucherView | None, undone: VoucherView, right: VoucherView
) -> Iterator[tuple[str, str, str]]:
    """List what the right voucher says otherwise: name of the fact, before, after.

    Of a voucher of another period the red-letter one tells payee and amounts, and nothing else does.
    """
    summary = _summary(right)
    for key in _TEXTS:
        after = summary if key == "summary" else getattr(right, key)
        if wrong is not None:
            before = _summary(wrong) if key == "summary" else getattr(wrong, key)
        else:
            before = {"payee": undone.payee, "summary": _ELSEWHERE if summary else ""}.get(key, after)
        if before != after and not (key == "summary" and not summary):
            yield word_of(key), before or NOTHING, after or NOTHING
    if _gross(undone) != _gross(right):
        yield "金额", yuan(_gross(undone)), yuan(_gross(right))
    before_legs = [Leg(leg.account, leg.credit_fen, leg.debit_fen) for leg in undone.legs]
    lost, won = (Counter(before_legs) - Counter(right.legs)), (Counter(right.legs) - Counter(before_legs))
    simple = {leg.account for leg in lost} == {leg.account for leg in won} and len(right.legs) <= _TWO
    if (lost or won) and not (simple and _gross(undone) != _gross(right)):
        yield "科目", _legs(lost), _legs(won)


def _summary(view: VoucherView) -> str:
    """Give the words of a voucher; of a correction those after 订正某月某日某号凭证（原因）, which are none in some."""
    if not _about(view, _RIGHTS):
        return view.summary
    begins = _RIGHTED.match(view.summary)
    return view.summary[begins.end() :] if begins else view.summary


def _gross(view: VoucherView) -> int:
    """Give the amount of a voucher without its sign; a transfer within the fund has one too."""
    return abs(view.amount_fen) or sum(abs(leg.debit_fen) for leg in view.legs)


def _legs(legs: Iterable[Leg]) -> str:
    told = (
        f"{leg.account} {'借' if leg.debit_fen else '贷'} {yuan(leg.debit_fen or leg.credit_fen)}"
        for leg in legs
    )
    return "，".join(told) or NOTHING


def _short(view: VoucherView) -> str:
    return "，".join(part for part in (view.summary, view.payee, f"{yuan(_gross(view))} 元") if part)


def _named(name: str) -> str:
    """Call a voucher by month and number: 2025年12月付-0001号凭证.

    Examples:
        >>> _named("2025-12 付-0001"), _named("2025-03 合并收退")
        ('2025年12月付-0001号凭证', '2025年3月合并收退')
    """
    month, _, number = name.partition(" ")
    year, dash, digits = month.partition("-")
    if not dash or not digits.isdigit():
        return f"{_VOUCHER}{name}"
    return f"{year}年{int(digits)}月{number}" + ("" if number.startswith(POOLED) else "号凭证")
