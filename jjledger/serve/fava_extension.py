"""Two report pages inside Fava: 公示预览 and 检查结果.

On a public book they show what is published. On a private one they run the checks and
draw up the latest disclosures as they would be published today.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fava.core import FavaLedger
from fava.ext import FavaExtensionBase

from jjledger.errors import JjledgerError
from jjledger.facts.finding import LABELS, Finding
from jjledger.serve.hosted_ledger import HostedLedger
from jjledger.serve.preview import Statement, statement
from jjledger.units import yuan

if TYPE_CHECKING:
    from jjledger.workflows.inspect import Inspection


@dataclass(frozen=True, slots=True)
class Disclosed:
    """One disclosure in the list of a public book."""

    title: str
    closing: str  # yuan, "" where none is out
    address: str  # "" where none is out
    words: str  # why none is out


@dataclass(frozen=True, slots=True)
class Result:
    """One answer of a check."""

    label: str  # 阻断 or 提醒
    code: str
    place: str  # "" in public
    words: str


class DisclosurePreview(FavaExtensionBase):
    """What is disclosed, or would be."""

    report_title = "公示预览"

    def disclosed(self) -> Sequence[Disclosed] | None:
        """List what is out and what is missing, latest first; None on a private book."""
        if not isinstance(self.ledger, HostedLedger):
            return None
        index = self.ledger.record().index
        return [_disclosed(index["code"], entry) for entry in index.get("entries", ())]

    def statements(self) -> Sequence[Statement] | str:
        """Draw up the latest disclosures of a private book, or say why not."""
        inspection = _inspection(self.ledger)
        if isinstance(inspection, str):
            return inspection
        held = [finding.what for finding in inspection.findings if finding.severity == "block"]
        if held and not inspection.documents:
            return "\n".join((f"账上有 {len(held)} 条阻断，位置和改法见“检查结果”：", *held))
        return [*map(statement, inspection.documents)]


class CheckResults(FavaExtensionBase):
    """What the checks say."""

    report_title = "检查结果"

    def results(self) -> Sequence[Result] | str:
        """List the findings as published, or of now on a private book; or say why not."""
        if isinstance(self.ledger, HostedLedger):
            checks = self.ledger.record().checks
            return [Result(LABELS[check["severity"]], check["code"], "", check["words"]) for check in checks]
        inspection = _inspection(self.ledger)
        if isinstance(inspection, str):
            return inspection
        return [
            Result(
                finding.label,
                finding.code,
                f"{finding.place.file}:{finding.place.line}",
                _said(finding),
            )
            for finding in inspection.findings
        ]


def _said(finding: Finding) -> str:
    """Write what is wrong, on what ground, and how to mend it, a line each."""
    ground = f"依据: {finding.ground}" if finding.ground else ""
    return "\n".join(line for line in (finding.what, ground, finding.remedy) if line)


def _disclosed(code: str, entry: Mapping[str, Any]) -> Disclosed:
    """Print one entry of a community's index."""
    out = entry["state"] == "out"
    return Disclosed(
        title=f"{entry['period_title']}{entry['title']}",
        closing=yuan(entry["closing_fen"]) if out and entry["closing_fen"] is not None else "",
        address=f"/d/{code}/{entry['path']}" if out else "",
        words="" if out else entry["words"],
    )


def _inspection(ledger: FavaLedger) -> Inspection | str:
    """Inspect the books of a private ledger as they are now, or give the message why not."""
    folder = Path(ledger.beancount_file_path).parent
    return _inspected(folder, date.today(), ledger.mtime)  # noqa: DTZ011 -- the accountant's own day


@lru_cache(maxsize=2)
def _inspected(folder: Path, today: date, _changed: int) -> Inspection | str:
    """Inspect once until a file changes or the day turns; both pages share it."""
    from jjledger.workflows.inspect import inspect  # noqa: PLC0415 -- a public host never needs it

    try:
        return inspect(folder, today)
    except JjledgerError as error:
        return str(error)
