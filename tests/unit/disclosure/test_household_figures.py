"""What is sealed of a household is what its statement says, and the fund's money is all somebody's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.disclosure.head import Setting
from jjledger.disclosure.household import household_statement
from jjledger.disclosure.household_figures import HouseholdFigures, fund_money, household_figures
from jjledger.period import parse_period

LEDGERS = Path(__file__).parents[3] / "ledgers"
TODAY = date(2026, 1, 31)


@pytest.fixture(scope="module", params=["bailu", "guiyu2", "xishang"])
def ledger(request: pytest.FixtureRequest) -> Ledger:
    return load_ledger(LEDGERS / request.param, TODAY)


@pytest.mark.parametrize("code", ["2024", "2025-H1", "2025"])
def test_every_households_figures_are_those_of_its_statement(ledger: Ledger, code: str) -> None:
    period = parse_period(code)
    for shares in ledger.replayed.shares.values():
        found = household_figures(ledger.books, shares, period)
        assert found
        for household, figures in found.items():
            page = household_statement(ledger.books, shares, household, period, Setting(()))
            opening = page.opening_principal_fen + page.opening_interest_fen - page.opening_arrears_fen
            closing = page.closing_principal_fen + page.closing_interest_fen
            assert figures == HouseholdFigures(
                opening, page.paid_fen, page.earned_fen, page.used_fen, closing, page.closing_arrears_fen
            )


def test_the_money_lies_somewhere_and_is_all_somebodys(ledger: Ledger) -> None:
    period = parse_period("2025-H2")
    for fund in ledger.books.community.funds:
        shares = ledger.replayed.shares.get(fund.code)
        if shares is None:
            continue
        money = fund_money(ledger.books, fund, shares, period)
        households = household_figures(ledger.books, shares, period).values()
        owned = sum(one.closing_fen - one.arrears_fen for one in households)
        lies = money.bank_fen + money.invested_fen + money.petty_cash_fen
        assert lies == owned + money.undistributed_fen + money.payable_fen + money.selling_unit_fen
        assert all(one.closing_fen * one.arrears_fen == 0 for one in households)
