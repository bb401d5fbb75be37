"""What a page says of the households' figures that are sealed under it: how many, and the two roots over them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated


@dataclass(frozen=True, slots=True)
class HouseholdAddress:
    """Where a household opens its statements on its phone; whoever has it may read them."""

    address: Annotated[str, "the whole address, with the secret behind the #"]
    place: Annotated[str, "the page of it, where the words are typed"]
    words: Annotated[str, "the secret for typing, capitals and digits in groups of four"]
    last_day: Annotated[date, "the last day on which this period is found there"]


@dataclass(frozen=True, slots=True)
class HouseholdProof:
    """What a household's own paper carries, so that anybody it is shown to can verify it."""

    entry: Annotated[int, "which entry of the public log published the total"]
    root: Annotated[str, "root of the log with it, as posters print it, 64 hexadecimal digits"]
    code: Annotated[str, "text of the code on the paper, to be verified with a poster's"]
    pack: Annotated[str, "the whole proof, to be verified by itself"]
    demo: Annotated[bool, "sealed with keys for demonstration, which nobody keeps"] = False
    address: Annotated[str, "address of the page that verifies; empty where the site has none"] = ""
    link: Annotated[
        HouseholdAddress | None,
        "the household's own link; empty where there are none, where it is closed or its time is over",
    ] = None


@dataclass(frozen=True, slots=True)
class SealedFund:
    """The seal over every household's statement of a fund and period; no single one can be told from it."""

    households: Annotated[int, "households whose statements are under it"]
    statements: Annotated[str, "root over the statements, 64 hexadecimal digits"]
    closing_fen: Annotated[int, "what the households have together, in fen"]
    closing_root: Annotated[
        str, "root of the line on which each of these fens is one household's; empty where there is none"
    ]
    arrears_fen: Annotated[int, "what households owe together, in fen"]
    arrears_root: Annotated[str, "root of the line of these; empty where nobody owes"]
    demo: Annotated[bool, "sealed with keys for demonstration, which nobody keeps"] = False
