"""beancount's own messages, in words an accountant can act on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from jjledger.books.account_name import bad_part
from jjledger.books.findings import CURRENCY
from jjledger.errors import FORMAT


class Words(NamedTuple):
    """What is wrong, the remedy and the ground."""

    what: str
    remedy: str
    ground: str = FORMAT


_WHOLE_VOUCHER: Final = "整笔都没有读进来"
_BALANCE: Final = "会计基础工作规范：有借必有贷，借贷必相等"
_BANK: Final = "会计基础工作规范第62条：账实相符"
_LETTERS: Final = "金额里有字母，例如把数字 0 写成了字母 O、把 1 写成了 I 或 l"
_DIGITS: Final = "金额只用数字、小数点和负号，后面空一格写 CNY，例如  1000.00 CNY"
_LOOK: Final = "写法见 docs/ledger-format.md。"

# What beancount could not read as a word, and why people write it; the first that fits is said.
_TOKENS: Final[tuple[tuple[str, str, str], ...]] = (
    (r"\u3000.*", "行首有全角空格", "请改用半角空格。"),
    (r"[^“”‘’]*：.*[“”‘’].*", "用了中文冒号和中文引号", '请改用英文冒号 : 和英文引号 "…"。'),
    (r".*[“”‘’].*", "用了中文引号", '请改用英文引号 "…"。'),
    (r'.*".*', "引号不成对", '请检查这一行的引号：对方和摘要各用一对英文引号 "…"，里面不能再有英文引号。'),
    (r".*：.*", "用了中文冒号", "请改用英文冒号 :。"),
    (
        r".*[０-９．，－＋￥¥].*",
        "用了全角的数字或符号，或货币符号",
        "金额只用半角的数字、小数点和负号，后面空一格写 CNY。",
    ),
    (r"[loIO][\d.,loIO]*", _LETTERS, _DIGITS),
    (r"\.\d+", "科目和金额连在一起", "请在科目和金额之间空两格。"),
    (
        r".*[()（）\[\]【】].*",
        "科目或说明里有括号",
        "科目里不能用括号，请删去；说明里的括号要和文字一起放进引号。",
    ),
    (r"[元圆]|人民币", "币种写法不对", "请在金额后面写 CNY。"),
    (r"\d*年.*", "日期写法不对", "日期请写作 2025-03-01。"),
    (r"[#^].*", "标签或链接里有中文", "标签 # 和链接 ^ 只能用英文字母、数字和连字符。"),
    (r".+:", "说明的名称不认识", "冒号前的名称只用小写英文，例如 voucher:、prepared:、decision:。"),
    (
        r".*",
        "有 beancount 不认识的字",
        "科目里不能用括号、间隔号和特殊符号；中文的说明要放进引号；备注写在分号 ; 之后。",
    ),
)

# The sign beancount did not expect, and what mostly stands there.
_SYNTAX: Final[tuple[tuple[str, str, str], ...]] = (
    (
        r"unexpected ACCOUNT, expecting end of file or EOL",
        "科目的大类写法不对，或一行里写了两个科目。",
        "大类只能写 Assets、Liabilities、Equity、Income、Expenses，首字母大写；一行一个科目。",
    ),
    (
        r"unexpected ACCOUNT.*",
        "这一行像是分录，前面却没有空格，或是全角空格。",
        "请在分录前空两个半角空格；分录上面要有写着日期的一行。",
    ),
    (
        r"unexpected INDENT.*",
        "这一行前面有空格，却不属于哪一张凭证。",
        "凭证中间不能空行；不属于凭证的行要顶格写。",
    ),
    (r"unexpected (?:CURRENCY|COMMA), expecting end of file.*", f"{_LETTERS}；或者写了两个币种。", _DIGITS),
    (r"unexpected EOL.*", "这一行没有写完。", "请补上科目、金额或引号里的文字。"),
    (
        r"unexpected STRING.*",
        "日期后面缺少标记。",
        '正式凭证写 *，草稿写 !，例如  2025-03-01 * "对方" "摘要"',
    ),
    (
        r"unexpected HASH.*",
        "标签 # 后面有中文或空格。",
        "标签 # 和链接 ^ 只能用英文字母、数字和连字符；中文请写在摘要里。",
    ),
    (r"unexpected LPAREN.*", "科目或金额后面有括号。", "科目里不能用括号；金额不能写算式以外的括号。"),
    (
        r".*",
        "这一行的写法 beancount 读不懂。",
        "请检查引号是否成对、日期是否写作 2025-03-01、分录前是否空两格、标签和链接是否在两段引号之后。",
    ),
)

_MESSAGES: Final[tuple[tuple[str, Callable[[re.Match[str]], Words]], ...]] = (
    (r"Invalid account name: (.*)", lambda m: _account_words(m[1])),
    (r"Invalid token: '(.*)'", lambda m: _token_words(m[1])),
    (r"syntax error, (.*)", lambda m: _first_fit(_SYNTAX, m[1])),
    (
        r"ValueError: (?:day|month|year)\b.*",
        lambda _: Words("这一天在日历里没有。", "请核对月份和日期，日期写作 2025-03-01。"),
    ),
    (
        r"ValueError: Invalid number format: '(.*)'",
        lambda m: Words(f"数「{m[1]}」写法不对。", "逗号只能每三位一个，例如 12,345.67，也可以不写。"),
    ),
    (
        r"Duplicate (?:posting )?metadata field.*?KeyValue\(key='([^']*)'.*",
        lambda m: Words(f"{m[1]} 写了两次。", "每种说明只写一次；一行分录的钱属于多户时用 detail 或 scope。"),
    ),
    (
        r"Too many strings on transaction description.*",
        lambda _: Words("日期行有三段以上的引号。", "日期行只写两段：对方和摘要。"),
    ),
    (
        r"You may not have more than one auto-posting.*|Too many missing numbers.*",
        lambda _: Words("这张凭证有两行以上没有写金额。", "每一行的金额都要写出来。"),
    ),
    (
        r"Failed to categorize posting \d+",
        lambda _: Words("金额后面没有写 CNY。", "金额和币种都要写，例如  100.00 CNY", CURRENCY),
    ),
    (
        r"Invalid reference to inactive account '(.*)'",
        lambda m: Words(
            f"科目 {m[1]} 在这一天还没有开设。", "请核对日期，或改正 chart.beancount 的开设日期。"
        ),
    ),
    (
        r"Invalid currency (\S+) for account '(.*)'",
        lambda m: Words(f"科目 {m[2]} 不能记 {m[1]}。", "账本只记人民币，请写 CNY。"),
    ),
    (
        r"Transaction does not balance: \((\S+) CNY\)",
        lambda m: Words(f"这一笔借贷不平，差 {m[1]} 元。", "请核对各行金额，借方为正、贷方为负，合计为零。", _BALANCE),
    ),
    (
        r"Balance failed for '(.*)': expected (\S+) CNY != accumulated (\S+) CNY.*",
        lambda m: Words(
            f"{m[1]} 的账面余额是 {m[3]} 元，与写明的 {m[2]} 元不符。",
            "请对照银行对账单查找漏记、重记或记错的凭证；草稿（!）也算在账面余额里。"
            "银行还没有入账的（未达账项），记账时加 --outstanding。",
            _BANK,
        ),
    ),
    (
        r"Duplicate balance assertion with different amounts",
        lambda _: Words("同一科目同一天写了两个不同的余额。", "请对照银行对账单删去错的一行。", _BANK),
    ),
    (r"Duplicate open directive for (.*)", lambda m: Words(f"科目 {m[1]} 开设了两次。", "请删去其中一行。")),
    (
        r'File (?:glob )?"?(.*?)"? (?:does not exist|does not match any files).*',
        lambda m: Words(
            f"引用的文件 {m[1]} 不存在。", "请核对 include 的路径；一年的文件夹里至少要有一个月的文件。"
        ),
    ),
    (
        r'Duplicate filename parsed: "(.*)"',
        lambda m: Words(
            f"文件 {m[1]} 被引用了两次。", "请在 main.beancount 里只引用一次；带 * 的引用已经包括全年各月。"
        ),
    ),
)  # fmt: skip


def in_chinese(message: str) -> Words:
    """Put one of beancount's messages into Chinese.

    Args:
        message: beancount's own words.

    Returns:
        What is wrong, the remedy and the ground; an unknown message is quoted as it stands.
    """
    first_line = message.strip().splitlines()[0] if message.strip() else ""
    for pattern, words in _MESSAGES:
        match = re.fullmatch(pattern, first_line)
        if match is not None:
            return words(match)
    return Words(f"beancount 报告：{first_line}。", f"请改正这一行后再试；{_LOOK}")


def unknown_account(message: str) -> str:
    """Give the account that one of beancount's messages calls unknown; empty where it says something else."""
    match = re.fullmatch(r"Invalid reference to unknown account '(.*)'", message)
    return match[1] if match else ""


def vagueness(message: str) -> int:
    """Rank messages about one line: the lowest says most, the others are its echo."""
    words = in_chinese(message)
    if message.startswith("syntax error"):
        return 0 if "HASH" in message else 2
    return 1 if _TOKENS[-1][1] in words.what else 0


def _first_fit(table: tuple[tuple[str, str, str], ...], text: str) -> Words:
    """Give the words of the first pattern that fits; the last of a table fits everything."""
    what, remedy = next((what, remedy) for pattern, what, remedy in table if re.fullmatch(pattern, text))
    return Words(what, remedy)


def _token_words(token: str) -> Words:
    cause, remedy, ground = _first_fit(_TOKENS, token)
    return Words(f"「{token.strip()}」读不懂：{cause}，{_WHOLE_VOUCHER}。", remedy, ground)


def _account_words(name: str) -> Words:
    root = name.partition(":")[0]
    if not root.isascii():
        return Words(
            f"科目名「{name}」的大类「{root}」要用英文。",
            "大类只能写 Assets（资产）、Liabilities（负债）、Equity（净资产）、Income（收入）、Expenses（支出）。",
        )
    return Words(
        f"科目名「{name}」里的「{bad_part(name) or name}」写法不对：每一段都要以数字或大写字母开头，不能以汉字开头。",
        "请在前面加编码，例如把 Assets:维修资金:银行存款 写成 Assets:1维修资金:1001银行存款。",
    )
