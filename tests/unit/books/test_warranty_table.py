"""What a warranty deposit rests on, and how it is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.community_file import read_community
from jjledger.books.source import Source
from jjledger.errors import CommunityFileError
from jjledger.facts.community import WarrantyTerms

HEAD = 'name = "甲"\ncode = "jia"\nregion = "3310"\n[[fund]]\ncode = "4保修金"\nkind = "{kind}"\n[fund.warranty]\n'


def read(folder: Path, lines: str, kind: str = "warranty") -> WarrantyTerms | None:
    place = folder / "jia"
    place.mkdir()
    (place / "community.toml").write_text(HEAD.format(kind=kind) + lines, encoding="utf-8")
    return read_community(Source(place)).funds[0].warranty


def test_days_may_be_left_out(tmp_path: Path) -> None:
    terms = read(tmp_path, 'cost = "20,000,000.00"\ndelivered = 2018-03-01\nnoticed = 2026-02-01\n')
    assert terms == WarrantyTerms(2_000_000_000, date(2018, 3, 1), None, date(2026, 2, 1))


@pytest.mark.parametrize(
    ("lines", "kind", "said"),
    [
        ('cost = "两千万"\ndelivered = 2018-03-01\n', "warranty", "读不成金额"),
        ('cost = "0.00"\ndelivered = 2018-03-01\n', "warranty", "读不成金额"),
        ('cost = "1.00"\n', "warranty", "缺少 delivered"),
        ('cost = "1.00"\ndelivered = "2018-03-01"\n', "warranty", "类型不对"),
        ('cost = "1.00"\ndelivered = 2018-03-01\nnotice = 2026-02-01\n', "warranty", "不认识的键 notice"),
        ('cost = "1.00"\ndelivered = 2018-03-01\n', "public_revenue", "只有保修金"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, lines: str, kind: str, said: str) -> None:
    with pytest.raises(CommunityFileError, match=said):
        read(tmp_path, lines, kind)
