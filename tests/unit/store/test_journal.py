"""The record of a save comes back as it was written, or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from jjledger.errors import StoreError
from jjledger.store.journal import (
    JOURNAL,
    Change,
    Journal,
    drop_journal,
    hash_of,
    read_journal,
    write_journal,
)
from jjledger.store.system import RealSystem

SYSTEM = RealSystem()
CHANGES = {
    "2025/三月 1.beancount": Change(hash_of(b"old"), b"\x00\xffnew\n", kept=True),
    "odd\nname\udcff.csv": Change(None, b"", kept=True),
    "gone.toml": Change(hash_of(b"x"), None, kept=False),
}


def test_it_comes_back(tmp_path: Path) -> None:
    assert read_journal(tmp_path, SYSTEM) is None
    journal = Journal(CHANGES, "a" * 40, "王会计", "为什么\n第二行")
    write_journal(tmp_path, journal, SYSTEM)
    assert read_journal(tmp_path, SYSTEM) == journal
    drop_journal(tmp_path, SYSTEM)
    assert read_journal(tmp_path, SYSTEM) is None


@pytest.mark.parametrize("cut", [0, 1, 30, 100, -1])
def test_a_part_of_it_is_refused(tmp_path: Path, cut: int) -> None:
    write_journal(tmp_path, Journal(CHANGES, None, "甲", ""), SYSTEM)
    data = (tmp_path / JOURNAL).read_bytes()
    (tmp_path / JOURNAL).write_bytes(data[:cut])
    with pytest.raises(StoreError, match="日志已损坏"):
        read_journal(tmp_path, SYSTEM)


def test_names_of_persons_in_it_are_for_nobody_else(tmp_path: Path) -> None:
    changes = {"shifan/private/owners.csv": Change(None, b"household,name\n", kept=False)}
    write_journal(tmp_path, Journal(changes, None, "甲", ""), SYSTEM)
    assert stat.S_IMODE((tmp_path / JOURNAL).stat().st_mode) == 0o600
