"""What people really mistype, read by beancount itself: every message is put into Chinese that helps."""

from __future__ import annotations

import pytest
from beancount import loader

from jjledger.books.loader_words import in_chinese, vagueness

OPENED = "2025-01-01 open Assets:1A:1001B CNY\n2025-01-01 open Income:1A:4001B CNY\n"
HEAD = '2025-03-01 * "甲" "乙"\n'
DEBIT, CREDIT = "  Assets:1A:1001B 1.00 CNY\n", "  Income:1A:4001B -1.00 CNY\n"
MISTAKES = {
    "key in Chinese": (HEAD + '  凭证: "付-0001"\n' + DEBIT + CREDIT, "说明的名称不认识"),
    "key with a capital": (HEAD + '  Voucher: "付-0001"\n' + DEBIT + CREDIT, "说明的名称不认识"),
    "Chinese colon": (HEAD + '  voucher："付-0001"\n' + DEBIT + CREDIT, "引号不成对|中文冒号"),
    "number not quoted": (HEAD + "  voucher: 付-0001\n" + DEBIT + CREDIT, "「付-0001」读不懂"),
    "root in Chinese": (HEAD + "  资产:1A:1001B 1.00 CNY\n" + CREDIT, "大类「资产」要用英文"),
    "root in small letters": (HEAD + DEBIT + "  income:1A:4001B -1.00 CNY\n", "大类写法不对"),
    "Chinese colons in an account": (HEAD + "  Assets：1A：1001B 1.00 CNY\n" + CREDIT, "用了中文冒号"),
    "yuan in Chinese": (HEAD + "  Assets:1A:1001B 1.00 元\n" + CREDIT, "币种写法不对"),
    "currency sign": (HEAD + "  Assets:1A:1001B ￥1.00 CNY\n" + CREDIT, "货币符号"),
    "full-width minus": (HEAD + DEBIT + "  Income:1A:4001B －1.00 CNY\n", "全角的数字或符号"),
    "date in Chinese": ('2025年3月1日 * "甲" "乙"\n' + DEBIT + CREDIT, "日期写法不对"),
    "month thirteen": ('2025-13-01 * "甲" "乙"\n' + DEBIT + CREDIT, "日历里没有"),
    "30 February": ('2025-02-30 * "甲" "乙"\n' + DEBIT + CREDIT, "日历里没有"),
    "quote not closed": ('2025-03-01 * "甲" "乙\n' + DEBIT + CREDIT, "引号不成对"),
    "Chinese quotes": ("2025-03-01 * “甲” “乙”\n" + DEBIT + CREDIT, "中文引号"),
    "three strings": ('2025-03-01 * "甲" "乙" "丙"\n' + DEBIT + CREDIT, "三段以上"),
    "no flag": ('2025-03-01 "甲" "乙"\n' + DEBIT + CREDIT, "缺少标记"),
    "wide blank before the date": ("\u3000" + HEAD + DEBIT + CREDIT, "行首有全角空格"),
    "wide blanks before a posting": (HEAD + "\u3000\u3000Assets:1A:1001B 1.00 CNY\n" + CREDIT, "全角空格"),
    "posting not indented": (HEAD + DEBIT.strip() + "\n" + CREDIT, "前面却没有空格"),
    "blank line inside": (HEAD + DEBIT + "\n" + CREDIT, "不属于哪一张凭证"),
    "two amounts left out": (HEAD + "  Assets:1A:1001B\n  Income:1A:4001B\n", "两行以上没有写金额"),
    "one side": (HEAD + DEBIT, "借贷不平，差 1.00 元"),
    "balance without amount": ("2025-03-01 balance Assets:1A:1001B\n", "没有写完"),
    "balance that is not so": ("2025-03-01 balance Assets:1A:1001B 1.00 CNY\n", "账面余额是 0 元"),
    "two balances of a day": (
        "2025-03-02 balance Assets:1A:1001B 0.00 CNY\n2025-03-02 balance Assets:1A:1001B 1.00 CNY\n",
        "两个不同的余额",
    ),
    "misspelt word": ("2025-03-01 blance Assets:1A:1001B 0.00 CNY\n", "「blance」读不懂"),
    "before it was opened": ('2024-03-01 * "甲" "乙"\n' + DEBIT + CREDIT, "还没有开设"),
    "never opened": (HEAD + "  Assets:1A:1002C 1.00 CNY\n" + CREDIT, "Assets:1A:1002C 没有开设"),
    "opened twice": ("2025-01-01 open Assets:1A:1001B CNY\n", "开设了两次"),
    "other currency": (HEAD + DEBIT.replace("CNY", "USD") + CREDIT.replace("CNY", "USD"), "不能记 USD"),
    "words without quotes": ("收到押金\n", "「收到押金」读不懂"),
    "link in Chinese": ('2025-03-01 * "甲" "乙" ^链接\n' + DEBIT + CREDIT, "标签或链接里有中文"),
    "tag in Chinese": ('2025-03-01 * "甲" "乙" #标签\n' + DEBIT + CREDIT, "标签 # 后面有中文"),
    "brackets in an account": ("2025-01-01 open Assets:1A:1001B(建行) CNY\n", "括号"),
    "comma in the wrong place": (HEAD + "  Assets:1A:1001B 1,00.00 CNY\n" + CREDIT, "数「1,00.00」写法不对"),
    "same key twice": (HEAD + '  voucher: "a"\n  voucher: "b"\n' + DEBIT + CREDIT, "voucher 写了两次"),
    "split twice": (HEAD + DEBIT + CREDIT + '    scope: "a"\n    scope: "b"\n', "scope 写了两次"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_chinese(name: str) -> None:
    text, pattern = MISTAKES[name]
    _, errors, _ = loader.load_string(OPENED + text)
    first = [error.message for error in errors if error.source["lineno"] == errors[0].source["lineno"]]
    clearest = min(vagueness(message) for message in first)
    said = [in_chinese(message) for message in first if vagueness(message) == clearest]
    assert any(word in words.what for words in said for word in pattern.split("|")), said
    assert not any("beancount 报告" in words.what for words in said)
    assert all(words.remedy and words.ground for words in said)


def test_an_unknown_message_is_quoted() -> None:
    words = in_chinese("Something new\nwith details")
    assert words.what == "beancount 报告：Something new。"
    assert in_chinese("").what == "beancount 报告：。"
