"""What the page of public revenue answers, with figures and sentences by hand."""

from __future__ import annotations

from jjledger.disclosure.answer_models import Answers, BalancePoint
from jjledger.disclosure.head import Setting
from jjledger.disclosure.models import PublicRevenue
from jjledger.disclosure.public_revenue import public_revenue
from jjledger.period import parse_period
from tests.written_books import written

NOTES = """
2024-01-01 初-0001 全体业主 | 期初余额
  3 1001银行存款 800.00
  3 3101结余 -800.00
2024-05-02 收-0001 某业主 | 停车
  3 1001银行存款 200.00
  3 6001停车 -200.00
2024-06-02 付-0001 某物业公司 | 人工
  3 6401成本 40.00
  3 1001银行存款 -40.00
2025-03-04 收-0001 某业主 | 半年卡 | covers=2025-03-01/2025-06-30
  3 1001银行存款 1220.00
  3 6001停车 -1220.00
2025-05-04 收-0001 某业主 | 年卡 | covers=2025-05-01/2025-07-31
  3 1001银行存款 920.00
  3 6001停车 -920.00
2025-05-05 付-0001 某物业公司 | 人工
  3 6401成本 100.00
  3 1001银行存款 -100.00
2025-06-05 付-0002 某公司 | 换灯 | decision=2025-02
  3 6502维修 1500.00
  3 1001银行存款 -1500.00
"""


def _page(code: str, notes: str = NOTES) -> PublicRevenue:
    books = written(notes)
    return public_revenue(books, books.community.funds[1], parse_period(code), Setting())


def _said(code: str, notes: str = NOTES) -> tuple[str, ...]:
    return _page(code, notes).answers.said


def test_a_deficit_is_said_before_the_balance_that_hides_it() -> None:
    # 920 - 100 - 1,500 = -680; before it 800 + 200 - 40 + 1,220 = 2,180
    assert _said("2025-Q2")[0] == (
        "本期超支：支出比收入多 680.00 元。期末还有 1,500.00 元，是因为上期结转了 2,180.00 元，本期用掉了其中一部分。"
    )
    assert _said("2025-Q2")[1:3] == (
        "今年以来收入 2,140.00 元、支出 1,600.00 元，累计结余 540.00 元。",
        (
            "建账以来（2024年1月起）收入 2,340.00 元、支出 1,640.00 元，累计结余 700.00 元；"
            "加上建账时转入的 800.00 元，现有 1,500.00 元。"
        ),
    )


def test_prepaid_income_is_explained_both_ways() -> None:
    page = _page("2025-Q2")
    # May to July has 92 days, 31 of them in July: 10.00 a day; March to June 122 days, 91 of them in the quarter
    assert (page.later_fen, page.answers.earlier_fen) == (310_00, 910_00)
    assert page.answers.said[3:5] == (
        "本期收到的 920.00 元里，有 310.00 元是提前收的以后期间的钱（如停车年费），已经到账，但不全是本期挣的。",
        "以前提前收、属于本期的有 910.00 元，收到时已经公示过，不在本期收入里。",
    )


def test_prepaid_money_paid_back_is_said_to_be_paid_back() -> None:
    undone = NOTES + (
        "2025-07-01 付-0001 某业主 | 注销 | reverses=2025-05-S0001\n"
        "  3 1001银行存款 -920.00\n  3 6001停车 920.00\n"
    )
    covers_on = undone.replace("2025-05-01/2025-07-31", "2025-05-01/2025-10-31")
    # 184 days at 5.00; October's 31 are later than the third quarter
    assert "本期退回的钱里，有 155.00 元原来是提前收的以后期间的钱。" in _said("2025-Q3", covers_on)


def test_income_of_unknown_days_is_not_passed_over_in_silence() -> None:
    more = NOTES + (
        "2025-06-10 收-0001 某业主 | 月租\n  3 1001银行存款 55.00\n  3 6001停车 -55.00\n"
        "2025-06-21 收-0002 某银行 | 结息\n  3 1001银行存款 3.00\n  3 6008利息 -3.00\n"
    )
    # 920.00 has its days, interest is never prepaid: 55.00 are left
    assert (
        "本期收入里有 55.00 元，账上没有登记是哪一段时间的钱，也没有对应的合同；"
        "其中有没有提前收的以后期间的钱，从账上看不出来。"
    ) in _said("2025-Q2", more)
    assert not any("从账上看不出来" in sentence for sentence in _said("2025-Q2"))


def test_gross_and_net_are_told_apart() -> None:
    assert _said("2025-Q2")[-1] == (
        "收入 920.00 元是总额，没有先扣费用；成本和税费 100.00 元列在支出里，扣除后净收入 820.00 元，"
        "本期从中使用 1,500.00 元。"
    )
    assert _said("2025-Q1")[-1] == (
        "收入 1,220.00 元是总额，没有先扣费用；没有成本和税费，本期没有从中使用。"
    )
    dear = NOTES.replace("6401成本 100.00", "6401成本 1000.00").replace("款 -100.00", "款 -1000.00")
    assert _said("2025-Q2", dear)[-1] == (
        "收入 920.00 元是总额，没有先扣费用；成本和税费 1,000.00 元列在支出里，比收入还多 80.00 元。"
    )


def test_a_period_without_income_says_nothing_of_gross_and_net() -> None:
    assert _said("2025-Q3") == (
        "本期没有收入和支出。加上上期结转 1,500.00 元，期末共有 1,500.00 元。",
        "今年以来收入 2,140.00 元、支出 1,600.00 元，累计结余 540.00 元。",
        (
            "建账以来（2024年1月起）收入 2,340.00 元、支出 1,640.00 元，累计结余 700.00 元；"
            "加上建账时转入的 800.00 元，现有 1,500.00 元。"
        ),
        "以前提前收、属于本期的有 310.00 元，收到时已经公示过，不在本期收入里。",  # July at 10.00 a day
    )


def _compared(answers: Answers) -> list[tuple[str, int, int, str]]:
    return [(row.label, row.amount_fen, row.before_fen, row.percent) for row in answers.compared]


def test_lines_and_sums_beside_the_year_before() -> None:
    answers = _page("2025-Q2").answers
    assert answers.compared_with == "2024年第二季度"
    assert _compared(answers) == [
        ("停车", 920_00, 200_00, "+360.0%"),
        ("成本", 100_00, 40_00, "+150.0%"),
        ("维修", 1500_00, 0, "去年没有"),
        ("收入合计", 920_00, 200_00, "+360.0%"),
        ("支出合计", 1600_00, 40_00, "+3900.0%"),
        ("净收入", 820_00, 160_00, "+412.5%"),
        ("收支差额", -680_00, 160_00, "有负数不算"),
    ]


def test_books_too_young_say_so() -> None:
    answers = _page("2024-Q2").answers
    assert (answers.compared, answers.compared_with) == (
        (),
        "账从2024年1月1日开始记，没有完整的去年同期可比。",
    )


def test_who_decided_sums_to_the_expense() -> None:
    rows = _page("2025-Q2").answers.decided
    assert [(row.decider, row.amount_fen, row.vouchers) for row in rows] == [
        ("owners", 1500_00, ("v-2025-06-F0002",)),
        ("not_needed", 100_00, ("v-2025-05-F0001",)),
    ]


def test_a_use_without_a_vote_is_said_at_once() -> None:
    said = _said("2025-Q2", NOTES.replace(" | decision=2025-02", ""))
    assert said[-1] == "本期支出里有 1,500.00 元没有写明是谁决定的，列在“支出是谁决定的”最前面。"


def test_balances_month_by_month_begin_with_what_was_brought_forward() -> None:
    points = _page("2025-Q2").charts.balances
    assert [(point.label, point.amount_fen) for point in points] == [
        ("期初", 2180_00), ("4月末", 2180_00), ("5月末", 3000_00), ("6月末", 1500_00),
    ]  # fmt: skip
    opened = _page("2024-Q1").charts.balances
    assert opened[0] == BalancePoint("期初", parse_period("2023-12").last_day, 800_00)
    assert [point.amount_fen for point in opened] == [800_00] * 4
