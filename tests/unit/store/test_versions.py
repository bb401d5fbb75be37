"""Every version of some files, as the history has them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from jjledger.store.git import Repository, find_repository
from jjledger.store.system import RealSystem
from jjledger.store.versions import Change, read_versions
from tests.histories_on_disk import git

ENDING = ".beancount"


def _repository(folder: Path) -> Repository:
    found = find_repository(folder, RealSystem())
    assert found is not None
    return found


def _commit(folder: Path, why: str, when: str = "2025-03-01T10:00:00+08:00") -> None:
    git(folder, "add", "--all")
    environ = {
        "PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "甲", "GIT_AUTHOR_EMAIL": "", "GIT_COMMITTER_NAME": "系统", "GIT_COMMITTER_EMAIL": "",
        "GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z", "GIT_COMMITTER_DATE": when,
    }  # fmt: skip
    subprocess.run(["git", "-C", folder, "commit", "-qm", why], env=environ, check=True, capture_output=True)


def _begin(folder: Path) -> Repository:
    git(folder, "init", "--quiet", "--initial-branch=main")
    return _repository(folder)


def test_a_repository_without_a_commit_has_no_versions(tmp_path: Path) -> None:
    assert list(read_versions(_begin(tmp_path), ".", ENDING)) == []


def test_files_come_change_and_go(tmp_path: Path) -> None:
    repository = _begin(tmp_path)
    (tmp_path / "2025").mkdir()
    march = tmp_path / "2025" / "3 月.beancount"
    march.write_bytes("一\n".encode())
    (tmp_path / "other.txt").write_bytes(b"1\n")
    _commit(tmp_path, "开始")
    march.write_bytes("一\n二\n".encode())
    (tmp_path / "chart.beancount").write_bytes(b"c\n")
    _commit(tmp_path, "改\n\n说明", "2025-03-01T20:30:00+00:00")
    (tmp_path / "other.txt").write_bytes(b"2\n")
    _commit(tmp_path, "别的文件")
    march.unlink()
    _commit(tmp_path, "删")
    first, second, third = read_versions(repository, ".", ENDING)
    name = "2025/3 月.beancount"
    assert first.changes == (Change(name, b"", "一\n".encode()),)
    assert second.changes == (
        Change(name, "一\n".encode(), "一\n二\n".encode()),
        Change("chart.beancount", b"", b"c\n"),
    )
    assert third.changes == (Change(name, "一\n二\n".encode(), b""),)
    assert [one.why for one in (first, second, third)] == ["开始", "改", "删"]
    assert (first.first, second.first) == (True, False)
    # The time of the commit, which its author does not choose as easily, and as the clock showed it in China.
    assert second.when.isoformat() == "2025-03-02T04:30:00+08:00"
    assert second.who == "甲"


def test_only_the_asked_folder_is_read_whatever_its_name(tmp_path: Path) -> None:
    repository = _begin(tmp_path)
    for folder in ("a[1]", "a1", "a[1]/2025"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "m.beancount").write_bytes(folder.encode())
    _commit(tmp_path, "开始")
    (version,) = read_versions(repository, "a[1]", ENDING)
    assert [change.path for change in version.changes] == ["a[1]/2025/m.beancount", "a[1]/m.beancount"]


def test_both_sides_of_a_merge_are_read_and_what_the_merge_itself_changed(tmp_path: Path) -> None:
    repository = _begin(tmp_path)
    (tmp_path / "a.beancount").write_bytes(b"1\n")
    _commit(tmp_path, "开始")
    git(tmp_path, "switch", "--quiet", "-c", "side")
    (tmp_path / "b.beancount").write_bytes(b"b\n")
    _commit(tmp_path, "旁支")
    git(tmp_path, "switch", "--quiet", "main")
    (tmp_path / "c.beancount").write_bytes(b"c\n")
    _commit(tmp_path, "主干")
    git(tmp_path, "merge", "--quiet", "--no-ff", "-m", "合并", "side")
    versions = list(read_versions(repository, ".", ENDING))
    assert {one.why: len(one.changes) for one in versions} == {"开始": 1, "旁支": 1, "主干": 1, "合并": 0}
    assert versions[0].why == "开始"
    (tmp_path / "a.beancount").write_bytes(b"2\n")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--amend", "-m", "合并时改了")
    assert list(read_versions(repository, ".", ENDING))[-1].changes == (
        Change("a.beancount", b"1\n\n1\n", b"2\n"),
    )
