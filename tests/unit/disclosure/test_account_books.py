"""明细账, 总账 and 银行存款日记账: rows, totals, red letters and what pages carry over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Final

from jjledger.disclosure.account_books import (
    HEIGHT,
    Asked,
    bank_journal,
    general_ledger,
    subsidiary_ledger,
)
from jjledger.disclosure.book_models import BookHead, BookRow, BookSection, LedgerBook
from jjledger.disclosure.book_paging import row_height
from jjledger.facts.books import Books
from jjledger.period import parse_period
from jjledger.rules.journal import BookEntry, fund_journal
from tests.small_books import REVENUE
from tests.written_books import written

BANK: Final = "银行存款 — 1234建行"
# 50.00 were brought over when the books began; in March 300 + 60 came in and 20 went out; in April the 300 were
# taken back in red, 12 went out twice on one day, and the bank confirmed what is left: 50 + 360 − 20 − 300 − 24.
NOTES: Final = """
2024-12-31 初-0001 原账本 | 转入
  3 1001银行存款:1234建行 50.00
  3 3101结余 -50.00
2025-03-05 收-0001 某业主 | 收停车费
  3 1001银行存款:1234建行 300.00
  3 6001停车:01月租 -300.00
2025-03-08 收-0002 某公司 | 收广告费和停车费
  3 1001银行存款:1234建行 60.00
  3 6001停车:02临停 -25.00
  3 6002广告 -35.00
2025-03-31 付-0001 某灯具公司 | 买灯
  3 6502维修 20.00
  3 1001银行存款:1234建行 -20.00
2025-04-02 收-0001 某业主 | 注销3月5日收字第1号凭证 | reverses=2025-03-S0001
  3 1001银行存款:1234建行 -300.00
  3 6001停车:01月租 300.00
2025-04-09 付-0001 某灯具公司 | 买灯
  3 6502维修 12.00
  3 1001银行存款:1234建行 -12.00
2025-04-09 付-0002 某灯具公司 | 买灯
  3 6502维修 12.00
  3 1001银行存款:1234建行 -12.00
2025-04-30 confirmed 3 1001银行存款:1234建行 66.00
"""


def asked(code: str, *, whole: bool = True) -> Asked:
    """Ask for a period's books."""
    period = parse_period(code)
    head = BookHead(
        "subsidiary", "明细账", "示范小区", "shifan", "公共收益", code, period.title, period.first_day,
        period.last_day, "账本状态", 0, sample=False,
    )  # fmt: skip
    return Asked(head, whole)


def journal(text: str, until: date = date(2025, 12, 31)) -> tuple[Books, tuple[BookEntry, ...]]:
    """Read the journal of public revenue out of notes, every month closed."""
    books = written(text)
    fund = books.community.fund(REVENUE)
    assert fund is not None
    return books, fund_journal(books, fund, until, until)


def section(book: LedgerBook, account: str) -> BookSection:
    """Find the rows of an account that takes one page."""
    (found,) = [one for page in book.pages for one in page.sections if one.account == account]
    return found


def _told(rows: tuple[BookRow, ...]) -> list[tuple[str, str, int | None, int | None, str, int | None]]:
    return [
        (
            f"{row.day:%m-%d}" if row.day else "", row.voucher or "".join(row.summary), row.debit_fen,
            row.credit_fen, row.side, row.balance_fen,
        )
        for row in rows
    ]  # fmt: skip


def test_an_account_has_entries_totals_and_balances() -> None:
    _, entries = journal(NOTES)
    rows = section(subsidiary_ledger(entries, asked("2025")), BANK).rows
    assert _told(rows) == [
        ("01-01", "上年结转", None, None, "借", 50_00),
        ("03-05", "收-0001", 300_00, None, "借", 350_00),
        ("03-08", "收-0002", 60_00, None, "借", 410_00),
        ("03-31", "付-0001", None, 20_00, "借", 390_00),
        ("03-31", "本月合计", 360_00, 20_00, "借", 390_00),
        ("03-31", "本年累计", 360_00, 20_00, "借", 390_00),
        ("04-02", "收-0001", -300_00, None, "借", 90_00),  # red: negative where the original stood
        ("04-09", "付-0001", None, 12_00, "借", 78_00),
        ("04-09", "付-0002", None, 12_00, "借", 66_00),
        ("04-30", "本月合计", -300_00, 24_00, "借", 66_00),
        ("04-30", "本年累计", 60_00, 44_00, "借", 66_00),
        ("12-31", "结转下年", None, None, "借", 66_00),
    ]
    assert rows[1].summary == ("收停车费（某业主）",)


def test_income_is_closed_every_month_and_level_after_it() -> None:
    _, entries = journal(NOTES)
    rows = section(subsidiary_ledger(entries, asked("2025")), "停车 — 01月租").rows
    assert _told(rows) == [
        ("01-01", "上年结转", None, None, "平", 0),
        ("03-05", "收-0001", None, 300_00, "贷", 300_00),
        ("03-31", "结-0001", 300_00, None, "平", 0),
        ("03-31", "本月合计", 300_00, 300_00, "平", 0),
        ("03-31", "本年累计", 300_00, 300_00, "平", 0),
        ("04-02", "收-0001", None, -300_00, "借", 300_00),
        ("04-30", "结-0001", -300_00, None, "平", 0),
        ("04-30", "本月合计", -300_00, -300_00, "平", 0),
        ("04-30", "本年累计", 0, 0, "平", 0),
    ]


def test_a_month_begins_with_the_months_before_it() -> None:
    _, entries = journal(NOTES, date(2025, 4, 30))
    rows = section(subsidiary_ledger(entries, asked("2025-04")), BANK).rows
    assert _told(rows)[0] == ("04-01", "上月结转", None, None, "借", 390_00)
    assert _told(rows)[-2:] == [
        ("04-30", "本月合计", -300_00, 24_00, "借", 66_00),
        ("04-30", "本年累计", 60_00, 44_00, "借", 66_00),
    ]


def test_what_opened_the_books_is_a_balance_and_no_movement() -> None:
    _, entries = journal(NOTES, date(2024, 12, 31))
    rows = section(subsidiary_ledger(entries, asked("2024")), BANK).rows
    assert _told(rows) == [
        ("01-01", "期初余额", None, None, "借", 50_00),
        ("12-31", "结转下年", None, None, "借", 50_00),
    ]


def test_a_year_that_is_not_over_is_not_carried_over() -> None:
    _, entries = journal(NOTES)
    rows = section(subsidiary_ledger(entries, asked("2025", whole=False)), BANK).rows
    assert "".join(rows[-1].summary) == "本年累计"


def test_the_general_ledger_sums_details_by_month_and_shares_pages() -> None:
    _, entries = journal(NOTES)
    book = general_ledger(entries, asked("2025"))
    # 6 + 6 + 5 + 3 rows, and three more heads of 4, fill 32 of 38; the last would take 9 more.
    shared = [[one.code for one in page.sections] for page in book.pages]
    assert shared == [["1001", "3101", "6001", "6002"], ["6502"]]
    rows = section(book, "停车").rows
    assert _told(rows) == [
        ("01-01", "上年结转", None, None, "平", 0),
        ("03-31", "本月合计", 325_00, 325_00, "平", 0),
        ("03-31", "本年累计", 325_00, 325_00, "平", 0),
        ("04-30", "本月合计", -300_00, -300_00, "平", 0),
        ("04-30", "本年累计", 25_00, 25_00, "平", 0),
    ]


def test_the_bank_journal_tells_each_day_and_what_the_bank_says() -> None:
    books, entries = journal(NOTES)
    rows = section(bank_journal(entries, asked("2025"), books.assertions), BANK).rows
    assert _told(rows)[6:] == [
        ("04-02", "收-0001", -300_00, None, "借", 90_00),
        ("04-09", "付-0001", None, 12_00, "借", 78_00),
        ("04-09", "付-0002", None, 12_00, "借", 66_00),
        ("04-09", "本日合计", 0, 24_00, "借", 66_00),
        ("04-30", "银行对账单余额 66.00，相符", None, None, "", None),
        ("04-30", "本月合计", -300_00, 24_00, "借", 66_00),
        ("04-30", "本年累计", 60_00, 44_00, "借", 66_00),
        ("12-31", "结转下年", None, None, "借", 66_00),
    ]
    assert [row.contra for row in rows[1:4]] == [("停车",), ("停车、广告",), ("维修",)]


def test_a_bank_that_says_otherwise_is_told_by_how_much() -> None:
    books, entries = journal(NOTES)
    told = replace(books.assertions[0], amount_fen=65_00)
    rows = section(bank_journal(entries, asked("2025"), [told]), BANK).rows
    assert "".join(rows[10].summary) == "银行对账单余额 65.00，相差 -1.00"


# Eighty days of 1.00 in January and February; every fifth with words of three lines.
MANY: Final = "".join(
    f"""
2025-{1 + day // 40:02}-{1 + day % 40 // 2:02} 收-{1 + day % 40:04} 某业主 | {"收停车费，按合同约定的标准和期限，补记" * (3 if day % 5 == 0 else 1)}
  3 1001银行存款:1234建行 1.00
  3 6001停车 -1.00
"""
    for day in range(80)
)


def test_every_page_carries_over_what_the_next_begins_with() -> None:
    _, entries = journal(MANY)
    book = subsidiary_ledger(entries, asked("2025"))
    pages = [page.sections[0] for page in book.pages if page.sections[0].account == BANK]
    assert [one.number for one in book.pages] == list(range(1, len(book.pages) + 1))
    assert [one.continued for one in pages] == [False, *(True for _ in pages[1:])]
    # 64 rows of two lines, 16 of three and 6 of one are 893.4 mm; four pages hold 210.9 + 3 × 205.2 mm of them.
    assert len(pages) == 5
    for above, below in pairwise(pages):
        last, first = above.rows[-1], below.rows[0]
        assert (last.kind, first.kind) == ("carried", "brought")
        assert (last.summary, first.summary) == (("过次页",), ("承前页",))
        assert (last.debit_fen, last.credit_fen, last.balance_fen) == (
            first.debit_fen, first.credit_fen, first.balance_fen,
        )  # fmt: skip
        # The month so far, by a count of the rows: a yuan each.
        entered = [row for one in pages[: pages.index(above) + 1] for row in one.rows if row.kind == "entry"]
        assert last.debit_fen == 100 * sum(
            row.day.month == entered[-1].day.month for row in entered if row.day
        )
        assert last.balance_fen == 100 * len(entered)
    for page in pages:
        assert sum(row_height(len(row.summary)) for row in page.rows) <= HEIGHT
    rows = [row for page in pages for row in page.rows if row.kind not in {"brought", "carried"}]
    assert sum(row.debit_fen or 0 for row in rows if row.kind == "entry") == 80_00


def test_words_longer_than_a_page_go_on_and_lose_nothing() -> None:
    _, entries = journal(f"""
2025-03-05 收-0001 某业主 | {"很长的摘要" * 400}
  3 1001银行存款:1234建行 1.00
  3 6001停车 -1.00
""")
    book = subsidiary_ledger(entries, asked("2025"))
    rows = [row for page in book.pages for row in page.sections[0].rows if page.sections[0].account == BANK]
    words = "".join("".join(row.summary) for row in rows if row.kind == "entry")
    assert words == f"{'很长的摘要' * 400}（某业主）"
    assert [row.debit_fen for row in rows if row.kind == "entry" and row.debit_fen is not None] == [1_00]
