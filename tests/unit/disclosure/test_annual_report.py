"""The annual report: figures as they are in the books, reasons only where the books know them, ten minutes at most."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from jjledger.disclosure.annual_models import AnnualReport, Figure, PlaceLink, Sentence
from jjledger.disclosure.annual_report import annual_report, shortened
from jjledger.disclosure.annual_words import MOST_CHARACTERS, MOST_VOUCHERS, changed, say, say_with
from jjledger.disclosure.changes import changes
from jjledger.disclosure.event_lint import event_wrong
from jjledger.disclosure.head import Setting
from jjledger.facts.audit_report import AuditReport
from jjledger.facts.books import Books
from jjledger.facts.community import Renewal
from jjledger.facts.decision import Decision, Tally, Vote
from jjledger.facts.revenue import Due, Rate, RevenueContract, RevenueRecords
from jjledger.law import for_community
from jjledger.period import parse_period
from jjledger.render.data import json_bytes
from jjledger.rules.replay import replay
from tests.small_books import OWNERS, REVENUE, household
from tests.written_books import written

HOMES = [household(f"01-1-{n}01") for n in range(1, 13)]
ADVERTS = f"Income:{REVENUE}:6002广告:01电梯"
NOTES = """
2024-01-01 初-0001 全体业主 | 上年结转
  1 1001银行存款 5000.00
  1 3001商品住宅维修资金 -5000.00 scope=all
2024-01-01 初-0001 全体业主 | 上年结转
  3 1001银行存款 1000.00
  3 3101结余 -1000.00
2024-04-15 收-0001 某传媒公司 | 电梯广告 | contract=2024-01
  3 1001银行存款 33913.00
  3 6002广告:01电梯 -33913.00
2024-06-01 收-0001 某公司 | 摊位
  3 1001银行存款 200.00
  3 6003场地 -200.00
2025-04-15 收-0001 某传媒公司 | 电梯广告 | contract=2024-01
  3 1001银行存款 16956.50
  3 6002广告:01电梯 -16956.50
2025-07-15 收-0001 某广告公司 | 电梯广告 | contract=2025-07
  3 1001银行存款 14243.50
  3 6002广告:01电梯 -14243.50
2025-08-01 付-0001 某保洁公司 | 保洁
  3 6401成本:01人工 50.40
  3 1001银行存款 -50.40
2025-09-10 付-0001 某水泵公司 | 更换水泵 | decision=2025-01
  1 5001维修支出 1200.00 scope=all
  1 1001银行存款 -1200.00
"""


def contract(number: str, days: tuple[date, date], *dues: tuple[date, int]) -> RevenueContract:
    return RevenueContract(
        number, f"{number}号轿厢广告", "advertising", "某公司", company=True, place="", fund=REVENUE, account=ADVERTS,
        first_day=days[0], last_day=days[1], dated=tuple(Due(day, fen, day, days[1]) for day, fen in dues),
    )  # fmt: skip


ENDED = contract(
    "2024-01",
    (date(2024, 1, 1), date(2025, 6, 30)),
    (date(2024, 4, 15), 33913_00),
    (date(2025, 4, 15), 16956_50),
)
BEGUN = contract("2025-07", (date(2025, 7, 1), date(2026, 6, 30)), (date(2025, 7, 15), 14243_50))
VOTE = Decision("2025-01", "更换水泵", 5, "all", date(2025, 8, 1), Vote(5, *(Tally(12, 120_000),) * 3))


def books_of(*contracts: RevenueContract, notes: str = NOTES) -> Books:
    books = written(notes, HOMES)
    records = RevenueRecords(contracts={one.id: one for one in contracts})
    community = replace(books.community, renewals=(Renewal("更换电梯", OWNERS, "all", 2031, 800_000_00),))
    return replace(books, revenue=records, decisions={"2025-01": VOTE}, community=community)


def report(books: Books, year: str = "2025") -> AnnualReport:
    parts = {"public_revenue": (parse_period(f"{year}-H1"), parse_period(f"{year}-H2"))}
    shares = replay(books).shares
    return annual_report(books, for_community("3310"), shares, (parse_period(year), parts), Setting())  # type: ignore[arg-type] # kinds of funds


def sentences(page: AnnualReport) -> list[Sentence]:
    return [one for section in (*page.sections, *page.ahead) for one in section.sentences]


def said(page: AnnualReport, words: str) -> Sentence:
    (found,) = [sentence for sentence in sentences(page) if words in sentence.words]
    return found


def test_a_change_is_told_with_the_contract_that_ended() -> None:
    found = said(report(books_of(ENDED, BEGUN)), "电梯广告收入")
    assert found.words == (
        "今年电梯广告收入 31,200 元，比去年少 8%，因为《2024-01号轿厢广告》合同于2025年6月30日到期。"
    )
    exact = Fraction(31200_00 - 33913_00, 33913_00)
    assert found.figures[:3] == (
        Figure("电梯广告收入", amount_fen=31200_00), Figure("去年", amount_fen=33913_00), Figure("比去年", share=str(exact)),
    )  # fmt: skip
    assert found.vouchers == ("v-2-2025-04-S0001", "v-2-2025-07-S0001")


def test_without_a_contract_on_record_no_reason_is_given() -> None:
    assert said(report(books_of()), "电梯广告收入").words == "今年电梯广告收入 31,200 元，比去年少 8%。"


def test_a_reason_that_points_the_other_way_is_not_given() -> None:
    """The contract that began brought more; the income became less, so it explains nothing."""
    assert "因为" not in said(report(books_of(BEGUN)), "电梯广告收入").words


def test_a_rate_that_was_lowered_is_a_reason() -> None:
    lowered = replace(
        ENDED, dated=(), last_day=date(2027, 12, 31),
        rates=(Rate(date(2024, 1, 1), "year", 15, 33913_00), Rate(date(2025, 1, 1), "year", 15, 31200_00)),
    )  # fmt: skip
    found = said(report(books_of(lowered)), "电梯广告收入")
    assert "因为《2024-01号轿厢广告》合同从2025年1月1日起每年由 33,913 元改为 31,200 元" in found.words


def test_money_that_did_not_come_in_is_a_reason_and_is_told_as_owed() -> None:
    short = replace(ENDED, last_day=date(2027, 12, 31), dated=(
        Due(date(2024, 4, 15), 33913_00, date(2024, 1, 1), date(2024, 12, 31)),
        Due(date(2025, 4, 15), 33913_00, date(2025, 1, 1), date(2025, 12, 31)),
    ))  # fmt: skip
    page = report(books_of(short, BEGUN))
    assert "因为《2024-01号轿厢广告》还有 16,956.50 元没有收到" in said(page, "电梯广告收入").words
    assert (
        said(page, "该收没有收到").words
        == "到年底，按合同该收没有收到的有 1 笔，共 16,956.50 元：《2024-01号轿厢广告》。"
    )


def test_the_sum_of_the_year_ties() -> None:
    found = said(report(books_of()), "年初结余")
    figures = {figure.label: figure.amount_fen for figure in found.figures}
    # 1000 brought forward, 33,913 and 200 of last year; 31,200 in and 50.40 out this year
    assert figures["年初结余"] == 35113_00
    assert figures["年末结余"] == 35113_00 + 31200_00 - 50_40
    assert "支出 50.40 元，去年没有" in found.words


def test_what_there_was_only_last_year_is_told() -> None:
    assert said(report(books_of()), "场地收入").words == "今年没有场地收入，去年有 200 元。"


def test_repairs_decisions_and_plans_are_told() -> None:
    page = report(books_of())
    assert said(page, "今年用维修资金的维修").words == "今年用维修资金的维修有 1 项，共 1,200 元，去年没有。"
    repair = said(page, "2025-01 更换水泵（2025年8月1日表决），用去")
    assert (repair.words[-20:], repair.vouchers) == (
        "用去 1,200 元，分摊范围是全体业主，12 户。"[-20:],
        ("v-1-2025-09-F0001",),
    )
    assert "12 位业主里 12 位参加，占 100.0%，12 位同意" in said(page, "表决更换水泵").words
    assert said(page, "计划在 2031 年更新").figures[0].amount_fen == 800_000_00
    assert said(page, "业主表决了").words == "今年业主表决了 1 件事，1 件通过。"


def test_a_repair_names_the_fund_that_paid_it() -> None:
    """Beside 今年没有用维修资金修东西, a repair without a fund would read as its contrary."""
    door = "2025-11-01 付-0001 某门业 | 修门\n  3 6502维修:01门窗 60.00\n  3 1001银行存款 -60.00\n"
    page = report(books_of(notes=NOTES + door))
    assert said(page, "维修门窗").words == "今年用公共收益付的维修门窗支出 60 元，去年没有。"


def test_items_are_named_in_the_same_order() -> None:
    stall = "2025-11-01 收-0001 某公司 | 摊位\n  3 1001银行存款 60.00\n  3 6003场地:01摊位 -60.00\n"
    parking = "2025-11-02 收-0002 某公司 | 临停\n  3 1001银行存款 70.00\n  3 6001停车:02临停 -70.00\n"
    page = report(books_of(notes=NOTES + stall + parking))
    assert said(page, "摊位").words.startswith("今年场地摊位收入 60 元")
    assert said(page, "临停").words.startswith("今年停车临停收入 70 元")


def test_what_was_handed_out_voted_and_audited_leads_to_where_it_can_be_read() -> None:
    handed = (
        "2025-12-20 收-0001 某银行 | 利息\n  1 1001银行存款 12.00\n  1 4101存款利息收入 -12.00\n"
        "2025-12-31 转-0001 全体业主 | 分配\n  1 3101待分配累计收益 12.00\n  1 3001商品住宅维修资金 -12.00 scope=all\n"
    )
    audit = AuditReport(
        "1", date(2025, 3, 20), "2024", "2024年度审计", (OWNERS,), date(2024, 1, 1), date(2024, 12, 31),
        "某会计师事务所", "yearly", "unqualified", "", "vouchers/2025/1.pdf", None,
    )  # fmt: skip
    page = report(replace(books_of(notes=NOTES + handed), audits={"1": audit}))
    assert said(page, "分到了各户").vouchers == ("v-1-2025-12-Z0001",)
    # the vote is of 2025-08-01, the report of 2025-03-20; each has its page under its own day
    assert [one.path for one in said(page, "表决更换水泵").places] == ["2025-08-01.decision-2025-01/"]
    assert [one.path for one in said(page, "审计了").places] == ["2025-03-20.audit-2024/"]
    # what the bank holds at the year's end stands on the page of the last part of the year
    banks = [one for one in sentences(page) if one.words.startswith("年末银行存款")]
    assert [[place.path for place in one.places] for one in banks] == [[], ["2025-H2/"]]
    farewell = sentences(page)[-1].words
    assert farewell.startswith("报告里列了凭证或者公示的数字，在网上这一页都能点开查")


def test_a_year_knows_no_contract_that_began_after_it_and_plans_are_not_all_next_year_s() -> None:
    page = report(books_of(BEGUN), "2024")
    assert all("到期应收的钱都已收到" not in one.words for one in sentences(page))
    assert any("到期应收的钱都已收到" in one.words for one in sentences(report(books_of(BEGUN))))
    assert page.ahead[0].title == "明年和以后"  # the lift is renewed in 2031


def test_in_the_first_year_nothing_is_compared() -> None:
    first = report(books_of(), "2024")
    assert all("去年少" not in one.words and "去年多" not in one.words for one in sentences(first))
    full = [one for one in sentences(first) if "账从" in one.words]
    assert len(full) <= 1


def test_every_amount_in_a_sentence_stands_among_its_figures() -> None:
    for one in sentences(report(books_of(ENDED, BEGUN))):
        if "合同从" in one.words or "日到期" in one.words:
            continue
        amounts = {
            int(text.replace(",", "").replace(".", ""))
            for text in re.findall(r"([\d,]+\.\d\d) 元", one.words)
        }
        amounts |= {
            int(text.replace(",", "")) * 100 for text in re.findall(r"(?<![\d.])([\d,]+) 元", one.words)
        }
        known = {figure.amount_fen for figure in one.figures}
        assert amounts <= known, one.words


def test_the_page_says_how_long_it_takes_and_the_lint_counts_again() -> None:
    page = report(books_of())
    length = sum(len(one.words.replace(" ", "")) for one in sentences(page))
    assert page.characters == length
    assert page.seconds == -(-length * 60 // 220)
    assert list(event_wrong(page)) == []
    assert [code for code, _ in event_wrong(replace(page, characters=length + 1))] == ["D02"]


def test_a_long_year_leaves_out_the_smallest_things_and_says_how_many() -> None:
    kinds = "".join(
        f"2025-10-{day:02d} 收-{day:04d} 某公司 | 收入\n  3 1001银行存款 {day}.00\n  3 6003场地:某某某某某某某某场地{day:02d}号位 -{day}.00\n"
        for day in range(1, 31)
    ) + "".join(
        f"2025-11-{day:02d} 收-{day:04d} 某公司 | 收入\n  3 1001银行存款 {day}.00\n  3 6099其他:某某某某某某某某活动{day:02d}号位置收入 -{day}.00\n"
        for day in range(1, 31)
    )
    page = report(books_of(notes=NOTES + kinds))
    assert page.characters <= MOST_CHARACTERS
    assert page.seconds <= 600
    assert page.left_out > 0
    text = "".join(one.words for one in sentences(page))
    assert "场地30号位" in text
    assert "场地01号位" not in text
    assert list(event_wrong(page)) == []


def test_of_one_rank_the_lightest_goes_first_and_rank_nought_stays() -> None:
    stays, heavy, light = say("甲" * 10, (), 0), say("乙" * 10, (), 3, 5), say("丙" * 10, (), 3, 4)
    kept, left_out = shortened([stays, heavy, light], 20)
    assert (kept, left_out) == (frozenset({id(stays), id(heavy)}), 1)
    kept, left_out = shortened([stays, heavy, light], 5)
    assert (kept, left_out) == (frozenset({id(stays)}), 2)


def test_a_sentence_of_many_vouchers_leads_to_where_they_are_listed() -> None:
    places = (PlaceLink("2025年上半年", "2025-H1/"),)
    few = say_with(say("甲", (), 1), ["v"] * MOST_VOUCHERS, places).sentence
    many = say_with(say("甲", (), 1), ["v"] * (MOST_VOUCHERS + 1), places).sentence
    assert (len(few.vouchers), few.places) == (MOST_VOUCHERS, ())
    assert (many.vouchers, many.places) == ((), places)


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (3120000, 3391300, "比去年少 8%"),
        (1085, 1000, "比去年多 9%"),  # 8.5 is rounded up
        (1084, 1000, "比去年多 8%"),
        (2001, 2000, "比去年多 0.1%"),
        (200001, 200000, "与去年基本相同"),
        (299, 100, "比去年多 199%"),
        (300, 100, "是去年的 3.0 倍"),
        (0, 100, "比去年少 100%"),
        (100, 0, "去年没有"),
        (5, -10, ""),
    ],
)
def test_changes_are_rounded_half_up(now: int, before: int, words: str) -> None:
    assert changed(now, before)[0] == words


def test_what_is_planned_later_and_a_new_contact_correct_nothing_that_is_out() -> None:
    books = books_of(ENDED, BEGUN)
    later = replace(books.community, renewals=(Renewal("外墙", OWNERS, "all", 2040, 1_00),))
    settings = replace(later.disclosure, contact="新办公室")
    old, new = (json.loads(json_bytes(report(one))) for one in (
        books, replace(books, community=replace(later, disclosure=settings)),
    ))  # fmt: skip
    assert old["ahead"] != new["ahead"]
    assert changes(old, new) == ()


def test_a_contract_signed_after_the_year_is_not_what_was_known_in_it() -> None:
    signed = contract("2026-01", (date(2026, 1, 1), date(2026, 12, 31)), (date(2026, 4, 1), 100_00))
    assert all("2026-01号" not in one.words for one in sentences(report(books_of(signed))))
    assert "《2025-07号轿厢广告》合同到2026年6月30日为止" in said(report(books_of(BEGUN)), "要续签").words
