"""Where columns stand, above nought and below."""

from __future__ import annotations

from datetime import date

import pytest

from jjledger.disclosure.answer_models import BalancePoint
from jjledger.render.chart_columns import PAPER, ColumnMeasure, place_columns

ROUND = ColumnMeasure(font=10, line=20, all=100, labels=3)
DAY = date(2025, 6, 30)


def _points(*fen: int) -> list[BalancePoint]:
    return [BalancePoint(f"{number}月末", DAY, amount) for number, amount in enumerate(fen, 1)]


def test_columns_are_as_tall_as_their_amounts_and_the_last_is_marked() -> None:
    chart = place_columns(_points(50, 100), ROUND)
    assert [(column.y, column.height, column.last) for column in chart.columns] == [
        (50, 50, False),
        (0, 100, True),
    ]
    # each has half the width, three fifths of it are drawn
    assert [(column.x, column.width, column.words_x) for column in chart.columns] == [
        ("10.00%", "30.00%", "25.00%"),
        ("60.00%", "30.00%", "75.00%"),
    ]
    assert (chart.zero_y, chart.words_y, chart.height) == (100, (116,), 121)


def test_a_deficit_hangs_below_nought() -> None:
    chart = place_columns(_points(60, -40), ROUND)
    assert chart.zero_y == 60
    assert [(column.y, column.height) for column in chart.columns] == [(0, 60), (60, 40)]


def test_nothing_at_all_is_still_a_line() -> None:
    chart = place_columns(_points(0, 0), ROUND)
    assert (chart.zero_y, [column.height for column in chart.columns]) == (0, [1, 1])


@pytest.mark.parametrize(
    ("number", "shown"),
    [(4, [0, 1, 2, 3]), (5, [0, 2, 4]), (7, [0, 3, 6]), (13, [2, 7, 12])],
)
def test_as_many_words_as_fit_on_a_narrow_phone_the_last_always(number: int, shown: list[int]) -> None:
    columns = place_columns(_points(*range(1, number + 1)), ROUND).columns
    assert [place for place, column in enumerate(columns) if column.words] == shown


def test_a_quarters_months_are_short_enough_to_stand_apart_in_large_type() -> None:
    labels = ("期初", "10月末", "11月末", "12月末")
    chart = place_columns([BalancePoint(label, DAY, 1) for label in labels], ROUND)
    assert [column.words for column in chart.columns] == [("期初",), ("10月",), ("11月",), ("12月",)]
    assert chart.alternative.startswith("期初 0.01 元，10月末 0.01 元")


def test_half_years_are_all_labelled_and_the_year_stands_below_its_first() -> None:
    labels = ("2023年12月末", "2024年6月末", "2024年12月末", "2025年6月末")
    columns = place_columns([BalancePoint(label, DAY, 1) for label in labels], ROUND).columns
    assert [column.words for column in columns] == [
        ("12月", "2023年"),
        ("6月", "2024年"),
        ("12月",),
        ("6月", "2025年"),
    ]
    # the year is wider than its column in large type, so it may not stand in the middle of the outer ones
    assert [column.anchor for column in columns] == ["start", "middle", "middle", "end"]


def test_paper_has_room_for_every_month_of_a_year() -> None:
    assert all(column.words for column in place_columns(_points(*range(13)), PAPER).columns)


def test_words_of_the_first_and_last_of_many_columns_stay_inside() -> None:
    # seven places of 100/7 %; the column takes three fifths of it, one fifth from its edge
    columns = [column for column in place_columns(_points(*range(1, 8)), ROUND).columns if column.words]
    assert [(column.words_x, column.anchor) for column in columns] == [
        ("2.86%", "start"),
        ("50.00%", "middle"),
        ("97.14%", "end"),
    ]


def test_every_figure_is_in_the_alternative() -> None:
    chart = place_columns([BalancePoint("2025年6月末", DAY, 12345)], ROUND)
    assert chart.columns[0].words == ("6月", "2025年")
    assert len(chart.words_y) == 2
    assert chart.alternative == "2025年6月末 123.45 元"
