"""Lists as tables: every row, every sum, and where a voucher is named, its month and number."""

from __future__ import annotations

from datetime import date

from jjledger.disclosure.models import Disclosure
from jjledger.render.document_tables import tables_of
from jjledger.render.tables import Table
from tests.unit.disclosure.registers import assets, committee, contracts, funds, money


def _cell(table: Table, row: int, head: str) -> object:
    return table.rows[row][[column.head for column in table.columns].index(head)]


def _whole(page: Disclosure) -> dict[str, Table]:
    found = tables_of(page)
    for table in found.values():
        assert {len(row) for row in table.rows} <= {len(table.columns)}
    return found


def test_every_account_and_every_sum_is_a_row() -> None:
    table = _whole(money())["accounts"]
    # Five accounts; each of three funds has a sum and a balance, one owes a security.
    assert len(table.rows) == 5 + 3 * 2 + 1
    assert _cell(table, 0, "账户") == "建行（尾号 1234）"
    assert _cell(table, 0, "银行余额（元）") == 29_500_00
    assert _cell(table, 0, "保管单位") == "某区维修资金管理中心"
    assert [row[1] for row in table.rows[-5:]] == [
        "减：应付押金",
        "期末余额",
        "工行（尾号 4567）",
        "账户合计",
        "期末余额",
    ]


def test_a_fund_a_row_and_its_vouchers_where_it_has_any() -> None:
    found = _whole(funds())
    assert [row[0] for row in found["funds"].rows] == ["维修资金", "公共收益", "保修金"]
    assert _cell(found["funds"], 2, "支出（元）") == 7_500_00
    assert len(found["vouchers"].rows) == 4 * 2


def test_property_with_class_and_vouchers() -> None:
    table = _whole(assets())["assets"]
    parking = next(row for row in table.rows if row[1] == "TC-01")
    assert parking[0] == "停车"
    assert parking[-2] == "2025-02 收-0001、2025-03 付-0001"
    assert [row[2] for row in table.rows[-3:]] == ["公共资产的收入", "没有对应到资产的收入", "收入合计"]
    assert _cell(table, -1, "收到（元）") == 8_053_00


def test_contracts_with_dues_and_without_persons() -> None:
    table = _whole(contracts())["contracts"]
    assert _cell(table, 1, "对方") == "个人（不公开姓名）"
    assert (_cell(table, 1, "止"), _cell(table, 1, "到期未收（元）")) == (date(2025, 9, 28), 150_00)
    assert _cell(table, 2, "到期未收（元）") == 150_00
    # Of what came in under no contract, each account has a row below it.
    assert [(row[1], row[-2]) for row in table.rows[3:]] == [
        ("不按合同收的收入", 3_00), ("其中：利息", 3_00), ("收入合计", 1_453_00),
    ]  # fmt: skip


def test_spending_budgets_and_limits() -> None:
    table = _whole(committee())["lines"]
    assert [(row[0], row[2]) for row in table.rows] == [
        ("经费支出", "业委会"), ("经费支出", "办公"), ("经费支出", "津贴"), ("经费支出", "执行秘书"),
        ("经费支出", "经费支出合计"), ("自己决定的其他支出", "维修"), ("预算", "业委会"),
        ("预算", "业委会 — 执行秘书"), ("限额", "一年"), ("限额", "一笔"),
    ]  # fmt: skip
    assert (_cell(table, 7, "金额（元）"), _cell(table, 7, "预算（元）")) == (250_00, 200_00)
    assert _cell(table, 3, "凭证") == "2025-05 付-0001"
