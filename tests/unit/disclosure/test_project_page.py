"""A repair before and after it: what was paid ties to the settlement, and the shares to what was paid."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from jjledger.disclosure.event_lint import event_wrong
from jjledger.disclosure.events import events, slug_of, stages_of
from jjledger.disclosure.head import Setting
from jjledger.disclosure.project_models import ProjectPage
from jjledger.disclosure.project_page import NOT_ON_FILE, project_page, shared_by_many
from jjledger.facts.books import Books
from jjledger.facts.decision import Decision, Emergency, Tally, Vote
from jjledger.facts.project import Contract, Extra, Project, Settled, Stage
from jjledger.law import for_community
from jjledger.period import event_period
from jjledger.render.html import disclosure
from jjledger.rules.replay import replay
from jjledger.seal.words import is_period
from tests.small_books import OWNERS, household
from tests.written_books import written

LAW = for_community("3310")
# Building 01 has 12 houses of 100 m², 02 has 10 of 50 m²: 1200 and 500 m².
HOMES = [household(f"01-1-{n}01") for n in range(1, 13)] + [
    household(f"02-1-{n}01", "50.00") for n in range(1, 11)
]
VOTE = Decision("2025-01", "更换水泵", 5, "all", date(2025, 3, 10), Vote(5, *(Tally(22, 170_000),) * 3))
URGENT = replace(VOTE, by=Emergency("水泵损坏", "社区居民委员会"))
PROJECT = Project(
    "2025-01", "更换水泵", (OWNERS,), "all", "消防", 1800_00, not_chargeable=False, decision="2025-01",
    contract=Contract("HT-1", "某消防公司", 1700_00, date(2025, 3, 20), (Stage("预付款", Fraction(3, 10)),)),
    extras=(Extra("2025-09", 50_00),), settled=Settled(date(2025, 5, 20), 1700_00),
)  # fmt: skip
NOTES = """
2025-04-10 付-0001 某消防公司 | 水泵预付款 | decision=2025-01 project=2025-01
  1 5001维修支出 510.00 scope=all
  1 1001银行存款 -510.00
2025-06-12 付-0001 某消防公司 | 水泵尾款 | decision=2025-01 project=2025-01
  1 5001维修支出 1190.00 scope=all
  1 1001银行存款 -1190.00
"""


def books_of(decision: Decision = VOTE, notes: str = NOTES, project: Project = PROJECT) -> Books:
    books = written(notes, HOMES)
    return replace(books, decisions={decision.id: decision}, projects={project.id: project})


def pages(books: Books) -> dict[str, ProjectPage]:
    project = books.projects["2025-01"]
    assert project is not None
    shares = replay(books).shares
    return {
        told.period.code: project_page(books, LAW, shares, told, Setting())
        for told in stages_of(books, project)
    }


def test_a_repair_is_told_of_three_times_each_as_of_its_day() -> None:
    assert list(pages(books_of())) == [
        "2025-03-10.project-2025-01", "2025-05-20.project-2025-01-settled", "2025-06-12.project-2025-01-paid",
    ]  # fmt: skip


def test_the_plan_says_what_a_square_metre_bears_and_names_no_contractor() -> None:
    plan = pages(books_of())["2025-03-10.project-2025-01"]
    assert (plan.total_fen, plan.plan.area, plan.plan.households) == (1800_00, "1700.00", 22)
    assert plan.per_m2 == "1.0588…"  # 1800 ÷ 1700
    assert plan.example == "例如建筑面积 100 平方米的房屋，分摊约 105.88 元。"
    assert (plan.contract, plan.outcome, plan.vouchers) == (None, None, ())
    assert all(part.met for part in plan.plan.thresholds)


@pytest.mark.parametrize(
    ("issued", "told"),
    [
        # The work was paid in June; March has 31 days, and from 10 March to 20 June are 102.
        (date(2025, 6, 20), "本页写的是2025年3月10日的情况，2025年6月20日公示，晚于当日 102 天"),
        (date(2025, 3, 10), ""),
        (None, ""),
    ],
)
def test_a_plan_says_how_long_after_its_day_it_went_out(issued: date | None, told: str) -> None:
    plan = pages(books_of())["2025-03-10.project-2025-01"]
    page = replace(plan, head=replace(plan.head, issued=issued))
    for medium in ("screen", "paper"):
        found = re.findall(r'<p class="capital went-out">(.*?)</p>', disclosure(page, medium))
        assert [re.sub("<.*?>", "", words) for words in found] == ([told] if told else [])


def test_a_plan_tells_the_work_its_start_and_a_contractor_who_is_signed() -> None:
    first = "2025-03-10.project-2025-01"
    bare = pages(books_of())[first]
    assert (bare.plan.work, bare.plan.start, bare.contract) == ("", None, None)
    said = disclosure(bare, "screen")
    assert said.count("项目记录没有写明") == 2
    assert "还没有签合同" in said
    assert PROJECT.contract is not None
    signed = replace(PROJECT.contract, day=date(2025, 3, 10))
    told = replace(PROJECT, plan="拆旧泵，换新泵", start=date(2025, 4, 1), contract=signed)
    page = pages(books_of(project=told))[first]
    assert page.contract is not None
    assert page.contract.contractor == "某消防公司"
    said = disclosure(page, "screen")
    assert "没有写明" not in said
    assert "还没有签合同" not in said
    assert "拆旧泵，换新泵" in said
    assert "2025年4月1日" in re.sub("<.*?>", "", said)


def test_at_the_settlement_paid_and_owed_come_to_it_and_the_shares_to_what_was_paid() -> None:
    page = pages(books_of())["2025-05-20.project-2025-01-settled"]
    assert page.outcome is not None
    assert (page.outcome.paid_fen, page.outcome.owed_fen, page.outcome.settled_fen) == (
        510_00,
        1190_00,
        1700_00,
    )
    # 510 × 1200 ÷ 1700 and 510 × 500 ÷ 1700
    assert [(row.label, row.households, row.amount_fen) for row in page.outcome.shares] == [
        ("01幢", 12, 360_00), ("02幢", 10, 150_00),
    ]  # fmt: skip
    assert [view.number for view in page.vouchers] == ["付-0001"]
    assert page.outcome.announce_by is None
    assert page.contract is not None
    assert page.contract.instalments[0].amount_fen == 510_00


def test_the_method_says_that_each_payment_is_rounded_by_itself() -> None:
    # 100 m² of 1700: 510 ÷ 17 = 30.00 and 1190 ÷ 17 = 70.00, together 100.00; of odd sums it would be otherwise:
    # 100.01 and 100.01 give 5.88 each, while 200.02 gives 11.77.
    assert [round(fen / 17) for fen in (100_01, 100_01, 200_02)] == [588, 588, 1177]
    for page in pages(books_of()).values():
        assert "每付一笔分摊一次，各算到分" in page.method
        assert "本户各笔之和同按总额一次算出的数，可能差几分；以分摊通知单为准" in page.method


def test_when_it_is_paid_out_nothing_is_owed() -> None:
    page = pages(books_of())["2025-06-12.project-2025-01-paid"]
    assert page.outcome is not None
    assert (page.outcome.paid_fen, page.outcome.owed_fen, page.outcome.shared_fen) == (1700_00, 0, 1700_00)
    assert page.outcome.approved_fen == 1850_00
    assert [paid.amount_fen for paid in page.outcome.payments] == [510_00, 1190_00]


def test_an_urgent_use_is_planned_with_its_contract_and_told_within_a_month_of_the_payout() -> None:
    found = pages(books_of(URGENT))
    plan = found["2025-03-20.project-2025-01"]  # the day of the contract
    assert plan.contract is not None
    assert (plan.contract.contractor, plan.plan.certified_by) == ("某消防公司", "社区居民委员会")
    paid = found["2025-06-12.project-2025-01-paid"].outcome
    assert paid is not None
    assert paid.announce_by == date(2025, 7, 12)
    assert "台州市物业管理条例第52条至迟 2025年7月12日" in paid.announce_words
    settled = found["2025-05-20.project-2025-01-settled"].outcome
    assert settled is not None
    assert settled.announce_by is None  # not paid out yet


def test_a_later_correction_leaves_what_was_out_as_it_was() -> None:
    """A page tells what stood at the end of its own day."""
    corrected = NOTES + (
        "2025-07-01 付-0001 某消防公司 | 注销 | reverses=2025-04-F0001 project=2025-01\n"
        "  1 5001维修支出 -510.00 scope=all\n  1 1001银行存款 510.00\n"
        "2025-07-01 付-0002 某消防公司 | 订正 | corrects=2025-04-F0001 decision=2025-01 project=2025-01\n"
        "  1 5001维修支出 510.00 scope=all\n  1 1001银行存款 -510.00\n"
    )
    code = "2025-05-20.project-2025-01-settled"
    assert pages(books_of(notes=corrected))[code] == pages(books_of())[code]


@pytest.mark.parametrize(
    ("split", "many"), [("scope=all", True), ("scope=02-1-101", False), ("detail=01-1-101:1190.00", False)]
)
def test_what_few_share_is_not_published(split: str, many: bool) -> None:  # noqa: FBT001 -- a case
    notes = NOTES.replace("1190.00 scope=all", f"1190.00 {split}")
    books = books_of(notes=notes)
    assert shared_by_many(books, PROJECT) is many
    listed = [event.document for event in events(books, date(2025, 12, 31))]
    assert ("project" in listed) is many
    assert "decision" in listed


def test_a_building_of_few_is_merged_with_another() -> None:
    homes = [*HOMES, household("03-1-101"), household("03-1-201")]
    books = replace(books_of(), register=written(NOTES, homes).register)
    outcome = pages(books)["2025-06-12.project-2025-01-paid"].outcome
    assert outcome is not None
    labels = [row.label for row in outcome.shares]
    assert "03幢" not in labels
    assert sum(row.amount_fen for row in outcome.shares) == 1700_00


def test_the_lint_finds_a_fen_too_many() -> None:
    page = pages(books_of())["2025-06-12.project-2025-01-paid"]
    assert list(event_wrong(page)) == []
    assert page.outcome is not None
    wrong = replace(page, outcome=replace(page.outcome, owed_fen=1))
    assert [code for code, _ in event_wrong(wrong)] == ["D02"]
    rows = (
        replace(page.outcome.shares[0], amount_fen=page.outcome.shares[0].amount_fen + 1),
        *page.outcome.shares[1:],
    )
    assert [code for code, _ in event_wrong(replace(page, outcome=replace(page.outcome, shares=rows)))] == [
        "D02"
    ]


def test_a_settlement_before_any_payment_owes_all_of_it() -> None:
    first = "2025-05-21 付-0001" + NOTES.partition("2025-04-10 付-0001")[2]
    page = pages(books_of(notes=first))["2025-05-20.project-2025-01-settled"]
    assert page.outcome is not None
    assert (page.outcome.paid_fen, page.outcome.owed_fen, page.outcome.shares) == (0, 1700_00, ())
    assert list(event_wrong(page)) == []


def test_a_decision_that_is_not_on_file_is_said_to_be_missing() -> None:
    books = replace(books_of(), decisions={})
    found = pages(books)
    assert [page.stage for page in found.values()] == [
        "settled",
        "paid",
    ]  # nothing is known of the plan's day
    assert all(page.plan.verdict_words == NOT_ON_FILE for page in found.values())


def test_two_numbers_never_share_an_address() -> None:
    slugs = {slug_of("project", number) for number in ("a-b", "A-b", "a_b", "a--b", "2025-01-paid")}
    assert len(slugs) == 5
    assert "project-2025-01-paid" not in slugs


@pytest.mark.parametrize(
    "number", ["b" * 71, "b" * 120, "维修" * 80, "-".join("ab" * 40), "b" * 70, "B" * 70 + "-settled"]
)
def test_a_number_of_any_length_gives_a_period_that_signed_texts_can_name(number: str) -> None:
    slug = slug_of("decision", number)
    assert is_period(event_period(date(2025, 3, 10), slug + "-settled").code)
    assert slug != slug_of("decision", number + "b")
