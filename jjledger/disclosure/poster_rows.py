"""The rows of a poster's sum: as detailed and as large as a sheet has room for, and what they take of it.

What lives here: which items stand on a poster. What must not: its sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from unicodedata import east_asian_width

from jjledger.disclosure.equation import Term, equation
from jjledger.disclosure.models import Line, MaintenanceFund, PublicRevenue
from jjledger.disclosure.poster_models import PosterRow, Scale
from jjledger.units import yuan

Page = PublicRevenue | MaintenanceFund
Items = tuple[tuple[str, int], ...]

# Widths of a row, and of what its items stand in, in tenths of a millimetre on A4, as poster.css sets them.
_EDGE, _INDENT = 1860, 70
_WORDS: Final = 28  # Han characters of a voucher that is all an item consists of
_USE: Final = "维修支出"  # the term of an owners' fund whose items are projects


@dataclass(frozen=True, slots=True)
class _Type:
    """Heights of a sum's and an item's line, and widths of their Han characters and of a sum's digit."""

    sum: int
    item: int
    sum_sign: int
    item_sign: int
    digit: int


_TYPES: Final[Mapping[Scale, _Type]] = {
    "large": _Type(sum=148, item=128, sum_sign=120, item_sign=103, digit=62),
    "normal": _Type(sum=123, item=104, sum_sign=99, item_sign=85, digit=51),
    "small": _Type(sum=107, item=104, sum_sign=85, item_sign=85, digit=44),
}


@dataclass(frozen=True, slots=True)
class _Side:
    """A term of the sum and the items it consists of, largest first."""

    term: Term
    items: Items


@dataclass(frozen=True, slots=True)
class _Space:
    """What rows, and the line about the bank below them, may take."""

    height: int
    longest: int  # characters of the longest amount
    scale: Scale

    def of_sum(self, label: str) -> int:
        """Give the height of a sum's row; its sign takes two characters."""
        used = _TYPES[self.scale]
        return lines_of(label, (_EDGE - self.longest * used.digit) // used.sum_sign - 2) * used.sum

    def of_items(self, side: _Side, count: int) -> int:
        """Give the height of so many of a side's items and of the rest."""
        used = _TYPES[self.scale]
        width = (_EDGE - _INDENT - self.longest * used.digit) // used.item_sign
        told = sum(lines_of(label, width) for label, _ in side.items[:count])
        return used.item * (told + (0 < count < len(side.items)))

    def of_tie(self, tie: str) -> int:
        """Give the height of the line about the bank, whose letters are those of a small item."""
        used = _TYPES["normal"]
        return lines_of(tie, _EDGE // used.item_sign) * used.item


def rows_of(page: Page, tie: str, room: int) -> tuple[Scale, tuple[PosterRow, ...]]:
    """Lay out a page's sum: as detailed and as large as there is room for, else the largest items and the rest.

    Args:
        page: the finished disclosure.
        tie: the line about the bank, which stands below.
        room: the height for both, in tenths of a millimetre on A4.

    Returns:
        The size of letters and the rows. Opening and sums come to the closing balance; the items of a sum that
        has any come to the sum.
    """
    opening, *moves, closing = equation(page)
    longest = max(len(yuan(term.amount_fen)) for term in (opening, *moves, closing))
    for scale, detail in ((scale, detail) for detail in (_details, _named, _main) for scale in _TYPES):
        space = _Space(room, longest, scale)
        sides = [_Side(term, _items(page, term, detail)) for term in moves]
        left = room - space.of_tie(tie) - sum(space.of_sum(term.label) for term in (opening, *moves, closing))
        if sum(space.of_items(side, len(side.items)) for side in sides) <= left:
            break
    told = [
        row
        for side, count in zip(sides, _shown(sides, left, space), strict=True)
        for row in _side(side, count)
    ]
    first = PosterRow("opening", "", opening.label, opening.amount_fen)
    return scale, (first, *told, PosterRow("closing", "=", closing.label, closing.amount_fen))


def tells_largest(page: Page, rows: Sequence[PosterRow]) -> bool:
    """Say whether every sum that consists of items is told with the largest of them.

    Args:
        page: the finished disclosure.
        rows: laid out, as above.
    """
    _, *moves, _ = equation(page)
    able = {term.label for term in moves if _items(page, term, _main)}
    told = {above.label for above, row in pairwise(rows) if above.kind == "sum" and row.kind == "item"}
    return able <= told


def _side(side: _Side, count: int) -> Iterator[PosterRow]:
    """Give a sum, so many of its items, and the rest in one."""
    term, hidden = side.term, side.items[count:]
    assert term.sign in {"+", "-"}
    yield PosterRow("sum", "+" if term.sign == "+" else "-", term.label, term.amount_fen)
    for label, fen in side.items[:count]:
        yield PosterRow("item", "", label, fen)
    if count and hidden:
        yield PosterRow("rest", "", f"其余 {len(hidden)} 项合计", sum(fen for _, fen in hidden))


def _items(
    page: Page, term: Term, detail: Callable[[PublicRevenue, Sequence[Line]], Iterator[tuple[str, int]]]
) -> Items:
    """List what a term consists of, largest first."""
    if isinstance(page, PublicRevenue):
        items = list(detail(page, page.income if term.sign == "+" else page.expense))
    elif term.label == _USE:
        items = [(project.title, project.cost_fen) for project in page.projects]
    else:
        items = []
    assert not items or sum(fen for _, fen in items) == term.amount_fen, "items must come to their sum"
    return tuple(sorted(items, key=lambda item: -abs(item[1])))


def _details(page: PublicRevenue, lines: Sequence[Line]) -> Iterator[tuple[str, int]]:
    """List items down to the smallest, each after the names of those it belongs to: 停车·月租."""
    above: list[str] = []
    for place, line in enumerate(lines, 1):
        above = [*above[: line.level - 1], line.label]
        if place == len(lines) or lines[place].level <= line.level:
            yield _with_words(page, line, "·".join(above)), line.amount_fen


def _named(page: PublicRevenue, lines: Sequence[Line]) -> Iterator[tuple[str, int]]:
    """List main items, each with what it was for."""
    return ((_with_words(page, line, line.label), line.amount_fen) for line in lines if line.level == 1)


def _main(page: PublicRevenue, lines: Sequence[Line]) -> Iterator[tuple[str, int]]:
    """List main items by their names."""
    del page
    return ((line.label, line.amount_fen) for line in lines if line.level == 1)


def _with_words(page: PublicRevenue, line: Line, label: str) -> str:
    """Add to an expense of a single voucher what it was for; income is known by its kind."""
    if line not in page.expense or len(line.vouchers) != 1:
        return label
    words = next((one.summary for one in page.vouchers if one.anchor == line.vouchers[0]), "")
    return f"{label}：{words}" if words and len(words) <= _WORDS else label


def _shown(sides: Sequence[_Side], room: int, space: _Space) -> list[int]:
    """Say how many items of each side are told: first the largest of each, then by size while there is room."""
    wanted = [
        (place > 0, -abs(fen), number)
        for number, side in enumerate(sides)
        for place, (_, fen) in enumerate(side.items)
    ]
    counts = [0] * len(sides)

    def grown(number: int) -> bool:
        counts[number] += 1
        fits = sum(map(space.of_items, sides, counts)) <= room
        counts[number] -= not fits
        return fits

    for _, _, number in sorted(wanted):
        if not grown(number):
            break
    for number, side in enumerate(sides):
        if len(side.items) - counts[number] == 1:  # its own name says more than 其余 1 项
            grown(number)
    return counts


def lines_of(words: str, width: int) -> int:
    """Count the lines that words take, so many Han characters each."""
    halves = sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in words)
    return max(1, -(-halves // (2 * width)))
