"""View models of the papers for the notice board: the poster, and the sheet for the old."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from jjledger.disclosure.models import Head

RowKind = Literal["opening", "sum", "item", "rest", "closing"]
Scale = Literal["large", "normal", "small"]


@dataclass(frozen=True, slots=True)
class PosterRow:
    """One row of the poster's sum."""

    kind: Annotated[
        RowKind,
        "opening: brought forward; sum: moves the balance; item: part of the sum above;"
        " rest: smaller parts together; closing: what is left",
    ]
    sign: Annotated[
        Literal["", "+", "-", "="], "of a sum: whether its amount adds or takes; = closes; empty on others"
    ]
    label: Annotated[str, "what it is; 其余 n 项合计 for the rest"]
    amount_fen: Annotated[int, "amount in fen, positive where it goes the way its sum's sign says"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a paper prints so that it can be held against the public log."""

    root: Annotated[str, "the check code, 64 hexadecimal digits; empty where there is none yet"] = ""
    entry: Annotated[int | None, "which entry of the log it is; empty where it is none"] = None
    demo: Annotated[bool, "signed with a key for demonstration"] = False


@dataclass(frozen=True, slots=True)
class Foot:
    """What the papers of a notice board say of themselves at their foot."""

    posting: Annotated[tuple[str, ...], "from which day to which the notice hangs, in clauses"]
    contact: Annotated[str, "office that answers questions"]
    grounds: Annotated[tuple[str, ...], "articles this notice fulfils"]
    address: Annotated[
        str, "address of the period's page, where every version is listed; empty where it is unknown"
    ]
    root: Annotated[tuple[str, ...], "the check code in groups of eight; empty where there is none yet"]
    draft: Annotated[bool, "not out yet; 草稿 is printed across"]
    entry: Annotated[int | None, "which entry of the public log it is; empty where it is none"] = None
    demo: Annotated[bool, "signed with a key for demonstration"] = False


@dataclass(frozen=True, slots=True)
class Poster:
    """A disclosure for the notice board, to be read from one and a half metres."""

    head: Annotated[Head, "what the notice says about itself"]
    closing_label: Annotated[str, "what the largest figure is"]
    closing_fen: Annotated[int, "what is left, in fen"]
    closing_capital: Annotated[str, "what is left, in capital characters"]
    rows: Annotated[tuple[PosterRow, ...], "how it came about: opening and sums make the closing balance"]
    scale: Annotated[Scale, "size of the rows' letters, the largest in which they fit"]
    tied: Annotated[bool, "whether the bank confirmed it"]
    tie: Annotated[str, "the tie to the bank in a line"]
    notes: Annotated[tuple[str, ...], "what else must be said of the figures, a sentence each"]
    correction: Annotated[
        tuple[str, ...], "of a later version: what it replaces and what changed; empty on the first"
    ]
    foot: Annotated[Foot, "dates, contact, grounds and code"]
    tall: Annotated[bool, "the foot has more lines than stand beside the place for the seal"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the three numbers."""

    label: Annotated[str, "收进, 用掉 or 还剩; 2025年6月30日原有"]
    amount_fen: Annotated[int, "amount in fen"]


@dataclass(frozen=True, slots=True)
class OneSheet:
    """A disclosure on one sheet for the old: three numbers and five sentences."""

    head: Annotated[Head, "what the sheet says about itself"]
    title: Annotated[str, "what it is about, in daily words"]
    before: Annotated[Figure, "what there was before, in smaller letters above the numbers"]
    figures: Annotated[tuple[Figure, Figure, Figure], "three numbers"]
    sentences: Annotated[tuple[str, str, str, str, str], "five sentences"]
    points: Annotated[Literal[22, 20, 18], "size of the sentences' letters, the largest with which they fit"]
    correction: Annotated[str, "of a later version: what it replaces and why; empty on the first"]
    foot: Annotated[Foot, "dates, contact, grounds and code"]
    tall: Annotated[bool, "the foot has more lines than it usually has"]


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """The sheet beside a poster: the code by which anybody verifies what is published, and the root for the eye."""

    community: Annotated[str, "name of the community"]
    period_title: Annotated[str, "the period in words"]
    sample: Annotated[bool, "demonstration data"]
    demo: Annotated[bool, "signed with a key for demonstration"]
    entry: Annotated[int, "which entry of the public log it is"]
    root: Annotated[str, "root of the log with it, 64 hexadecimal digits, as the posters print it"]
    code: Annotated[str, "text of the code: what was logged, and the proof that it was"]
    fingerprint: Annotated[str, "sign of the keys that the verifying page trusts, in groups of four"]
    log_key: Annotated[
        str, "public key of the log, which a witness takes from the wall and from nowhere else"
    ]
    address: Annotated[str, "address of the verifying page; empty where it is unknown"]
    contact: Annotated[str, "office that answers questions"]
