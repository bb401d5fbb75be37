"""What a community owes its owners, by when, and how it stands; days counted by hand on a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.calendar import Asked, Situation, calendar, grouped, last_day
from jjledger.disclosure.calendar_models import Duty
from jjledger.disclosure.series import Due
from jjledger.facts.books import Books
from jjledger.facts.community import Fund, WarrantyTerms
from jjledger.facts.decision import Decision, Emergency
from jjledger.facts.finding import Place
from jjledger.facts.handover import Handover
from jjledger.facts.posting_record import PostingRecord
from jjledger.facts.project import Project, Settled
from jjledger.law import Law, for_community
from jjledger.period import parse_period
from tests.small_books import REVENUE, books, leg, voucher
from tests.written_books import written

Q3 = parse_period("2025-Q3")
YEAR = parse_period("2025")
PHOTO = "5" * 64
TAIZHOU = for_community("3310")
LISHUI = for_community("3311")
BORROWED = for_community("3310", "cn-3311")


def _books(**settings: object) -> Books:
    empty = books(())
    disclosure = replace(empty.community.disclosure, **settings)  # type: ignore[arg-type]  # as the test names them
    return replace(empty, community=replace(empty.community, disclosure=disclosure))


def _hung(
    first: str, last: str = "", *, photos: tuple[str, ...] = (PHOTO,), version: int = 1
) -> PostingRecord:
    until = date.fromisoformat(last) if last else None
    return PostingRecord(
        "2025-Q3", "", "东门公告栏", date.fromisoformat(first), until, photos,
        date(2025, 12, 1), Place("posted/2025-Q3.toml", 1), version,
    )  # fmt: skip


def _only(
    some: Books, today: str, situation: Situation | None = None, law: Law = TAIZHOU, due: Due | None = None
) -> Duty:
    asked = due or Due("public-revenue", Q3, some.community.fund(REVENUE))
    situations: Mapping[tuple[str, str], Situation] = (
        {(asked.document, asked.period.code): situation} if situation else {}
    )
    (duty,) = calendar(some, [asked], situations, Asked(law, date.fromisoformat(today)))
    return duty


# --- the last day ---------------------------------------------------------------------------------


def test_a_period_goes_out_within_the_communitys_own_days() -> None:
    # 30 September and 30 days: October has 31.
    assert last_day(_books(), "public-revenue", Q3, TAIZHOU) == (
        date(2025, 10, 30),
        "期末后 30 天内公示，天数按本小区设定",
    )


def test_in_lishui_a_years_income_and_spending_go_out_by_the_end_of_march() -> None:
    day, term = last_day(_books(due_days=60), "public-revenue", YEAR, LISHUI)
    assert day == date(2026, 3, 31)
    assert term.startswith("丽水市物业管理条例第44条")
    assert last_day(_books(), "committee", YEAR, LISHUI)[0] == date(2026, 3, 31)
    # The rule is about the year before, not about quarters, and about no other paper.
    assert last_day(_books(), "public-revenue", Q3, LISHUI)[0] == date(2025, 10, 30)
    assert last_day(_books(), "maintenance-fund", YEAR, LISHUI)[0] == date(2026, 1, 30)


def test_the_paper_of_an_event_goes_out_within_the_days_after_it() -> None:
    vote = parse_period("2025-03-10.decision-2025-01")
    assert last_day(_books(), "decision", vote, TAIZHOU) == (
        date(2025, 4, 9),
        "当日后 30 天内公示，天数按本小区设定",
    )


# --- how it stands --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "state", "days", "words"),
    [
        ("2025-09-30", "coming", 0, "2025年9月30日期末，应于2025年10月30日前公示"),
        ("2025-10-01", "missing", 0, "本期应于2025年10月30日前公示，还有 29 天"),
        ("2025-10-30", "missing", 0, "本期应于2025年10月30日前公示，今天到期"),
        ("2025-10-31", "late", 1, "本期应于2025年10月30日前公示，尚未公示 1 天"),
        ("2025-11-11", "late", 12, "本期应于2025年10月30日前公示，尚未公示 12 天"),
    ],
)
def test_what_is_not_out(today: str, state: str, days: int, words: str) -> None:
    duty = _only(_books(), today)
    assert (duty.state, duty.late_days, duty.words, duty.posted) == (state, days, words, "")


def test_what_is_held_is_late_after_its_day_and_says_why() -> None:
    held = Situation(held="有凭证没有复核")
    assert _only(_books(), "2025-10-30", held).state == "held"
    late = _only(_books(), "2025-11-02", held)
    assert (late.state, late.late_days) == ("late", 3)
    assert late.words == "暂缓公示：有凭证没有复核；本期应于2025年10月30日前公示，已逾期 3 天"


def test_what_went_out_late_says_so_until_it_is_corrected() -> None:
    some = _books()
    dues = [Due("public-revenue", Q3, None), Due("public-revenue", parse_period("2025-Q2"), None)]

    def third(situation: Situation) -> Duty:
        out = {
            ("public-revenue", "2025-Q3"): situation,
            ("public-revenue", "2025-Q2"): Situation(date(2025, 7, 10), 1),
        }
        found = calendar(some, dues, out, Asked(TAIZHOU, date(2026, 2, 1)))
        return next(duty for duty in found if duty.period_code == "2025-Q3")

    out = third(Situation(date(2025, 11, 4), 1))
    assert (out.state, out.late_days, out.done) == ("unposted", 5, date(2025, 11, 4))
    assert out.words == "2025年11月4日已公示，应于2025年10月30日前公示，迟 5 天"
    # The day of a second edition is no measure of the first.
    second = third(Situation(date(2026, 1, 15), 2, first_issued=date(2025, 10, 9), since=2))
    assert second.words == "2025年10月9日已公示；2026年1月15日更正为第 2 版"
    assert second.late_days == 0
    # Only other documents of the period were corrected by it.
    same = third(Situation(date(2026, 1, 15), 2, first_issued=date(2025, 10, 9), since=1))
    assert same.words == "2025年10月9日已公示；2026年1月15日又出第 2 版"


def test_what_was_due_before_anything_went_out_here_is_not_called_late() -> None:
    alone = _only(_books(), "2025-12-01", Situation(date(2025, 11, 4), 1))
    assert (alone.late_days, alone.words) == (
        0,
        "2025年11月4日已公示；应于2025年10月30日前公示，本小区2025年11月4日才第一次上网，不算逾期",
    )


# --- both channels --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "state", "posted"),
    [
        (None, "unposted", "尚未登记张贴"),
        (
            _hung("2025-10-20", "2025-11-04"),
            "complete",
            "东门公告栏，2025年10月20日至2025年11月4日，15 天",
        ),
        (
            _hung("2025-10-20", "2025-11-03"),
            "unposted",
            "东门公告栏，2025年10月20日至2025年11月3日，14 天，天数不足",
        ),
        (
            _hung("2025-10-20", "2025-11-04", photos=()),
            "unposted",
            "东门公告栏，2025年10月20日至2025年11月4日，15 天，没有照片",
        ),
        (_hung("2025-11-25"), "complete", "东门公告栏，2025年11月25日起张贴，至少贴到2025年12月10日"),
        (_hung("2025-10-20", "2025-11-04", version=2), "unposted", "尚未登记张贴"),
    ],
)
def test_a_disclosure_is_complete_online_and_on_the_wall(
    record: PostingRecord | None, state: str, posted: str
) -> None:
    some = replace(_books(), posting_records=(record,) if record else ())
    duty = _only(some, "2025-12-01", Situation(date(2025, 10, 12), 1))
    assert (duty.state, duty.posted) == (state, posted)


def test_what_hung_before_a_later_edition_counts_while_it_says_the_same() -> None:
    some = replace(_books(), posting_records=(_hung("2025-10-20", "2025-11-04"),))
    added = Situation(date(2025, 11, 20), 2, first_issued=date(2025, 10, 12), since=1)
    assert _only(some, "2025-12-01", added).state == "complete"
    corrected = Situation(date(2025, 11, 20), 2, first_issued=date(2025, 10, 12), since=2)
    assert _only(some, "2025-12-01", corrected).state == "unposted"


def test_an_audit_hangs_thirty_days_in_shanghai() -> None:
    """Thirty days after 20 October end with 19 November."""
    some = replace(_books(), posting_records=(_hung("2025-10-20", "2025-11-18"),))
    due = Due("audit", Q3, None)
    asked = Situation(date(2025, 10, 12), 1)
    assert _only(some, "2025-12-01", asked, for_community("3101"), due).state == "unposted"
    longer = replace(_books(), posting_records=(_hung("2025-10-20", "2025-11-19"),))
    assert _only(longer, "2025-12-01", asked, for_community("3101"), due).state == "complete"


# --- on whose word --------------------------------------------------------------------------------


def test_what_became_of_a_years_decisions_is_called_as_its_page_is() -> None:
    vote, year = Due("decision", YEAR, None, subject="2025-01"), Due("decision", YEAR, None)
    titles = [_only(_books(), "2025-10-01", due=one).title for one in (vote, year)]
    assert titles == ["表决结果公示", "表决事项执行情况公示"]


def test_each_duty_names_its_ground() -> None:
    revenue = _books().community.fund(REVENUE)
    assert _only(_books(), "2025-10-01").ground == "公示频次按本小区设定"
    unset = _books(public_revenue=None)
    assert _only(unset, "2025-10-01").ground == "公示频次按通行做法"
    shanghai = _only(unset, "2025-10-01", law=for_community("3101"))
    assert (shanghai.ground, shanghai.phrase) == (
        "上海市住宅物业管理规定第66条", "每季度公布一次公共收益的收支情况",
    )  # fmt: skip
    assert _only(_books(), "2025-10-01", due=Due("money", Q3, revenue)).ground == "公示频次按通行做法"
    yearly = _only(_books(), "2026-01-05", due=Due("maintenance-fund", YEAR, None))
    assert yearly.ground == "住宅专项维修资金管理办法第30条"
    half = _only(_books(), "2025-07-05", due=Due("maintenance-fund", parse_period("2025-H1"), None))
    assert half.ground == "公示频次按本小区设定"
    repair = Due("project", parse_period("2025-10-13.project-2025-02-settled"), None)
    told = _only(_books(), "2025-10-20", due=repair)
    assert told.ground == "民法典第281条"  # what is special about urgent uses is a duty of its own


# --- events ---------------------------------------------------------------------------------------

URGENT = """
2025-02-05 收-0001 业主 | 交存
  1 1001银行存款:1234建行 1000.00
  1 4001交存收入 -1000.00 household=01-1-101
2025-05-20 付-0001 某公司 | 抢修排水
  1 5001维修支出 300.00 scope=all
  1 1001银行存款:1234建行 -300.00
"""


def _urgent(announced: date | None) -> Books:
    project = Project(
        "2025-01", "抢修排水", ("1维修资金",), "all", "排水", 300_00, not_chargeable=False, decision="2025-01",
        settled=Settled(date(2025, 5, 20), 300_00), announced=announced,
    )  # fmt: skip
    decision = Decision(
        "2025-01", "抢修排水", 5, "all", date(2025, 5, 10), Emergency("污水外溢", "社区居委会", "排水")
    )
    paid = written(URGENT, [])
    uses = tuple(
        replace(voucher, extra={"project": "2025-01"}, decision="2025-01")
        if voucher.kind == "付"
        else voucher
        for voucher in paid.vouchers
    )
    return replace(paid, vouchers=uses, projects={"2025-01": project}, decisions={"2025-01": decision})


@pytest.mark.parametrize(
    ("law", "announced", "today", "due", "stands"),
    [
        (TAIZHOU, None, "2025-06-20", "2025-06-20", ("missing", "应于2025年6月20日前公告，今天到期")),
        (TAIZHOU, None, "2025-06-22", "2025-06-20", ("late", "应于2025年6月20日前公告，尚未公告 2 天")),
        (
            TAIZHOU,
            "2025-06-21",
            "2025-07-01",
            "2025-06-20",
            ("complete", "2025年6月21日已公告，比期限晚 1 天"),
        ),
        (LISHUI, None, "2025-06-05", "2025-06-04", ("late", "应于2025年6月4日前公告，尚未公告 1 天")),
        # A community in Taizhou that adopted Lishui's rules: the earlier of both days.
        (BORROWED, None, "2025-06-04", "2025-06-04", ("missing", "应于2025年6月4日前公告，今天到期")),
    ],
)
def test_an_urgent_use_is_announced_within_the_places_days_of_the_payout(
    law: Law, announced: str | None, today: str, due: str, stands: tuple[str, str]
) -> None:
    (duty,) = calendar(
        _urgent(date.fromisoformat(announced) if announced else None),
        [],
        {},
        Asked(law, date.fromisoformat(today)),
    )
    assert (duty.kind, duty.due, duty.state, duty.words) == ("urgent-use", date.fromisoformat(due), *stands)


def test_books_that_change_hands_are_due_and_bring_an_audit_where_the_place_asks_for_one() -> None:
    changed = Handover(date(2025, 6, 1), "member", date(2025, 6, 4), None, "handovers/a.toml")
    some = replace(_books(), handovers=(changed,))
    (duty,) = calendar(some, [], {}, Asked(TAIZHOU, date(2025, 6, 10)))
    assert (duty.kind, duty.state, duty.late_days) == ("handover", "late", 6)
    assert (duty.ground, duty.term) == ("台州市物业管理条例第28条", "3 日内，台州市物业管理条例第28条")
    kinds = [one.kind for one in calendar(some, [], {}, Asked(for_community("3301"), date(2025, 6, 10)))]
    assert kinds == ["handover", "change-audit"]
    done = replace(some, handovers=(replace(changed, done=date(2025, 6, 3)),))
    assert calendar(done, [], {}, Asked(TAIZHOU, date(2025, 6, 10)))[0].state == "complete"


def test_what_is_late_stands_first_then_by_day() -> None:
    some = _books()
    dues = [
        Due("public-revenue", parse_period(code), None)
        for code in ("2025-Q4", "2025-Q3", "2025-Q2", "2025-Q1")
    ]
    out = {("public-revenue", "2025-Q2"): Situation(date(2025, 7, 10), 1)}
    found = calendar(some, dues, out, Asked(TAIZHOU, date(2025, 10, 10)))
    assert [(duty.period_code, duty.state) for duty in found] == [
        ("2025-Q1", "late"), ("2025-Q3", "missing"), ("2025-Q2", "unposted"), ("2025-Q4", "coming"),
    ]  # fmt: skip


def test_what_has_not_hung_stands_together_by_period_the_latest_first() -> None:
    some = replace(_books(), posting_records=(replace(_hung("2025-10-20"), document="money", photos=()),))
    dues = [
        Due("public-revenue", parse_period("2025-Q2"), None), Due("public-revenue", Q3, None),
        Due("contracts", Q3, None), Due("money", Q3, None),
    ]  # fmt: skip
    out = {(due.document, due.period.code): Situation(date(2025, 10, 9), 1) for due in dues}
    found = grouped(calendar(some, dues, out, Asked(TAIZHOU, date(2025, 10, 25))), "unposted")
    assert [(group.subject, group.titles, group.words[:6]) for group in found] == [
        ("2025年第三季度", ("资金清单",), "东门公告栏，"),
        ("2025年第三季度", ("合同台账公示", "公共收益收支公示"), "尚未登记张贴"),
        ("2025年第二季度", ("公共收益收支公示",), "尚未登记张贴"),
    ]


DEPOSIT = "4保修金"


def _with_deposit(noticed: date | None = None) -> Books:
    """Give books with a deposit of a building delivered on 31 March 2018 and accepted on 1 May 2021."""
    terms = WarrantyTerms(1_000_000_00, date(2018, 3, 31), date(2021, 5, 1), noticed)
    paid = voucher(
        "2018-03-01", "收-0001", leg("1001", "20000.00", fund=DEPOSIT), leg("2001", "-20000.00", fund=DEPOSIT)
    )
    return books([paid], funds=[Fund(DEPOSIT, "warranty", (), warranty=terms)])


@pytest.mark.parametrize(
    ("noticed", "today", "stands"),
    [
        # Eight years end on 31 March 2026; the notice goes up a month before, on the last of February.
        (None, "2025-11-27", None),
        (None, "2025-11-28", ("coming", 0)),
        (None, "2026-02-28", ("coming", 0)),
        (None, "2026-03-02", ("late", 2)),
        (date(2026, 2, 27), "2026-03-02", ("complete", 0)),
    ],
)
def test_a_deposit_is_announced_before_it_is_given_back(
    noticed: date | None, today: str, stands: tuple[str, int] | None
) -> None:
    duties = calendar(_with_deposit(noticed), [], {}, Asked(TAIZHOU, date.fromisoformat(today)))
    found = [(duty.state, duty.late_days) for duty in duties if duty.kind == "warranty-return"]
    assert found == ([stands] if stands else [])


def test_each_items_warranty_is_announced_a_month_before_its_end() -> None:
    # Waterproofing: five years from 1 May 2021; from ninety-two days before the notice until the end.
    def told(today: date) -> list[tuple[str, date | None]]:
        duties = calendar(_with_deposit(), [], {}, Asked(TAIZHOU, today))
        return [(duty.subject, duty.due) for duty in duties if duty.kind == "warranty-item"]

    item = ("屋面、卫生间、房间和外墙面防渗漏", date(2026, 4, 1))
    assert [told(day) for day in (date(2025, 12, 29), date(2025, 12, 30), date(2026, 5, 1), date(2026, 5, 2))] == [
        [], [item], [item], [],
    ]  # fmt: skip
