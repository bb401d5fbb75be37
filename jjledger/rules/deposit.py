"""What a first deposit is and may be, and when to top up.

The shares come in as parameters; comparisons are exact.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.facts.community import DepositStandard, Fund
from jjledger.facts.register import Household
from jjledger.units import round_half_up

_DM2_PER_M2: Final = 100


def first_deposit_allowed(rate_fen: int, cost_fen: int, lowest: Fraction, highest: Fraction) -> bool:
    """Say whether a deposit standard lies between two shares of the building cost, both included.

    Args:
        rate_fen: deposit per m², in fen.
        cost_fen: average building cost per m², in fen, above zero.
        lowest: the least share, e.g. 1/20.
        highest: the greatest share, e.g. 2/25.

    Source: 台州市物业管理条例 第51条第二款.
    """
    return lowest * cost_fen <= rate_fen <= highest * cost_fen


def standard_for(fund: Fund, row: Household, day: date) -> DepositStandard | None:
    """Choose the deposit standard of a house on a day, None where none is in force.

    The latest that has begun goes before earlier ones; of those of one day, the last written.

    Args:
        fund: whose standards.
        row: the house as registered.
        day: the day of the deposit.

    Source: 住宅专项维修资金管理办法 第7条 (published by the city and adjusted); R12.
    """
    fits = [
        standard
        for standard in fund.deposit_standards
        if standard.from_day <= day
        and (not standard.kinds or row.kind in standard.kinds)
        and (not standard.buildings or row.building in standard.buildings)
    ]
    return fits[-1] if fits else None


def first_deposit_fen(area_dm2: int, standard: DepositStandard) -> int:
    """Give a first deposit: area × standard, half-up to the fen.

    Args:
        area_dm2: floor area in dm².
        standard: of the house on the day.

    Source: 住宅专项维修资金管理办法 第7条; 台州市物业管理条例 第51条; R12.

    Examples:
        >>> first_deposit_fen(8952, DepositStandard(date(2020, 1, 1), 6500))
        581880
        >>> first_deposit_fen(1, DepositStandard(date(2020, 1, 1), 6550))
        66
    """
    return round_half_up(Fraction(area_dm2 * standard.per_m2_fen, _DM2_PER_M2))


def needs_top_up(balance_fen: int, first_deposit_fen: int, line: Fraction) -> bool:
    """Say whether a household's balance has fallen below a share of its first deposit.

    Args:
        balance_fen: principal and interest, less arrears, in fen.
        first_deposit_fen: what was to be paid at first, in fen.
        line: the share; a balance of exactly this share is not below it.

    Source: 台州市物业管理条例 第51条第四款 (不足); 民法典 第1259条 (不足 like 不满 excludes the number).
    """
    # The same as `balance_fen < line * first_deposit_fen`, without a fraction a household.
    return balance_fen * line.denominator < line.numerator * first_deposit_fen
