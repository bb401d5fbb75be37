"""A household's sub-ledger: eleven columns, running balances, arrears and red letters."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from jjledger.disclosure.card_models import CardRow, LedgerCard
from jjledger.disclosure.ledger_card import ledger_card
from jjledger.rules.replay import replay
from tests.shifan_notes import shifan
from tests.small_books import OWNERS

START, END = date(2025, 1, 1), date(2025, 12, 31)
# After March 01-1-101 has 5,325.62 and 6.25. It then bears 6,000.00, and pays 700.00 of which 668.13 were owed.
OWING: Final = """
2025-04-02 付-0001 某公司 | 修阳台
  1 5001维修支出 6000.00 household=01-1-101
  1 1001银行存款:1234建行 -6000.00
2025-05-02 收-0001 业主 | 续交
  1 1001银行存款:1234建行 700.00
  1 4001交存收入 -700.00 household=01-1-101
"""
UNDONE: Final = """
2025-05-03 收-0002 业主 | 注销5月2日收字第1号凭证 | reverses=2025-05-S0001 attachments=0
  1 1001银行存款:1234建行 -700.00
  1 4001交存收入 700.00 household=01-1-101
"""


def _card(text: str = "", first: date = START, last: date = END) -> LedgerCard:
    books = shifan(text)
    return ledger_card(books, replay(books).shares[OWNERS], "01-1-101", first, last)


def _figures(row: CardRow) -> tuple[int, ...]:
    """Give the nine figures in the order of the columns."""
    return (
        row.added_principal_fen, row.added_interest_fen, row.added_fen,
        row.taken_principal_fen, row.taken_interest_fen, row.taken_fen,
        row.principal_fen, row.interest_fen, row.balance_fen,
    )  # fmt: skip


def test_every_entry_stands_in_its_columns_with_what_is_left() -> None:
    card = _card()
    assert [(row.day, row.summary, row.voucher) for row in card.rows] == [
        (date(2025, 3, 5), "首期交存", "2025-03 收-0001"),
        (date(2025, 3, 20), "更换曳引机", "2025-03 付-0001"),
        (date(2025, 3, 31), "分配利息", "2025-03 转-0001"),
    ]
    assert [_figures(row) for row in card.rows] == [
        (5818_80, 0, 5818_80, 0, 0, 0, 5818_80, 0, 5818_80),
        (0, 0, 0, 493_18, 0, 493_18, 5325_62, 0, 5325_62),
        (0, 6_25, 6_25, 0, 0, 0, 5325_62, 6_25, 5331_87),
    ]
    assert _figures(card.total) == (5818_80, 6_25, 5825_05, 493_18, 0, 493_18, 5325_62, 6_25, 5331_87)
    assert not card.owes


def test_what_was_before_is_brought_forward() -> None:
    card = _card(first=date(2025, 3, 20), last=date(2025, 3, 30))
    assert _figures(card.opening) == (0, 0, 0, 0, 0, 0, 5818_80, 0, 5818_80)
    assert [row.summary for row in card.rows] == ["更换曳引机"]
    assert card.total.balance_fen == 5325_62


def test_days_without_entries_have_a_total_of_nothing() -> None:
    card = _card(first=date(2025, 6, 1))
    assert card.rows == ()
    assert _figures(card.total) == (0, 0, 0, 0, 0, 0, 5325_62, 6_25, 5331_87)


def test_arrears_stand_beside_and_are_paid_first() -> None:
    card = _card(OWING)
    assert card.owes
    _, _, _, draw, paid = card.rows
    assert (_figures(draw)[3:], draw.arrears_fen) == ((5325_62, 6_25, 5331_87, 0, 0, 0), 668_13)
    assert draw.note == "余额不足，欠款增加 668.13 元"
    assert (_figures(paid), paid.arrears_fen) == ((31_87, 0, 31_87, 0, 0, 0, 31_87, 0, 31_87), 0)
    assert paid.note == "先抵欠款 668.13 元"


def test_a_red_letter_entry_is_negative_in_the_column_of_what_it_undoes() -> None:
    red = _card(OWING + UNDONE).rows[-1]
    assert _figures(red) == (-31_87, 0, -31_87, 0, 0, 0, 0, 0, 0)
    assert (red.arrears_fen, red.note) == (668_13, "冲销 2025-05 收-0001；余额不足，欠款增加 668.13 元")


def test_who_has_no_account_has_no_card() -> None:
    books = shifan()
    with pytest.raises(ValueError, match=r"^01-1-999 在「1维修资金」没有分户账$"):
        ledger_card(books, replay(books).shares[OWNERS], "01-1-999", START, END)
