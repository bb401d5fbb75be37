"""Which tables people may take away from each document, with Chinese heads.

What lives here: which function gives the tables of which document. What must not: how CSV or XLSX look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from jjledger.disclosure.models import Disclosure, HouseholdStatement, MaintenanceFund, PublicRevenue
from jjledger.render.tables import Table, tables

# Each takes its own model and gives tables by the names of their files.
TABLES: Final[Mapping[type, Callable[[Any], dict[str, Table]]]] = {
    PublicRevenue: tables,
    MaintenanceFund: tables,
    HouseholdStatement: tables,
}


def tables_of(page: Disclosure) -> dict[str, Table]:
    """Give a document's tables by the names of their files."""
    return TABLES[type(page)](page)
