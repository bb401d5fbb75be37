"""View model of the annual report: sentences a committee can read out, each with the figures it says as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from jjledger.disclosure.models import Head, VoucherView


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure that a sentence says; exactly one of amount, count and share is there."""

    label: Annotated[str, "what it is"]
    amount_fen: Annotated[int | None, "an amount, in fen"] = None
    count: Annotated[int | None, "a number of things or of households"] = None
    share: Annotated[str, "an exact share, as a fraction: -93/1125 is 8 % less; empty otherwise"] = ""


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """Where more is told of a sentence."""

    title: Annotated[str, "title of the disclosure's period: 2025年第三季度"]
    path: Annotated[str, "folder below the community's: 2025-Q3/"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the report."""

    words: Annotated[str, "the sentence"]
    figures: Annotated[tuple[Figure, ...], "every figure in it, in its order"]
    vouchers: Annotated[
        tuple[str, ...], "anchors of its vouchers; empty where they are too many or none"
    ] = ()
    places: Annotated[tuple[PlaceLink, ...], "disclosures that tell more"] = ()


@dataclass(frozen=True, slots=True)
class AnnualSection:
    """Sentences about one thing."""

    title: Annotated[str, "公共收益, 维修资金"]
    sentences: Annotated[tuple[Sentence, ...], "in the order in which they are read out"]


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """年度报告: what a committee reads out in ten minutes at most."""

    head: Annotated[Head, "what the page says about itself"]
    sections: Annotated[tuple[AnnualSection, ...], "in the order in which they are read out"]
    ahead: Annotated[
        tuple[AnnualSection, ...],
        "what is planned, and whom to ask, as known when it went out; what is planned later corrects nothing",
    ]
    characters: Annotated[int, "characters of all sentences, blanks aside"]
    seconds: Annotated[int, "how long reading them out takes, at 220 characters a minute, rounded up"]
    time_words: Annotated[str, "the same in words"]
    left_out: Annotated[int, "sentences about the smallest things that were left out to keep within the time"]
    vouchers: Annotated[tuple[VoucherView, ...], "vouchers that sentences lead to"]
