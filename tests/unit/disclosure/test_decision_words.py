"""Decisions in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.decision_words import decision_words, with_decisions
from jjledger.disclosure.head import Setting
from jjledger.disclosure.lint import lint
from jjledger.disclosure.maintenance_fund import maintenance_fund
from jjledger.disclosure.models import MaintenanceFund, Project
from jjledger.facts.decision import Decision, Emergency, Tally, Vote
from jjledger.period import parse_period
from jjledger.rules.replay import replay
from tests.small_books import OWNERS
from tests.unit.disclosure.test_projects import HOMES, NOTES
from tests.written_books import written

COUNT = Tally(36, 322_272)
VOTED = Decision("2025-01", "更换曳引机", 5, "01-1", date(2025, 1, 9), Vote(5, COUNT, COUNT, COUNT))
CERTIFIED = replace(VOTED, id="2025-02", title="屋面补漏", by=Emergency("漏水", "社区居民委员会"))
RECORDS = {"2025-01": VOTED, "2025-02": CERTIFIED, "2025-03": None}


@pytest.mark.parametrize(
    ("identity", "words"),
    [
        ("2025-01", "2025-01 更换曳引机（2025年1月9日表决）"),
        ("2025-02", "2025-02 屋面补漏（2025年1月9日应急证明）"),
        ("2025-03", "2025-03"),
        ("2025-04", "2025-04"),
        ("", ""),
    ],
)
def test_a_decision_is_named_by_what_is_known_of_it(identity: str, words: str) -> None:
    assert decision_words(identity, RECORDS) == words


def test_nothing_else_changes() -> None:
    project = Project("更换曳引机首付", "01幢1单元，36 户", 1, "2025-01", ("v-2025-02-F0001",))
    (shown,) = with_decisions([project], RECORDS)
    assert replace(shown, decision="2025-01") == project


def _page(title: str = "更换曳引机") -> MaintenanceFund:
    records = {**RECORDS, "2025-01": replace(VOTED, title=title)}
    books = replace(written(NOTES, HOMES), decisions=records)
    shares = replay(books).shares[OWNERS]
    return maintenance_fund(books, books.community.funds[0], parse_period("2025-H1"), shares, Setting())


def test_project_and_vouchers_name_a_decision_alike_and_pooled_ones_none() -> None:
    page = _page()
    words = "2025-01 更换曳引机（2025年1月9日表决）"
    assert [project.decision for project in page.projects] == [
        words, "2025-02 屋面补漏（2025年1月9日应急证明）", "", "",
    ]  # fmt: skip
    # the red-letter voucher names no decision of its own
    assert sum(view.decision == words for view in page.vouchers) == 3
    assert all(not view.decision for view in page.vouchers if view.anchor == "v-2025-06-P01")


def test_a_title_with_a_room_in_it_does_not_go_out() -> None:
    assert lint(_page()) == ()
    assert {finding.code for finding in lint(_page("01-1-101换水管"), frozenset({"01-1-101"}))} == {"D07"}
