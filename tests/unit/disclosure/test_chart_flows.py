"""Both sides of the drawing of flows sum to the same, whatever is below zero."""

from __future__ import annotations

import pytest

from jjledger.disclosure.answer_models import Flow
from jjledger.disclosure.chart_flows import flows, side_fen, signed_flows
from jjledger.disclosure.models import Line


def _line(label: str, fen: int, level: int = 1) -> Line:
    return Line(label, fen, level, ())


def _sides(bands: tuple[Flow, ...]) -> tuple[int, int]:
    came, went = (side_fen(band for band in bands if band.side == side) for side in ("from", "to"))
    return came, went


def test_what_came_stands_on_one_side_and_what_went_or_is_left_on_the_other() -> None:
    bands = flows(100, [_line("停车", 30), _line("月租", 30, 2), _line("无", 0)], [_line("维修", 50)], 80)
    assert bands == (
        Flow("上期结转", 100, "from", "opening"),
        Flow("停车", 30, "from", "income"),
        Flow("维修", 50, "to", "expense"),
        Flow("期末结余", 80, "to", "closing"),
    )


def test_what_is_below_zero_stands_on_the_other_side_under_another_name() -> None:
    # -20 + 30 - 5 - (50 - 4) = -41
    bands = flows(-20, [_line("停车", 30), _line("广告", -5)], [_line("维修", 50), _line("水费", -4)], -41)
    assert [(band.side, band.label, band.amount_fen) for band in bands] == [
        ("from", "停车", 30),
        ("from", "水费（冲回）", 4),
        ("from", "期末超支", 41),
        ("to", "弥补上期超支", 20),
        ("to", "广告（冲回）", 5),
        ("to", "维修", 50),
    ]
    assert _sides(bands) == (75, 75)


def test_too_many_items_are_put_together_the_smallest_first() -> None:
    income = [_line(f"第{number}项", number * 10) for number in range(1, 11)]
    bands = flows(0, income, [], 550)
    came = [band for band in bands if band.side == "from"]
    assert len(came) == 8
    assert came[-1] == Flow("其他 3 项", 60, "from", "income")  # 10 + 20 + 30
    assert _sides(bands) == (550, 550)


def test_what_is_carried_over_is_never_put_together_with_items() -> None:
    expense = [_line(f"第{number}项", 100) for number in range(10)]
    bands = flows(1001, [], expense, 1)
    went = [band for band in bands if band.side == "to"]
    assert (len(went), went[-1]) == (8, Flow("期末结余", 1, "to", "closing"))
    assert went[-2] == Flow("其他 4 项", 400, "to", "expense")


def test_signed_lines_go_to_the_side_of_their_sign() -> None:
    bands = signed_flows(10, [_line("交存", 7), _line("维修支出", -4)], 13)
    assert [(band.side, band.label) for band in bands] == [
        ("from", "上期结转"), ("from", "交存"), ("to", "维修支出"), ("to", "期末余额"),
    ]  # fmt: skip


def test_nothing_is_drawn_of_nothing_and_sides_that_differ_are_our_mistake() -> None:
    assert flows(0, [], [], 0) == ()
    with pytest.raises(AssertionError, match="what came must be what went"):
        flows(1, [], [], 0)


def test_an_owners_fund_calls_what_is_left_as_its_page_does() -> None:
    bands = signed_flows(100, [_line("利息", 30), _line("维修支出", -50)], 80)
    assert [band.label for band in bands] == ["上期结转", "利息", "维修支出", "期末余额"]
