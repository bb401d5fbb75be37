"""Which tables people may take away from each document, with Chinese heads.

What lives here: which function gives the tables of which document. What must not: how CSV or XLSX look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from jjledger.disclosure.models import Disclosure, HouseholdStatement, MaintenanceFund, PublicRevenue
from jjledger.disclosure.money_models import MoneyList, ThreeFunds
from jjledger.disclosure.revenue_models import AssetList, CommitteeSpending, ContractList
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
}


def tables_of(page: Disclosure) -> dict[str, Table]:
    """Give a document's tables by the names of their files."""
    return TABLES[type(page)](page)
