"""科目余额表: every account in three pairs of columns, which tie."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from jjledger.disclosure.book_models import BalanceRow
from jjledger.disclosure.trial_balance import trial_balance
from jjledger.rules.journal import BookLeg
from tests.unit.disclosure.test_account_books import NOTES, asked, journal
from tests.written_books import account_of


def _told(row: BalanceRow) -> tuple[str, str, tuple[int, ...]]:
    return (
        row.code, "".join(row.name),
        (
            row.opening_debit_fen, row.opening_credit_fen, row.debit_fen, row.credit_fen,
            row.closing_debit_fen, row.closing_credit_fen,
        ),
    )  # fmt: skip


def test_accounts_their_details_and_the_total() -> None:
    _, entries = journal(NOTES)
    (page,) = trial_balance(entries, asked("2025")).pages
    # 300 + 60 − 300 in and 44 out; 325 − 300 of parking, 35 of advertising, 44 of repairs, all closed.
    assert [_told(row) for row in page.rows] == [
        ("1001", "银行存款", (50_00, 0, 60_00, 44_00, 66_00, 0)),
        ("1001", "1234建行", (50_00, 0, 60_00, 44_00, 66_00, 0)),
        ("3101", "结余", (0, 50_00, 44_00, 60_00, 0, 66_00)),
        ("6001", "停车", (0, 0, 25_00, 25_00, 0, 0)),
        ("6001", "02临停", (0, 0, 25_00, 25_00, 0, 0)),
        ("6002", "广告", (0, 0, 35_00, 35_00, 0, 0)),
        ("6502", "维修", (0, 0, 44_00, 44_00, 0, 0)),
        ("", "合计", (50_00, 50_00, 208_00, 208_00, 66_00, 66_00)),
    ]


def test_a_month_opens_with_the_months_before_it() -> None:
    _, entries = journal(NOTES, date(2025, 4, 30))
    balance = trial_balance(entries, asked("2025-04"))
    assert balance.words == "试算平衡：三栏借方合计都等于贷方合计。"
    rows = {row.code: _told(row)[2] for row in balance.pages[0].rows if row.kind == "account"}
    assert rows["1001"] == (390_00, 0, -300_00, 24_00, 66_00, 0)
    assert rows["3101"] == (0, 390_00, 24_00, -300_00, 0, 66_00)


def test_books_that_do_not_tie_say_by_how_much() -> None:
    _, entries = journal(NOTES)
    first = entries[1]
    broken = replace(first, legs=(*first.legs, BookLeg(account_of("3", "6099其他"), 0, 3_00)))
    words = trial_balance([entries[0], broken, *entries[2:]], asked("2025")).words
    assert words == "试算不平衡：本期发生额相差 -3.00，期末余额相差 -3.00。"


def test_many_accounts_take_several_pages_that_carry_their_sums() -> None:
    text = "".join(
        f"""
2025-03-05 收-{number:04} 某业主 | 收费
  3 1001银行存款:1234建行 1.00
  3 6{number:03}项目 -1.00
"""
        for number in range(1, 61)
    )
    _, entries = journal(text)
    pages = trial_balance(entries, asked("2025")).pages
    # 60 accounts, the bank with its detail, 3101 and the total: 22 + 21 + 21 rows, and what is carried.
    assert [len(page.rows) for page in pages] == [23, 23, 22]
    for above, below in pairwise(pages):
        assert _told(above.rows[-1])[2] == _told(below.rows[0])[2]
        assert (above.rows[-1].name, below.rows[0].name) == (("过次页",), ("承前页",))
    assert _told(pages[-1].rows[-1]) == ("", "合计", (0, 0, 120_00, 120_00, 60_00, 60_00))
