"""In whose name a bank account is kept, and under which number: every community has its own account."""

from __future__ import annotations

import re
from typing import Final

from jjledger.facts.community import Community
from jjledger.facts.statement_head import StatementHead
from jjledger.rules.proposals import plain_name

_TAIL: Final = re.compile(r"\d{4}", re.ASCII)
_WALLETS: Final = ("wechat", "alipay")  # beginnings of the layouts' codes


def is_wallet(layout: str) -> bool:
    """Say whether a layout is that of a payment app."""
    return layout.startswith(_WALLETS)


def bank_number(account: str) -> str:
    """Give the four digits of its number that a bank account's name begins with; "" none.

    Examples:
        >>> bank_number("Assets:3公共收益:1001银行存款:1234建行"), bank_number("Assets:3公共收益:1001银行存款")
        ('1234', '')
    """
    found = _TAIL.match(account.rsplit(":", maxsplit=1)[-1]) if account.count(":") > 2 else None  # noqa: PLR2004 -- root, fund, code
    return found[0] if found else ""


def holder_fits(community: Community, account: str, holder: str) -> bool:
    """Say whether a statement is of an account in the community's own name.

    Args:
        community: with what it says of its bank accounts.
        account: last part of the account's name.
        holder: as the statement has it; "" says nothing and is not held against it.

    Source: 台州市物业管理条例 第45条; R31.
    """
    said = next((bank.holder for bank in community.banks if bank.account == account), "")
    if not holder:
        return True
    if said:
        return plain_name(said) == plain_name(holder)
    return plain_name(community.name) in plain_name(holder)


def number_fits(community: Community, head: StatementHead) -> bool:
    """Say whether a statement bears the number of the account it was imported to, or one that is said to be its too.

    A payment app's number is not the bank's; a statement or an account without number says nothing.

    Args:
        community: with what it says of its bank accounts.
        head: of the statement.
    """
    bank = head.account.rpartition(":")[2]
    number = bank_number(head.account)
    said = {one.tail for one in community.banks if one.account == bank}
    return not number or not head.tail or is_wallet(head.layout) or head.tail in {number, *said}
