"""An owner's objection to what was disclosed, and what became of it, as its record under objections/ states it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from jjledger.facts.finding import Place

FOLDER: Final = "objections"
Result = Literal["stands", "corrected", "withdrawn"]
RESULT_WORDS: Final[dict[Result, str]] = {
    "stands": "核对无误，维持", "corrected": "有误，更正", "withdrawn": "业主撤回",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What the owner was told, and what the books were held against."""

    day: date
    result: Result
    words: str
    papers: tuple[str, ...]  # files among the originals: the re-check, the answer as sent


@dataclass(frozen=True, slots=True)
class Objection:
    """One objection. Who made it and in which words is never published."""

    id: str  # 2025-10-22-1: the day and a number
    day: date
    period_code: str
    document: str  # public-revenue; "" is no single one
    line: str  # what of it: 停车·月租, 付-0012
    words: str
    household: str  # "" where the owner is not told by a house
    due: date  # the last day to answer
    answer: Answer | None
    at: Place
