"""What the bank said beside what the books say: the same, another sum, of some accounts, of none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jjledger.facts.finding import Place
from jjledger.facts.reconciliation import Reconciled, ReconcilingItem
from jjledger.rules.bank_confirmation import BankConfirmation, LastWord, confirm, last_word
from tests.small_books import owners_fund
from tests.written_books import account_of, written

DAY = date(2025, 6, 30)
NOTES = """
2025-06-30 收-0001 业主 | 交存
  1 1001银行存款:1234建行 70.00
  1 1001银行存款:1234建行:D1定期 20.00
  1 1001银行存款:2345农行 10.00
  1 4001交存收入 -100.00 scope=all
2025-07-01 收-0001 业主 | 交存
  1 1001银行存款:1234建行 5.00
  1 4001交存收入 -5.00 scope=all
"""
BANKS = "Assets:1维修资金:1001银行存款"


def _confirmed(*lines: str) -> BankConfirmation:
    text = NOTES + "".join(f"{line}\n" for line in lines)
    return confirm(written(text), owners_fund(), DAY)


def test_nobody_said_anything() -> None:
    assert _confirmed() == BankConfirmation(
        100_00, 0, 0, (f"{BANKS}:1234建行", f"{BANKS}:1234建行:D1定期", f"{BANKS}:2345农行")
    )


def test_every_account_is_as_the_bank_says() -> None:
    found = _confirmed(
        "2025-06-30 confirmed 1 1001银行存款:1234建行 90.00",
        "2025-06-30 confirmed 1 1001银行存款:2345农行 10.00",
    )
    assert (found.open, found.difference_fen, found.confirmed_fen) == ((), 0, 100_00)


def test_an_assertion_covers_the_accounts_below_its_own_once() -> None:
    found = _confirmed(
        "2025-06-30 confirmed 1 1001银行存款 100.00", "2025-06-30 confirmed 1 1001银行存款:1234建行 90.00"
    )
    assert (found.open, found.difference_fen, found.covered_fen) == ((), 0, 100_00)


def test_one_account_is_covered_and_another_not() -> None:
    found = _confirmed("2025-06-30 confirmed 1 1001银行存款:2345农行 10.00")
    assert found.difference_fen == 0
    assert (found.booked_fen, found.covered_fen) == (100_00, 10_00)
    assert found.open == (f"{BANKS}:1234建行", f"{BANKS}:1234建行:D1定期")


def test_the_difference_is_what_the_books_have_more() -> None:
    assert _confirmed("2025-06-30 confirmed 1 1001银行存款 99.99").difference_fen == 1
    assert _confirmed("2025-06-30 confirmed 1 1001银行存款 100.01").difference_fen == -1


def test_another_days_balance_says_nothing_of_this_one() -> None:
    found = _confirmed(
        "2025-06-29 confirmed 1 1001银行存款 100.00", "2025-07-01 confirmed 1 1001银行存款 105.00"
    )
    assert (found.confirmed_fen, len(found.open)) == (0, 3)


def test_two_wrongs_that_come_to_the_same_sum_are_two_wrongs() -> None:
    found = _confirmed(
        "2025-06-30 confirmed 1 1001银行存款:1234建行 89.00",
        "2025-06-30 confirmed 1 1001银行存款:2345农行 11.00",
    )
    assert (found.open, found.difference_fen, found.complete) == ((), 0, False)
    assert found.off == (f"{BANKS}:1234建行", f"{BANKS}:2345农行")


def test_a_reconciliation_that_ties_and_fits_the_books_covers_its_account() -> None:
    """The bank has 12.00: 2.00 of a payment that the books have made are still to go out."""
    books = written(NOTES + "2025-06-30 confirmed 1 1001银行存款:1234建行 90.00\n")
    item = ReconcilingItem("book_out", DAY, "某公司 付款", -200, "2025-06-F0001")
    farm = Reconciled(
        f"{BANKS}:2345农行", DAY, 12_00, 10_00, (item,), DAY, "甲", Place("reconciliations/a.toml", 1)
    )
    found = confirm(replace(books, reconciliations=(farm,)), owners_fund(), DAY)
    assert (found.complete, found.difference_fen, found.on_the_way_fen) == (True, 0, -2_00)
    for stale in (
        replace(farm, book_fen=11_00),
        replace(farm, items=()),
        replace(farm, day=date(2025, 5, 31)),
    ):
        found = confirm(replace(books, reconciliations=(stale,)), owners_fund(), DAY)
        assert found.open == (f"{BANKS}:2345农行",)


def _last(*lines: str, account: str = "1234建行", day: date = DAY) -> LastWord | None:
    text = NOTES + "".join(f"{line}\n" for line in lines)
    return last_word(written(text), account_of("1", f"1001银行存款:{account}"), day)


def test_the_latest_word_by_a_day_is_taken_and_a_later_one_is_not() -> None:
    lines = [
        "2025-06-30 confirmed 1 1001银行存款:2345农行 10.00",
        "2025-07-31 confirmed 1 1001银行存款:2345农行 11.00",
    ]
    assert _last(*lines, account="2345农行") == LastWord(DAY, 10_00, 10_00, explained=True)
    later = _last(*lines, account="2345农行", day=date(2025, 8, 31))
    assert later == LastWord(date(2025, 7, 31), 11_00, 10_00, explained=False)
    assert _last(*lines) is None


def test_a_balance_of_an_account_above_counts_for_those_below_and_the_own_one_goes_before() -> None:
    above = "2025-06-30 confirmed 1 1001银行存款 100.00"
    own = "2025-06-30 confirmed 1 1001银行存款:1234建行 90.00"
    assert _last(above) == LastWord(DAY, 100_00, 100_00, explained=True)
    # 70 and the 20 of the account below it.
    assert _last(above, own) == LastWord(DAY, 90_00, 90_00, explained=True)


def test_a_reconciliation_says_what_is_on_its_way() -> None:
    item = ReconcilingItem("book_in", DAY, "在途", 4_00, "2025-06-S0001")
    there = Reconciled(f"{BANKS}:2345农行", DAY, 6_00, 10_00, (item,), date(2025, 7, 2), "甲", Place("", 0))
    books = replace(written(NOTES), reconciliations=(there,))
    found = last_word(books, account_of("1", "1001银行存款:2345农行"), DAY)
    assert found == LastWord(DAY, 6_00, 10_00, explained=True)
    assert found.on_the_way_fen == 4_00
    open_items = replace(books, reconciliations=(replace(there, items=()),))
    assert last_word(open_items, account_of("1", "1001银行存款:2345农行"), DAY) is None
