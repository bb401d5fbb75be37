"""Rule files are read, or refused by name and reason."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jjledger.errors import LawError
from jjledger.law.statutes import assemble, kind_of, lineage, load
from tests.unit.law.rules import declaration, texts, value


def test_rules_in_order_are_read() -> None:
    statutes = assemble(texts())
    assert statutes.layers["cn", "share"].values[0].value == Fraction(2, 3)
    assert [item.value for item in statutes.layers["cn", "interval"].values] == [6, 12]
    assert statutes.layers["cn-3310", "words"].values[0].citation == "近市第4条"
    assert ("cn", "days") not in statutes.layers
    assert [item.what for item in statutes.not_computed] == ["罚款"]


def test_levels_by_their_code() -> None:
    assert [kind_of(level) for level in ("cn", "cn-33", "cn-31", "cn-3310")] == [
        "nation",
        "province",
        "province",
        "city",
    ]
    assert lineage("cn") == ("cn",)
    assert lineage("cn-31") == ("cn", "cn-31")


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        (
            "cn/share.toml",
            declaration("share", "nation", "{}") + value("2021-01-01", "0.66", "law#3"),
            "不用小数",
        ),
        (
            "cn/share.toml",
            declaration("share", "nation", "{}") + value("2021-01-01", '"0.66"', "law#3"),
            "不用小数",
        ),
        (
            "cn/share.toml",
            declaration("share", "nation", "{}") + value("2021-01-01", '"3/2"', "law#3"),
            "不大于 1",
        ),
        (
            "cn/share.toml",
            declaration("share", "nation", "{}") + value("2021-01-01", '"1/0"', "law#3"),
            "值与单位",
        ),
        (
            "cn/share.toml",
            declaration("share", "nation", "{}") + value("2021-01-01", "1", "law#3"),
            "值与单位 share",
        ),
        (
            "cn/share.toml",
            declaration("yuan", "nation", "{}"),
            "可以用：share、months、days、working_days、fen、text",
        ),
        ("cn/share.toml", declaration("share", "village", "{}"), "「set_by」不在可用的几个词里"),
        ("cn/share.toml", declaration("share", "city", '{ nation = "any" }'), "「opens」不在可用的几个词里"),
        (
            "cn/share.toml",
            declaration("share", "nation", '{ city = "about" }'),
            "「opens.city」不在可用的几个词里",
        ),
        (
            "cn/words.toml",
            declaration("text", "nation", '{ city = "at_most" }'),
            "「opens.city」不在可用的几个词里",
        ),
        ("cn/share.toml", declaration("share", "nation", "{}") + "rate = 1", "不认识的键「rate」"),
        ("cn/share.toml", 'title = "某数"\nunit = "share"\nset_by = "nation"\n', "缺少「opens」"),
        (
            "cn/share.toml",
            'title = " "\nunit = "share"\nset_by = "nation"\nopens = {}\n',
            "「title」应当是一段文字",
        ),
        ("cn/share.toml", "title = ", "不是合法的 TOML"),
        (
            "cn/interval.toml",
            declaration("months", "nation", "{}") + value("2021-01-01", "12.0", "law#1"),
            "大于零的整数",
        ),
        (
            "cn/interval.toml",
            declaration("months", "nation", "{}") + value("2021-01-01", "true", "law#1"),
            "大于零的整数",
        ),
        (
            "cn/interval.toml",
            declaration("months", "nation", "{}") + value("2021-01-01", "0", "law#1"),
            "大于零的整数",
        ),
        (
            "cn/interval.toml",
            declaration("months", "nation", "{}") + value("2020-12-31", "12", "law#1"),
            "早于国法的施行日",
        ),
        (
            "cn/interval.toml",
            declaration("months", "nation", "{}") + value('"2021-01-01"', "12", "law#1"),
            "应当是一个日期",
        ),
        (
            "cn/interval.toml",
            declaration("months", "nation", "{}") + value("2021-01-01T08:00:00", "12", "law#1"),
            "应当是一个日期",
        ),
        (
            "cn/interval.toml",
            declaration("months", "nation", "{}")
            + value("2021-01-01", "12", "law#1")
            + value("2024-01-01", "6", "law#2"),
            "由新到旧",
        ),
        (
            "cn/interval.toml",
            declaration("months", "nation", "{}")
            + value("2024-01-01", "12", "law#1")
            + value("2024-01-01", "6", "law#2"),
            "由新到旧",
        ),
        (
            "cn/share.toml",
            declaration("share", "nation", "{}") + value("2021-01-01", '"2/3"', "web#3"),
            "没有列在",
        ),
        (
            "cn/share.toml",
            declaration("share", "nation", "{}") + value("2021-01-01", '"2/3"', "near#3"),
            "别的层级",
        ),
        (
            "cn/share.toml",
            declaration("share", "nation", "{}") + value("2021-01-01", '"2/3"', "law 3"),
            "来源的写法",
        ),
        (
            "cn/share.toml",
            declaration("share", "nation", "{}")
            + '[[value]]\nfrom = 2021-01-01\nvalue = "2/3"\nsource = "law#3"\n',
            "缺少「phrase」",
        ),
        (
            "cn/share.toml",
            declaration("share", "nation", "{}") + value("2021-01-01", '"2/3"', "law#3") + "page = 3\n",
            "不认识的键「page」",
        ),
        ("cn/share.toml", declaration("share", "nation", "{}") + "value = 3\n", "没有任何值"),
        ("cn/share.toml", declaration("share", "nation", "{}") + "value = [3]\n", "这里应当是一张表"),
        ("cn-3310/words.toml", declaration("text", "city", "{}"), "不认识的键「title」"),
        ("cn-3310/share.toml", value("2021-01-01", '"3/4"', "near#5"), "没有授权市一级"),
        (
            "cn/words.toml",
            declaration("text", "city", "{}") + value("2021-01-01", '"甲"', "law#9"),
            "没有授权全国一级",
        ),
        ("cn-3310/other.toml", value("2021-01-01", "3", "near#5"), "没有声明过参数 other"),
        ("cn-3310/interval.toml", value("2021-01-01", "24", "near#5"), "自 2021-01-01 起不得高于 12"),
        ("cn-3399/words.toml", value("2021-01-01", '"甲"', "near#4"), "文件不在应在的位置"),
        ("cn/Words.toml", declaration("text", "city", "{}"), "文件不在应在的位置"),
        ("notes.txt", "", "文件不在应在的位置"),
        ("levels.toml", "cn = 1", "「cn」应当是一段文字"),
        ("not_computed.toml", "item = 3", "[[item]]"),
        ("instruments.toml", '[law]\ntitle = "国法"', "缺少「issuer」"),
    ],
)
def test_a_file_that_is_wrong_is_refused_by_name(path: str, text: str, words: str) -> None:
    with pytest.raises(LawError) as caught:
        assemble(texts() | {path: text})
    trouble = caught.value.trouble
    assert trouble.place.startswith(path)
    assert words in f"{trouble.what}{trouble.remedy}"
    assert trouble.remedy.endswith("。")


def test_a_city_out_of_a_later_bound_is_refused_with_the_day_and_the_article() -> None:
    # 9 months are within 12, but the nation's 6 of 2024 overtakes them.
    with pytest.raises(LawError) as caught:
        assemble(texts() | {"cn-3310/interval.toml": value("2022-01-01", "9", "near#5")})
    assert "自 2024-01-01 起不得高于 6" in caught.value.trouble.what
    assert caught.value.trouble.ground == "国法第2条“某些字”"


def test_a_city_that_follows_the_bound_in_time_is_read() -> None:
    mended = value("2024-01-01", "6", "near#6") + value("2022-01-01", "9", "near#5")
    statutes = assemble(texts() | {"cn-3310/interval.toml": mended})
    assert [item.value for item in statutes.layers["cn-3310", "interval"].values] == [6, 9]


def test_a_city_is_bound_by_its_province_before_the_nation() -> None:
    province = {"cn-33/interval.toml": value("2021-01-01", "4", "rules#1")}
    with pytest.raises(LawError, match="不得高于 4"):
        assemble(texts() | province | {"cn-3310/interval.toml": value("2021-01-01", "5", "near#5")})


@pytest.mark.parametrize("path", ["levels.toml", "instruments.toml", "not_computed.toml"])
def test_a_missing_file_is_named(path: str) -> None:
    rest = texts()
    del rest[path]
    with pytest.raises(LawError, match=path):
        assemble(rest)


def test_the_package_s_own_rules_are_in_order() -> None:
    statutes = load()
    assert load() is statutes
    assert statutes.titles["cn-3310"] == "台州市"
    for level in ("cn", "cn-33", "cn-3310", "cn-3301", "cn-3305", "cn-3311", "cn-31"):
        assert any(place == level for place, _ in statutes.layers)
