"""No request leaves the published tree, whatever it says; a tree may be replaced at any time."""

import os
from pathlib import Path

import pytest

from jjledger.serve.published import Published
from tests.small_sites import write


@pytest.fixture
def tree(tmp_path: Path) -> Published:
    write(tmp_path, "secret.txt", "机密")
    write(tmp_path, ".public/1.json", "指纹")
    write(tmp_path, ".public/1/d/jia/index.html", "甲")
    write(tmp_path, ".public/1/.hidden.txt", "藏")
    (tmp_path / ".public/1/out.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / ".public/1/up").symlink_to(tmp_path)
    os.mkfifo(tmp_path / ".public/1/pipe.txt")
    (tmp_path / "public").symlink_to(".public/1")
    return Published(tmp_path / "public")


def test_a_file_is_read_through_the_sites_own_link(tree: Published) -> None:
    assert tree.read("d/jia/index.html") == "甲".encode()


@pytest.mark.parametrize(
    "relpath",
    [
        "../secret.txt", "d/../../secret.txt", "..", "", ".", "/etc/passwd", "d//jia/index.html", "d/jia/",
        "d/jia/index.html/", "d/./jia/index.html", ".hidden.txt", "../1.json", "up/secret.txt", "out.txt",
        "pipe.txt", "d/jia", "d/jia/index.html/x", "d/jia/index.html\0", "d\\jia\\index.html", "d/甲/index.html",
        "x" * 300, "d/%2e%2e/secret.txt", "d/jia/index.html\n",
    ],
)  # fmt: skip
def test_nothing_else_is(tree: Published, relpath: str) -> None:
    assert tree.read(relpath) is None
    assert tree.identity(relpath) is None


def test_the_identity_of_a_file_changes_when_the_link_is_turned(tree: Published) -> None:
    before = tree.identity("d/jia/index.html")
    write(tree.root.parent, ".public/2/d/jia/index.html", "乙")
    link = tree.root.parent / "next"
    link.symlink_to(".public/2")
    link.replace(tree.root)
    assert before is not None
    assert tree.identity("d/jia/index.html") not in {before, None}
    assert tree.read("d/jia/index.html") == "乙".encode()


def test_the_identity_of_a_file_changes_when_it_is_written_anew(tree: Published) -> None:
    before = tree.identity("d/jia/index.html")
    assert tree.identity("d/jia/index.html") == before
    path = tree.root / "d/jia/index.html"
    path.write_text("丙")
    os.utime(path, ns=(0, 1))  # within the clock's last tick, as far as anybody knows
    assert tree.identity("d/jia/index.html") != before


def test_a_community_without_record_has_an_empty_one(tree: Published) -> None:
    assert tree.record("jia").index == {}
    assert tree.record("jia").checks == ()


def test_no_descriptor_stays_open(tree: Published) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for relpath in ("d/jia/index.html", "d/jia", "up/secret.txt", "no/such/file"):
        tree.read(relpath)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
