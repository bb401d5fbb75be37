"""Take account names apart; stricter than beancount, which lets brackets and `·` slip."""

from __future__ import annotations

from functools import cache
from typing import Final

import regex

from jjledger.facts.voucher import Account

_PART: Final = regex.compile(r"[A-Z0-9][A-Za-z0-9\p{Han}-]*")
_CODED: Final = regex.compile(r"(\d{4})(.*)")
_DEPTH: Final = 3  # root, fund, coded account


def bad_part(name: str) -> str | None:
    """Give the first part of an account name that no account may have, or None.

    Args:
        name: a full account name; the root is beancount's own and not looked at.
    """
    parts = name.split(":")
    for part in parts[1:]:
        if _PART.fullmatch(part) is None:
            return part
    if len(parts) < _DEPTH or _CODED.fullmatch(parts[2]) is None:
        return parts[-1]
    return None


@cache
def take_apart(name: str) -> Account:
    """Take an account name apart.

    Args:
        name: a full account name; parts that are missing come back empty.
    """
    parts = [*name.split(":"), "", ""]
    coded = _CODED.fullmatch(parts[2])
    code, title = (coded[1], coded[2]) if coded else ("", parts[2])
    return Account(name, parts[0], parts[1], code, title, tuple(part for part in parts[3:] if part))
