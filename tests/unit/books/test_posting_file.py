"""The record of what hung on the wall is read back as it was written, and added to without touching the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from jjledger.books.posting_file import posting_text, read_postings, with_postings, with_record
from jjledger.books.source import Source
from jjledger.facts.finding import Place
from jjledger.facts.posting_record import PostingRecord

FIRST = PostingRecord(
    "2025-Q3", "public-revenue", '1幢"大堂"公告栏', date(2025, 10, 20), None, ("a" * 64, "b" * 64),
    date(2025, 10, 21), Place("posted/2025-Q3.toml", 1), 2,
)  # fmt: skip
SECOND = PostingRecord(
    "2025-Q3", "", "东门", date(2025, 10, 22), date(2025, 11, 10), ("c" * 64,), date(2025, 11, 11),
    Place("posted/2025-Q3.toml", 1),
)  # fmt: skip


def _laid(folder: Path, text: bytes) -> Source:
    (folder / "posted").mkdir(exist_ok=True)
    (folder / "posted/2025-Q3.toml").write_bytes(text)
    return Source(folder)


def _read(folder: Path, text: bytes) -> list[PostingRecord]:
    found, findings = read_postings(_laid(folder, text))
    assert findings == ()
    return [replace(record, at=Place("posted/2025-Q3.toml", 1)) for record in found]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    assert _read(tmp_path, with_postings(Source(tmp_path), "2025-Q3", [FIRST, SECOND])) == [FIRST, SECOND]


def test_each_record_knows_its_line(tmp_path: Path) -> None:
    source = _laid(tmp_path, f"# 张贴\n\n{posting_text(FIRST)}\n{posting_text(SECOND)}".encode())
    found, _ = read_postings(source)
    lines = source.text("posted/2025-Q3.toml").split("\n")
    assert [lines[record.at.line - 1] for record in found] == ["[[posting]]", "[[posting]]"]
    assert [lines.index("[[posting]]") + 1, len(lines) - 1 - lines[::-1].index("[[posting]]") + 1] == [
        record.at.line for record in found
    ]


def test_coming_down_changes_one_record_and_keeps_remarks_and_line_ends(tmp_path: Path) -> None:
    text = f"# 第三季度\n{posting_text(FIRST)}# 保安贴的\n\n{posting_text(SECOND)}# 完\n".replace(
        "\n", "\r\n"
    )
    source = _laid(tmp_path, text.encode())
    before = read_postings(source)[0][0]
    after = with_record(source, before, before.ended(date(2025, 11, 5), ("b" * 64, "d" * 64)))
    assert after.count(b"\n") == after.count(b"\r\n")
    words = after.decode().replace("\r\n", "\n")
    assert words.startswith("# 第三季度\n[[posting]]\n")
    assert "# 保安贴的\n" in words
    assert words.endswith(f"{posting_text(SECOND)}# 完\n")
    read = _read(tmp_path, after)
    assert read[0] == replace(FIRST, last_day=date(2025, 11, 5), photos=("a" * 64, "b" * 64, "d" * 64))
    assert read[1] == SECOND
