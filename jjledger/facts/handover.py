"""Books that change hands, as the record of a hand-over has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

HandoverReason = Literal["term", "member", "bookkeeper"]
REASON_WORDS: Final[dict[HandoverReason, str]] = {
    "term": "业主委员会换届", "member": "业主委员会成员资格终止", "bookkeeper": "会计人员更换",
}  # fmt: skip
FOLDER: Final = "handovers"


@dataclass(frozen=True, slots=True)
class Handover:
    """One hand-over on record; who hands over to whom stays in the file."""

    day: date  # of the change
    reason: HandoverReason
    due: date | None  # None: the place sets no day
    done: date | None  # None: not handed over yet
    file: str
