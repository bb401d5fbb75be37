"""View models of what the owners decided: the result of one vote, and what became of a year's decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from jjledger.disclosure.models import Head, VoucherView

Verdict = Literal["carried", "failed", "certified", "unknown"]


@dataclass(frozen=True, slots=True)
class TallyRow:
    """Some owners of a vote, counted."""

    label: Annotated[str, "全体业主, 参与表决, 同意, 不同意或弃权"]
    heads: Annotated[int, "owners"]
    area: Annotated[str, "floor area they have, in m² with two decimals"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """One of the four comparisons that a vote has to pass."""

    label: Annotated[str, "what is compared: 参与表决的业主人数"]
    share: Annotated[str, "the share that is asked for, 2/3"]
    exceed: Annotated[bool, "whether the share has to be exceeded (过半数), or reaching it is enough (以上)"]
    actual: Annotated[str, "what there was, with its unit"]
    whole: Annotated[str, "what it is a share of, with its unit"]
    least: Annotated[str, "the least that would do, with its unit"]
    percent: Annotated[str, "the share there was, in per cent, half-up to one decimal"]
    sum_words: Annotated[
        str, "the comparison in whole numbers, to be done again by hand: 286×3＝858，352×2＝704"
    ]
    met: Annotated[bool, "whether it is passed"]


@dataclass(frozen=True, slots=True)
class VoteResult:
    """表决结果公示 of one matter: who was asked, how many took part and agreed, and whether that was enough."""

    head: Annotated[Head, "what the page says about itself"]
    number: Annotated[str, "number of the decision"]
    subject: Annotated[str, "what was decided"]
    matter: Annotated[str, "which matter of 民法典 第278条 it is"]
    scope: Annotated[str, "whose decision it was: 03幢，54 户"]
    day: Annotated[date, "day of the vote or of the certificate"]
    verdict: Annotated[Verdict, "whether it carried; certified: an urgent use, which needs no vote"]
    verdict_words: Annotated[str, "the same in words"]
    tallies: Annotated[tuple[TallyRow, ...], "the count; empty where too few were asked, or nobody was"]
    thresholds: Annotated[tuple[Threshold, ...], "the comparisons; empty where the count is"]
    urgent_ground: Annotated[str, "of an urgent use, what was in danger; empty on others"]
    certified_by: Annotated[str, "the office that certified it; empty on others"]
    project: Annotated[str, "number of the repair it is for; empty where there is none on record"]


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """A decision, and what was spent on it."""

    number: Annotated[str, "number of the decision"]
    subject: Annotated[str, "what was decided"]
    day: Annotated[date, "day of the vote or of the certificate"]
    verdict: Annotated[Verdict, "whether it carried"]
    verdict_words: Annotated[str, "the same in words"]
    funds: Annotated[tuple[str, ...], "names of the funds that paid for it"]
    before_fen: Annotated[int, "spent on it before the period, in fen"]
    period_fen: Annotated[int, "spent on it in the period, in fen"]
    total_fen: Annotated[int, "spent on it so far, in fen"]
    vouchers: Annotated[tuple[str, ...], "anchors of the period's vouchers that name it"]
    note: Annotated[str, "what is not listed here one by one, and why"]


@dataclass(frozen=True, slots=True)
class DecisionsCarriedOut:
    """表决结果公示 of a year: every matter that was decided or paid for in it, with the money it took."""

    head: Annotated[Head, "what the page says about itself"]
    rows: Annotated[tuple[CarriedOut, ...], "by number"]
    before_fen: Annotated[int, "sum of what was spent before, in fen"]
    period_fen: Annotated[int, "sum of what was spent in the period, in fen"]
    total_fen: Annotated[int, "sum of what was spent so far, in fen"]
    vouchers: Annotated[tuple[VoucherView, ...], "vouchers of the period that name a decision"]
