"""The public book: what stands in it, what does not, and that it closes to what owners have."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.public_book import (
    CLOSING_TAG,
    PublicBalance,
    PublicBook,
    PublicNote,
    PublicTransaction,
    public_book,
)
from jjledger.disclosure.voucher_views import OPENING, POOLED, POOLED_PAYEE
from jjledger.facts.books import Books
from jjledger.rules.closing_entries import CLOSING
from jjledger.rules.replay import replay
from tests.shifan_notes import shifan
from tests.small_books import household
from tests.written_books import written

MAY, JUNE, DECEMBER = date(2025, 5, 31), date(2025, 6, 30), date(2025, 12, 31)
BANK = "Assets:1维修资金:1001银行存款:1234建行"
OWNERS = "Equity:1维修资金:3001商品住宅维修资金"
UNDISTRIBUTED = "Equity:1维修资金:3101待分配累计收益"
HOMES = [household(f"{b:02d}-1-{n}01") for b in (1, 2) for n in range(1, 13)]
LISTED = ",".join(f"{home.id}:10.00" for home in HOMES)
NOTES = f"""
2025-01-01 初-0001 张三等 | 01-1-101等承接 | links=2024-12-Z0001
  1 1001银行存款:1234建行 240.00
  1 3001商品住宅维修资金 -240.00 detail={LISTED}
2025-02-01 收-0001 张三 | 01-1-101交存
  1 1001银行存款:1234建行 7.00
  1 4001交存收入 -7.00 household=01-1-101
2025-03-01 付-0001 李四 | 屋面补漏 | decision=2025-01 attachments=3 links=2025-03-F0001
  1 5001维修支出:零星 24.00 scope=all
  1 1001银行存款:1234建行 -24.00
2025-03-02 付-0001 王五 | 补种 | attachments=0
  3 6502维修:01绿化 5.00
  3 1001银行存款:5678农行 -5.00
2025-04-05 付-0001 王五 | 记错 | attachments=1
  3 6502维修:01绿化 9.00
  3 1001银行存款:5678农行 -9.00
2025-04-06 付-0002 王五 | 注销 | reverses=2025-04-F0001
  3 6502维修:01绿化 -9.00
  3 1001银行存款:5678农行 9.00
2025-04-30 付-0003 王五 | 月末
  3 6502维修:02其他 0.50
  3 1001银行存款:5678农行 -0.50
2025-05-06 转-0001 张三 | 过户
  1 3001商品住宅维修资金 3.00 household=01-1-101
  1 3001商品住宅维修资金 -3.00 household=01-1-201
2025-05-20 收-0001 某公司 | 记错
  3 1001银行存款:5678农行 1.00
  3 6099其他 -1.00
2025-05-21 付-0001 某公司 | 注销 | reverses=2025-05-S0001
  3 1001银行存款:5678农行 -1.00
  3 6099其他 1.00
2025-03-03 !付-0002 王五 | 草稿
  3 6502维修:01绿化 500.00
  3 1001银行存款:5678农行 -500.00
2025-07-05 收-0001 某广告公司 | 广告
  3 1001银行存款:5678农行 50.00
  3 6002广告:01电梯 -50.00
2025-08-01 付-0001 某电梯公司 | 注销 | reverses=2025-03-F0001
  1 5001维修支出:零星 -24.00 scope=all
  1 1001银行存款:1234建行 24.00
2025-01-31 confirmed 1 1001银行存款:1234建行 240.00
2025-02-28 confirmed 1 1001银行存款:1234建行 247.00
2025-06-30 confirmed 1 1001银行存款:1234建行 223.00
2025-07-31 confirmed 3 1001银行存款:5678农行 44.50
"""


def _book(books: Books, until: date = JUNE) -> PublicBook:
    return public_book(books, replay(books).shares, until)


def _balances(book: PublicBook, *, closed: bool = True) -> Counter[str]:
    """Sum the book as a balance sheet does."""
    sums: Counter[str] = Counter()
    for item in book.transactions:
        if closed or CLOSING_TAG not in item.tags:
            sums.update(dict(item.postings))
    return Counter({account: fen for account, fen in sums.items() if fen})


def test_a_balance_sheet_shows_owners_what_is_theirs() -> None:
    book = _book(shifan())
    assert _balances(book) == {BANK: 12973_50, OWNERS: -12973_50}
    # without the closings 3001 holds the distribution alone, and 15.20 are owed to it
    assert _balances(book, closed=False)[OWNERS] == -15_20
    assert _balances(book, closed=False)[UNDISTRIBUTED] == 15_20


def test_the_months_of_the_houses_own_example() -> None:
    interest, first_close, line, second_close = _book(shifan()).transactions
    assert (interest.day, interest.payee, interest.narration) == (
        date(2025, 3, 21),
        "建设银行",
        "第一季度结息",
    )
    assert (first_close.day, first_close.narration, first_close.tags) == (
        date(2025, 3, 31),
        CLOSING,
        (CLOSING_TAG,),
    )
    assert dict(first_close.postings) == {"Income:1维修资金:4101存款利息收入": 15_20, UNDISTRIBUTED: -15_20}
    assert (line.day, line.payee, line.narration, line.metadata, line.links) == (
        JUNE,
        POOLED_PAYEE,
        POOLED,
        (),
        (),
    )
    assert dict(line.postings) == {
        BANK: 12958_30,
        "Income:1维修资金:4001交存收入": -14158_30,
        "Expenses:1维修资金:5001维修支出": 1200_00,
        UNDISTRIBUTED: 15_20,
        OWNERS: -15_20,
    }
    assert (second_close.day, dict(second_close.postings)) == (
        JUNE,
        {
            "Income:1维修资金:4001交存收入": 14158_30,
            "Expenses:1维修资金:5001维修支出": -1200_00,
            OWNERS: -12958_30,
        },
    )


def test_a_voucher_of_the_last_day_is_in_the_book() -> None:
    book = _book(written(NOTES, HOMES), date(2025, 4, 30))
    assert [item.narration for item in book.transactions][-2:] == ["月末", CLOSING]


def test_how_many_originals_nobody_wrote_down_is_not_told() -> None:
    books = shifan()
    silent = replace(books, vouchers=tuple(replace(one, attachments=None) for one in books.vouchers))
    assert _book(silent).transactions[0].metadata == (("voucher", "收-0002"),)


def test_what_two_households_moved_waits_for_the_half_year() -> None:
    assert [item.narration for item in _book(shifan(), MAY).transactions] == ["第一季度结息", CLOSING]


@pytest.mark.parametrize("until", [date(2025, 1, 31), MAY, JUNE, DECEMBER])
def test_every_transaction_sums_to_zero_and_closings_leave_no_income(until: date) -> None:
    book = _book(written(NOTES, HOMES), until)
    assert all(sum(fen for _, fen in item.postings) == 0 for item in book.transactions)
    assert all(fen for item in book.transactions for _, fen in item.postings), "beancount books no zeros"
    assert all(item.postings for item in book.transactions)
    assert not [account for account in _balances(book) if account.startswith(("Income", "Expenses"))]


def test_the_book_comes_to_the_general_books_bank_balance() -> None:
    balances = _balances(_book(written(NOTES, HOMES), DECEMBER))
    assert balances[BANK] == 240_00 + 7_00 - 24_00 + 24_00
    assert balances["Assets:3公共收益:1001银行存款:5678农行"] == 44_50
    assert balances["Equity:3公共收益:3101结余"] == -44_50
    assert balances[OWNERS] == -247_00


def test_only_what_anybody_may_know_of_a_voucher_is_in_it() -> None:
    book = _book(written(NOTES, HOMES), DECEMBER)
    repair = next(item for item in book.transactions if item.narration == "屋面补漏")
    assert repair == PublicTransaction(
        day=date(2025, 3, 1),
        payee="李*",
        narration="屋面补漏",
        postings=(("Expenses:1维修资金:5001维修支出", 24_00), (BANK, -24_00)),
        metadata=(
            ("voucher", "付-0001"),
            ("attachments", "3"),
            ("decision", "2025-01"),
            ("note", "分摊范围 全体业主，24 户"),
        ),
        links=("2025-03-F0001",),
    )
    undone = next(item for item in book.transactions if item.day == date(2025, 8, 1))
    assert dict(undone.metadata)["note"] == "冲销 2025-03 付-0001；分摊范围 全体业主，24 户"


def test_public_revenue_keeps_its_sub_items() -> None:
    book = _book(written(NOTES, HOMES))
    planting = next(item for item in book.transactions if item.narration == "补种")
    assert planting.postings[0] == ("Expenses:3公共收益:6502维修:01绿化", 5_00)
    assert planting.metadata == (("voucher", "付-0001"), ("attachments", "0"))


def test_an_opening_that_lists_households_has_neutral_words() -> None:
    opening = _book(written(NOTES, HOMES)).transactions[0]
    assert (opening.payee, opening.narration, opening.links) == (POOLED_PAYEE, OPENING, ())
    assert dict(opening.postings) == {BANK: 240_00, OWNERS: -240_00}


def test_nothing_private_is_in_any_text() -> None:
    text = repr(_book(written(NOTES, HOMES), DECEMBER))
    for word in (
        "张三",
        "李四",
        "王五",
        "制单甲",
        "复核乙",
        "草稿",
        "details/",
        *(home.id for home in HOMES),
    ):
        assert word not in text


def test_balances_are_asserted_only_where_nothing_waits() -> None:
    """On 28 February the deposit of the one household is in the bank and not yet in the book."""
    assert _book(written(NOTES, HOMES)).balances == (
        PublicBalance(date(2025, 1, 31), BANK, 240_00),
        PublicBalance(JUNE, BANK, 223_00),
    )
    months = _book(written(NOTES, HOMES), date(2025, 7, 31)).balances
    assert months[-1] == PublicBalance(date(2025, 7, 31), "Assets:3公共收益:1001银行存款:5678农行", 44_50)


@pytest.mark.parametrize("until", [date(2025, 1, 31), date(2025, 3, 31), JUNE, date(2025, 7, 31), DECEMBER])
def test_every_asserted_balance_is_what_the_book_holds(until: date) -> None:
    book = _book(written(NOTES, HOMES), until)
    for balance in book.balances:
        held = sum(
            fen
            for item in book.transactions
            for account, fen in item.postings
            if item.day <= balance.day and account == balance.account
        )
        assert held == balance.amount_fen


def test_totals_by_building_stand_at_half_years_ends_alone() -> None:
    books = written(NOTES, HOMES)
    assert _book(books, MAY).notes == ()
    # 24 flats of 10.00, one of which paid 7.00 more and hides its building, less 24.00 of repairs
    assert _book(books).notes == (PublicNote(JUNE, OWNERS, "01、02幢合并 24 户 223.00 元"),)
    of_all = NOTES.replace("1234建行 7.00", "1234建行 168.00").replace(
        "7.00 household=01-1-101", f"168.00 detail={LISTED.replace('10.00', '7.00')}"
    )
    assert _book(written(of_all, HOMES)).notes == (
        PublicNote(JUNE, OWNERS, "01幢 12 户 192.00 元；02幢 12 户 192.00 元"),
    )


def test_a_book_only_grows() -> None:
    books = written(NOTES, HOMES)
    year = _book(books, DECEMBER)
    for month in (date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31), MAY, JUNE, date(2025, 8, 31)):
        book = _book(books, month)
        assert book.transactions == tuple(item for item in year.transactions if item.day <= month)
        assert book.notes == tuple(note for note in year.notes if note.day <= month)


def test_every_account_used_is_opened_on_the_first_day() -> None:
    book = _book(written(NOTES, HOMES), DECEMBER)
    used = {account for item in book.transactions for account, _ in item.postings}
    used |= {balance.account for balance in book.balances} | {note.account for note in book.notes}
    assert set(book.accounts) == used
    assert list(book.accounts) == sorted(book.accounts)
    assert book.first_day == date(2025, 1, 1) == min(item.day for item in book.transactions)
    assert book.title == "示范小区"


def test_transactions_stand_by_day_with_closings_last() -> None:
    order = [
        (item.day, CLOSING_TAG in item.tags) for item in _book(written(NOTES, HOMES), DECEMBER).transactions
    ]
    assert order == sorted(order)


def test_expense_that_is_the_owners_closes_into_their_money() -> None:
    books = written(
        NOTES
        + "\n2025-05-01 付-0001 建行 | 手续费\n  1 5901其他支出 24.00 scope=all\n  1 1001银行存款:1234建行 -24.00\n",
        HOMES,
    )
    assert _balances(_book(books))[UNDISTRIBUTED] == 24_00
    fund, revenue = books.community.funds
    theirs = replace(fund, policies=(replace(fund.policies[0], other_expense="owners"),))
    owners = replace(books, community=replace(books.community, funds=(theirs, revenue)))
    assert UNDISTRIBUTED not in _balances(_book(owners))
    assert _balances(_book(owners))[OWNERS] == -199_00


def test_where_no_account_is_open_to_close_into_it_is_named_by_the_law() -> None:
    notes = "\n2025-01-05 收-0001 某公司 | 停车\n  3 1001银行存款 5.00\n  3 6001停车 -5.00\n"
    assert _balances(_book(written(notes), date(2025, 1, 31)))["Equity:3公共收益:3101结余"] == -5_00
    notes = "\n2025-01-05 收-0001 建行 | 结息\n  1 1001银行存款 5.00\n  1 4101利息 -5.00\n"
    assert _balances(_book(written(notes), date(2025, 1, 31)))[UNDISTRIBUTED] == -5_00


def test_a_book_goes_to_the_end_of_a_month() -> None:
    with pytest.raises(AssertionError, match="end of a month"):
        _book(shifan(), date(2025, 6, 29))


def test_empty_books_make_an_empty_book() -> None:
    book = _book(written(""))
    assert (book.transactions, book.accounts, book.first_day) == ((), (), JUNE)


def test_a_balance_that_only_drafts_come_to_is_not_asserted() -> None:
    """The bank paid 3.00 that nobody has confirmed: its own balance is not that of this book."""
    draft = "2025-06-20 !付-0009 某公司 | 银行流水\n  1 5901其他支出 3.00\n  1 1001银行存款:1234建行 -3.00\n"
    notes = f"{NOTES}{draft}2025-06-30 confirmed 1 1001银行存款:1234建行 220.00\n".replace(
        "2025-06-30 confirmed 1 1001银行存款:1234建行 223.00\n", ""
    )
    assert notes.count("2025-06-30 confirmed") == 1
    assert [one.day for one in _book(written(notes, HOMES)).balances] == [date(2025, 1, 31)]


def test_what_an_import_noted_stays_out() -> None:
    books = written(NOTES, HOMES)
    noted = {"bank-ref": "corporate:S1", "why": "按规则", "same-as": "2025-02-S0001"}
    vouchers = tuple(replace(one, extra=noted) for one in books.vouchers)
    text = repr(_book(replace(books, vouchers=vouchers)))
    assert not any(word in text for word in ("bank-ref", "corporate", "按规则", "same-as"))
