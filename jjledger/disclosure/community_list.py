"""The list of a district's communities by the pinyin of their names, cut into pages where it is long."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from jjledger.disclosure.models import DistrictIndex, DistrictRow
from jjledger.disclosure.reading import OTHER, reading, typed
from jjledger.disclosure.site_models import CommunityList, LetterLink, ListedCommunity, ListedGroup, ListPart

SHORT: Final = 40  # a list that needs no headings
MOST_ROWS: Final = 150  # of twenty elements and 700 bytes each, on a page of 3,500 and 150 kB
MOST_TROUBLED: Final = 20
_BEHIND: Final = ("late", "held")  # online; what did not hang is told in its row


def community_list(index: DistrictIndex) -> CommunityList:
    """Put the communities of a district in the order of their names' pinyin."""
    listed = sorted(
        map(_listed, index.rows), key=lambda one: (_group(one) == OTHER, one.reading, one.row.code)
    )
    paged = len(listed) > MOST_ROWS
    starts = range(0, max(len(listed), 1), MOST_ROWS)
    parts = tuple(
        _part(listed[start : start + MOST_ROWS], number if paged else 0, headed=len(listed) > SHORT)
        for number, start in enumerate(starts, 1)
    )
    troubled = [row for row in index.rows if row.state in _BEHIND]
    return CommunityList(
        parts=parts,
        letters=_letters(parts) if len(listed) > SHORT else (),
        troubled=tuple(troubled[:MOST_TROUBLED]),
        troubled_count=len(troubled),
        paged=paged,
    )


def _listed(row: DistrictRow) -> ListedCommunity:
    return ListedCommunity(row, " ".join(typed(row.name)), reading(row.name).whole)


def _group(one: ListedCommunity) -> str:
    return reading(one.row.name).group


def _part(listed: Sequence[ListedCommunity], number: int, *, headed: bool) -> ListPart:
    groups = [(initial, tuple(of_letter)) for initial, of_letter in groupby(listed, _group)]
    if not headed:
        return ListPart("", "", (ListedGroup("", "", tuple(listed)),))
    first, last = groups[0][0], groups[-1][0]
    letters = first if first == last else f"{first}–{last}"
    return ListPart(
        folder=f"list/{number}" if number else "",
        title=f"第 {number} 页（{letters}）" if number else "",
        groups=tuple(ListedGroup(initial, _anchor(initial), members) for initial, members in groups),
    )


def _anchor(initial: str) -> str:
    return f"letter-{'other' if initial == OTHER else initial.lower()}"


def _letters(parts: Sequence[ListPart]) -> tuple[LetterLink, ...]:
    """Lead to where each letter begins; a letter may go on on later pages."""
    found: dict[str, LetterLink] = {}
    for part in parts:
        for group in part.groups:
            known = found.get(group.initial)
            count = len(group.communities) + (known.count if known else 0)
            first = known or LetterLink(group.initial, 0, part.folder, group.anchor)
            found[group.initial] = LetterLink(first.initial, count, first.folder, first.anchor)
    return tuple(found.values())
