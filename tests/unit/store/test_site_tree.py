"""A site is put out whole, keeps what did not change, and sits only where it may."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from jjledger.errors import StoreError
from jjledger.store.site_tree import published_fingerprints, staged
from jjledger.store.system import RealSystem
from tests.faulty import FaultySystem
from tests.unit.store.test_files import listing

SYSTEM = RealSystem()


def publish(target: Path, files: dict[str, bytes]) -> None:
    with staged(target, SYSTEM) as tree:
        for name, data in files.items():
            tree.write(name, data)
        tree.commit({"shifan": "f"})


def test_a_site_appears_whole_and_at_once(tmp_path: Path) -> None:
    target = tmp_path / "public"
    with staged(target, SYSTEM) as tree:
        tree.write("index.html", b"i")
        tree.write("d/shifan/2025-Q3/index.html", b"q")
        assert not target.exists()
        tree.commit({"shifan": "abc"})
    assert listing(target) == {"index.html": b"i", "d/shifan/2025-Q3/index.html": b"q"}
    assert published_fingerprints(target) == {"shifan": "abc"}


def test_leaving_without_commit_leaves_the_old_site(tmp_path: Path) -> None:
    target = tmp_path / "public"
    publish(target, {"a": b"old"})
    with staged(target, SYSTEM) as tree:
        tree.write("a", b"new")
    with pytest.raises(ZeroDivisionError), staged(target, SYSTEM) as tree:
        tree.write("a", b"%d" % (1 // 0))
    assert listing(target) == {"a": b"old"}
    assert {path.name for path in (tmp_path / ".public").iterdir()} == {"1", "1.json", "jjledger.lock"}


def test_kept_files_are_the_same_files(tmp_path: Path) -> None:
    target = tmp_path / "public"
    publish(target, {"d/a/x": b"ax", "d/a/e/y": b"ay", "d/ab/x": b"abx", "index.html": b"i"})
    before = (target / "d/a/x").stat().st_ino
    with staged(target, SYSTEM) as tree:
        assert tree.previous_text("d/a/x") == "ax"
        assert tree.previous_text("d/none") is None
        tree.write("d/a/x", b"ax2")
        assert tree.keep("d/a") == 2
        assert tree.keep("index.html") == 1
        assert tree.keep("d/none") == 0
        tree.commit({})
    assert listing(target) == {"d/a/x": b"ax2", "d/a/e/y": b"ay", "index.html": b"i"}
    assert (target / "d/a/x").stat().st_ino != before


def test_writing_over_a_kept_file_spares_the_site_that_is_out(tmp_path: Path) -> None:
    target = tmp_path / "public"
    publish(target, {"a": b"old"})
    with staged(target, SYSTEM) as tree:
        tree.keep("a")
        tree.write("a", b"new")
        assert listing(target) == {"a": b"old"}


def test_the_tree_before_stays_for_its_readers_until_the_next_publication(tmp_path: Path) -> None:
    target = tmp_path / "public"
    publish(target, {"a": b"1"})
    reader = target.resolve()
    publish(target, {"a": b"2"})
    assert (reader / "a").read_bytes() == b"1"
    publish(target, {"a": b"3"})
    assert not reader.exists()
    assert listing(target) == {"a": b"3"}


def test_nothing_is_kept_of_a_first_site(tmp_path: Path) -> None:
    with staged(tmp_path / "public", SYSTEM) as tree:
        assert tree.keep("d") == 0
        assert tree.previous_text("index.json") is None
    assert published_fingerprints(tmp_path / "public") == {}


def test_where_second_names_are_unknown_files_are_copied(tmp_path: Path) -> None:
    class NoLinks(FaultySystem):
        def link(self, source: Path, path: Path) -> None:
            raise PermissionError(errno.EPERM, f"{source} {path}")

    target = tmp_path / "public"
    publish(target, {"a": b"old"})
    with staged(target, NoLinks(0)) as tree:
        tree.keep("a")
        tree.commit({})
    assert listing(target) == {"a": b"old"}


@pytest.mark.parametrize(
    "relpath",
    ["/etc/passwd", "../x", "d/../../x", "d//x", "", ".", "d/.git/x", "d/小区", "a\nb", "a\\b", "a/"],
)
def test_a_path_out_of_the_tree_is_refused(tmp_path: Path, relpath: str) -> None:
    with staged(tmp_path / "public", SYSTEM) as tree, pytest.raises(StoreError, match="网页的路径"):
        tree.write(relpath, b"x")


def test_an_empty_folder_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    publish(tmp_path / "public", {"a": b"1"})
    assert listing(tmp_path / "public") == {"a": b"1"}


@pytest.mark.parametrize("what", ["folder", "file", "link", "hidden"])
def test_what_is_not_ours_is_left_alone(tmp_path: Path, what: str) -> None:
    target = tmp_path / "public"
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine").write_bytes(b"mine")
    if what == "folder":
        target.mkdir()
        (target / "mine").write_bytes(b"mine")
    elif what == "file":
        target.write_bytes(b"mine")
    elif what == "link":
        target.symlink_to("other")
    else:
        (tmp_path / ".public").mkdir()
        (tmp_path / ".public" / "mine").write_bytes(b"mine")
    before = listing(tmp_path)
    with pytest.raises(StoreError, match="--to"), staged(target, SYSTEM):
        pytest.fail("let in")
    assert listing(tmp_path) == before


def test_a_place_without_a_parent_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="mkdir -p"), staged(tmp_path / "no" / "public", SYSTEM):
        pytest.fail("let in")


def test_a_second_publisher_is_told_who_holds_it(tmp_path: Path) -> None:
    target = tmp_path / "public"
    second = (
        "import sys; from pathlib import Path; from jjledger.errors import StoreError\n"
        "from jjledger.store.site_tree import staged; from jjledger.store.system import RealSystem\n"
        "try:\n  with staged(Path(sys.argv[1]), RealSystem()): pass\n"
        "except StoreError as error: print(error)\n"
    )
    with staged(target, FaultySystem(0)) as tree:
        tree.write("a", b"1")
        said = subprocess.run(
            [sys.executable, "-c", second, target], capture_output=True, text=True, check=True
        )
        tree.commit({})
    assert "另一个写入或发布正在进行" in said.stdout
    assert "始于 2026-01-15 09:30:00" in said.stdout
    assert listing(target) == {"a": b"1"}
    free = subprocess.run([sys.executable, "-c", second, target], capture_output=True, text=True, check=True)
    assert free.stdout == ""
