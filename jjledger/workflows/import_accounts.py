"""Which of the ledger's bank accounts a statement is of."""

from __future__ import annotations

from jjledger.books.ledger import Ledger
from jjledger.errors import refusal
from jjledger.facts.placement import TERM_DEPOSIT
from jjledger.facts.statement import Statement
from jjledger.facts.voucher import BANK_CODE, Account
from jjledger.rules.bank_holder import bank_number


def bank_accounts(ledger: Ledger) -> tuple[Account, ...]:
    """List the accounts of money in the bank, in the order of the chart; term deposits are none."""
    return tuple(
        account
        for account in ledger.books.accounts.values()
        if account.code == BANK_CODE and not TERM_DEPOSIT.search(account.name)
    )


def account_for(ledger: Ledger, statement: Statement, asked: str, name: str) -> Account:
    """Choose the account a statement is of: the one asked for, the one of its number, or the only one.

    Args:
        ledger: a loaded community.
        statement: as read.
        asked: last part of the account's name, or all of it; "" to find it.
        name: of the file, for messages.

    Raises:
        OptionError: none or several could be meant.
    """
    if asked:
        return find_bank(ledger, asked)
    banks = bank_accounts(ledger)
    tail = statement.account_tail
    numbered = [one for one in banks if tail and bank_number(one.name) == tail]
    if len(numbered) == 1:
        return numbered[0]
    if len(banks) == 1 and not (tail and bank_number(banks[0].name)):
        return banks[0]
    if not banks:
        raise refusal(
            name, "账本里还没有银行账户。",
            "请在 chart.beancount 加上一行  开户日 open Assets:3公共收益:1001银行存款:1234建行 CNY",
        )  # fmt: skip
    what = f"文件里的账号末四位是 {tail}，" if tail else "文件里没有写账号，"
    raise refusal(name, f"{what}看不出是账本里的哪一个账户。", _choices(banks))


def find_bank(ledger: Ledger, asked: str) -> Account:
    """Find a bank account by the last part of its name, or all of it.

    Raises:
        OptionError: none or several could be meant.
    """
    banks = bank_accounts(ledger)
    named = [one for one in banks if asked in {one.name, _short(one)}]
    if len(named) == 1:
        return named[0]
    what = f"有几个银行账户叫「{asked}」。" if named else f"账本里没有银行账户「{asked}」。"
    raise refusal(f"--account {asked}", what, _choices(banks))


def _short(account: Account) -> str:
    return account.details[-1] if account.details else account.title


def _choices(banks: tuple[Account, ...]) -> str:
    known = {_short(one): sum(_short(other) == _short(one) for other in banks) for one in banks}
    names = [_short(one) if known[_short(one)] == 1 else one.name for one in banks]
    return f"请写  --account {' 或 --account '.join(names)}"
