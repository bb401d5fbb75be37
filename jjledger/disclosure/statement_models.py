"""View models of the prescribed statements of the funds, 会住维01 to 03."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

RowKind = Literal["group", "line", "part", "sum", "total"]


@dataclass(frozen=True, slots=True)
class StatementsHead:
    """What all statements of a period say about themselves."""

    fund_title: Annotated[str, "资金名称: 住宅专项维修资金"]
    compiler: Annotated[str, "编制单位, the office that keeps the books"]
    community: Annotated[str, "name of the community"]
    community_code: Annotated[str, "code of the community, ASCII"]
    period_code: Annotated[str, "2025 or 2025-03"]
    period_title: Annotated[str, "the period in words, 2025年3月"]
    first_day: Annotated[date, "first day of the period, inclusive"]
    last_day: Annotated[date, "last day of the period, inclusive; closing figures are of its end"]
    drafts: Annotated[tuple[str, ...], "vouchers not posted by then, which no figure counts"]
    sample: Annotated[bool, "demonstration data"]


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """Columns that stand under one head."""

    title: Annotated[str, "商品住宅, 本月数"]
    columns: Annotated[tuple[str, ...], "heads of the columns below it"]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of a statement."""

    label: Annotated[str, "name of the row, without code"]
    kind: Annotated[RowKind, "group: a heading; part: 其中 of the row above"]
    amounts_fen: Annotated[tuple[int, ...], "a figure a column, in fen; none beside a heading"]


@dataclass(frozen=True, slots=True)
class Tie:
    """Two figures that must be the same, found in two ways."""

    title: Annotated[str, "what is compared: 资产总计 = 负债和净资产总计"]
    state: Annotated[
        Literal["tied", "off", "unchecked"], "unchecked: nobody has said what the other figure is"
    ]
    one_fen: Annotated[int, "the figure of this statement, in fen"]
    other_fen: Annotated[int, "what it must be, in fen; of an unchecked one 0"]
    words: Annotated[str, "the outcome in words, with the difference where there is one"]


@dataclass(frozen=True, slots=True)
class FinancialStatement:
    """One statement: 资产负债表, 收支表, 净资产变动表, or the annex on sold public housing."""

    name: Annotated[str, "name of its files, 01-balance-sheet"]
    form: Annotated[str, "number of the form, 会住维01表"]
    title: Annotated[str, "资产负债表"]
    groups: Annotated[tuple[ColumnGroup, ...], "heads of the columns"]
    rows: Annotated[tuple[FigureRow, ...], "rows in the prescribed order"]
    ties: Annotated[tuple[Tie, ...], "what the figures were compared with"]


@dataclass(frozen=True, slots=True)
class FinancialStatements:
    """The statements of the funds for a month or a year."""

    head: Annotated[StatementsHead, "what they say about themselves"]
    statements: Annotated[tuple[FinancialStatement, ...], "in the order of their forms"]
