"""beancount's own messages, in words an accountant can act on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_Words = Callable[[re.Match[str]], tuple[str, str]]

_ACCOUNT_FORM: Final = (
    "科目每一段都要以数字或大写字母开头（大类用英文）。汉字开头的段请加编码，"
    "例如把 Assets:银行存款 写成 Assets:1维修资金:1001银行存款。"
)

_MESSAGES: Final[tuple[tuple[str, _Words], ...]] = (
    (
        r"Invalid account name: (.*)",
        lambda m: (f"科目名「{m[1]}」写法不对：有一段以汉字或不认识的字符开头。", _ACCOUNT_FORM),
    ),
    (
        r"Invalid token: '(.*)'",
        lambda m: (
            f"这一行有 beancount 不认识的字符「{m[1]}」，整笔都没有读进来。",
            "科目里不能用括号、间隔号和特殊符号；标签 # 和链接 ^ 只能用英文字母和数字；中文请放进引号。",
        ),
    ),
    (
        r"Invalid reference to unknown account '(.*)'",
        lambda m: (f"科目 {m[1]} 没有开设。", f"请在 chart.beancount 加上  2020-01-01 open {m[1]} CNY，或改正科目名。"),
    ),
    (
        r"Invalid reference to inactive account '(.*)'",
        lambda m: (f"科目 {m[1]} 在这一天还没有开设或已经关闭。", "请核对日期，或改正 chart.beancount 的开设日期。"),
    ),
    (
        r"Transaction does not balance: (.*)",
        lambda m: (f"这一笔借贷不平，差 {m[1]}。", "请核对各行金额，借方为正、贷方为负，合计为零。"),
    ),
    (
        r"Balance failed for '(.*)': expected (\S+) CNY != accumulated (\S+) CNY.*",
        lambda m: (
            f"{m[1]} 的账面余额是 {m[3]} 元，与写明的 {m[2]} 元不符。",
            "请对照银行对账单查找漏记、重记或记错的凭证。",
        ),
    ),
    (
        r"Duplicate open directive for (.*)",
        lambda m: (f"科目 {m[1]} 开设了两次。", "请删去其中一行。"),
    ),
    (
        r'File (?:glob )?"?(.*?)"? (?:does not exist|does not match any files).*',
        lambda m: (f"引用的文件 {m[1]} 不存在。", "请核对 include 的路径；一年的文件夹里至少要有一个月的文件。"),
    ),
    (
        r"Duplicate filename parsed: .*",
        lambda _: ("同一个文件被引用了两次。", "请在 main.beancount 里只引用一次。"),
    ),
    (
        r"syntax error, (.*)",
        lambda m: (
            f"这一行的写法 beancount 读不懂（{m[1]}）。",
            "请检查引号是否成对、日期是否写作 2025-03-01、分录前是否空两格、标签和链接是否在两段引号之后。",
        ),
    ),
)  # fmt: skip


def in_chinese(message: str) -> tuple[str, str]:
    """Put one of beancount's messages into Chinese.

    Args:
        message: beancount's own words.

    Returns:
        What is wrong, and the remedy; an unknown message is quoted as it stands.
    """
    first_line = message.strip().splitlines()[0] if message.strip() else ""
    for pattern, words in _MESSAGES:
        match = re.fullmatch(pattern, first_line)
        if match is not None:
            return words(match)
    return f"beancount 报告：{first_line}。", "请改正这一行后再试；写法见 docs/ledger-format.md。"
