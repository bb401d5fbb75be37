"""Private words of vouchers, looked for while the vouchers can still be put right.

Whoever checks, closes or publishes asks the same here: only words that are shown count, as they are shown. A finished
page is looked over once more, by `lint` and `book_lint`, which know no vouchers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from jjledger.disclosure.contracts import persons_of
from jjledger.disclosure.corrected_words import private_kinds, with_corrected_words
from jjledger.disclosure.held import PRIVATE_WORDS
from jjledger.disclosure.masking import mask_payee
from jjledger.disclosure.payouts import pool_payouts
from jjledger.disclosure.pool import month_end_of, names_households, pool
from jjledger.disclosure.watched import Watched, watch_of
from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.finding import Finding
from jjledger.facts.shares import FundShares
from jjledger.facts.voucher import Voucher

_GROUND: Final = "个人信息保护法第25条；台州市物业管理条例第21条"


def watch_over(books: Books, names: AbstractSet[str] | None, today: date) -> Watched:
    """Say what no public word of a community may hold: owners, houses, and persons it has contracts with.

    Args:
        books: its books.
        names: its owners' names; None where there is no roster.
        today: releases count from their day on.
    """
    houses = {row.id for row in books.register.rows}
    return watch_of(books, frozenset({*(names or ()), *houses, *persons_of(books)}), today)


def private_vouchers(books: Books, shares: Mapping[str, FundShares], watch: Watched) -> Iterator[Finding]:
    """Find the vouchers whose words, as the public will see them, name somebody.

    Args:
        books: the general book; drafts are passed over.
        shares: what the splits of each owners' fund came to, by fund code.
        watch: what no public word may hold.

    Source: 个人信息保护法 第25条; 台州市物业管理条例 第21条; R43.
    """
    if watch.clean(text for one in books.posted() for text in _words(one)):
        return
    told = set()
    for voucher in _shown(with_corrected_words(books, watch), shares):
        kinds = [*private_kinds(voucher.payee, voucher.narration, watch)]
        kinds += [f"业主决定里有{hit.kind}" for hit in watch.hits(voucher.decision)]
        if not kinds or voucher.place in told:
            continue
        told.add(voucher.place)
        yield Finding(
            PRIVATE_WORDS, "block", voucher.place,
            f"凭证 {voucher.key} 的{'、'.join(dict.fromkeys(kinds))}，公示会因此暂停。",
            f"请订正： jjledger voucher correct 账本 {voucher.key} --narration 停车费（写不涉及个人的摘要）；"
            "确属误报的，请用 jjledger release 签字放行。",
            _GROUND,
        )  # fmt: skip


def _words(voucher: Voucher) -> tuple[str, ...]:
    return mask_payee(voucher.payee), voucher.narration, voucher.decision


def _shown(books: Books, shares: Mapping[str, FundShares]) -> Iterator[Voucher]:
    """List the vouchers that show their own words, as the public book and the pages choose them."""
    days = [voucher.day for voucher in books.posted()]
    until = month_end_of(max(days)) if days else date.min
    for fund in books.community.funds:
        yield from _shown_of(books, fund, shares.get(fund.code), until)


def _shown_of(books: Books, fund: Fund, shares: FundShares | None, until: date) -> Iterator[Voucher]:
    """List those of a fund; of owners' money a household's own movements are shown in sums only."""
    if fund.kind not in OWNERS_FUND_KINDS:
        pooled, _ = pool_payouts(books, fund, until)
        yield from pooled.alone
    elif shares is not None:
        vouchers = [voucher for voucher in books.posted() if fund.code in voucher.funds]
        alone = pool(vouchers, shares, until).alone
        yield from (voucher for voucher in alone if not names_households(voucher))
