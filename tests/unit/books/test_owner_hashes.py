"""Names as keyed hashes: found where they are written of, and no others known."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import pytest

from jjledger.books.owner_hashes import OWNER_HASHES, hash_list, read_hashed_names
from jjledger.books.owners_file import read_owner_names
from jjledger.books.source import Source
from jjledger.errors import RegisterError

KEY = bytes(range(32))
NAMES = ["欧阳春晓", "张三", "李小四"]


def _source(tmp_path: Path, words: str, listed: bytes | None = None) -> Source:
    (tmp_path / "private").mkdir()
    (tmp_path / OWNER_HASHES).write_bytes(hash_list(NAMES, KEY) if listed is None else listed)
    (tmp_path / "2025.beancount").write_text(words, encoding="utf-8")
    return Source(tmp_path)


def test_the_list_holds_no_name_and_another_key_makes_another_list() -> None:
    text = hash_list(NAMES, KEY).decode()
    assert text.splitlines()[:2] == [f"key {KEY.hex()}", "lengths 2 3 4"]
    assert not any(name in text for name in NAMES)
    expected = hmac.new(KEY, "张三".encode(), hashlib.sha256).hexdigest()[:32]
    assert expected in text.splitlines()
    assert expected not in hash_list(NAMES, bytes(32)).decode()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('2025-01-01 * "某公司" "退欧阳春晓押金"', {"欧阳春晓"}),
        ('2025-01-01 * "张三" "李小四家漏水"', {"张三", "李小四"}),
        ('2025-01-01 * "某公司" "退 张 三 押金"', {"张三"}),
        ('2025-01-01 * "某公司" "退张（三）押金，李、小四，欧阳某春晓"', set(NAMES)),
        ('2025-01-01 * "某公司" "欧阳"', set()),
    ],
)
def test_only_names_that_are_written_of_are_known(words: str, found: set[str], tmp_path: Path) -> None:
    source = _source(tmp_path, words)
    assert read_hashed_names(source) == found
    assert read_owner_names(source) == found


def test_the_file_of_owners_goes_first(tmp_path: Path) -> None:
    source = _source(tmp_path, "退张三押金")
    (tmp_path / "private/owners.csv").write_text("household,name\n01-1-101,王五某\n", encoding="utf-8")
    assert read_owner_names(source) == {"王五某"}


@pytest.mark.parametrize(
    "text", ["", "张三\n", f"key {KEY.hex()}\n", f"key {KEY.hex()}\nlengths 2\n张三\n", "key 1\nlengths 2\n"]
)
def test_what_is_no_such_list_is_refused_and_counts_for_nothing(text: str, tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="散列表"):
        read_hashed_names(_source(tmp_path, "张三", text.encode()))


def test_without_either_nothing_is_known(tmp_path: Path) -> None:
    assert read_owner_names(Source(tmp_path)) is None
