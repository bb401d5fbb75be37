"""Originals: invoices, contracts, bank files, kept by the hash of their content for as long as the law says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from jjledger.facts.finding import Place

# What a document is, which says how long it is kept.
Retention = Literal["voucher", "bank", "contract", "handover", "interim", "annual", "posting"]
OriginalState = Literal["sound", "altered", "missing"]
ORIGINALS_FOLDER: Final = "vouchers"
ORIGINALS_LIST: Final = "vouchers/originals.csv"
DESTROYED_LIST: Final = "vouchers/destroyed.csv"


@dataclass(frozen=True, slots=True)
class Original:
    """One document on file, as the list of originals has it."""

    file: str  # relative to the community's folder: vouchers/2025/0123456789abcdef.pdf
    sha256: str  # of its content, 64 hexadecimal digits
    retention: Retention
    kept_until: date | None  # the last day on which it must be there; None for ever
    filed: date
    name: str  # what the person who brought it called it
    line: int = 0  # of the list
    state: OriginalState = "sound"  # what is found on the disk


@dataclass(frozen=True, slots=True)
class Destroyed:
    """A document that was destroyed when its term was over; the record of it is kept for ever."""

    file: str
    sha256: str
    name: str
    day: date
    who: str
    why: str  # the appraisal and the list it rests on


@dataclass(frozen=True, slots=True)
class LaterDocument:
    """A document that joined a posted voucher, which itself is never edited."""

    day: date
    voucher: str  # key within the fund, 2025-03-F0012
    fund: str
    file: str  # relative to the community's folder
    place: Place
