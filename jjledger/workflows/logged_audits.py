"""Which signed audits of a community the public log has yet to be told of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from jjledger.books.audit_signature import entry_of
from jjledger.facts.audit_report import AuditReport
from jjledger.seal.manifest import Manifest
from jjledger.seal.monitor import monitor


def audits_to_log(
    reports: Iterable[AuditReport | None], community: str, entries: Sequence[bytes]
) -> tuple[bytes, ...]:
    """Give the entries of signed audits that are not in the log; one about another's disclosure is left out.

    Args:
        reports: of a community, None where a record cannot be read; a signature that was read holds.
        community: as signed texts name it.
        entries: of the log.

    Raises:
        ProofError: the log breaks its own rule.
    """
    own = {
        index
        for index, entry in enumerate(monitor(entries).entries)
        if isinstance(entry, Manifest) and entry.community == community
    }
    return tuple(_new(reports, own, frozenset(entries)))


def _new(
    reports: Iterable[AuditReport | None], own: Collection[int], known: Collection[bytes]
) -> Iterable[bytes]:
    for report in reports:
        entry = entry_of(report) if report is not None and report.signature else None
        if entry is not None and entry.disclosure in own and entry.text().encode() not in known:
            yield entry.text().encode()
