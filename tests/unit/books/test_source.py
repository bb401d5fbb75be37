"""Files of a ledger folder: read once, never from elsewhere, the user's own lines at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from jjledger.books.source import Source
from jjledger.errors import EncodingError, LedgerNotFoundError


@pytest.fixture
def source(tmp_path: Path) -> Source:
    (tmp_path / "ledger" / "2025").mkdir(parents=True)
    (tmp_path / "ledger" / "2025" / "a.txt").write_bytes("\ufeff第一行\n  第二行  \n".encode())
    return Source(tmp_path / "ledger")


def test_a_file_is_read_once(source: Source) -> None:
    assert source.text("2025/a.txt") == "第一行\n  第二行  \n"
    (source.folder / "2025" / "a.txt").unlink()
    assert source.text("2025/a.txt") == "第一行\n  第二行  \n"
    assert not source.exists("2025/a.txt")


def test_what_is_not_there_or_not_utf8_is_refused_with_its_path(source: Source) -> None:
    with pytest.raises(LedgerNotFoundError) as missing:
        source.text("b.txt")
    assert missing.value.trouble.place == str(source.folder / "b.txt")
    (source.folder / "b.txt").write_bytes("停车费\n".encode("gbk"))
    with pytest.raises(EncodingError, match="GBK"):
        source.text("b.txt")


@pytest.mark.parametrize("name", ["../secret.csv", "link.csv", "2025/../../secret.csv"])
def test_nothing_is_read_from_outside(source: Source, name: str) -> None:
    (source.folder.parent / "secret.csv").write_text("张三\n", encoding="utf-8")
    (source.folder / "link.csv").symlink_to("../secret.csv")
    with pytest.raises(LedgerNotFoundError) as refused:
        source.text(name)
    assert "张三" not in str(refused.value)
    assert source.excerpt(name, 1) == ""


def test_what_is_added_takes_the_line_ends_of_the_file(source: Source) -> None:
    (source.folder / "w.txt").write_bytes(b"a\r\nb\r\n")
    assert source.appended("w.txt", "c\nd\n", "\n") == b"a\r\nb\r\nc\r\nd\r\n"
    assert source.appended("new.txt", "c\n", "\n\n") == b"c\n"
    assert source.appended("2025/a.txt", "c\n", "\n").endswith("第二行  \nc\n".encode())


def test_a_line_is_quoted_with_its_number(source: Source) -> None:
    assert source.excerpt("2025/a.txt", 2) == "2 | 第二行"
    assert [source.excerpt("2025/a.txt", line) for line in (0, -1, 4)] == ["", "", ""]
    assert source.excerpt("none.txt", 1) == ""


def test_places_are_named_in_full_and_paths_made_short(source: Source) -> None:
    inside = str(source.folder / "2025" / "a.txt")
    assert source.place("2025/a.txt", 3) == inside + ":3"
    assert source.place("2025/a.txt") == inside
    assert source.relative(inside) == "2025/a.txt"
    # A folder whose name only begins alike is another one.
    assert source.relative(f"{source.folder}-2/a.txt") == f"{source.folder}-2/a.txt"


def test_a_line_is_found_by_its_words(source: Source) -> None:
    assert source.line_with("2025/a.txt", "第二") == 2
    assert source.line_with("2025/a.txt", "第三") == 0
