"""The computed closing as vouchers: what closes into what, month by month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jjledger.facts.community import Fund, FundPolicy
from jjledger.facts.voucher import Account
from jjledger.rules.closing_entries import ClosingEntry, closes_into, closing_entries
from tests.shifan_notes import shifan
from tests.small_books import OWNERS, REVENUE, pool
from tests.written_books import account_of, written

YEAR_END = date(2025, 12, 31)
NOTES = """
2025-03-05 收-0001 某业主 | 收停车费
  3 1001银行存款:1234建行 300.00
  3 6001停车:01月租 -200.00
  3 6001停车:02临停 -100.00
2025-03-09 付-0001 某公司 | 买灯
  3 6502维修 40.00
  3 1001银行存款:1234建行 -40.00
2025-04-02 收-0001 某业主 | 注销3月5日收字第1号凭证 | reverses=2025-03-S0001
  3 1001银行存款:1234建行 -300.00
  3 6001停车:01月租 200.00
  3 6001停车:02临停 100.00
"""


def _told(entries: tuple[ClosingEntry, ...]) -> list[tuple[str, str, list[tuple[str, int, int]]]]:
    return [
        (f"{one.day}", one.number, [(account.code, debit, credit) for account, debit, credit in one.legs])
        for one in entries
    ]


def _fund(fund: Fund | None) -> Fund:
    assert fund is not None
    return fund


def test_income_closes_before_expense_into_what_is_left() -> None:
    books = written(NOTES)
    entries = closing_entries(books.posted(), books.accounts, _fund(books.community.fund(REVENUE)), YEAR_END)
    assert _told(entries) == [
        ("2025-03-31", "结-0001", [("6001", 200_00, 0), ("6001", 100_00, 0), ("3101", 0, 300_00)]),
        ("2025-03-31", "结-0002", [("3101", 40_00, 0), ("6502", 0, 40_00)]),
        # What was taken back in red closes in red, on the same sides.
        ("2025-04-30", "结-0001", [("6001", -200_00, 0), ("6001", -100_00, 0), ("3101", 0, -300_00)]),
    ]
    assert [one.narration for one in entries[:2]] == [
        "系统结转：本月收入转入结余",
        "系统结转：本月支出转入结余",
    ]


def test_a_month_that_is_not_over_stays_open() -> None:
    books = written(NOTES)
    fund = _fund(books.community.fund(REVENUE))
    assert {one.day for one in closing_entries(books.posted(), books.accounts, fund, date(2025, 4, 29))} == {
        date(2025, 3, 31)
    }


def test_what_is_the_owners_closes_apart_from_what_is_undistributed() -> None:
    books = shifan()
    entries = closing_entries(books.posted(), books.accounts, _fund(books.community.fund(OWNERS)), YEAR_END)
    assert _told(entries) == [
        ("2025-03-31", "结-0001", [("4001", 14158_30, 0), ("3001", 0, 14158_30)]),
        ("2025-03-31", "结-0002", [("4101", 15_20, 0), ("3101", 0, 15_20)]),
        ("2025-03-31", "结-0003", [("3001", 1200_00, 0), ("5001", 0, 1200_00)]),
    ]


def test_the_policy_of_the_vouchers_own_day_decides_about_other_expense() -> None:
    policies = tuple(
        FundPolicy(day, pool(), other_expense=whose)
        for day, whose in ((date(2025, 1, 1), "undistributed"), (date(2025, 3, 10), "owners"))
    )
    fund = Fund(OWNERS, "maintenance", policies)  # type: ignore[arg-type] # both are settings there are
    accounts = [account_of("1", "3001商品房资金")]
    assert closes_into(accounts, fund, "5901", date(2025, 3, 9)).title == "待分配累计收益"
    assert closes_into(accounts, fund, "5901", date(2025, 3, 10)).name == "Equity:1维修资金:3001商品房资金"
    public = replace(fund, kind="public_housing")
    assert closes_into([], public, "4001", date(2025, 3, 10)) == Account(
        f"Equity:{OWNERS}:3002已售公有住房维修资金", "Equity", OWNERS, "3002", "已售公有住房维修资金", ()
    )


def test_nothing_closes_where_nothing_moved() -> None:
    books = written("")
    assert closing_entries((), {}, books.community.funds[0], YEAR_END) == ()
