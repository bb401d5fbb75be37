"""Which rows of a statement those of other accounts show too: a payment app's beside the bank's.

What lives here: what may be the same. What must not: drafts, or what was typed by hand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jjledger.facts.statement import StatementRow
from jjledger.facts.voucher import Account
from jjledger.rules.bank_holder import bank_number, is_wallet
from jjledger.rules.proposals import plain_name
from jjledger.rules.same_payment import Movement, match

WALLET_DAYS: Final = 2  # a payment app settles with the bank within two days
_WALLET_WORDS: Final = re.compile(r"财付通|支付宝|微信|TENPAY|ALIPAY", re.IGNORECASE)
_TAIL: Final = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row of a statement of some account, imported before or in the same command."""

    account: str
    layout: str
    row: StatementRow
    file: str = ""  # where it stands; rows of one file are different rows


def movement_of(row: StatementRow) -> Movement:
    """Give a row as payments are matched."""
    return Movement(row.key, row.day, row.amount_fen, plain_name(row.counterparty))


def same_payments(
    account: Account, layout: str, rows: Sequence[StatementRow], seen: Collection[SeenRow]
) -> Mapping[str, str]:
    """Match rows of a bank's statement with those of payment apps, or the other way round.

    The bank's row must name the app, and the app's row must have been paid from a bank, this one
    where it says which. What the app paid from its own balance no bank shows.

    Args:
        account: whose statement it is.
        layout: of the statement.
        rows: of it, that are new.
        seen: rows of other statements of the same fund that are not matched yet.

    Returns:
        Keys of other rows by keys of the rows that have one.
    """
    wallet = is_wallet(layout)
    others = [
        one
        for one in seen
        if is_wallet(one.layout) != wallet and one.row.amount_fen and _may_be(one, account)
    ]
    found: dict[str, str] = {}
    if not wallet:
        named = [movement_of(row) for row in rows if _names_wallet(row)]
        return match(named, [movement_of(one.row) for one in others], WALLET_DAYS)
    by_card: dict[str, list[StatementRow]] = {}
    for row in rows:
        if _through_bank(row):
            by_card.setdefault(_card(row), []).append(row)
    for card, paid in by_card.items():
        taken = set(found.values())
        shown = [
            movement_of(one.row)
            for one in others
            if one.row.key not in taken and _names_wallet(one.row) and _fits(card, one.account)
        ]
        found.update(match([movement_of(row) for row in paid], shown, WALLET_DAYS))
    return found


def _may_be(one: SeenRow, account: Account) -> bool:
    """Say whether a row of another statement may be one of an account's."""
    if one.account.split(":")[1] != account.fund:
        return False
    return not is_wallet(one.layout) or (_through_bank(one.row) and _fits(_card(one.row), account.name))


def _names_wallet(row: StatementRow) -> bool:
    return _WALLET_WORDS.search(f"{row.counterparty} {row.words}") is not None


def _through_bank(row: StatementRow) -> bool:
    """Say whether an app's row may have been paid from a bank: it names one, or nothing."""
    return not row.through.strip("/ ") or "银行" in row.through or bool(_card(row))


def _card(row: StatementRow) -> str:
    """Give the last four digits of the card an app's row was paid with; "" where it does not say."""
    found = _TAIL.search(row.through)
    return found[0] if found else ""


def _fits(card: str, account: str) -> bool:
    number = bank_number(account)
    return not card or not number or card == number
