"""Vouchers as anybody may see them."""

from __future__ import annotations

import pytest

from jjledger.disclosure.models import Leg
from jjledger.disclosure.pool import PoolLine
from jjledger.disclosure.voucher_views import (
    OPENING,
    POOLED,
    POOLED_PAYEE,
    anchors,
    effect_fen,
    legs_of,
    line_anchor,
    reference_words,
    view_line,
    view_voucher,
    voucher_notes,
)
from jjledger.period import month_end
from tests.written_books import written

BOOKS = written(
    """
2025-03-05 收-0001 张三 | 01-1-101交存
  1 1001银行存款:1234建行 100.00
  1 4001交存收入:01幢:101室 -60.00 household=01-1-101
  1 4001交存收入 -40.00 household=01-1-102
2025-03-06 收-0002 李四 | 交存
  1 1001银行存款:1234建行 30.00
  1 4001交存收入 -30.00 household=01-1-102
2025-03-07 付-0001 某防水公司 | 屋面补漏 | decision=2025-01 attachments=3
  1 5001维修支出 80.00 scope=01-1
  1 1001银行存款:1234建行 -80.00
2025-03-08 收-0003 某物业公司 | 两个专户
  1 1001银行存款:1234建行 7.00
  1 4201其他收入 -7.00
  3 6501补充维修资金 7.00
  3 1001银行存款:5678农行 -7.00
2025-01-01 初-0001 业主 | 承接
  1 1001银行存款:1234建行 9.00
  1 3001商品住宅维修资金 -9.00 household=01-1-101
"""
)
OWNERS, REVENUE = BOOKS.community.funds
BY_DAY = {voucher.day.day: voucher for voucher in BOOKS.vouchers}


def test_a_voucher_that_names_households_is_shown_without_words_of_its_own() -> None:
    view = view_voucher(BY_DAY[5], OWNERS, {})
    assert (view.payee, view.summary) == (POOLED_PAYEE, OPENING)
    # the two legs of 4001 are one, and its deeper parts are gone
    assert view.legs == (Leg("银行存款 — 1234建行", 100_00, 0), Leg("交存收入", 0, 100_00))


def test_a_shared_voucher_keeps_its_words_and_says_whom_it_was_shared_among() -> None:
    view = view_voucher(BY_DAY[7], OWNERS, {BY_DAY[7].key: 36})
    assert (view.anchor, view.number) == ("v-2025-03-F0001", "付-0001")
    assert (view.payee, view.summary, view.attachments) == ("某防水公司", "屋面补漏", "3 张")
    assert (view.amount_fen, view.decision) == (-80_00, "2025-01")
    assert view.note == "分摊范围 01幢1单元，36 户"


def test_a_fund_shows_its_own_legs_alone() -> None:
    voucher = BY_DAY[8]
    assert [leg.account for leg in view_voucher(voucher, OWNERS, {}).legs] == [
        "银行存款 — 1234建行",
        "其他收入",
    ]
    revenue = view_voucher(voucher, REVENUE, {})
    assert [leg.account for leg in revenue.legs] == ["补充维修资金", "银行存款 — 5678农行"]
    assert (view_voucher(voucher, OWNERS, {}).amount_fen, revenue.amount_fen) == (7_00, -7_00)


def test_a_pooled_line_sums_its_vouchers_and_tells_nothing_else() -> None:
    line = PoolLine("2025-03-P01", month_end(2025, 3), (BY_DAY[5], BY_DAY[6]))
    view = view_line(line, OWNERS)
    assert (view.anchor, view.day, view.number) == ("v-2025-03-P01", month_end(2025, 3), POOLED)
    assert (view.payee, view.summary, view.decision) == (POOLED_PAYEE, POOLED, "")
    assert view.amount_fen == 130_00
    assert view.legs == (Leg("银行存款 — 1234建行", 130_00, 0), Leg("交存收入", 0, 130_00))


def test_opening_the_books_did_nothing_to_the_money() -> None:
    line = PoolLine("2025-06-P01", month_end(2025, 6), (BY_DAY[1], BY_DAY[6]))
    view = view_line(line, OWNERS)
    assert view.amount_fen == 30_00
    assert Leg("商品住宅维修资金", 0, 9_00) in view.legs


def test_legs_that_cancel_out_are_not_shown() -> None:
    books = written(
        "2025-03-05 转-0001 业主 | 分户\n"
        "  1 3001商品住宅维修资金 5.00 household=01-1-101\n"
        "  1 3001商品住宅维修资金 -5.00 household=01-1-102\n"
    )
    line = PoolLine("2025-03-P01", month_end(2025, 3), books.vouchers)
    assert view_line(line, OWNERS).legs == ()


def test_a_pooled_voucher_is_found_at_its_line() -> None:
    line = PoolLine("2025-03-P01", month_end(2025, 3), (BY_DAY[5],))
    anchor = anchors([line])
    assert anchor(BY_DAY[5]) == line_anchor(line) == "v-2025-03-P01"
    assert anchor(BY_DAY[6]) == "v-2025-03-S0002"


def test_effect_is_what_the_funds_money_became_more_by() -> None:
    assert effect_fen(legs_of([BY_DAY[6], BY_DAY[7]], OWNERS)) == 30_00 - 80_00
    assert effect_fen(legs_of([BY_DAY[6]], REVENUE)) == 0


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("2025-03-F0012", "2025-03 付-0012"),
        ("^2025-03-S0001", "2025-03 收-0001"),
        ("2025-12-Z0100", "2025-12 转-0100"),
        ("2025-01-C0001", "2025-01 初-0001"),
        ("付-0012", "付-0012"),
        ("2025-03-X0012", "2025-03-X0012"),
        ("", ""),
    ],
)
def test_references_are_read_as_month_and_number(reference: str, words: str) -> None:
    assert reference_words(reference) == words


def test_notes_say_reversal_correction_and_scope_in_this_order() -> None:
    books = written(
        "2025-04-05 付-0001 某防水公司 | 订正 | reverses=2025-03-F0001 corrects=2025-03-F0002\n"
        "  1 5001维修支出 80.00 scope=all\n"
        "  1 1001银行存款 -80.00\n"
    )
    (voucher,) = books.vouchers
    assert voucher_notes(voucher, voucher.postings, {voucher.key: 12}) == (
        "冲销 2025-03 付-0001",
        "订正 2025-03 付-0002",
        "分摊范围 全体业主，12 户",
    )
