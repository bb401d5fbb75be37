"""A year apart: changes by pencil, percentages to one decimal."""

from __future__ import annotations

from datetime import date

import pytest

from jjledger.disclosure.answer_models import Compared
from jjledger.disclosure.compared import change_words, comparable, compared, no_year_before, year_before
from jjledger.period import parse_period


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (31_200_00, 33_913_04, "-8.0%"),  # -2,713.04 / 33,913.04 = -7.99999…
        (2001, 2000, "+0.1%"),  # 0.05 is rounded away from nought
        (1999, 2000, "-0.1%"),
        (2000, 2000, "0.0%"),
        (300, 100, "+200.0%"),
        (0, 100, "-100.0%"),
        (1, 300_000_00, "-100.0%"),
        (5, 0, "去年没有"),
        (-5, 100, "有负数不算"),
        (5, -100, "有负数不算"),
    ],
)
def test_a_change_in_per_cent(now: int, before: int, words: str) -> None:
    assert change_words(now, before) == words


def test_lines_of_now_come_first_then_those_there_were_only_before_then_sums() -> None:
    now = [("收支差额", "sum", 60), ("停车", "in", 100), ("维修", "out", 40), ("无", "in", 0)]
    before = [("广告", "in", 30), ("停车", "in", 80), ("收支差额", "sum", 110)]
    assert compared(now, before) == (
        Compared("停车", "in", 100, 80, 20, "+25.0%"),
        Compared("广告", "in", 0, 30, -30, "-100.0%"),
        Compared("维修", "out", 40, 0, 40, "去年没有"),
        Compared("收支差额", "sum", 60, 110, -50, "-45.5%"),  # -50 / 110 = -45.4545…
    )


def test_an_item_of_one_name_on_both_sides_is_two_items() -> None:
    rows = compared([("其他", "in", 4), ("其他", "out", 2)], [("其他", "in", 2), ("其他", "out", 4)])
    assert [(row.kind, row.percent) for row in rows] == [("in", "+100.0%"), ("out", "-50.0%")]


@pytest.mark.parametrize(
    ("code", "other"),
    [("2025", "2024"), ("2025-H1", "2024-H1"), ("2025-Q4", "2024-Q4"), ("2025-07", "2024-07")],
)
def test_the_same_period_a_year_before(code: str, other: str) -> None:
    assert year_before(parse_period(code)) == parse_period(other)


def test_books_have_to_cover_the_whole_period_of_the_year_before() -> None:
    quarter = parse_period("2024-Q2")
    assert comparable(quarter, date(2020, 12, 31))
    assert comparable(quarter, date(2024, 4, 30))
    assert not comparable(quarter, date(2024, 5, 1))
    assert no_year_before(date(2024, 5, 1)) == "账从2024年5月1日开始记，没有完整的去年同期可比。"
