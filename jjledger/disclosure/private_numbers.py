"""Numbers and addresses that lead to a person: phones, identity and card numbers, plates, WeChat, e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Hit:
    """Private data found in a text."""

    kind: str  # one of facts.release.PRIVATE_KINDS
    text: str  # as it stands, for the accountant alone


_HAN: Final = "〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
HAN_DIGITS: Final = str.maketrans(_HAN, "001234567891123456789")
_HAN_RUN: Final = re.compile(rf"[{_HAN}0-9]{{7,}}|[{_HAN}]{{3,}}")
_DASHES: Final = re.compile(r"(?<=\d)[‐‑‒–—―−]{1,2}(?=\d)")
# 1 3 8 0 0 1 3 8 0 0 0: every digit by itself
_SEPARATOR: Final = re.compile(r"[-\s.·_]")
_SPACED_DIGITS: Final = re.compile(r"(?<![\d.-])\d(?:[-\s.·_]\d){6,}(?![\d.-])")

# 13800138000.00 is an amount, and so are two figures that a blank parts before 元
_NOT_CENTS: Final = r"(?!\d|\.\d{2}(?!\d))"
_NOT_MONEY: Final = r"(?!\d|\.\d{2}(?!\d)|\s*元)"
# A number of a paper, as the word before it says: 发票号码：15012345678
_PAPER: Final = re.compile(r"(?:凭证|发票|流水|回单|合同)(?:号码?|编号|单号|代码)\s*[:：]?\s*$")
_ANY_PAPER: Final = re.compile(
    r"(?:凭证|发票|收据|票据|流水|回单|合同|订单|工单|单据|单|编)号码?\s*[:：]?\s*$"
)
_CALLS: Final = re.compile(r"手机|电话|联系|致电|来电|热线|微信")
_BEFORE: Final = 12  # characters in which those words stand
_GAP: Final = r"\s?[-\s.·_/|~,、*]\s?"  # three groups: no amount is written so
_MOBILE: Final = re.compile(
    rf"(?<![\d.])(?:86[- ]?)?(?:1[3-9](?:\d{{9}}|\d{_GAP}\d{{4}}{_GAP}\d{{4}}|\d{{2}}([-\s.])\d{{3}}\1\d{{4}}"
    rf"|\d[-/,、]\d{{8}}|\d([-\s])\d{{3}}\2\d{{5}}){_NOT_CENTS}"
    rf"|1[3-9](?:\d\s\d{{8}}|\d{{5}}[-\s/]\d{{4}}|\d{{3}}[-\s]\d{{6}}|\d{{4}}[-\s]\d{{5}}){_NOT_MONEY}"
    rf"|[(\[【]1[3-9]\d[)\]】]\s?\d{{4}}[-\s.·]?\d{{4}}{_NOT_CENTS})"
)
_LANDLINE: Final = re.compile(
    r"(?<![\d.-])(?:86[- ]?|\(86\)\s?)?(?:\(0[1-9]\d{1,2}\)\s?|0[1-9]\d{1,2}[-\s·]?)[2-8]\d{2,3}[-\s]?\d{4}"
    + _NOT_MONEY
    # without an area code only beside a word that says so: eight digits alone are as well a date
    + r"|(?<=电话|热线|座机|联系|致电)[:：\s]*[2-8]\d{2,3}[-\s]?\d{4}(?!\d)"
)
_BORN: Final = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_ID_NEW: Final = re.compile(
    rf"(?<!\d)[1-9]\d{{5}}[- ]?(?:18|19|20)\d{{2}}[- ]?{_BORN}[- ]?\d{{3}}[\dXx](?!\d)"
)
_ID_OLD: Final = re.compile(rf"(?<!\d)[1-9]\d{{5}}\d{{2}}{_BORN}\d{{3}}(?!\d)")
_CARD: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:\d{15,19}(?![0-9A-Za-z])|\d{12,14}(?!\.\d{2}(?!\d))(?![0-9A-Za-z])"
    r"|\d{4}([-\s.])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?(?![0-9A-Za-z]))"
)
_YEARS: Final = re.compile(r"(?:(?:19|20)\d{2}[-\s.]?){3,5}")
_MOMENT: Final = re.compile(rf"20\d{{2}}{_BORN}(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?")

# 浙J·A1234, 浙JD12345: province, office, five signs or the six of a new-energy car, three digits at least
_PLATE: Final = re.compile(
    r"(?:[京津沪渝冀豫辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼云]|(?<![更换全翻最])新)\s?[A-Z][·•・.\s-]?"
    r"(?=(?:[A-Z]{0,3}\d){3})(?:[A-HJ-NP-Z0-9]{4}[学警挂港澳使领]|[A-HJ-NP-Z0-9]{5,6})(?![A-Z0-9])",
    re.ASCII | re.IGNORECASE,
)
# 微信：abc123, wx:abc123, QQ 12345678; a sum that came in by 微信 has a word between, or 元 behind
_CHAT: Final = re.compile(
    r"(?:(?:微信|薇信|QQ|(?<![a-z])(?:wx|vx|wechat|weixin))(?:号码?|id)?\s*[:：是为]?\s*|(?<![一-鿿a-z])[vV]\s*[:：]\s*)"
    r"(?:[a-z](?=[-a-z]*[\d_])[-_a-z0-9]{5,19}|(?!20\d{6}(?!\d))\d{6,11}(?!\s*元|\d|[.,]\d))(?![-_a-z0-9])"
    r"|(?:微信|薇信|(?<![a-z])(?:wx|vx|wechat|weixin))(?:号码?|id)?\s*[:：]\s*[a-z][-_a-z0-9]{5,19}(?![-_a-z0-9])",
    re.ASCII | re.IGNORECASE,
)
_MAIL: Final = re.compile(r"[\w.%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}", re.ASCII)


def numbers(text: str) -> Iterator[Hit]:
    """Find numbers, the most telling kind first; what one kind took no other sees.

    Args:
        text: without full-width and invisible signs.
    """
    text = _DASHES.sub("-", text)
    text = _HAN_RUN.sub(lambda run: run[0].translate(HAN_DIGITS), text)
    text = _SPACED_DIGITS.sub(lambda run: _SEPARATOR.sub("", run[0]), text)
    if "@" in text:
        yield from (Hit("电子邮箱", match[0]) for match in _MAIL.finditer(text))
        text = _MAIL.sub("#", text)
    for kind, form in (
        ("身份证号", _ID_NEW),
        ("手机号", _MOBILE),
        ("身份证号", _ID_OLD),
        ("固定电话", _LANDLINE),
        ("银行账号", _CARD),
        ("车牌号", _PLATE),
        ("微信号", _CHAT),
    ):
        found = [
            match[0]
            for match in form.finditer(text)
            if not _is_time(match[0]) and not _is_of_paper(kind, text, match)
        ]
        yield from (Hit(kind, number) for number in found)
        for number in found:
            text = text.replace(number, "#")


def _is_of_paper(kind: str, text: str, match: re.Match[str]) -> bool:
    """Say whether a word before a number calls it a paper's, and nothing says a phone's or a bank card's."""
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    if kind == "手机号":
        return _PAPER.search(before) is not None and _CALLS.search(before) is None
    return kind == "银行账号" and _ANY_PAPER.search(before) is not None and not _is_card(match[0])


def _is_card(number: str) -> bool:
    """Say whether a number ends in the check digit of bank cards (Luhn)."""
    digits = [int(sign) for sign in reversed(number) if sign.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_time(number: str) -> bool:
    return _YEARS.fullmatch(number) is not None or _MOMENT.fullmatch(number) is not None
