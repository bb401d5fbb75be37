"""What a statement says in the lines above its heading and below its rows: whose, which days, how much in all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, Literal

from jjledger.intake.cells import Cell
from jjledger.intake.statements.values import account_tail, fen_of, filled, moment_of

Side = Literal["in", "out", "neutral"]

_IN: Final = "收入|贷方|贷|转入|存入|收款"
_OUT: Final = "支出|借方|借|转出|支取|取出|付款"
_NEUTRAL: Final = "不计收支|中性交易|其他"
_SIDE: Final = f"(?P<side>{_IN}|{_OUT}|{_NEUTRAL})"
_AMOUNT: Final = r"(?:[¥]|人民币|RMB|CNY)?\s*(?P<fen>[+-]?\d[\d,]*(?:\.\d+)?)"
_MOMENT: Final = (
    r"\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)(?:[ T]+\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|(?<!\d)\d{8}(?:[ T]*\d{1,2}:\d{2}(?::\d{2})?|\d{6})?(?!\d)"
)
_MOMENTS: Final = re.compile(_MOMENT, re.ASCII)
_PERIOD_WORDS: Final = re.compile(r"起|终|止|期间|范围|区间|至|查询|日期|从|到|~|-{1,2}\s*\d")
_PRINTED: Final = re.compile(
    rf"(?:导出|打印|下载|制表|生成|查询|申请|出单)\s*(?:时间|日期)\s*[:]?\s*\[?((?>{_MOMENT}))\]?(?!\s*(?:至|到|~|-)\s*\[?\d)",
    re.ASCII,
)
_MONTH: Final = re.compile(r"(\d{4})\s*[年/-]\s*(\d{1,2})\s*月?(?!\s*[\d/-])", re.ASCII)
_HOLDER: Final = re.compile(
    r"(?<![方手])(?:户\s*名|账户名称|账户名|账号名称|客户名称|单位名称|客户姓名|公司名称|姓\s*名)\s*[:]?\s*\[?([^\s\]\[:]+)(?!\s*:)"
)
_ACCOUNT: Final = re.compile(
    r"(?<![方手])(?:账\s*号|卡\s*号|账\s*户\s*号码|银行账户|查询账户|客户账号)(?!名)\s*[:]?\s*\[?([\dXx*]{4,40})",
    re.ASCII,
)
_ALL_COUNT: Final = re.compile(
    r"共\s*[:]?\s*(?P<count>\d{1,9})\s*[笔条]|(?<![方入出款])(?:总笔数|交易笔数|合计笔数|总条数)\s*[:]?\s*(?P<bare>\d{1,9})",
    re.ASCII,
)
_SIDE_COUNT: Final = re.compile(
    rf"{_SIDE}(?:交易)?(?:总|合计)?(?:笔数)?\s*[:]?\s*(?P<count>\d{{1,9}})\s*笔", re.ASCII
)
_SIDE_COUNT_BARE: Final = re.compile(
    rf"{_SIDE}(?:交易)?(?:总|合计)?笔数(?:合计)?\s*[:]?\s*(?P<count>\d{{1,9}})", re.ASCII
)
_SIDE_SUM_AFTER_COUNT: Final = re.compile(
    rf"{_SIDE}(?:交易)?(?:总|合计)?(?:笔数)?\s*[:]?\s*\d{{1,9}}\s*笔\s*[,;]?\s*(?:共|计|合计|金额|总金额)?\s*[:]?\s*{_AMOUNT}\s*元",
    re.ASCII,
)
_SIDE_SUM: Final = re.compile(
    rf"{_SIDE}(?:发生额|交易)?(?:总金额|合计金额|金额合计|发生额合计|总额|总计|合计|累计金额)\s*[:]?\s*{_AMOUNT}",
    re.ASCII,
)
_OPENING: Final = re.compile(
    rf"(?:期初|上期|承前|年初|起始)(?:账户)?(?:余额|结余)\s*[:]?\s*{_AMOUNT}", re.ASCII
)
_CLOSING: Final = re.compile(rf"(?:期末|本期|终止)(?:账户)?(?:余额|结余)\s*[:]?\s*{_AMOUNT}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Printed:
    """A count or sum that a statement prints of itself."""

    row: int
    side: Side | None  # None: of all rows
    count: int | None = None
    fen: int | None = None


@dataclass(frozen=True, slots=True)
class Banner:
    """What the lines around the rows say; None and "" where they do not."""

    holder: str
    account_tail: str
    first_day: date | None
    last_day: date | None
    last_clock: str  # of the period, 23:59:59
    printed: tuple[date, str] | None  # when the file was made: day, and time or ""
    last_month: tuple[int, int] | None  # year and month for days without year
    opening_fen: int | None
    closing_fen: int | None
    totals: tuple[Printed, ...]


def side_of(word: str) -> Side:
    """Say which way the money went that a word of a total is about."""
    if re.fullmatch(_IN, word):
        return "in"
    return "out" if re.fullmatch(_OUT, word) else "neutral"


def read_banner(
    above: Iterable[tuple[int, Sequence[Cell]]], below: Iterable[tuple[int, Sequence[Cell]]]
) -> Banner:
    """Read the lines above a heading and those below its rows.

    Args:
        above: rows with their cells.
        below: the same; holder and account are not looked for in them.
    """
    head = [(row, _joined(cells)) for row, cells in above]
    foot = [(row, _joined(cells)) for row, cells in below]
    lines = [*head, *foot]
    first, last, clock = _period(text for _, text in head)
    return Banner(
        holder=_first(_HOLDER, head),
        account_tail=next(
            (tail for _, text in head for found in _ACCOUNT.findall(text) if (tail := account_tail(found))),
            "",
        ),
        first_day=first,
        last_day=last,
        last_clock=clock,
        printed=next((found for _, text in lines if (found := _printed(text)) is not None), None),
        last_month=_last_month([text for _, text in head], last),
        opening_fen=_amount(_OPENING, lines),
        closing_fen=_amount(_CLOSING, lines),
        totals=tuple(_totals(lines)),
    )


def _joined(cells: Sequence[Cell]) -> str:
    return " ".join(cell.text for cell in cells if cell.text).replace("帐", "账")


def _first(pattern: re.Pattern[str], lines: Sequence[tuple[int, str]]) -> str:
    return next((filled(found[1]) for _, text in lines if (found := pattern.search(text))), "")


def _printed(text: str) -> tuple[date, str] | None:
    found = _PRINTED.search(text)
    return moment_of(found[1]) if found else None


def _period(lines: Iterable[str]) -> tuple[date | None, date | None, str]:
    """Find the two days of the period, in one line or in two that follow each other."""
    seen: list[tuple[date, str]] = []
    for text in lines:
        rest = _PRINTED.sub("", text)
        if not _PERIOD_WORDS.search(rest):
            continue
        moments = [moment for found in _MOMENTS.findall(rest) if (moment := moment_of(found)) is not None]
        seen += moments if len(moments) <= 2 else []  # noqa: PLR2004 -- a period has two ends
    for one, two in pairwise(seen):
        if one[0] <= two[0]:
            return one[0], two[0], two[1]
    return None, None, ""


def _last_month(lines: Sequence[str], last: date | None) -> tuple[int, int] | None:
    if last is not None:
        return last.year, last.month
    found = next((found for text in lines if (found := _MONTH.search(text))), None)
    most = 12
    return (int(found[1]), int(found[2])) if found and 1 <= int(found[2]) <= most else None


def _amount(pattern: re.Pattern[str], lines: Sequence[tuple[int, str]]) -> int | None:
    return next((_fen(found["fen"]) for _, text in lines if (found := pattern.search(text))), None)


def _fen(text: str) -> int | None:
    try:
        return fen_of(text)
    except ValueError:
        return None


def _totals(lines: Iterable[tuple[int, str]]) -> Iterator[Printed]:
    for row, text in lines:
        for found in _ALL_COUNT.finditer(text):
            yield Printed(row, None, count=int(found["count"] or found["bare"]))
        for pattern in (_SIDE_COUNT, _SIDE_COUNT_BARE):
            for found in pattern.finditer(text):
                yield Printed(row, side_of(found["side"]), count=int(found["count"]))
        for pattern in (_SIDE_SUM_AFTER_COUNT, _SIDE_SUM):
            for found in pattern.finditer(text):
                yield Printed(row, side_of(found["side"]), fen=_fen(found["fen"]))
