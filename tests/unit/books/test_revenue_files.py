"""Contracts, assets, outside figures and settings of public revenue: read whole, every mistake at its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.asset_file import read_assets
from jjledger.books.contract_file import read_contract, read_contracts
from jjledger.books.control_file import read_controls
from jjledger.books.revenue_table import read_revenue
from jjledger.books.source import Source
from jjledger.books.toml_table import read_toml
from jjledger.errors import CommunityFileError
from jjledger.facts.community import Fund
from jjledger.facts.revenue import ASSET_CLASSES, Due, Rate, RevenueSettings

FUND = "3公共收益"
FUNDS = (Fund("1维修资金", "maintenance", ()), Fund(FUND, "public_revenue", ()))
CONTRACT = """number     = "2025-01"
title      = "电梯广告"
kind       = "advertising"
party      = "张三"
party_kind = "person"
account    = "Income:3公共收益:6002广告"
first_day  = 2025-01-01
last_day   = 2025-12-31
deposit    = "500.00"
[[due]]
every  = "quarter"
day    = 10
amount = "300.00"
[[due]]
from   = 2025-07-01
every  = "month"
day    = 31
amount = "110.00"
"""
SETTINGS = """[[budget]]
fund     = "3公共收益"
account  = "Expenses:3公共收益:6503业委会"
year     = 2025
amount   = "300.00"
decision = "2025-01"
[[authority]]
from     = 2025-01-01
item     = "500.00"
year     = "2000.00"
decision = "2025-01"
[preliminary_service]
first_day = 2024-01-01
last_day  = 2025-06-30
[[asset_class]]
name    = "车位"
earning = true
[[control]]
source    = "道闸"
account   = "Income:3公共收益:6001停车"
tolerance = "5.00"
"""


def source_with(folder: Path, name: str, text: str) -> Source:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return Source(folder)


def test_a_contract_by_rates(tmp_path: Path) -> None:
    source = source_with(tmp_path, "contracts/2025-01.toml", CONTRACT)
    contract = read_contract(source, "2025-01", {FUND: FUND})
    assert (contract.company, contract.fund, contract.deposit_fen) == (False, FUND, 500_00)
    assert contract.rates == (
        Rate(date(2025, 1, 1), "quarter", 10, 300_00),
        Rate(date(2025, 7, 1), "month", 31, 110_00),
    )


def test_a_contract_by_dated_amounts(tmp_path: Path) -> None:
    dated = '[[payment]]\nday = 2025-07-01\namount = "2"\nfirst_day = 2025-07-01\n[[payment]]\nday = 2025-01-05\namount = "1"\n'
    text = CONTRACT.partition("[[due]]")[0] + dated
    contract = read_contract(source_with(tmp_path, "contracts/2025-01.toml", text), "2025-01", {FUND: FUND})
    assert contract.dated == (
        Due(date(2025, 1, 5), 1_00, date(2025, 1, 1), date(2025, 12, 31)),
        Due(date(2025, 7, 1), 2_00, date(2025, 7, 1), date(2025, 12, 31)),
    )


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ('number     = "2025-01"', 'number     = "2025-02"', 1),
        ('kind       = "advertising"', 'kind       = "ad"', 3),
        ('party      = "张三"', 'party      = ""', 4),
        ('"Income:3公共收益:6002广告"', '"Expenses:3公共收益:6401成本"', 6),
        ("last_day   = 2025-12-31", "last_day   = 2024-12-31", 8),
        ("day    = 10", "day    = 32", 12),
        ("from   = 2025-07-01", "from   = 2026-07-01", 15),
        ("from   = 2025-07-01", "from   = 2024-07-01", 15),
        ('amount = "300.00"', 'amount = "三百"', 13),
        ('every  = "quarter"', 'every  = "week"', 11),
    ],
)
def test_a_mistake_in_a_contract_is_shown_where_it_stands(
    tmp_path: Path, old: str, new: str, at: int
) -> None:
    assert CONTRACT.count(old) == 1
    source = source_with(tmp_path, "contracts/2025-01.toml", CONTRACT.replace(old, new))
    with pytest.raises(CommunityFileError) as refused:
        read_contract(source, "2025-01", {FUND: FUND})
    assert refused.value.trouble.place.endswith(f"2025-01.toml:{at}")
    contracts, findings = read_contracts(source, FUNDS)
    assert contracts == {"2025-01": None}
    assert [finding.code for finding in findings] == ["E76"]


def test_settings(tmp_path: Path) -> None:
    source = source_with(tmp_path, "community.toml", SETTINGS)
    found = read_revenue(read_toml(source, "community.toml"), FUNDS)
    assert [(one.year, one.amount_fen) for one in found.budgets] == [(2025, 300_00)]
    assert found.authority_on(date(2024, 12, 31)) is None
    assert found.authority_on(date(2025, 1, 1)) == found.authority[0]
    assert found.preliminary is not None
    assert [one.name for one in found.asset_classes] == ["车位"]
    assert found.controls[0].tolerance_fen == 5_00
    empty = read_revenue(
        read_toml(source_with(tmp_path / "b", "community.toml", ""), "community.toml"), FUNDS
    )
    assert empty == RevenueSettings()
    assert empty.asset_classes == ASSET_CLASSES


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ('account  = "Expenses:3公共收益:6503业委会"', 'account  = "Income:3公共收益:6001停车"', 3),
        ("year     = 2025", "year     = 25", 4),
        ('year     = "2000.00"', 'year     = "400.00"', 10),
        ("last_day  = 2025-06-30", "last_day  = 2023-06-30", 14),
        ('account   = "Income:3公共收益:6001停车"', 'account   = "停车"', 20),
        ('tolerance = "5.00"', 'tolerance = "少许"', 21),
    ],
)
def test_a_mistake_in_the_settings_is_shown_where_it_stands(
    tmp_path: Path, old: str, new: str, at: int
) -> None:
    assert SETTINGS.count(old) == 1
    source = source_with(tmp_path, "community.toml", SETTINGS.replace(old, new))
    with pytest.raises(CommunityFileError) as refused:
        read_revenue(read_toml(source, "community.toml"), FUNDS)
    assert refused.value.trouble.place.endswith(f"community.toml:{at}")


def test_the_register_of_assets(tmp_path: Path) -> None:
    head = "id,class,name,place,quantity,since,until,contracts,note\n"
    source = source_with(
        tmp_path, "assets.csv", f"{head}TC-01,停车,车位,广场,20,2024-01-01,2025-12-31,2025-01 2025-02,备注\n"
    )
    (asset,), findings = read_assets(source)
    assert not findings
    assert (asset.quantity, asset.contracts, asset.line) == (20, ("2025-01", "2025-02"), 2)
    twice = source_with(tmp_path / "b", "assets.csv", head + "A,停车,a,,,2024-01-01,,,\n" * 2)
    assert [(one.code, one.place.line) for one in read_assets(twice)[1]] == [("E82", 3)]
    assert read_assets(Source(tmp_path / "none")) == ((), ())


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("来源,日期,笔数,金额\n道闸,2025-03-10,4,40.00\n", [("道闸", "2025-03", 4, 40_00)]),
        ('停车场日报\n\n统计日期,实收金额\n2025/3/1,1\n2025年3月2日,"1,000.50"\n合计,1001.5\n',
         [("gate", "2025-03", None, 1_00), ("gate", "2025-03", None, 1000_50)]),
        ("月份,金额,来源\n2025-03,-3.00,桩\n202504,5,桩\n", [("桩", "2025-03", None, -3_00), ("桩", "2025-04", None, 5_00)]),
    ],
)  # fmt: skip
def test_outside_figures_are_found_by_the_words_of_their_heading(
    tmp_path: Path, text: str, figures: list[tuple[str, str, int | None, int]]
) -> None:
    found, findings = read_controls(source_with(tmp_path, "controls/gate.csv", text))
    assert not findings
    assert [(one.source, one.period.code, one.count, one.amount_fen) for one in found] == figures


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("甲,乙\n1,2\n", 1),
        ("日期,金额\n2025-13-01,1\n", 2),
        ("日期,金额\n昨天,1\n", 2),
        ("日期,金额\n2025-03-01,一元\n", 2),
        ("日期,金额,笔数\n2025-03-01,1,3.5\n", 2),
        ("", 1),
    ],
)
def test_outside_figures_nobody_can_read_are_told(tmp_path: Path, text: str, line: int) -> None:
    found, findings = read_controls(source_with(tmp_path, "controls/gate.csv", text))
    assert not found
    assert [(one.code, one.place.line) for one in findings] == [("E84", line)]
