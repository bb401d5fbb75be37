"""One holder's part of what was shared out, and the words that say how it came about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from jjledger.disclosure.odd_fen import ExplainedRows, odd_words
from jjledger.disclosure.voucher_views import reference_words
from jjledger.facts.shares import ShareRows
from jjledger.units import FEN_PER_YUAN, cut_text, plain_yuan, yuan

_SPLIT_WORDS: Final = {
    "household": "凭证列明本户",
    "detail": "明细表列明本户",
    "selling_unit": "凭证列明售房单位",
}
_DIGITS: Final = 4  # decimals of a yuan that are printed of what does not come out even


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One holder's part of a posting's rows, in fen."""

    row: ShareRows
    place: int  # in the arrays of the row
    amount: int
    principal: int
    interest: int
    arrears: int


def rows_of(rows: Iterable[ShareRows], holder: int) -> list[OwnRow]:
    """Take out one holder's part of some rows, in the order of booking."""
    return [_own(row, place) for row in rows for place in np.flatnonzero(row.holders == holder).tolist()]


def rows_by_holder(rows: Iterable[ShareRows]) -> dict[int, list[OwnRow]]:
    """Take rows apart by holder, each holder's in the order of booking; keys are places of holders."""
    found: dict[int, list[OwnRow]] = {}
    for row in rows:
        for place, holder in enumerate(row.holders.tolist()):
            found.setdefault(holder, []).append(_own(row, place))
    return found


class RowsByHolder:
    """Rows sorted by holder, so that one holder's part is found without walking through all of them."""

    def __init__(self, rows: Sequence[ShareRows], holders: int) -> None:
        """Sort once.

        Args:
            rows: in the order of booking.
            holders: how many holders there are.
        """
        self._rows = rows
        counts = [len(row.holders) for row in rows]
        joined = np.concatenate([np.empty(0, dtype=np.int64), *(row.holders for row in rows)])
        order = np.argsort(joined, kind="stable")
        self._row_at = np.repeat(np.arange(len(rows), dtype=np.int32), counts)[order]
        places = [np.arange(count, dtype=np.int32) for count in counts]
        self._place_at = np.concatenate([np.empty(0, dtype=np.int32), *places])[order]
        self._starts = np.searchsorted(joined[order], np.arange(holders + 1))

    def of(self, holder: int) -> list[OwnRow]:
        """Give one holder's part, in the order of booking."""
        part = slice(int(self._starts[holder]), int(self._starts[holder + 1]))
        found = zip(self._row_at[part].tolist(), self._place_at[part].tolist(), strict=True)
        return [_own(self._rows[row], place) for row, place in found]


def _own(row: ShareRows, place: int) -> OwnRow:
    deltas = (row.amount, row.delta_principal, row.delta_interest, row.delta_arrears)
    return OwnRow(row, place, *(int(delta[place]) for delta in deltas))


class Formulas:
    """How amounts came about, so that they can be done again by hand; what all share of a posting is reckoned once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._explained = ExplainedRows()

    def of(self, item: OwnRow, accrued: str = "") -> str:
        """Write how an amount came about.

        Args:
            item: one holder's part of a posting's rows; whoever asks still holds all rows asked for.
            accrued: of `accrued_words`, where interest was accrued at published rates.
        """
        split = item.row.posting.split
        how = accrued
        if not how and item.row.weights:
            how = self._division(item)
        elif not how and split is not None:
            how = f"{_SPLIT_WORDS[split.kind]} {yuan(abs(item.amount))} 元"
        return note(item, how)

    def _division(self, item: OwnRow) -> str:
        """Write total × weight ÷ all weights, cut off where it goes on, and who got the odd fen.

        Of a distribution the rule is the fund's own: the reason that stands with it says who (`remainder_words`).

        Source: 民法典 第283条; scopes are shared by the largest remainder (`rules.shares`).
        """
        row = item.row
        share, total = abs(item.amount), abs(row.total_fen)
        weight, whole = row.weights[item.place], row.total_weight
        one, all_ = _weights(weight, whole, row.weight_unit)
        name, unit = ("积数 ", "") if row.weight_unit == "积数" else ("", f" {row.weight_unit}")
        exact = Fraction(total * weight, whole)
        text = f"{yuan(total)} 元 × {name}{one} ÷ {all_}{unit} = {exact_yuan(exact)} 元"
        if exact == share:
            return text
        odd = share - total * weight // whole
        if row.weight_unit == "积数":
            added = f"，补 {odd} 分" if odd else "，不补"
        else:
            added = f"；{odd_words(self._explained.share(row, item.place, 'largest'), 'largest')}"
        return f"{text}，先舍到分{added}，计 {yuan(share)} 元"


def exact_yuan(fen: Fraction) -> str:
    """Print an exact amount in yuan as a calculator shows it: to the fen, or cut off two digits later with …."""
    return cut_text(fen / FEN_PER_YUAN, 2, _DIGITS)


def note(item: OwnRow, how: str = "") -> str:
    """Say what a row reverses and what it did to arrears, with how it came about in between."""
    reverses = item.row.voucher.reverses
    parts = [f"冲销 {reference_words(reverses)}"] if reverses else []
    parts += [how] if how else []
    if item.arrears > 0:
        parts.append(f"余额不足，欠款增加 {yuan(item.arrears)} 元")
    elif item.arrears < 0:
        parts.append(f"先抵欠款 {yuan(-item.arrears)} 元")
    return "；".join(parts)


def _weights(weight: int, whole: int, unit: str) -> tuple[str, str]:
    """Print two weights in the unit people know: m² and yuan with decimals, 积数 in yuan × days."""
    if unit == "户":
        return str(weight), str(whole)
    write: Callable[[int], str] = plain_yuan if unit == "m²" else yuan
    one, all_ = write(weight), write(whole)
    if unit == "积数" and one.endswith(".00") and all_.endswith(".00"):
        return one.removesuffix(".00"), all_.removesuffix(".00")
    return one, all_
