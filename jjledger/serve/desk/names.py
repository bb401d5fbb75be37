"""Who sits at the desk: asked once, and kept by the browser until it is closed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from werkzeug import Response

_COOKIE: Final = "jjledger-names"
_LONGEST: Final = 30  # characters of a person's name


@dataclass(frozen=True, slots=True)
class Names:
    """Who prepares vouchers and who reviews them; "" where nobody has said so yet."""

    prepared: str = ""
    reviewed: str = ""


def names_in(cookies: Mapping[str, str]) -> Names:
    """Read the names that a browser kept; none where it kept nothing that can be one.

    Args:
        cookies: of a request.
    """
    try:
        kept = json.loads(unquote(cookies.get(_COOKIE, "")))
        prepared, reviewed = kept
        return Names(fit_name(prepared), fit_name(reviewed))
    except (ValueError, TypeError, AttributeError):
        return Names()


def keep_names(response: Response, names: Names) -> None:
    """Let the browser keep the names until it is closed; no other site's page can send them along.

    Args:
        response: the answer that carries them.
        names: who signs.
    """
    kept = quote(json.dumps([names.prepared, names.reviewed], ensure_ascii=False))
    response.set_cookie(_COOKIE, kept, path="/", httponly=True, samesite="Strict")


def fit_name(text: str) -> str:
    r"""Give a name without the blanks around it; "" where it cannot be one.

    Examples:
        >>> fit_name(" 甲 "), fit_name("甲\n乙")
        ('甲', '')
    """
    name = text.strip()
    return name if name.isprintable() and len(name) <= _LONGEST else ""
