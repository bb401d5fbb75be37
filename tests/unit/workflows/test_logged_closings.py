"""Closings go into the log once, and books that are no longer what was logged are told."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from jjledger.seal.entries import Close, Reopen
from jjledger.seal.monitor import monitor
from jjledger.store.system import RealSystem
from jjledger.workflows.logged_closings import closing_troubles, closings_to_log
from tests.histories_on_disk import git, in_git
from tests.public_log import GENESIS, close, disclosure

NAME = "sunshine.example.cn/yangguang"
HEAD = "month,day,who,why,closed,closed_by,superseded\n"


def record(folder: Path, month: str, words: str = "") -> bytes:
    """Write the record of a closed month; give its hash."""
    text = f'month = "{month}"  # {words}\n'
    (folder / "closed").mkdir(exist_ok=True)
    (folder / "closed" / f"{month}.toml").write_text(text, encoding="utf-8")
    return sha256(text.encode()).digest()


def reopen(folder: Path, *rows: str) -> None:
    (folder / "closed" / "reopened.csv").write_text(
        HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8"
    )


def to_log(folder: Path, *entries: bytes) -> list[str]:
    return [one.decode() for one in closings_to_log(folder, NAME, (GENESIS, *entries), RealSystem())]


def troubles(folder: Path, *entries: bytes) -> list[str]:
    return [one.what for one in closing_troubles(folder, NAME, (GENESIS, *entries), RealSystem())]


def entry(month: str, text: bytes, commit: str | None = None) -> bytes:
    return Close(NAME, month, commit, text).text().encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a community without a history and with two closed months."""
    place = tmp_path / "yangguang"
    place.mkdir()
    (place / "main.beancount").write_text("")
    record(place, "2025-01")
    record(place, "2025-02")
    return place


def test_closed_months_go_into_the_log_once(folder: Path) -> None:
    first, second = record(folder, "2025-01"), record(folder, "2025-02")
    wanted = [entry("2025-01", first), entry("2025-02", second)]
    assert to_log(folder) == [one.decode() for one in wanted]
    assert to_log(folder, wanted[0], close(3)) == [wanted[1].decode()]
    assert to_log(folder, *wanted) == []
    assert troubles(folder, *wanted) == []
    assert len(monitor((GENESIS, *wanted)).entries) == 3


def test_line_ends_of_another_machine_change_nothing(folder: Path) -> None:
    text = record(folder, "2025-01")
    path = folder / "closed" / "2025-01.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert troubles(folder, entry("2025-01", text)) == []


def test_a_record_that_was_changed_is_told_and_not_logged_again(folder: Path) -> None:
    logged = [entry("2025-01", record(folder, "2025-01")), entry("2025-02", record(folder, "2025-02"))]
    record(folder, "2025-01", "cooked")
    assert to_log(folder, *logged) == []
    (told,) = troubles(folder, *logged)
    assert told.startswith("2025-01 的结账记录与登记册第 1 条不同")
    (folder / "closed" / "2025-02.toml").unlink()
    assert "2025-02 的结账记录不见了；登记册第 2 条" in troubles(folder, *logged)[1]


def test_a_month_opened_again_takes_those_after_it_with_it(folder: Path) -> None:
    logged = [entry("2025-01", record(folder, "2025-01")), entry("2025-02", record(folder, "2025-02"))]
    record(folder, "2025-02", "corrected")
    third = record(folder, "2025-03")
    reopen(folder, "2025-02,2025-04-02,王会计,补一张发票,2025-03-05,王会计,")
    reason = sha256("补一张发票".encode()).digest()
    opened = Reopen(NAME, "2025-02", "2025-04-02", reason).text()
    again = entry("2025-02", record(folder, "2025-02", "corrected")).decode()
    assert to_log(folder, *logged) == [opened, again, entry("2025-03", third).decode()]
    assert troubles(folder, *logged) == []
    after = [*logged, *(one.encode() for one in to_log(folder, *logged))]
    assert to_log(folder, *after) == []
    assert troubles(folder, *after) == []
    record(folder, "2025-02", "corrected, then cooked")
    assert "登记册第 4 条不同" in troubles(folder, *after)[0]


def test_a_month_opened_again_and_not_closed_is_no_trouble(folder: Path) -> None:
    logged = [entry("2025-01", record(folder, "2025-01")), entry("2025-02", record(folder, "2025-02"))]
    (folder / "closed" / "2025-02.toml").unlink()
    reopen(folder, "2025-02,2025-04-02,王会计,补一张发票,2025-03-05,王会计,")
    assert troubles(folder, *logged) == []
    assert [one.split("\n")[0] for one in to_log(folder, *logged)] == ["jjledger/reopen/v1"]


def test_another_community_of_the_log_is_another_matter(folder: Path) -> None:
    foreign = Close(f"{NAME}2", "2025-01", None, bytes(32)).text().encode()
    assert len(to_log(folder, foreign)) == 2
    assert troubles(folder, foreign) == []


def test_each_closing_names_the_commit_that_wrote_it(folder: Path) -> None:
    in_git(folder)
    first = git(folder, "rev-parse", "HEAD")
    record(folder, "2025-02", "anew")
    git(folder, "commit", "--quiet", "--all", "--message", "结账")
    second = git(folder, "rev-parse", "HEAD")
    (folder / "x").write_text("x")
    git(folder, "add", "x")
    git(folder, "commit", "--quiet", "--message", "别的")
    commits = [one.split("commit ")[1].split("\n")[0] for one in to_log(folder)]
    assert commits == [first, second]
    logged = [one.encode() for one in to_log(folder)]
    assert troubles(folder, *logged) == []


def test_a_history_that_was_rewritten_is_told(folder: Path) -> None:
    """The records are as they were; only the commits are others, as after a forced push."""
    in_git(folder)
    logged = [one.encode() for one in to_log(folder)]
    told = disclosure("2025-Q1").replace(b"sha256:" + b"0" * 64, git(folder, "rev-parse", "HEAD").encode())
    git(folder, "commit", "--quiet", "--amend", "--message", "另一种说法")
    found = troubles(folder, *logged, told)
    assert len(found) == 3
    assert all("账本的历史里却没有它：历史被改写过" in one for one in found)
    assert "登记册第 3 条（公示 2025-Q1 第 1 版）" in found[2]


def test_without_the_history_nothing_is_said_to_be_right(folder: Path) -> None:
    logged = entry("2025-01", record(folder, "2025-01"), "0123456789" * 4)
    (told,) = troubles(folder, logged)
    assert "没有 git 历史，无法核对" in told
