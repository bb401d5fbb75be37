"""An objection is put on record, waits until its day, and is answered with the papers of the re-check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cases.changes import SOUND
from tests.ledgers import copy_of, run

TODAY = "2025-08-20"
WRITE = ("--who", "甲", "--write")
RAISED = ("--line", "停车·月租", "--words", "少了三月的月租", "--household", "01-1-101")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of(SOUND, tmp_path)


def _say(folder: Path, command: str, *more: object, code: int = 0, today: str = TODAY) -> str:
    answer = run("jjledger", "objection", command, folder, *more, "--today", today)
    assert answer.returncode == code, answer.stdout + answer.stderr
    return answer.stdout + answer.stderr


def test_from_the_letter_to_the_answer(folder: Path, tmp_path: Path) -> None:
    words = _say(folder, "open", "2025-H1", *RAISED, "--on", "2025-08-01", *WRITE)
    # Taizhou sets no day: fifteen days from the first of August.
    assert "应于2025年8月16日前答复（收到后 15 天内，按通行做法）" in words
    other = (*RAISED, "--household", "01-1-102", "--on", "2025-08-01")
    second = _say(folder, "open", "2025-H1", *other, "--due", "2025-08-25", *WRITE)
    assert "异议 2025-08-01-2" in second
    assert "E90" in run("jjledger", "check", folder, "--today", TODAY).stdout
    due = run("jjledger", "due", folder, "--today", TODAY, "--to", tmp_path / "none", "--json")
    duties = [duty for duty in json.loads(due.stdout)[0]["duties"] if duty["kind"] == "objection"]
    assert [(duty["state"], duty["late_days"]) for duty in duties] == [("late", 4), ("missing", 0)]
    assert "少了三月" not in due.stdout
    assert {(duty["ground"], duty["phrase"]) for duty in duties} == {("按通行做法", ""), ("按本小区设定", "")}
    paper = tmp_path / "复查.txt"
    paper.write_text("三月的月租记在四月", encoding="utf-8")
    told = _say(
        folder, "answer", "2025-08-01-1", "--result", "stands", "--words", "三月的月租记在四月", "--paper", paper, *WRITE
    )  # fmt: skip
    assert "比期限晚 4 天" in told
    assert "E90" not in run("jjledger", "check", folder, "--today", TODAY).stdout
    rows = json.loads(_say(folder, "list", "--json"))
    assert [row["id"] for row in rows] == ["2025-08-01-1", "2025-08-01-2"]
    assert rows[0]["stands"].startswith("2025年8月20日已答复，核对无误，维持")
    (filed,) = [path for path in (folder / "vouchers/2025").iterdir() if path.suffix == ".txt"]
    assert filed.read_text(encoding="utf-8") == "三月的月租记在四月"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("2025-H1", *RAISED, "--on", "2025-06-30"), "还没有公示"),
        (("2025-H1", *RAISED, "--on", "2025-08-21"), "还没有到"),
        (("2025-H1", *RAISED[:4], "--household", "99-1-101"), "登记簿里没有"),
        (("2025-H1", *RAISED, "--document", "nothing"), "没有「nothing」"),
        (("2025-H1", *RAISED, "--due", "2025-08-01"), "在收到异议以前"),
        (("2025-H1", "--line", " ", "--words", "x"), "没有写对哪一项"),
        (("2025-H1", "--line", "停车 13800138000", "--words", "x"), "项目里有手机号"),
        (("2025-H1", "--line", "01-1-101的停车", "--words", "x"), "项目里有房号"),
        (("2025-H1", "--line", "停" * 61, "--words", "x"), "61 个字"),
    ],
)
def test_what_makes_no_sense_is_refused(folder: Path, more: tuple[str, ...], words: str) -> None:
    assert words in _say(folder, "open", *more, *WRITE, code=2)
    assert not (folder / "objections").exists()


def test_a_line_that_no_page_has_is_told(folder: Path) -> None:
    assert "没有「健身房」这一项" in _say(folder, "open", "2025-H1", "--line", "健身房", "--words", "x")
    for line in ("停车", "期末余额", "2025-03 收-0001"):
        assert "这一项，请对照" not in _say(folder, "open", "2025-H1", "--line", line, "--words", "x")


def test_the_same_words_are_recorded_once_until_they_are_answered(folder: Path) -> None:
    _say(folder, "open", "2025-H1", *RAISED, "--on", "2025-08-01", *WRITE)
    again = ("2025-H1", *RAISED, "--on", "2025-08-10", *WRITE)
    assert "已经登记过，编号 2025-08-01-1" in _say(folder, "open", *again, code=2)
    _say(
        folder, "answer", "2025-08-01-1", "--result", "stands", "--words", "对", "--on", "2025-08-05", *WRITE
    )
    assert "异议 2025-08-10-1" in _say(folder, "open", *again)


def test_an_answer_needs_an_objection_that_waits(folder: Path) -> None:
    asked = ("--result", "corrected", "--words", "已更正", *WRITE)
    assert "没有登记过" in _say(folder, "answer", "2025-08-01-1", *asked, code=2)
    _say(folder, "open", "2025-H1", *RAISED, "--on", "2025-08-10", *WRITE)
    assert "还没有到" in _say(folder, "answer", "2025-08-10-1", *asked, "--on", "2025-08-09", code=2)
    assert "jjledger amend" in _say(folder, "answer", "2025-08-10-1", *asked)
    assert "已经答复过" in _say(folder, "answer", "2025-08-10-1", *asked, code=2)
