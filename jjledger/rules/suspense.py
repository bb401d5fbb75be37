"""Money that nobody has said yet what it is: what stands on 1901 待查款项, and drafts that propose it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.finding import Place
from jjledger.facts.voucher import BANK_CODE, SUSPENSE_CODE, Voucher
from jjledger.rules.reversal import standing

SUSPENSE_TITLE: Final = "待查款项"
# What an import writes on a draft, and a voucher keeps of it.
BANK_REF: Final = "bank-ref"  # key of the row; bank-ref-2 … where a payment was seen in several files
WHY: Final = "why"
SAME_AS: Final = "same-as"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something that waits to be explained."""

    day: date
    account: str  # full name, of 1901
    bank: str  # the account the money came to or went from; "" where no bank was touched
    counterparty: str
    words: str
    amount_fen: int  # as the bank shows it: money in positive
    draft: bool
    place: Place

    def age(self, today: date) -> int:
        """Count the days since."""
        return (today - self.day).days


def suspense_account(books: Books, fund: str) -> str:
    """Name a fund's account of money that is not explained yet: as opened, or as it will be.

    Args:
        books: the general book.
        fund: its code.
    """
    opened = [one.name for one in books.accounts.values() if one.fund == fund and one.code == SUSPENSE_CODE]
    return min(
        opened, key=lambda name: name.count(":"), default=f"Assets:{fund}:{SUSPENSE_CODE}{SUSPENSE_TITLE}"
    )


def bank_refs(voucher: Voucher) -> tuple[str, ...]:
    """List the statement rows a voucher or draft stands for."""
    return tuple(
        value for key, value in voucher.extra.items() if key == BANK_REF or key.startswith(f"{BANK_REF}-")
    )


def moves_nothing(draft: Voucher) -> bool:
    """Say whether a draft gives back to the bank account what it shows: it is proposed to be booked already.

    Beancount counts drafts too, so that a payment shown twice would upset the balances it asserts.
    """
    names = {leg.account.name for leg in draft.postings}
    return draft.draft and len(names) == 1 and bool(bank_refs(draft))


def suspense_fen(voucher: Voucher) -> int:
    """Sum what a voucher puts on 1901, as the bank shows it: what came in and is not explained positive."""
    return -sum(leg.amount_fen for leg in voucher.postings if leg.account.code == SUSPENSE_CODE)


def open_items(books: Books) -> tuple[OpenItem, ...]:
    """List what waits to be explained: drafts on 1901, and vouchers on it that nothing has offset.

    What is taken off 1901 without the bank settles the oldest item of the same amount, or else the
    oldest of the account; what the bank pays back settles the same amount of the same payer. A
    voucher that was reversed waits for nothing.

    Args:
        books: the general book.

    Returns:
        The items by day.
    """
    found = [_item(voucher, suspense_fen(voucher)) for voucher in books.vouchers if voucher.draft]
    posted: dict[str, list[OpenItem]] = {}
    for voucher in standing(books.posted()):
        for account in dict.fromkeys(
            leg.account.name for leg in voucher.postings if leg.account.code == SUSPENSE_CODE
        ):
            fen = -sum(leg.amount_fen for leg in voucher.postings if leg.account.name == account)
            posted[account] = _settled(posted.get(account, []), _item(voucher, fen, account))
    items = [*found, *(item for items in posted.values() for item in items)]
    return tuple(sorted((item for item in items if item.amount_fen), key=_by_day))


def _settled(waiting: list[OpenItem], item: OpenItem) -> list[OpenItem]:
    """Let an item settle earlier ones of the other sign; give what waits afterwards."""
    exact = next((one for one in waiting if _exactly(one, item)), None)
    if exact is not None:
        return [one for one in waiting if one is not exact]
    if item.bank:
        return [*waiting, item]
    left, rest = item.amount_fen, []
    for one in waiting:
        if one.amount_fen * left >= 0:
            rest.append(one)
        elif abs(one.amount_fen) > abs(left):
            rest.append(replace(one, amount_fen=one.amount_fen + left))
            left = 0
        else:
            left += one.amount_fen
    return [*rest, replace(item, amount_fen=left)] if left else rest


def _exactly(waiting: OpenItem, item: OpenItem) -> bool:
    """Say whether an item settles another one whole; the bank's money only what it gives back to the same payer."""
    paid_back = not item.bank or item.counterparty == waiting.counterparty
    return waiting.amount_fen == -item.amount_fen and paid_back


def _item(voucher: Voucher, fen: int, account: str = "") -> OpenItem:
    names = [leg.account.name for leg in voucher.postings if leg.account.code == SUSPENSE_CODE]
    banks = [leg.account.name for leg in voucher.postings if leg.account.code == BANK_CODE]
    return OpenItem(
        voucher.day,
        account or next(iter(names), ""),
        next(iter(banks), ""),
        voucher.payee,
        voucher.narration,
        fen,
        voucher.draft,
        voucher.place,
    )


def _by_day(item: OpenItem) -> tuple[date, str, str, int]:
    return item.day, item.account, item.place.file, item.place.line
