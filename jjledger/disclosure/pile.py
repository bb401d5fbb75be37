"""A pile of papers: where it is cut into volumes, what its covers say, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from jjledger.disclosure.house_words import house_words
from jjledger.disclosure.models import HouseholdStatement
from jjledger.disclosure.notice_models import ShareNotice, TopUpNotice
from jjledger.disclosure.pile_models import (
    PileHead,
    PileList,
    PileSheet,
    PileTie,
    PileVolume,
    VolumeLine,
)
from jjledger.period import chinese_day
from jjledger.rules.shares import SELLING_UNIT

Notice = ShareNotice | TopUpNotice
Paper = HouseholdStatement | Notice
_LABELS: Final[dict[type, tuple[str, str]]] = {
    HouseholdStatement: ("余额", "欠款"),
    ShareNotice: ("应分摊", "其中尚欠"),
    TopUpNotice: ("应续交", ""),
}


def cut(holders: Sequence[str], most: int) -> tuple[range, ...]:
    """Cut a pile into volumes: at the end of a building where one ends in a volume's second half, or of a unit.

    Args:
        holders: households in the order of the pile, `building-unit-room`.
        most: papers in a volume at most.

    Returns:
        The places of each volume's papers; one volume where all fit in.

    Examples:
        >>> cut(["1-1-1", "1-1-2", "1-1-3", "2-1-1", "2-1-2"], 4)
        (range(0, 3), range(3, 5))
    """
    volumes = []
    start = 0
    while len(holders) - start > most:
        end = start + most
        ends = range(end, start + most // 2, -1)
        for parts in (1, 2):
            fitting = (at for at in ends if _part(holders[at - 1], parts) != _part(holders[at], parts))
            found = next(fitting, None)
            if found is not None:
                end = found
                break
        volumes.append(range(start, end))
        start = end
    return (*volumes, range(start, len(holders)))


def _part(holder: str, parts: int) -> str:
    return "-".join(holder.split("-")[:parts])


def pile_head(paper: Paper) -> PileHead:
    """Say what a pile is from its first paper."""
    head = paper.head
    amount, owed = _LABELS[type(paper)]
    if isinstance(paper, HouseholdStatement):
        period, subject = paper.head.period_title, paper.head.fund
    else:
        period = chinese_day(paper.head.day)
        subject = paper.project if isinstance(paper, ShareNotice) else paper.head.fund
    return PileHead(
        head.title,
        head.community,
        head.community_code,
        period,
        subject,
        amount,
        owed,
        head.contact,
        head.sample,
    )


def sheet_of(paper: Paper, place: int, volume: int) -> PileSheet:
    """Enter a paper in the list.

    Args:
        paper: which.
        place: its number in the pile, from 1.
        volume: the number of its volume; 0 none.
    """
    if isinstance(paper, HouseholdStatement):
        household, area = paper.household, paper.area
        amount, owed = paper.closing_principal_fen + paper.closing_interest_fen, paper.closing_arrears_fen
    else:
        household, area = paper.head.household, paper.head.area
        if isinstance(paper, ShareNotice):
            amount, owed = paper.share_fen, paper.arrears_fen
        else:
            amount, owed = paper.amount_fen, 0
    house = house_words(household if area else f"{SELLING_UNIT}{household}")
    return PileSheet(place, volume, household, house, paper.head.fund, amount, owed)


def pile_volume(head: PileHead, number: int, count: int, sheets: Sequence[PileSheet]) -> PileVolume:
    """Sum up a volume."""
    return PileVolume(head, number, count, tuple(sheets), _amount(sheets), _owed(sheets))


def pile_list(
    head: PileHead,
    files: Sequence[str],
    sheets: Sequence[PileSheet],
    ties: Iterable[PileTie],
    notes: Iterable[str],
) -> PileList:
    """Draw up the list of all that was printed.

    Args:
        head: the pile's.
        files: names of the volumes' files in their order; none where each paper is a file.
        sheets: every paper, in the order of the pile.
        ties: what the sums were compared with.
        notes: sentences below.
    """
    by_volume: dict[int, list[PileSheet]] = {}
    for sheet in sheets:
        by_volume.setdefault(sheet.volume, []).append(sheet)
    lines = tuple(
        VolumeLine(number, file, own[0].house, own[-1].house, len(own), _amount(own), _owed(own))
        for number, file in enumerate(files, 1)
        for own in (by_volume[number],)
    )
    checked = tuple(ties)
    assert all(tie.papers_fen == tie.books_fen for tie in checked), "papers must come to what the books say"
    assert not lines or sum(line.amount_fen for line in lines) == _amount(sheets), "volumes hold every paper"
    return PileList(head, lines, len(sheets), _amount(sheets), _owed(sheets), checked, tuple(notes))


def _amount(sheets: Iterable[PileSheet]) -> int:
    return sum(sheet.amount_fen for sheet in sheets)


def _owed(sheets: Iterable[PileSheet]) -> int:
    return sum(sheet.owed_fen for sheet in sheets)
