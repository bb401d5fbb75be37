"""Which signed audits of a community the public log has yet to be told of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from jjledger.books.audit_signature import entry_of
from jjledger.facts.audit_report import AuditReport
from jjledger.proof.keys import read_public
from jjledger.seal.manifest import Manifest
from jjledger.seal.monitor import monitor
from jjledger.workflows.log_keys import keys_in


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
