"""What a household below the line tops up by, under either reading of the article."""

from __future__ import annotations

from fractions import Fraction

from jjledger.facts.community import TopUp
from jjledger.rules.deposit import needs_top_up


def top_up_fen(balance_fen: int, first_deposit_fen: int, line: Fraction, reading: TopUp) -> int:
    """Give what a household is to pay in; 0 where its balance is not below the line.

    Args:
        balance_fen: principal and interest, less arrears, in fen.
        first_deposit_fen: what was to be paid at first, in fen.
        line: share of the first deposit; a balance of exactly this share is not below it.
        reading: `difference` fills up to the first deposit, `standard` asks for a whole first
            deposit again; the article allows both (按照首期交纳的标准足额续交).

    Source: 台州市物业管理条例 第51条第四款; 住宅专项维修资金管理办法 第17条; R13.

    Examples:
        >>> line = Fraction(3, 10)
        >>> top_up_fen(29999, 100000, line, "difference"), top_up_fen(30000, 100000, line, "difference")
        (70001, 0)
        >>> top_up_fen(29999, 100000, line, "standard")
        100000
    """
    if not needs_top_up(balance_fen, first_deposit_fen, line):
        return 0
    return first_deposit_fen - balance_fen if reading == "difference" else first_deposit_fen
