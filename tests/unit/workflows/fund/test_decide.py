"""Votes and certificates put on record: who counts as whom, and what was needed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.decision_file import read_decision
from jjledger.books.ledger import Ledger, load_ledger
from jjledger.books.source import Source
from jjledger.errors import OptionError, SheetError
from jjledger.facts.decision import Decision, Emergency, Tally, Vote
from jjledger.intake.sheet import Line, read_sheet
from jjledger.rules.decision import tally
from jjledger.workflows.fund.decide import (
    BALLOTS,
    count_ballots,
    plan_certify,
    plan_decide,
    read_tally,
    roll_of,
    words_of,
)
from tests.ledgers import HEYUAN, copy_of

TODAY = date(2025, 8, 20)
DAY = date(2025, 7, 5)
OWNERS = "household,name,phone\n01-1-101,张三,1\n01-1-102,李四,2\n01-1-103,张三,1\n"
# Five houses: one owner has two of them, the developer two more, one unsold and one not delivered.
MORE = (
    "01-1-103,01,1,103,60.00,commercial,3000.00,2024-12-01\n"
    "01-1-201,01,1,201,70.00,commercial,3500.00,2025-07-06\n"
)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    register = (HEYUAN / "register.csv").read_text(encoding="utf-8")
    return load_ledger(
        copy_of(HEYUAN, tmp_path, {"register.csv": register + MORE, "private/owners.csv": OWNERS}), TODAY
    )


def _ballots(folder: Path, *rows: str) -> tuple[Line, ...]:
    file = folder / "ballots.csv"
    file.write_text("房号,意见\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return read_sheet(file, BALLOTS)


def _decision(agreeing: Tally, identity: str = "2025-02", day: date = DAY) -> Decision:
    vote = Vote(5, Tally(300, 3_000_000), Tally(200, 2_000_000), agreeing)
    return Decision(identity, "屋面防水", 5, "all", day, vote)


def test_several_houses_of_one_owner_are_one_head_and_what_is_undelivered_is_the_developers(
    ledger: Ledger,
) -> None:
    """100 + 60 of 张三, 50 of 李四, 80 of nobody on the roster, 70 delivered a day too late: 4 heads, 360 m²."""
    roll, notes = roll_of(ledger, "all", DAY)
    assert tally(roll) == Tally(4, 36_000)
    assert any("1 套合为一人" in note for note in notes)
    assert any("名册上没有的 2 套" in note for note in notes)
    delivered, _ = roll_of(ledger, "all", date(2025, 7, 6))
    assert [unit.sold_and_delivered for unit in delivered] == [True] * 5


def test_ballots_are_counted_by_owner(ledger: Ledger, tmp_path: Path) -> None:
    """张三 votes for one of two houses and both count; 李四 abstains; the developer is against."""
    roll, _ = roll_of(ledger, "01", DAY)
    rows = _ballots(tmp_path, "1-1-103,同意", "01-1-102,弃权", "1幢1单元201室,反对")
    vote = count_ballots(5, roll, rows)
    assert vote == Vote(5, Tally(3, 28_000), Tally(3, 28_000), Tally(1, 16_000))


def test_every_ballot_that_cannot_count_is_named_and_nothing_is_counted(
    ledger: Ledger, tmp_path: Path
) -> None:
    rows = _ballots(
        tmp_path, "01-1-101,同意", "01-1-103,反对", "01-1-102,也许", "09-1-101,同意", "01-1-101,同意"
    )
    with pytest.raises(SheetError) as caught:
        count_ballots(5, roll_of(ledger, "all", DAY)[0], rows)
    said = [(trouble.place, trouble.what) for trouble in caught.value.troubles]
    assert [place.split()[-1] for place, _ in said] == [place.split()[-1] for place, _ in sorted(said)]
    assert [what for _, what in said] == [
        "房屋 01-1-103 与同一业主的另一套意见不同，同一业主只算一人。",
        "表决意见「也许」不认识。",
        "「09-1-101」不在表决名册上。",
        f"房屋 01-1-101 有两张表决票，另一张在 {rows[0].place}。",
    ]


@pytest.mark.parametrize(
    ("agreeing", "carried"),
    [
        (Tally(101, 1_000_001), True),
        (Tally(100, 1_000_001), False),  # exactly half of the heads
        (Tally(101, 1_000_000), False),  # exactly half of the area
    ],
)
def test_a_vote_that_fails_by_one_head_says_the_numbers_and_is_on_record(
    ledger: Ledger, agreeing: Tally, *, carried: bool
) -> None:
    decided = plan_decide(ledger, _decision(agreeing))
    assert decided.outcome is not None
    assert decided.outcome.carried is carried
    words = words_of(decided)
    assert words.endswith("通过。" if carried else "没有通过：可以登记备查，但不能据以付款。")
    if agreeing.heads == 100:
        assert "同意的业主 100 人，须超过参与表决的 1/2，即至少 101 人：未达到" in words
    assert list(decided.writing.files) == ["decisions/2025-02.toml"]


def test_the_record_reads_back_the_same(ledger: Ledger) -> None:
    decision = _decision(Tally(101, 1_000_001))
    for name, data in plan_decide(ledger, decision).writing.files.items():
        (ledger.folder / name).write_bytes(data)
    assert read_decision(Source(ledger.folder), "2025-02") == decision


def test_where_no_threshold_was_in_force_nothing_is_judged(ledger: Ledger) -> None:
    decided = plan_decide(ledger, _decision(Tally(1, 1), day=date(2020, 12, 31)))
    assert decided.outcome is None
    assert "只登记，不判断" in words_of(decided)


@pytest.mark.parametrize(
    ("identity", "words"),
    [("2025-01", "已经登记了"), ("../2025-02", "编号只能用"), ("二〇二五", "编号只能用")],
)
def test_numbers_that_cannot_be_are_refused(ledger: Ledger, identity: str, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        plan_decide(ledger, _decision(Tally(101, 1_000_001), identity))


def test_figures_of_no_vote_are_refused(ledger: Ledger) -> None:
    with pytest.raises(OptionError, match="同意的多于参与表决的"):
        plan_decide(ledger, _decision(Tally(201, 1_000_001)))


def test_tallies_are_read_as_people_type_them() -> None:
    assert read_tally("28/2,501.5", "--agreeing") == Tally(28, 250_150)
    for text in ("28", "28人/2501.00", "28/2501.001", "/", "28/"):
        with pytest.raises(OptionError, match="读不成人数和面积"):
            read_tally(text, "--agreeing")


def _certificate(category: str, day: date = DAY, by: str = "社区居民委员会") -> Decision:
    return Decision("2025-02", "电梯困人", 5, "01", day, Emergency("困人", by, category))


def test_a_certificate_names_a_case_the_place_lists(ledger: Ledger) -> None:
    decided = plan_certify(ledger, _certificate("电梯"))
    assert "1 个月内，要向全体业主公告" in words_of(decided)
    for name, data in decided.writing.files.items():
        (ledger.folder / name).write_bytes(data)
    assert read_decision(Source(ledger.folder), "2025-02") == decided.decision
    with pytest.raises(OptionError, match="「屋面」不是可以应急使用的情形"):
        plan_certify(ledger, _certificate("屋面"))
    with pytest.raises(OptionError, match="由谁证明核实"):
        plan_certify(ledger, _certificate("电梯", by=" "))


def test_before_the_place_had_a_list_any_case_may_be_named(ledger: Ledger) -> None:
    day = date(2021, 4, 30)  # 台州市物业管理条例 is in force from the next day
    assert plan_certify(ledger, _certificate("屋面", day)).notes == ()
    with pytest.raises(OptionError, match="不是可以应急使用的情形"):
        plan_certify(ledger, _certificate("", day))
