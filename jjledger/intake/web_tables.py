"""Web pages and XML spreadsheets that banks name .xls: their tables as pages of cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from typing import Final

from jjledger.intake.cells import Cell, cell_of
from jjledger.intake.pages import MERGED, UNMERGE, Page

_ROWS: Final = frozenset({"tr", "row"})  # of a web page; of an XML spreadsheet, names in small letters
_CELLS: Final = frozenset({"td", "th", "cell"})
_SILENT: Final = frozenset({"script", "style", "title"})
_MOST: Final = 1000  # columns a cell may span or stand at; rows it may reach down
_MOST_ROWS: Final = 200_000


def web_pages(text: str) -> tuple[Page, ...]:
    """Read the tables of a web page as one sheet, as Excel shows it, or each sheet of an XML spreadsheet.

    Args:
        text: the file, decoded. Whatever is no table is passed over.
    """
    parser = _Tables()
    parser.feed(text)
    parser.close()
    return tuple(Page(name, tuple(rows)) for name, rows in parser.sheets if rows)


class _Tables(HTMLParser):
    """One pass over the elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[tuple[str, list[tuple[int, Sequence[Cell]]]]] = [("", [])]
        self.cells: list[Cell] | None = None  # of the row that is open
        self.text: list[str] | None = None  # of the cell that is open
        self.span: tuple[int, int] = (1, 1)  # its columns and rows
        self.down: dict[int, int] = {}  # column: rows below that a cell above covers
        self.row = 0
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a sheet, a row or a cell."""
        given = {key.rpartition(":")[2]: value or "" for key, value in attrs}
        if tag in _SILENT:
            self.silent += 1
        elif tag == "worksheet":
            self.sheets.append((given.get("name", ""), []))
            self.row, self.down = 0, {}
        elif tag in _ROWS:
            self._end_row()
            self.row = max(self.row + 1, _number(given, "index", 1, _MOST_ROWS))
            self.cells = []
        elif tag in _CELLS and self.cells is not None:
            self._end_cell()
            self._open(self.cells, given)
        elif tag == "br" and self.text is not None:
            self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Close what an end tag closes."""
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _CELLS:
            self._end_cell()
        elif tag in _ROWS or tag in {"table", "worksheet"}:
            self._end_row()

    def handle_data(self, data: str) -> None:
        """Keep the text of a cell."""
        if self.text is not None and not self.silent:
            self.text.append(data)

    def close(self) -> None:
        """Close what the end of the file leaves open."""
        super().close()
        self._end_row()

    def _open(self, cells: list[Cell], given: Mapping[str, str]) -> None:
        self._covered(cells)
        cells.extend(Cell("") for _ in range(_number(given, "index", 1) - 1 - len(cells)))
        across = max(_number(given, "colspan", 1), _number(given, "mergeacross", 0) + 1)
        self.span = across, max(_number(given, "rowspan", 1), _number(given, "mergedown", 0) + 1)
        self.text = []

    def _covered(self, cells: list[Cell]) -> None:
        """Leave out the places that a cell of a row above covers."""
        while self.down.get(len(cells), 0) > 0:
            self.down[len(cells)] -= 1
            cells.append(Cell("", MERGED, UNMERGE))

    def _end_cell(self) -> None:
        if self.cells is None or self.text is None:
            return
        cell = cell_of("".join(self.text))
        across, rows = self.span
        if rows > 1:
            cell = Cell(cell.text, MERGED, UNMERGE)
            self.down.update(dict.fromkeys(range(len(self.cells), len(self.cells) + across), rows - 1))
        self.cells += [cell, *(Cell("", cell.trouble, cell.remedy) for _ in range(across - 1))]
        self.text = None

    def _end_row(self) -> None:
        self._end_cell()
        if self.cells is not None:
            self._covered(self.cells)
            self.sheets[-1][1].append((self.row, tuple(self.cells)))
        self.cells = None


def _number(given: Mapping[str, str], key: str, least: int, most: int = _MOST) -> int:
    """Read a whole number of an attribute, kept within what a table may have."""
    found = re.fullmatch(r"\d{1,6}", given.get(key, ""), re.ASCII)
    return min(max(int(found[0]) if found else least, least), most)
