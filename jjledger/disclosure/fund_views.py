"""Vouchers of several funds on one page: which may stand alone, and anchors that tell funds apart.

Numbers of vouchers are counted in each fund by itself, so that two funds have a 付-0001 in the same month.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.decision_words import with_decisions
from jjledger.disclosure.models import VoucherView
from jjledger.disclosure.payouts import pool_payouts
from jjledger.disclosure.pool import household_counts, month_end_of, pool
from jjledger.disclosure.voucher_views import view_voucher
from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.shares import FundShares
from jjledger.facts.voucher import Posting, Voucher

Shares = Mapping[str, FundShares]  # by fund code


@dataclass(frozen=True, slots=True)
class Shown:
    """A fund's vouchers that may be shown one by one, and how many households each is shared among."""

    fund: Fund
    place: int  # of the fund in the community, from 1
    alone: tuple[Voucher, ...]
    households: Mapping[str, int]

    def anchor(self, voucher: Voucher) -> str:
        """Name the place of a voucher on a page of several funds."""
        return f"v-{self.place}-{voucher.key}"

    def view(self, voucher: Voucher) -> VoucherView:
        """Show a voucher, with the name of its fund beside it."""
        view = view_voucher(voucher, self.fund, self.households)
        note = "；".join(part for part in (without_code(self.fund.code), view.note) if part)
        return replace(view, anchor=self.anchor(voucher), note=note)

    def legs(self, voucher: Voucher) -> tuple[Posting, ...]:
        """List the postings of a voucher in this fund."""
        return tuple(posting for posting in voucher.postings if posting.account.fund == self.fund.code)


def shown_by_fund(books: Books, shares: Shares, until: date) -> tuple[Shown, ...]:
    """Sort out, fund by fund, what may be shown one by one; what names households is left out.

    Args:
        books: the general book; drafts are passed over.
        shares: what the splits of owners' funds came to.
        until: last day that is looked at.
    """
    return tuple(
        _shown(books, shares, fund, (place, until)) for place, fund in enumerate(books.community.funds, 1)
    )


def _shown(books: Books, shares: Shares, fund: Fund, where: tuple[int, date]) -> Shown:
    place, until = where
    last_day = month_end_of(until)
    if fund.kind in OWNERS_FUND_KINDS:
        own = [voucher for voucher in books.posted() if fund.code in voucher.funds and voucher.day <= until]
        alone = pool(own, shares[fund.code], last_day).alone
        return Shown(fund, place, alone, household_counts(shares[fund.code], alone))
    pooled, households = pool_payouts(books, fund, last_day)
    return Shown(fund, place, tuple(one for one in pooled.alone if one.day <= until), households)


def views_of(books: Books, found: Iterable[tuple[Shown, Voucher]]) -> tuple[VoucherView, ...]:
    """Show vouchers of several funds by day, each once, their decisions in words."""
    views = {shown.anchor(voucher): shown.view(voucher) for shown, voucher in found}
    return with_decisions(sorted(views.values(), key=lambda view: view.day), books.decisions)
