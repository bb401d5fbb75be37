"""What a spreadsheet keeps in binary comes back to the fen; what it has spoilt is named."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jjledger.intake.cells import Cell, cell_of, hundredths, plain, squeezed


@given(st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1))
def test_every_amount_of_fifteen_digits_survives_the_spreadsheet(fen: int) -> None:
    """Excel divides in binary; no rounding of ours may turn one fen into another."""
    assert hundredths(cell_of(fen / 100).text) == fen


@given(st.lists(st.integers(min_value=0, max_value=10**8), min_size=2, max_size=200))
def test_sums_that_a_spreadsheet_made_are_sums_of_fen(amounts: list[int]) -> None:
    assert hundredths(cell_of(sum(fen / 100 for fen in amounts)).text) == sum(amounts)


@pytest.mark.parametrize("third", [0.001, 0.005, 5818.805, 1.999, 123456789012.345])
def test_a_third_decimal_is_kept_and_refused(third: float) -> None:
    with pytest.raises(ValueError, match="超过两位小数"):
        hundredths(cell_of(third).text)


@pytest.mark.parametrize(
    ("raw", "cell"),
    [
        (101, Cell("101")),
        (101.0, Cell("101")),
        (-0.5, Cell("-0.5")),
        (1e-7, Cell("0.0000001")),
        ("", Cell("")),
        (" ０１－１－１０１\u3000", Cell("01-1-101")),
        ("两\n行", Cell("两 行")),
        ("01—1—101", Cell("01-1-101")),
        ("007", Cell("007")),
        (True, Cell("TRUE", "是“是/否”，不是文字或数")),
        (date(2001, 1, 10), Cell("2001-01-10", "是日期或时间")),
        (time(1, 1, 10), Cell("01:01:10", "是日期或时间")),
        ("1.23457E+19", Cell("1.23457E+19", "是科学记数，末尾的数字可能已经丢了")),
    ],
)
def test_what_a_cell_says(raw: object, cell: Cell) -> None:
    found = cell_of(raw)  # type: ignore[arg-type]  # of each kind
    assert (found.text, found.trouble) == (cell.text, cell.trouble)
    assert bool(found.remedy) == bool(found.trouble)


@pytest.mark.parametrize("raw", [1e15, -1e15, float("inf"), float("nan")])
def test_a_number_the_spreadsheet_has_cut_is_not_relied_on(raw: float) -> None:
    assert "15 位" in cell_of(raw).trouble


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("1", 100),
        ("¥1,234.5", 123450),
        ("人民币 12 元", 1200),
        ("89.52m2", 8952),
        ("-1", -100),
        ("1,234,567.89", 123456789),
    ],
)
def test_figures_as_people_type_them(text: str, figure: int) -> None:
    assert hundredths(plain(text)) == figure


@pytest.mark.parametrize(
    "text", ["", "1,2", "12,34.5", "1.2.3", "1 2", "一百", "1e3", "--1", "1元2角", "$1", "1%"]
)
def test_what_is_no_figure(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- whichever words
        hundredths(plain(text))


def test_headings_lose_blanks_and_remarks() -> None:
    assert squeezed(plain("交 存\n金额（元）：")) == "交存金额"
    assert squeezed(plain("Household ID")) == "householdid"
