"""Which vouchers are pooled, and when their lines go out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from jjledger.disclosure.pool import (
    Pooled,
    household_amounts,
    household_counts,
    is_half_year_end,
    last_half_year_end,
    month_end_of,
    pool,
    public_account,
    scope_households,
    touched_households,
)
from jjledger.facts.shares import FundShares
from jjledger.rules.replay import replay
from tests.small_books import OWNERS, household
from tests.written_books import account_of, written

HOMES = [household(f"{b:02d}-1-{n}01") for b in (1, 2) for n in range(1, 12)]  # eleven in each building
JUNE, JULY, DECEMBER = date(2025, 6, 30), date(2025, 7, 31), date(2025, 12, 31)


def _batch(
    day: str, number: str, homes: Sequence[int], yuan: str = "10.00", code: str = "4001交存收入"
) -> str:
    """Write a deposit of many, or with 5101 a refund to many, by their places in the register."""
    sign = "-" if code.startswith("4") else ""
    other = "" if sign else "-"
    total = sum(int(yuan.replace(".", "")) for _ in homes)
    listed = ",".join(f"{HOMES[place].id}:{yuan}" for place in homes)
    amount = f"{total // 100}.{total % 100:02d}"
    return f"""
{day} {number} 业主 | 若干户
  1 1001银行存款:1234建行 {other}{amount}
  1 {code} {sign}{amount} detail={listed}
"""


def _shares(notes: str) -> FundShares:
    return replay(written(notes, HOMES)).shares[OWNERS]


def _pooled(notes: str, until: date = DECEMBER) -> Pooled:
    return pool(written(notes, HOMES).vouchers, _shares(notes), until)


def _lines(notes: str, until: date = DECEMBER) -> list[tuple[str, date, list[str]]]:
    pooled = _pooled(notes, until)
    return [(line.id, line.day, [one.number for one in line.vouchers]) for line in pooled.lines]


TEN = range(10)
ALL = range(22)


# --- what is pooled at all --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("split", "alone"),
    [
        ("household=01-1-101", False),
        ("scope=01-1-101", False),
        ("scope=01-1-101+01-1-201", False),
        ("scope=01-1-101+01-1-201+01-1-301+01-1-401+01-1-501+01-1-601+01-1-701+01-1-801+01-1-901", False),
        ("scope=01-1", True),  # eleven
        ("scope=all", True),
    ],
)
def test_ten_households_that_share_stand_alone_and_nine_do_not(split: str, alone: bool) -> None:  # noqa: FBT001 - a table's column
    notes = f"\n2025-03-01 付-0001 某公司 | 修\n  1 5001维修支出 11.00 {split}\n  1 1001银行存款 -11.00\n"
    pooled = _pooled(notes)
    assert bool(pooled.alone) is alone
    assert bool(pooled.lines) is not alone


def test_a_list_of_households_is_pooled_however_long() -> None:
    assert _pooled(_batch("2025-03-01", "收-0001", ALL)).alone == ()


def test_an_opening_is_shown_at_once_where_it_is_a_crowd() -> None:
    opening = _batch("2025-01-01", "初-0001", ALL).replace("4001交存收入", "3001商品住宅维修资金")
    assert [one.number for one in _pooled(opening, date(2025, 1, 31)).alone] == ["初-0001"]
    few = _batch("2025-01-01", "初-0001", range(9)).replace("4001交存收入", "3001商品住宅维修资金")
    assert _pooled(few, date(2025, 1, 31)).alone == ()


def test_income_of_the_fund_itself_stands_alone() -> None:
    notes = "\n2025-03-21 收-0001 建行 | 结息\n  1 1001银行存款 5.00\n  1 4101存款利息收入 -5.00\n"
    assert len(_pooled(notes).alone) == 1


def test_a_selling_units_deposit_is_no_households() -> None:
    notes = "\n2025-03-21 收-0001 售房公司 | 交存\n  1 1001银行存款 5.00\n  1 4001交存收入 -5.00 selling_unit=01\n"
    assert len(_pooled(notes).alone) == 1


def test_vouchers_of_the_last_day_are_shown_and_later_ones_are_not() -> None:
    notes = "\n2025-03-31 收-0001 建行 | 结息\n  1 1001银行存款 5.00\n  1 4101存款利息收入 -5.00\n"
    assert len(_pooled(notes, date(2025, 3, 31)).alone) == 1
    assert _pooled(notes, date(2025, 2, 28)).alone == ()
    later = _batch("2025-03-31", "收-0001", [0])
    assert len(_pooled(later, date(2025, 3, 31)).waiting) == 1
    assert _pooled(later, date(2025, 2, 28)).waiting == ()


# --- when a line goes out ---------------------------------------------------------------------


def test_what_moves_in_a_half_year_goes_out_with_it() -> None:
    notes = _batch("2025-02-10", "收-0001", [0]) + _batch("2025-05-10", "收-0001", [1, 2])
    assert _lines(notes) == [("2025-06-P01", JUNE, ["收-0001", "收-0001"])]


def test_until_then_it_waits() -> None:
    notes = _batch("2025-02-10", "收-0001", [0])
    assert _lines(notes, date(2025, 5, 31)) == []
    assert len(_pooled(notes, date(2025, 5, 31)).waiting) == 1


def test_a_crowd_waits_as_well_for_who_knows_what_little_follows() -> None:
    notes = _batch("2025-02-10", "收-0001", TEN) + _batch("2025-05-10", "收-0001", [0])
    assert _lines(notes) == [("2025-06-P01", JUNE, ["收-0001", "收-0001"])]


def test_a_crowd_goes_ahead_when_another_stays_behind() -> None:
    notes = _batch("2025-02-10", "收-0001", TEN) + _batch("2025-04-10", "收-0002", ALL)
    assert _lines(notes) == [
        ("2025-04-P01", date(2025, 4, 30), ["收-0001"]),
        ("2025-06-P01", JUNE, ["收-0002"]),
    ]


def test_nine_that_stay_behind_are_no_crowd() -> None:
    notes = _batch("2025-02-10", "收-0001", TEN) + _batch("2025-04-10", "收-0002", range(9))
    assert [day for _, day, _ in _lines(notes)] == [JUNE]


def test_nine_do_not_go_ahead() -> None:
    notes = _batch("2025-02-10", "收-0001", range(9)) + _batch("2025-04-10", "收-0002", ALL)
    assert [day for _, day, _ in _lines(notes)] == [JUNE]


def test_ten_of_whom_one_has_more_than_half_do_not_go_ahead() -> None:
    shop = _batch("2025-02-11", "收-0002", [0], "90.00")  # 100 of 190
    flats = _batch("2025-02-10", "收-0001", TEN)
    notes = flats + shop + _batch("2025-04-10", "收-0003", ALL)
    assert [day for _, day, _ in _lines(notes)] == [JUNE]
    half = notes.replace("90.00", "80.00")  # 90 of 180
    assert [day for _, day, _ in _lines(half)] == [date(2025, 4, 30), JUNE]


def test_those_who_stay_behind_hide_each_account_that_was_shown() -> None:
    both = _batch("2025-02-10", "收-0001", ALL) + _batch("2025-02-11", "付-0001", ALL, "1.00", "5101返还支出")
    deposits = _batch("2025-04-10", "收-0001", ALL)
    assert [day for _, day, _ in _lines(both + deposits)] == [JUNE]
    refunds = _batch("2025-04-11", "付-0001", ALL, "1.00", "5101返还支出")
    assert [day for _, day, _ in _lines(both + deposits + refunds)] == [date(2025, 4, 30), JUNE]


def test_those_who_stay_behind_hide_each_bank_account_too() -> None:
    other_bank = _batch("2025-04-10", "收-0001", ALL).replace("1234建行", "9999农行")
    assert [day for _, day, _ in _lines(_batch("2025-02-10", "收-0001", ALL) + other_bank)] == [JUNE]


def test_other_funds_legs_do_not_matter() -> None:
    both = _batch("2025-02-10", "收-0001", ALL) + "  3 1001银行存款 1.00\n  3 6099其他 -1.00\n"
    notes = both + _batch("2025-04-10", "收-0001", ALL)
    assert [day for _, day, _ in _lines(notes)] == [date(2025, 4, 30), JUNE]


def test_one_refund_hides_in_the_voucher_of_many_on_its_own_account_alone() -> None:
    mixed = """
2025-02-10 收-0001 业主 | 交存和返还
  1 1001银行存款:1234建行 219.00
  1 4001交存收入 -220.00 detail={many}
  1 5101返还支出 1.00 household=01-1-101
""".format(many=",".join(f"{home.id}:10.00" for home in HOMES))
    again = mixed.replace("02-10", "04-10")
    assert [day for _, day, _ in _lines(mixed + again)] == [JUNE]


def test_the_second_half_year_begins_anew() -> None:
    notes = _batch("2025-06-30", "收-0001", ALL) + _batch("2025-07-01", "收-0001", ALL)
    assert _lines(notes) == [
        ("2025-06-P01", JUNE, ["收-0001"]),
        ("2025-12-P01", DECEMBER, ["收-0001"]),
    ]


def test_two_lines_of_one_month_have_numbers_of_their_own() -> None:
    notes = _batch("2025-05-10", "收-0001", ALL) + _batch("2025-06-10", "收-0001", ALL)
    assert [name for name, _, _ in _lines(notes)] == ["2025-06-P01", "2025-06-P02"]


def test_what_was_shown_once_is_shown_the_same_ever_after() -> None:
    notes = "".join(
        _batch(f"2025-{month:02d}-10", "收-0001", homes)
        for month, homes in enumerate([TEN, ALL, [3], ALL, TEN, [1], ALL, [5], [6], ALL, ALL, [7]], 1)
    )
    last = _pooled(notes)
    for month in range(1, 13):
        until = month_end_of(date(2025, month, 1))
        now = _pooled(notes, until)
        assert now.lines == tuple(line for line in last.lines if line.day <= until)
        shown = sum(len(line.vouchers) for line in now.lines) + len(now.waiting)
        assert shown == sum(one.day <= until for one in written(notes).vouchers)


# --- what a fund's shares tell ----------------------------------------------------------------


def test_touched_households_are_summed_by_account_without_signs() -> None:
    notes = """
2025-02-10 转-0001 业主 | 更正
  1 4001交存收入 -3.00 household=01-1-101
  1 4001交存收入 1.00 household=01-1-101
  1 5101返还支出 2.00 household=01-1-201
"""
    (touched,) = touched_households(_shares(notes)).values()
    assert touched == {
        "Income:1维修资金:4001交存收入": {"01-1-101": 4_00},
        "Expenses:1维修资金:5101返还支出": {"01-1-201": 2_00},
    }


def test_of_a_list_all_are_summed() -> None:
    (touched,) = touched_households(_shares(_batch("2025-02-10", "收-0001", ALL))).values()
    assert [len(sizes) for sizes in touched.values()] == [22]


def test_of_a_sharing_among_many_ten_are_listed() -> None:
    notes = "\n2025-03-01 付-0001 某公司 | 修\n  1 5001维修支出 22.00 scope=all\n  1 1001银行存款 -22.00\n"
    (touched,) = touched_households(_shares(notes)).values()
    assert [len(sizes) for sizes in touched.values()] == [10]


def test_amounts_leave_selling_units_out() -> None:
    notes = """
2025-03-01 收-0001 业主 | 交存
  1 1001银行存款 9.00
  1 4001交存收入 -5.00 selling_unit=01
  1 4001交存收入 -4.00 household=01-1-101
"""
    shares = _shares(notes)
    assert [item for row in shares.rows for item in household_amounts(row, shares)] == [("01-1-101", 4_00)]


def test_households_are_counted_once_over_all_legs_with_a_scope() -> None:
    notes = """
2025-03-01 付-0001 某公司 | 修
  1 5001维修支出 22.00 scope=01-1
  1 5001维修支出 2.00 scope=01-1-101+02-1-101
  1 1001银行存款 -24.00
2025-03-02 收-0001 业主 | 交存
  1 1001银行存款 4.00
  1 4001交存收入 -3.00 household=02-1-201
  1 4001交存收入 -1.00 selling_unit=01
"""
    shares = _shares(notes)
    vouchers = written(notes).vouchers
    assert household_counts(shares, vouchers) == {"2025-03-F0001": 12}
    assert household_counts(shares, ()) == {}
    assert len(scope_households(shares, {"2025-03-F0001", "2025-03-S0001"})) == 12


# --- names and days ---------------------------------------------------------------------------


def test_an_accounts_deeper_parts_are_not_public_but_for_assets() -> None:
    assert public_account(account_of("1", "4001交存收入:01幢:101")).endswith(":4001交存收入")
    assert (
        public_account(account_of("1", "1001银行存款:1234建行")) == "Assets:1维修资金:1001银行存款:1234建行"
    )


def test_days_of_a_half_year() -> None:
    assert [is_half_year_end(day) for day in (JUNE, DECEMBER, JULY, date(2025, 6, 29))] == [
        True,
        True,
        False,
        False,
    ]
    assert month_end_of(date(2024, 2, 1)) == date(2024, 2, 29)
    assert [last_half_year_end(day) for day in (date(2025, 6, 29), JUNE, JULY, DECEMBER)] == [
        date(2024, 12, 31),
        JUNE,
        JUNE,
        DECEMBER,
    ]
