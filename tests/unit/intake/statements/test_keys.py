"""A row keeps its name in every export that holds it, and no two rows have one name."""

from __future__ import annotations

import pytest

from jjledger.intake.statements import read_statement
from tests.statement_files import ABOVE, CONTAINERS, HEADING, Grid, as_csv, corporate, some_amounts, wechat

NO_SERIAL = [*HEADING[:8]]


def keys(grid: Grid, container: str = "utf8.csv") -> list[str]:
    return [row.key for row in read_statement(container, CONTAINERS[container](grid)).rows]


def without_serials(grid: Grid) -> Grid:
    return [cells[:8] for cells in grid]


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("serials", [True, False], ids=["serials", "no serials"])
def test_order_and_container_do_not_change_a_key(container: str, *, serials: bool) -> None:
    one, two = corporate(some_amounts(20)).grid, corporate(some_amounts(20), newest_first=True).grid
    if not serials:
        one, two = without_serials(one), without_serials(two)
    assert keys(one) == keys(two, container)


@pytest.mark.parametrize("serials", [True, False], ids=["serials", "no serials"])
def test_a_longer_period_has_the_same_keys_and_more(*, serials: bool) -> None:
    whole = corporate(some_amounts(20)).grid
    if not serials:
        whole = without_serials(whole)
    start = len(ABOVE) + 1
    part = [*whole[:start], *whole[start + 4 : start + 11]]
    assert keys(part) == keys(whole)[4:11]


def test_a_row_is_named_by_layout_day_serial_and_amount() -> None:
    assert keys(corporate([-12_550]).grid) == ["corporate:20250301:2025030000000000:-125.50"]


def rows(*given: tuple[str, str, str, str, str]) -> Grid:
    """Write rows: moment, out, in, counterparty, serial; without balances."""
    return [
        HEADING,
        *([moment, out, into, "", name, "", "", "", serial] for moment, out, into, name, serial in given),
    ]


@pytest.mark.parametrize("serial", ["0000000000", "0", "--", "/", ""])
def test_a_serial_of_noughts_is_none(serial: str) -> None:
    assert "#" in keys(rows(("2025-03-01", "", "1.00", "甲", serial)))[0]


def test_a_serial_that_begins_anew_each_day_tells_days_apart() -> None:
    day, month = (
        rows(("2025-03-01", "", "300.00", "甲", "1")),
        rows(("2025-03-01", "", "300.00", "甲", "1"), ("2025-03-02", "", "300.00", "乙", "1")),
    )
    assert keys(day) == keys(month)[:1]
    assert len(set(keys(month))) == 2


def test_a_payment_and_its_fee_share_a_serial_and_keep_their_names_when_only_one_was_there() -> None:
    both = rows(("2025-03-01", "500.00", "", "甲", "77"), ("2025-03-01", "5.00", "", "银行", "77"))
    assert keys(both)[:1] == keys(both[:2])
    assert len(set(keys(both))) == 2


def test_one_serial_for_all_names_none() -> None:
    grid = rows(
        ("2025-03-01 08:00:00", "", "300.00", "甲", "00000001"),
        ("2025-03-01 09:00:00", "", "300.00", "乙", "00000001"),
    )
    assert all("#" in key for key in keys(grid))
    assert keys(grid) == keys([grid[0], *grid[:0:-1]])


def test_identical_rows_of_a_day_are_numbered() -> None:
    one, other, again = keys(
        rows(*[("2025-03-01", "", "300.00", "甲", "")] * 2, ("2025-03-02", "", "300.00", "甲", ""))
    )
    assert (one[:-2], one[-2:], other[-2:]) == (other[:-2], "-1", "-2")
    assert again[-2:] == "-1"
    assert again[:-2] != one[:-2]


def test_noughts_before_a_serial_that_a_spreadsheet_takes_away_do_not_count() -> None:
    assert keys(rows(("2025-03-01", "", "1.00", "甲", "000123"))) == keys(
        rows(("2025-03-01", "", "1.00", "甲", "123"))
    )


def test_a_payment_that_is_closed_later_keeps_its_name() -> None:
    later = [
        [cell.replace("对方已收钱", "交易关闭").replace("支出", "/") for cell in cells] for cells in wechat()
    ]
    assert keys(later) == keys(wechat())


def test_a_long_serial_that_a_spreadsheet_rounded_is_not_used() -> None:
    grid = rows(("2025-03-01", "", "1.00", "甲", "2.0250300E+15"))
    found = read_statement("a", as_csv(grid).encode())
    assert "#" in found.rows[0].key
    assert "科学记数" in found.doubts[0].why
