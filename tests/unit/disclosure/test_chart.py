"""Bars as long as their amounts."""

from __future__ import annotations

from jjledger.disclosure.chart import bars, signed_bars
from jjledger.disclosure.models import Bar, Line


def _line(label: str, fen: int, level: int = 1) -> Line:
    return Line(label, fen, level, ())


def test_the_longest_bar_is_whole_and_the_others_are_measured_by_it() -> None:
    drawn = bars([_line("停车", 300_00), _line("广告", 100_00)], [_line("维修", 200_01)])
    assert drawn == (
        Bar("停车", 300_00, "income", 1000),
        Bar("广告", 100_00, "income", 333),  # 333 1/3
        Bar("维修", 200_01, "expense", 667),  # 666.7
    )


def test_half_a_mille_is_rounded_up() -> None:
    assert [bar.width for bar in bars([_line("甲", 2000), _line("乙", 1)], [])] == [1000, 1]
    assert [bar.width for bar in bars([_line("甲", 2001), _line("乙", 1)], [])] == [1000, 0]


def test_items_of_lower_levels_and_items_of_nothing_have_no_bar() -> None:
    drawn = bars([_line("停车", 5), _line("月租", 5, 2), _line("广告", 0)], [])
    assert [bar.label for bar in drawn] == ["停车"]


def test_what_corrections_outweigh_has_a_bar_without_width() -> None:
    drawn = bars([_line("停车", -300)], [_line("维修", 200)])
    assert [(bar.label, bar.width) for bar in drawn] == [("停车", 0), ("维修", 1000)]


def test_where_everything_is_negative_no_bar_is_long() -> None:
    assert [bar.width for bar in bars([_line("停车", -300)], [])] == [0]


def test_no_lines_no_bars() -> None:
    assert bars([], []) == ()


def test_signed_lines_are_income_above_nought_and_expense_below() -> None:
    drawn = signed_bars([_line("交存", 100), _line("维修", -200), _line("其中", -200, 2), _line("无", 0)])
    assert drawn == (Bar("交存", 100, "income", 500), Bar("维修", 200, "expense", 1000))
