"""Public revenue by quarter, half-year and year, with sums done by hand."""

from __future__ import annotations

import pytest

from jjledger.disclosure.head import Setting
from jjledger.disclosure.models import PublicRevenue
from jjledger.disclosure.public_revenue import public_revenue
from jjledger.disclosure.revenue_sides import ADJUSTED
from jjledger.period import parse_period
from tests.written_books import written

NOTES = """
2025-01-01 初-0001 全体业主 | 期初余额
  3 1001银行存款:5678农行 5000.00
  3 3101结余 -5000.00
2025-02-10 收-0001 某物业公司 | 第一季度停车收入 | attachments=2
  3 1001银行存款:5678农行 3000.00
  3 6001停车:01月租 -2400.00
  3 6001停车:02临停 -600.00
2025-03-05 收-0001 某广告公司 | 电梯广告
  3 1001银行存款:5678农行 1200.00
  3 6002广告:01电梯 -1000.00
  3 6002广告 -200.00
2025-03-20 付-0001 张三 | 补种绿篱 | decision=2025-02 attachments=0
  3 6502维修 450.00
  3 1001银行存款:5678农行 -450.00
2025-04-02 付-0001 张三 | 注销2025-03付-0001 | reverses=2025-03-F0001
  3 6502维修 -450.00
  3 1001银行存款:5678农行 450.00
2025-04-02 付-0002 张三 | 订正2025-03付-0001 | corrects=2025-03-F0001
  3 6502维修 405.00
  3 1001银行存款:5678农行 -405.00
2025-05-08 转-0001 某银行 | 转存定期
  3 1101定期存款 2000.00
  3 1001银行存款:5678农行 -2000.00
2025-06-30 付-0001 维修资金专户 | 补充维修资金 | decision=2025-03
  3 6501补充维修资金 1000.00
  3 1001银行存款:5678农行 -1000.00
2025-06-30 !收-0001 某物业公司 | 草稿
  3 1001银行存款:5678农行 9999.00
  3 6001停车:01月租 -9999.00
2025-08-01 转-0001 某物业公司 | 更正上年少计
  3 1201应收 95.00
  3 3101结余 -95.00
2025-03-31 confirmed 3 1001银行存款:5678农行 8750.00
"""


def _page(code: str, notes: str = NOTES) -> PublicRevenue:
    books = written(notes)
    return public_revenue(books, books.community.funds[1], parse_period(code), Setting())


def test_opening_and_income_less_expense_come_to_what_is_left() -> None:
    page = _page("2025-Q1")
    # brought in by the 初 voucher; 3,000 + 1,200 - 450
    assert (page.opening_fen, page.income_fen, page.expense_fen) == (5000_00, 4200_00, 450_00)
    assert (page.result_fen, page.closing_fen) == (3750_00, 8750_00)
    assert page.closing_capital == "人民币捌仟柒佰伍拾元整"


@pytest.mark.parametrize(
    ("code", "opening", "income", "expense", "closing"),
    [
        # -450 + 405 + 1,000; moving money to a deposit account is neither income nor expense
        ("2025-Q2", 8750_00, 0, 955_00, 7795_00),
        ("2025-H1", 5000_00, 4200_00, 1405_00, 7795_00),
        ("2025-Q3", 7795_00, 95_00, 0, 7890_00),
        ("2025-Q4", 7890_00, 0, 0, 7890_00),
        ("2025", 5000_00, 4295_00, 1405_00, 7890_00),
        ("2026-Q1", 7890_00, 0, 0, 7890_00),
        ("2024", 0, 0, 0, 0),
    ],
)
def test_every_whole_period_follows_on_the_one_before(
    code: str, opening: int, income: int, expense: int, closing: int
) -> None:
    page = _page(code)
    assert (page.opening_fen, page.income_fen, page.expense_fen) == (opening, income, expense)
    assert (page.result_fen, page.closing_fen) == (income - expense, closing)


COSTS = """
2025-01-05 收-0001 某物业公司 | 停车
  3 1001银行存款 1000.00
  3 6001停车 -1000.00
2025-01-06 付-0001 某物业公司 | 人工
  3 6401成本:01人工 300.00
  3 6402税费 30.00
  3 1001银行存款 -330.00
2025-01-07 付-0002 维修资金专户 | 补充
  3 6501补充维修资金 200.00
  3 1001银行存款 -200.00
"""


def test_net_income_is_what_earning_it_leaves_before_it_is_used() -> None:
    page = _page("2025-Q1", COSTS)
    assert (page.income_fen, page.cost_fen, page.net_income_fen) == (1000_00, 330_00, 670_00)
    assert (page.expense_fen, page.result_fen) == (530_00, 470_00)


def test_items_have_their_parts_below_and_cite_their_vouchers() -> None:
    page = _page("2025-Q1")
    assert [(line.level, line.label, line.amount_fen, line.vouchers) for line in page.income] == [
        (1, "停车", 3000_00, ("v-2025-02-S0001",)),
        (2, "月租", 2400_00, ("v-2025-02-S0001",)),
        (2, "临停", 600_00, ("v-2025-02-S0001",)),
        (1, "广告", 1200_00, ("v-2025-03-S0001",)),
        (2, "电梯", 1000_00, ("v-2025-03-S0001",)),
        (2, "未细分", 200_00, ("v-2025-03-S0001",)),
    ]
    assert [(line.label, line.amount_fen) for line in page.expense] == [("维修", 450_00)]


def test_corrections_stand_beside_what_they_correct() -> None:
    page = _page("2025-Q2")
    assert [(line.label, line.amount_fen) for line in page.expense] == [
        ("补充维修资金", 1000_00),
        ("维修", -45_00),
    ]
    notes = {view.number: view.note for view in page.vouchers if view.day.month == 4}
    assert notes == {"付-0001": "冲销 2025-03 付-0001", "付-0002": "订正 2025-03 付-0001"}
    assert [bar.width for bar in page.bars] == [1000, 0]


def test_vouchers_are_shown_one_by_one_with_persons_masked() -> None:
    views = _page("2025-Q1").vouchers
    assert [(view.number, view.payee, view.summary, view.amount_fen) for view in views] == [
        ("初-0001", "全体业主", "期初余额", 5000_00),
        ("收-0001", "某物业公司", "第一季度停车收入", 3000_00),
        ("收-0001", "某广告公司", "电梯广告", 1200_00),
        ("付-0001", "张*", "补种绿篱", -450_00),
    ]
    assert [(view.attachments, view.decision) for view in views] == [
        ("1 张", ""),
        ("2 张", ""),
        ("1 张", ""),
        ("无", "2025-02"),
    ]
    assert [leg.account for leg in views[1].legs] == ["银行存款 — 5678农行", "停车 — 01月租", "停车 — 02临停"]
    assert [(leg.debit_fen, leg.credit_fen) for leg in views[1].legs] == [
        (3000_00, 0),
        (0, 2400_00),
        (0, 600_00),
    ]


def test_a_transfer_is_shown_and_did_nothing() -> None:
    views = {view.anchor: view for view in _page("2025-Q2").vouchers}
    assert views["v-2025-05-Z0001"].amount_fen == 0
    assert len(views["v-2025-05-Z0001"].legs) == 2


def test_a_draft_is_nowhere() -> None:
    page = _page("2025-Q2")
    assert [view.number for view in page.vouchers].count("收-0001") == 0
    assert page.income == ()


def test_what_is_booked_on_the_balance_itself_is_a_line_of_its_own() -> None:
    page = _page("2025-Q3")
    assert [(line.label, line.amount_fen, line.vouchers) for line in page.income] == [
        (ADJUSTED, 95_00, ("v-2025-08-Z0001",))
    ]


def test_a_loss_booked_on_the_balance_itself_is_an_expense() -> None:
    page = _page(
        "2025-Q3", NOTES.replace("1201应收 95.00", "1201应收 -95.00").replace("3101结余 -95", "3101结余 95")
    )
    assert page.income == ()
    assert [(line.label, line.amount_fen) for line in page.expense] == [(ADJUSTED, 95_00)]
    assert page.closing_fen == 7700_00


def test_a_quarter_the_bank_confirmed_is_tied_and_another_says_it_is_not() -> None:
    assert _page("2025-Q1").bank.words == "与银行对账单核对一致（2025年3月31日）"
    tie = _page("2025-Q2").bank
    # 8,750 + 450 - 405 - 2,000 - 1,000
    assert (tie.state, tie.book_fen, tie.difference_fen) == ("unchecked", 5795_00, 2000_00)
    assert tie.words == "未与银行核对；结余与银行存款相差 2,000.00 元：定期存款 2,000.00 元"


def test_a_deficit_brought_forward_is_read_in_capitals_too() -> None:
    notes = """
2025-01-01 初-0001 某物业公司 | 上年超支
  3 1001银行存款 -13.32
  3 3101结余 13.32
"""
    page = _page("2025-Q1", notes)
    assert (page.opening_fen, page.closing_fen) == (-13_32, -13_32)
    assert page.closing_capital == "人民币负壹拾叁元叁角贰分"


PREPAID = """
2025-01-01 初-0001 全体业主 | 期初余额
  3 1001银行存款:5678农行 100.00
  3 3101结余 -100.00
2025-03-04 收-0001 某业主 | 年卡 | covers=2025-01-01/2025-12-31
  3 1001银行存款:5678农行 1000.00
  3 6001停车:01月租 -1000.00
2025-05-06 收-0001 某业主 | 注销年卡 | reverses=2025-03-S0001
  3 1001银行存款:5678农行 -1000.00
  3 6001停车:01月租 1000.00
"""


@pytest.mark.parametrize(
    ("code", "income", "later"),
    [
        # 365 days: January to March 90, April to June 91. 1,000.00 by months: 31 days 84.93 (84.9315),
        # 28 days 76.71 (76.7123), 30 days 82.19 (82.1917); 7 x 84.93 + 76.71 + 4 x 82.19 = 999.98, and the
        # two odd fen go to the largest remainders: the 30-day months (0.178) before the 31-day ones (0.150)
        # and February (0.288 first of all): February 76.72 and April 82.20.
        ("2025-Q1", 1000_00, 1000_00 - 84_93 - 76_72 - 84_93),
        ("2025-Q2", -1000_00, -(1000_00 - 84_93 - 76_72 - 84_93 - 82_20 - 84_93 - 82_19)),
        ("2025-H1", 0, 0),
        ("2025", 0, 0),
    ],
)
def test_what_belongs_to_later_periods_is_told_beside_the_cash(code: str, income: int, later: int) -> None:
    page = _page(code, PREPAID)
    assert (page.income_fen, page.later_fen) == (income, later)


def test_a_year_card_that_nobody_undid_belongs_half_to_the_second_half_year() -> None:
    page = _page("2025-H1", PREPAID.partition("2025-05-06")[0])
    assert (page.income_fen, page.later_fen) == (1000_00, 1000_00 - 84_93 * 3 - 76_72 - 82_20 - 82_19)
