"""Split a whole amount among weights, exact to the fen.

Only whole numbers: floors first, then the missing fen one by one under a stated rule.
Nothing here knows what the weights mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from jjledger.facts.community import Remainder
from jjledger.facts.shares import FenArray

_INT64_LIMIT: Final = 2**63 - 1


def exact_array(values: npt.NDArray[np.int64], factor: int) -> npt.NDArray[np.int64]:
    """Give an array that may be summed, or multiplied by a factor, without overflow.

    Beyond the bound of int64 the elements become Python integers, slower and as exact.

    Args:
        values: whole numbers >= 0.
        factor: what each will be multiplied by, >= 0.
    """
    if int(values.max(initial=0)) * max(factor, len(values), 1) <= _INT64_LIMIT:
        return values
    return values.astype(object)


def apportion(total_fen: int, weights: npt.NDArray[np.int64], remainder: Remainder = "largest") -> FenArray:
    """Share an amount in proportion to weights; the shares sum to it exactly.

    A share of -t is minus the share of t. Who has no weight gets nothing.

    Args:
        total_fen: amount in fen, any sign.
        weights: whole numbers >= 0, in the order in which ties are broken (household id as text).
        remainder: who gets the odd fen: `largest` remainder, the `first` ones with weight,
            or the `last` one with weight (the whole tail).

    Returns:
        Fen per weight, in the order given.

    Raises:
        ValueError: no weight is above zero, or one is below.

    Source: 民法典 第283条 (proportion of floor area); largest remainder after `domain.md` D4,
        first and last as inherited systems do it (W11).

    Examples:
        >>> apportion(1234567, np.array([8952, 8952, 12830, 14006])).tolist()
        [247024, 247024, 354034, 386485]
    """
    if len(weights) == 0 or int(weights.min()) < 0 or int(weights.max()) == 0:
        msg = "weights must be whole numbers, none below zero and one above"
        raise ValueError(msg)
    amount = abs(total_fen)
    exact = exact_array(weights, amount)
    whole = int(exact.sum())
    products = exact * amount
    shares = products // whole
    missing = amount - int(shares.sum())
    if missing:
        shares[_odd_fen_takers(products - shares * whole, weights, missing, remainder)] += 1
        if remainder == "last":
            shares[np.flatnonzero(weights)[-1]] += missing - 1
    result: FenArray = shares.astype(np.int64)
    assert int(result.sum()) == amount, "shares must sum to the amount"
    return -result if total_fen < 0 else result


@dataclass(frozen=True, slots=True)
class ShareReason:
    """Why one share of an apportioned amount is what it is: the answer to "why one fen more"."""

    exact_fen: Fraction  # total × weight ÷ sum of weights, before rounding
    whole_fen: int  # rounded towards zero
    odd_fen: int  # what the remainder rule added, sign as the amount; 0 where it added nothing
    missing_fen: int  # how many odd fen there were in all, >= 0
    rank: int  # place of this remainder among all, from 1, the largest first and ties by order
    tied: bool  # others have the same remainder, and the missing fen go round only to some of them


def explain_share(
    total_fen: int, weights: npt.NDArray[np.int64], place: int, remainder: Remainder = "largest"
) -> ShareReason:
    """Say how one share of `apportion` comes about.

    Args:
        total_fen: amount in fen, any sign.
        weights: as `apportion` takes them.
        place: of the share in question.
        remainder: the rule.

    Source: 民法典 第283条; largest remainder after `domain.md` D4, the others W11.

    Examples:
        >>> reason = explain_share(1234567, np.array([8952, 8952, 12830, 14006]), 1)
        >>> reason.whole_fen, reason.odd_fen, reason.missing_fen, reason.rank
        (247023, 1, 2, 2)
    """
    return Explained(total_fen, weights, remainder).share(place)


class Explained:
    """An apportioned amount, so that thousands of its shares can be explained one by one."""

    def __init__(
        self, total_fen: int, weights: npt.NDArray[np.int64], remainder: Remainder = "largest"
    ) -> None:
        """Apportion, and rank what was cut off; the arguments are those of `apportion`."""
        self._total_fen, self._weights = total_fen, weights
        self._shares = apportion(total_fen, weights, remainder)
        amount = abs(total_fen)
        exact = exact_array(weights, amount)
        self._whole = int(exact.sum())
        self._floors = exact * amount // self._whole
        self._remainders = exact * amount - self._floors * self._whole
        order = np.argsort(-self._remainders, kind="stable")
        self._ranks = np.empty(len(order), dtype=np.int64)
        self._ranks[order] = np.arange(1, len(order) + 1)
        self._missing = amount - int(self._floors.sum())
        # Between these two runs the line: the last remainder that a fen is left for, and the next one.
        edge = (
            self._remainders[order[self._missing - 1 : self._missing + 1]].tolist() if self._missing else []
        )
        self._divided = edge[0] if len(set(edge)) == 1 else None

    def share(self, place: int) -> ShareReason:
        """Say how one share comes about."""
        floor = int(self._floors[place]) * (-1 if self._total_fen < 0 else 1)
        return ShareReason(
            Fraction(self._total_fen * int(self._weights[place]), self._whole),
            floor,
            int(self._shares[place]) - floor,
            self._missing,
            int(self._ranks[place]),
            int(self._remainders[place]) == self._divided,
        )


def _odd_fen_takers(
    remainders: npt.NDArray[np.int64], weights: npt.NDArray[np.int64], missing: int, remainder: Remainder
) -> npt.NDArray[np.intp]:
    """Give the places that take one fen more."""
    if remainder == "largest":
        return np.argsort(-remainders, kind="stable")[:missing]
    weighted = np.flatnonzero(weights)
    return weighted[:missing] if remainder == "first" else weighted[-1:]
