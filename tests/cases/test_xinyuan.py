"""A real community's maintenance fund over a year, from the five figures that were published of it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import load_ledger
from jjledger.disclosure.models import MaintenanceFund
from jjledger.period import parse_period
from jjledger.units import fen_from_text
from jjledger.workflows.disclose import Request, disclose

HERE = Path(__file__).resolve().parent
PUBLISHED = HERE.parents[2] / "shared" / "data" / "disclosures" / "maintenance_fund_rollforward.csv"
TODAY = date(2023, 1, 15)
# column of the published table → what the page says
SHOWN: dict[str, Callable[[MaintenanceFund], int]] = {
    "opening": lambda page: page.opening_owners_fen + page.opening_undistributed_fen,
    "deposits": lambda page: page.deposits_fen,
    "interest_or_yield": lambda page: page.income_fen,
    "spending": lambda page: page.use_fen,
    "refunds": lambda page: page.refunds_fen,
    "closing": lambda page: page.closing_fen,
}


@pytest.fixture(scope="module")
def page() -> MaintenanceFund:
    disclosed = disclose(load_ledger(HERE / "xinyuan", TODAY), None, Request(TODAY, parse_period("2022")))
    assert [finding.code for finding in disclosed.findings] == ["E12"]
    (found,) = (page for page in disclosed.pages if isinstance(page, MaintenanceFund))
    assert (found.head.period_code, found.head.document) == ("2022", "maintenance-fund")
    return found


def test_the_year_is_the_published_one(page: MaintenanceFund) -> None:
    assert page.opening_owners_fen + page.opening_undistributed_fen == 18_994_956_49
    assert [(line.label, line.amount_fen) for line in page.lines] == [
        ("交存", 2_380_769_00),
        ("存款利息收入", 480_216_41),
    ]
    assert (page.deposits_fen, page.income_fen, page.use_fen, page.refunds_fen) == (
        2_380_769_00,
        480_216_41,
        0,
        0,
    )
    assert page.closing_fen == 21_855_941_90
    assert page.closing_capital == "人民币贰仟壹佰捌拾伍万伍仟玖佰肆拾壹元玖角整"


def test_interest_not_yet_distributed_is_nobody_s(page: MaintenanceFund) -> None:
    assert (page.opening_undistributed_fen, page.closing_undistributed_fen) == (0, 480_216_41)
    assert page.closing_owners_fen == 18_994_956_49 + 2_380_769_00


def test_the_buildings_sum_to_the_owners_money(page: MaintenanceFund) -> None:
    # Three equal buildings of twelve: 21,375,725.49 ÷ 3 = 7,125,241.83, give or take odd fen of twelve.
    assert [row.households for row in page.buildings] == [12, 12, 12]
    assert sum(row.closing_fen or 0 for row in page.buildings) == page.closing_owners_fen
    assert all(abs((row.closing_fen or 0) - 712_524_183) < 2 * 12 for row in page.buildings)


def test_the_figures_here_are_those_published(page: MaintenanceFund) -> None:
    if not PUBLISHED.is_file():
        pytest.skip("the published figures are not here")
    rows = {row["id"]: row for row in csv.DictReader(PUBLISHED.read_text(encoding="utf-8").splitlines())}
    published = {name: fen_from_text(text) for name, text in rows["FZ2022-b"].items() if name in SHOWN}
    assert published == {name: getter(page) for name, getter in SHOWN.items()}
