"""The sheet for the old: its sentences, and the letters they are set in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.answer_models import Decided
from jjledger.disclosure.models import BankTie, Change, Correction, Line, Project
from jjledger.disclosure.one_sheet import one_sheet
from jjledger.disclosure.poster_models import Figure, OneSheet, Stamp
from tests.unit.render import made_pages as made

ROOT = "0123456789abcdef" * 4
STAMP = Stamp(ROOT)


def figures(sheet: OneSheet) -> list[tuple[str, int]]:
    return [(figure.label, figure.amount_fen) for figure in sheet.figures]


def test_public_revenue() -> None:
    sheet = one_sheet(made.revenue(), STAMP)
    assert sheet.title == "小区公共收益，一张纸说清"
    assert figures(sheet) == [("收进", 50325), ("用掉", 12040), ("还剩", 138286)]
    assert sheet.sentences == (
        "2025年第三季度收进 503.25 元，最多的是停车 500.20 元。",
        "这段时间用掉 120.40 元，最多的是挣这些钱花的成本 120.40 元。",
        "到2025年9月30日还剩 1,382.86 元，是全体业主共有的钱。",
        "这个数和银行对账单核对过，对得上。",
        "每一笔收支在网上都查得到；看不明白，可以去问，也可以要求看凭证。",
    )
    assert sheet.foot.contact == "街道财务服务中心"
    assert "".join(sheet.foot.root) == ROOT


def test_what_there_was_stands_above_so_that_the_numbers_come_to_what_is_left() -> None:
    for page, label in ((made.revenue(), "2025年6月30日原有"), (made.fund(), "2024年12月31日原有")):
        sheet = one_sheet(page, STAMP)
        more, less, left = (figure.amount_fen for figure in sheet.figures)
        assert sheet.before.label == label
        assert sheet.before.amount_fen + more - less == left


def test_a_deficit_and_money_that_nobody_decided_on_are_never_left_out() -> None:
    page = made.revenue()
    unstated = Decided("unstated", "没有写明是谁决定的", "", 3000, ())
    answers = replace(page.answers, decided=(unstated, Decided("not_needed", "", "", 9040, ())))
    spent = replace(page, income_fen=10000, opening_fen=140326, answers=answers)
    for expense in (page.expense, (Line("修" * 400, 12040, 1, ()),)):
        said = one_sheet(replace(spent, expense=expense), STAMP).sentences[1]
        # 120.40 out, 100.00 in
        assert said.endswith("；用掉的比收进的多 20.40 元，本期超支。其中 30.00 元没有写明是谁决定的。")
    assert "超支" not in "".join(one_sheet(page, STAMP).sentences)


def test_a_cost_is_told_by_what_it_is_of() -> None:
    lines = (
        Line("成本", 9000, 1, ()), Line("水电", 2000, 2, ()), Line("人工", 7000, 2, ()), Line("维修", 3040, 1, ()),
    )  # fmt: skip
    said = one_sheet(replace(made.revenue(), expense=lines), STAMP).sentences[1]
    assert said == "这段时间用掉 120.40 元，最多的是人工成本 70.00 元。"


def test_an_owners_fund() -> None:
    sheet = one_sheet(made.fund(), STAMP)
    # 800.30 + 15.20 in, 1,200.40 + 70.07 + 9.09 out.
    assert figures(sheet) == [("增加", 81550), ("减少", 127956), ("还剩", 1958599)]
    assert sheet.sentences[:4] == (
        "2025年度增加 815.50 元，是业主交的钱和利息等收益。",
        "这段时间减少 1,279.56 元，其中维修用了 1,200.40 元，最多的是更换曳引机 900.10 元。",
        "到2025年12月31日还剩 19,585.99 元，是全体业主的钱，只能用来维修、更新共用的部分。",
        "这个数还没有和银行对账单核对。",
    )


def test_sold_public_housing_belongs_to_two() -> None:
    page = made.fund()
    housing = replace(page, head=replace(page.head, document="public-housing"))
    assert (
        one_sheet(housing, STAMP)
        .sentences[2]
        .endswith("是业主和售房单位的钱，只能用来维修、更新共用的部分。")
    )


def test_nothing_came_and_nothing_went() -> None:
    page = replace(made.revenue(), income=(), income_fen=0, expense=(), expense_fen=0, closing_fen=100001)
    assert one_sheet(page, STAMP).sentences[:3] == (
        "2025年第三季度收进 0.00 元。",
        "这段时间没有用钱。",
        "到2025年9月30日还剩 1,000.01 元，是全体业主共有的钱。",
    )


def test_more_spent_than_there_was() -> None:
    page = replace(made.revenue(), opening_fen=-100000, closing_fen=-61715)
    sheet = one_sheet(page, STAMP)
    assert sheet.before == Figure("2025年6月30日原有", -100000)
    assert sheet.sentences[2] == "到2025年9月30日超支 617.15 元；这里的钱是全体业主共有的钱。"


def test_what_the_bank_does_not_hold_is_not_called_checked() -> None:
    page = replace(made.revenue(), bank=BankTie("tied", 138000, "与银行对账单核对一致；相差 2.86 元", 286))
    assert one_sheet(page, STAMP).sentences[3] == (
        "其中银行里有 1,380.00 元，和银行对账单核对过；其余的在公示里有说明。"
    )


def test_a_correction_says_so() -> None:
    page = made.revenue()
    correction = Correction(
        1, date(2025, 10, 15), "漏记一笔。", "业主委员会", (Change("成本", "1.00", "2.00"),)
    )
    later = replace(page, head=replace(page.head, edition=2, correction=correction))
    assert one_sheet(later, STAMP).correction == "这是更正后的第 2 版，代替第 1 版，原因：漏记一笔。"
    changes = (Change("期末结余", "¥1,483.85", "¥1,382.85"), *correction.changes)
    less = replace(page, head=replace(page.head, edition=2, correction=replace(correction, changes=changes)))
    assert one_sheet(less, STAMP).correction == (
        "这是更正后的第 2 版，代替第 1 版，原因：漏记一笔。还剩的钱原来写 ¥1,483.85，现在是 ¥1,382.85。"
    )
    worded = replace(
        correction, changes=(Change("2025年8月付-0001号凭证的摘要", "保安", "保洁（金额不变）"),)
    )
    same = replace(page, head=replace(page.head, edition=2, correction=worded))
    assert one_sheet(same, STAMP).correction == (
        "这是更正后的第 2 版，代替第 1 版，原因：漏记一笔。改的是2025年8月付-0001号凭证的摘要，金额不变。"
    )
    added = replace(correction, changes=())
    again = replace(page, head=replace(page.head, edition=2, correction=added))
    assert one_sheet(again, STAMP).correction == "这是第 2 版，代替第 1 版；这里的数没有变。"
    assert one_sheet(page, STAMP).correction == ""


@pytest.mark.parametrize(("length", "points"), [(2, 22), (40, 20), (90, 18)])
def test_letters_grow_smaller_before_anything_is_left_out(length: int, points: int) -> None:
    page = made.fund()
    projects = (Project("修" * length, "全体业主", 120040, "", ()),)
    sheet = one_sheet(replace(page, projects=projects), STAMP)
    assert sheet.points == points
    assert "修" * length in sheet.sentences[1]


def test_where_nothing_else_helps_the_largest_item_is_left_out_and_never_a_number() -> None:
    page = made.revenue()
    sheet = one_sheet(replace(page, expense=(Line("修" * 400, 12040, 1, ()),)), STAMP)
    assert sheet.sentences[1] == "这段时间用掉 120.40 元。"
    assert sheet.points == 18
