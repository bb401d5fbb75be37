"""Policies of a fund: every rule of interest in its place, cities expanded, every mistake at its line."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from jjledger.books.policy_table import read_policies
from jjledger.books.source import Source
from jjledger.books.toml_table import read_toml
from jjledger.errors import CommunityFileError, RegisterError
from jjledger.facts.community import DeclaredInterest, FundPolicy, PoolInterest
from jjledger.law.city_interest import city_rules

DECLARED = (
    'interest = { method = "declared", day_count = "actual/365", rates = "own.csv", current_year = "demand", '
    'carried_over = "fixed", rate_day = "segmented", settle = ["12-31", "06-30"] }'
)
OWN_RATES = "from,demand,fixed\n2019-01-01,0.35,\n2020-07-01,0.30,1.5\n"


def policies(folder: Path, *tables: str) -> tuple[FundPolicy, ...]:
    head = '[[fund]]\ncode = "1维修资金"\n'
    text = head + "".join(f"[[fund.policy]]\n{table}\n" for table in tables)
    (folder / "community.toml").write_text(text, encoding="utf-8")
    if not (folder / "own.csv").exists():
        (folder / "own.csv").write_text(OWN_RATES, encoding="utf-8")
    (fund,) = read_toml(Source(folder), "community.toml").tables("fund")
    return read_policies(fund, "1维修资金")


def interests(folder: Path, *tables: str) -> list[DeclaredInterest]:
    found = [policy.interest for policy in policies(folder, *tables)]
    assert all(isinstance(interest, DeclaredInterest) for interest in found)
    return [interest for interest in found if isinstance(interest, DeclaredInterest)]


def test_a_declared_rule_is_read_whole(tmp_path: Path) -> None:
    (interest,) = interests(tmp_path, f"from = 2020-01-01\n{DECLARED}")
    assert (interest.day_count, interest.current_year, interest.carried_over) == (
        "actual/365",
        "demand",
        "fixed",
    )
    assert (interest.rate_day, interest.settle) == ("segmented", ((6, 30), (12, 31)))
    assert interest.rates.name == "own.csv"
    # 0.35 % is 35/10000 a year; a blank cell is no rate.
    assert interest.rates.on(date(2019, 1, 1), "demand") == Fraction(35, 10000)
    assert interest.rates.on(date(2020, 6, 30), "fixed") is None
    assert interest.rates.on(date(2020, 7, 1), "fixed") == Fraction(15, 1000)


def test_what_a_fund_does_besides(tmp_path: Path) -> None:
    (policy,) = policies(
        tmp_path,
        'from = 2020-01-01\ntop_up = "standard"\nprior_refund = "owners_money"\nsource = "议事规则第3条"',
    )
    assert (policy.top_up, policy.prior_refund, policy.source) == (
        "standard",
        "owners_money",
        "议事规则第3条",
    )
    assert policy.interest is None


def test_a_pool_may_name_its_settlement_days(tmp_path: Path) -> None:
    rule = 'interest = { method = "pool", management_share = "0", remainder = "last", settle = ["03-31"] }'
    (policy,) = policies(tmp_path, f"from = 2020-01-01\n{rule}")
    assert policy.interest == PoolInterest(Fraction(0), "last", ((3, 31),))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"actual/365"', '"actual/366"', "actual/366"),
        ('"own.csv"', '"cmb"', "cmb"),
        ('"own.csv"', '"other.csv"', "other.csv"),
        ('"own.csv"', '"../own.csv"', "own.csv"),
        ('"demand"', '"months_3"', "months_3"),
        ('"fixed"', '"demnad"', "demnad"),
        ('"segmented"', '"average"', "average"),
        ('"12-31"', '"02-29"', "02-29"),  # not every year has one
        ('"12-31"', '"04-31"', "04-31"),
        ('"12-31"', '"6-30"', "6-30"),
        ('"12-31"', "1231", "1231"),
        ('"12-31"', '"06-30"', "重复"),
        ("settle = ", 'remainder = "largest", settle = ', "remainder"),
    ],
)
def test_a_mistake_is_refused_at_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(CommunityFileError, match=said) as refused:
        policies(tmp_path, f"from = 2020-01-01\n{DECLARED.replace(old, new, 1)}")
    assert refused.value.trouble.place.endswith("community.toml:5")


def test_a_day_with_an_hour_is_no_day(tmp_path: Path) -> None:
    with pytest.raises(CommunityFileError, match="from 带着时刻"):
        policies(tmp_path, "from = 2020-01-01T00:00:00\n[[fund.policy]]\nfrom = 2021-01-01\n")


@pytest.mark.parametrize("share", ["1", "3/2", "-1/10", "0.1", "1/0", "1e-999999999", "一半", ""])
def test_a_management_share_is_a_fraction_below_one(tmp_path: Path, share: str) -> None:
    rule = f'interest = {{ method = "pool", management_share = "{share}", remainder = "last" }}'
    with pytest.raises(CommunityFileError, match="不是 0 到 1 之间的分数"):
        policies(tmp_path, f"from = 2020-01-01\n{rule}")


@pytest.mark.parametrize("key", ["day_count", "rates", "current_year", "carried_over", "rate_day"])
def test_nothing_of_a_declared_rule_is_guessed(tmp_path: Path, key: str) -> None:
    parts = DECLARED.removeprefix("interest = { ").split(", ")
    rest = ", ".join(part for part in parts if not part.startswith(f"{key} "))
    with pytest.raises(CommunityFileError, match=key) as refused:
        policies(tmp_path, f"from = 2020-01-01\ninterest = {{ {rest}")
    assert refused.value.trouble.place.endswith("community.toml:5")


def test_a_city_with_one_rule(tmp_path: Path) -> None:
    (policy,) = policies(tmp_path, 'from = 2010-06-30\ninterest = { preset = "nanning" }')
    interest = policy.interest
    assert isinstance(interest, DeclaredInterest)
    assert (interest.day_count, interest.rate_day, interest.settle) == ("30/360", "deposit", ((6, 29),))
    assert (interest.current_year, interest.carried_over, interest.rates.name) == (
        "demand",
        "months_3",
        "pboc",
    )
    assert policy.from_day == date(2010, 6, 30)
    assert policy.source.startswith("南宁市：")


def test_a_city_whose_rule_changed(tmp_path: Path) -> None:
    found = policies(
        tmp_path, 'from = 2006-01-01\ninterest = { preset = "tianjin" }\ndraw_order = "interest"'
    )
    assert [policy.from_day for policy in found] == [date(2006, 1, 1), date(2008, 1, 1), date(2016, 2, 21)]
    columns = [
        policy.interest.carried_over for policy in found if isinstance(policy.interest, DeclaredInterest)
    ]
    assert columns[:2] == ["months_3", "months_6"]
    last = found[-1].interest
    assert isinstance(last, DeclaredInterest)
    assert last.rates.on(date(2016, 2, 21), last.carried_over) == Fraction(195, 10000)
    assert {policy.draw_order for policy in found} == {"interest"}


def test_a_city_s_later_rules_end_with_the_community_s_next(tmp_path: Path) -> None:
    found = policies(
        tmp_path, 'from = 2006-01-01\ninterest = { preset = "tianjin" }', f"from = 2012-01-01\n{DECLARED}"
    )
    assert [policy.from_day for policy in found] == [date(2006, 1, 1), date(2008, 1, 1), date(2012, 1, 1)]
    later = policies(tmp_path, 'from = 2016-02-21\ninterest = { preset = "tianjin" }')
    assert [policy.from_day for policy in later] == [date(2016, 2, 21)]


def test_one_key_of_a_city_s_rule_may_be_one_s_own(tmp_path: Path) -> None:
    (policy,) = policies(
        tmp_path,
        'from = 2020-01-01\nsource = "业主大会 2020-01"\n'
        'interest = { preset = "nanning", day_count = "actual/360", settle = ["06-30"] }',
    )
    interest = policy.interest
    assert isinstance(interest, DeclaredInterest)
    assert (interest.day_count, interest.settle, interest.rate_day) == ("actual/360", ((6, 30),), "deposit")
    assert policy.source == "业主大会 2020-01"


@pytest.mark.parametrize(
    ("from_day", "interest", "said"),
    [
        ("2020-01-01", '{ preset = "atlantis" }', "atlantis"),
        ("1990-01-01", '{ preset = "guigang" }', "1990-01-01"),
        ("2020-01-01", '{ preset = "xian", day_count = "30/360" }', "day_count"),
    ],
)
def test_a_city_s_rule_that_cannot_be_taken_over(
    tmp_path: Path, from_day: str, interest: str, said: str
) -> None:
    with pytest.raises(CommunityFileError, match=said) as refused:
        policies(tmp_path, f"from = {from_day}\ninterest = {interest}")
    assert refused.value.trouble.place.endswith("community.toml:5")


@pytest.mark.parametrize("city", sorted(city_rules()))
def test_every_city_s_rule_can_be_taken_over(tmp_path: Path, city: str) -> None:
    (policy, *_) = policies(tmp_path, f'from = 2018-01-01\ninterest = {{ preset = "{city}" }}')
    assert policy.interest is not None


def test_days_have_to_rise(tmp_path: Path) -> None:
    with pytest.raises(CommunityFileError, match="从早到晚") as refused:
        policies(tmp_path, "from = 2020-01-01", "from = 2020-01-01")
    assert refused.value.trouble.place.endswith("community.toml:6")


def test_a_mistake_in_the_rates_is_shown_in_their_own_file(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("from,demand,fixed\n2019-01-01,0.35%,1\n", encoding="utf-8")
    with pytest.raises(RegisterError) as refused:
        policies(tmp_path, f"from = 2020-01-01\n{DECLARED}")
    assert refused.value.trouble.place.endswith("own.csv:2")
