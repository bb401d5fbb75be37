"""A fund's purse: principal, interest and arrears of every holder, and how money moves in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jjledger.facts.community import DrawOrder
from jjledger.facts.shares import Balances, FenArray
from jjledger.facts.voucher import Part

Deltas = tuple[FenArray, FenArray, FenArray]  # principal, interest, arrears


@dataclass(frozen=True, slots=True)
class Purse:
    """Running balances in fen, one place a holder; none is ever negative.

    The arrays change in place, the one thing on this floor that does: a purse lives only while
    a fund is replayed.
    """

    principal: FenArray
    interest: FenArray
    arrears: FenArray

    @classmethod
    def empty(cls, holders: int) -> Purse:
        """Open a purse with nothing in it."""
        return cls(*(np.zeros(holders, dtype=np.int64) for _ in range(3)))

    def balances(self) -> Balances:
        """Give a copy of the balances as they stand."""
        return Balances(self.principal.copy(), self.interest.copy(), self.arrears.copy())

    def receive(self, holders: npt.NDArray[np.int64], amounts: FenArray, part: Part) -> Deltas:
        """Take money in: arrears are paid first, the rest joins principal or interest.

        Args:
            holders: places of the receivers, each at most once.
            amounts: fen >= 0.
            part: which balance the rest joins.
        """
        paid = np.minimum(self.arrears[holders], amounts)
        rest = amounts - paid
        nothing = np.zeros_like(amounts)
        deltas = (rest, nothing, -paid) if part == "principal" else (nothing, rest, -paid)
        self._apply(holders, deltas)
        return deltas

    def draw(self, holders: npt.NDArray[np.int64], amounts: FenArray, order: DrawOrder) -> Deltas:
        """Take money out in the policy's order; what both balances lack becomes arrears.

        Args:
            holders: places of the payers, each at most once.
            amounts: fen >= 0.
            order: which balance is taken first.

        Source: 住宅专项维修资金管理办法 practice: principal first unless the fund's policy says
            otherwise (`domain.md` E3, R22).
        """
        first, second = self.principal[holders], self.interest[holders]
        if order == "interest":
            first, second = second, first
        from_first = np.minimum(first, amounts)
        from_second = np.minimum(second, amounts - from_first)
        owed = amounts - from_first - from_second
        deltas = (-from_first, -from_second, owed)
        if order == "interest":
            deltas = (-from_second, -from_first, owed)
        self._apply(holders, deltas)
        return deltas

    def take(self, holders: npt.NDArray[np.int64], amounts: FenArray, part: Part) -> Deltas | None:
        """Take money out of one balance alone, as a transfer of title does.

        Returns:
            The changes, or None when some balance is too small; then nothing has moved.
        """
        balance = self.principal if part == "principal" else self.interest
        if bool((balance[holders] < amounts).any()):
            return None
        nothing = np.zeros_like(amounts)
        deltas = (-amounts, nothing, nothing) if part == "principal" else (nothing, -amounts, nothing)
        self._apply(holders, deltas)
        return deltas

    def undo(self, holders: npt.NDArray[np.int64], deltas: Deltas) -> Deltas:
        """Move exactly the other way; who no longer has the same balances settles as well as can be.

        The sum of each holder's change is minus the original's in every case. Where the
        exact opposite would leave a balance below zero, money is drawn or received instead.

        Args:
            holders: places, each at most once.
            deltas: the original changes.
        """
        principal, interest, arrears = (-delta for delta in deltas)
        after = (
            self.principal[holders] + principal,
            self.interest[holders] + interest,
            self.arrears[holders] + arrears,
        )
        broken = (after[0] < 0) | (after[1] < 0) | (after[2] < 0)
        clean = ~broken
        self._apply(holders[clean], (principal[clean], interest[clean], arrears[clean]))
        for place in np.flatnonzero(broken):
            one = holders[place : place + 1]
            change = int(principal[place] + interest[place] - arrears[place])
            amount = np.array([abs(change)], dtype=np.int64)
            moved = (
                self.receive(one, amount, "principal") if change >= 0 else self.draw(one, amount, "principal")
            )
            principal[place], interest[place], arrears[place] = (int(delta[0]) for delta in moved)
        return principal, interest, arrears

    def _apply(self, holders: npt.NDArray[np.int64], deltas: Deltas) -> None:
        for balance, delta in zip((self.principal, self.interest, self.arrears), deltas, strict=True):
            balance[holders] += delta
            assert int(balance[holders].min(initial=0)) >= 0, "no balance is ever negative"
