"""Pieces of beancount text: quoted strings and amounts."""

from __future__ import annotations

from jjledger.units import plain_yuan


def quoted(text: str) -> str:
    """Quote a string for a ledger; line breaks become blanks."""
    flat = " ".join(text.split())
    return '"' + flat.replace("\\", "\\\\").replace('"', '\\"') + '"'


def amount(fen: int) -> str:
    """Write fen as an amount with its currency."""
    return f"{plain_yuan(fen)} CNY"
