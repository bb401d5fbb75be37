"""Vouchers as the sample writes them: records, numbers, and the text of the month files."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from jjledger.units import plain_yuan
from sample_district.decisions import USE, Decision

LETTERS: Final = {"收": "S", "付": "F", "转": "Z", "初": "C"}
MAINTENANCE: Final = "1维修资金"
PUBLIC_HOUSING: Final = "2公房维修资金"
REVENUE: Final = "3公共收益"
WARRANTY: Final = "4保修金"
_AMOUNT_COLUMN: Final = 62
_WORK_DAYS: Final = 5


@dataclass(frozen=True, slots=True)
class Leg:
    """One posting; debit positive."""

    account: str
    fen: int
    split: tuple[str, str] | None = None  # metadata key and value: whose money it is


@dataclass(frozen=True, slots=True)
class Voucher:
    """One transaction of one fund.

    Names (`name`, `links` …) become numbers when written, and so does `{original}` in the
    narration: day and number of the voucher that is reversed or corrected.
    """

    day: date
    kind: str  # 收 付 转 初
    payee: str
    narration: str
    legs: tuple[Leg, ...]
    attachments: int = 1
    decision: Decision | None = None
    name: str = ""  # by which others of the community refer to it
    links: tuple[str, ...] = ()
    reverses: str = ""
    corrects: str = ""
    draft: bool = False
    about: tuple[tuple[str, str], ...] = ()  # contract or asset the income comes from, or whose decision

    @property
    def fund(self) -> str:
        """Give the one fund it touches."""
        funds = {leg.account.split(":")[1] for leg in self.legs}
        assert len(funds) == 1, self.narration
        return funds.pop()

    @property
    def bank_fen(self) -> int:
        """Give what it did to the bank."""
        return sum(leg.fen for leg in self.legs if ":1001" in leg.account)


@dataclass(frozen=True, slots=True)
class Assertion:
    """A bank balance at the close of a day."""

    day: date
    account: str
    fen: int


@dataclass(frozen=True, slots=True)
class Writer:
    """What the vouchers of a community share: roles, never people, and the numbers of decisions."""

    prepared: str
    reviewed: str
    decision_ids: Mapping[Decision, str]
    with_projects: bool = False  # repairs have records, under the numbers of their decisions


def _span(first: str, days: int) -> set[date]:
    """List days from one on."""
    return {date.fromisoformat(first) + timedelta(days=step) for step in range(days)}


# Days off as the State Council's General Office fixed them: 国办发明电〔2023〕7号, 国办发明电〔2024〕12号.
HOLIDAYS: Final = frozenset(
    _span("2024-01-01", 1) | _span("2024-02-10", 8) | _span("2024-04-04", 3) | _span("2024-05-01", 5)
    | _span("2024-06-10", 1) | _span("2024-09-15", 3) | _span("2024-10-01", 7)
    | _span("2025-01-01", 1) | _span("2025-01-28", 8) | _span("2025-04-04", 3) | _span("2025-05-01", 5)
    | _span("2025-05-31", 3) | _span("2025-10-01", 8)
)  # fmt: skip


def workday(day: date) -> date:
    """Move a day off weekends and holidays, forward inside its month or else back."""
    for step in (*range(10), *range(0, -10, -1)):
        moved = day + timedelta(days=step)
        if moved.month == day.month and moved.weekday() < _WORK_DAYS and moved not in HOLIDAYS:
            return moved
    msg = f"no working day around {day}"
    raise AssertionError(msg)


def numbered(vouchers: Iterable[Voucher]) -> list[tuple[str, Voucher]]:
    """Sort by day and give each voucher its number: per fund, month and kind from 0001."""
    counts: dict[tuple[str, int, int, str], int] = {}
    result = []
    for voucher in sorted(vouchers, key=lambda one: one.day):
        if voucher.draft:
            result.append(("", voucher))
            continue
        key = (voucher.fund, voucher.day.year, voucher.day.month, voucher.kind)
        counts[key] = counts.get(key, 0) + 1
        result.append((f"{voucher.kind}-{counts[key]:04d}", voucher))
    return result


def month_files(
    vouchers: Sequence[Voucher], assertions: Sequence[Assertion], writer: Writer
) -> dict[str, str]:
    """Write the month files: path within the community's folder to text."""
    with_numbers = numbered(vouchers)
    named = {voucher.name: (number, voucher) for number, voucher in with_numbers if voucher.name}
    months: dict[str, list[str]] = {}
    for number, voucher in with_numbers:
        lines = [*_head(number, voucher, named, writer), *_legs(voucher)]
        months.setdefault(f"{voucher.day:%Y-%m}", []).append("\n".join(lines) + "\n")
    for assertion in assertions:
        next_day = assertion.day + timedelta(days=1)
        account = _padded(f"{next_day} balance {assertion.account}", _AMOUNT_COLUMN)
        months[f"{assertion.day:%Y-%m}"].append(f"{account} {plain_yuan(assertion.fen)} CNY\n")
    return {f"{month[:4]}/{month}.beancount": "\n".join(texts) for month, texts in sorted(months.items())}


def _head(
    number: str, voucher: Voucher, named: Mapping[str, tuple[str, Voucher]], writer: Writer
) -> list[str]:
    """Write the date line and the metadata."""
    narration = voucher.narration
    original = voucher.reverses or voucher.corrects
    if original:
        of_number, of = named[original]
        narration = narration.format(original=f"{of.day.year}年{of.day.month}月{of.day.day}日{of_number}号")
    links = "".join(f" ^{_key(*named[name])}" for name in voucher.links)
    lines = [f'{voucher.day} {"!" if voucher.draft else "*"} "{voucher.payee}" "{narration}"{links}']
    if number:
        lines.append(f'  voucher: "{number}"')
    lines += [f"  attachments: {voucher.attachments}", f'  prepared: "{writer.prepared}"']
    if not voucher.draft:
        lines.append(f'  reviewed: "{writer.reviewed}"')
    if voucher.decision:
        lines.append(f'  decision: "{writer.decision_ids[voucher.decision]}"')
    if voucher.decision and voucher.decision.matter == USE and writer.with_projects:
        lines.append(f'  project: "{writer.decision_ids[voucher.decision]}"')
    lines += [f'  {key}: "{value}"' for key, value in voucher.about]
    for word, name in (("reverses", voucher.reverses), ("corrects", voucher.corrects)):
        if name:
            lines.append(f'  {word}: "{_key(*named[name])}"')
    return lines


def _legs(voucher: Voucher) -> Iterator[str]:
    assert sum(leg.fen for leg in voucher.legs) == 0, voucher.narration
    for leg in voucher.legs:
        assert leg.fen, voucher.narration
        yield f"{_padded(f'  {leg.account}', _AMOUNT_COLUMN)} {plain_yuan(leg.fen)} CNY"
        if leg.split:
            yield f'    {leg.split[0]}: "{leg.split[1]}"'


def _key(number: str, voucher: Voucher) -> str:
    """Name a voucher as links do: 2025-03-F0001."""
    return f"{voucher.day:%Y-%m}-{LETTERS[voucher.kind]}{number[2:]}"


def _padded(text: str, width: int) -> str:
    """Fill up to a column, counting a Chinese character as two."""
    wide = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * max(1, width - wide)


def bank_interest(flows: Iterable[tuple[date, int]], days: tuple[date, date], rate_bp: int) -> int:
    """Work out a bank's quarterly credit: balance-days × yearly rate ÷ 360, half-up to the fen.

    Args:
        flows: day and amount of each movement on the account, in fen.
        days: the previous settlement day and this one; the first counts, the last does not.
        rate_bp: yearly rate in hundredths of a percent.
    """
    start, end = days
    product = sum(fen * (end - max(day, start)).days for day, fen in flows if day < end)
    return (product * rate_bp * 2 + 3_600_000) // 7_200_000
