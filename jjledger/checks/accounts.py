"""B30-B33: does every account belong to a known fund, carry a code that fits, and a bank of its own?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jjledger.errors import FORMAT
from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.finding import Finding, Place
from jjledger.facts.placement import bank_of_deposit
from jjledger.facts.voucher import BANK_CODE, Account

_SEPARATE: Final = "台州市物业管理条例第45条：单独列账或者专门账户"
_PRESCRIBED: Final = "住宅专项维修资金会计核算办法：使用规定的科目及其编号"
_FULL_NUMBER: Final = re.compile(r"\d{5,}", re.ASCII)

# The sixteen accounts of 财会〔2020〕7号, by root, and 1901, on which nothing may stand when a month is closed.
_OWNERS_CHART: Final = {
    "Assets": ("1001", "1101", "1201", "1901"),
    "Liabilities": ("2001",),
    "Equity": ("3001", "3002", "3101"),
    "Income": ("4001", "4101", "4102", "4201", "4301", "4901"),
    "Expenses": ("5001", "5101", "5901"),
}
# Other funds choose their accounts; the first digit still says the root.
_FIRST_DIGITS: Final = {"Assets": "1", "Liabilities": "2", "Equity": "3", "Income": "46", "Expenses": "56"}


def check_accounts(books: Books) -> Iterator[Finding]:
    """Find accounts of unknown funds or with codes that do not fit, and banks two funds share.

    Args:
        books: the general book.

    Source: 台州市物业管理条例 第45条; 财会〔2020〕7号 general provisions 1 and 7; R06, R31.
    """
    banks: dict[str, Account] = {}
    for account in books.accounts.values():
        place = books.opened.get(account.name, Place("chart.beancount", 0))
        fund = books.community.fund(account.fund)
        if fund is None:
            yield from _unknown_fund(account, books, place)
        else:
            yield from _unfit_code(account, fund, place)
        if account.code == BANK_CODE and account.details:
            yield from _full_number(account, place)
            bank = bank_of_deposit(account.details[0])
            other = banks.setdefault(bank, account)
            if other.fund != account.fund:
                yield Finding(
                    "B31", "block", place, f"银行账户「{bank}」同时记在 {other.fund} 和 {account.fund}。",
                    "每项资金用自己的银行账户；请改正科目，已混存的钱先分开。", _SEPARATE,
                )  # fmt: skip


def names_whole_number(account: Account) -> bool:
    """Say whether a bank account's name carries more than the last four digits of its number."""
    return any(_FULL_NUMBER.search(part) for part in (account.title, *account.details))


def _unknown_fund(account: Account, books: Books, place: Place) -> Iterator[Finding]:
    """Find a fund that is not set up; a name without code has no fund, and the linter says so."""
    if account.code:
        codes = "、".join(sorted(fund.code for fund in books.community.funds))
        yield Finding(
            "B30", "block", place, f"科目 {account.name} 的资金「{account.fund}」不在 community.toml 里。",
            f"请用已有的资金（{codes}），或先在 community.toml 加一段 [[fund]]。", _SEPARATE,
        )  # fmt: skip


def _unfit_code(account: Account, fund: Fund, place: Place) -> Iterator[Finding]:
    if not account.code:
        return
    if fund.kind not in OWNERS_FUND_KINDS:
        if account.code[0] not in _FIRST_DIGITS[account.root]:
            yield Finding(
                "B32", "block", place, f"科目编码 {account.code} 与大类 {account.root} 不合。",
                "编码以 1 开头的用 Assets，2 用 Liabilities，3 用 Equity，收入和支出用 6 开头的编码。", FORMAT,
            )  # fmt: skip
    elif account.code not in _OWNERS_CHART[account.root]:
        yield Finding(
            "B32", "block", place, f"维修资金没有大类 {account.root} 下编码为 {account.code} 的科目。",
            f"{account.root} 下可用的编码：{'、'.join(_OWNERS_CHART[account.root])}；要细分请在后面加一段明细。",
            _PRESCRIBED,
        )  # fmt: skip


def _full_number(account: Account, place: Place) -> Iterator[Finding]:
    if names_whole_number(account):
        yield Finding(
            "B33", "block", place, "银行科目的名称里写了银行账号，科目名称会出现在公示里。",
            "请只写账号的末四位和银行简称，例如 1234建行。", FORMAT,
        )  # fmt: skip
