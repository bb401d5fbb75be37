"""Vouchers that the bank has not carried out yet: which balances they take back, to be explained by reconciliation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from jjledger.errors import refusal
from jjledger.facts.books import BalanceAssertion, Books
from jjledger.facts.entry import Entry
from jjledger.facts.voucher import BANK_CODE, OUTSTANDING
from jjledger.period import month_end
from jjledger.units import yuan


def taken_back(books: Books, entries: Iterable[Entry]) -> tuple[BalanceAssertion, ...]:
    """Find the bank balances of the vouchers' own months that will not hold with them.

    The bank's balance stays right and the books' too: what lies between is an outstanding item.

    Args:
        books: the general book.
        entries: what is to be booked.

    Raises:
        OptionError: no entry moves money at a bank.

    Source: 会计基础工作规范 第62条: 未达账项 are explained by 余额调节表, month by month.
    """
    moved = {
        (posting.account, entry.day)
        for entry in entries
        for posting in entry.postings
        if books.accounts.get(posting.account) is not None
        and books.accounts[posting.account].code == BANK_CODE
    }
    if not moved:
        raise refusal(
            "--outstanding", "这张凭证没有动银行存款，没有未达账项。", "请去掉 --outstanding。",
            "会计基础工作规范第62条",
        )  # fmt: skip
    return tuple(
        one
        for one in books.assertions
        if any(
            one.account.name == account and day <= one.day <= month_end(day.year, day.month)
            for account, day in moved
        )
    )


def marked_outstanding(entry: Entry) -> Entry:
    """Write on an entry in which month the bank had not carried it out, so that its reconciliation lists it."""
    return replace(entry, meta=(*entry.meta, (OUTSTANDING, f"{entry.day:%Y-%m}")))


def outstanding_told(assertions: Sequence[BalanceAssertion]) -> list[str]:
    """Say what is taken back, and what has to be done instead."""
    told = [
        f"撤下 {one.day} 终了与银行对账单的核对 {yuan(one.amount_fen)} 元（{one.account.name}）。"
        for one in assertions
    ]
    if told:
        told.append(
            "银行还没有入账，是未达账项：结账前请编余额调节表会自动列出： jjledger reconcile 账本 --account … --month … --write"
        )
    return told
