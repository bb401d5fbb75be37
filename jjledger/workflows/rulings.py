"""What the law and the community's own settings say about its disclosures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.disclosure.models import Ground
from jjledger.facts.community import Community
from jjledger.law import Law, for_community
from jjledger.period import MONTHS_OF, Interval

_INTERVALS: Final[dict[int, Interval]] = {months: interval for interval, months in MONTHS_OF.items()}
_SUGGESTED: Final[dict[str, Interval]] = {"public_revenue": "quarter", "maintenance_fund": "half_year"}


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a document comes out, and on whose word."""

    interval: Interval
    words: str


def law_of(community: Community) -> Law:
    """Put together the law a community stands under.

    Raises:
        LawError: its region, preset or own rules are refused.
    """
    return for_community(community.region, community.disclosure.preset, community.own_law)


def frequency(community: Community, law: Law, document: str, day: date) -> Frequency:
    """Say how often a document is disclosed: as the community set it, as the law has it, or as is usual.

    Args:
        community: its settings.
        law: its law.
        document: `public_revenue` or `maintenance_fund`.
        day: the day the question is about.
    """
    chosen: Interval | None = getattr(community.disclosure, document)
    if chosen is not None:
        return Frequency(chosen, f"按本小区设定，{_WORDS[chosen]}公示一次。")
    ruling = law.find(f"{document}_interval", day)
    if ruling is None:
        interval = _SUGGESTED[document]
        return Frequency(
            interval, f"法规没有规定频次，本小区也没有设定，按通行做法{_WORDS[interval]}公示一次。"
        )
    assert isinstance(ruling.value, int), "an interval is a number of months"
    interval = _INTERVALS[ruling.value]
    return Frequency(interval, f"按{ruling.citation}，{_WORDS[interval]}公示一次。")


_WORDS: Final[dict[Interval, str]] = {
    "month": "每月", "quarter": "每季度", "half_year": "每半年", "year": "每年",
}  # fmt: skip


def grounds_by(law: Law, names: Iterable[str], day: date) -> tuple[Ground, ...]:
    """List those of some rules that are in force on a day; no paper claims to fulfil another.

    Args:
        law: the community's law.
        names: of the rules, in the order in which they are printed.
        day: the day.
    """
    found = (law.find(name, day) for name in names)
    return tuple(Ground(ruling.citation, ruling.since, ruling.phrase) for ruling in found if ruling)
