"""What a disclosure answers before anybody asks, and its drawings: parts of its view model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

Decider = Literal["owners", "emergency", "committee", "not_needed", "together", "unstated"]


@dataclass(frozen=True, slots=True)
class Accumulated:
    """Money in and out over a span that ends with the period."""

    label: Annotated[str, "本期, 今年以来 or 建账以来"]
    first_day: Annotated[date, "first day of the span"]
    opening_fen: Annotated[int, "what there was before the span, in fen"]
    in_fen: Annotated[int, "what came in, in fen"]
    out_fen: Annotated[int, "what went out, in fen, positive"]
    result_fen: Annotated[int, "what came in less what went out, in fen"]
    closing_fen: Annotated[int, "what is left at the period's end, in fen"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One line beside the same line of the same period a year before."""

    label: Annotated[str, "name of the item or sum"]
    kind: Annotated[Literal["in", "out", "sum"], "money in, money out, or a sum of the page"]
    amount_fen: Annotated[int, "of this period, in fen"]
    before_fen: Annotated[int, "of the same period a year before, in fen"]
    change_fen: Annotated[int, "this period less the one a year before, in fen"]
    percent: Annotated[
        str,
        "the change in per cent with one decimal, halves away from zero: +8.0%; words where there is none",
    ]


@dataclass(frozen=True, slots=True)
class Decided:
    """What one decision, or one reason why none is needed, was spent on in the period."""

    decider: Annotated[
        Decider,
        "owners: by a vote; emergency: by certificate; committee: within its limits; not_needed; together: small "
        "uses whose decisions stand on their vouchers; unstated: nobody is named",
    ]
    who: Annotated[str, "who decided, in words"]
    ground: Annotated[str, "the decision with its vote, the limits, or why none is needed"]
    amount_fen: Annotated[int, "what was spent on it in the period, in fen"]
    vouchers: Annotated[tuple[str, ...], "anchors of the vouchers"]


@dataclass(frozen=True, slots=True)
class Answers:
    """What owners ask about a statement most."""

    said: Annotated[
        tuple[str, ...],
        "plain sentences: whether the period brought more than it took, what is prepaid, gross and net",
    ]
    accumulated: Annotated[
        tuple[Accumulated, ...], "the period, the year so far and all since the books began, each once"
    ]
    earlier_fen: Annotated[
        int, "what came in before the period and belongs to it, as far as vouchers or contracts say; in fen"
    ]
    decided: Annotated[tuple[Decided, ...], "who decided what was spent; sums to all that was spent"]
    compared: Annotated[
        tuple[Compared, ...],
        "lines and sums beside the same period a year before; empty where the books have none",
    ]
    compared_with: Annotated[str, "the period a year before in words, or why nothing is compared"]


@dataclass(frozen=True, slots=True)
class Flow:
    """One band of the drawing of where the money went."""

    label: Annotated[str, "name of the item"]
    amount_fen: Annotated[int, "amount in fen, above zero"]
    side: Annotated[Literal["from", "to"], "where it came from, or where it went; both sides sum to the same"]
    kind: Annotated[Literal["opening", "income", "expense", "closing"], "what it is"]


@dataclass(frozen=True, slots=True)
class BalancePoint:
    """What there was at the end of a day."""

    label: Annotated[str, "期初, 1月末 or 2025年6月末"]
    day: Annotated[date, "end of this day; of 期初 the day before the period"]
    amount_fen: Annotated[int, "what there was, in fen"]


@dataclass(frozen=True, slots=True)
class BelowLine:
    """How many households had less than the law's share of their first deposit."""

    label: Annotated[str, "2025年6月末"]
    day: Annotated[date, "end of this day, a half-year's end"]
    households: Annotated[
        int | None,
        "their number; empty where they or the others are fewer than ten, or could be told by subtraction",
    ]
    line: Annotated[str, "share of the first deposit below which a household has to pay in again, 30%"]


@dataclass(frozen=True, slots=True)
class Charts:
    """The drawings beside the bars; each says its figures in words too."""

    flows: Annotated[tuple[Flow, ...], "where the money came from and where it went"]
    balances: Annotated[
        tuple[BalancePoint, ...],
        "public revenue: before the period and at the end of each of its months; owners' money: half-years' ends",
    ]
    below: Annotated[
        tuple[BelowLine, ...], "owners' funds: households below the line, half-year by half-year"
    ] = ()
    below_ground: Annotated[
        str, "the article that sets the line, and whom it leaves out; empty where none"
    ] = ""
