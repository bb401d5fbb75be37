"""The drawings of the two main disclosures, placed for a medium."""

from __future__ import annotations

from jjledger.disclosure.below_line import WHY_WITHHELD
from jjledger.disclosure.models import MaintenanceFund, PublicRevenue
from jjledger.render import chart, chart_columns, chart_counts, chart_flows


def drawings(page: PublicRevenue | MaintenanceFund, *, paper: bool) -> dict[str, object]:
    """Place every drawing of a page, None for one that would show nothing.

    Args:
        page: the view model.
        paper: for paper; else for the screen.
    """
    charts = page.charts
    bars = chart.PAPER if paper else chart.SCREEN
    bands = chart_flows.PAPER if paper else chart_flows.SCREEN
    columns = chart_columns.PAPER if paper else chart_columns.SCREEN
    known = any(one.households is not None for one in charts.below)
    return {
        "chart": chart.place(page.bars, bars),
        "flow_chart": chart_flows.place_flows(charts.flows, bands) if charts.flows else None,
        "flow_heads": chart_flows.HEADS,
        "column_chart": chart_columns.place_columns(charts.balances, columns) if charts.balances else None,
        "count_chart": chart_counts.place_counts(charts.below, bars) if known else None,
        "why_withheld": WHY_WITHHELD if any(one.households is None for one in charts.below) else "",
    }
