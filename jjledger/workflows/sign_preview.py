"""What somebody looks at before signing an edition: its documents, their totals, and the command that prints them.

The totals of households are those of the manifest, which is what is signed; what it names by hashes alone is drawn up
from the books of the day, as `publish` draws it up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from jjledger.books.ledger import load_ledger
from jjledger.books.owners_file import read_owner_names
from jjledger.books.source import Source
from jjledger.disclosure.models import Disclosure, MaintenanceFund, PublicRevenue
from jjledger.period import parse_period
from jjledger.seal.manifest import FundBlock, Manifest
from jjledger.units import yuan
from jjledger.workflows.disclose import Request, disclose

_FUNDS: Final = {"maintenance": "维修资金", "public-housing": "已售公有住房维修资金"}


@dataclass(frozen=True, slots=True)
class Preview:
    """What is about to be signed, in words."""

    totals: tuple[str, ...]  # a line for each document or fund
    look: str  # command that prints the pages; "" where nothing of the edition has a poster


def preview(folder: Path, manifest: Manifest, named: Path) -> Preview:
    """Say what an edition that waits to be signed comes to, and where its signer sees a draft of it.

    Args:
        folder: the community's.
        manifest: what is to be signed.
        named: the ledger as its signer calls it.

    Raises:
        JjledgerError: the books cannot be read.
    """
    day = date.fromisoformat(manifest.issued)
    ledger = load_ledger(folder, day)
    asked = Request(day, parse_period(manifest.period))
    pages = disclose(ledger, read_owner_names(Source(folder)), asked).pages
    shown = any(isinstance(page, PublicRevenue | MaintenanceFund) for page in pages)
    look = f"jjledger poster {named} {manifest.period} --draft --today {day}" if shown else ""
    return Preview((*_totals(pages), *map(_households, manifest.funds)), look)


def _totals(pages: tuple[Disclosure, ...]) -> Iterator[str]:
    """Say what each document comes to; what has no total is named."""
    for page in pages:
        parts: tuple[tuple[str, int], ...]
        if isinstance(page, PublicRevenue):
            parts = (("上期结转", page.opening_fen), ("收入", page.income_fen), ("支出", page.expense_fen))
        elif isinstance(page, MaintenanceFund):
            opening = page.opening_owners_fen + page.opening_undistributed_fen
            parts = (("上期结转", opening), ("本期变动", page.result_fen))
        else:
            yield page.head.title
            continue
        yield f"{page.head.title}：{_amounts((*parts, ('结余', page.closing_fen)))}"


def _households(block: FundBlock) -> str:
    sums = block.sums
    parts = (
        ("期初", sums.opening_fen), ("交存", sums.paid_fen), ("利息等收入", sums.interest_fen),
        ("支用", sums.spent_fen), ("期末", sums.closing_fen), ("欠款", sums.arrears_fen),
    )  # fmt: skip
    return f"{_FUNDS[block.fund]}分户，{block.households} 户合计：{_amounts(parts)}"


def _amounts(parts: tuple[tuple[str, int], ...]) -> str:
    return "，".join(f"{words} {yuan(fen)}" for words, fen in parts) + " 元"
