"""Postings laid out as items with their parts."""

from __future__ import annotations

from jjledger.disclosure.models import Line
from jjledger.disclosure.statement_lines import OWN_AMOUNT, statement_lines
from jjledger.facts.books import Books
from tests.written_books import written

NOTES = """
2025-01-05 收-0001 物业 | 停车
  3 1001银行存款 950.00
  3 6001停车:02临停 -150.00
  3 6001停车:01月租:地面 -300.00
  3 6001停车:01月租:地下 -500.00
2025-01-06 收-0002 广告公司 | 广告
  3 1001银行存款 90.00
  3 6002广告 -70.00
  3 6002广告:01电梯 -20.00
2025-01-07 收-0003 物业 | 停车
  3 1001银行存款 50.00
  3 6001停车:02临停 -50.00
2025-01-08 收-0004 快递公司 | 其他
  3 1001银行存款 30.00
  3 6099其他:旧物 -10.00
  3 6099其他:赔偿 -20.00
"""


def _lines(books: Books, chart: Books | None = None) -> tuple[Line, ...]:
    booked = [
        (voucher, leg)
        for voucher in books.vouchers
        for leg in voucher.postings
        if leg.account.root == "Income"
    ]
    return statement_lines(booked, (chart or books).accounts, lambda voucher: voucher.number, -1)


def test_items_stand_by_code_with_their_parts_below() -> None:
    assert [(line.level, line.label, line.amount_fen) for line in _lines(written(NOTES))] == [
        (1, "停车", 1000_00),
        (2, "月租", 800_00),
        (3, "地面", 300_00),
        (3, "地下", 500_00),
        (2, "临停", 200_00),
        (1, "广告", 90_00),
        (2, "电梯", 20_00),
        (2, OWN_AMOUNT, 70_00),
        (1, "其他", 30_00),
        (2, "旧物", 10_00),
        (2, "赔偿", 20_00),
    ]


def test_every_line_names_its_vouchers_once_each() -> None:
    cited = {(line.level, line.label): line.vouchers for line in _lines(written(NOTES))}
    assert cited[1, "停车"] == ("收-0001", "收-0003")
    assert cited[2, "临停"] == ("收-0001", "收-0003")
    assert cited[3, "地下"] == ("收-0001",)
    assert cited[2, OWN_AMOUNT] == ("收-0002",)
    assert cited[1, "广告"] == ("收-0002",)


def test_parts_without_code_follow_the_chart() -> None:
    turned = written("2025-01-01 收-0001 x | x\n  3 6099其他:赔偿 0.00\n  3 6099其他:旧物 0.00\n")
    labels = [line.label for line in _lines(written(NOTES), turned)]
    assert labels[-2:] == ["赔偿", "旧物"]


def test_a_correction_counts_against_its_item() -> None:
    books = written(
        "2025-01-05 收-0001 物业 | 停车\n  3 1001银行存款 9.00\n  3 6001停车 -9.00\n"
        "2025-01-06 收-0002 物业 | 注销\n  3 1001银行存款 -10.00\n  3 6001停车 10.00\n"
    )
    assert [(line.label, line.amount_fen) for line in _lines(books)] == [("停车", -1_00)]


def test_nothing_booked_no_lines() -> None:
    assert _lines(written("")) == ()
