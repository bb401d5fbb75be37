"""Who keeps a fund's money, which funds are shown side by side, and which there are none of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.community_file import read_community
from jjledger.books.source import Source
from jjledger.errors import CommunityFileError
from jjledger.facts.community import Community
from jjledger.facts.custody import Custody, NoFund

HEAD = 'name = "示范小区"\ncode = "shifan"\nregion = "3310"\n'
FUND = '[[fund]]\ncode = "1维修资金"\nkind = "maintenance"\n'
AUTHORITY = '[[fund.custody]]\nfrom = 2016-09-01\nby = "authority"\nholder = "某区维修资金管理中心"\nduty = "资金科"\n'
COMMITTEE = (
    '[[fund.custody]]\nfrom = 2025-07-01\nby = "committee"\nholder = "示范小区业委会"\nduty = "财务委员"\n'
)


def _read(folder: Path, text: str) -> Community:
    (folder / "shifan").mkdir()
    (folder / "shifan" / "community.toml").write_text(HEAD + text, encoding="utf-8")
    return read_community(Source(folder / "shifan"))


def test_money_is_with_the_authority_until_it_is_handed_over(tmp_path: Path) -> None:
    fund = _read(tmp_path, FUND + AUTHORITY + COMMITTEE).funds[0]
    assert fund.custody_on(date(2016, 8, 31)) is None
    assert fund.custody_on(date(2025, 6, 30)) == Custody(
        date(2016, 9, 1), "authority", "某区维修资金管理中心", "资金科"
    )
    later = fund.custody_on(date(2025, 7, 1))
    assert later is not None
    assert later.keeper == "committee"


def test_what_there_is_none_of_is_said_with_its_reason(tmp_path: Path) -> None:
    words = '[[no_fund]]\nkind = "warranty"\nfrom = 2024-05-01\nreason = "已退还建设单位"\n'
    assert _read(tmp_path, FUND + words).no_funds == (NoFund("warranty", date(2024, 5, 1), "已退还建设单位"),)


def test_the_kinds_side_by_side_are_a_setting(tmp_path: Path) -> None:
    (tmp_path / "usual").mkdir()
    usual = _read(tmp_path / "usual", FUND).disclosure.side_by_side
    assert usual == ("maintenance", "public_revenue", "warranty")
    words = '[disclosure]\nthree_funds = ["public_housing", "maintenance"]\n'
    assert _read(tmp_path, FUND + words).disclosure.side_by_side == ("public_housing", "maintenance")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (FUND + COMMITTEE + AUTHORITY, 13, "没有按日期"),
        (FUND + AUTHORITY.replace('"资金科"', '""'), 11, "请写单位里负责的岗位"),
        (FUND + AUTHORITY.replace("authority", "somebody"), 9, "somebody"),
        (FUND + '[[no_fund]]\nkind = "maintenance"\nfrom = 2024-05-01\nreason = "无"\n', 8, "在本文件里有"),
        (FUND + '[disclosure]\nthree_funds = ["warranty", "warranty"]\n', 8, "重复"),
        (FUND + '[disclosure]\nthree_funds = ["money"]\n', 8, "不认识"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(CommunityFileError) as caught:
        _read(tmp_path, text)
    assert caught.value.trouble.place.endswith(f"community.toml:{line}")
    assert words in str(caught.value)
