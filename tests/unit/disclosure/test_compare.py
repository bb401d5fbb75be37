"""Periods side by side: which beside which, which items, and how much more or less."""

from __future__ import annotations

from jjledger.disclosure.compare import MOST_PERIODS, compare_page
from jjledger.disclosure.published_data import main_disclosures
from jjledger.disclosure.site_models import Comparison
from tests.unit.disclosure import published_pages as out
from tests.unit.render import made_pages as made


def comparisons(*pages: tuple[str, dict[str, object]]) -> tuple[Comparison, ...]:
    return compare_page(made.community(), main_disclosures(pages)).comparisons


def rows(of: Comparison) -> list[tuple[str, tuple[int | None, ...], str]]:
    return [(row.label, row.amounts_fen, row.change) for row in of.rows]


def test_quarters_stand_beside_quarters_and_years_beside_years() -> None:
    found = comparisons(*out.ALL)
    assert [(one.title, one.anchor, [period.code for period in one.periods]) for one in found] == [
        ("公共收益 · 按季度", "public-revenue-q", ["2025-Q3", "2024-Q3"]),
        ("维修资金 · 按年度", "maintenance-fund-y", ["2025", "2024"]),
        ("维修资金 · 按半年", "maintenance-fund-h", ["2025-H1"]),
    ]
    assert found[0].periods[0].path == "2025-Q3/v1/public-revenue"
    assert [one.columns for one in found] == [3, 3, 2]


def test_items_of_either_period_stand_below_what_they_belong_to() -> None:
    assert rows(comparisons(out.Q3_24, out.Q3_25)[0]) == [
        ("上期结转", (1000, 1000), ""),
        ("收入", (), ""),
        ("停车", (450, 500), "比上年同期少 0.50"),
        ("月租", (250, 300), "比上年同期少 0.50"),
        ("包年", (200, None), "上年同期没有"),
        ("临停", (None, 200), ""),
        ("利息", (7, None), "上年同期没有"),
        ("场地", (None, 90), ""),
        ("收入合计", (457, 590), "比上年同期少 1.33"),
        ("净收入（收入减成本和税费）", (457, 590), "比上年同期少 1.33"),
        ("本期收支差额", (457, 590), "比上年同期少 1.33"),
        ("期末结余", (1457, 1590), "比上年同期少 1.33"),
    ]  # fmt: skip


def test_more_spent_is_more_and_a_larger_deficit_is_less() -> None:
    told = {label: change for label, _, change in rows(comparisons(out.Y_24, out.Y_25)[0])}
    assert told["维修支出"] == "比上年同期多 0.05"  # 0.45 against 0.40
    assert told["本期收支差额"] == "比上年同期多 0.45"  # +0.05 against −0.40
    worse = out.fund("2025", "2025年度", ("2025-01-01", "2025-12-31"), [out.line("维修支出", -60)], [])
    told = {label: change for label, _, change in rows(comparisons(out.Y_24, worse)[0])}
    assert told["维修支出"] == "比上年同期多 0.20"
    assert told["本期收支差额"] == "比上年同期少 0.20"


def test_a_period_is_compared_with_the_same_of_the_year_before_or_with_none() -> None:
    q2 = out.revenue("2025-Q2", "2025年第二季度", ("2025-04-01", "2025-06-30"), [out.line("停车", 1)], [])
    assert {change for *_, change in rows(comparisons(q2, out.Q3_25)[0])} == {""}
    same = (out.Q3_24[0].replace("2024", "2025"), {**out.Q3_24[1], "head": out.Q3_25[1]["head"]})
    assert ("停车", (500, 500), "与上年同期相同") in rows(comparisons(out.Q3_24, same)[0])


def test_at_most_eight_periods_the_latest_ones() -> None:
    years = [
        out.revenue(str(year), f"{year}年度", (f"{year}-01-01", f"{year}-12-31"), [], [])
        for year in range(2010, 2026)
    ]
    (found,) = comparisons(*years)
    assert [period.code for period in found.periods] == [
        str(year) for year in range(2025, 2025 - MOST_PERIODS, -1)
    ]
    assert MOST_PERIODS == 8


def test_years_are_added_up_where_only_quarters_are_disclosed() -> None:
    (alone,) = comparisons(out.Q3_24)
    assert alone.title == "公共收益 · 按季度"
    days = {1: ("01-01", "03-31"), 2: ("04-01", "06-30"), 3: ("07-01", "09-30"), 4: ("10-01", "12-31")}
    whole = [
        out.revenue(
            f"{year}-Q{number}", f"{year}年第{number}季度", (f"{year}-{first}", f"{year}-{last}"),
            [out.line("停车", number if year == 2024 else 10 * number)], [],
        )
        for year in (2024, 2025)
        for number, (first, last) in days.items()
    ]  # fmt: skip
    years, by_quarter = comparisons(*whole)
    assert (years.title, by_quarter.title) == ("公共收益 · 按年度（各季度相加）", "公共收益 · 按季度")
    assert [(period.title, period.path) for period in years.periods] == [("2025年度", ""), ("2024年度", "")]
    assert ("停车", (100, 10), "比上年同期多 0.90") in rows(years)
    assert ("停车", (40, 30, 20, 10, 4, 3, 2, 1), "比上年同期多 0.36") in rows(by_quarter)
