"""How far the sheets of an .xls workbook reach, seen before calamine makes room for them.

An .xls file is a compound file, a small file system of sectors, and in it one stream of records. A record that
was damaged may say that a sheet is 65,536 columns wide or four thousand million rows high, and a chain of
sectors may run in a circle; calamine would ask for all that memory, and the process ends there without an
exception.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

_HEADER: Final = 512
_ENTRY: Final = 128  # bytes of an entry of the directory
_LAST: Final = 0xFFFFFFFA  # from here on a sector number says that a chain ends
_CIRCLE: Final = "a chain of sectors runs in a circle"
_SHORT: Final = 4096  # a stream below this stands in the stream of short sectors
_STREAMS: Final = ("Workbook", "Book")
_SHEET, _END = 0x85, 0x0A  # records: where a sheet begins; its end
_DIMENSIONS: Final = 0x200
_NUMBERS: Final = 0xBD  # several in a row
_WIDE: Final = 14  # bytes of the dimensions in BIFF8, whose rows are of four bytes
_CELLS: Final = frozenset(
    {0x06, 0xBD, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E}
)  # records that begin with row and column


def reaches_xls(data: bytes) -> Iterator[tuple[int, int]]:
    """Give the rows and columns of each sheet, as its cells and its own dimensions say.

    Args:
        data: a compound file; one without a workbook has no sheets here.

    Raises:
        ValueError: a chain of sectors or a record leads out of the file.
    """
    try:
        stream = _workbook(data)
        begins = [_number(body, 0) for kind, body in _records(stream, 0) if kind == _SHEET]
        for begin in begins:
            yield _reach(stream, begin)
    except struct.error as error:
        raise ValueError("a record or sector that ends too soon") from error


def _reach(stream: bytes, begin: int) -> tuple[int, int]:
    rows = columns = 0
    for kind, body in _records(stream, begin):
        if kind == _DIMENSIONS and len(body) >= _WIDE:
            first, last, left, right = struct.unpack_from("<IIHH", body)
            rows, columns = max(rows, last, first), max(columns, right, left)
        elif kind == _DIMENSIONS:
            first, last, left, right = struct.unpack_from("<HHHH", body)
            rows, columns = max(rows, last, first), max(columns, right, left)
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", body)
            last = _number(body, len(body) - 2, "<H") if kind == _NUMBERS else column  # stands at its end
            rows, columns = max(rows, row + 1), max(columns, column + 1, last + 1)
    return rows, columns


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Go through the records from a place to the end of that part of the stream."""
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        if kind == _END:
            return
        place += 4 + length


def _workbook(data: bytes) -> bytes:
    """Put the stream of the workbook together; nothing where there is none."""
    size = 1 << _within(_number(data, 30, "<H"), 7, 16)
    short = 1 << _within(_number(data, 32, "<H"), 2, 12)
    table = _table(data, size)
    directory = _joined(data, table, _number(data, 48), size)
    # Both are followed even if the workbook is in neither, for calamine follows them.
    holder = _joined(data, table, _number(directory, 116), size)
    places = _numbers(_joined(data, table, _number(data, 60), size))
    for name in _STREAMS:
        for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            entry = directory[place : place + _ENTRY]
            if entry[: max(0, _number(entry, 64, "<H") - 2)].decode("utf-16-le", "replace") == name:
                start, length = struct.unpack_from("<II", entry, 116)
                if length >= _SHORT:
                    return _joined(data, table, start, size)[:length]
                return b"".join(holder[at * short : (at + 1) * short] for at in _chain(places, start))[
                    :length
                ]
    return b""


def _table(data: bytes, size: int) -> list[int]:
    """Read which sector follows which."""
    sectors = [number for number in struct.unpack_from("<109I", data, 76) if number < _LAST]
    more, per = _number(data, 68), size // 4
    for _ in range(len(data) // size + 1):
        if more >= _LAST:
            return [number for sector in sectors for number in _numbers(_sector(data, sector, size))]
        numbers = _numbers(_sector(data, more, size))
        sectors += [number for number in numbers[: per - 1] if number < _LAST]
        more = numbers[per - 1]
    raise ValueError(_CIRCLE)


def _joined(data: bytes, table: list[int], start: int, size: int) -> bytes:
    return b"".join(_sector(data, number, size) for number in _chain(table, start))


def _chain(table: list[int], start: int) -> Iterator[int]:
    """Follow a chain of sectors to its end."""
    for _ in range(len(table) + 1):
        if start >= _LAST:
            return
        yield start
        if start >= len(table):
            raise ValueError("a chain of sectors leads out of the file")
        start = table[start]
    raise ValueError(_CIRCLE)


def _sector(data: bytes, number: int, size: int) -> bytes:
    at = max(_HEADER, size) + number * size
    if at >= len(data):
        raise ValueError("a sector lies outside the file")
    return data[at : at + size].ljust(size, b"\0")


def _number(data: bytes, at: int, form: str = "<I") -> int:
    return int(struct.unpack_from(form, data, at)[0])


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _within(number: int, least: int, most: int) -> int:
    if not least <= number <= most:
        raise ValueError("sectors of a size that cannot be")
    return number
