"""One cell of a spreadsheet as text, and why it cannot be relied on where it cannot.

Numbers that a spreadsheet stores in binary come out as people see them there: with the 15
digits it keeps.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from jjledger.encoding import one_line
from jjledger.units import fen_from_text

# What a spreadsheet's cell may hold, as calamine gives it.
Raw = int | float | str | bool | date | datetime | time | timedelta

_MOST_DIGITS: Final = 10**15  # beyond, a spreadsheet has already put noughts for what was typed
_MONEY: Final = re.compile(
    r"(?:¥|人民币|RMB|CNY)?\s*([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?:元|圆|m2|平方米)?"
)
_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_IN_FULL: Final = "请照原件写出全部数字；用电子表格的，先把这一列的格式设为“文本”。"
_DASHES: Final[Mapping[int, str]] = dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as read."""

    text: str  # NFKC, one line, without blanks at its ends; "" where it is empty
    trouble: str = ""  # why it cannot be relied on, in words that end a sentence; "" nothing
    remedy: str = ""  # of that trouble


def cell_of(raw: Raw) -> Cell:
    """Turn what a spreadsheet holds into text.

    Full-width digits, letters and signs become plain ones (NFKC). A number is given with the
    15 digits a spreadsheet keeps, so that 0.1 + 0.2 is 0.3 and 5818.8 stays what it is.

    Examples:
        >>> cell_of(0.1 + 0.2).text, cell_of("５，８１８．８０ 元").text, cell_of(101.0).text
        ('0.3', '5,818.80 元', '101')
    """
    if isinstance(raw, str):
        text = plain(raw)
        if _SCIENTIFIC.fullmatch(text):
            return Cell(text, "是科学记数，末尾的数字可能已经丢了", _IN_FULL)
        return Cell(text)
    if isinstance(raw, bool):
        return Cell(str(raw).upper(), "是“是/否”，不是文字或数", "请改填这一格应有的文字或数。")
    if isinstance(raw, int | float):
        return _number(raw)
    return Cell(str(raw), "是日期或时间", "请把这一列的格式设为“文本”，再照原件重填这一格。")


def plain(text: str) -> str:
    """Normalise text: NFKC, one kind of dash, in one line of what people can see."""
    return one_line(unicodedata.normalize("NFKC", text).translate(_DASHES))


def squeezed(text: str) -> str:
    """Take all blanks and a remark in brackets out of a heading, in lower case.

    Examples:
        >>> squeezed("金 额(元)")
        '金额'
    """
    return re.sub(r"\(.*?\)|\s|[:*]", "", text).lower()


def hundredths(text: str) -> int:
    """Read an amount or area as people type it, with at most two decimals: fen, or dm².

    Args:
        text: normalised; ¥, 元, m2 and commas at every third digit may stand in it.

    Raises:
        ValueError: anything else, above all a comma for the decimal point.

    Examples:
        >>> hundredths("¥5,818.80"), hundredths("89.52 m2")
        (581880, 8952)
    """
    found = _MONEY.fullmatch(text)
    if found is None:
        msg = f"「{text}」不是数"
        raise ValueError(msg)
    return fen_from_text(found[1])


def _number(raw: float) -> Cell:
    if abs(raw) >= _MOST_DIGITS or raw != raw:  # noqa: PLR0124 -- only not-a-number differs from itself
        return Cell(str(raw), "超过 15 位，电子表格已经把后面的数字改成了零", _IN_FULL)
    return Cell(f"{Decimal(f'{raw:.15g}'):f}")
