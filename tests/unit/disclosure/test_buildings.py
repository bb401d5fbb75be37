"""Owners' money by building, from vouchers to the rows of the table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jjledger.disclosure.buildings import MERGED, SELLING_UNITS, building_tables, half_years, owing_households
from jjledger.disclosure.models import BuildingRow
from jjledger.disclosure.pool import pool
from jjledger.rules.replay import replay
from tests.small_books import OWNERS, household
from tests.written_books import written

JUNE, DECEMBER = date(2025, 6, 30), date(2025, 12, 31)
SIZES = {"01": 12, "02": 10, "03": 9, "04": 1}
HOMES = [household(f"{b}-1-{n}01") for b, size in SIZES.items() for n in range(1, size + 1)]


def _deposit(day: str, homes: Mapping[str, str]) -> str:
    total = sum(int(yuan) for yuan in homes.values())
    listed = ",".join(f"{home}:{yuan}.00" for home, yuan in homes.items())
    return f"""
{day} 收-0001 业主 | 交存
  1 1001银行存款 {total}.00
  1 4001交存收入 -{total}.00 detail={listed}
"""


def _tables(notes: str, until: date = DECEMBER) -> Mapping[date, tuple[BuildingRow, ...]]:
    books = written(notes, HOMES)
    shares = replay(books).shares[OWNERS]
    return building_tables(books.register, shares, pool(books.vouchers, shares, until), until)


ALL_PAID = _deposit("2025-03-01", {home.id: "100" for home in HOMES})


def test_buildings_of_ten_stand_alone_and_smaller_ones_together() -> None:
    assert _tables(ALL_PAID)[JUNE] == (
        BuildingRow("01幢", 12, 1200_00),
        BuildingRow("02幢", 10, 1000_00),
        BuildingRow("03、04幢合并", 10, 1000_00, MERGED),
    )


def test_the_table_sums_to_owners_money_at_every_half_years_end() -> None:
    later = "\n2025-08-01 付-0001 某公司 | 修\n  1 5001维修支出 64.00 scope=all\n  1 1001银行存款 -64.00\n"
    tables = _tables(ALL_PAID + later)
    assert {day: sum(row.closing_fen or 0 for row in rows) for day, rows in tables.items()} == {
        JUNE: 3200_00,
        DECEMBER: 3136_00,
    }
    # 2.00 from each of 32 flats alike
    assert tables[DECEMBER][0] == BuildingRow("01幢", 12, 1176_00)


def test_one_shop_with_more_than_half_of_its_building_takes_company() -> None:
    rich = {home.id: "5000" if home.id == "01-1-101" else "100" for home in HOMES}
    assert [row.label for row in _tables(_deposit("2025-03-01", rich))[JUNE]] == ["01、02、03、04幢合并"]


def test_what_nine_of_a_building_moved_hides_it() -> None:
    some = _deposit("2025-08-01", {home.id: "7" for home in HOMES if home.building in {"01", "02"}})
    few = _deposit("2025-08-01", {home.id: "7" for home in HOMES[:9]})
    assert [row.label for row in _tables(ALL_PAID + some)[DECEMBER]][:2] == ["01幢", "02幢"]
    assert "01幢" not in [row.label for row in _tables(ALL_PAID + few)[DECEMBER]]


def test_a_line_that_holds_a_building_and_the_nine_of_the_merged_hides_the_building_too() -> None:
    both = _deposit("2025-08-01", {home.id: "7" for home in HOMES if home.building in {"01", "03"}})
    assert "01幢" not in [row.label for row in _tables(ALL_PAID + both)[DECEMBER]]


def test_selling_units_stand_last_and_are_no_households() -> None:
    unit = "\n2025-04-01 收-0001 售房公司 | 交\n  1 1001银行存款 50.00\n  1 4001交存收入 -50.00 selling_unit=01\n"
    assert _tables(ALL_PAID + unit)[JUNE][-1] == BuildingRow(SELLING_UNITS, 0, 50_00)


def test_a_units_money_is_principal_and_interest_less_what_it_owes() -> None:
    notes = """
2025-01-01 收-0001 业主 | 交
  1 1001银行存款 100.00
  1 4001交存收入 -50.00 selling_unit=01
  1 4001交存收入 -50.00 household=01-1-101
2025-03-31 转-0001 业主 | 分配
  1 3101待分配累计收益 4.00
  1 3001商品住宅维修资金 -4.00 interest=2025-01-01/2025-03-31
"""
    draw = "\n2025-04-01 付-0001 某公司 | 修\n  1 5001维修支出 100.00 selling_unit=01\n  1 1001银行存款 -100.00\n"
    assert _tables(notes)[JUNE][-1] == BuildingRow(SELLING_UNITS, 0, 52_00)
    assert _tables(notes + draw)[JUNE][-1] == BuildingRow(SELLING_UNITS, 0, -48_00)


def test_households_that_owe_count_against_their_building() -> None:
    interest = """
2025-03-31 转-0001 业主 | 分配
  1 3101待分配累计收益 3.20
  1 3001商品住宅维修资金 -3.20 interest=2025-03-01/2025-03-31
"""
    draw = "\n2025-04-01 付-0001 某公司 | 修\n  1 5001维修支出 6400.00 scope=all\n  1 1001银行存款 -6400.00\n"
    # every flat of 32: 100.00 and 0.10 of interest; then 200.00 is drawn
    assert _tables(ALL_PAID + interest)[JUNE][0] == BuildingRow("01幢", 12, 1201_20)
    assert _tables(ALL_PAID + interest + draw)[JUNE][0] == BuildingRow("01幢", 12, -1198_80)


OPENED = ALL_PAID.replace("2025-03-01 收-0001", "2025-01-01 初-0001").replace(
    "4001交存收入", "3001商品住宅维修资金"
)


def test_what_was_brought_into_the_books_hides_none_who_paid_since() -> None:
    assert [row.label for row in _tables(OPENED)[JUNE]] == ["01幢", "02幢", "03、04幢合并"]
    few = _deposit("2025-02-01", {home.id: "7" for home in HOMES[:9]})
    assert "01幢" not in [row.label for row in _tables(OPENED + few)[JUNE]]


def test_households_that_owe_are_counted_and_selling_units_are_not() -> None:
    def owing(notes: str) -> int:
        return owing_households(replay(written(notes, HOMES)).shares[OWNERS], JUNE)

    few = "\n2025-02-01 付-0001 某公司 | 修\n  1 5001维修支出 9.00 scope=03\n  1 1001银行存款 -9.00\n"
    unit = "\n2025-02-02 付-0002 某公司 | 修\n  1 5001维修支出 9.00 selling_unit=01\n  1 1001银行存款 -9.00\n"
    paid = "\n2025-07-01 收-0001 业主 | 交\n  1 1001银行存款 9.00\n  1 4001交存收入 -9.00 scope=03\n"
    assert (owing(""), owing(few), owing(few + unit), owing(few + paid)) == (0, 9, 9, 9)
    assert owing(few + paid.replace("07-01", "06-30")) == 0


def test_half_years_begin_with_that_of_the_first_row() -> None:
    shares = replay(written(_deposit("2025-07-01", {"01-1-101": "1"}), HOMES)).shares[OWNERS]
    assert [half.code for half in half_years(shares, date(2026, 11, 30))] == ["2025-H2", "2026-H1"]
    assert half_years(shares, JUNE) == ()
    last = replay(written(_deposit("2025-06-30", {"01-1-101": "1"}), HOMES)).shares[OWNERS]
    assert [half.code for half in half_years(last, DECEMBER)] == ["2025-H1", "2025-H2"]
    assert half_years(replay(written("", HOMES)).shares[OWNERS], DECEMBER) == ()


def test_no_rows_no_tables() -> None:
    assert _tables("") == {}
