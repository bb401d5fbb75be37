"""The accountant's own pages as HTML: forms and lists that are never published.

What lives here: which template a page takes, and what frames it. What must not: what a page
does, and what a person may do on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jjledger.errors import Trouble
from jjledger.render.html import environment


@dataclass(frozen=True, slots=True)
class DeskFrame:
    """What stands around every page of the desk."""

    code: str  # of the community; "" on the page of all communities
    community: str  # its name
    page: str  # the open page, import, drafts …; "" none of them
    pages: Sequence[tuple[str, str]]  # address and title of each
    several: bool  # there is a page of all communities to go back to
    prepared: str  # who signs, as said before in this session; "" nobody yet
    reviewed: str
    saved: Sequence[str]  # what has just been written, a line each; empty: nothing
    troubles: Sequence[Trouble]  # why what was asked for was not done; empty: it was
    blocking: int  # findings that say the books are wrong
    foreign: int  # files with edits that the history does not know
    once: str  # names the form: sent a second time unchanged, it does nothing a second time


def desk_page(name: str, frame: DeskFrame, given: Mapping[str, object]) -> str:
    """Write a page of the desk.

    Args:
        name: of the template, without folder and ending.
        frame: what stands around it.
        given: what the template is given besides.
    """
    return environment().get_template(f"desk/{name}.html.j2").render(frame=frame, **given)
