"""A fund's journal: sides, red letters, and where the computed closings stand."""

from __future__ import annotations

from datetime import date

from jjledger.rules.journal import BookEntry, fund_journal
from tests.small_books import REVENUE
from tests.written_books import written

NOTES = """
2025-03-05 收-0001 某业主 | 收停车费
  3 1001银行存款:1234建行 300.00
  3 6001停车 -300.00
2025-03-31 转-0001 某公司 | 转出错记
  3 6001停车 20.00
  3 6002广告 -20.00
2025-03-31 收-0002 某业主 | 注销3月5日收字第1号凭证 | reverses=2025-03-S0001
  3 1001银行存款:1234建行 -300.00
  3 6001停车 300.00
2025-04-01 !收-0001 某业主 | 草稿
  3 1001银行存款:1234建行 9.00
  3 6001停车 -9.00
2025-04-01 付-0001 某公司 | 别的资金
  1 5001维修支出 7.00
  1 1001银行存款:1234建行 -7.00
"""


def _journal(last_day: date, closed: date) -> tuple[BookEntry, ...]:
    books = written(NOTES)
    fund = books.community.fund(REVENUE)
    assert fund is not None
    return fund_journal(books, fund, last_day, closed)


def test_closings_stand_after_all_else_of_the_months_last_day() -> None:
    entries = _journal(date(2025, 12, 31), date(2025, 12, 31))
    assert [(entry.voucher.number, entry.computed) for entry in entries] == [
        ("收-0001", False), ("收-0002", False), ("转-0001", False), ("结-0001", True),
    ]  # fmt: skip
    closing = entries[-1].voucher
    assert (closing.prepared, closing.attachments, closing.key) == ("系统", 0, "2025-03-X0001")
    assert sum(posting.amount_fen for posting in closing.postings) == 0


def test_a_red_letter_is_negative_on_the_side_of_what_it_undoes() -> None:
    first, red, moved, closing = _journal(date(2025, 3, 31), date(2025, 3, 31))
    assert [(leg.debit_fen, leg.credit_fen) for leg in first.legs] == [(300_00, 0), (0, 300_00)]
    assert [(leg.debit_fen, leg.credit_fen) for leg in red.legs] == [(-300_00, 0), (0, -300_00)]
    assert [(leg.debit_fen, leg.credit_fen) for leg in moved.legs] == [(20_00, 0), (0, 20_00)]
    # 300 − 300 − 20 of parking and 20 of advertising: nothing in all, and each closed.
    assert [(leg.account.code, leg.amount_fen) for leg in closing.legs] == [
        ("6001", -20_00), ("6002", 20_00), ("3101", 0),
    ]  # fmt: skip


def test_an_open_month_has_no_closing() -> None:
    assert not any(entry.computed for entry in _journal(date(2025, 3, 31), date(2025, 3, 30)))
