"""Where the lines and pages of a printed book break: reckoned, so that they can be tested and never depend on a printer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

FULL: Final = 20  # units of width of a Chinese character
_AROUND, _A_LINE = 15, 42  # tenths of a millimetre: above and below a row's text, and a line of it
ROW: Final = _AROUND + _A_LINE  # height of a row of one line
_NARROW: Final = 12
_BROAD: Final = 19
_BROAD_SIGNS: Final = frozenset("ABCDEFGHKMNOPQRSUVWXYZmw@%&")
# Words and numbers hold together; marks stay with what they open and close.
_UNBROKEN: Final = re.compile(r"[（「《]?(?:[!-~]+|.)[，。；：、）」》]?", re.DOTALL)


def width(text: str) -> int:
    """Measure words in twentieths of a Chinese character, never too little.

    Examples:
        >>> width("电梯"), width("12")
        (40, 24)
    """
    return sum(_width_of(sign) for sign in text)


def _width_of(sign: str) -> int:
    if unicodedata.east_asian_width(sign) in "WFA":
        return FULL
    return _BROAD if sign in _BROAD_SIGNS or not sign.isascii() else _NARROW


def broken(text: str, characters: int) -> tuple[str, ...]:
    """Break words into lines.

    Args:
        text: any words; what is no space but looks like one, line ends too, becomes a space.
        characters: Chinese characters that fit a line, at least 2.

    Returns:
        At least one line; joined they are the words.

    Examples:
        >>> broken("更换曳引机2台", 5)
        ('更换曳引机', '2台')
    """
    room = characters * FULL
    lines, line, used = [], "", 0
    for part in _parts(" ".join(text.split()), room):
        wide = width(part)
        if line and part != " " and used + wide > room:
            lines.append(line)
            line, used = "", 0
        line, used = line + part, used + wide
    return (*lines, line)


def _parts(text: str, room: int) -> Iterator[str]:
    """Give what holds together, cut where it is longer than a line."""
    for part in _UNBROKEN.findall(text):
        if width(part) <= room:
            yield part
        else:
            yield from part


def row_height(lines: int) -> int:
    """Give the height of a ledger's row with so many lines of text, in tenths of a millimetre."""
    return _AROUND + _A_LINE * max(lines, 1)


def page_breaks(heights: Sequence[int], height: int, brought: int, carried: int) -> tuple[range, ...]:
    """Lay rows out into pages; none is divided.

    Args:
        heights: what each row takes, none more than a page has between the two below.
        height: what a page has.
        brought: what 承前页 takes on every page but the first.
        carried: what 过次页 takes on every page but the last.

    Returns:
        Which rows stand on which page; one page at least.
    """
    pages, start, left = [], 0, sum(heights)
    while left > height - (brought if start else 0):
        room = height - carried - (brought if start else 0)
        end = start
        while heights[end] <= room:
            room -= heights[end]
            left -= heights[end]
            end += 1
        assert end > start, "a row is higher than a page"
        pages.append(range(start, end))
        start = end
    return (*pages, range(start, len(heights)))
