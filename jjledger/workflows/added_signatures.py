"""Telling a signature that an auditor put under a published record apart from a change of what was published.

An auditor signs what hangs already: nothing is rewritten, so nobody has to approve it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from jjledger.books.audit_report_file import with_head
from jjledger.disclosure.changes import NOTHING, changes, word_of
from jjledger.disclosure.models import Change

REASON: Final = "补上审计人的签名"
# What a signature changes of a page: itself, its key, and the record that now names the key and what was audited.
_OF_SIGNATURE: Final = frozenset(word_of(key) for key in ("signature", "signer", "record_sha256"))
_NAMED: Final = ("disclosure", "key")


def added_signature(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """Say who signed a record since it went out; nothing where anything else was changed too.

    Args:
        old: data.json of the document that is out.
        new: that drawn up now.
    """
    if old.get("signature") != "" or not new.get("signature"):
        return ()
    found = changes(old, new)
    if not {change.label for change in found} <= _OF_SIGNATURE:
        return ()
    if _unnamed(old["record_text"]) != _unnamed(new["record_text"]):
        return ()
    return tuple(
        Change("审计人的签名", NOTHING, change.after)
        for change in found
        if change.label == word_of("signature")
    )


def _unnamed(record: str) -> str:
    """Give a record without what signing writes into it, which is put where it always goes."""
    return with_head(record, dict.fromkeys(_NAMED, '""'))
