"""Which edits of posted vouchers have to be explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from jjledger.checks.audit.asked import Outside, asked_of
from jjledger.checks.audit.edited_vouchers import ask
from jjledger.facts.audit_finding import Answer
from jjledger.facts.audit_history import AuditHistory, Commit, Edit, Typed
from jjledger.facts.related_parties import RelatedParties
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.rules.replay import Replayed
from tests.small_books import REVENUE, books, leg, voucher

NAME, UNDONE = f"{REVENUE} 2025-03-F0001", f"{REVENUE} 2025-03-F0002"
BEFORE, AFTER = (
    '2025-03-03 * "某公司" "擦窗"\nreviewed: "李四"',
    '2025-03-03 * "某公司" "擦玻璃"\nreviewed: "王五"',
)


def _commit(day: int, why: str = "记账") -> Commit:
    return Commit(f"c{day}", datetime(2025, 3, day, 12, tzinfo=UTC), "甲", why)


def _answer(*edits: Edit, undone: int = 0) -> Answer:
    """Ask about one voucher with some edits, reversed on a day of March or not at all."""
    vouchers = [
        voucher("2025-03-03", "付-0001", leg("6402", "6", fund=REVENUE), leg("1001", "-6", fund=REVENUE))
    ]
    typed = {NAME: Typed(_commit(3), edits)}
    if undone:
        back = voucher(
            "2025-03-04", "付-0002", leg("6402", "-6", fund=REVENUE), leg("1001", "6", fund=REVENUE)
        )
        vouchers.append(replace(back, reverses="2025-03-F0001"))
        typed[UNDONE] = Typed(_commit(undone))
    outside = Outside(AuditHistory(vouchers=typed), WorkingCalendar(), RelatedParties())
    days = date(2025, 1, 1), date(2025, 12, 31)
    return ask(asked_of(books(vouchers), Replayed({}, ()), days, date(2026, 1, 31), outside))


@pytest.mark.parametrize(("undone", "found"), [(0, 1), (4, 1), (5, 0), (6, 0)])
def test_only_a_correction_that_comes_with_the_edit_or_later_answers_it(undone: int, found: int) -> None:
    assert len(_answer(Edit(_commit(5), BEFORE, AFTER, money=True), undone=undone).findings) == found


@pytest.mark.parametrize("why", ["导入：农行流水", "迁入", "示例"])
def test_what_a_commit_says_of_itself_answers_no_edit(why: str) -> None:
    (finding,) = _answer(Edit(_commit(5, why), BEFORE, AFTER, money=True)).findings
    assert finding.level == "high"


def test_money_and_disappearance_weigh_much_and_words_little() -> None:
    answer = _answer(
        Edit(_commit(5), BEFORE, AFTER, money=False),
        Edit(_commit(6), BEFORE, AFTER, money=True),
        Edit(_commit(7), BEFORE, "", money=False),
    )
    assert [one.level for one in answer.findings] == ["low", "high", "high"]
    assert len({one.key for one in answer.findings}) == 3


def test_rows_of_households_weigh_much_name_their_file_and_stay_private() -> None:
    rows = Edit(_commit(5), "01-1-101,20.00", "01-1-101,25.00", money=True, detail="details/a.csv")
    (finding,) = _answer(rows).findings
    assert (finding.level, "的分户明细 details/a.csv 改动过" in finding.what) == ("high", True)
    assert [row.words for row in finding.evidence] == ["原来：01-1-101,20.00", "改为：01-1-101,25.00"]
    assert all(row.private for row in finding.evidence)


def test_who_signed_is_not_told_and_households_stay_private() -> None:
    (finding,) = _answer(Edit(_commit(5), BEFORE, AFTER, money=False)).findings
    words = "".join(row.words for row in finding.evidence)
    assert "李四" not in words
    assert "王五" not in words
    assert "reviewed: （姓名）" in words
    assert not any(row.private for row in finding.evidence)
    for before, after in (
        (BEFORE, AFTER + '\nhousehold: "01-1-101"'),
        (BEFORE + '\nhousehold: "01-1-101"', AFTER),
    ):
        (finding,) = _answer(Edit(_commit(5), before, after, money=True)).findings
        assert all(row.private for row in finding.evidence)


def test_a_long_text_is_cut() -> None:
    (finding,) = _answer(Edit(_commit(5), "x" * 161, "", money=True)).findings
    assert finding.evidence[0].words == f"原来：{'x' * 160}……"
