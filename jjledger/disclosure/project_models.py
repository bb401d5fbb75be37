"""View model of a repair: what is planned and decided, and what it came to and who shares it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from jjledger.disclosure.decision_models import Threshold, Verdict
from jjledger.disclosure.models import Head, VoucherView

Stage = Literal["planned", "settled", "paid"]


@dataclass(frozen=True, slots=True)
class ProjectPlan:
    """What is to be done, for whom, on what ground."""

    number: Annotated[str, "number of the project"]
    subject: Annotated[str, "what is repaired"]
    category: Annotated[str, "kind of repair: 电梯"]
    funds: Annotated[tuple[str, ...], "names of the funds that pay"]
    scope: Annotated[str, "who shares it: 01幢1单元，36 户"]
    households: Annotated[int, "households that share it"]
    area: Annotated[str, "their floor area, in m² with two decimals"]
    work: Annotated[str, "what will be done, in words; empty where nobody wrote it down"]
    start: Annotated[date | None, "first day of the work, as planned; empty where nobody wrote it down"]
    budget_fen: Annotated[int, "what was planned, in fen"]
    decision: Annotated[str, "what it rests on, with title and day"]
    verdict: Annotated[Verdict, "whether the decision carried; certified: an urgent use, without a vote"]
    verdict_words: Annotated[str, "the same in words"]
    thresholds: Annotated[tuple[Threshold, ...], "what the vote was held against; empty where there was none"]
    urgent_ground: Annotated[str, "of an urgent use, what was in danger; empty on others"]
    certified_by: Annotated[str, "the office that certified it; empty on others"]


@dataclass(frozen=True, slots=True)
class Instalment:
    """A payment the contract provides for."""

    name: Annotated[str, "预付款"]
    amount_fen: Annotated[int, "amount in fen"]


@dataclass(frozen=True, slots=True)
class ProjectContract:
    """Who does the work, and for how much."""

    contractor: Annotated[str, "organisations as they are, everybody else masked"]
    number: Annotated[str, "number of the contract"]
    day: Annotated[date, "day of the contract"]
    amount_fen: Annotated[int, "its amount, in fen"]
    instalments: Annotated[tuple[Instalment, ...], "payments it provides for"]


@dataclass(frozen=True, slots=True)
class Approval:
    """Something that was approved beyond the budget."""

    decision: Annotated[str, "its decision, with title and day where the record is on file"]
    amount_fen: Annotated[int, "amount in fen"]


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment that was made."""

    day: Annotated[date, "day of the voucher"]
    number: Annotated[str, "付-0012"]
    payee: Annotated[str, "organisations as they are, everybody else masked"]
    summary: Annotated[str, "what it was for"]
    fund: Annotated[str, "fund it was paid from"]
    amount_fen: Annotated[int, "amount in fen"]
    voucher: Annotated[str, "anchor of its voucher"]


@dataclass(frozen=True, slots=True)
class ShareRow:
    """What the houses of one building bear, or of several where one alone would show a household."""

    label: Annotated[str, "03幢, 02、05幢合并, 售房单位"]
    households: Annotated[int, "households in the row"]
    amount_fen: Annotated[int, "what they bear together, in fen"]
    note: Annotated[str, "why buildings stand together"] = ""


@dataclass(frozen=True, slots=True)
class ProjectOutcome:
    """What it came to by the page's day."""

    settled_day: Annotated[date, "day of the settlement"]
    settled_fen: Annotated[int, "what it came to, in fen"]
    approvals: Annotated[tuple[Approval, ...], "what was approved beyond the budget"]
    approved_fen: Annotated[int, "budget and what was approved beyond it, in fen"]
    payments: Annotated[tuple[Paid, ...], "payments by day"]
    paid_fen: Annotated[int, "paid by the page's day, in fen"]
    owed_fen: Annotated[int, "settlement less what was paid, in fen"]
    shares: Annotated[tuple[ShareRow, ...], "what was paid, by the buildings that bear it"]
    shared_fen: Annotated[int, "sum of all shares, which is what was paid; in fen"]
    announce_by: Annotated[
        date | None, "of an urgent use that is paid out, last day for telling the owners; empty on others"
    ]
    announce_words: Annotated[str, "the same in words, with its article"]


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """维修项目公示 of one repair, before it (plan, budget, scope, vote) or after (settlement, shares)."""

    head: Annotated[Head, "what the page says about itself"]
    stage: Annotated[
        Stage, "planned: before; settled: when it was settled; paid: when the last of it was paid out"
    ]
    stage_words: Annotated[str, "the same in words"]
    plan: Annotated[ProjectPlan, "what is to be done, for whom, on what ground"]
    contract: Annotated[
        ProjectContract | None,
        "who does the work; empty where there is none, and before a repair whose contract is later",
    ]
    total_fen: Annotated[int, "budget before, settlement after, in fen"]
    total_capital: Annotated[str, "the same in capital characters"]
    method: Annotated[str, "how each house's share is computed, to be done again by hand"]
    per_m2: Annotated[str, "what a square metre bears, in yuan, cut off with … where it goes on"]
    example: Annotated[str, "what 100 m² bear, in words; empty where a selling unit bears part"]
    outcome: Annotated[ProjectOutcome | None, "what it came to; empty before"]
    vouchers: Annotated[tuple[VoucherView, ...], "vouchers of the payments"]
