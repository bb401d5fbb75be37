"""Where bars and their words stand."""

from itertools import pairwise

from jjledger.disclosure.models import Bar
from jjledger.render.chart import PAPER, SCREEN, Measure, place

BARS = (
    Bar("停车", 50020, "income", 1000),
    Bar("利息", 305, "income", 6),
    Bar("成本", 12040, "expense", 241),
)
ROUND = Measure(font=10, heading=20, pitch=40, bar=5)


def test_bars_stand_below_each_other_income_first() -> None:
    chart = place(BARS, ROUND)
    assert [(side.title, side.title_y) for side in chart.sides] == [("收入", 10), ("支出", 110)]
    # two headings of 20 and three bars of 40
    assert chart.height == 160
    assert [(bar.text_y, bar.bar_y) for side in chart.sides for bar in side.bars] == [
        (30, 35),
        (70, 75),
        (130, 135),
    ]


def test_a_width_is_per_cent_with_one_decimal() -> None:
    widths = [bar.width for side in place(BARS, ROUND).sides for bar in side.bars]
    assert widths == ["100.0%", "0.6%", "24.1%"]


def test_the_alternative_says_every_figure() -> None:
    assert place(BARS, ROUND).alternative == "收入：停车 500.20 元，利息 3.05 元；支出：成本 120.40 元"


def test_a_side_without_bars_has_no_heading() -> None:
    chart = place(BARS[2:], ROUND)
    assert [(side.title, side.title_y) for side in chart.sides] == [("支出", 10)]
    assert place((), ROUND).sides == ()
    assert place((), ROUND).height == 0


def test_words_and_bars_keep_out_of_each_other_on_both_media() -> None:
    for measure in (SCREEN, PAPER):
        chart = place(BARS, measure)
        marks = sorted(
            (y, y + height)
            for side in chart.sides
            for y, height in [
                (side.title_y - measure.font, measure.font),
                *((bar.text_y - measure.font, measure.font) for bar in side.bars),
                *((bar.bar_y, measure.bar) for bar in side.bars),
            ]
        )
        assert all(above[1] <= below[0] for above, below in pairwise(marks))
        assert marks[-1][1] <= chart.height
