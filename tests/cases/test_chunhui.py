"""Sold public housing from the first deposit to the refund on loss, every figure worked out by hand.

Owners deposited 2 % of the cost price of 1,000.00 a m²: 1,200.00, 1,600.00 and 1,000.00. The selling
unit took 20 % of 140,000.00 (building 01, several storeys) and 30 % of 50,000.00 (building 02, a
tower) from the proceeds: 28,000.00 on A01 and 15,000.00 on A02.

A pump for building 01 cost 3,000.00. Its 140 m² of public and 60 m² of commercial housing bear 2,100.00
and 900.00. Of the 2,100.00 the owners bear 2,800 of 30,800: 190.909…, 190.91; the unit 1,909.09. The
190.91 by 60 and 80 m²: 81.818… and 109.091…, rounded down 81.81 and 109.09, the odd fen to the first.

100.00 of interest by the balances of 10 January to 30 June, yuan × days:

    01-1-101    1,200.00 × 81 + 1,118.18 × 91                      =   198,954.38    2.67|8257
    01-1-102    1,600.00 × 81 + 1,490.91 × 91                      =   265,272.81    3.57|1014
    02-1-101    1,000.00 × 172                                     =   172,000.00    2.31|5407
    A01        28,000.00 × 71 (from 20 January) + 26,090.91 × 91   = 4,362,272.81   58.72|3468
    A02        15,000.00 × 162                                     = 2,430,000.00   32.71|1853
    together                                                         7,428,500.00   99.98, two fen left

The two fen go to the largest remainders, 01-1-101 and 02-1-101. Building 02 is lost on 15 September:
1,002.32 to the owner and 15,032.71 to the selling unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.disclosure.models import BuildingRow, MaintenanceFund
from jjledger.period import parse_period
from jjledger.rules.cost_split import SellingUnit, Sharing, split_cost
from jjledger.rules.scope import sharers
from jjledger.workflows.disclose import Request, disclose
from jjledger.workflows.fund.cost import selling_unit_of
from tests.ledgers import bean_check, copy_of, run

CHUNHUI = Path(__file__).parent / "chunhui"
TODAY = date(2026, 1, 31)
COMMERCIAL, PUBLIC = "1维修资金", "2公房维修资金"
HOLDERS = ("01-1-101", "01-1-102", "02-1-101", "selling_unit:A01", "selling_unit:A02")


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return load_ledger(CHUNHUI, TODAY)


def _at(ledger: Ledger, day: str) -> Iterator[tuple[int, int, int]]:
    shares = ledger.replayed.shares[PUBLIC]
    assert shares.holders == HOLDERS
    now = shares.balances_at(date.fromisoformat(day))
    return zip(now.principal.tolist(), now.interest.tolist(), now.arrears.tolist(), strict=True)


def test_nothing_is_found_wrong_or_missing(ledger: Ledger) -> None:
    assert ledger.findings == ()
    assert bean_check(CHUNHUI / "main.beancount") == (0, "")


@pytest.mark.parametrize(
    ("day", "balances"),
    [
        ("2025-01-10", [(120000, 0, 0), (160000, 0, 0), (100000, 0, 0), (0, 0, 0), (0, 0, 0)]),
        ("2025-01-20", [(120000, 0, 0), (160000, 0, 0), (100000, 0, 0), (2800000, 0, 0), (1500000, 0, 0)]),
        ("2025-04-01", [(111818, 0, 0), (149091, 0, 0), (100000, 0, 0), (2609091, 0, 0), (1500000, 0, 0)]),
        (
            "2025-06-30",
            [(111818, 268, 0), (149091, 357, 0), (100000, 232, 0), (2609091, 5872, 0), (1500000, 3271, 0)],
        ),
        ("2025-09-15", [(111818, 268, 0), (149091, 357, 0), (0, 0, 0), (2609091, 5872, 0), (0, 0, 0)]),
    ],
)
def test_owners_and_selling_unit_stand_apart_on_every_day(
    ledger: Ledger, day: str, balances: list[tuple[int, int, int]]
) -> None:
    assert list(_at(ledger, day)) == balances


def test_what_was_typed_by_hand_is_what_the_rule_gives(ledger: Ledger) -> None:
    community, register = ledger.books.community, ledger.books.register
    commercial, public = (
        tuple(row for row in sharers(register, fund, community).rows if row.building == "01")
        for fund in community.funds
    )
    unit = selling_unit_of(ledger, community.funds[1], public, "selling_unit:A01", date(2025, 4, 1))
    assert unit == SellingUnit("A01", 280000, 2800000, Fraction(1))
    costs = split_cost(300000, (Sharing(COMMERCIAL, commercial), Sharing(PUBLIC, public, unit)))
    assert [(cost.cost_fen, cost.shares_fen, cost.selling_unit_fen) for cost in costs] == [
        (90000, (90000,), 0),
        (210000, (8182, 10909), 190909),
    ]


def test_commercial_housing_bears_its_part_from_its_own_fund(ledger: Ledger) -> None:
    shares = ledger.replayed.shares[COMMERCIAL]
    assert shares.holders == ("01-1-201",)
    assert shares.closing.principal.tolist() == [390000 - 90000]


def test_the_page_tells_the_selling_unit_s_money_beside_the_houses_(ledger: Ledger) -> None:
    disclosed = disclose(ledger, None, Request(TODAY, parse_period("2025")))
    assert disclosed.findings == ()
    page = next(page for page in disclosed.pages if page.head.document == "public-housing")
    assert isinstance(page, MaintenanceFund)
    assert (page.deposits_fen, page.use_fen, page.refunds_fen) == (4680000, 210000, 1603503)
    assert (page.income_fen, page.closing_fen) == (10000, 2876497)
    # Two houses of the three are left, too few to stand by building.
    houses, units = page.buildings
    assert (houses.households, houses.closing_fen) == (2, 112086 + 149448)
    assert units == BuildingRow("售房单位", 0, 2614963)


def test_the_books_of_the_households_compile_and_stand_by_themselves(tmp_path: Path) -> None:
    folder = copy_of(CHUNHUI, tmp_path)
    assert run("jjledger", "compile", folder).returncode == 0
    assert bean_check(folder / "build" / "households-2025.beancount") == (0, "")


def test_the_statements_tie_with_their_columns(tmp_path: Path) -> None:
    folder = copy_of(CHUNHUI, tmp_path)
    done = run("jjledger", "statements", folder, "--year", "2025", "--today", "2026-01-31")
    assert done.returncode == 0, done.stderr
    tables = folder / "build" / "statements" / "2025"
    sheet = (tables / "01-balance-sheet.csv").read_text("utf-8-sig").splitlines()
    assert "银行存款,0.00,3005.00,0.00,28764.97,0.00,31769.97" in sheet
    assert "其中：业主,0.00,0.00,0.00,2615.34,0.00,2615.34" in sheet
    assert "其中：售房单位,0.00,0.00,0.00,26149.63,0.00,26149.63" in sheet
    ties = (tables / "ties.csv").read_text("utf-8-sig").splitlines()[1:]
    assert ties
    assert all(line.endswith(",一致") for line in ties)


def test_owner_and_selling_unit_each_get_a_statement(tmp_path: Path) -> None:
    folder = copy_of(CHUNHUI, tmp_path)
    for holder, words in (
        ("01-1-101", "190.91 元 × 60.00 ÷ 140.00 m² = 81.8185… 元，先舍到分；全体共差 1 分"),
        (
            "selling_unit:A01",
            "100.00 元 × 积数 4,362,272.81 ÷ 7,428,500.00 = 58.7234… 元，先舍到分，不补，计 58.72 元",
        ),
    ):
        asked = ("--household", holder, "--fund", PUBLIC, "--period", "2025", "--today", "2026-01-31")
        done = run("jjledger", "statement", folder, *asked, "--json")
        assert done.returncode == 0, done.stderr
        assert words in done.stdout


def test_a_lost_house_gives_owner_and_selling_unit_their_balances_by_command(tmp_path: Path) -> None:
    register = (CHUNHUI / "register.csv").read_text(encoding="utf-8").replace(",2025-09-15,", ",,")
    folder = copy_of(CHUNHUI, tmp_path, {"register.csv": register})
    for month in ("09", "12"):
        (folder / "2025" / f"2025-{month}.beancount").unlink()
    signed = (
        "--date",
        "2025-09-15",
        "--prepared",
        "甲",
        "--reviewed",
        "乙",
        "--write",
        "--today",
        "2025-10-01",
    )
    lost = ("jjledger", "fund", "lost", folder)
    beyond = run(*lost, "--selling-unit", "A02", "--amount", "15032.72", *signed)
    assert (beyond.returncode, "账上有 15,032.71 元" in beyond.stderr) == (2, True)
    assert "账上的售房单位：A01、A02" in run(*lost, "--selling-unit", "B", *signed).stderr
    assert "只办房屋的事" in run(*lost, "--household", "selling_unit:A02", *signed).stderr
    for whom in (("--household", "02-1-101"), ("--selling-unit", "A02")):
        done = run(*lost, *whom, *signed)
        assert done.returncode == 0, done.stderr
    before = run(*lost, "--selling-unit", "A02", "--date", "2025-09-14", *signed[2:])
    assert "售房单位A02 在 2025-09-15 还有记账" in before.stderr
    assert list(_at(load_ledger(folder, TODAY), "2025-09-15")) == [
        (111818, 268, 0), (149091, 357, 0), (0, 0, 0), (2609091, 5872, 0), (0, 0, 0),
    ]  # fmt: skip
    assert "02-1-101,02,1,101,50.00,public_housing,1000.00,1998-06-30,,2025-09-15,owner" in (
        folder / "register.csv"
    ).read_text(encoding="utf-8")


def test_the_project_s_commands_write_what_was_typed_by_hand(tmp_path: Path) -> None:
    folder = copy_of(CHUNHUI, tmp_path)
    for month in ("04", "06", "09", "12"):
        (folder / "2025" / f"2025-{month}.beancount").unlink()
    signed = ("--prepared", "甲", "--reviewed", "乙", "--write", "--today", "2025-05-01")
    what = ("--title", "01幢更换水泵", "--scope", "01", "--category", "给排水", "--budget", "3000.00")
    for command in (
        ("project", "new", folder, "2025-01", *what, "--chargeable", "--selling-unit", "A01", *signed[4:]),
        ("contract", folder, "2025-01", "--contractor", "某水泵公司", "--amount", "3000.00", *signed[4:]),
        ("pay", folder, "2025-01", "--amount", "3000.00", "--date", "2025-04-01", *signed),
    ):
        done = run("jjledger", "fund", *command)
        assert done.returncode == 0, done.stderr
    by_command, by_hand = load_ledger(folder, TODAY), load_ledger(CHUNHUI, TODAY)
    assert list(_at(by_command, "2025-04-01")) == list(_at(by_hand, "2025-04-01"))
