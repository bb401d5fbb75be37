"""The pack inside a page that a household saved: from its link, or its statement as a page.

What lives here: finding it, as the verifying page does. What must not: believing it; it is verified like any other pack.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from typing import Final

_BEGIN: Final = re.compile(r"\s*<!doctype html", re.ASCII | re.IGNORECASE)
_KEPT: Final = re.compile(r' id="saved">("[^<]*")<')  # JSON, in which no `<` is written out
_LINKED: Final = re.compile(r'="data:application/json;base64,([A-Za-z0-9+/=]+)"')


def is_page(data: bytes) -> bool:
    """Say whether a file is a page."""
    return _BEGIN.match(data.decode("utf-8-sig", errors="replace")) is not None


def saved_pack(data: bytes) -> bytes | None:
    """Give the pack that a page carries; None where it has none."""
    text = data.decode("utf-8-sig", errors="replace")
    try:
        if kept := _KEPT.search(text):
            return str(json.loads(kept[1])).encode()
        linked = _LINKED.search(text)
        return b64decode(linked[1], validate=True) if linked else None
    except ValueError:
        return None


def emptied(data: bytes) -> bytes | None:
    """Give a page that saved a pack as it was before; None where it is another kind of page."""
    text = data.decode("utf-8", errors="replace")
    return _KEPT.sub(' id="saved">null<', text, count=1).encode() if _KEPT.search(text) else None
