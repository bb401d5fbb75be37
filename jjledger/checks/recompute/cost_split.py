"""Between owners and selling unit, and between funds: who bears what of a repair, worked out once more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction

from jjledger.checks.recompute.fund import SELLING_UNIT, Recomputed
from jjledger.checks.recompute.sharing import share_out, to_the_fen


def deposited_fen(recomputed: Recomputed, holders: Collection[str], day: date) -> int:
    """Sum what some holders have paid into a fund by the end of a day, less what was paid back; no interest.

    Args:
        recomputed: the fund.
        holders: houses, or a selling unit.
        day: the last that counts.

    Source: 住宅专项维修资金管理办法 第20条 (二): 所交存住宅专项维修资金.
    """
    total = 0
    for booking in recomputed.bookings:
        if booking.name in holders and booking.voucher.day <= day:
            moved = booking.is_transfer and not booking.change.interest
            total += booking.change.net if booking.is_deposit or moved else 0
    return max(0, total)


def owners_fen(
    cost_fen: int, recomputed: Recomputed, unit: str, areas: tuple[Mapping[str, int], int], day: date
) -> int:
    """Give what the owners of some sold public houses bear of a cost; the selling unit bears the rest.

    Both bear it by what they have deposited. The unit deposited for all its houses: where it is the fund's
    only one, its deposits count by the floor area of the houses in question.

    Args:
        cost_fen: of the houses in question.
        recomputed: their fund.
        unit: the selling unit as vouchers name it: 01.
        areas: of these houses in dm², by house, and of all houses of the fund.
        day: of the payment.

    Source: 住宅专项维修资金管理办法 第20条 (二).
    """
    houses, whole_dm2 = areas
    units = [name for name in recomputed.holders if name.startswith(SELLING_UNIT)]
    part = Fraction(sum(houses.values()), whole_dm2) if len(units) == 1 else Fraction(1)
    owners = deposited_fen(recomputed, houses.keys(), day)
    theirs = part * deposited_fen(recomputed, {SELLING_UNIT + unit}, day)
    return to_the_fen(cost_fen * owners / (owners + theirs)) if owners + theirs else cost_fen


def by_fund(cost_fen: int, areas: Mapping[str, int]) -> dict[str, int]:
    """Split a cost between funds by the floor area of the houses in question, the odd fen to the largest remainder.

    Source: 住宅专项维修资金管理办法 第20条 (三).
    """
    return share_out(cost_fen, areas)
