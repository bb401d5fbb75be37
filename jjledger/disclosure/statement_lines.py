"""Lines of a statement, level by level, out of postings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from jjledger.disclosure.account_words import code_of, without_code
from jjledger.disclosure.models import Line
from jjledger.facts.voucher import Account, Posting, Voucher

OWN_AMOUNT: Final = "未细分"  # what stands on a main item itself while it has sub-items

Booked = tuple[Voucher, Posting]
Anchor = Callable[[Voucher], str]


@dataclass(slots=True)
class _Node:
    """An account part with all that was booked on it and below."""

    fen: int = 0
    own_fen: int = 0
    anchors: dict[str, None] = field(default_factory=dict)
    own_anchors: dict[str, None] = field(default_factory=dict)
    parts: dict[str, _Node] = field(default_factory=dict)


def statement_lines(
    booked: Iterable[Booked], chart: Mapping[str, Account], anchor: Anchor, sign: int
) -> tuple[Line, ...]:
    """Lay postings out as lines: one a code, with deeper account parts as 其中 items below.

    Items stand by code; those without a code in the order of the chart of accounts. An item
    that has sub-items and an amount of its own shows the latter as one more sub-item, so the
    sub-items of every item sum to it.

    Args:
        booked: vouchers with the postings to lay out.
        chart: every opened account by name, in the order of the chart.
        anchor: gives the anchor a voucher is shown under.
        sign: 1 where debits count up (expense), -1 where credits do (income).
    """
    root = _Node()
    for voucher, posting in booked:
        path = (posting.account.code + posting.account.title, *posting.account.details)
        node = root
        for part in path:
            node = node.parts.setdefault(part, _Node())
            node.fen += sign * posting.amount_fen
            node.anchors[anchor(voucher)] = None
        node.own_fen += sign * posting.amount_fen
        node.own_anchors[anchor(voucher)] = None
    return tuple(_lines(root, (), 1, _places(chart)))


def _places(chart: Mapping[str, Account]) -> dict[tuple[str, ...], int]:
    """Number every path of account parts by its first appearance in the chart."""
    places: dict[tuple[str, ...], int] = {}
    for account in chart.values():
        path = (account.code + account.title, *account.details)
        for depth in range(1, len(path) + 1):
            places.setdefault(path[:depth], len(places))
    return places


def _lines(
    node: _Node, path: tuple[str, ...], level: int, places: Mapping[tuple[str, ...], int]
) -> Iterable[Line]:
    def rank(part: str) -> tuple[int, int]:
        return code_of(part), places.get((*path, part), len(places))

    for part in sorted(node.parts, key=rank):
        below = node.parts[part]
        yield Line(without_code(part), below.fen, level, tuple(below.anchors))
        yield from _lines(below, (*path, part), level + 1, places)
        if below.parts and below.own_anchors:
            yield Line(OWN_AMOUNT, below.own_fen, level + 1, tuple(below.own_anchors))
