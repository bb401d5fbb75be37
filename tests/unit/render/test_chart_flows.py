"""Where bands and their words stand: thick by amount, level under their words, met in the middle."""

from __future__ import annotations

from itertools import pairwise

import pytest

from jjledger.disclosure.answer_models import Flow
from jjledger.render.chart_flows import PAPER, SCREEN, FlowChart, FlowMeasure, place_flows

ROUND = FlowMeasure(font=10, line=20, chars=4, beside=False, gap=10, all=100)
FLOWS = (
    Flow("上期结转", 75, "from", "opening"),
    Flow("停车", 25, "from", "income"),
    Flow("公共部位维修", 40, "to", "expense"),
    Flow("期末结余", 60, "to", "closing"),
)


def test_bands_are_as_thick_as_their_amounts_and_met_by_one_bar() -> None:
    chart = place_flows(FLOWS, ROUND)
    assert [placed.thickness for placed in chart.flows] == ["75", "25", "40", "60"]
    # heads 50; right side: (20 × 3 + 10) + (20 × 2 + 10) + 100 = 220; the bar is 100 of it, 60 down
    assert (chart.height, chart.bar_y, chart.total_fen) == (270, "110", 100)
    # words of 40, a band of 75, a gap of 10
    assert [placed.edge_y for placed in chart.flows] == ["90", "215", "110", "200"]


def test_a_band_runs_level_under_its_words_and_bends_into_the_bar() -> None:
    chart = place_flows(FLOWS, ROUND)
    assert chart.flows[0].path == "M0 90H34C41 90 41 110 48 110V185C41 185 41 165 34 165H0Z"
    assert chart.flows[3].path == "M100 200H66C59 200 59 150 52 150V210C59 210 59 260 66 260H100Z"


def test_long_names_are_broken_and_the_amount_stands_below_or_beside() -> None:
    names = place_flows(FLOWS, ROUND).flows[2]
    assert (names.names, names.amount_y) == (((60, "公共部位"), (80, "维修")), 100)
    beside = FlowMeasure(font=10, line=20, chars=16, beside=True, gap=10, all=100)
    assert [placed.amount_y for placed in place_flows(FLOWS, beside).flows] == [60, 165, 60, 130]


def test_a_band_of_almost_nothing_is_still_seen() -> None:
    tiny = (
        Flow("停车", 100_000, "from", "income"),
        Flow("利息", 1, "from", "income"),
        Flow("余", 100_001, "to", "closing"),
    )
    assert place_flows(tiny, ROUND).flows[1].thickness == "1"


def test_every_figure_is_in_the_alternative() -> None:
    assert place_flows(FLOWS, ROUND).alternative == (
        "钱从哪里来：上期结转 0.75 元，停车 0.25 元；钱到哪里去：公共部位维修 0.40 元，期末结余 0.60 元"
    )


@pytest.mark.parametrize("measure", [SCREEN, PAPER])
def test_words_and_bands_of_a_side_keep_out_of_each_other(measure: FlowMeasure) -> None:
    many = tuple(Flow(f"第{number}项公共收益", 10 ** (number % 4), "from", "income") for number in range(8))
    chart = place_flows((*many, Flow("余", sum(one.amount_fen for one in many), "to", "closing")), measure)
    marks = sorted(_marks(chart))
    assert all(above[1] <= below[0] for above, below in pairwise(marks))
    assert marks[-1][1] <= chart.height


def _marks(chart: FlowChart) -> list[tuple[float, float]]:
    """List what stands on the left side from top to bottom."""
    marks: list[tuple[float, float]] = []
    for placed in chart.flows[:-1]:
        baselines = {y for y, _ in placed.names} | {placed.amount_y}
        marks += [(y - chart.measure.font, y) for y in baselines]
        edge = float(placed.edge_y)
        marks.append((edge, edge + float(placed.thickness)))
    return marks
