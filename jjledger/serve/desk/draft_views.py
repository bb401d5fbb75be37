"""Drafts as the desk shows them: what came in, what is proposed and why, and what is still open."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.disclosure.account_words import leg_words
from jjledger.facts.voucher import BANK_CODE, SUSPENSE_CODE, USE_CODE, Voucher
from jjledger.rules.suspense import SAME_AS, WHY, bank_refs
from jjledger.serve.desk.voucher_views import split_words
from jjledger.workflows.vouchers.drafts import is_certain
from jjledger.workflows.vouchers.new import needs_split

_SHOWN_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft that waits for somebody to say what it is."""

    ref: str  # by which the workflows find it
    seen: str  # changes when the draft does
    day: date
    payee: str
    narration: str
    amount_fen: int  # as the bank shows it: money in positive
    bank: str
    proposed: str  # in words; "" where nothing is proposed
    account: str  # full name of the one account proposed; "" none
    why: str
    same_as: str
    certain: bool  # can be confirmed as it stands
    lacks: Sequence[str]  # what a person still has to say
    age: int  # days
    documents: int


def draft_rows(ledger: Ledger, today: date) -> tuple[DraftRow, ...]:
    """List the drafts, the oldest first.

    Args:
        ledger: a loaded community.
        today: the day to which the ages are counted.
    """
    return tuple(_row(ledger, one, today) for one in ledger.books.vouchers if one.draft)


def seen_state(draft: Voucher) -> str:
    """Tell one state of a draft from another."""
    text = repr((draft.day, draft.payee, draft.narration, [*draft.extra.items()], draft.documents))
    legs = repr([(leg.account.name, leg.amount_fen, leg.split) for leg in draft.postings])
    return hashlib.sha256(f"{text}{legs}".encode()).hexdigest()[:_SHOWN_DIGITS]


def _row(ledger: Ledger, draft: Voucher, today: date) -> DraftRow:
    legs = draft.postings
    bank = [leg for leg in legs if leg.account.code == BANK_CODE]
    others = [leg for leg in legs if leg.account.code not in {BANK_CODE, SUSPENSE_CODE}]
    refs = bank_refs(draft)
    return DraftRow(
        refs[0] if refs else f"{draft.place.file}:{draft.place.line}",
        seen_state(draft),
        draft.day,
        draft.payee,
        draft.narration,
        sum(leg.amount_fen for leg in bank) or max((leg.amount_fen for leg in legs), default=0),
        "、".join(dict.fromkeys(" ".join((leg.account.fund, *leg.account.details)) for leg in bank)),
        "；".join(f"{leg_words(leg.account)} {split_words(leg.split)}".strip() for leg in others),
        others[0].account.name if len(others) == 1 else "",
        draft.extra.get(WHY, ""),
        draft.extra.get(SAME_AS, ""),
        is_certain(ledger, draft),
        tuple(_lacking(ledger, draft)),
        (today - draft.day).days,
        len(draft.documents),
    )


def _lacking(ledger: Ledger, draft: Voucher) -> list[str]:
    """Say what a person still has to say of a draft."""
    lacks = []
    legs = draft.postings
    if any(leg.account.code == SUSPENSE_CODE for leg in legs):
        lacks.append("是什么钱")
    if any(not leg.split and needs_split(ledger.books, leg.account, draft.day) for leg in legs):
        lacks.append("动用谁的钱")
    if any(leg.account.code == USE_CODE for leg in legs) and not draft.decision:
        lacks.append("业主决定的编号")
    if draft.extra.get(SAME_AS):
        lacks.append("是不是同一笔")
    return lacks
