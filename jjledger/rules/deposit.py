"""The two lines drawn by deposits: what a first deposit may be, and when to top up.

The shares come in as parameters; comparisons are exact.
"""

from __future__ import annotations

from fractions import Fraction


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


def needs_top_up(balance_fen: int, first_deposit_fen: int, line: Fraction) -> bool:
    """Say whether a household's balance has fallen below a share of its first deposit.

    Args:
        balance_fen: principal and interest, less arrears, in fen.
        first_deposit_fen: what was to be paid at first, in fen.
        line: the share; a balance of exactly this share is not below it.

    Source: 台州市物业管理条例 第51条第四款 (不足); 民法典 第1259条 (不足 like 不满 excludes the number).
    """
    return balance_fen < line * first_deposit_fen
