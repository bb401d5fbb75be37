"""An old workbook that would take all memory is refused before it is read."""

from __future__ import annotations

import struct

import pytest

from jjledger.errors import SheetError
from jjledger.intake.pages import pages_of
from jjledger.intake.reach_xls import reaches_xls

END, FREE = 0xFFFFFFFE, 0xFFFFFFFF


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def entry(name: str, kind: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    head = (
        text.ljust(64, b"\0")
        + struct.pack("<H", len(text) + 2)
        + bytes([kind, 1])
        + struct.pack("<3I", FREE, FREE, FREE)
    )
    return head.ljust(116, b"\0") + struct.pack("<IQ", start, size)


def compound(stream: bytes, table: list[int] | None = None) -> bytes:
    """Write a compound file of 512-byte sectors: the table, the directory, then the workbook."""
    sectors = -(-len(stream) // 512)
    chain = table or [0xFFFFFFFD, END, *range(3, 2 + sectors), END]
    header = struct.pack(
        "<8s16sHHHHH", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6
    ).ljust(44, b"\0")
    header += struct.pack("<IIIIIIII", 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    directory = entry("Root Entry", 5, END, 0) + entry("Workbook", 2, 2, len(stream))
    body = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff") + directory.ljust(512, b"\0")
    return header + body + stream.ljust(sectors * 512, b"\0")


def workbook(*records: bytes) -> bytes:
    """Write the records of a workbook with one sheet, long enough for sectors of its own."""
    begin = (
        record(0x809, struct.pack("<HH12x", 0x600, 5))
        + record(0x85, struct.pack("<IBBB", 0, 0, 0, 0))
        + record(0x0A, b"")
    )
    stream = begin.replace(struct.pack("<HHI", 0x85, 7, 0), struct.pack("<HHI", 0x85, 7, len(begin)))
    return (
        stream + record(0x809, struct.pack("<HH12x", 0x600, 16)) + b"".join(records) + record(0x0A, b"")
    ).ljust(4096, b"\0")


def test_the_last_cell_and_the_dimensions_say_how_far_a_sheet_reaches() -> None:
    number = record(0x203, struct.pack("<HHHd", 6, 2, 0, 1.5))
    row = record(0xBD, struct.pack("<HH6sH", 1, 4, b"", 8))
    assert list(reaches_xls(compound(workbook(number, row)))) == [(7, 9)]
    assert list(reaches_xls(compound(workbook(record(0x200, struct.pack("<IIHHH", 0, 12, 0, 3, 0)))))) == [
        (12, 3)
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            compound(workbook(record(0x200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 3, 0)))),
            "没有这么大的表格",
        ),
        (compound(workbook(record(0x203, struct.pack("<HHHd", 65_535, 60_000, 0, 1.5)))), "没有这么大的表格"),
        (
            compound(workbook(), [0xFFFFFFFD, END, 3, 2, *[END] * 6]),
            "读不出来",
        ),  # the workbook runs in a circle
        (compound(workbook(), [0xFFFFFFFD, 1, *[END] * 8]), "读不出来"),  # the directory does
        (compound(workbook())[:900], "读不出来"),
    ],
)
def test_what_would_take_all_memory_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(SheetError, match=words):
        pages_of(data, "a.xls")
