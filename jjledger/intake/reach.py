"""How far the sheets of a workbook reach, seen before room is made for them.

calamine makes room for every cell between the first and the last. One stray cell in the far corner of
a sheet would take hundreds of GB, and the process ends there without an exception.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final
from xml.parsers import expat

# What a damaged archive or part of it may raise, a part with a password too.
DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)
_SHEETS: Final = re.compile(r".*worksheets/[^/]*\.xml|content\.xml", re.IGNORECASE)  # of xlsx; of ods
_REFERENCE: Final = re.compile(r"([A-Za-z]{1,7})(\d{1,10})", re.ASCII)
_CHUNK: Final = 1 << 20


def unpacked_size(data: bytes) -> int:
    """Sum the bytes the sheets of a workbook unpack to; a part is never read beyond what it says here."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return sum(part.file_size for part in _sheets(book))


def reaches(data: bytes) -> Iterator[tuple[int, int]]:
    """Count the rows and columns of each sheet from A1 to its last cell that holds something.

    Args:
        data: a ZIP file. A workbook of any other make than xlsx and ods has no sheets here.

    Raises:
        DAMAGED: a sheet cannot be unpacked or is no XML.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for part in _sheets(book):
            reach = _Reach()
            parser = expat.ParserCreate()
            parser.StartElementHandler = reach.start
            with book.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    parser.Parse(chunk)
            parser.Parse(b"", True)  # noqa: FBT003 -- the parser takes it by place only
            yield from reach.sheets


def _sheets(book: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [part for part in book.infolist() if _SHEETS.fullmatch(part.filename)]


class _Reach:
    """One pass over the elements of a part: where it stands, and how far each sheet came."""

    def __init__(self) -> None:
        self.sheets: list[tuple[int, int]] = []
        self.row = self.column = 0  # the last of those a repeated row or cell stands for

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Go on to an element; what is not of the grid is passed over."""
        name = tag.rpartition(":")[2]
        if name == "c":
            found = _REFERENCE.fullmatch(attributes.get("r", ""))
            self.column = _column(found[1]) if found else self.column + 1
            self.row = int(found[2]) if found else self.row
        elif name in {"v", "is"}:  # of the cell: it holds something
            self._extend()
        elif name in {"row", "table-row"}:
            repeated = int(attributes.get("table:number-rows-repeated", 1))
            self.row = int(attributes.get("r", self.row + repeated))
            self.column = 0
        elif name in {"table-cell", "covered-table-cell"}:
            self.column += int(attributes.get("table:number-columns-repeated", 1))
            if "office:value-type" in attributes:
                self._extend()
        elif name in {"worksheet", "table"}:
            self.sheets.append((0, 0))
            self.row = 0

    def _extend(self) -> None:
        rows, columns = self.sheets[-1]
        if self.row > rows or self.column > columns:
            self.sheets[-1] = max(rows, self.row), max(columns, self.column)


@lru_cache(maxsize=1024)  # few columns, many cells
def _column(letters: str) -> int:
    """Number a column from its letters: A is 1, AA 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
