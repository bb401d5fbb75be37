"""Which function draws up which document, and on what ground each goes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.disclosure.assets import asset_list
from jjledger.disclosure.committee import committee_spending
from jjledger.disclosure.contracts import contract_list
from jjledger.disclosure.head import Setting
from jjledger.disclosure.maintenance_fund import maintenance_fund
from jjledger.disclosure.models import Disclosure, Document
from jjledger.disclosure.money import money_list
from jjledger.disclosure.public_revenue import public_revenue
from jjledger.disclosure.three_funds import three_funds
from jjledger.law import Law
from jjledger.rules.closed_periods import closing_words
from jjledger.workflows.draw_events import draw_annual, draw_audit, draw_decision, draw_project
from jjledger.workflows.plan import Planned
from jjledger.workflows.rulings import frequency, grounds_by

Maker = Callable[[Ledger, Planned, Setting], Disclosure]


def _public_revenue(ledger: Ledger, plan: Planned, setting: Setting) -> Disclosure:
    assert plan.fund is not None, "it is about one fund"
    return public_revenue(ledger.books, plan.fund, plan.period, setting)


def _owners_fund(ledger: Ledger, plan: Planned, setting: Setting) -> Disclosure:
    assert plan.fund is not None, "it is about one fund"
    shares = ledger.replayed.shares[plan.fund.code]
    return maintenance_fund(ledger.books, plan.fund, plan.period, shares, setting)


def _assets(ledger: Ledger, plan: Planned, setting: Setting) -> Disclosure:
    assert plan.fund is not None, "it is about one fund"
    return asset_list(ledger.books, plan.fund, plan.period, setting)


def _contracts(ledger: Ledger, plan: Planned, setting: Setting) -> Disclosure:
    assert plan.fund is not None, "it is about one fund"
    return contract_list(ledger.books, plan.fund, plan.period, setting)


def _committee(ledger: Ledger, plan: Planned, setting: Setting) -> Disclosure:
    assert plan.fund is not None, "it is about one fund"
    return committee_spending(ledger.books, plan.fund, plan.period, setting)


def _money(ledger: Ledger, plan: Planned, setting: Setting) -> Disclosure:
    return money_list(ledger.books, plan.period, setting)


def _three_funds(ledger: Ledger, plan: Planned, setting: Setting) -> Disclosure:
    return three_funds(ledger.books, plan.period, ledger.replayed.shares, setting)


MAKERS: Final[Mapping[Document, Maker]] = {
    "public-revenue": _public_revenue,
    "maintenance-fund": _owners_fund,
    "public-housing": _owners_fund,
    "assets": _assets,
    "contracts": _contracts,
    "committee": _committee,
    "money": _money,
    "three-funds": _three_funds,
    "annual": draw_annual,
    "project": draw_project,
    "decision": draw_decision,
    "audit": draw_audit,
}
# Which rules a document fulfils; those not in force at a place are passed over.
GROUNDS: Final[Mapping[Document, tuple[str, ...]]] = {
    "public-revenue": ("public_revenue_interval", "separate_account", "dual_channel"),
    "maintenance-fund": ("fund_publication", "maintenance_fund_interval", "sharing_basis", "dual_channel"),
    "public-housing": ("fund_publication", "maintenance_fund_interval", "sharing_basis", "dual_channel"),
    "assets": ("asset_publication", "dual_channel"),
    "contracts": ("asset_publication", "business_publication", "dual_channel"),
    "committee": ("committee_interval", "committee_publication", "committee_book", "dual_channel"),
    "money": ("fund_publication", "separate_account", "separate_book"),
    "three-funds": ("fund_publication", "separate_account"),
    "annual": ("annual_report", "fund_publication"),
    "project": ("fund_publication", "sharing_basis"),
    "decision": ("decision_publication",),
    "audit": ("audit_publication", "audit_days_posted"),
}
# Whose frequency is told on which document.
_PACED: Final[Mapping[Document, str]] = {
    "public-revenue": "public_revenue",
    "maintenance-fund": "maintenance_fund",
    "public-housing": "maintenance_fund",
}


def draw(ledger: Ledger, law: Law, plan: Planned) -> Disclosure:
    """Draw up a document; its edition, day and address are filled in when it goes out.

    Args:
        ledger: the loaded community.
        law: its law.
        plan: which document of which period.
    """
    books, day = ledger.books, plan.period.last_day
    paced = _PACED.get(plan.document)
    notes = (frequency(books.community, law, paced, day).words,) if paced else ()
    setting = Setting(
        grounds_by(law, GROUNDS[plan.document], day), "", (*notes, *closing_words(books, plan.period))
    )
    return MAKERS[plan.document](ledger, plan, setting)
