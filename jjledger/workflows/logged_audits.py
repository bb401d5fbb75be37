"""Which signed audits of a community the public log has yet to be told of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from jjledger.books.audit_signature import entry_of
from jjledger.facts.audit_report import AuditReport
from jjledger.proof.keys import read_public
from jjledger.seal.manifest import Manifest
from jjledger.seal.monitor import monitor
from jjledger.workflows.log_keys import keys_in

_NOTE: Final = "record.note"


def shown_audits(
    reports: Iterable[AuditReport | None], files: Mapping[str, bytes], kept: Iterable[Path]
) -> tuple[AuditReport, ...]:
    """Give the signed audits whose records hang with just their signatures; the log is told of no others.

    Who verifies looks for the record that the log names, and a page may be held after it was signed.

    Args:
        reports: of a community, None where a record cannot be read.
        files: what is printed now, by its path.
        kept: folders of documents that are out and stay.
    """
    notes = {data for name, data in files.items() if name.endswith(f"/audit/{_NOTE}")}
    stay = (folder / _NOTE for folder in kept)
    notes |= {file.read_bytes() for file in stay if file.is_file()}
    return tuple(one for one in reports if one is not None and one.signature.encode() in notes)


def audits_to_log(
    reports: Iterable[AuditReport | None], community: str, entries: Sequence[bytes]
) -> tuple[bytes, ...]:
    """Give the entries of signed audits that are not in the log; one about another's disclosure is left out.

    So is one that is signed with a key that the log has for something else.

    Args:
        reports: of a community, None where a record cannot be read; a signature that was read holds.
        community: as signed texts name it.
        entries: of the log.

    Raises:
        ProofError: the log breaks its own rule.
    """
    logged = monitor(entries).entries
    own = {
        index
        for index, entry in enumerate(logged)
        if isinstance(entry, Manifest) and entry.community == community
    }
    others = keys_in(logged)
    apart = [one for one in reports if one is not None and one.signature and not _is_own(one, others)]
    return tuple(_new(apart, own, frozenset(entries)))


def _is_own(report: AuditReport, others: Collection[bytes]) -> bool:
    """Say whether a key that signs the log or editions signed the audit: nobody audits what is his own."""
    return read_public(report.key).public in others


def _new(reports: Iterable[AuditReport], own: Collection[int], known: Collection[bytes]) -> Iterable[bytes]:
    for report in reports:
        entry = entry_of(report)
        if entry is not None and entry.disclosure in own and entry.text().encode() not in known:
            yield entry.text().encode()
