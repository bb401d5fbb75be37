"""A city's maintenance funds over a year, from the figures it published; once it misprinted one by 1.00 (万元)."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import load_ledger
from jjledger.disclosure.lint import lint
from jjledger.disclosure.models import MaintenanceFund
from jjledger.period import parse_period
from jjledger.units import fen_from_text
from jjledger.workflows.disclose import Request, disclose
from tests.ledgers import copy_of, replace_once

HERE = Path(__file__).resolve().parent
PUBLISHED = HERE.parents[2] / "shared" / "data" / "disclosures" / "maintenance_fund_rollforward.csv"
TODAY = date(2021, 1, 15)
TEN_THOUSAND = 10_000 * 100  # fen in 1 万元
# As published, in hundredths of 万元: 1,223,877.95 + 192,227.47 + 47,809.98 − 8,597.88 = 1,455,317.52
OPENING, DEPOSITS, INCOME, USE, CLOSING = 122_387_795, 19_222_747, 4_780_998, 859_788, 145_531_752
MISPRINTED = 859_888
HUNDREDTH = TEN_THOUSAND // 100


def _page(folder: Path) -> MaintenanceFund:
    disclosed = disclose(load_ledger(folder, TODAY), None, Request(TODAY, parse_period("2020")))
    # The bank's word and the decision's record are all that is missing.
    assert {finding.code for finding in disclosed.findings} == {"E12", "E40"}
    (found,) = (page for page in disclosed.pages if isinstance(page, MaintenanceFund))
    return found


@pytest.fixture(scope="module")
def page() -> MaintenanceFund:
    return _page(HERE / "quancheng")


def test_the_year_is_the_published_one(page: MaintenanceFund) -> None:
    assert page.opening_owners_fen + page.opening_undistributed_fen == OPENING * HUNDREDTH
    assert (page.deposits_fen, page.income_fen, page.use_fen, page.refunds_fen) == (
        DEPOSITS * HUNDREDTH,
        INCOME * HUNDREDTH,
        USE * HUNDREDTH,
        0,
    )
    assert page.closing_fen == CLOSING * HUNDREDTH
    assert page.closing_capital == "人民币壹佰肆拾伍亿伍仟叁佰壹拾柒万伍仟贰佰元整"


def test_the_misprinted_use_does_not_come_to_the_published_closing(tmp_path: Path) -> None:
    folder = copy_of(HERE / "quancheng", tmp_path)
    for text in (
        "5001维修支出                             85978800.00",
        "示范银行                  -85978800.00",
    ):
        replace_once(folder, "2020/2020-12.beancount", text, text.replace("85978800", "85988800"))
    wrong = _page(folder)
    assert wrong.use_fen == MISPRINTED * HUNDREDTH
    assert CLOSING * HUNDREDTH - wrong.closing_fen == TEN_THOUSAND


def test_a_page_with_the_misprint_beside_the_published_closing_does_not_go_out(page: MaintenanceFund) -> None:
    lines = tuple(
        replace(line, amount_fen=-MISPRINTED * HUNDREDTH) if line.amount_fen == -USE * HUNDREDTH else line
        for line in page.lines
    )
    assert lines != page.lines
    wrong = [finding for finding in lint(replace(page, lines=lines)) if finding.code == "D02"]
    assert any("本期变动各行" in finding.what for finding in wrong)


def test_the_figures_here_are_those_published() -> None:
    if not PUBLISHED.is_file():
        pytest.skip("the published figures are not here")
    rows = {row["id"]: row for row in csv.DictReader(PUBLISHED.read_text(encoding="utf-8").splitlines())}
    row = rows["JN2020-commercial"]
    assert (row["unit"], "8598.88" in row["note"]) == ("万元", True)
    names = ("opening", "deposits", "interest_or_yield", "spending", "closing")
    assert tuple(fen_from_text(row[name]) for name in names) == (OPENING, DEPOSITS, INCOME, USE, CLOSING)
