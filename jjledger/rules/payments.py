"""Which vouchers paid somebody outside, how much and for what: what an audit looks at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from jjledger.facts.audit_settings import AuditSettings
from jjledger.facts.voucher import BANK_CODE, OWNERS_MONEY_CODES, USE_CODE, Account, Posting, Voucher
from jjledger.rules.invoices import TRANSFER
from jjledger.rules.payee_name import is_public_body, payee_key
from jjledger.rules.revenue_net import TOP_UP_CODE
from jjledger.rules.reversal import standing

_MONEY_CODES: Final = frozenset({BANK_CODE, "1201"})  # petty cash is paid out of as well
_OWNERS_CODES: Final = OWNERS_MONEY_CODES - {USE_CODE}
# Bonds are the fund's own still, and what tops the maintenance fund up is the same owners'.
_STAYS_WITHIN: Final = frozenset({"1101", TOP_UP_CODE})


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that left a fund's bank accounts and petty cash for somebody outside."""

    voucher: Voucher
    fund: str  # code
    payee: str  # as `payee_key` gives it: of one width, without blanks
    amount_fen: int  # what left, above zero
    account: Account  # what it was for: the largest of the other legs
    whose: tuple[str, ...] = ()  # households it was for, where it says so
    public: bool = False  # the payee is an authority, a utility or a bank

    @property
    def to_supplier(self) -> bool:
        """Say whether somebody chose the payee: no household, no authority, no utility and no bank."""
        return bool(self.payee) and not self.to_owners and not self.public

    @property
    def to_owners(self) -> bool:
        """Say whether owners' own money went back to them: there is no supplier."""
        return bool(self.whose) or self.account.code in _OWNERS_CODES


def payments_of(vouchers: Sequence[Voucher], settings: AuditSettings) -> tuple[Payment, ...]:
    """List the payments that stand, by day.

    Vouchers that were reversed paid nothing; money that moves between a fund's own bank accounts,
    into bonds or into another fund of the community was paid to nobody.

    Args:
        vouchers: posted vouchers by day.
        settings: say on each day which payees the community names as public bodies.
    """
    return tuple(payment for voucher in standing(vouchers) for payment in _of(voucher, settings))


def _of(voucher: Voucher, settings: AuditSettings) -> Iterable[Payment]:
    if any(link.startswith(TRANSFER) for link in voucher.links):
        return
    for fund in voucher.funds:
        legs = [leg for leg in voucher.postings if leg.account.fund == fund]
        paid = -sum(leg.amount_fen for leg in legs if _is_money(leg.account))
        others = [leg for leg in legs if not _is_money(leg.account) and leg.amount_fen > 0]
        if paid <= 0 or not others:
            continue
        largest = max(others, key=lambda leg: leg.amount_fen)
        if largest.account.code in _STAYS_WITHIN:
            continue
        whose = sorted({household for leg in others for household in _households(leg)})
        payee = payee_key(voucher.payee)
        public = is_public_body(payee, settings.on(voucher.day).public_bodies)
        yield Payment(voucher, fund, payee, paid, largest.account, tuple(whose), public)


def _households(leg: Posting) -> Iterable[str]:
    if leg.split is None:
        return ()
    return (leg.split.value,) if leg.split.kind == "household" else (row.household for row in leg.split.rows)


def _is_money(account: Account) -> bool:
    return account.root == "Assets" and account.code in _MONEY_CODES
