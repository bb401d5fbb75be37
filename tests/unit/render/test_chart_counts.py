"""Bars of household numbers; a withheld one has none."""

from __future__ import annotations

from datetime import date

from jjledger.disclosure.answer_models import BelowLine
from jjledger.render.chart import Measure
from jjledger.render.chart_counts import PlacedCount, place_counts

ROUND = Measure(font=10, heading=20, pitch=40, bar=6)


def test_numbers_have_bars_and_what_is_withheld_has_words() -> None:
    counts = [
        BelowLine("2024年12月末", date(2024, 12, 31), 20, "30%"),
        BelowLine("2025年6月末", date(2025, 6, 30), None, "30%"),
        BelowLine("2025年12月末", date(2025, 12, 31), 15, "30%"),
    ]
    chart = place_counts(counts, ROUND)
    assert chart.rows == (
        PlacedCount("2024年12月末", "20 户", 10, 15, 18, "100.0%"),
        PlacedCount("2025年6月末", "不列户数", 50, 55, 58, ""),
        PlacedCount("2025年12月末", "15 户", 90, 95, 98, "75.0%"),
    )
    assert chart.height == 120
    assert chart.alternative == "2024年12月末 20 户，2025年6月末 不列户数，2025年12月末 15 户"
