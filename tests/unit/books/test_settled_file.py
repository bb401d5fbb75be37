"""Rows of bank files that need no voucher: written, read back, settled anew, and refused with their line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.settled_file import read_all_settled, read_settled, settled_files
from jjledger.books.source import Source
from jjledger.errors import RegisterError
from jjledger.facts.settled import DROPPED_FILE, SAME_FILE, Settled

OLD_HEAD = "key,voucher,who,day,why\n"
HEAD = "key,voucher,who,day,why,fund\n"
SAME = Settled("icbc:1", "2025-03-F0001", "甲", date(2025, 3, 31), "同一笔，\n微信也列", 2)
DROPPED = Settled("icbc:2", "", "甲", date(2025, 3, 31), '"冲正"', 2)


def lay_down(folder: Path, files: dict[str, str | bytes]) -> Source:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Source(folder)


def test_what_is_written_is_read_back_with_breaks_flattened(tmp_path: Path) -> None:
    source = lay_down(tmp_path, dict(settled_files((), (SAME, DROPPED))))
    found, findings = read_all_settled(source)
    assert findings == ()
    assert [(one.key, one.voucher, one.why) for one in found] == [
        ("icbc:1", "2025-03-F0001", "同一笔， 微信也列"),
        ("icbc:2", "", '"冲正"'),
    ]


def test_only_the_file_that_gains_a_row_is_written() -> None:
    assert set(settled_files((SAME,), (DROPPED,))) == {DROPPED_FILE}


def test_a_row_that_is_settled_anew_leaves_the_other_file() -> None:
    changed = settled_files(
        (SAME, DROPPED), (Settled("icbc:2", "2025-03-F0002", "乙", date(2025, 4, 1), "查明"),)
    )
    assert changed[DROPPED_FILE].decode() == HEAD
    assert changed[SAME_FILE].decode().splitlines()[-1] == "icbc:2,2025-03-F0002,乙,2025-04-01,查明,"


def test_rows_that_name_no_fund_are_read_and_keep_none_beside_those_that_do(tmp_path: Path) -> None:
    source = lay_down(tmp_path, {SAME_FILE: OLD_HEAD + "icbc:1,2025-03-F0001,甲,2025-03-31,同一笔"})
    known = read_settled(source, SAME_FILE)
    named = Settled("icbc:3", "2025-03-F0001", "乙", date(2025, 4, 1), "同一笔", fund="3公共收益")
    assert settled_files(known, (named,))[SAME_FILE].decode() == HEAD + (
        "icbc:1,2025-03-F0001,甲,2025-03-31,同一笔,\nicbc:3,2025-03-F0001,乙,2025-04-01,同一笔,3公共收益\n"
    )


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",2025-03-F0001,甲,2025-03-31,", "没有流水的键"),
        ("icbc:1,,甲,2025-03-31,", "没有写明凭证"),
        ("icbc:1,2025-03-F0001,甲,三月,", "读不成日期"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_line(tmp_path: Path, row: str, words: str) -> None:
    source = lay_down(tmp_path, {SAME_FILE: OLD_HEAD + row})
    with pytest.raises(RegisterError, match=words) as refused:
        read_settled(source, SAME_FILE)
    assert refused.value.trouble.place.endswith(f"{SAME_FILE}:2")
    found, (finding,) = read_all_settled(source)
    assert (found, finding.code, finding.place.line) == ((), "E69", 2)
