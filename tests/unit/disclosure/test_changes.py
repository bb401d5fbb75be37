"""What one edition says otherwise than the one before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, get_args, get_type_hints

import pytest

from jjledger.disclosure.annual_models import AnnualReport, AnnualSection, Figure, Sentence
from jjledger.disclosure.changes import changes, changes_digest, compared, told_in_public, word_of
from jjledger.disclosure.models import (
    Change,
    Head,
    HouseholdStatement,
    Line,
    MaintenanceFund,
    PublicRevenue,
)
from jjledger.render.data import json_bytes
from jjledger.render.document_tables import TABLES
from tests.unit.render import made_pages as made


def data(page: PublicRevenue | MaintenanceFund) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_bytes(page))
    return found


PAGE = made.revenue()
OUT = data(PAGE)


def told(new: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one.label, one.before, one.after) for one in changes(OUT, new)]


def test_nothing_changed_is_no_change() -> None:
    assert changes(OUT, data(PAGE)) == ()


def test_a_new_contact_a_later_day_and_other_notes_are_no_change() -> None:
    head = replace(PAGE.head, contact="新办公室", notes=("另一句话",), edition=4)
    assert changes(OUT, data(replace(PAGE, head=head))) == ()


def test_a_field_that_only_a_later_version_has_is_no_change() -> None:
    assert changes(OUT, {**OUT, "something_new": [{"label": "x", "amount_fen": 1}]}) == ()
    assert changes({**OUT, "something_old": 5}, OUT) == ()


def test_who_decided_is_content_and_what_is_reckoned_from_other_pages_is_not() -> None:
    answers = PAGE.answers
    other = replace(answers.decided[0], ground="2025-09 表决")
    assert told(data(replace(PAGE, answers=replace(answers, decided=(other,))))) == [
        ("谁决定的·不需要业主表决·依据", "取得收入的成本和税费", "2025-09 表决")
    ]
    assert told(data(replace(PAGE, answers=replace(answers, said=("别的话。",), compared=())))) == []


def test_a_number_of_households_is_content() -> None:
    fund = made.fund()
    first, last = fund.charts.below
    charts = replace(fund.charts, below=(first, replace(last, households=22)))
    assert [
        (one.label, one.before, one.after) for one in changes(data(fund), data(replace(fund, charts=charts)))
    ] == [("余额偏低的户数·2025年12月末·户数", "14", "22")]


def test_the_closing_balance_comes_first() -> None:
    new = {**OUT, "opening_fen": 0, "closing_fen": 123_456}
    found = told(new)
    assert found[0][0] == "期末结余"
    assert found[0][2] == "1,234.56"
    assert found[1][0] == "上期结转"


def test_a_correction_between_two_items_names_both_with_what_they_are_part_of() -> None:
    before = (Line("存款", 700, 1, ()), Line("活期", 500, 2, ()), Line("定期", 200, 2, ()))
    after = (Line("存款", 700, 1, ()), Line("活期", 400, 2, ()), Line("国债", 300, 2, ()))
    found = changes(data(replace(PAGE, income=before)), data(replace(PAGE, income=after)))
    assert [(one.label, one.before, one.after) for one in found] == [
        ("收入·存款·活期", "5.00", "4.00"),
        ("收入·存款·定期", "2.00", "无"),
        ("收入·存款·国债", "无", "3.00"),
    ]


def test_of_a_voucher_only_what_changed_is_told() -> None:
    voucher = replace(PAGE.vouchers[0], summary="改过的摘要")
    (found,) = told(data(replace(PAGE, vouchers=(voucher, *PAGE.vouchers[1:]))))
    assert found == (
        f"凭证 {voucher.day:%Y-%m} {voucher.number}·摘要", PAGE.vouchers[0].summary, "改过的摘要",
    )  # fmt: skip


def test_a_voucher_that_is_gone_is_told() -> None:
    (found,) = told(data(replace(PAGE, vouchers=PAGE.vouchers[1:])))
    assert found[0].startswith("凭证 ")
    assert found[2] == "无"


def test_two_rows_of_one_name_are_told_apart() -> None:
    twice = (Line("停车", 100, 1, ()), Line("停车", 200, 1, ()))
    other = (Line("停车", 100, 1, ()), Line("停车", 300, 1, ()))
    (found,) = changes(data(replace(PAGE, income=twice)), data(replace(PAGE, income=other)))
    assert (found.label, found.before, found.after) == ("收入·停车（2）", "2.00", "3.00")


def _fields(model: type) -> Iterator[str]:
    """List the fields of a model and of all models in it."""
    hints = get_type_hints(model)
    for item in fields(model):
        if not compared(item.name):
            continue
        yield item.name
        hint = hints[item.name]
        for part in (hint, *get_args(hint)):
            if isinstance(part, type) and is_dataclass(part):
                yield from _fields(part)


@pytest.mark.parametrize("model", [model for model in TABLES if model is not HouseholdStatement])
def test_every_field_that_is_compared_has_a_chinese_name(model: type) -> None:
    assert [key for key in _fields(model) if key != "vouchers" and word_of(key) == key] == []


def test_what_one_households_correction_did_to_its_building_is_approved_and_not_printed() -> None:
    found = (
        Change("期末结余", "1.00", "2.00"), Change("各幢·01幢·期末结余", "5.00", "6.00"),
        Change("各幢·05幢·期末结余", "9.00", "8.00"),
    )  # fmt: skip
    assert [one.label for one in told_in_public(found)] == ["期末结余", "各幢余额"]
    assert not {"5.00", "6.00", "9.00", "8.00"} & {
        text for one in told_in_public(found) for text in (one.before, one.after)
    }
    assert told_in_public(found[:1]) == found[:1]


def test_a_digest_is_of_just_these_changes() -> None:
    one, other = Change("停车", "1.00", "2.00"), Change("停车", "1.00", "3.00")
    digests = {
        changes_digest({}),
        changes_digest({"public-revenue": [one]}),
        changes_digest({"public-revenue": [other]}),
        changes_digest({"maintenance-fund": [one]}),
        changes_digest({"public-revenue": [one, other]}),
    }
    assert len(digests) == 5
    assert changes_digest({"public-revenue": [one], "maintenance-fund": [other]}) == changes_digest(
        {"maintenance-fund": [other], "public-revenue": [one]}
    )


ANNUAL = Head(
    "annual", "年度报告", "示范小区", "shifan", "", "2025", "2025年度", date(2025, 1, 1), date(2025, 12, 31), (),
    "街道财务服务中心", 15, "", sample=False, notes=(),
)  # fmt: skip


def report(words: str, fen: int) -> dict[str, Any]:
    sentence = Sentence(words, (Figure("停车", amount_fen=fen),), ("v-1-2025-03-S0001",))
    page = AnnualReport(
        ANNUAL, (AnnualSection("公共收益", (sentence,)),), (), len(words), 5, "约 5 秒", 0, ()
    )
    data: dict[str, Any] = json.loads(json_bytes(page))
    return data


def nested(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one.label, one.before, one.after) for one in changes(old, new)]


def test_a_sentence_that_says_something_else_is_told_whole() -> None:
    assert nested(report("停车收入 100 元。", 100_00), report("停车收入 120 元。", 120_00)) == [
        ("报告·公共收益·停车收入 100 元。", "有", "无"),
        ("报告·公共收益·停车收入 120 元。", "无", "有"),
    ]


def test_the_same_sentence_is_no_change() -> None:
    assert nested(report("停车收入 100 元。", 100_00), report("停车收入 100 元。", 100_00)) == []


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
    assert (change.label.split("·")[-2:], change.before, change.after) == (["基本户", "余额"], "1.00", "2.50")
