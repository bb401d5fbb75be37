"""Planned renewals of community.toml: read by year, every mistake at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from jjledger.books.renewal_table import read_renewals
from jjledger.books.source import Source
from jjledger.books.toml_table import read_toml
from jjledger.errors import CommunityFileError
from jjledger.facts.community import Fund, Renewal

FUNDS = (Fund("1维修资金", "maintenance", ()), Fund("3公共收益", "public_revenue", ()))
LIFT = '[[renewal]]\ntitle = "更换电梯"\nfund = "1维修资金"\nscope = "01 02-1"\nyear = 2031\ncost = "860,000.00"\n'
ROOF = '[[renewal]]\ntitle = "屋面防水"\nfund = "1维修资金"\nyear = 2028\ncost = "1"\n'


def read(folder: Path, text: str) -> tuple[Renewal, ...]:
    (folder / "community.toml").write_text(text, encoding="utf-8")
    return read_renewals(read_toml(Source(folder), "community.toml"), FUNDS)


def test_they_stand_by_year_and_concern_all_unless_written(tmp_path: Path) -> None:
    assert read(tmp_path, LIFT + ROOF) == (
        Renewal("屋面防水", "1维修资金", "all", 2028, 100),
        Renewal("更换电梯", "1维修资金", "01 02-1", 2031, 86000000),
    )
    assert read(tmp_path, "") == ()


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ('title = "更换电梯"', 'title = " "', 2),
        ('fund = "1维修资金"', 'fund = "3公共收益"', 3),
        ('scope = "01 02-1"', 'scope = "01，02"', 4),
        ("year = 2031", "year = 31", 5),
        ('cost = "860,000.00"', 'cost = "0.00"', 6),
        ('cost = "860,000.00"', 'cost = "86万"', 6),
        ("year = 2031", "years = 2031", 1),
    ],
)
def test_a_mistake_is_shown_where_it_stands(tmp_path: Path, old: str, new: str, at: int) -> None:
    assert LIFT.count(old) == 1
    with pytest.raises(CommunityFileError) as refused:
        read(tmp_path, LIFT.replace(old, new))
    place = refused.value.trouble.place
    assert place.endswith(f"community.toml:{at}") or (at == 1 and "community.toml" in place)
