"""Codes and words of what the reader and the linter find in ledger text."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from jjledger.books.source import Source
from jjledger.errors import FORMAT, JjledgerError
from jjledger.facts.finding import Finding, Place, Severity
from jjledger.units import MAX_FEN, decimal_from_fen

CURRENCY: Final = "会计法第12条：以人民币为记账本位币"
_EXACT: Final = "会计基础工作规范第52条：金额记至角分"


def wrong(code: str, place: Place, what: str, remedy: str, ground: str = "") -> Finding:
    """Build a finding that blocks."""
    return Finding(code, "block", place, what, remedy, ground)


def from_error(code: str, error: JjledgerError, source: Source, needed: Place) -> Finding:
    """Turn an error about a file beside the ledger into a finding at the line that is wrong.

    Args:
        code: of the finding.
        error: what the file's reader raised.
        source: the community's files.
        needed: the posting that needs the file.
    """
    trouble = error.trouble
    place = place_of(error, source)
    what = f"{needed.file}:{needed.line} 引用的明细有错：{trouble.what}"
    return Finding(code, "block", place, what, trouble.remedy, trouble.ground or FORMAT, trouble.excerpt)


def from_record(code: str, severity: Severity, error: JjledgerError, source: Source, named: str) -> Finding:
    """Turn an error about a record beside the ledger into a finding.

    Args:
        code: of the finding.
        severity: of the code.
        error: what the record's reader raised.
        source: the community's files.
        named: what it is the record of.
    """
    trouble = error.trouble
    what, ground = f"{named}读不出来：{trouble.what}", trouble.ground or FORMAT
    return Finding(code, severity, place_of(error, source), what, trouble.remedy, ground, trouble.excerpt)


def place_of(error: JjledgerError, source: Source) -> Place:
    """Give the place of an error about a file of the folder."""
    file, _, line = error.trouble.place.rpartition(":")
    if line.isdigit():
        return Place(source.relative(file), int(line))
    return Place(source.relative(error.trouble.place), 0)


def bad_amount(place: Place, number: Decimal) -> Finding:
    """Say why an amount cannot be kept as whole fen."""
    if abs(number) > decimal_from_fen(MAX_FEN):
        return wrong("L10", place, f"金额 {number:f} 大得不可能。", "请核对位数和小数点。", _EXACT)
    return wrong("L10", place, f"金额 {number:f} 超过两位小数。", "请改到分；差额查明后另行入账。", _EXACT)


def nearest_fen(number: Decimal) -> int:
    """Give whole fen, not zero, in place of an amount that is refused, so that the other checks can go on."""
    limit = decimal_from_fen(MAX_FEN)
    within = max(-limit, min(limit, number))
    return int(within.scaleb(2).to_integral_value(ROUND_HALF_UP)) or 1
