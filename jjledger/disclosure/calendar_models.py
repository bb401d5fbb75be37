"""View model of what a community owes its owners, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

DutyState = Literal["late", "held", "missing", "open", "unposted", "complete", "coming"]


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that is due: a disclosure of a period, or what an event brings with it."""

    kind: Annotated[
        str,
        "a document, public-revenue …, or urgent-use, handover, change-audit, objection, warranty-item, warranty-return",
    ]
    title: Annotated[str, "公共收益收支公示, 应急使用公告, 移交 …"]
    subject: Annotated[str, "2025年第三季度, or what happened"]
    period_code: Annotated[str, "period as in the address; empty where no disclosure is due"]
    due: Annotated[date | None, "last day; empty where no rule sets one"]
    ground: Annotated[str, "why it is due: an article, or what the community set or is usual"]
    phrase: Annotated[str, "the words of the article, empty without one"]
    term: Annotated[str, "why that is its last day"]
    state: Annotated[
        DutyState,
        "late, held or missing: not out yet; open: no day is set; unposted: out and not hung long enough; complete; coming",
    ]
    words: Annotated[str, "how it stands, in a sentence"]
    done: Annotated[date | None, "day it went out or was done; empty where it is not"] = None
    late_days: Annotated[int, "days after the last one, until it was done or until today"] = 0
    posted: Annotated[str, "where and how long it hung, in words; empty where it is not out"] = ""
