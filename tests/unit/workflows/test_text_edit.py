"""Text that a person typed may stand where it makes nothing wrong that was not wrong before."""

from datetime import date
from pathlib import Path

import pytest

from jjledger.errors import BooksError, ChangedError, EntryRefusedError
from jjledger.facts.entry import Deed
from jjledger.store.system import RealSystem
from jjledger.workflows.record import record
from jjledger.workflows.text_edit import TextEdit, rehearse_text
from tests.ledgers import HEYUAN, copy_of

TODAY = date(2025, 9, 1)
MONTH = "2025/2025-02.beancount"
DECIDED = b'  decision: "2025-01"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of(HEYUAN, tmp_path)


def edited(folder: Path, *changes: tuple[str, bytes, bytes]) -> TextEdit:
    seen = {name: (folder / name).read_bytes() for name, _, _ in changes}
    wanted = {name: seen[name].replace(old, new) for name, old, new in changes}
    return TextEdit(seen, wanted, Deed("甲", "改"))


def spoil(folder: Path, old: bytes, new: bytes) -> None:
    path = folder / MONTH
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new))


def test_sound_text_is_written_whole(folder: Path) -> None:
    edit = edited(folder, (MONTH, "更换门禁".encode(), "换门禁".encode()))
    record(rehearse_text(folder, edit, TODAY), RealSystem())
    assert "换门禁" in (folder / MONTH).read_text("utf-8")


def test_what_changed_since_it_was_seen_is_refused(folder: Path) -> None:
    edit = edited(folder, (MONTH, b"300.00", b"300.00"))
    spoil(folder, "更换门禁".encode(), "另换".encode())
    with pytest.raises(ChangedError, match="被别人改动了"):
        rehearse_text(folder, edit, TODAY)


def test_what_changes_between_rehearsal_and_writing_is_refused(folder: Path) -> None:
    rehearsal = rehearse_text(folder, edited(folder, (MONTH, "更换门禁".encode(), "换门禁".encode())), TODAY)
    (folder / "register.csv").write_bytes((folder / "register.csv").read_bytes() + b"\n")
    with pytest.raises(ChangedError):
        record(rehearsal, RealSystem())
    assert "更换门禁" in (folder / MONTH).read_text("utf-8")


def test_a_new_fault_is_refused(folder: Path) -> None:
    with pytest.raises(EntryRefusedError, match="没有写明业主共同决定的编号"):
        rehearse_text(folder, edited(folder, (MONTH, DECIDED, b"")), TODAY)


def test_an_old_fault_does_not_hinder_but_a_second_of_its_kind_does(folder: Path) -> None:
    spoil(folder, DECIDED, b"")
    rehearse_text(folder, edited(folder, (MONTH, "更换门禁".encode(), "换门禁".encode())), TODAY)
    rehearse_text(
        folder, edited(folder, (MONTH, b"  attachments: 2\n", b"  attachments: 2\n" + DECIDED)), TODAY
    )
    voucher = (folder / MONTH).read_bytes()
    twice = voucher + b"\n" + voucher.replace("付-0001".encode(), "付-0002".encode())
    with pytest.raises(EntryRefusedError, match="没有写明业主共同决定的编号"):
        rehearse_text(folder, TextEdit({MONTH: voucher}, {MONTH: twice}, Deed("甲", "改")), TODAY)


def test_text_that_cannot_be_read_is_refused_and_may_be_mended(folder: Path) -> None:
    with pytest.raises(BooksError):
        rehearse_text(folder, edited(folder, (MONTH, b"2025-02-10 *", b"2025-02-10 ?!")), TODAY)
    spoil(folder, b"2025-02-10 *", b"2025-02-10 ?!")
    rehearse_text(folder, edited(folder, (MONTH, b"2025-02-10 ?!", b"2025-02-10 *")), TODAY)


def test_two_files_change_as_one(folder: Path) -> None:
    edit = edited(
        folder,
        (
            "chart.beancount",
            b"Income:3\xe5\x85\xac\xe5\x85\xb1\xe6\x94\xb6\xe7\x9b\x8a:6001",
            b"Income:3\xe5\x85\xac\xe5\x85\xb1\xe6\x94\xb6\xe7\x9b\x8a:6002",
        ),
        (MONTH, "更换门禁".encode(), "换门禁".encode()),
    )
    with pytest.raises(EntryRefusedError):  # the account is in use
        rehearse_text(folder, edit, TODAY)
    assert "更换门禁" in (folder / MONTH).read_text("utf-8")
