"""The poster of a disclosure: the largest figures first, as many items as a sheet holds, the rest in one sum.

What lives here: which rows stand on it and its sentences. What must not: letters and sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from unicodedata import east_asian_width

from jjledger.disclosure.equation import Term, equation
from jjledger.disclosure.models import BankTie, Change, Head, Line, MaintenanceFund, PublicRevenue
from jjledger.disclosure.poster_models import Foot, Poster, PosterRow, Scale
from jjledger.period import chinese_day
from jjledger.units import yuan

Page = PublicRevenue | MaintenanceFund
Items = tuple[tuple[str, int], ...]

# Tenths of a millimetre on A4, as poster.css sets them.
ROOM: Final = 1255  # what the sheet has for rows, the tie and the sentences beside it
_NAME, _SMALL, _POSTING, _FOOT = 112, 70, 68, 59  # heights of a line
_BESIDE_SEAL: Final = 465  # what the foot has beside the place for the seal
_TALLER: Final = 240  # what a foot that needs more takes more
_EDGE, _INDENT = 1860, 70  # widths of a row, and of what its items stand in
# Han characters to a line; digits and Latin letters are half as wide.
_NAME_WIDTH, _SMALL_WIDTH, _POSTING_WIDTH, _FOOT_WIDTH = 20, 32, 15, 17
_TOLD: Final = 2  # changes told in the strip; all of them stand on the page
_GROUP: Final = 4
_WORDS: Final = 28  # of a voucher that is all an item consists of
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


def poster(page: Page, root: str, *, draft: bool = False, room: int = ROOM) -> Poster:
    """Draw up the poster of a disclosure.

    Args:
        page: the finished disclosure.
        root: the check code, 64 hexadecimal digits; "" where there is none yet.
        draft: it is not out yet.
        room: height for rows in tenths of a millimetre on A4; less where they turned out not to fit.

    Returns:
        The poster. Its opening and sums come to the closing balance, and the items of a sum that has
        any come to the sum, however many stand together in 其余 n 项合计.

    Source: R48; 台州市物业管理条例 第25条.
    """
    tie, more = _tie(page.bank)
    correction = correction_words(page.head)
    notes = (*more, *_notes(page))
    below = foot(page.head, root, draft=draft)
    tall = _foot_height(below) > _BESIDE_SEAL
    room -= tall * _TALLER + (lines_of(page.head.community, _NAME_WIDTH) - 1) * _NAME
    room -= sum(lines_of(words, _SMALL_WIDTH) for words in (*correction, *notes)) * _SMALL
    closing = equation(page)[-1]
    scale, rows = _rows(page, tie, room)
    return Poster(
        head=page.head,
        closing_label=f"{page.head.fund}{closing.label}",
        closing_fen=closing.amount_fen,
        closing_capital=page.closing_capital,
        rows=rows,
        scale=scale,
        tied=page.bank.state == "tied",
        tie=tie,
        notes=notes,
        correction=correction,
        foot=below,
        tall=tall,
    )


def foot(head: Head, root: str, *, draft: bool = False) -> Foot:
    """Say what every paper for the notice board says at its foot."""
    assert not root or len(root) == 64, "a check code has 64 digits"  # noqa: PLR2004 - of SHA-256
    return Foot(
        posting=posting_words(head.issued, head.days_posted),
        contact=head.contact,
        grounds=tuple(dict.fromkeys(ground.title for ground in head.grounds)),
        address=period_address(head),
        root=tuple(root[at : at + _GROUP] for at in range(0, len(root), _GROUP)),
        draft=draft,
    )


def posting_words(issued: date | None, days: int) -> tuple[str, ...]:
    """Say from when to when the notice hangs, clause by clause.

    Args:
        issued: day it goes out; None where it is not known yet.
        days: how long it hangs; the day it is put up does not count.

    Source: 民法典 第201条: 按照年、月、日计算期间的, 开始的当日不计入, 自下一日开始计算.

    Examples:
        >>> posting_words(date(2025, 10, 15), 15)
        ('2025年10月15日起张贴 15 天，', '到10月30日止')
    """
    if issued is None:
        return (f"自张贴之日起 {days} 天",)
    last = issued + timedelta(days=days)
    year = f"{last.year}年" if last.year != issued.year else ""
    return f"{chinese_day(issued)}起张贴 {days} 天，", f"到{year}{last.month}月{last.day}日止"


def period_address(head: Head) -> str:
    """Give the address of the period's page: short, and always about the version in force; "" where unknown.

    Examples:
        >>> period_address(head)  # doctest: +SKIP
        'https://gongshi.example/d/guiyu/2025-Q3/'
    """
    folder = f"/d/{head.community_code}/{head.period_code}/"
    before, found, _ = head.address.partition(folder)
    return before + folder if found else ""


def correction_words(head: Head) -> tuple[str, ...]:
    """Say of a later version what it replaces, what changed, why, and who approved it; nothing of the first."""
    correction = head.correction
    if correction is None:
        return ()
    told = [_change(change) for change in correction.changes[:_TOLD]]
    if len(correction.changes) > _TOLD:
        told.append(f"等 {len(correction.changes)} 处")
    replaces = (
        f"第 {head.edition} 版，代替{chinese_day(correction.replaced_day)}的第 {correction.replaces} 版"
    )
    sentences = [
        f"更正：{replaces}" if told else f"{replaces}；这里的数没有变",
        "；".join(told),
        f"原因：{correction.reason.rstrip('。')}" if correction.reason else "",
        f"批准：{correction.approved_by}" if correction.approved_by else "",
    ]
    return ("。".join(sentence for sentence in sentences if sentence) + "。",)


def _change(change: Change) -> str:
    return f"{change.label} {change.before} → {change.after}"


def _tie(bank: BankTie) -> tuple[str, tuple[str, ...]]:
    """Cut the tie to the bank into its first clause and the explanation of a difference."""
    first, _, more = bank.words.partition("；")
    return first, (f"{more}。",) if more else ()


def _notes(page: Page) -> Iterator[str]:
    """Say what owners most often take for something else."""
    if isinstance(page, PublicRevenue):
        if page.later_fen:
            yield f"收入中有 {yuan(page.later_fen)} 元是预收的，属于以后期间。"
    elif page.closing_undistributed_fen:
        yield f"余额中有 {yuan(page.closing_undistributed_fen)} 元收益还没有分到各户。"


def _rows(page: Page, tie: str, room: int) -> tuple[Scale, tuple[PosterRow, ...]]:
    """Lay out the sum: as detailed and as large as there is room for, else the largest items and the rest."""
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


def _foot_height(below: Foot) -> int:
    large = sum(lines_of(words, _POSTING_WIDTH) for words in (*below.posting, below.contact))
    small = 1 + lines_of(f"依据：{'、'.join(below.grounds)}", _FOOT_WIDTH)
    return large * _POSTING + small * _FOOT


def lines_of(words: str, width: int) -> int:
    """Count the lines that words take, so many Han characters each."""
    halves = sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in words)
    return max(1, -(-halves // (2 * width)))
