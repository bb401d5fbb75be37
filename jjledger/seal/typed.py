"""What people type and copy, without what keyboards and chats do to it by themselves.

What is sealed stays as it was written; only a code's blanks and the question whose a statement is forgive that: full
width or half, whichever dash, blanks or none. The page forgives the same.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Hyphens, dashes, the minus and what Chinese and Japanese keyboards have in their place; two of them are one.
_DASHES: Final = re.compile(
    "[-\u00ad\u2010-\u2015\u2043\u207b\u208b\u2212\u2500\u2501\u2e3a\u2e3b\u30fc\ufe31\ufe32]+"
)
# What chats and scanners put in or take away: every blank, and what cannot be seen, written out for the page's sake.
_BLANKS: Final = re.compile(
    "[\x09-\x0d\x1c-\x20\x85\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
)


def without_blanks(text: str) -> str:
    """Leave out every blank and what cannot be seen."""
    return _BLANKS.sub("", text)


def is_room(typed: str, room: str) -> bool:
    """Say whether what was typed means a room."""
    return meant_room(typed) == meant_room(room)


def meant_room(text: str) -> str:
    """Give a room's one spelling, by which people know it."""
    return _DASHES.sub("-", without_blanks(unicodedata.normalize("NFKC", text)))
