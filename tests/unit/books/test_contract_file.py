"""Contracts of public revenue: read whole, every mistake at its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.contract_file import read_contract, read_contracts
from jjledger.books.source import Source
from jjledger.errors import CommunityFileError
from jjledger.facts.community import Fund
from jjledger.facts.revenue import Due, Rate

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
        ("last_day   = 2025-12-31", "last_day   = 9999-12-31", 8),
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
