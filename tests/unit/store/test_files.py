"""Reading text, and writing it whole or not at all."""

import errno
from pathlib import Path

import pytest

from jjledger.errors import EncodingError, StoreError
from jjledger.store.files import lay_down, make_folders, read_text, write_atomically, write_into
from jjledger.store.system import RealSystem
from tests.faulty import FaultySystem, Killed


def listing(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder, hidden ones too."""
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if not path.is_dir()
    }


def test_text_is_read_and_other_encodings_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("停车费\n".encode())
    (tmp_path / "b").write_bytes("停车费\n".encode("gb18030"))
    assert read_text(tmp_path / "a") == "停车费\n"
    with pytest.raises(EncodingError, match="GBK"):
        read_text(tmp_path / "b")
    with pytest.raises(StoreError, match="文件或文件夹不存在"):
        read_text(tmp_path / "c")


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, None])
def test_a_file_is_old_or_new_whatever_fails(tmp_path: Path, error: int | None) -> None:
    path = tmp_path / "book[1].beancount"
    outcomes = set()
    for fail_at in range(1, 20):
        path.write_bytes(b"old old old")
        system = FaultySystem(fail_at, error)
        try:
            write_atomically(path, b"new new", system)
        except (StoreError, Killed):
            outcomes.add(path.read_bytes())
            assert error is None or listing(tmp_path).keys() == {path.name}
            write_atomically(path, b"healed", RealSystem())
            assert listing(tmp_path) == {path.name: b"healed"}
        else:
            assert system.calls == fail_at - 1
            assert path.read_bytes() == b"new new"
            break
    assert outcomes == {b"old old old", b"new new"}


@pytest.mark.parametrize("error", [errno.ENOSPC, None])
def test_a_folder_is_laid_down_whole_or_not(tmp_path: Path, error: int | None) -> None:
    files = {"main.beancount": b"m", "2025/2025-01.beancount": b"j", "2025/2025-02.beancount": b"f"}
    for fail_at in range(1, 30):
        place = tmp_path / str(fail_at) / "shifan"
        place.parent.mkdir()
        system = FaultySystem(fail_at, error)
        try:
            lay_down(place, files, system)
        except (StoreError, Killed):
            assert not place.exists() or listing(place) == files
            if not place.exists():
                lay_down(place, files, RealSystem())
            assert listing(place.parent) == {f"shifan/{name}": data for name, data in files.items()}
        else:
            assert listing(place) == files
            return
    pytest.fail("the fault was always met")


def test_folders_are_made_where_they_are_missing(tmp_path: Path) -> None:
    deep = tmp_path / "private" / "print"
    assert make_folders(deep, RealSystem()) == (deep.parent, deep)
    assert make_folders(deep, RealSystem()) == ()
    assert write_into(deep / "new", {"a.pdf": b"a", "b.csv": b"b"}, RealSystem()) == (
        deep / "new" / "a.pdf",
        deep / "new" / "b.csv",
    )
    assert listing(deep) == {"new/a.pdf": b"a", "new/b.csv": b"b"}


def test_a_folder_that_cannot_be_made_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(StoreError, match="路径中有一段不是文件夹"):
        write_into(tmp_path / "file" / "print", {"a.pdf": b"a"}, RealSystem())
    assert listing(tmp_path) == {"file": b"x"}


def test_a_folder_in_use_is_not_laid_over(tmp_path: Path) -> None:
    (tmp_path / "shifan").mkdir()
    (tmp_path / "shifan" / "mine").write_bytes(b"x")
    with pytest.raises(StoreError, match="这里已经有文件"):
        lay_down(tmp_path / "shifan", {"a": b"a"}, RealSystem())
    assert listing(tmp_path) == {"shifan/mine": b"x"}
    lay_down(tmp_path / "empty", {"a": b"a"}, RealSystem())
    assert listing(tmp_path / "empty") == {"a": b"a"}
