"""Samples are drawn by a chance that was named before, and what has to be opened can be verified by the auditor."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.errors import OptionError
from jjledger.facts.audit_report import OWN_AUDITOR, AuditReport
from jjledger.facts.audit_tested import Examined
from jjledger.seal.entries import read_entry
from jjledger.seal.pack import verify_pack
from jjledger.workflows.audit_sampling import (
    LIST,
    Logged,
    draw_samples,
    is_recorded,
    plan_samples,
    sample_files,
    told,
)
from tests.ledgers import HEYUAN, TODAY
from tests.sealed_packs import MAINTENANCE, community

VALUE = "3021.77"
LATER = date(2027, 1, 1)
REPORT = AuditReport(
    "2026-11-01-books-2026", date(2026, 11, 1), "books-2026", "账簿自查", (), date(2026, 1, 1), date(2026, 9, 30),
    OWN_AUDITOR, "self_check", "none", "", "", None, (),
    Examined("2026-Q3", date(2026, 11, 1), "sha256:0", (), (), (), (), ()), "", "day = 2026-11-01\n\n[tested]\nx = 1\n",
)  # fmt: skip


@pytest.fixture(scope="module")
def logged() -> Logged:
    """Seal the small community that the verifiers are tested with."""
    made = community()
    manifest = made.manifest
    return Logged(5, manifest, made.log, {one.fund: one for one in made.funds})


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    loaded = load_ledger(HEYUAN, TODAY)
    return replace(loaded, books=replace(loaded.books, audits={REPORT.id: REPORT}))


def _by_hand(root: str, size: int, count: int) -> list[int]:
    head = b"jjledger/mus/v1\n" + bytes.fromhex(root) + VALUE.encode() + b"\n"
    return [int(sha256(head + str(j).encode()).hexdigest(), 16) % size for j in range(count)]


def test_places_are_those_of_the_rule_and_rooms_are_whose_they_are(logged: Logged) -> None:
    drawn = draw_samples(logged, VALUE, 59, LATER)
    assert {(one.sample.fund, one.sample.kind) for one in drawn} >= {
        ("maintenance", "fens"),
        ("maintenance", "rooms"),
    }
    for one in drawn:
        assert list(one.places) == _by_hand(one.sample.root, one.sample.size, 59)
        assert one.sample.unopened == tuple(range(59)), "nothing is opened yet"
    fens = next(one for one in drawn if (one.sample.fund, one.sample.kind) == ("maintenance", "fens"))
    closing = {room: figures[4] for room, figures in MAINTENANCE.items()}
    assert fens.sample.size == sum(closing.values())
    sealed = logged.funds["maintenance"]
    line = sealed.closing
    assert line is not None
    for place, room in zip(fens.places, fens.rooms, strict=True):
        start = line.starts[sealed.commitments[sealed.places[room]]]
        assert (place - start) % fens.sample.size < closing[room]


def test_it_waits_for_the_day_that_was_named(logged: Logged) -> None:
    beacon = logged.manifest.beacon
    assert beacon is not None
    day = date.fromisoformat(beacon.day)
    with pytest.raises(OptionError, match="还没有公布"):
        draw_samples(logged, VALUE, 59, date.fromordinal(day.toordinal() - 1))
    assert draw_samples(logged, VALUE, 59, day)


@pytest.mark.parametrize(
    "value", ["3021 77", "3021.770", "+3021.77", "03021.77", "3021.7", "3021", "3,021.77", ""]
)
def test_one_number_is_written_in_one_way(logged: Logged, value: str) -> None:
    with pytest.raises(OptionError, match="公布的写法"):
        draw_samples(logged, value, 59, LATER)


def test_the_first_of_a_longer_draw_are_those_of_a_shorter(logged: Logged) -> None:
    short, long = (draw_samples(logged, VALUE, count, LATER) for count in (10, 59))
    assert [one.places for one in short] == [one.places[:10] for one in long]


def test_every_household_drawn_has_a_pack_that_verifies(logged: Logged) -> None:
    drawn = draw_samples(logged, VALUE, 59, LATER)
    files = sample_files(logged, drawn)
    rows = list(csv.DictReader(io.StringIO(files[LIST].decode("utf-8-sig"))))
    assert len(rows) == 59 * len(drawn)
    policy = community().policy
    for row in rows:
        verified = verify_pack(files[row["核对包"]], policy, row["房屋"])
        assert verified.statement.room == row["房屋"]
    assert {row["核对包"] for row in rows} == files.keys() - {LIST}


def test_what_is_said_aloud_names_no_room(logged: Logged) -> None:
    words = "\n".join(told(draw_samples(logged, VALUE, 59, LATER)))
    assert "抽 59 次" in words
    assert not any(room in words for room in MAINTENANCE)


def test_the_record_keeps_by_what_was_drawn_and_the_first_draw_stands(logged: Logged, ledger: Ledger) -> None:
    drawn = draw_samples(logged, VALUE, 59, LATER)
    plan = plan_samples(ledger, REPORT.id, logged, drawn)
    text = plan.writing.files[f"audits/{REPORT.id}.toml"].decode()
    assert text.count("[[tested.sample]]") == len(drawn)
    assert "disclosure   = 5\n" in text.partition("[tested]")[0]
    assert not any(room in text for room in MAINTENANCE), "the record is published"
    entry = read_entry(
        "\n".join(line.strip() for line in plan.told if line.startswith("  ")).encode() + b"\n"
    )
    assert entry.text().endswith(f"sample {59 * len(drawn)}\n")
    examined = REPORT.tested
    assert examined is not None
    again = replace(REPORT, tested=replace(examined, samples=tuple(one.sample for one in drawn)))
    had = replace(ledger, books=replace(ledger.books, audits={REPORT.id: again}))
    with pytest.raises(OptionError, match="第一次抽样为准"):
        plan_samples(had, REPORT.id, logged, drawn)
    assert is_recorded(had, REPORT.id, drawn)
    assert not is_recorded(had, REPORT.id, draw_samples(logged, VALUE, 60, LATER))
    assert not is_recorded(ledger, REPORT.id, drawn)


def test_another_record_draws_on_and_never_anew(logged: Logged, ledger: Ledger) -> None:
    examined = REPORT.tested
    assert examined is not None
    first = tuple(one.sample for one in draw_samples(logged, VALUE, 59, LATER))
    other = replace(REPORT, id="2026-11-02-books-2026", tested=replace(examined, samples=first))
    had = replace(ledger, books=replace(ledger.books, audits={REPORT.id: REPORT, other.id: other}))
    with pytest.raises(OptionError, match=r"不能换成 3021\.78 重抽"):
        plan_samples(had, REPORT.id, logged, draw_samples(logged, "3021.78", 99, LATER))
    for count in (58, 59):
        with pytest.raises(OptionError, match="已经抽过 59 次"):
            plan_samples(had, REPORT.id, logged, draw_samples(logged, VALUE, count, LATER))
    assert plan_samples(had, REPORT.id, logged, draw_samples(logged, VALUE, 60, LATER))


def test_what_the_log_has_of_a_sample_stands_and_what_cannot_be_read_hides_none(
    logged: Logged, ledger: Ledger
) -> None:
    drawn = draw_samples(logged, "3021.78", 59, LATER)
    with pytest.raises(OptionError, match=f"已经用 {VALUE} 抽过样"):
        plan_samples(ledger, REPORT.id, replace(logged, drawn=VALUE), drawn)
    damaged = replace(
        ledger, books=replace(ledger.books, audits={REPORT.id: REPORT, "2026-11-02-books": None})
    )
    with pytest.raises(OptionError, match="2026-11-02-books 读不出来"):
        plan_samples(damaged, REPORT.id, logged, drawn)
