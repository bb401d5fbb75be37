"""An account that is not opened: misspelt, mistaken for another, or new."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, Final

from jjledger.books.account_name import bad_part, take_apart
from jjledger.books.findings import wrong
from jjledger.errors import FORMAT
from jjledger.facts.finding import Finding, Place

ACCOUNT_FORM: Final = (
    "科目写作 大类:资金:四位编码加名称[:明细]，每段以数字或大写字母开头，只含汉字、字母、数字和连字符，"
    "例如 Assets:1维修资金:1001银行存款:1234建行。"
)
_AT_MOST: Final = 3


def bad_account_part(part: str, place: Place) -> Finding:
    """Say that no account may be named so.

    Args:
        part: the part of its name that is refused.
        place: where it stands.
    """
    return wrong("L06", place, f"科目名里的「{part}」写法不对。", ACCOUNT_FORM, FORMAT)


def not_opened(name: str, place: Place, opened: Mapping[str, date]) -> Finding:
    """Say what is to be done about an account that no chart opens.

    Args:
        name: the account's name as it is written.
        place: where it is used.
        opened: first days of all open accounts.
    """
    part = bad_part(name)
    if part is not None:
        return bad_account_part(part, place)
    since = min(opened.values(), default=None)
    line = f"{since or '日期'} open {name} CNY"
    near = _near(name, opened)
    remedy = f"请在 chart.beancount 加上  {line}，或改正科目名"
    hint = f"；相近的已开设科目：{'、'.join(near)}。" if near else "。"
    return wrong("B00", place, f"科目 {name} 没有开设。", remedy + hint, FORMAT)


def line_of_use(name: str, entry: Any, otherwise: int) -> int:  # noqa: ANN401 -- any of beancount's directives
    """Find the line of the first posting to an account in a transaction.

    Args:
        name: the account.
        entry: a directive; others than transactions have no postings.
        otherwise: the line where none has.
    """
    for posting in getattr(entry, "postings", ()):
        if posting.account == name:
            return int((posting.meta or {}).get("lineno", otherwise))
    return otherwise


def _near(name: str, opened: Mapping[str, date]) -> list[str]:
    """List open accounts somebody may have meant, those of the same fund and code first."""
    mine = take_apart(name)
    fund = f"{mine.root}:{mine.fund}:"
    # Without what they share, or every account of the fund would be alike.
    tails = [one.removeprefix(fund) for one in opened if one.startswith(fund)]
    kin = [tail for tail in tails if tail.startswith(mine.code)]
    like = get_close_matches(name.removeprefix(fund), tails, _AT_MOST)
    found = [fund + tail for tail in dict.fromkeys((*kin, *like))] or get_close_matches(name, opened)
    return found[:_AT_MOST]
