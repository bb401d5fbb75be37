"""The counts and sums that a statement prints of itself, held against its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from jjledger.facts.statement import Remark
from jjledger.intake.statements.banner import Banner, Printed, Side
from jjledger.intake.statements.layouts import Layout
from jjledger.intake.statements.rows import Reading, Rows, Total
from jjledger.units import plain_yuan

_WORDS: Final[dict[Side | None, str]] = {"in": "收入", "out": "支出", "neutral": "不计收支", None: "全部"}


def totals_differ(layout: Layout, banner: Banner, rows: Rows) -> tuple[Remark, ...]:
    """Say which of the printed totals the rows do not give, each once."""
    found = [*_banner(layout, banner, rows), *_lines(rows)]
    return tuple(dict.fromkeys(found))


def _banner(layout: Layout, banner: Banner, rows: Rows) -> Iterator[Remark]:
    for printed in banner.totals:
        mine = [one for one in rows.readings if printed.side in {None, one.side}]
        if printed.count is not None and not _counts(printed, mine, rows):
            yield Remark(
                printed.row,
                f"写着{_WORDS[printed.side]} {printed.count} 笔，读到 {len(mine)} 笔{_besides(rows)}",
            )
        if printed.fen is not None and layout.sums_tie:
            yield from _differs(printed.row, f"{_WORDS[printed.side]}合计", abs(printed.fen), abs(_sum(mine)))


def _counts(printed: Printed, mine: Sequence[Reading], rows: Rows) -> bool:
    """Say whether a count is right; a row of nothing may be counted or not."""
    unread = len(rows.unread) if printed.side is None else 0
    zeros = sum(one.printed_fen == 0 for one in mine)
    return len(mine) + unread - zeros <= (printed.count or 0) <= len(mine) + unread


def _besides(rows: Rows) -> str:
    return f"，另有 {len(rows.unread)} 行读不出" if rows.unread else ""


def _sum(readings: Sequence[Reading]) -> int:
    return sum(one.printed_fen for one in readings if not one.foreign)


def _lines(rows: Rows) -> Iterator[Remark]:
    """Hold the lines of sums against the rows above them."""
    since = 0
    for above, total in rows.totals:
        mine = rows.readings[since:above] if total.part else rows.readings[:above]
        since = above if total.part else since
        yield from _line(total, mine)


def _line(total: Total, mine: Sequence[Reading]) -> Iterator[Remark]:
    for column, said in total.sums.items():
        picked = [one for one in mine if column in {"amount", one.side}]
        word = _WORDS["in" if column == "in" else "out"] if column != "amount" else "金额"
        yield from _differs(total.row, f"{word}{'小计' if total.part else '合计'}", said, _sum(picked))


def _differs(row: int, word: str, said: int, summed: int) -> Iterator[Remark]:
    if said != summed:
        yield Remark(row, f"{word}写的是 {plain_yuan(said)}，各行加起来是 {plain_yuan(summed)}")
