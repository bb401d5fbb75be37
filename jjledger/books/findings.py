"""Codes and words of what the reader and the linter find in ledger text."""

from __future__ import annotations

from jjledger.errors import JjledgerError
from jjledger.facts.finding import Finding, Place


def wrong(code: str, place: Place, what: str, remedy: str, ground: str = "") -> Finding:
    """Build a finding that blocks."""
    return Finding(code, "block", place, what, remedy, ground)


def from_error(code: str, error: JjledgerError, place: Place) -> Finding:
    """Turn an error about a file beside the ledger into a finding of the voucher that needs it."""
    trouble = error.trouble
    return Finding(code, "block", place, f"{trouble.place}：{trouble.what}", trouble.remedy, trouble.ground)
