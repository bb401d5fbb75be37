"""The period beside the year so far and all since the books began, and what that means in plain words.

A good closing balance can hide that a period spent more than it brought: the balance was brought
forward. So the page says both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.disclosure.answer_models import Accumulated
from jjledger.period import Period
from jjledger.units import yuan

THIS: Final = "本期"
YEAR: Final = "今年以来"
ALWAYS: Final = "建账以来"


@dataclass(frozen=True, slots=True)
class Moved:
    """What came in and went out over a span, in fen."""

    in_fen: int
    out_fen: int  # positive


Sums = Callable[[date, date], Moved]  # of a span of days, both inclusive


def accumulated(period: Period, began: date, closing_fen: int, sums: Sums) -> tuple[Accumulated, ...]:
    """Set the period beside longer spans that end with it; one that says the same is left out.

    Args:
        period: the period.
        began: day of the fund's first voucher.
        closing_fen: what is left at the period's end.
        sums: what moved over a span; what opened the books is brought forward, wherever it stands.
    """
    last = period.last_day
    spans = ((THIS, period.first_day), (YEAR, date(last.year, 1, 1)), (ALWAYS, min(began, last)))
    found: list[Accumulated] = []
    for label, first in spans:
        moved = sums(first, last)
        result = moved.in_fen - moved.out_fen
        span = Accumulated(
            label, first, closing_fen - result, moved.in_fen, moved.out_fen, result, closing_fen
        )
        if not found or (first < found[-1].first_day):
            found.append(span)
    return tuple(found)


def result_sentences(spans: Sequence[Accumulated]) -> tuple[str, ...]:
    """Say whether the period brought more than it took, and what the balance left rests on."""
    this, *longer = spans
    said = [f"{_result(this)}{_left(this)}"]
    said += [
        f"{span.label}{_sums(span)}，累计{_surplus(span.result_fen)}{_brought(span)}。" for span in longer
    ]
    return tuple(said)


def _result(span: Accumulated) -> str:
    if span.result_fen < 0:
        return f"本期超支：支出比收入多 {yuan(-span.result_fen)} 元。"
    if span.result_fen > 0:
        return f"本期结余：收入比支出多 {yuan(span.result_fen)} 元。"
    return "本期收支相抵，不多不少。" if span.in_fen or span.out_fen else "本期没有收入和支出。"


def _left(span: Accumulated) -> str:
    """Say what the balance left consists of, so that no deficit hides behind what was brought forward."""
    opening, result, closing = span.opening_fen, span.result_fen, span.closing_fen
    if result < 0 <= closing:
        return f"期末还有 {yuan(closing)} 元，是因为上期结转了 {yuan(opening)} 元，本期用掉了其中一部分。"
    if closing < 0:
        before = (
            f"连同上期超支 {yuan(-opening)} 元" if opening < 0 else f"上期结转的 {yuan(opening)} 元不够弥补"
        )
        return f"{before}，到期末累计超支 {yuan(-closing)} 元。"
    if opening < 0:
        return f"先弥补上期超支 {yuan(-opening)} 元，期末还有 {yuan(closing)} 元。"
    return f"加上上期结转 {yuan(opening)} 元，期末共有 {yuan(closing)} 元。"


def _sums(span: Accumulated) -> str:
    since = f"（{span.first_day.year}年{span.first_day.month}月起）" if span.label == ALWAYS else ""
    return f"{since}收入 {yuan(span.in_fen)} 元、支出 {yuan(span.out_fen)} 元"


def _brought(span: Accumulated) -> str:
    """Say what the books began with, where they did not begin with nothing."""
    if span.label != ALWAYS or not span.opening_fen:
        return ""
    return f"；加上建账时转入的 {yuan(span.opening_fen)} 元，现有 {yuan(span.closing_fen)} 元"


def _surplus(result_fen: int) -> str:
    return f"超支 {yuan(-result_fen)} 元" if result_fen < 0 else f"结余 {yuan(result_fen)} 元"
