"""Which drafts of an import may be booked already: by hand, or from another file.

Nothing is decided here: confirmed, such a payment would stand in the books twice, so a person is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.voucher import BANK_CODE, Voucher
from jjledger.rules.proposals import plain_name
from jjledger.rules.reversal import standing
from jjledger.rules.same_payment import Movement, match
from jjledger.rules.suspense import SAME_AS, bank_refs

_DAYS: Final = 10  # a hand-typed voucher bears the day of the paper, or that of the month's work


def booked_already(books: Books) -> Mapping[str, str]:
    """Name for each draft of a statement's row the voucher that may be the same payment.

    Args:
        books: the general book.

    Returns:
        Key of the voucher, or what the import found, by the draft's first bank reference. Found are vouchers that
        stand, name no row of a statement, and moved the same amount at the same bank account near the day.

    Source: R31.
    """
    drafts = [one for one in books.vouchers if one.draft and bank_refs(one)]
    said = {bank_refs(one)[0]: one.extra[SAME_AS] for one in drafts if one.extra.get(SAME_AS)}
    rows: dict[str, list[Movement]] = {}
    for one in drafts:
        if not one.extra.get(SAME_AS):
            for account, row in _moved(one, bank_refs(one)[0]):
                rows.setdefault(account, []).append(row)
    others: dict[str, list[Movement]] = {}
    for one in standing(books.posted()) if rows else ():
        if not bank_refs(one) and not any(row.holds(one) for row in books.settled):
            for account, movement in _moved(one, one.key):
                others.setdefault(account, []).append(movement)
    found: dict[str, str] = {}
    for account, waiting in rows.items():
        found |= match(waiting, others.get(account, ()), _DAYS)
    return found | said


def way_to_tell(same: str, ref: str) -> str:
    """Word how a person says that a draft is booked already.

    Args:
        same: what it may be the same as; "" where nothing is known.
        ref: the draft's bank reference; "" where several are meant.
    """
    if " " in same:  # a draft that no row of a statement names
        return f"它可能与{same}是同一笔，请先核对"
    if same:
        return f"它可能已经记过账（{same}），是同一笔的写  jjledger voucher same 账本 {ref} {same}"
    return f"已经记过账的写  jjledger voucher same 账本 {ref or '流水键'} 凭证"


def _moved(voucher: Voucher, name: str) -> Iterator[tuple[str, Movement]]:
    for account in dict.fromkeys(
        leg.account.name for leg in voucher.postings if leg.account.code == BANK_CODE
    ):
        fen = sum(leg.amount_fen for leg in voucher.postings if leg.account.name == account)
        if fen:
            yield account, Movement(name, voucher.day, fen, plain_name(voucher.payee))
