"""What the vouchers book of each invoice: its number, its total, and whose it is.

An invoice may be booked in instalments, and recorded as a cost before it is paid. So both
what is recorded as cost and what the bank paid are summed, and neither may pass its total.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from jjledger.facts.entry import Meta
from jjledger.facts.invoice import Invoice
from jjledger.facts.voucher import BANK_CODE, Voucher
from jjledger.rules.payee_name import payee_key
from jjledger.rules.reversal import standing
from jjledger.units import fen_from_text, plain_yuan

# What a voucher says of an invoice; of a second one invoice-2, invoice-total-2, invoice-amount-2 …
INVOICE: Final = "invoice"
TOTAL: Final = "invoice-total"
AMOUNT: Final = "invoice-amount"
# The two halves of money that crosses between funds are linked so, and are one event.
TRANSFER: Final = "transfer-"
# 20 digits of a 数电发票, or of an old one: code of 12 and number of 8; 18: code of 10, or a fiscal receipt's of 8.
_DIGITS: Final = frozenset({18, 20})


@dataclass(frozen=True, slots=True)
class Claim:
    """What one voucher says of one invoice."""

    voucher: Voucher
    number: str  # as `invoice_number` gives it
    total_fen: int | None
    amount_fen: int | None  # what of it the voucher books; None: not said
    unreadable: str = ""  # an amount that cannot be read, as written


@dataclass(frozen=True, slots=True)
class Use:
    """One invoice with all vouchers that stand on it."""

    number: str
    total_fen: int | None  # None: nobody wrote it
    cost_fen: int  # recorded; negative of income
    paid_fen: int  # by the bank; negative where money came in
    events: int  # how often it was recorded or paid, whichever is more
    claims: tuple[Claim, ...]  # by day

    @property
    def booked_fen(self) -> int:
        """Give what is booked of it, never below zero."""
        return max(abs(self.cost_fen), abs(self.paid_fen))

    @property
    def exceeded(self) -> bool:
        """Say whether more is booked than there is; without a total it is booked once."""
        return self.events > 1 if self.total_fen is None else self.booked_fen > self.total_fen


def invoice_number(text: str) -> str:
    """Write an invoice's number without blanks, hyphens and full-width signs.

    Examples:
        >>> invoice_number("033002200111－ 0012 3456")
        '03300220011100123456'
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(sign for sign in plain if sign.isalnum())


def is_usual(number: str) -> bool:
    """Say whether a number has a form that invoices have: 20 digits, or code and number together."""
    return number.isascii() and number.isdigit() and len(number) in _DIGITS


def invoice_meta(invoices: Sequence[Invoice]) -> Meta:
    """Write what a voucher says of its invoices."""
    found = []
    for index, one in enumerate(invoices, 1):
        end = f"-{index}" if index > 1 else ""
        found.append((f"{INVOICE}{end}", one.number))
        if one.total_fen is not None:
            found.append((f"{TOTAL}{end}", plain_yuan(one.total_fen)))
        if one.amount_fen is not None:
            found.append((f"{AMOUNT}{end}", plain_yuan(one.amount_fen)))
    return tuple(found)


def claims_of(voucher: Voucher) -> tuple[Claim, ...]:
    """List what a voucher says of invoices, in the order of their keys."""
    found = []
    for key, value in voucher.extra.items():
        head, _, index = key.partition("-")
        if head != INVOICE or (index and not index.isdigit()) or not invoice_number(value):
            continue
        end = f"-{index}" if index else ""
        total, bad_total = _fen(voucher, f"{TOTAL}{end}")
        amount, bad_amount = _fen(voucher, f"{AMOUNT}{end}")
        found.append(Claim(voucher, invoice_number(value), total, amount, bad_total or bad_amount))
    return tuple(found)


def voucher_fen(voucher: Voucher) -> tuple[int, int]:
    """Tell what a voucher records as cost and what the bank pays by it; income and receipts negative.

    Debts stand between the two: what is owed is recorded and not paid, and what is paid off was recorded.
    """
    paid = -sum(leg.amount_fen for leg in voucher.postings if leg.account.code == BANK_CODE)
    owed = sum(leg.amount_fen for leg in voucher.postings if leg.account.root == "Liabilities")
    return paid - owed, paid


def share_fen(claim: Claim, alone: bool) -> int | None:  # noqa: FBT001 -- whether the voucher has no other invoice
    """Tell what a voucher books of an invoice: as said, or all of the one, or the whole of each of several.

    Returns:
        Fen, never below zero; None where nobody can tell.
    """
    if claim.amount_fen is not None:
        return claim.amount_fen
    return max(abs(fen) for fen in voucher_fen(claim.voucher)) if alone else claim.total_fen


def uses_of(vouchers: Sequence[Voucher]) -> tuple[Use, ...]:
    """Sum what is booked of each invoice; a voucher that was reversed books nothing.

    Args:
        vouchers: posted vouchers by day.

    Returns:
        The invoices by their first voucher.

    Source: 财会〔2020〕6号; R52.
    """
    if not any(INVOICE in key for voucher in vouchers for key in voucher.extra):
        return ()
    by_number: dict[str, list[tuple[Claim, bool]]] = {}
    for voucher in standing(vouchers):
        claims = claims_of(voucher)
        for claim in claims:
            by_number.setdefault(claim.number, []).append((claim, len(claims) == 1))
    return tuple(_use(number, found) for number, found in by_number.items())


def _use(number: str, found: Sequence[tuple[Claim, bool]]) -> Use:
    cost = paid = 0
    recorded: set[str] = set()
    settled: set[str] = set()
    for claim, alone in found:
        own_cost, own_paid = voucher_fen(claim.voucher)
        share = share_fen(claim, alone)
        if claim.amount_fen is not None or not alone:
            own_cost, own_paid = (_signed(share or 0, fen) for fen in (own_cost, own_paid))
        cost, paid = cost + own_cost, paid + own_paid
        recorded |= {_event(claim.voucher)} if own_cost else set()
        settled |= {_event(claim.voucher)} if own_paid else set()
    totals = [claim.total_fen for claim, _ in found if claim.total_fen is not None]
    events = max(len(recorded), len(settled))
    return Use(number, min(totals, default=None), cost, paid, events, tuple(claim for claim, _ in found))


def strangers(use: Use) -> Iterator[Claim]:
    """List the vouchers on an invoice whose payee is another than its first one's."""
    first = payee_key(use.claims[0].voucher.payee)
    return (claim for claim in use.claims if payee_key(claim.voucher.payee) != first)


def _event(voucher: Voucher) -> str:
    linked = (link for link in voucher.links if link.startswith(TRANSFER))
    return next(linked, f"{voucher.funds} {voucher.key} {voucher.place}")


def _signed(share: int, fen: int) -> int:
    return share if fen > 0 else -share if fen < 0 else 0


def _fen(voucher: Voucher, key: str) -> tuple[int | None, str]:
    text = voucher.extra.get(key, "")
    if not text:
        return None, ""
    try:
        fen = fen_from_text(text)
    except ValueError:
        return None, text
    return (fen, "") if fen > 0 else (None, text)


def total_of(claims: Iterable[Claim]) -> tuple[int, ...]:
    """List the different totals that vouchers give one invoice."""
    return tuple(sorted({claim.total_fen for claim in claims if claim.total_fen is not None}))
