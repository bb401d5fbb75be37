"""Which tables people may take away from each document, with Chinese heads.

What lives here: which function gives the tables of which document. What must not: how CSV or XLSX look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from jjledger.disclosure.annual_models import AnnualReport
from jjledger.disclosure.audit_report_models import AuditPage
from jjledger.disclosure.decision_models import DecisionsCarriedOut, VoteResult
from jjledger.disclosure.models import Disclosure, HouseholdStatement, MaintenanceFund, PublicRevenue
from jjledger.disclosure.money_models import MoneyList, ThreeFunds
from jjledger.disclosure.project_models import ProjectPage
from jjledger.disclosure.revenue_models import AssetList, CommitteeSpending, ContractList
from jjledger.render.event_tables import (
    annual_tables,
    audit_tables,
    carried_out_tables,
    project_tables,
    vote_tables,
)
from jjledger.render.register_tables import (
    asset_tables,
    committee_tables,
    contract_tables,
    money_tables,
    three_funds_tables,
)
from jjledger.render.tables import Table, tables

# Each takes its own model and gives tables by the names of their files.
TABLES: Final[Mapping[type, Callable[[Any], dict[str, Table]]]] = {
    PublicRevenue: tables,
    MaintenanceFund: tables,
    HouseholdStatement: tables,
    MoneyList: money_tables,
    ThreeFunds: three_funds_tables,
    AssetList: asset_tables,
    ContractList: contract_tables,
    CommitteeSpending: committee_tables,
    ProjectPage: project_tables,
    VoteResult: vote_tables,
    DecisionsCarriedOut: carried_out_tables,
    AuditPage: audit_tables,
    AnnualReport: annual_tables,
}


def tables_of(page: Disclosure) -> dict[str, Table]:
    """Give a document's tables by the names of their files."""
    return TABLES[type(page)](page)
