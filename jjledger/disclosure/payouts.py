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

from jjledger.disclosure.pool import Pooled, household_counts, names_households, pool
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
    vouchers = [voucher for voucher in books.posted() if fund.code in voucher.funds]
    payouts = [voucher for voucher in vouchers if _is_payout(voucher, fund)]
    hidden = {id(voucher) for voucher in payouts}
    alone = tuple(one for one in vouchers if one.day <= until and id(one) not in hidden)
    if fund.kind != "public_revenue":
        return Pooled(alone, (), ()), {}
    owed = owed_by(books, fund).shares
    return replace(pool(payouts, owed, until), alone=alone), household_counts(owed, alone)


def _is_payout(voucher: Voucher, fund: Fund) -> bool:
    return voucher.kind != OPENING_KIND and names_households(voucher) and net_effect_fen(voucher, fund) == 0
