"""The rules of one community: its region's, its preset's, its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from jjledger import law
from jjledger.errors import LawError
from jjledger.law.community import Law, resolve
from jjledger.law.statutes import assemble
from tests.unit.law.rules import texts

DAY = date(2025, 6, 30)


def rule(day: date, amount: object, source: str = "decision#2024-01") -> dict[str, object]:
    return {"from": day, "value": amount, "source": source, "phrase": "每季度公布"}


def own(name: str, *values: Mapping[str, object]) -> dict[str, Any]:
    return {name: {"value": list(values)}}


def here(preset: str = "", rules: Mapping[str, object] | None = None) -> Law:
    return resolve(assemble(texts()), "331002", preset, rules or {})


def test_a_ruling_says_where_it_comes_from() -> None:
    ruling = here().on("share", DAY)
    assert (ruling.name, ruling.title, ruling.value, ruling.unit) == (
        "share",
        "某数",
        Fraction(2, 3),
        "share",
    )
    assert (ruling.since, ruling.source, ruling.citation) == (date(2021, 1, 1), "law#3", "国法第3条")
    assert (ruling.phrase, ruling.set_by_level, ruling.note) == ("某些字", "cn", "")


@pytest.mark.parametrize(
    ("day", "months"),
    [(date(2021, 1, 1), 12), (date(2023, 12, 31), 12), (date(2024, 1, 1), 6), (date(9999, 12, 31), 6)],
)
def test_the_day_decides(day: date, months: int) -> None:
    assert here().on("interval", day).value == months


def test_nothing_in_force_is_an_error() -> None:
    with pytest.raises(LawError, match="2020-12-31 在地区 331002 没有生效的「某数」"):
        here().on("interval", date(2020, 12, 31))
    assert here().find("interval", date(2020, 12, 31)) is None, "asked whether, not what"
    assert here().find("interval", DAY) == here().on("interval", DAY)


def test_what_a_community_could_set_is_said() -> None:
    with pytest.raises(LawError, match=r"\[\[law\.days\.value\]\].*preset"):
        here().on("days", DAY)


def test_what_it_could_not_set_is_not_offered() -> None:
    with pytest.raises(LawError) as caught:
        here().on("words", date(2020, 1, 1))
    assert "preset" not in caught.value.trouble.remedy


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(LawError, match="days、interval、share、words"):
        here().on("speed", DAY)


def test_another_city_s_rules_do_not_hold_here() -> None:
    assert here().on("interval", DAY).citation == "国法第2条"


def test_a_preset_counts_as_the_community_s_choice() -> None:
    ruling = here("cn-3301").on("interval", DAY)
    assert (ruling.value, ruling.citation, ruling.set_by_level) == (3, "参照远市第7条", "community")
    assert here("cn-3301").on("days", DAY).value == 15


def test_a_preset_holds_from_its_own_first_day() -> None:
    with pytest.raises(LawError, match="没有生效"):
        here("cn-3301").on("days", date(2021, 12, 31))


def test_a_preset_that_is_the_community_s_own_city_is_its_law() -> None:
    ruling = resolve(assemble(texts()), "3301", "cn-3301", {}).on("interval", DAY)
    assert (ruling.citation, ruling.set_by_level) == ("远市第7条", "cn-3301")


def test_a_preset_out_of_bounds_is_refused() -> None:
    # The far city, bound by nobody, says 15 days; the near one demands 20.
    near = {"cn-3310/days.toml": texts()["cn-3301/days.toml"].replace("15", "20").replace("far", "near")}
    with pytest.raises(LawError, match="不得低于 20"):
        resolve(assemble(texts() | near), "3310", "cn-3301", {})


@pytest.mark.parametrize("preset", ["cn-4401", "3301", "杭州"])
def test_an_unknown_preset_is_refused_with_those_known(preset: str) -> None:
    with pytest.raises(LawError, match="cn-3301（远市）"):
        here(preset)


def test_own_rules_go_before_the_preset() -> None:
    rules = own("interval", rule(date(2025, 1, 1), 1))
    assert here("cn-3301", rules).on("interval", DAY).value == 1
    assert here("cn-3301", rules).on("interval", date(2024, 12, 31)).citation == "参照远市第7条"


def test_an_own_rule_is_cited_by_its_number() -> None:
    ruling = here(rules=own("days", rule(date(2025, 1, 1), 20))).on("days", DAY)
    assert (ruling.value, ruling.citation, ruling.set_by_level) == (20, "决定第2024-01号", "community")


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (own("speed", rule(DAY, 3)), "没有这个参数"),
        (own("share", rule(DAY, "3/4")), "没有授权小区一级"),
        (own("interval", rule(DAY, 12)), "不得高于 6"),
        (own("interval", rule(DAY, 3.0)), "大于零的整数"),
        (own("interval", rule(DAY, 3, "law#1")), "别的层级"),
        (own("interval", rule(DAY, 3, "hearsay#1")), "没有列在"),
        (own("interval", {"from": DAY, "value": 3, "source": "decision#1"}), "缺少「phrase」"),
        ({"interval": {"value": [rule(DAY, 3)], "unit": "days"}}, "不认识的键「unit」"),
        ({"interval": 3}, "这里应当是一张表"),
        ({"interval": {}}, "缺少「value」"),
    ],
)
def test_an_own_rule_that_is_wrong_is_refused(rules: Mapping[str, object], words: str) -> None:
    with pytest.raises(LawError, match=words) as caught:
        here(rules=rules)
    assert caught.value.trouble.place.startswith("community.toml [law.")


@pytest.mark.parametrize("region", ["", "3", "33100", "台州", "cn-3310", "３３１０"])
def test_a_region_that_is_no_code_is_refused(region: str) -> None:
    with pytest.raises(LawError, match="地区代码"):
        resolve(assemble(texts()), region, "", {})


def test_a_region_without_rules_of_its_own_has_the_nation_s() -> None:
    assert resolve(assemble(texts()), "4401", "", {}).on("interval", DAY).value == 6


def test_the_package_s_rules_answer() -> None:
    ruling = law.for_community("3310").on("sharing_basis", DAY)
    assert (ruling.citation, ruling.since) == ("民法典第283条", date(2021, 1, 1))
    rules = own("public_revenue_interval", rule(date(2024, 1, 1), 3, "owners_decision#2023-02"))
    assert (
        law.for_community("3310", own=rules).on("public_revenue_interval", DAY).citation
        == "业主大会决定第2023-02号"
    )
