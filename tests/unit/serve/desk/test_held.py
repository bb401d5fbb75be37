"""Books are loaded once until a file changes, and Fava and the desk see the same."""

import os
from contextlib import suppress
from pathlib import Path

import pytest

from jjledger.errors import JjledgerError
from jjledger.serve.desk.held import Held
from jjledger.serve.desk.shelf import Shelf
from jjledger.store.system import RealSystem
from tests.ledgers import HEYUAN, SHIFAN, copy_of

MONTH = "2025/2025-02.beancount"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of(HEYUAN, tmp_path)


def test_books_are_loaded_once(folder: Path) -> None:
    held = Held(folder, RealSystem())
    assert held.ledger() is held.ledger()
    (folder / "build").mkdir()
    (folder / "build/x.txt").write_text("x", "utf-8")
    (folder / ".jjledger").mkdir(exist_ok=True)
    (folder / ".jjledger/lock").write_text("x", "utf-8")
    assert held.ledger() is held.ledger()


@pytest.mark.parametrize(
    "name",
    [MONTH, "community.toml", "register.csv", "closed/2025-01.toml", "vouchers/new.pdf", "statements/x.csv"],
)
def test_books_are_loaded_anew_when_a_file_changes_or_comes(folder: Path, name: str) -> None:
    held = Held(folder, RealSystem())
    before = held.ledger()
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n")
    with suppress(JjledgerError):  # then it was read again, and is refused
        assert held.ledger() is not before


def test_a_file_put_back_with_its_old_time_and_size_is_noticed(folder: Path) -> None:
    held = Held(folder, RealSystem())
    path = folder / MONTH
    assert "更换门禁" in held.ledger().books.vouchers[1].narration + str(held.ledger().books.vouchers)
    old = path.stat()
    other = path.with_name("new~")
    other.write_text(path.read_text("utf-8").replace("更换门禁", "换了门禁"), "utf-8")
    os.utime(other, ns=(old.st_atime_ns, old.st_mtime_ns))
    other.replace(path)
    assert "换了门禁" in str(held.ledger().books.vouchers)


def test_books_that_cannot_be_read_are_not_read_again_and_again(folder: Path) -> None:
    held = Held(folder, RealSystem())
    (folder / "community.toml").write_text("x", "utf-8")
    errors = []
    for _ in range(2):
        with pytest.raises(JjledgerError) as raised:
            held.ledger()
        errors.append(raised.value)
    assert errors[0] is errors[1]


def test_a_shelf_lets_go_of_what_nobody_asked_for_longest(tmp_path: Path) -> None:
    shelf = Shelf([copy_of(HEYUAN, tmp_path), copy_of(SHIFAN, tmp_path)], RealSystem(), capacity=1)
    first = shelf.get("heyuan")
    assert first is not None
    before = first.ledger()
    assert shelf.get("shifan") is not None
    assert first.ledger() is not before
    assert shelf.get("nothing") is None
    assert [held.code for held in shelf] == ["heyuan", "shifan"]
