"""community.toml and district.toml: every value in its place, every mistake at its line."""

from __future__ import annotations

import dataclasses
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from jjledger.books.community_file import FOLDER, read_community, read_district
from jjledger.books.source import Source
from jjledger.errors import CommunityFileError
from jjledger.facts.community import (
    SIDE_BY_SIDE,
    Community,
    DisclosureSettings,
    District,
    Fund,
    FundPolicy,
    PoolInterest,
)

FULL = """\
name   = "示范·小区（Ⅱ期）"
code   = "shifan-2"
region = "331002"
sample = true

[[fund]]
code = "1维修资金"
kind = "maintenance"
[[fund.policy]]
from       = 2020-01-01
interest   = { method = "pool", management_share = "37/2000", remainder = "first" }
draw_order = "interest"
other_expense = "owners"
[[fund.policy]]
from = 2021-01-01

[[fund]]
code = "3公共收益"
kind = "public_revenue"

[disclosure]
public_revenue   = "quarter"
maintenance_fund = "half_year"
preset           = "cn-31"
days_posted      = 366
due_days         = 1
contact          = "某街道"

[law.public_revenue_interval]
[[law.public_revenue_interval.value]]
from = 2024-01-01
"""


def source(folder: Path, text: str = FULL, name: str = "shifan-2") -> Source:
    (folder / name).mkdir()
    (folder / name / "community.toml").write_text(text, encoding="utf-8")
    return Source(folder / name)


def test_everything_is_read(tmp_path: Path) -> None:
    policies = (
        FundPolicy(date(2020, 1, 1), PoolInterest(Fraction(37, 2000), "first"), "interest", "owners"),
        FundPolicy(date(2021, 1, 1), None, "principal", "undistributed"),
    )
    community = Community(
        "示范·小区（Ⅱ期）", "shifan-2", "331002",
        (Fund("1维修资金", "maintenance", policies), Fund("3公共收益", "public_revenue", ())),
        DisclosureSettings("quarter", "half_year", "cn-31", 366, 1, "某街道"),
        {"public_revenue_interval": {"value": [{"from": date(2024, 1, 1)}]}},
        sample=True,
    )  # fmt: skip
    assert read_community(source(tmp_path)) == community


def test_what_is_left_out_has_a_default(tmp_path: Path) -> None:
    text = 'name = "a"\ncode = "a"\nregion = "33"\n[[fund]]\ncode = "1"\nkind = "warranty"\n'
    community = read_community(source(tmp_path, text, "a"))
    usual = (None, None, "", 15, 30, "本小区业主委员会", False)
    assert dataclasses.astuple(community.disclosure) == (*usual, SIDE_BY_SIDE)
    assert (community.own_law, community.sample) == ({}, False)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('code   = "shifan-2"', 'code = "Shifan"', 2),
        ('code   = "shifan-2"', 'code = "示范"', 2),
        ('code   = "shifan-2"', 'code = "shifan-3"', 2),
        ('"331002"', '"33100"', 3),
        ('"331002"', '"３３"', 3),
        ('"331002"', "3310", 3),
        ("sample = true", 'sample = "是"', 4),
        ("sample = true", "simple = true", 4),
        ('code = "1维修资金"', 'code = "维修资金"', 7),
        ('code = "1维修资金"', 'code = "1维修 资金"', 7),
        ('code = "1维修资金"', 'code = "3公共收益"', 18),
        ('"maintenance"', '"maintenence"', 8),
        ("2020-01-01", '"2020-01-01"', 10),
        ("2020-01-01", "2021-01-01", 15),
        ('"37/2000"', '"0.0185"', 11),
        ('"37/2000"', '"1"', 11),
        ('"37/2000"', '"-1/2"', 11),
        ('"37/2000"', '"1/0"', 11),
        ('"37/2000"', "0", 11),
        ('"first"', '"biggest"', 11),
        ('"pool"', '"declared"', 11),
        ('"pool"', '"compound"', 11),
        ('"interest"', '"arrears"', 12),
        ('"owners"', '"nobody"', 13),
        ('"quarter"', '"month"', 22),
        ('"half_year"', '"quarter"', 23),
        ("= 366", "= 367", 25),
        ("= 366", "= 0", 25),
        ("due_days         = 1", "due_days = true", 26),
    ],
)
def test_a_mistake_is_refused_at_its_line(tmp_path: Path, old: str, new: str, line: int) -> None:
    assert FULL.count(old) == 1
    with pytest.raises(CommunityFileError) as refused:
        read_community(source(tmp_path, FULL.replace(old, new)))
    assert refused.value.trouble.place.endswith(f"community.toml:{line}")


@pytest.mark.parametrize("key", ["name", "code", "region"])
def test_some_keys_must_be_there(tmp_path: Path, key: str) -> None:
    text = "\n".join(line for line in FULL.splitlines() if not line.startswith(f"{key} "))
    with pytest.raises(CommunityFileError, match=key):
        read_community(source(tmp_path, text))


@pytest.mark.parametrize("contact", ["", "  ", "。"])
def test_where_no_contact_is_set_the_committee_is_asked(tmp_path: Path, contact: str) -> None:
    community = read_community(source(tmp_path, FULL.replace("某街道", contact)))
    assert community.disclosure.contact == "业主委员会"


def test_a_community_without_a_fund_is_none(tmp_path: Path) -> None:
    text = 'name = "a"\ncode = "a"\nregion = "33"\n'
    with pytest.raises(CommunityFileError, match="没有一项资金"):
        read_community(source(tmp_path, text, "a"))


def test_a_policy_holds_from_its_day() -> None:
    policies = tuple(FundPolicy(date(year, 1, 1), None) for year in (2020, 2022))
    fund = Fund("1", "maintenance", policies)
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2021, 12, 31), date(2022, 1, 1)]
    assert [fund.policy_on(day) for day in days] == [None, policies[0], policies[0], policies[1]]


def district(folder: Path, text: str) -> District:
    (folder / "district.toml").write_text(text, encoding="utf-8")
    return read_district(folder)


def test_a_district_lists_its_communities_in_order(tmp_path: Path) -> None:
    text = 'name = "某区"\ncommunities = ["b", "a-2"]\ncontact = "某街道"\nsite = "https://a.example"\n'
    assert district(tmp_path, text) == District("某区", ("b", "a-2"), "某街道", "https://a.example")


@pytest.mark.parametrize(
    "names", ['["a", "a"]', '["../a"]', '["A"]', '["和苑"]', "[1]", '"a"', '["a/b"]', '[""]']
)
def test_communities_are_folders_once_each(tmp_path: Path, names: str) -> None:
    with pytest.raises(CommunityFileError) as refused:
        district(tmp_path, f'name = "某区"\ncommunities = {names}\n')
    assert refused.value.trouble.place.endswith("district.toml:2")


def test_no_community_takes_the_address_of_favas_own_files() -> None:
    assert FOLDER.fullmatch("static") is None
    assert FOLDER.fullmatch("desk") is None  # the accountant's own pages stand there
    assert FOLDER.fullmatch("static-2") is not None
