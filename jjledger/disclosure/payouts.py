"""Dividends as the public may see them: each declared one whole, what is paid to households pooled.

A payment of a dividend says what one house gets, and by the rate whose house it is. It changes
nothing of what the fund has of its own, so a statement adds up without it; it is shown in pooled
lines as movements of owners' money are. A declared dividend is an amount of the statement and a
decision of the owners, and stands by itself with its legs summed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from jjledger.disclosure.pool import Pooled, household_counts, pool
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.voucher import OPENING_KIND, Voucher
from jjledger.rules.dividend import net_effect_fen
from jjledger.rules.owed import owed_by


def pool_payouts(books: Books, fund: Fund, until: date) -> tuple[Pooled, Mapping[str, int]]:
    """Sort the vouchers of a fund that is not kept by household.

    Args:
        books: the general book; drafts are passed over.
        fund: of kind `public_revenue` or `warranty`.
        until: last day that is shown, the last of a month.

    Returns:
        The vouchers shown alone and pooled, and how many households a shared one touches.
    """
    vouchers = [one for one in books.posted() if fund.code in one.funds and one.day <= until]
    if fund.kind != "public_revenue":
        return Pooled(tuple(vouchers), (), ()), {}
    owed = owed_by(books, fund).shares
    pooled = pool([voucher for voucher in vouchers if _is_payout(voucher, fund)], owed, until)
    hidden = {id(one) for line in pooled.lines for one in line.vouchers} | {id(one) for one in pooled.waiting}
    alone = tuple(voucher for voucher in vouchers if id(voucher) not in hidden)
    return replace(pooled, alone=alone), household_counts(owed, alone)


def _is_payout(voucher: Voucher, fund: Fund) -> bool:
    splits = any(posting.split is not None for posting in voucher.postings)
    return voucher.kind != OPENING_KIND and splits and net_effect_fen(voucher, fund) == 0
