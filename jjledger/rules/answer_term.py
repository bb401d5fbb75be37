"""By when an objection to what was disclosed is answered, and on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from jjledger.law import Law
from jjledger.rules.announcement import whole

RULE: Final = "objection_answer"
USUAL_DAYS: Final = 15
_USUAL: Final = "按通行做法"
_OWN: Final = "按本小区设定"
_LIKE: Final = "参照"


@dataclass(frozen=True, slots=True)
class AnswerTerm:
    """A last day to answer, and why that day."""

    due: date
    ground: str  # an article that is followed, or what the community set or is usual
    phrase: str  # the words of the article, "" without one
    words: str


def answer_term(law: Law, received: date, due: date | None = None) -> AnswerTerm:
    """Say by when an objection is answered.

    No article speaks of objections to what was disclosed: 民法典 第285条 is about what owners ask
    the service firm, and so is a city's term for complaints. Such a term is followed, and said to be.

    Args:
        law: of the community.
        received: day on which the objection came.
        due: the last day as it was put on record; None: it is not yet.

    Source: 杭州市物业管理条例 第50条 (物业服务人应当自收到投诉之日起十日内作出答复); R45.
    """
    ruling = law.find(RULE, received)
    days = USUAL_DAYS if ruling is None else whole(ruling)
    reckoned = received + timedelta(days=days)
    if due is not None and due != reckoned:
        return AnswerTerm(due, _OWN, "", f"登记时定的日期，{_OWN}")
    after = f"收到后 {days} 天内"
    if ruling is None:
        return AnswerTerm(reckoned, _USUAL, "", f"{after}，{_USUAL}")
    if ruling.set_by_level == "community":
        return AnswerTerm(reckoned, _OWN, ruling.phrase, f"{after}，{_OWN}")
    ground = ruling.citation if ruling.citation.startswith(_LIKE) else f"{_LIKE}{ruling.citation}"
    note = f"（{ruling.note.rstrip('。')}）" if ruling.note else ""
    return AnswerTerm(reckoned, ground, ruling.phrase, f"{after}，{ground}{note}")
