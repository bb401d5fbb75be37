"""What the splits came to: household rows per posting, and balances per household."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

from jjledger.facts.voucher import Posting, Voucher

FenArray = npt.NDArray[np.int64]
MovementKind = Literal["deposit", "refund", "draw", "distribution", "transfer"]


@dataclass(frozen=True, slots=True)
class ShareRows:
    """Household rows of one posting, in fen; arrays run in parallel.

    `delta_principal + delta_interest - delta_arrears == amount` in every row, and the
    amounts sum to what the posting added to owners' money.
    """

    day: date
    voucher: Voucher
    posting: Posting
    kind: MovementKind
    holders: npt.NDArray[np.int64]  # indices into FundShares.holders
    amount: FenArray  # what the row adds to the holder's money; negative: takes
    delta_principal: FenArray
    delta_interest: FenArray
    delta_arrears: FenArray
    weights: tuple[int, ...] = ()  # of a scope or distribution, parallel; () where none was used
    weight_unit: str = ""  # m², 户, 元, 积数; 应计: exact interest, fen × `total_weight`
    total_weight: int = 0
    total_fen: int = 0  # the shared amount, sign as `amount`
    undoes: int = -1  # place in FundShares.rows of the rows that these reverse; -1 none


@dataclass(frozen=True, slots=True)
class Balances:
    """Balances of all holders of a fund at the end of a day, in fen, never negative."""

    principal: FenArray
    interest: FenArray
    arrears: FenArray


@dataclass(frozen=True, slots=True)
class FundShares:
    """Everything a fund's splits came to, in the order of booking."""

    fund: str
    holders: tuple[str, ...]  # household ids in register order, then selling units as `selling_unit:01`
    rows: tuple[ShareRows, ...]
    kept_back_fen: int  # management share kept back in all distributions so far
    closing: Balances
    kept_back: tuple[tuple[date, int], ...] = ()  # day of each distribution and what it kept back, fen

    def index(self) -> Mapping[str, int]:
        """Map each holder to its place in the arrays."""
        return {holder: place for place, holder in enumerate(self.holders)}

    def balances_at(self, day: date) -> Balances:
        """Give the balances at the end of a day, by adding up the rows until then."""
        size = len(self.holders)
        principal, interest, arrears = (np.zeros(size, dtype=np.int64) for _ in range(3))
        for row in self.rows:
            if row.day <= day:
                np.add.at(principal, row.holders, row.delta_principal)
                np.add.at(interest, row.holders, row.delta_interest)
                np.add.at(arrears, row.holders, row.delta_arrears)
        return Balances(principal, interest, arrears)
