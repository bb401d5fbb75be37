"""Accounts in the words a resident reads."""

from __future__ import annotations

import re
from typing import Final

from jjledger.facts.voucher import Account

# Digits before a Chinese word are a code (01电梯广告, 6001停车), unless the word counts them (1号楼).
_CODE: Final = re.compile(
    r"(0\d*|\d{3,})(?=[一-鿿])|(\d{1,2})(?=[一-鿿])(?![号幢栋座楼层期年月日季单户台个人家路部次元])"
)
_LAST: Final = frozenset({"广告", "成本"})  # said after what they are of
_LAST_CODE: Final = 10**18  # parts without a code stand behind those with one


def without_code(part: str) -> str:
    """Drop the digit code an account part begins with.

    Examples:
        >>> without_code("6002广告"), without_code("1号楼"), without_code("1公共收益")
        ('广告', '1号楼', '公共收益')
    """
    return _CODE.sub("", part, count=1) if _CODE.match(part) else part


def code_of(part: str) -> int:
    """Give the digit code of an account part as a number to sort by."""
    match = _CODE.match(part)
    return int(match[0]) if match else _LAST_CODE


def item_words(title: str, detail: str) -> str:
    """Name a detail of an account as people say it.

    Examples:
        >>> item_words("停车", "月租"), item_words("广告", "电梯轿厢"), item_words("成本", "人工"), item_words("其他", "其他收入")
        ('停车月租', '电梯轿厢广告', '人工成本', '其他收入')
    """
    if title in detail:
        return detail
    return f"{detail}{title}" if title in _LAST else f"{title}{detail}"


def leg_words(account: Account) -> str:
    """Name an account on a voucher: 银行存款 — 1234建行."""
    return " — ".join((account.title, *account.details))
