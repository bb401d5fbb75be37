"""Slips with each household's link, to cut, put into envelopes and hand to the owner alone.

What lives here: what stands on a sheet. What must not: who has which link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from jjledger.period import chinese_day
from jjledger.render.html import environment
from jjledger.render.qr import link_svg


@dataclass(frozen=True, slots=True)
class LinkSlip:
    """One household's slip."""

    household: str
    address: str = field(repr=False)
    code: str = field(repr=False)  # the same, for typing

    @property
    def qr(self) -> str:
        """Draw the address."""
        return link_svg(self.address)


@dataclass(frozen=True, slots=True)
class LinkSheet:
    """The slips of one building."""

    community: str  # its name
    building: str
    year: int  # of the statements
    place: str  # where the code is typed
    life_days: int
    until: date | None  # last day for what is published; None where nothing is yet
    slips: Sequence[LinkSlip]

    @property
    def open_words(self) -> str:
        """Say how long the links open anything."""
        days = f"公示后 {self.life_days} 天内能打开"
        return f"能打开到{chinese_day(self.until)}" if self.until else days


def link_sheet_html(sheet: LinkSheet) -> str:
    """Write a building's slips as pages to print on A4, eight a page."""
    return environment().get_template("link_slips.html.j2").render(sheet=sheet)
