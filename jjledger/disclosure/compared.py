"""A page's lines beside the same period a year before, amounts and exact percentages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from jjledger.disclosure.answer_models import Compared
from jjledger.disclosure.models import Line
from jjledger.period import Period, chinese_day, parse_period
from jjledger.units import decimal_text

Kind = Literal["in", "out", "sum"]
Rows = Iterable[tuple[str, Kind, int]]  # label, kind, fen; each label once a kind
NEW: Final = "去年没有"
NO_SHARE: Final = "有负数不算"
_WHOLE: Final = 100  # per cent


def year_before(period: Period) -> Period:
    """Give the same period of the year before.

    Examples:
        >>> year_before(parse_period("2025-Q3")).code
        '2024-Q3'
    """
    return parse_period(f"{period.first_day.year - 1}{period.code[4:]}")


def comparable(period: Period, began: date) -> bool:
    """Say whether books that began on a day cover a period from its first month on."""
    return (began.year, began.month) <= (period.first_day.year, period.first_day.month)


def no_year_before(began: date) -> str:
    """Say that books which began on a day have nothing to compare with."""
    return no_year_since(chinese_day(began))


def no_year_since(began: str) -> str:
    """Say it of books of which only words may tell when they began."""
    return f"账从{began}开始记，没有完整的去年同期可比。"


def compared(now: Rows, before: Rows) -> tuple[Compared, ...]:
    """Set lines and sums side by side: those of now in their order, then those there were only before.

    Args:
        now: of the period.
        before: of the same period a year before.
    """
    old = {(label, kind): fen for label, kind, fen in before}
    new = {(label, kind): fen for label, kind, fen in now}
    sums = [key for key in new if key[1] == "sum"]
    lines = [key for key in (*new, *old) if key[1] != "sum"]
    keys = [key for kind in ("in", "out") for key in dict.fromkeys(lines) if key[1] == kind]
    return tuple(_row(key, new, old) for key in (*keys, *sums) if new.get(key, 0) or old.get(key, 0))


def change_words(amount_fen: int, before_fen: int) -> str:
    """Give a change in per cent with one decimal, halves away from zero; words where there is no base or sign turns.

    Examples:
        >>> change_words(3120000, 3391305), change_words(10, 0), change_words(5, -10), change_words(2001, 2000)
        ('-8.0%', '去年没有', '有负数不算', '+0.1%')
        >>> change_words(10, 10)
        '0.0%'
    """
    if not before_fen:
        return NEW
    if before_fen < 0 or amount_fen < 0:
        return NO_SHARE
    share = Fraction(amount_fen - before_fen, before_fen) * _WHOLE
    text = decimal_text(share, 1)
    return f"+{text}%" if share > 0 else f"{text}%"


def main_rows(lines: Iterable[Line], kind: Kind) -> Rows:
    """List main items; those of one name together."""
    found: dict[str, int] = {}
    for line in lines:
        if line.level == 1:
            found[line.label] = found.get(line.label, 0) + line.amount_fen
    return [(label, kind, fen) for label, fen in found.items()]


def _row(
    key: tuple[str, Kind], new: Mapping[tuple[str, Kind], int], old: Mapping[tuple[str, Kind], int]
) -> Compared:
    amount, before = new.get(key, 0), old.get(key, 0)
    return Compared(key[0], key[1], amount, before, amount - before, change_words(amount, before))
