"""Disclosures as plain tables for a page inside Fava: labels and printed amounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from jjledger.disclosure.models import Line, MaintenanceFund, PublicRevenue
from jjledger.units import yuan

_BLANK: Final = "\u3000"  # as wide as a Chinese character


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line."""

    label: str
    amount: str  # yuan with separators
    indent: str  # wide blanks before a part of the line above
    total: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One disclosure."""

    title: str  # 公共收益收支公示 · 2025年第三季度
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def statement(document: PublicRevenue | MaintenanceFund) -> Statement:
    """Lay a disclosure out as a table.

    Args:
        document: a disclosure as it would be published.
    """
    rows = _revenue(document) if isinstance(document, PublicRevenue) else _fund(document)
    head = document.head
    notes = (document.bank.words, *head.notes)
    return Statement(f"{head.title} · {head.fund} · {head.period_title}", tuple(rows), notes)


def _revenue(document: PublicRevenue) -> Iterator[Row]:
    """List the lines of a public-revenue disclosure."""
    yield _total("上期结转", document.opening_fen)
    yield from _lines(document.income)
    yield _total("收入合计", document.income_fen)
    if document.later_fen:
        yield _total("其中属于以后期间", document.later_fen)
    yield from _lines(document.expense)
    yield _total("支出合计", document.expense_fen)
    yield _total("本期收支差额", document.result_fen)
    yield _total("期末结余", document.closing_fen)


def _fund(document: MaintenanceFund) -> Iterator[Row]:
    """List the lines of a maintenance-fund disclosure."""
    yield _total("上期结转", document.opening_owners_fen + document.opening_undistributed_fen)
    yield from _lines(document.lines)
    yield _total("本期收支差额", document.result_fen)
    yield _total("期末余额", document.closing_fen)


def _lines(lines: Iterable[Line]) -> Iterator[Row]:
    """Print the lines of a model."""
    return (Row(line.label, yuan(line.amount_fen), _BLANK * (line.level - 1)) for line in lines)


def _total(label: str, amount_fen: int) -> Row:
    """Print a sum."""
    return Row(label, yuan(amount_fen), "", total=True)
