"""Read `[fund.warranty]` of community.toml: what a warranty deposit rests on."""

from __future__ import annotations

from datetime import date

from jjledger.books.toml_table import Table
from jjledger.facts.community import FundKind, WarrantyTerms


def read_warranty(fund: Table, kind: FundKind) -> WarrantyTerms | None:
    """Read the terms of a warranty fund; None where none are written.

    Args:
        fund: the fund's table.
        kind: of the fund.

    Raises:
        CommunityFileError: another kind of fund has them, or the cost cannot be read.
    """
    table = fund.table("warranty")
    if table is None:
        return None
    if kind != "warranty":
        raise fund.refuse(
            "warranty", '只有保修金（kind = "warranty"）可以写 [fund.warranty]。', "请移到保修金那一段。"
        )
    terms = WarrantyTerms(
        table.amount("cost"), table.get("delivered", date), _day(table, "completed"), _day(table, "noticed")
    )
    table.close()
    return terms


def _day(table: Table, key: str) -> date | None:
    """Read a day that may be left out."""
    found = table.get(key, date, date.min)
    return None if found == date.min else found
