"""Files that are damaged or no tables: told in words with file and remedy, whatever their bytes."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from jjledger.errors import JjledgerError, SheetError
from jjledger.intake.columns import AMOUNT, DOOR, RECEIPT
from jjledger.intake.sheet import read_sheet

COLUMNS = (DOOR, AMOUNT, RECEIPT)
TEXT = "房屋编号,金额,票据号\n01-1-101,5818.80,1\n01-1-102,8339.50,2\n合计,14158.30,\n"


def workbook() -> bytes:
    """Write a workbook that is in order."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("交存")
    for number, line in enumerate(TEXT.splitlines()):
        sheet.write_row(number, 0, line.split(","))
    book.close()
    return file.getvalue()


def archive(*names: str) -> bytes:
    """Write a ZIP file that is no workbook."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, TEXT)
    return file.getvalue()


def with_part(data: bytes, old: bytes, new: bytes) -> bytes:
    """Replace bytes within the parts of a workbook."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(file, "w") as made:
        parts = {name: book.read(name) for name in book.namelist()}
        assert any(old in part for part in parts.values())
        for name, part in parts.items():
            made.writestr(name, part.replace(old, new))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空文件"),
        (b"\xff\xfe\x00", "UTF-16LE"),
        (TEXT.encode("utf-16")[:-1], "UTF-16"),
        (b"\xfe\xff\xd8\x00\x00\x41", "UTF-16BE"),
        (b"\x00\x01\x02\x03", "不是 UTF-8 或 GB18030"),
        (b"\xff\xff\xff", "不是 UTF-8 或 GB18030"),
        (archive(), "不是 UTF-8 或 GB18030"),
        (archive("a.txt"), "读不出来"),
        (b"PK\x03\x04", "读不出来"),
        (b"\xd0\xcf\x11\xe0" * 200, "读不出来"),
        (workbook()[:-100], "读不出来"),
        (with_part(workbook(), b'r="B3"', b'r="ZZZZZZZZZ99999999999"'), "读不出来"),
        (with_part(workbook(), b"<v>0</v>", b"<v>99</v>"), "读不出来"),
    ],
)
def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    with pytest.raises(SheetError) as error:
        read_sheet(path, COLUMNS)
    (trouble,) = error.value.troubles
    assert (trouble.place, words in trouble.what, bool(trouble.remedy)) == ("x.csv", True, True), trouble


def test_a_folder_and_a_name_that_leads_nowhere_are_no_tables(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    told = {tmp_path: "这是文件夹", tmp_path / "loop": "读不了", tmp_path / "absent.csv": "没有这个文件"}
    for path, words in told.items():
        with pytest.raises(SheetError) as error:
            read_sheet(path, COLUMNS)
        trouble = error.value.trouble
        assert (trouble.place, words in trouble.what, bool(trouble.remedy)) == (str(path), True, True)


def test_a_file_that_may_not_be_read_is_no_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", forbid)
    with pytest.raises(SheetError, match="没有读这个文件的权限"):
        read_sheet(tmp_path / "x.csv", COLUMNS)


def test_no_mutation_of_a_good_file_ends_in_anything_but_words(tmp_path: Path) -> None:
    good = (workbook(), *(TEXT.encode(name) for name in ("utf-8", "gb18030", "utf-16")))
    path = tmp_path / "x.csv"
    refused = 0
    for seed in range(200):
        chance = random.Random(seed)  # noqa: S311 -- the same each time
        data = bytearray(good[seed % len(good)])
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(data))
            how = chance.randrange(4)
            if how == 0:
                data[place] = chance.randrange(256)
            elif how == 1:
                data[place:place] = chance.randbytes(3)
            else:
                del data[place : place + chance.randint(1, 30)]
            data = data or bytearray(b"\0")
        path.write_bytes(data)
        try:
            read_sheet(path, COLUMNS)
        except JjledgerError:
            refused += 1
    assert refused > 100
