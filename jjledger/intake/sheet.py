"""Rows of a table that somebody else wrote: found by the words of its heading, checked against its totals.

What lives here: finding the heading, the rows and the totals, and reading the columns asked
for. What must not: whether a household exists, or what an amount is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jjledger.errors import SheetError, Trouble
from jjledger.intake.cells import Cell, hundredths
from jjledger.intake.columns import HOUSEHOLD, Column, Heading, find_heading
from jjledger.intake.pages import Page, pages_of, refused
from jjledger.units import plain_yuan

_TOTAL: Final = re.compile(
    r"(?:本页|本表|本日|全部)?(合计|总计|共计|小计)|(grand ?total|total|subtotal)\b", re.IGNORECASE
)
_UNREADABLE: Final[Mapping[type[OSError], str]] = {
    FileNotFoundError: "没有这个文件。",
    IsADirectoryError: "这是文件夹，不是文件。",
    PermissionError: "没有读这个文件的权限。",
}
_PART_TOTALS: Final = frozenset({"小计", "subtotal"})
# An empty cell of a workbook may be a formula without its value; a CSV file has no formulas.
_FILL_IN: Final[Mapping[bool, str]] = {
    True: "请补上；这一格是公式的，请在 Excel 里重新计算并保存，或者改填数值。",
    False: "请补上这一格；这一行不该有的，请整行删去。",
}
_DOOR: Final = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+){2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table."""

    place: str  # file, sheet and row
    texts: Mapping[str, str]  # by column, normalised; a household's three columns are one
    figures: Mapping[str, int]  # by column of figures: fen, or dm²; a column that is not there is absent

    def trouble(self, what: str, remedy: str, ground: str = "") -> Trouble:
        """Say what is wrong with this row, and show it."""
        shown = " | ".join(text for text in self.texts.values() if text)
        return Trouble(self.place, what, remedy, ground, shown)


def read_sheet(path: Path, columns: Sequence[Column]) -> tuple[Line, ...]:
    """Read the rows of a CSV file or workbook, hidden ones too.

    Args:
        path: the file.
        columns: what is looked for in the heading; others are passed over.

    Raises:
        SheetError: the file cannot be read, no sheet or more than one has the heading, a cell
            cannot be relied on, or a total differs from its rows; everything that is wrong.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        what = _UNREADABLE.get(type(error), f"读不了：{error.strerror}。")
        raise refused(str(path), what, "请核对路径和权限。") from error
    page, heading = find_heading(pages_of(data, path.name), columns, path.name)
    if page.broken is not None:
        raise SheetError((page.broken,))
    reading = _Reading(page, heading, path.name)
    lines = tuple(reading.lines())
    if reading.troubles:
        raise SheetError(tuple(reading.troubles))
    if not lines:
        place = f"{path.name} {page.row_place(heading.row)}"
        raise refused(place, "表头下面没有一行数据。", "请填好后再试。")
    return lines


class _Reading:
    """One pass over the rows below a heading."""

    def __init__(self, page: Page, heading: Heading, name: str) -> None:
        self.page, self.heading, self.name = page, heading, name
        self.troubles: list[Trouble] = []
        self.sums = dict.fromkeys((column.key for column in heading.figures()), 0)  # since the heading
        self.since = dict(self.sums)  # since the last part total
        self.ended = False  # a total was met

    def lines(self) -> Iterator[Line]:
        """Go through the rows; keep what is wrong for the end."""
        heads = [cell.text for cell in self.page.rows[self.heading.index][1]]
        for row, cells in self.page.rows[self.heading.index + 1 :]:
            texts = [cell.text for cell in cells]
            if not any(texts) or texts == heads:  # empty, or the heading again on a new page
                continue
            total = self._total_word(cells)
            if total:
                self._compare(row, cells, total)
                self.ended = True
            elif not self._is_below(cells):
                known = len(self.troubles)
                line = self._line(row, cells)
                if len(self.troubles) == known:
                    yield line

    def _is_below(self, cells: Sequence[Cell]) -> bool:
        """Say whether a row is one of the signatures and notes below a total."""
        figures = any(self._cell(cells, column).text for column in self.heading.figures())
        return self.ended and not figures and not _DOOR.fullmatch(self._door(cells))

    def _line(self, row: int, cells: Sequence[Cell]) -> Line:
        texts, figures = {HOUSEHOLD: self._door(cells)}, {}
        for column in self.heading.found:
            cell = self._cell(cells, column)
            if column.key not in self.heading.door_keys():
                texts[column.key] = cell.text
            if cell.trouble:
                self._wrong(row, column, f"{column.title}「{cell.text}」{cell.trouble}。", cell.remedy)
            elif not cell.text and column.filled:
                self._wrong(row, column, f"{column.title}是空的。", _FILL_IN[bool(self.page.name)])
            elif column.kind == "figure" and cell.text:
                figures[column.key] = self._figure(row, column, cell.text)
        for key, figure in figures.items():
            self.sums[key] += figure
            self.since[key] += figure
        return Line(f"{self.name} {self.page.row_place(row)}", texts, figures)

    def _figure(self, row: int, column: Column, text: str) -> int:
        try:
            return hundredths(text)
        except ValueError:
            what = f"{column.title}「{text}」读不成至多两位小数的数。"
            self._wrong(row, column, what, "金额和面积写作 5818.80 或 5,818.80。")
            return 0

    def _compare(self, row: int, cells: Sequence[Cell], word: str) -> None:
        """Hold a total against the rows it stands below."""
        part = word in _PART_TOTALS
        for column in self.heading.figures():
            text = self._cell(cells, column).text
            if text:
                said = self._figure(row, column, text)
                summed = (self.since if part else self.sums)[column.key]
                if said != summed:
                    self._wrong(
                        row, column,
                        f"{column.title}{word}写的是 {plain_yuan(said)}，上面各行加起来是 {plain_yuan(summed)}，"
                        f"相差 {plain_yuan(abs(said - summed))}。",
                        "请查有没有漏行、重行或改过的数；合计是公式的，请在 Excel 里重新计算并保存。",
                    )  # fmt: skip
        if part:
            self.since = dict.fromkeys(self.since, 0)

    def _cell(self, cells: Sequence[Cell], column: Column) -> Cell:
        place = self.heading.places[column.key]
        return cells[place] if place < len(cells) else Cell("")

    def _wrong(self, row: int, column: Column, what: str, remedy: str) -> None:
        place = self.page.place(row, self.heading.places[column.key])
        self.troubles.append(Trouble(f"{self.name} {place}", what, remedy))

    def _door(self, cells: Sequence[Cell]) -> str:
        """Name the row's household as the table does, three columns joined."""
        columns = [column for column in self.heading.found if column.key in self.heading.door_keys()]
        return "-".join(self._cell(cells, column).text for column in columns)

    def _total_word(self, cells: Sequence[Cell]) -> str:
        """Find the word that makes a row a total; "" where it is none."""
        if _DOOR.fullmatch(self._door(cells)):
            return ""  # a household's row, whatever its remarks say
        texts = (cell.text.replace(" ", "") for cell in cells)
        found = next((match for text in texts if (match := _TOTAL.match(text))), None)
        return (found[1] or found[2]).lower() if found else ""
