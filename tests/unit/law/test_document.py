"""docs/law.md is written from the rules, all of them."""

from __future__ import annotations

from fractions import Fraction

from jjledger.law.document import amount_words, markdown
from jjledger.law.statutes import assemble
from tests.unit.law.rules import texts


def test_every_parameter_value_and_omission_is_in_the_document() -> None:
    lines = markdown(assemble(texts())).splitlines()
    assert [line for line in lines if line.startswith("### ") and line[4:].isascii()] == [
        "### days",
        "### interval",
        "### share",
        "### words",
    ]
    # Every level's value in the order of the levels; nothing is held of any text here.
    assert [line for line in lines if "某些字" in line] == [
        "| 远市 | 2022-01-01 | 15日 | 远市第8条 | “某些字”（未经核对） |  |",
        "| 全国 | 2024-01-01 | 6个月 | 国法第2条 | “某些字”（未经核对） |  |",
        "| 全国 | 2021-01-01 | 12个月 | 国法第1条 | “某些字”（未经核对） |  |",
        "| 远市 | 2021-01-01 | 3个月 | 远市第7条 | “某些字”（未经核对） |  |",
        "| 全国 | 2021-01-01 | 2/3 | 国法第3条 | “某些字”（未经核对） |  |",
        "| 近市 | 2021-01-01 | 两处张贴 | 近市第4条 | “某些字”（未经核对） |  |",
    ]
    assert lines[-1] == "| 罚款 |  | 不归账目管 |"


def test_what_a_preset_offers_is_listed() -> None:
    assert "| `cn-3301` | 远市 | `days`、`interval` |" in markdown(assemble(texts()))


def test_a_citys_rule_is_listed_with_what_its_source_leaves_open() -> None:
    document = markdown(assemble(texts()))
    of_nanning = document.partition("### 南宁市 `nanning`")[2].partition("\n### ")[0]
    assert "来源：" in of_nanning
    assert "没有写明的：" in of_nanning
    assert '| 2008-02-01 | `method = "declared"`、`day_count = "30/360"`' in of_nanning
    assert '`settle = ["06-29"]`' in of_nanning
    assert "\n| `pboc` | 人民银行存款基准利率 | " in document


def test_what_is_open_to_whom_is_listed() -> None:
    document = markdown(assemble(texts()))
    assert "| [`days`](#days) | 某数 | 日 | 省 | 市：不得低于；小区：不得低于 |" in document
    assert "| [`share`](#share) | 某数 | 份额 | 全国 | 不授权 |" in document


def test_amounts_in_words() -> None:
    assert amount_words(Fraction(1, 20), "share") == "1/20（5%）"
    assert amount_words(15, "working_days") == "15个工作日"
    assert amount_words("单独列账", "text") == "单独列账"
