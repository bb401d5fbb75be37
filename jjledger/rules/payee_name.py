"""Names of payees as they are compared: of one width, without blanks, with and without their legal form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

_PUNCTUATION: Final = re.compile(r"[\s()\[\]{}【】〔〕《》<>「」\"'“”‘’.,，。、·•・\-—－_/&＆]+")
# Legal forms, the longest first: what is left when they go is the name that tells firms apart.
_FORM: Final = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|股份公司|总公司|公司|集团)(?=$|[一-鿿]{0,6}(?:分公司|支公司)$)"
)
_BRANCH: Final = re.compile(
    r"[一-鿿]{0,4}(?:第[一二三四五六七八九十0-9]+)?(?:分公司|支公司|营业部|经营部|门市部)$"
)
_COMPANY: Final = r"(?:股份)?(?:有限)?(?:责任)?公司"
# How the whole names of authorities, of what supplies power and water, and of banks end. Only banks may call themselves
# so (商业银行法第11条), and only a tax office ends like one; whose name merely has such a word in it is a supplier.
_PUBLIC: Final = re.compile(
    rf"[一-鿿()]*(?:税务(?:分)?局|税务所|财政局|街道办事处|居民委员会|公积金管理中心|维修资金管理中心"
    rf"|供电{_COMPANY}|供电(?:分公司|分?局|所)|自来水{_COMPANY}"
    rf"|银行(?:股份)?(?:有限)?(?:责任)?(?:公司)?(?:[一-鿿()]{{0,12}}(?:支行|分行))?|农商行(?:[一-鿿()]{{0,12}}(?:支行|分行))?|信用社)"
)
_OWN: Final = re.compile(r"业主委员会|业委会|业主大会|物管会|全体业主|本小区")
_LEAST: Final = 6  # characters of a name below which two that differ by one are simply two names
_MOST: Final = 2  # edits by which a name may be written wrongly


def payee_key(name: str) -> str:
    """Write a name so that blanks and full-width signs make no difference.

    Examples:
        >>> payee_key("华安电梯（台州） 有限公司")
        '华安电梯(台州)有限公司'
    """
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def firm_core(name: str) -> str:
    """Take punctuation, legal form and branch off a firm's name.

    Examples:
        >>> firm_core("浙江华安电梯有限公司"), firm_core("浙江华安电梯有限公司椒江分公司")
        ('浙江华安电梯', '浙江华安电梯')
        >>> firm_core("公司")
        '公司'
    """
    plain = _PUNCTUATION.sub("", payee_key(name))
    form = _FORM.search(plain)
    stem = plain[: form.start()] if form else _BRANCH.sub("", plain)
    return stem or plain


def is_public_body(name: str, listed: Collection[str] = ()) -> bool:
    """Say whether a payee is an authority, a utility or a bank: nobody chooses it, and it may draw what it is owed.

    Args:
        name: the payee's, whole.
        listed: whom the community names as such, as `payee_key` gives them.

    Examples:
        >>> is_public_body("示范区税务所"), is_public_body("台州水务安装工程公司")
        (True, False)
    """
    key = payee_key(name)
    return key in listed or _PUBLIC.fullmatch(key) is not None


def is_own_body(name: str) -> bool:
    """Say whether a payee is the owners' own: their committee or their assembly."""
    return _OWN.search(payee_key(name)) is not None


def looks_like(one: str, other: str) -> bool:
    """Say whether two different names may be one firm, written twice.

    They are where nothing but the legal form, a branch or punctuation differs, or where at most two
    characters of a long name do; so short a name as 华安 and 华康 is two firms.

    Examples:
        >>> looks_like("浙江华安电梯有限公司", "浙江华安电梯公司"), looks_like("华安公司", "华康公司")
        (True, False)
    """
    first, second = firm_core(one), firm_core(other)
    if first == second:
        return True
    if min(len(first), len(second)) < _LEAST:
        return False
    return within_edits(first, second, _MOST)


def within_edits(one: str, other: str, most: int) -> bool:
    """Say whether one word becomes another by so many characters put in, taken out or replaced.

    Examples:
        >>> within_edits("台州华安电梯", "台州华安电悌", 1), within_edits("abc", "xyz", 2)
        (True, False)
    """
    if abs(len(one) - len(other)) > most:
        return False
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, match in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (sign != match))
        if min(row) > most:
            return False
    return row[-1] <= most
