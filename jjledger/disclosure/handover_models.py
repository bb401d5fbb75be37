"""View model of a hand-over list: what one committee, or one bookkeeper, hands to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from jjledger.disclosure.models import Ground


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One thing handed over."""

    item: Annotated[str, "记账凭证 2025年 收"]
    quantity: Annotated[str, "12 张"]
    detail: Annotated[str, "numbers, balances, where it is kept"]


@dataclass(frozen=True, slots=True)
class HandoverSection:
    """Things of one kind."""

    title: Annotated[str, "一、记账凭证"]
    rows: Annotated[tuple[HandoverRow, ...], "in the order in which they are counted"]
    words: Annotated[str, "said where there are no rows, or beside them"]


@dataclass(frozen=True, slots=True)
class HandoverList:
    """移交清册."""

    community: Annotated[str, "name of the community"]
    community_code: Annotated[str, "code of the community, ASCII"]
    day: Annotated[date, "of the change; the books are told to its end"]
    reason: Annotated[str, "换届"]
    giver: Annotated[str, "who hands over"]
    taker: Annotated[str, "who takes over"]
    due: Annotated[date | None, "last day for the hand-over; null where no rule is in force"]
    standing: Annotated[str, "还剩 3 天, or how late it is"]
    ground: Annotated[Ground | None, "the rule"]
    sections: Annotated[tuple[HandoverSection, ...], "in the order in which they are handed over"]
    state: Annotated[str, "which state of the ledger it was drawn up from"]
    sample: Annotated[bool, "demonstration data"]
