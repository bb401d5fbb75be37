"""Read the records about public revenue that stand in files beside the ledger."""

from __future__ import annotations

from jjledger.books.asset_file import read_assets
from jjledger.books.contract_file import read_contracts
from jjledger.books.control_file import read_controls
from jjledger.books.source import Source
from jjledger.books.working_days import working_calendar
from jjledger.facts.community import Community
from jjledger.facts.finding import Finding
from jjledger.facts.revenue import RevenueRecords
from jjledger.facts.working_calendar import WorkingCalendar


def read_revenue_records(source: Source, community: Community) -> tuple[RevenueRecords, tuple[Finding, ...]]:
    """Read contracts, assets and outside figures; the working calendar only where a period asks for it.

    Args:
        source: the community's files.
        community: its settings.

    Returns:
        The records, and what cannot be read of them.
    """
    contracts, illegible = read_contracts(source, community.funds)
    assets, unlisted = read_assets(source)
    controls, unheard = read_controls(source)
    calendar = working_calendar() if community.revenue.preliminary is not None else WorkingCalendar()
    return RevenueRecords(contracts, assets, controls, calendar), (*illegible, *unlisted, *unheard)
