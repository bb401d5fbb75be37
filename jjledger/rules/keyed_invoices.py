"""What the communities of a district may know of each other's invoices: whether one is booked, never which.

Each number and payee stands as an HMAC under a key of the district. Without the key nobody can
try numbers, and with it a community finds its own invoice among the others' rows, nothing else.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jjledger.rules.invoices import Use
from jjledger.rules.payee_name import payee_key


@dataclass(frozen=True, slots=True)
class KeyedUse:
    """What one community books of one invoice."""

    key: str  # which key the hashes are made with; tells nothing of it
    invoice: str  # hash of the number
    payee: str  # hash of the payee
    total_fen: int | None
    booked_fen: int


@dataclass(frozen=True, slots=True)
class Clash:
    """An invoice that another community has booked too, beyond its total or to somebody else."""

    use: Use
    elsewhere_fen: int
    total_fen: int | None
    stranger: bool  # the other payee is another


def key_name(secret: bytes) -> str:
    """Name a key by a hash that tells nothing of it."""
    return hmac.new(secret, b"jjledger invoices key", hashlib.sha256).hexdigest()[:8]


def keyed(uses: Iterable[Use], secret: bytes) -> tuple[KeyedUse, ...]:
    """Hide which invoices a community books.

    Args:
        uses: what it books.
        secret: the district's key.

    Returns:
        The same by hash, so that not even the order tells anything.
    """
    name = key_name(secret)
    found = [
        KeyedUse(
            name,
            _hash(secret, "invoice", use.number),
            _hash(secret, "payee", payee_key(use.claims[0].voucher.payee)),
            use.total_fen,
            use.booked_fen,
        )
        for use in uses
    ]
    return tuple(sorted(found, key=_by_invoice))


def clashes(uses: Sequence[Use], secret: bytes, others: Iterable[KeyedUse]) -> tuple[Clash, ...]:
    """Find the invoices that are booked beyond their total with what other communities book of them.

    Args:
        uses: what a community books.
        secret: the district's key.
        others: what its neighbours book, under the same key.

    Source: 财会〔2020〕6号; R52.
    """
    by_invoice: dict[str, list[KeyedUse]] = {}
    for other in others:
        by_invoice.setdefault(other.invoice, []).append(other)
    found = []
    for use in uses:
        (own,) = keyed([use], secret)
        same = by_invoice.get(own.invoice, [])
        elsewhere = sum(other.booked_fen for other in same)
        totals = [fen for fen in (use.total_fen, *(other.total_fen for other in same)) if fen is not None]
        total = min(totals, default=None)
        stranger = any(other.payee != own.payee for other in same)
        if same and (stranger or total is None or use.booked_fen + elsewhere > total):
            found.append(Clash(use, elsewhere, total, stranger))
    return tuple(found)


def _hash(secret: bytes, kind: str, text: str) -> str:
    return hmac.new(secret, f"{kind} {text}".encode(), hashlib.sha256).hexdigest()


def _by_invoice(one: KeyedUse) -> str:
    return one.invoice
