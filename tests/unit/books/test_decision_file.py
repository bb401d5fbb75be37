"""Records of the owners' decisions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.decision_file import read_decision, read_decisions
from jjledger.books.source import Source
from jjledger.errors import CommunityFileError
from jjledger.facts.decision import Decision, Emergency, Tally, Vote

HEAD = 'id = "2025-01"\ntitle = " 更换曳引机 "\nmatter = 5\nscope = "01-1 02"\nday = 2025-02-10\n'
VOTE = """
total         = { heads = 300, area_m2 = "30000.00" }
participating = { heads = 210, area_m2 = "21000.5" }
agreeing      = { heads = 200, area_m2 = "20000" }
"""
EMERGENCY = '[emergency]\nground = "电梯困人"\ncertified_by = "社区居民委员会"\n'


def _source(folder: Path, **records: str) -> Source:
    (folder / "decisions").mkdir()
    for name, text in records.items():
        (folder / "decisions" / f"{name.replace('_', '-')}.toml").write_text(text, encoding="utf-8")
    return Source(folder)


def test_a_vote_is_read_in_heads_and_square_decimetres(tmp_path: Path) -> None:
    vote = Vote(5, Tally(300, 3_000_000), Tally(210, 2_100_050), Tally(200, 2_000_000))
    assert read_decision(_source(tmp_path, **{"2025_01": HEAD + VOTE}), "2025-01") == Decision(
        "2025-01", "更换曳引机", 5, "01-1 02", date(2025, 2, 10), vote
    )


def test_an_emergency_has_a_certificate_in_place_of_a_vote(tmp_path: Path) -> None:
    decision = read_decision(_source(tmp_path, **{"2025_01": HEAD + EMERGENCY}), "2025-01")
    assert decision.by == Emergency("电梯困人", "社区居民委员会")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD, r"缺少 \[total\]、\[participating\]、\[agreeing\]"),
        (HEAD + VOTE.replace("agreeing", "agreed"), r"缺少 \[agreeing\]"),
        (HEAD + VOTE.replace("heads = 300", "heads = true"), "heads 的值类型不对"),
        (HEAD + VOTE.replace("200,", "-1,"), "多于"),
        (HEAD + EMERGENCY + 'doctor = "甲"\n', "不认识的键 doctor"),
    ],
)
def test_what_cannot_be_a_record_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(CommunityFileError, match=words):
        read_decision(_source(tmp_path, **{"2025_01": text}), "2025-01")


def test_an_unreadable_record_is_there_but_empty_and_found(tmp_path: Path) -> None:
    source = _source(tmp_path, **{"2025_01": HEAD + VOTE, "2025_02": "garbage = [\n"})
    (tmp_path / "decisions" / "2025-03.toml").write_bytes('title = "更换"'.encode("gb18030"))
    decisions, findings = read_decisions(source)
    assert [name for name, decision in decisions.items() if decision is None] == ["2025-02", "2025-03"]
    assert [(one.code, one.severity, one.place.file) for one in findings] == [
        ("E41", "warn", "decisions/2025-02.toml"),
        ("E41", "warn", "decisions/2025-03.toml"),
    ]


def test_without_a_folder_there_are_no_decisions(tmp_path: Path) -> None:
    assert read_decisions(Source(tmp_path)) == ({}, ())
