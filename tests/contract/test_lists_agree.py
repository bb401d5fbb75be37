"""What the lists of the sample say of a fund is what its own disclosure says, and nothing of theirs is held."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.disclosure.lint import lint
from jjledger.disclosure.models import Disclosure, MaintenanceFund, PublicRevenue
from jjledger.disclosure.money_models import MoneyList, ThreeFunds
from jjledger.disclosure.revenue_models import AssetList, CommitteeSpending, ContractList
from jjledger.workflows.draw import draw
from jjledger.workflows.plan import planned
from jjledger.workflows.rulings import law_of

LEDGERS = Path(__file__).parents[2] / "ledgers"
TODAY = date(2026, 1, 31)
CODES = sorted(path.parent.name for path in LEDGERS.glob("*/community.toml"))


@pytest.fixture(scope="module", params=CODES)
def ledger(request: pytest.FixtureRequest) -> Ledger:
    return load_ledger(LEDGERS / request.param, TODAY)


def test_lists_agree_with_the_disclosures_of_each_fund(ledger: Ledger) -> None:
    law = law_of(ledger.books.community)
    plans = planned(ledger.books, law, TODAY, None)
    pages: dict[str, list[Disclosure]] = {}
    for plan in plans:
        page = draw(ledger, law, plan)
        pages.setdefault(plan.period.code, []).append(page)
        if isinstance(page, MoneyList | ThreeFunds | AssetList | ContractList | CommitteeSpending):
            houses = {row.id for row in ledger.books.register.rows}
            assert lint(page, houses) == (), page.head.document
    halves = [drawn for code, drawn in pages.items() if "-H" in code]
    assert halves, "every community of the sample has half-years"
    for drawn in halves:
        _compare(drawn)


def _compare(drawn: list[Disclosure]) -> None:
    """Compare what three documents of one half-year say of the same balances."""
    money = next(page for page in drawn if isinstance(page, MoneyList))
    three = next(page for page in drawn if isinstance(page, ThreeFunds))
    listed = {fund.fund: fund.closing_fen for fund in money.funds}
    assert listed == {fund.fund: fund.closing_fen for fund in three.funds}
    for page in drawn:
        if isinstance(page, PublicRevenue | MaintenanceFund):
            assert listed[page.head.fund] == page.closing_fen
