"""Which accounts a command books on: those a fund has opened, or the prescribed name of one it has not."""

from __future__ import annotations

from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import Fund
from jjledger.facts.placement import TERM_DEPOSIT
from jjledger.facts.voucher import BANK_CODE
from jjledger.rules.warranty import OWED_CODE

# Prescribed by 财会〔2020〕7号; what it leaves to the books is in `books.starter`.
_TITLES: Final = {
    "1101": "Assets:{}:1101国债投资",
    "2001": "Liabilities:{}:2001应付房屋灭失返还资金",
    "3001": "Equity:{}:3001商品住宅维修资金",
    "3002": "Equity:{}:3002已售公有住房维修资金",
    "3101": "Equity:{}:3101待分配累计收益",
    "4001": "Income:{}:4001交存收入",
    "4101": "Income:{}:4101存款利息收入",
    "4102": "Income:{}:4102国债利息收入",
    "5001": "Expenses:{}:5001维修支出",
    "5101": "Expenses:{}:5101返还支出",
}


def account_of(ledger: Ledger, fund: Fund, code: str) -> str:
    """Name a maintenance fund's account: as the chart opens it, the least deep one, or as prescribed.

    Args:
        ledger: a loaded community.
        fund: of kind maintenance or public_housing.
        code: of the account, not that of a bank.
    """
    opened = [
        account.name
        for account in ledger.books.accounts.values()
        if account.fund == fund.code and account.code == code
    ]
    return min(opened, key=lambda name: name.count(":"), default=_TITLES[code].format(fund.code))


def owners_account(ledger: Ledger, fund: Fund) -> str:
    """Name the account of the owners' money: 3002 in public housing, 3001 elsewhere."""
    return account_of(ledger, fund, "3002" if fund.kind == "public_housing" else "3001")


def warranty_account(ledger: Ledger, fund: Fund) -> str:
    """Name the account of a warranty deposit's principal; its interest stands in a part below it."""
    opened = [
        account.name
        for account in ledger.books.accounts.values()
        if (account.fund, account.code) == (fund.code, OWED_CODE) and not account.details
    ]
    return min(opened, default=f"Liabilities:{fund.code}:{OWED_CODE}应退保修金")


def bank_of(ledger: Ledger, fund: Fund, bank: str = "") -> str:
    """Name the bank account that money comes to and goes from; term deposits are none.

    Args:
        ledger: a loaded community.
        fund: whose account.
        bank: last part of its name, e.g. 1234建行; "" the only one.

    Raises:
        OptionError: there is none, several, or not the one named.
    """
    banks = {
        account.details[-1] if account.details else account.title: account.name
        for account in ledger.books.accounts.values()
        if account.fund == fund.code and account.code == BANK_CODE and not TERM_DEPOSIT.search(account.name)
    }
    if bank in banks:
        return banks[bank]
    if len(banks) == 1 and not bank:
        return next(iter(banks.values()))
    if not banks:
        raise OptionError(
            Trouble(
                f"--fund {fund.code}", f"{fund.code} 还没有银行账户。",
                f"请在 chart.beancount 加上一行  开户日 open Assets:{fund.code}:1001银行存款:1234建行 CNY",
            )
        )  # fmt: skip
    what = (
        f"{fund.code} 没有银行账户「{bank}」。" if bank else f"{fund.code} 有几个银行账户，要写明用哪一个。"
    )
    raise OptionError(Trouble(f"--bank {bank}".strip(), what, f"请写  --bank {' 或 --bank '.join(banks)}"))
