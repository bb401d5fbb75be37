"""Who decided what was spent: every voucher's reason, and nothing left over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.answer_models import Decided
from jjledger.disclosure.decided import decided, decided_projects, vote_words
from jjledger.disclosure.models import Project
from jjledger.disclosure.revenue_sides import sides
from jjledger.disclosure.voucher_views import anchor_of
from jjledger.facts.books import Books
from jjledger.facts.decision import Decision, Emergency, Tally, Vote
from jjledger.facts.revenue import Authority, RevenueSettings
from jjledger.period import parse_period
from tests.written_books import written

NOTES = """
2025-01-01 初-0001 全体业主 | 期初余额
  3 1001银行存款 50000.00
  3 3101结余 -50000.00
2025-02-01 付-0001 某物业公司 | 人工
  3 6401成本 300.00
  3 1001银行存款 -300.00
2025-02-02 付-0002 某公司 | 换门禁 | decision=2025-02
  3 6502维修 9000.00
  3 1001银行存款 -9000.00
2025-02-03 付-0003 某公司 | 换灯 | committee=2025-业-03
  3 6502维修 800.00
  3 1001银行存款 -800.00
2025-02-04 付-0004 某公司 | 办活动
  3 6503活动 700.00
  3 1001银行存款 -700.00
2025-02-05 付-0005 某公司 | 大活动
  3 6503活动 4000.00
  3 1001银行存款 -4000.00
2025-02-06 付-0006 维修资金专户 | 补充
  3 6501补充维修资金 1000.00
  3 1001银行存款 -1000.00
2025-02-07 转-0001 某物业公司 | 更正上年多计
  3 3101结余 95.00
  3 1201应收 -95.00
2025-03-01 付-0001 某公司 | 注销2025-02付-0002 | reverses=2025-02-F0002
  3 6502维修 -9000.00
  3 1001银行存款 9000.00
2025-03-02 付-0002 某公司 | 订正2025-02付-0002 | decision=2025-02 corrects=2025-02-F0002
  3 6502维修 8900.00
  3 1001银行存款 -8900.00
"""
VOTE = Vote(9, Tally(200, 20000_00), Tally(150, 15000_00), Tally(120, 12000_00))
LIMITS = Authority(date(2025, 1, 1), 1000_00, 30000_00, "2024-01")


def _books(notes: str = NOTES, authority: Authority | None = LIMITS) -> Books:
    books = written(notes)
    settings = RevenueSettings(authority=(authority,) if authority else ())
    decisions = {
        "2025-02": Decision("2025-02", "更换门禁", 9, "all", date(2025, 1, 20), VOTE),
        "2024-01": Decision("2024-01", "授权业委会", 9, "all", date(2024, 12, 1), VOTE),
    }
    return replace(books, community=replace(books.community, revenue=settings), decisions=decisions)


def _decided(books: Books, code: str) -> tuple[Decided, ...]:
    fund, period = books.community.funds[1], parse_period(code)
    vouchers = books.posted()
    spent = sides(books, fund, vouchers, period.first_day, period.last_day)
    rows = decided(books, fund, vouchers, ((one, leg, anchor_of(one)) for one, leg in spent.spent))
    assert sum(row.amount_fen for row in rows) == spent.expense_fen
    return rows


def test_every_use_has_its_reason_those_that_name_nobody_first() -> None:
    rows = _decided(_books(), "2025-Q1")
    vote = "应参加 200 人，参加 150 人，同意 120 人；参加的专有部分面积 15000.00 平方米，同意 12000.00 平方米；达到法定比例"
    limits = "授权：2024-01 授权业委会（2024年12月1日表决），单笔 1,000.00 元、全年 30,000.00 元以内"
    assert [(row.decider, row.ground, row.amount_fen, len(row.vouchers)) for row in rows] == [
        ("unstated", "凭证上没有业主共同决定，也没有业主委员会授权的记录", 4000_00, 1),
        # 9,000.00 - 9,000.00 + 8,900.00
        ("owners", f"2025-02 更换门禁（2025年1月20日表决）：{vote}", 8900_00, 3),
        ("committee", f"业主委员会决定 2025-业-03；{limits}", 800_00, 1),
        ("committee", f"没有写业主委员会决定的编号；{limits}", 700_00, 1),
        ("not_needed", "取得收入的成本和税费（民法典第282条：合理成本）", 300_00, 1),
        ("not_needed", "公共收益滚存维修资金（住宅专项维修资金管理办法第27条）", 1000_00, 1),
        ("not_needed", "更正以前的账，不是花钱", 95_00, 1),
    ]


def test_without_limits_a_use_that_names_no_decision_is_unstated() -> None:
    rows = _decided(_books(authority=None), "2025-Q1")
    assert (rows[0].who, rows[0].amount_fen) == ("没有写明是谁决定的", 5500_00)  # 800 + 700 + 4,000


def test_a_rule_that_a_voucher_rests_on_is_named() -> None:
    books = _books()
    topped = replace(books.vouchers[6], extra={"basis": "湖州市物业管理条例第45条"})
    named = replace(books, vouchers=(*books.vouchers[:6], topped, *books.vouchers[7:]))
    assert [row.ground for row in _decided(named, "2025-Q1") if row.amount_fen == 1000_00] == [
        "湖州市物业管理条例第45条"
    ]


def test_a_use_undone_before_the_period_is_over_leaves_nothing() -> None:
    only = "\n".join(NOTES.split("\n")[:-4])
    assert "owners" not in [row.decider for row in _decided(_books(only), "2025-Q1")]


def test_uses_of_an_owners_fund_by_vote_by_certificate_and_together() -> None:
    books = _books()
    certified = Decision("2025-09", "抢修", 5, "01", date(2025, 2, 1), Emergency("电梯困人", "某社区"))
    books = replace(books, decisions={**books.decisions, "2025-09": certified})
    rows = decided_projects(
        books,
        [
            Project("换门禁", "全体", 500, "2025-02", ("a",)),
            Project("换门禁余款", "全体", 50, "2025-02", ("a", "b")),
            Project("抢修", "01幢", 70, "2025-09", ("c",)),
            Project("旧项目", "02幢", 9, "2020-01", ("d",)),
            Project("合并列示的维修", "个别住户", 3, "", ("e",)),
        ],
    )
    assert [(row.decider, row.amount_fen, row.vouchers) for row in rows] == [
        ("owners", 550, ("a", "b")),
        ("owners", 9, ("d",)),
        ("emergency", 70, ("c",)),
        ("together", 3, ("e",)),
    ]
    assert rows[1].ground == "2020-01（表决记录没有归档）"
    assert rows[2].ground == "2025-09 抢修（2025年2月1日应急证明）：电梯困人，由某社区证明"


@pytest.mark.parametrize(
    ("agreeing", "verdict"),
    # more than half of those who took part, by heads and by area
    [
        (Tally(76, 7500_01), "达到法定比例"),
        (Tally(75, 12000_00), "没有达到"),
        (Tally(120, 7500_00), "没有达到"),
    ],
)
def test_whether_a_vote_carried_is_said_by_the_law_of_its_day(agreeing: Tally, verdict: str) -> None:
    vote = Vote(9, VOTE.total, VOTE.participating, agreeing)
    assert verdict in vote_words(Decision("2025-02", "某事", 9, "all", date(2025, 1, 20), vote), _books())


def test_how_few_voted_is_not_told() -> None:
    few = Vote(9, Tally(9, 900_00), Tally(9, 900_00), Tally(8, 800_00))
    assert vote_words(Decision("2025-02", "某事", 9, "01-1", date(2025, 1, 20), few), _books()) == ""
