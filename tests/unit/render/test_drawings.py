"""The drawings and answers of the two main disclosures, as a page shows them; figures by hand from `made_pages`."""

from __future__ import annotations

from dataclasses import replace

from jjledger.render import chart, html
from jjledger.render.drawings import drawings
from tests.unit.render import made_pages as made
from tests.unit.render.reading import read

REVENUE = html.disclosure(made.revenue(), "screen")
FUND = html.disclosure(made.fund(), "screen")
PAPER = {"public-revenue": html.disclosure(made.revenue(), "paper")}


def test_each_medium_has_its_own_measures() -> None:
    screen, paper = (drawings(made.revenue(), paper=paper) for paper in (False, True))
    assert (screen["chart"], paper["chart"]) == (
        chart.place(made.revenue().bars, chart.SCREEN),
        chart.place(made.revenue().bars, chart.PAPER),
    )


def test_what_would_show_nothing_is_not_drawn() -> None:
    page = made.fund()
    withheld = tuple(replace(one, households=None) for one in page.charts.below)
    charts = replace(page.charts, flows=(), balances=(), below=withheld)
    drawn = drawings(replace(page, charts=charts), paper=False)
    assert [drawn[name] for name in ("flow_chart", "column_chart", "count_chart")] == [None, None, None]
    text = read(html.disclosure(replace(page, charts=charts), "screen")).one("section", id="below").text
    assert "2025年12月31日：不列户数。" in text
    assert "不足 10 户" in text


def test_drawings_say_their_figures_in_words_and_beside_their_bands() -> None:
    for text in (REVENUE, PAPER["public-revenue"]):
        flows = read(text).one("svg", "flows")
        assert flows.one("title").text == (
            "本期的钱从哪里来、到哪里去，单位元。钱从哪里来：上期结转 1,000.01 元，停车 500.20 元，利息 3.05 元；"
            "钱到哪里去：成本 120.40 元，期末结余 1,382.86 元"
        )
        words = " ".join(element.text for element in flows.all("text"))
        for figure in ("停车", "500.20", "成本", "120.40", "期末结余", "1,382.86", "共 1,503.26"):
            assert figure in words
    figures = [item.text for item in read(FUND).one("ul", "points").all("li")]
    assert figures == ["2024年12月末 20,050.05", "2025年6月末 19,665.15", "2025年12月末 19,585.99"]


def test_a_withheld_number_is_said_to_be_and_has_no_bar() -> None:
    counts = read(FUND).one("svg", "counts")
    assert counts.one("title").text.endswith("2025年6月末 不列户数，2025年12月末 14 户")
    assert len(counts.all("rect")) == 2  # the track and the bar of the one that is told
    assert "不足 10 户" in read(FUND).one("section", id="below").text


def test_who_decided_longer_spans_and_the_year_before_are_told() -> None:
    page = read(REVENUE)
    assert page.one("table", "decided").rows() == [
        ["不需要业主表决", "取得收入的成本和税费", "120.40", "8月 付-0001"],
        ["合计", "", "120.40", ""],
    ]
    assert page.one("table", "spans").rows() == [
        ["本期 2025年7月起", "1,000.01", "503.25", "120.40", "+382.85", "1,382.86"],
        ["今年以来 2025年1月起", "900.02", "704.43", "221.59", "+482.84", "1,382.86"],
    ]
    assert page.one("table", "year-before").rows() == [
        ["收入"],
        ["停车", "500.20", "450.18", "+50.02", "+11.1%"],
        ["废品", "0.00", "14.14", "−14.14", "−100.0%"],
        ["支出"],
        ["成本", "120.40", "0.00", "+120.40", "去年没有"],
        ["收支差额", "382.85", "464.32", "−81.47", "−17.5%"],
    ]
    assert "没有完整的去年同期可比" in read(FUND).text
