"""What community.toml says about public revenue: every mistake at its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.revenue_table import read_revenue
from jjledger.books.source import Source
from jjledger.books.toml_table import read_toml
from jjledger.errors import CommunityFileError
from jjledger.facts.community import Fund
from jjledger.facts.revenue import ASSET_CLASSES, RevenueSettings

FUNDS = (Fund("1维修资金", "maintenance", ()), Fund("3公共收益", "public_revenue", ()))
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
