"""From a split to amounts per household; the first half of the replay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from jjledger.facts.shares import FenArray, FundShares, MovementKind
from jjledger.facts.voucher import Part, Posting, Split, Voucher
from jjledger.rules.apportion import apportion
from jjledger.rules.problem import Problem
from jjledger.rules.scope import WEIGHT_UNITS, Sharers, in_scope, scope_items, weight_of

SELLING_UNIT: Final = "selling_unit:"


def selling_units(shares: FundShares) -> tuple[str, ...]:
    """List the holders of a fund that are selling units."""
    return tuple(holder for holder in shares.holders if holder.startswith(SELLING_UNIT))


@dataclass(frozen=True, slots=True)
class Shared:
    """Amounts per holder of one posting, each holder at most once."""

    holders: npt.NDArray[np.int64]
    amounts: FenArray  # what it adds to the holder's money
    part: Part
    weights: tuple[int, ...] = ()
    weight_unit: str = ""
    total_weight: int = 0


@dataclass(frozen=True, slots=True)
class Holders:
    """Who may hold money in a fund."""

    places: Mapping[str, int]  # household id or selling unit → place in the arrays
    everyone: Sharers


def movement_kind(posting: Posting) -> MovementKind:
    """Name what a posting to owners' money does to a household."""
    code = posting.account.code
    if code == "4001":
        return "deposit" if posting.amount_fen < 0 else "refund"
    if code in {"5001", "5901"}:
        return "draw"
    if code == "5101":
        return "refund"
    assert posting.split is not None, "only split postings are replayed"
    return "distribution" if posting.split.kind == "interest" else "transfer"


def share_posting(voucher: Voucher, posting: Posting, holders: Holders) -> tuple[Shared, ...] | Problem:
    """Work out whose money a posting moved, for every split but `interest`.

    Args:
        voucher: where the posting stands.
        posting: a posting with a split.
        holders: the fund's holders and register rows.

    Returns:
        One record a part (principal, interest), or the first problem.
    """
    split = posting.split
    assert split is not None, "only split postings are replayed"
    blank = Problem("unknown_household", voucher, posting)
    if split.kind == "household":
        return _one(split.value, split.part, holders, blank)
    if split.kind == "selling_unit":
        return _one(SELLING_UNIT + split.value, split.part, holders, blank)
    if split.kind == "detail":
        return _listed(split, holders, blank)
    return _by_scope(split, holders, blank)


def _one(holder: str, part: Part, holders: Holders, blank: Problem) -> tuple[Shared, ...] | Problem:
    place = holders.places.get(holder)
    if place is None:
        return replace(blank, named=holder)
    amount = np.array([-blank.posting.amount_fen], dtype=np.int64)
    return (Shared(np.array([place], dtype=np.int64), amount, part),)


def _listed(split: Split, holders: Holders, blank: Problem) -> tuple[Shared, ...] | Problem:
    """Take the rows of a detail file; they sum to the posting, with its sign or without."""
    posted = blank.posting.amount_fen
    listed = sum(row.amount_fen for row in split.rows)
    if not split.rows:
        return replace(blank, kind="detail_empty")
    if abs(listed) != abs(posted):
        return replace(blank, kind="detail_sum", figures=(listed, posted))
    sign = -1 if listed == posted else 1
    sums: dict[Part, dict[int, int]] = {"principal": {}, "interest": {}}
    for row in split.rows:
        place = holders.places.get(row.household)
        if place is None:
            return replace(blank, named=row.household, line=row.line)
        of_part = sums[row.part]
        of_part[place] = of_part.get(place, 0) + sign * row.amount_fen
    return tuple(
        Shared(
            np.array(list(of_part.keys()), dtype=np.int64),
            np.array(list(of_part.values()), dtype=np.int64),
            part,
        )
        for part, of_part in sums.items()
        if of_part
    )


def _by_scope(split: Split, holders: Holders, blank: Problem) -> tuple[Shared, ...] | Problem:
    try:
        items = scope_items(split.value)
    except ValueError:
        return replace(blank, kind="scope_form", named=split.value)
    rows, unmatched = in_scope(holders.everyone, items, blank.voucher.day)
    if unmatched:
        return replace(blank, kind="scope_unmatched", named=unmatched[0])
    weights = np.array([weight_of(row, split.key) for row in rows], dtype=np.int64)
    if int(weights.sum()) == 0:
        return replace(blank, kind="no_weight", named=split.key)
    return (
        Shared(
            np.array([holders.places[row.id] for row in rows], dtype=np.int64),
            apportion(-blank.posting.amount_fen, weights),
            split.part,
            tuple(weights.tolist()),
            WEIGHT_UNITS[split.key],
            int(weights.sum()),
        ),
    )
