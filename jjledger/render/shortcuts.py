"""Shortcuts through WeasyPrint 70 that save a quarter of the work and change not a byte.

They reach into its insides: the version is fixed in pyproject.toml, and a test prints every kind of paper both
ways. Two more say the same in other bytes, on which see drawing_shortcuts.
"""

from __future__ import annotations

from typing import Final

import pydyf
from weasyprint import svg

from jjledger.render import drawing_shortcuts, layout_shortcuts, style_shortcuts, type_shortcuts

_SHORT: Final = (
    *style_shortcuts.SHORT,
    *layout_shortcuts.SHORT,
    *type_shortcuts.SHORT,
    *drawing_shortcuts.SHORT,
)
# What each of them stands for: owner, name and the long way.
LONG: Final = tuple((owner, name, vars(owner)[name]) for owner, name, _ in _SHORT)


def shorten() -> None:
    """Take the shortcuts from now on, in this process."""
    for owner, name, short in _SHORT:
        setattr(owner, name, short)
    svg.TAGS |= drawing_shortcuts.TAGS
    pydyf.Stream.data = drawing_shortcuts.STREAM
