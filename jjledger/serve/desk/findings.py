"""What the checks found, as the desk shows it: where it stands, and on which page it is mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.errors import Trouble
from jjledger.facts.finding import Finding, Severity

_IMPORT: Final = ("import", "去导入")
_DRAFTS: Final = ("drafts", "去待核")
_VOUCHERS: Final = ("vouchers", "去凭证")
_RECONCILE: Final = ("reconcile", "去对账")
# On which page a finding is mended, where it is on one; the others are mended in the text.
_WAYS: Final[Mapping[str, tuple[str, str]]] = {
    "E10": _VOUCHERS, "E12": _RECONCILE, "E15": _VOUCHERS, "E61": _IMPORT, "E62": _IMPORT, "E63": _IMPORT,
    "E64": _DRAFTS, "E65": _DRAFTS, "E66": _IMPORT, "E67": _VOUCHERS, "E68": _VOUCHERS,
    "B62": _VOUCHERS, "B63": _VOUCHERS, "D07": _VOUCHERS,
}  # fmt: skip


# The same for what stands in the way of a close, by what it says.
_SAID: Final = (
    ("草稿", _DRAFTS),
    ("没有与银行核对", _RECONCILE),
    ("待查款项", _DRAFTS),
)


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A finding on a page."""

    severity: Severity
    label: str
    code: str
    place: str
    path: str  # of the file, for Fava
    line: int
    excerpt: str
    what: str
    ground: str
    remedy: str
    way: str  # page on which it is mended; "" in the text
    way_title: str


def findings_shown(ledger: Ledger, findings: Iterable[Finding]) -> tuple[FindingShown, ...]:
    """Lay findings out, those that block first.

    Args:
        ledger: whose they are.
        findings: which.
    """
    ordered = sorted(findings, key=lambda one: (one.severity != "block", one.place.file, one.place.line))
    return tuple(_shown(ledger, one) for one in ordered)


def way_of(trouble: Trouble) -> tuple[str, str]:
    """Give the page on which what stands in the way of a close is cleared away, and its title.

    Args:
        trouble: its place ends in a finding's code, where it is one.
    """
    known = _WAYS.get(trouble.place.rpartition(" ")[2])
    return known or next((way for words, way in _SAID if words in trouble.what), ("", ""))


def _shown(ledger: Ledger, one: Finding) -> FindingShown:
    place = f"{one.place.file}:{one.place.line}" if one.place.line else one.place.file
    way, title = _WAYS.get(one.code, ("", ""))
    return FindingShown(
        one.severity, one.label, one.code, place, str(ledger.folder / one.place.file),
        one.place.line, one.excerpt, one.what, one.ground, one.remedy, way, title,
    )  # fmt: skip
