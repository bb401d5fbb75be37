"""Read handovers/2025-03-31-term.toml, which `jjledger handover` writes."""

from __future__ import annotations

from datetime import date

from jjledger.books.findings import from_record
from jjledger.books.source import Source
from jjledger.books.toml_table import read_toml
from jjledger.errors import JjledgerError
from jjledger.facts.finding import Finding
from jjledger.facts.handover import FOLDER, REASON_WORDS, Handover, HandoverReason

_REASONS: dict[str, HandoverReason] = {reason: reason for reason in REASON_WORDS}


def read_handovers(source: Source) -> tuple[tuple[Handover, ...], tuple[Finding, ...]]:
    """Read every hand-over on record.

    Args:
        source: the community's files.

    Returns:
        The hand-overs by file name, and what is wrong with the records that cannot be read.
    """
    found = []
    findings = []
    for path in sorted((source.folder / FOLDER).glob("*.toml")):
        name = f"{FOLDER}/{path.name}"
        try:
            found.append(_read(source, name))
        except JjledgerError as error:
            findings.append(from_record("E88", "warn", error, source, "移交记录"))
    return tuple(found), tuple(findings)


def _read(source: Source, name: str) -> Handover:
    top = read_toml(source, name)
    for key in ("from", "to"):
        top.words(key, "请写姓名；不公开。")
    for key in ("witness", "state"):
        top.get(key, str, "")
    due = top.get("due", date) if "due" in top.values else None
    done = top.get("done", date) if "done" in top.values else None
    read = Handover(top.get("day", date), top.choice("reason", _REASONS), due, done, name)
    top.close()
    return read
