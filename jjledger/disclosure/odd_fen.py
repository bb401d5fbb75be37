"""The odd fen of a sharing: why one holder got one more, or why it did not, in words."""

from __future__ import annotations

from typing import Final

import numpy as np

from jjledger.facts.community import Remainder
from jjledger.facts.shares import ShareRows
from jjledger.rules.apportion import Explained, ShareReason

REMAINDERS: Final[dict[Remainder, str]] = {
    "largest": "按舍去部分从大到小每户补 1 分",
    "first": "按房屋编号从前往后每户补 1 分",
    "last": "全部补给房屋编号最后的一户",
}
_TIED: Final = "（同样多的按房屋编号）"


class ExplainedRows:
    """Postings that were shared out, each ranked once, so that thousands of shares are explained one by one."""

    def __init__(self) -> None:
        """Begin with none."""
        self._explained: dict[int, Explained] = {}  # by identity of the rows

    def share(self, row: ShareRows, place: int, rule: Remainder) -> ShareReason:
        """Say how one share of a posting comes about.

        Args:
            row: rows of one posting with weights; whoever asks still holds them when asking again.
            place: of the share in question, in the arrays of the row.
            rule: by which the odd fen went.

        Source: 民法典 第283条; remainder rules W11.
        """
        found = self._explained.get(id(row))
        if found is None:
            found = self._explained[id(row)] = Explained(row.total_fen, np.array(row.weights), rule)
        reason = found.share(place)
        assert reason.whole_fen + reason.odd_fen == int(row.amount[place]), (
            "a share is explained as it was booked"
        )
        return reason


def odd_words(reason: ShareReason, rule: Remainder) -> str:
    """Say how many fen were missing, who got them, and whether this household did."""
    if not reason.missing_fen:
        return "全体恰好分尽，没有尾差"
    rank = f"，本户排第 {reason.rank}{_TIED if reason.tied else ''}" if rule == "largest" else ""
    got = f"补 {abs(reason.odd_fen)} 分" if reason.odd_fen else "不补"
    return f"全体共差 {reason.missing_fen} 分，{REMAINDERS[rule]}{rank}，{got}"
