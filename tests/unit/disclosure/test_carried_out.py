"""What became of the owners' decisions in a year: every fen named by its decision, by fund, and its vouchers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jjledger.disclosure.carried_out import POOLED, TITLE, carried_out
from jjledger.disclosure.decision_models import DecisionsCarriedOut
from jjledger.disclosure.event_lint import event_wrong
from jjledger.disclosure.head import Setting
from jjledger.facts.decision import Decision, Tally, Vote
from jjledger.law import for_community
from jjledger.period import parse_period
from jjledger.rules.replay import replay
from tests.small_books import household
from tests.written_books import written

HOMES = [household(f"01-1-{n}01") for n in range(1, 13)]
NOTES = """
2024-11-01 付-0001 某防水公司 | 屋面首付 | decision=2024-01
  1 5001维修支出 100.00 scope=all
  1 1001银行存款 -100.00
2025-02-01 付-0001 某防水公司 | 屋面尾款 | decision=2024-01
  1 5001维修支出 60.00 scope=all
  1 1001银行存款 -60.00
2025-03-01 付-0001 某电梯公司 | 换门 | decision=2025-01
  1 5001维修支出 30.00 scope=all
  1 1001银行存款 -30.00
2025-03-01 付-0001 本小区维修资金 | 补充维修资金 | decision=2025-01
  3 6501补充维修资金 7.00
  3 1001银行存款 -7.00
2025-03-05 付-0002 某电梯公司 | 注销2025-03付-0001 | reverses=2025-03-F0001
  1 5001维修支出 -30.00 scope=all
  1 1001银行存款 30.00
2025-03-06 付-0003 某电梯公司 | 订正 | corrects=2025-03-F0001 decision=2025-01
  1 5001维修支出 29.00 scope=all
  1 1001银行存款 -29.00
2025-04-01 付-0001 某水管公司 | 换水管 | decision=2025-02
  1 5001维修支出 5.00 scope=01-1-101
  1 1001银行存款 -5.00
"""


def decision(number: str, day: date) -> Decision:
    return Decision(number, f"事项{number}", 5, "all", day, Vote(5, *(Tally(12, 120_000),) * 3))


def page(year: str) -> DecisionsCarriedOut:
    books = written(NOTES, HOMES)
    found = [
        decision("2024-01", date(2024, 9, 1)), decision("2025-01", date(2025, 1, 5)),
        decision("2025-02", date(2025, 1, 6)), decision("2025-03", date(2025, 12, 6)), decision("2026-01", date(2026, 1, 6)),
    ]  # fmt: skip
    books = replace(books, decisions={one.id: one for one in found})
    return carried_out(books, for_community("3310"), replay(books).shares, parse_period(year), Setting())


def test_every_decision_of_the_year_or_paid_for_in_it_is_listed() -> None:
    assert [row.number for row in page("2024").rows] == ["2024-01"]
    assert [row.number for row in page("2025").rows] == ["2024-01", "2025-01", "2025-02", "2025-03"]


def test_money_of_earlier_years_is_told_apart_and_funds_are_named() -> None:
    rows = {row.number: row for row in page("2025").rows}
    assert (rows["2024-01"].before_fen, rows["2024-01"].period_fen, rows["2024-01"].total_fen) == (
        100_00,
        60_00,
        160_00,
    )
    # 30 less 30 taken back, 29 booked right, and 7 of public revenue
    assert (rows["2025-01"].before_fen, rows["2025-01"].period_fen) == (0, 36_00)
    assert rows["2025-01"].funds == ("维修资金", "公共收益")
    assert rows["2025-03"].vouchers == ()


def test_vouchers_of_one_number_in_two_funds_have_anchors_of_their_own() -> None:
    found = page("2025")
    assert found.vouchers[1].anchor == "v-1-2025-03-F0001"
    assert {view.anchor for view in found.vouchers} >= {"v-1-2025-03-F0001", "v-2-2025-03-F0001"}
    assert len({view.anchor for view in found.vouchers}) == len(found.vouchers) == 5
    assert found.head.title == TITLE


def test_what_few_bear_is_not_told_in_figures() -> None:
    row = next(row for row in page("2025").rows if row.number == "2025-02")
    assert (row.total_fen, row.vouchers, row.note) == (0, (), POOLED)


def test_the_lint_adds_up_again() -> None:
    found = page("2025")
    assert list(event_wrong(found)) == []
    assert [code for code, _ in event_wrong(replace(found, period_fen=1))] == ["D02"]
    lost = replace(found, vouchers=found.vouchers[1:])
    assert [code for code, _ in event_wrong(lost)] == ["D06"]
