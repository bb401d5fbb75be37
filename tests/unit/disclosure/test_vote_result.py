"""The result of a vote: exact comparisons that can be done again by hand, and no count of few."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.decision_models import VoteResult
from jjledger.disclosure.event_lint import event_wrong
from jjledger.disclosure.head import Setting
from jjledger.disclosure.lint import lint
from jjledger.disclosure.vote_result import FEW, vote_result
from jjledger.facts.books import Books
from jjledger.facts.decision import Decision, Emergency, Tally, Vote
from jjledger.law import for_community
from jjledger.period import event_period
from tests.small_books import household
from tests.written_books import written

LAW = for_community("3310")
DAY = date(2025, 3, 10)
HOMES = [household(f"01-1-{n}01") for n in range(1, 13)]  # 12 of 100.00 m² each
FEWER = [household(f"02-1-{n}01") for n in range(1, 10)]


def decided(total: int, took: int, agreed: int, matter: int = 5, scope: str = "01") -> Decision:
    """A vote in which every head has a hundred square metres."""
    counts = [Tally(heads, heads * 10_000) for heads in (total, took, agreed)]
    return Decision("2025-01", "更换水泵", matter, scope, DAY, Vote(matter, *counts))


def page(decision: Decision) -> VoteResult:
    books: Books = written("", [*HOMES, *FEWER])
    books = replace(books, decisions={decision.id: decision})
    return vote_result(books, LAW, decision, event_period(DAY, "decision-2025-01"), Setting())


def test_shares_are_compared_in_whole_numbers() -> None:
    result = page(decided(12, 8, 5))
    part = result.thresholds[1]  # 8 of 12 is just two thirds, which is enough
    assert (part.label, part.share, part.exceed, part.met) == ("参与表决的业主人数", "2/3", False, True)
    assert part.sum_words == "8×3＝24，等于 12×2＝24"
    assert (part.actual, part.whole, part.least, part.percent) == ("8 人", "12 人", "8 人", "66.7%")
    area = result.thresholds[0]
    assert area.sum_words == "800.00×3＝2400.00，等于 1200.00×2＝2400.00"
    assert result.verdict == "carried"


def test_half_of_those_who_took_part_is_not_enough() -> None:
    result = page(decided(12, 8, 4))
    consent = result.thresholds[3]
    assert (consent.share, consent.exceed, consent.met, consent.least) == ("1/2", True, False, "5 人")
    assert consent.sum_words == "4×2＝8，等于 8×1＝8"
    assert (result.verdict, result.verdict_words) == ("failed", "没有通过")


def test_raising_money_asks_for_three_quarters() -> None:
    failed, carried = page(decided(12, 12, 8, matter=6)), page(decided(12, 12, 9, matter=6))
    assert (failed.verdict, carried.verdict) == ("failed", "carried")
    assert [part.share for part in carried.thresholds] == ["2/3", "2/3", "3/4", "3/4"]
    assert carried.thresholds[3].exceed is False
    assert carried.matter == "民法典第278条第一款第（六）项：筹集建筑物及其附属设施的维修资金"


def test_who_did_not_agree_is_counted_together() -> None:
    rows = page(decided(12, 10, 7)).tallies
    assert [(row.label, row.heads, row.area) for row in rows] == [
        ("全体业主", 12, "1200.00"), ("参与表决", 10, "1000.00"), ("同意", 7, "700.00"), ("不同意或弃权", 3, "300.00"),
    ]  # fmt: skip


def test_of_few_only_the_result_is_told() -> None:
    result = page(decided(9, 9, 9, scope="02"))
    assert (result.tallies, result.thresholds) == ((), ())
    assert result.verdict == "carried"
    assert result.verdict_words.endswith(FEW)


def test_an_urgent_use_names_its_ground_and_office() -> None:
    urgent = Decision("2025-01", "更换曳引机", 5, "01", DAY, Emergency("主机损坏", "社区居民委员会"))
    result = page(urgent)
    assert (result.verdict, result.tallies, result.thresholds) == ("certified", (), ())
    assert (result.urgent_ground, result.certified_by) == ("主机损坏", "社区居民委员会")


def test_before_the_civil_code_nothing_is_compared() -> None:
    old = replace(decided(12, 8, 5), day=date(2020, 12, 31))
    result = page(old)
    assert (result.verdict, result.thresholds) == ("unknown", ())
    assert result.tallies[0].heads == 12


@pytest.mark.parametrize("agreed", [4, 5])
def test_the_lint_holds_the_verdict_against_the_comparisons(agreed: int) -> None:
    result = page(decided(12, 8, agreed))
    assert list(event_wrong(result)) == []
    turned = replace(result, verdict="failed" if agreed == 5 else "carried")
    assert [code for code, _ in event_wrong(turned)] == ["D02"]


@pytest.mark.parametrize("words", ["01-1-301 换窗", "请电 13800138000"])
def test_private_words_in_a_decision_hold_its_page(words: str) -> None:
    result = page(replace(decided(12, 8, 5), title=words))
    found = lint(result, frozenset({"01-1-301"}))
    assert {finding.code for finding in found} == {"D07"}
