"""What may not be shown is found in a voucher's words, and worded anew once the voucher is undone."""

from __future__ import annotations

from datetime import date

import pytest

from jjledger.disclosure.book_lint import lint_book
from jjledger.disclosure.corrected_words import private_kinds, with_corrected_words
from jjledger.disclosure.public_book import public_book
from jjledger.facts.books import Books
from jjledger.rules.replay import replay
from tests.shifan_notes import shifan

NAMES = frozenset({"张三", "01-1-101"})
WRONG = """
2025-04-02 收-0001 张三 | 01-1-101停车费
  3 1001银行存款:3456农行 600.00
  3 6001停车 -600.00
"""
RED = """
2025-05-06 收-0001 张三 | 注销4月2日收-0001号凭证 | reverses=2025-04-S0001
  3 1001银行存款:3456农行 -600.00
  3 6001停车 600.00
"""
RIGHT = """
2025-05-06 收-0002 张三 | 订正4月2日收-0001号凭证：{} | corrects=2025-04-S0001
  3 1001银行存款:3456农行 600.00
  3 6001停车 -600.00
"""


def _words(books: Books) -> list[str]:
    """List the words of public revenue as the public book has them."""
    book = public_book(with_corrected_words(books, NAMES), replay(books).shares, date(2025, 6, 30))
    return [item.narration for item in book.transactions if item.payee == "张*"]


@pytest.mark.parametrize(
    ("payee", "narration", "kinds"),
    [
        ("张三", "停车费", ()),
        ("某公司", "1幢1单元101室停车费", ("摘要里有房号",)),
        ("某公司", "张三停车费", ("摘要里有姓名",)),
        ("某公司", "退款，电话13800138000", ("摘要里有手机号",)),
        ("某公司张三维修部", "维修", ("对方里有姓名",)),
        ("张三饭店有限公司", "场地费", ()),
    ],
)
def test_words_are_looked_at_as_the_public_would_see_them(
    payee: str, narration: str, kinds: tuple[str, ...]
) -> None:
    assert private_kinds(payee, narration, NAMES) == kinds


def test_a_corrected_voucher_has_the_words_of_its_correction() -> None:
    books = shifan(WRONG + RED + RIGHT.format("停车费"))
    assert _words(books) == [
        "停车费（摘要已订正）", "注销4月2日收-0001号凭证", "订正4月2日收-0001号凭证：停车费",
    ]  # fmt: skip
    book = public_book(with_corrected_words(books, NAMES), replay(books).shares, date(2025, 6, 30))
    assert lint_book(book, NAMES) == ()


def test_one_that_was_only_undone_says_so() -> None:
    assert _words(shifan(WRONG + RED)) == ["已冲销的凭证", "注销4月2日收-0001号凭证"]


def test_a_correction_that_names_somebody_too_cures_nothing_until_it_is_corrected() -> None:
    again = (RED + RIGHT.format("停车费")).replace("4月2日收-0001", "5月6日收-0002")
    again = again.replace("2025-04-S0001", "2025-05-S0002").replace(
        "2025-05-06 收-0002", "2025-06-03 收-0002"
    )
    again = again.replace("2025-05-06 收-0001", "2025-06-03 收-0001")
    named = RED + RIGHT.format("张三停车费")
    assert "张三" in " ".join(_words(shifan(WRONG + named)))
    assert "张三" not in " ".join(_words(shifan(WRONG + named + again)))


def test_what_stands_keeps_its_words_and_so_does_what_was_undone_for_another_reason() -> None:
    assert _words(shifan(WRONG)) == ["01-1-101停车费"]
    amount = WRONG.replace("01-1-101停车费", "四月停车费") + RED + RIGHT.format("停车费")
    assert _words(shifan(amount))[0] == "四月停车费"
