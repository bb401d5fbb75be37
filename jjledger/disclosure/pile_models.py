"""View models of a pile of papers to print and hand out: its volumes, its list, and what its sums come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class PileHead:
    """What a pile says about itself."""

    title: Annotated[str, "what the papers are: 分户对账单, 维修资金分摊通知单 or 维修资金续交通知"]
    community: Annotated[str, "name of the community"]
    community_code: Annotated[str, "code of the community, ASCII"]
    period_title: Annotated[str, "what they cover, 2025年度, or the day they are of"]
    subject: Annotated[str, "the fund, or the project that is shared out"]
    amount_label: Annotated[str, "what the amount is: 余额, 应分摊 or 应续交"]
    owed_label: Annotated[str, "what is owed besides: 欠款 or 其中尚欠; empty where nothing can be"]
    contact: Annotated[str, "office that answers questions"]
    sample: Annotated[bool, "demonstration data"]


@dataclass(frozen=True, slots=True)
class PileSheet:
    """One paper of a pile."""

    place: Annotated[int, "number in the pile, from 1"]
    volume: Annotated[int, "number of its volume, from 1; 0 where each paper is a file"]
    household: Annotated[str, "id, building-unit-room; of a selling unit its number"]
    house: Annotated[str, "the house in words"]
    fund: Annotated[str, "name of the fund"]
    amount_fen: Annotated[int, "the amount, in fen"]
    owed_fen: Annotated[int, "what is owed, in fen"]


@dataclass(frozen=True, slots=True)
class PileVolume:
    """One volume: a file to print, with its list as cover."""

    head: Annotated[PileHead, "what the pile says about itself"]
    number: Annotated[int, "from 1"]
    count: Annotated[int, "how many volumes there are"]
    sheets: Annotated[tuple[PileSheet, ...], "its papers in their order"]
    amount_fen: Annotated[int, "sum of their amounts, in fen"]
    owed_fen: Annotated[int, "sum of what is owed, in fen"]


@dataclass(frozen=True, slots=True)
class VolumeLine:
    """One volume on the list of a pile."""

    number: Annotated[int, "from 1"]
    file: Annotated[str, "name of its file"]
    first_house: Annotated[str, "the house it begins with, in words"]
    last_house: Annotated[str, "the house it ends with, in words"]
    sheet_count: Annotated[int, "papers in it"]
    amount_fen: Annotated[int, "sum of their amounts, in fen"]
    owed_fen: Annotated[int, "sum of what is owed, in fen"]


@dataclass(frozen=True, slots=True)
class PileTie:
    """What the papers come to beside what the books say."""

    label: Annotated[str, "what is compared"]
    papers_fen: Annotated[int, "sum of the papers, in fen"]
    books_fen: Annotated[int, "the same of the general book, in fen"]


@dataclass(frozen=True, slots=True)
class PileList:
    """打印清单: what a run has printed, and that nobody is missing."""

    head: Annotated[PileHead, "what the pile says about itself"]
    volumes: Annotated[tuple[VolumeLine, ...], "the files in their order; none where each paper is a file"]
    sheet_count: Annotated[int, "papers in all"]
    amount_fen: Annotated[int, "sum of all amounts, in fen"]
    owed_fen: Annotated[int, "sum of what is owed, in fen"]
    ties: Annotated[
        tuple[PileTie, ...], "what the sums are compared with; each agrees, or nothing is printed"
    ]
    notes: Annotated[tuple[str, ...], "how to print, and whom there is no paper for"]
