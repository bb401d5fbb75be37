"""What is said in rows of rows, and in sentences, is compared too: nothing that is out may change unseen."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from jjledger.disclosure.annual_models import AnnualReport, AnnualSection, Figure, Sentence
from jjledger.disclosure.changes import changes
from jjledger.disclosure.models import Head
from jjledger.render.data import json_bytes

HEAD = Head(
    "annual", "年度报告", "示范小区", "shifan", "", "2025", "2025年度", date(2025, 1, 1), date(2025, 12, 31), (),
    "街道财务服务中心", 15, "", sample=False, notes=(),
)  # fmt: skip


def report(words: str, fen: int) -> dict[str, Any]:
    sentence = Sentence(words, (Figure("停车", amount_fen=fen),), ("v-1-2025-03-S0001",))
    page = AnnualReport(HEAD, (AnnualSection("公共收益", (sentence,)),), len(words), 5, "约 5 秒", 0, ())
    data: dict[str, Any] = json.loads(json_bytes(page))
    return data


def told(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one.label, one.before, one.after) for one in changes(old, new)]


def test_a_sentence_that_says_something_else_is_told_whole() -> None:
    assert told(report("停车收入 100 元。", 100_00), report("停车收入 120 元。", 120_00)) == [
        ("报告·公共收益·停车收入 100 元。", "有", "无"),
        ("报告·公共收益·停车收入 120 元。", "无", "有"),
    ]


def test_the_same_sentence_is_no_change() -> None:
    assert told(report("停车收入 100 元。", 100_00), report("停车收入 100 元。", 100_00)) == []


def test_an_account_within_a_fund_is_compared() -> None:
    def money(fen: int) -> dict[str, Any]:
        return {
            "funds": [
                {
                    "fund": "公共收益",
                    "title": "公共收益",
                    "accounts": [{"name": "基本户", "balance_fen": fen}],
                }
            ]
        }

    (change,) = changes(money(100), money(250))
    assert (change.label.split("·")[-2:], change.before, change.after) == (["基本户", "内容"], "1.00", "2.50")
