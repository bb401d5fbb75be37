"""What waits to be explained: settled by its own amount first, the oldest first, and never by a reversal alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jjledger.facts.books import Books
from jjledger.rules.suspense import bank_refs, moves_nothing, open_items, suspense_account, suspense_fen
from tests.written_books import written

BANK = "3 1001银行存款:3456农行"
COME = f"""
2025-01-05 收-0001 甲公司 | 来款
  {BANK} 100.00
  3 1901待查款项 -100.00
2025-01-09 收-0002 乙公司 | 来款
  {BANK} 30.00
  3 1901待查款项 -30.00
2025-01-20 付-0001 丙公司 | 付款
  3 1901待查款项 7.00
  {BANK} -7.00
"""


def found(books: Books) -> list[tuple[str, int]]:
    return [(item.counterparty, item.amount_fen) for item in open_items(books)]


def explained(yuan: str, day: str = "2025-02-03") -> str:
    return f"{day} 转-0001 某 | 查明\n  3 1901待查款项 {yuan}\n  3 6001停车 -{yuan}\n"


def test_each_waits_with_the_banks_sign() -> None:
    assert found(written(COME)) == [("甲公司", 100_00), ("乙公司", 30_00), ("丙公司", -7_00)]


def test_the_item_of_the_same_amount_is_settled_first() -> None:
    assert found(written(COME + explained("30.00"))) == [("甲公司", 100_00), ("丙公司", -7_00)]


def test_another_amount_settles_from_the_oldest_on() -> None:
    """110.00 takes the 100.00 whole and 10.00 of the 30.00; what went out is not touched."""
    assert found(written(COME + explained("110.00"))) == [("乙公司", 20_00), ("丙公司", -7_00)]


def test_what_settles_too_much_waits_itself() -> None:
    assert found(written(COME + explained("140.00"))) == [("丙公司", -7_00), ("某", -10_00)]


def test_money_that_is_paid_back_settles_what_the_same_payer_sent() -> None:
    back = f"2025-02-01 付-0001 %s | 退回\n  3 1901待查款项 100.00\n  {BANK} -100.00\n"
    assert found(written(COME + back % "甲公司")) == [("乙公司", 30_00), ("丙公司", -7_00)]
    assert len(found(written(COME + back % "丁公司"))) == 4, (
        "two things nobody knows do not explain each other"
    )


def test_a_reversed_voucher_waits_for_nothing() -> None:
    undone = f"2025-01-06 收-0003 甲公司 | 注销 | reverses=2025-01-S0001\n  {BANK} -100.00\n  3 1901待查款项 100.00\n"
    assert found(written(COME + undone)) == [("乙公司", 30_00), ("丙公司", -7_00)]


def test_drafts_wait_one_by_one() -> None:
    drafts = COME.replace("收-", "!收-").replace("付-", "!付-")
    assert [item.draft for item in open_items(written(drafts))] == [True, True, True]
    assert found(written(drafts + explained("30.00")))[0] == ("甲公司", 100_00)


def test_age_is_counted_in_days() -> None:
    first = open_items(written(COME))[0]
    assert first.age(date(2025, 2, 5)) == 31
    assert (first.bank, first.account) == (
        "Assets:3公共收益:1001银行存款:3456农行",
        "Assets:3公共收益:1901待查款项",
    )


def test_a_draft_that_gives_back_what_it_shows_moves_nothing() -> None:
    text = f"2025-01-05 !收-0001 甲 | 来款\n  {BANK} 100.00\n  {BANK} -100.00\n"
    (draft,) = (
        replace(one, extra={"bank-ref": "x:1", "bank-ref-2": "y:2"}) for one in written(text).vouchers
    )
    assert moves_nothing(draft)
    assert not moves_nothing(replace(draft, extra={}))
    assert not moves_nothing(replace(draft, draft=False))
    assert bank_refs(draft) == ("x:1", "y:2")
    assert suspense_fen(draft) == 0


def test_the_account_is_the_one_that_is_open() -> None:
    books = written(COME.replace("1901待查款项", "1901暂记款"))
    assert suspense_account(books, "3公共收益") == "Assets:3公共收益:1901暂记款"
    assert suspense_account(books, "1维修资金") == "Assets:1维修资金:1901待查款项"
