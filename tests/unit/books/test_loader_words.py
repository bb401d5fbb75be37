"""beancount's real messages get our words; golden files in tests/golden/messages show them whole."""

from __future__ import annotations

import re

import pytest
from beancount import loader

from jjledger.books.loader_words import in_chinese

OPENED = "2020-01-01 open Assets:1A CNY\n2020-01-01 open Equity:1A CNY\n"
TRANSFER = '2025-01-01 * "a"\n  Assets:1A  1.00 CNY\n  Equity:1A  -1.00 CNY\n'

BROKEN = {
    "account": "2020-01-01 open Assets:银行存款 CNY\n",
    "Chinese root": "2020-01-01 open 资产:1A CNY\n",
    "bracket": "2020-01-01 open Assets:1A:9（建行） CNY\n2020-01-01 note Assets:1A（建行\n",
    "quotes": '2025-01-01 * “a"\n',
    "no string end": '2025-01-01 * "a\n  Assets:1A  1.00 CNY\n',
    "no account": "2025-01-01 open\n",
    "no flag": '2025-01-01 "a"\n',
    "blank inside": '2025-01-01 * "a"\n  Assets:1A  1.00 CNY\n\n  Equity:1A  -1.00 CNY\n',
    "no indent": '2025-01-01 * "a"\nAssets:1A  1.00 CNY\n',
    "date": '2025-02-30 note Assets:1A "a"\n',
    "thousands": TRANSFER.replace("1.00", "1,0.00", 1),
    "key twice": TRANSFER.replace("1.00 CNY\n", '1.00 CNY\n    household: "a"\n    household: "b"\n', 1),
    "three strings": '2025-01-01 * "a" "b" "c"\n',
    "two elided": '2025-01-01 * "a"\n  Assets:1A\n  Equity:1A\n',
    "not yet open": TRANSFER.replace("2025", "2019"),
    "currency": TRANSFER.replace("CNY", "USD"),
    "no currency anywhere": TRANSFER.replace(" CNY", ""),
    "balance": TRANSFER.replace("-1.00", "-1.01"),
    "bank": TRANSFER + "2025-01-02 balance Assets:1A 2.00 CNY\n",
    "two balances": TRANSFER
    + "2025-01-02 balance Assets:1A 1.00 CNY\n2025-01-02 balance Assets:1A 2.00 CNY\n",
    "opened twice": "2021-01-01 open Assets:1A CNY\n",
    "no such file": 'include "/nowhere/a.beancount"\n',
    "no such files": 'include "/nowhere/*.beancount"\n',
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_every_message_is_put_into_chinese(text: str) -> None:
    _, errors, _ = loader.load_string('option "tolerance_multiplier" "0"\n' + OPENED + text)
    assert errors
    for error in errors:
        what, remedy, ground = in_chinese(error.message)
        assert not what.startswith("beancount 报告"), error.message
        assert what.endswith("。")
        assert remedy
        assert ground
        assert not re.search(r"[a-z]{4,} [a-z]{2,}", what), what  # no English sentence is left


def test_an_unknown_message_is_quoted_as_it_stands() -> None:
    assert in_chinese("Something new\nand more").what == "beancount 报告：Something new。"
    assert in_chinese("").what.startswith("beancount 报告")


def test_a_full_width_colon_is_named_beside_the_quotes() -> None:
    _, errors, _ = loader.load_string(OPENED + '2025-01-01 * "a"\n  voucher：“付-0001"\n')
    said = [in_chinese(error.message) for error in errors]
    assert any("中文冒号和中文引号" in words.what for words in said)
    assert any("中文冒号" not in words.what for words in [in_chinese("Invalid token: '“付：某”'")])


def test_figures_and_names_are_kept() -> None:
    _, errors, _ = loader.load_string(OPENED + BROKEN["bank"])
    assert in_chinese(errors[0].message).what == "Assets:1A 的账面余额是 1.00 元，与写明的 2.00 元不符。"
