"""Which rows the tables of a page have; figures by hand from `made_pages`."""

from __future__ import annotations

from datetime import date

from jjledger.render.tables import tables
from tests.unit.render import made_pages as made


def test_the_lines_of_public_revenue() -> None:
    table = tables(made.revenue())["lines"]
    assert [column.head for column in table.columns] == ["部分", "层级", "项目", "金额（元）", "凭证", "说明"]
    assert table.rows[:12] == (
        ("结转", None, "上期结转", 100001, "", ""),
        ("收入", 1, "停车", 50020, "2025-07 收-0001、2025-09 收-0001", ""),
        ("收入", 2, "月租", 40010, "2025-07 收-0001、2025-09 收-0001", ""),
        ("收入", 2, "临停", 10010, "2025-09 收-0001", ""),
        ("收入", 1, "利息", 305, "2025-09 收-0002", ""),
        ("收入", None, "收入合计", 50325, "", ""),
        ("收入", None, "其中属于以后期间", 12006, "", ""),
        ("支出", 1, "成本", 12040, "2025-08 付-0001", "含税费"),
        ("支出", None, "支出合计", 12040, "", ""),
        ("结余", None, "净收入", 38285, "", ""),
        ("结余", None, "本期收支差额", 38285, "", ""),
        ("结余", None, "期末结余", 138286, "", "与银行对账单核对一致（2025年9月30日）"),
    )


def test_after_the_statement_stand_its_answers_and_what_is_drawn() -> None:
    assert tables(made.revenue())["lines"].rows[12:] == (
        ("谁决定的", 1, "不需要业主表决", 12040, "2025-08 付-0001", "取得收入的成本和税费"),
        ("提前收的钱", None, "以前提前收、属于本期", 3303, "", ""),
        ("今年以来", None, "期初", 90002, "", "自 2025-01-01 起"),
        ("今年以来", None, "收入", 70443, "", "自 2025-01-01 起"),
        ("今年以来", None, "支出", 22159, "", "自 2025-01-01 起"),
        ("今年以来", None, "收支差额", 48284, "", "自 2025-01-01 起"),
        ("去年同期收入", None, "停车", 45018, "", "增减 +11.1%"),
        ("去年同期收入", None, "废品", 1414, "", "增减 -100.0%"),
        ("去年同期支出", None, "成本", 0, "", "增减 去年没有"),
        ("去年同期合计", None, "收支差额", 46432, "", "增减 -17.5%"),
        ("各期末余额", None, "期初", 100001, "", "2025-06-30"),
        ("各期末余额", None, "7月末", 130031, "", "2025-07-31"),
        ("各期末余额", None, "8月末", 117991, "", "2025-08-31"),
        ("各期末余额", None, "9月末", 138286, "", "2025-09-30"),
    )
    assert tables(made.fund())["lines"].rows[-2:] == (
        ("余额偏低的户数", 1, "不足首期交存额 30%", None, "", "2025-06-30：不列户数"),
        ("余额偏低的户数", 1, "不足首期交存额 30%", None, "", "2025-12-31：14 户"),
    )


def test_the_lines_of_a_fund_with_its_projects_and_buildings() -> None:
    rows = tables(made.fund())["lines"].rows
    assert rows[0][2:4] == ("期初记在各户名下", 2000000)
    assert rows[1][2:4] == ("期初待分配累计收益", 5005)
    assert [row[2:4] for row in rows[2:7]] == [
        ("交存", 80030),
        ("存款利息收入", 1520),
        ("维修支出", -120040),
        ("返还支出", -7007),
        ("其他支出", -909),
    ]
    assert [row[2:4] for row in rows[7:11]] == [
        ("本期收支差额", -46406),
        ("期末记在各户名下", 1956987),
        ("期末待分配累计收益", 1612),
        ("期末余额", 1958599),
    ]
    assert rows[11:15] == (
        ("维修项目", 1, "更换曳引机", 90010, "2025-05 付-0001", "01幢1单元，36 户；业主决定 2025-01"),
        (
            "维修项目",
            1,
            "合并列示的维修",
            30030,
            "2025-12 合并收退、2025-11 付-0001",
            "涉及个别住户或按明细表分到各户，合并列示",
        ),
        ("各幢余额", 1, "01幢", 900087, "", "12 户"),
        ("各幢余额", 1, "02、05幢合并", 1056900, "", "11 户；户数不足 10 户的幢，合并列示"),
    )


def test_a_voucher_has_a_row_a_leg_and_counts_once() -> None:
    table = tables(made.revenue())["vouchers"]
    assert [column.head for column in table.columns] == [
        "日期", "凭证号", "摘要", "对方", "资金增减（元）", "科目", "借方（元）", "贷方（元）", "附单据",
        "业主决定", "备注",
    ]  # fmt: skip
    day, words = date(2025, 9, 4), ("收-0001", "九月停车", "某物业公司")
    assert [row for row in table.rows if row[0] == day] == [
        (day, *words, 19990, made.BANK, 19990, None, "2 张", "", ""),
        (day, *words, None, "停车 — 01月租", None, 9980, "2 张", "", ""),
        (day, *words, None, "停车 — 02临停", None, 10010, "2 张", "", ""),
    ]
    moved, debit, credit = (sum(row[place] or 0 for row in table.rows) for place in (4, 6, 7))
    assert moved == made.revenue().result_fen
    assert debit == credit == 30030 + 12040 + 19990 + 305


def test_a_household_between_its_balances() -> None:
    (table,) = tables(made.household()).values()
    assert [row[2:8] for row in table.rows] == [
        ("期初余额", None, 50000, 2002, 0, 52002),
        ("续交", 10000, 10000, 0, 0, 62002),
        ("更换水泵", -31031, -31031, 0, 0, 30971),
        ("分配利息", 707, 0, 707, 0, 31678),
        ("期末余额", None, 28969, 2709, 0, 31678),
    ]
    assert (
        table.rows[2][8]
        == "12,345.67 元 × 89.52 ÷ 3561.50 m² = 310.3142… 元，先舍到分；全体共差 24 分，按舍去部分从大到小每户补 1 分，本户排第 25（同样多的按房屋编号），不补，计 310.31 元"
    )
    for place in (4, 5, 6):
        assert sum(row[place] for row in table.rows[:-1]) == table.rows[-1][place]


def test_every_row_has_a_cell_a_column() -> None:
    for model in (made.revenue(), made.fund(), made.household()):
        for table in tables(model).values():
            assert {len(row) for row in table.rows} == {len(table.columns)}
