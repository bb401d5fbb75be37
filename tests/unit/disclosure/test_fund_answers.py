"""What the page of an owners' fund answers; no span of it is shorter than a half-year."""

from __future__ import annotations

from jjledger.disclosure.answer_models import Accumulated
from jjledger.disclosure.head import Setting
from jjledger.disclosure.maintenance_fund import maintenance_fund
from jjledger.disclosure.models import MaintenanceFund
from jjledger.period import parse_period
from jjledger.rules.replay import replay
from tests.small_books import OWNERS, household
from tests.written_books import written

HOMES = [household(f"01-1-{n}01") for n in range(1, 13)]
IN = ",".join(f"{home.id}:1000.00" for home in HOMES)
BACK = ",".join(f"{home.id}:10.00" for home in HOMES)
NOTES = f"""
2024-01-05 初-0001 业主 | 承接
  1 1001银行存款 12000.00
  1 3001商品住宅维修资金 -12000.00 detail={IN}
2024-03-21 收-0001 建设银行 | 结息
  1 1001银行存款 40.00
  1 4101存款利息收入 -40.00
2024-08-01 付-0001 某公司 | 修屋面 | decision=2024-01
  1 5001维修支出 600.00 scope=01
  1 1001银行存款 -600.00
2025-03-21 收-0001 建设银行 | 结息
  1 1001银行存款 30.00
  1 4101存款利息收入 -30.00
2025-04-02 付-0001 业主 | 退款
  1 5101返还支出 120.00 detail={BACK}
  1 1001银行存款 -120.00
2025-05-01 付-0002 某公司 | 换水泵 | decision=2025-01
  1 5001维修支出 360.00 scope=01
  1 1001银行存款 -360.00
"""


def _page(code: str) -> MaintenanceFund:
    books = written(NOTES, HOMES)
    shares = replay(books).shares[OWNERS]
    return maintenance_fund(books, books.community.funds[0], parse_period(code), shares, Setting())


def test_spans_are_whole_half_years_and_end_with_the_period() -> None:
    # 12,000 + 40 - 600 + 30 - 120 - 360 = 10,990
    first = parse_period("2025-H1").first_day
    assert _page("2025-H1").answers.accumulated == (
        Accumulated("本期", first, 11440_00, 30_00, 480_00, -450_00, 10990_00),
        Accumulated("建账以来", parse_period("2024-H1").first_day, 12000_00, 70_00, 1080_00, -1010_00, 10990_00),
    )  # fmt: skip


def test_the_totals_that_the_law_asks_for_are_said_at_nought_too() -> None:
    where = "列支的项目、费用和分摊情况见“维修项目”，各户的金额见各户的对账单。"
    assert _page("2025-H1").answers.said[-1] == (
        "住宅专项维修资金管理办法第30条要公布的总额：交存 0.00 元，使用 360.00 元，增值收益 30.00 元，"
        f"结存 10,990.00 元。{where}"
    )
    # nothing at all moved in the second half-year
    assert _page("2025-H2").answers.said[-1] == (
        "住宅专项维修资金管理办法第30条要公布的总额：交存 0.00 元，使用 0.00 元，增值收益 0.00 元，"
        f"结存 10,990.00 元。{where}"
    )


def test_what_was_added_and_taken_is_said_plainly() -> None:
    assert _page("2025-H1").answers.said[:-1] == (
        "本期增加 30.00 元，减少 480.00 元，净减少 450.00 元。",
        "建账以来（2024年1月起）增加 70.00 元，减少 1,080.00 元，净减少 1,010.00 元。",
    )


def test_lines_beside_the_same_half_year_before() -> None:
    answers = _page("2025-H1").answers
    assert [
        (row.kind, row.label, row.amount_fen, row.before_fen, row.percent) for row in answers.compared
    ] == [
        ("in", "存款利息收入", 30_00, 40_00, "-25.0%"),
        ("out", "维修支出", 360_00, 0, "去年没有"),
        ("out", "返还支出", 120_00, 0, "去年没有"),
        ("sum", "收支差额", -450_00, 40_00, "有负数不算"),
    ]
    assert (_page("2024").answers.compared, _page("2024").answers.compared_with) == (
        (), "账从2024年上半年开始记，没有完整的去年同期可比。",
    )  # fmt: skip


def test_on_which_day_the_first_household_paid_is_not_told() -> None:
    assert "2024-01-05" not in str(_page("2025").answers)
    assert "datetime.date(2024, 1, 5)" not in repr(_page("2025").answers)


def test_uses_stand_by_their_decisions() -> None:
    rows = _page("2025").answers.decided
    assert [(row.decider, row.ground, row.amount_fen) for row in rows] == [
        ("owners", "2025-01（表决记录没有归档）", 360_00)
    ]


def test_balances_are_of_half_years_ends_alone() -> None:
    points = _page("2025-H1").charts.balances
    assert [(point.label, point.amount_fen) for point in points] == [
        ("2024年6月末", 12040_00), ("2024年12月末", 11440_00), ("2025年6月末", 10990_00),
    ]  # fmt: skip


def test_money_that_came_and_went_sums_to_the_same_on_both_sides() -> None:
    bands = _page("2025-H1").charts.flows
    assert [(band.side, band.label, band.amount_fen) for band in bands] == [
        ("from", "上期结转", 11440_00), ("from", "存款利息收入", 30_00), ("to", "维修支出", 360_00),
        ("to", "返还支出", 120_00), ("to", "期末余额", 10990_00),
    ]  # fmt: skip
