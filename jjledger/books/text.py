"""Pieces of beancount text: quoted strings and amounts."""

from __future__ import annotations

from typing import Final

from jjledger.encoding import one_line
from jjledger.units import FEN_PER_YUAN

# A household book has hundreds of thousands of amounts; looking the tail up is twice as fast.
_TAILS: Final = tuple(f".{rest:02d} CNY" for rest in range(FEN_PER_YUAN))


def quoted(text: str) -> str:
    """Quote a string for a ledger; line breaks and what nobody sees become blanks."""
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def amount(fen: int) -> str:
    """Write fen as an amount with its currency.

    Examples:
        >>> amount(-5), amount(123456)
        ('-0.05 CNY', '1234.56 CNY')
    """
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"-{whole}{_TAILS[rest]}" if fen < 0 else f"{whole}{_TAILS[rest]}"
