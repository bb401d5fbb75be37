"""What one cell of a statement says: an amount, a day, a time of day, a name, the tail of an account number."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from jjledger.intake.cells import hundredths

_NOTHING: Final = re.compile(r"[-/\\]+|无|null|none|nan", re.IGNORECASE)
_NO_WHOLE: Final = re.compile(r"^([+-]?)\.(?=\d)")  # .50, as some banks print it
_FOREIGN: Final = re.compile(r"([A-Z]{3})\s*[+-]?[\d.,]+")
_YUAN: Final = frozenset({"CNY", "RMB", "人民币", "人民币元", "156", "1", "01", "001", "元", "¥"})
_CLOCK: Final = (
    r"(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?|(?P<h6>\d{2})(?P<m6>\d{2})(?P<s6>\d{2})"
)
_TIME: Final = re.compile(_CLOCK, re.ASCII)
_MOMENT: Final = re.compile(
    rf"(?:(?P<y>\d{{4}})(?P<p>[-/.])(?P<mo>\d{{1,2}})(?P=p)(?P<d>\d{{1,2}})|(?P<y2>\d{{4}})年(?P<mo2>\d{{1,2}})月(?P<d2>\d{{1,2}})日"
    rf"|(?P<y3>\d{{4}})(?P<mo3>\d{{2}})(?P<d3>\d{{2}}))(?:[ T]*(?:{_CLOCK}))?",
    re.ASCII,
)
_SHORT_DAY: Final = re.compile(r"(\d{1,2})(?:[-/.]|月)(\d{1,2})日?", re.ASCII)
_EARLIEST: Final = 1990  # years in which an electronic statement may lie
_LATEST: Final = 2100
_NAME_AND_NUMBER: Final = re.compile(r"(.*?)\s*(\d{6,})", re.ASCII)
_LONG_NUMBER: Final = re.compile(r"(?<![\dA-Za-z])\d{8,17}([\dXx]{4})(?![\dA-Za-z])", re.ASCII)
_TAIL: Final = re.compile(r"(?:[\dX*]{0,40})([0-9A-Z]{4})", re.ASCII | re.IGNORECASE)
_TAIL_LENGTH: Final = 4


def filled(text: str) -> str:
    """Give a cell's text; "" for what statements print where there is nothing.

    Examples:
        >>> filled("--"), filled("/"), filled("财付通")
        ('', '', '财付通')
    """
    return "" if _NOTHING.fullmatch(text) else text


def fen_of(text: str) -> int:
    """Read an amount exactly.

    Raises:
        ValueError: it is no amount, or has more than two decimals.

    Examples:
        >>> fen_of("CNY 1,123.18"), fen_of("+10000.00"), fen_of(".50")
        (112318, 1000000, 50)
    """
    return hundredths(_NO_WHOLE.sub(r"\g<1>0.", text))


def is_yuan(currency: str) -> bool:
    """Say whether a currency is ours; a statement that prints none is."""
    return not currency or currency.upper() in _YUAN


def foreign_amount(text: str) -> tuple[str, int] | None:
    """Read an amount with the letters of another currency before it; None where there are none."""
    found = _FOREIGN.fullmatch(text)
    return None if found is None or is_yuan(found[1]) else (found[1], fen_of(text[3:].strip()))


def moment_of(text: str) -> tuple[date, str] | None:
    """Read a day, and the time of day where it follows; None for anything else.

    Examples:
        >>> moment_of("2025/12/03 14:06:51")
        (datetime.date(2025, 12, 3), '14:06:51')
        >>> moment_of("20240101"), moment_of("14:06:51")
        ((datetime.date(2024, 1, 1), ''), None)
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    part = found.groupdict()
    year, month, day = (int(part[key] or part[f"{key}2"] or part[f"{key}3"]) for key in ("y", "mo", "d"))
    clock = _clock(found)
    if not _EARLIEST <= year <= _LATEST or clock is None:
        return None
    try:
        return date(year, month, day), clock
    except ValueError:
        return None


def clock_of(text: str) -> str:
    """Read a time of day, hours first; "" for anything else.

    Examples:
        >>> clock_of("9:20"), clock_of("123456"), clock_of("2024-01-01 08:00:00"), clock_of("25:00")
        ('09:20:00', '12:34:56', '08:00:00', '')
    """
    found = _TIME.fullmatch(text)
    if found is not None:
        return _clock(found) or ""
    moment = moment_of(text)
    return moment[1] if moment is not None else ""


def short_day(text: str, last_month: tuple[int, int]) -> date | None:
    """Read 12/29 in a statement that ends in some month: of that year, or of the year before.

    Args:
        text: month and day.
        last_month: year and month.
    """
    found = _SHORT_DAY.fullmatch(text)
    if found is None:
        return None
    year, month = last_month
    try:
        return date(year if int(found[1]) <= month else year - 1, int(found[1]), int(found[2]))
    except ValueError:
        return None


def name_and_tail(text: str) -> tuple[str, str]:
    """Part a name from the account number behind it, of which the last four digits stay.

    Examples:
        >>> name_and_tail("张三 6666666666661234"), name_and_tail("12341234123412341"), name_and_tail("中国移动")
        (('张三', '1234'), ('', '2341'), ('中国移动', ''))
    """
    found = _NAME_AND_NUMBER.fullmatch(text)
    return (found[1], found[2][-_TAIL_LENGTH:]) if found else (text, "")


def account_tail(text: str) -> str:
    """Give the last four characters of an account number, "" where that is none or they are hidden.

    Examples:
        >>> account_tail("6226******5669"), account_tail("xxxxx*********xxxx"), account_tail("x@mail.com")
        ('5669', '', '')
    """
    number = text.replace(" ", "")
    found = _TAIL.fullmatch(number) or _TAIL.fullmatch(number[-_TAIL_LENGTH:] if "*" in number else "")
    return found[1] if found and any(sign.isdigit() for sign in found[1]) else ""


def without_numbers(text: str) -> str:
    """Shorten account and identity numbers in a text to their last four digits: no ledger holds them in full.

    Examples:
        >>> without_numbers("转6222021234567890123给张三")
        '转*0123给张三'
    """
    return _LONG_NUMBER.sub(r"*\1", text)


def _clock(found: re.Match[str]) -> str | None:
    """Give the time of day in a match; "" where there is none, None where there is no such time."""
    hour, minute, second = (found[key] or found[f"{key}6"] for key in ("h", "m", "s"))
    if hour is None:
        return ""
    text = f"{int(hour):02d}:{int(minute):02d}:{int(second or 0):02d}"
    return text if text <= "23:59:59" and minute <= "59" and (second or "0") <= "59" else None
