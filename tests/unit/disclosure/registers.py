"""Good lists of money, property and contracts and of spending, for lints and forms to look at."""

from __future__ import annotations

from jjledger.disclosure.assets import asset_list
from jjledger.disclosure.committee import committee_spending
from jjledger.disclosure.contracts import contract_list
from jjledger.disclosure.head import Setting
from jjledger.disclosure.money import money_list
from jjledger.disclosure.money_models import MoneyList, ThreeFunds
from jjledger.disclosure.revenue_models import AssetList, CommitteeSpending, ContractList
from jjledger.disclosure.three_funds import three_funds
from jjledger.period import parse_period
from jjledger.rules.replay import replay
from tests.unit.disclosure import test_assets, test_committee, test_contracts, test_money, test_three_funds


def money() -> MoneyList:
    """Give a list of money with a term deposit, a security owed and accounts nobody confirmed."""
    return money_list(test_money.books_of(), parse_period("2025-H1"), Setting())


def funds() -> ThreeFunds:
    """Give three funds, the warranty deposit with vouchers of its own."""
    books = test_three_funds.books_of()
    return three_funds(books, parse_period("2025-H1"), replay(books).shares, Setting())


def assets() -> AssetList:
    """Give six pieces of property, one of them idle."""
    books = test_assets.books_of()
    return asset_list(books, books.community.funds[1], parse_period("2025"), Setting())


def contracts() -> ContractList:
    """Give two contracts, one with a person and overdue."""
    books = test_contracts.books_of()
    return contract_list(books, books.community.funds[1], parse_period("2025-H1"), Setting())


def committee() -> CommitteeSpending:
    """Give spending with a budget overrun and limits overstepped."""
    books = test_committee.books_of()
    return committee_spending(books, books.community.funds[1], parse_period("2025-H1"), Setting())
