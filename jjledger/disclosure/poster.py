"""The poster of a disclosure: the largest figures first, as many items as a sheet holds, the rest in one sum.

What lives here: which rows stand on it and its sentences. What must not: letters and sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from unicodedata import east_asian_width

from jjledger.disclosure.equation import Term, equation
from jjledger.disclosure.models import BankTie, Change, Head, Line, MaintenanceFund, PublicRevenue
from jjledger.disclosure.poster_models import Foot, Poster, PosterRow
from jjledger.period import chinese_day
from jjledger.units import yuan

Page = PublicRevenue | MaintenanceFund

# Heights on A4 in tenths of a millimetre, as poster.css sets them.
ROOM: Final = 1165  # what the sheet has for rows, tie and what may stand beside them
_SUM, _ITEM, _SMALL = 123, 104, 70
_NAME = 112  # a line of the community's name
# Characters to a line, of which a digit or Latin letter is half a one.
_ITEM_WIDTH, _SUM_WIDTH, _SMALL_WIDTH, _NAME_WIDTH, _TIE_WIDTH = 14, 12, 32, 20, 22
_TOLD: Final = 2  # changes told in the strip; all of them stand on the page
_GROUP: Final = 4
_USE: Final = "维修支出"  # the term of an owners' fund whose items are projects


@dataclass(frozen=True, slots=True)
class _Side:
    """A term of the sum and the items it consists of, largest first."""

    term: Term
    items: tuple[tuple[str, int], ...]


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
    opening, *moves, closing = equation(page)
    tie, more = _tie(page.bank)
    correction = correction_words(page.head)
    notes = (*more, *_notes(page))
    room -= _lines(page.head.community, _NAME_WIDTH, _NAME) - _NAME
    room -= sum(_lines(words, _SMALL_WIDTH, _SMALL) for words in (*correction, *notes))
    room -= _lines(tie, _TIE_WIDTH, _ITEM)
    sides = [_Side(term, _items(page, term)) for term in moves]
    return Poster(
        head=page.head,
        closing_label=f"{page.head.fund}{closing.label}",
        closing_fen=closing.amount_fen,
        closing_capital=page.closing_capital,
        rows=(PosterRow("opening", "", opening.label, opening.amount_fen), *_rows(sides, room - _SUM)),
        tied=page.bank.state == "tied",
        tie=tie,
        notes=notes,
        correction=correction,
        foot=foot(page.head, root, draft=draft),
    )


def foot(head: Head, root: str, *, draft: bool = False) -> Foot:
    """Say what every paper for the notice board says at its foot."""
    assert not root or len(root) == 64, "a check code has 64 digits"  # noqa: PLR2004 - of SHA-256
    return Foot(
        posting=posting_words(head.issued, head.days_posted),
        contact=head.contact,
        grounds=tuple(ground.title for ground in head.grounds),
        address=period_address(head),
        root=tuple(root[at : at + _GROUP] for at in range(0, len(root), _GROUP)),
        draft=draft,
    )


def posting_words(issued: date | None, days: int) -> str:
    """Say from when to when the notice hangs.

    Args:
        issued: day it goes out; None where it is not known yet.
        days: how long it hangs; the day it is put up does not count.

    Source: 民法典 第201条: 按照年、月、日计算期间的, 开始的当日不计入, 自下一日开始计算.

    Examples:
        >>> posting_words(date(2025, 10, 15), 15)
        '2025年10月15日起张贴 15 天，到10月30日止'
    """
    if issued is None:
        return f"自张贴之日起 {days} 天"
    last = issued + timedelta(days=days)
    year = f"{last.year}年" if last.year != issued.year else ""
    return f"{chinese_day(issued)}起张贴 {days} 天，到{year}{last.month}月{last.day}日止"


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
    sentences = [
        f"更正：第 {head.edition} 版，代替{chinese_day(correction.replaced_day)}的第 {correction.replaces} 版",
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


def _items(page: Page, term: Term) -> tuple[tuple[str, int], ...]:
    """List what a term consists of, largest first."""
    if isinstance(page, PublicRevenue):
        items = list(_main(page.income if term.sign == "+" else page.expense))
    elif term.label == _USE:
        items = [(project.title, project.cost_fen) for project in page.projects]
    else:
        items = []
    assert not items or sum(fen for _, fen in items) == term.amount_fen, "items must come to their sum"
    return tuple(sorted(items, key=lambda item: -abs(item[1])))


def _main(lines: Iterable[Line]) -> Iterator[tuple[str, int]]:
    return ((line.label, line.amount_fen) for line in lines if line.level == 1)


def _rows(sides: Sequence[_Side], room: int) -> Iterator[PosterRow]:
    """Lay the sides out one below the other, each with as many of its items as there is room for."""
    room -= sum(_lines(side.term.label, _SUM_WIDTH, _SUM) for side in sides)
    shown = _shown(sides, room)
    for side, count in zip(sides, shown, strict=True):
        assert side.term.sign in {"+", "-"}
        yield PosterRow("sum", "+" if side.term.sign == "+" else "-", side.term.label, side.term.amount_fen)
        for label, fen in side.items[:count]:
            yield PosterRow("item", "", label, fen)
        hidden = side.items[count:]
        if count and hidden:
            yield PosterRow("rest", "", f"其余 {len(hidden)} 项合计", sum(fen for _, fen in hidden))


def _shown(sides: Sequence[_Side], room: int) -> list[int]:
    """Say how many items of each side are told: first the largest of each, then by size while there is room."""
    wanted = [
        (place > 0, -abs(fen), number)
        for number, side in enumerate(sides)
        for place, (_, fen) in enumerate(side.items)
    ]
    counts = [0] * len(sides)
    for _, _, number in sorted(wanted):
        if not _grown(sides, counts, number, room):
            break
    for number, side in enumerate(sides):
        if len(side.items) - counts[number] == 1:  # its own name says more than 其余 1 项
            _grown(sides, counts, number, room)
    return counts


def _grown(sides: Sequence[_Side], counts: list[int], number: int, room: int) -> bool:
    """Tell one more item of a side, unless that takes more than there is room for."""
    counts[number] += 1
    fits = sum(map(_height, sides, counts)) <= room
    counts[number] -= not fits
    return fits


def _height(side: _Side, count: int) -> int:
    told = sum(_lines(label, _ITEM_WIDTH, _ITEM) for label, _ in side.items[:count])
    return told + (_ITEM if 0 < count < len(side.items) else 0)


def _lines(words: str, width: int, height: int) -> int:
    """Give the height of words that wrap after so many characters."""
    halves = sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in words)
    return max(1, -(-halves // (2 * width))) * height
