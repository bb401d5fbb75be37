"""Account parts in words: codes go, counts stay."""

from __future__ import annotations

import pytest

from jjledger.disclosure.account_words import code_of, leg_words, without_code
from tests.written_books import account_of


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("6002广告", "广告"),
        ("01月租", "月租"),
        ("1公共收益", "公共收益"),
        ("1001银行存款", "银行存款"),
        ("1号楼", "1号楼"),
        ("12幢", "12幢"),
        ("2台电梯", "2台电梯"),
        ("3月活动", "3月活动"),
        ("010号楼", "号楼"),  # a code begins with nought, a count does not
        ("5678农行", "农行"),
        ("B2车库", "B2车库"),
        ("100", "100"),
        ("停车", "停车"),
    ],
)
def test_a_code_goes_and_a_count_stays(part: str, words: str) -> None:
    assert without_code(part) == words


def test_codes_sort_as_numbers_and_parts_without_code_come_last() -> None:
    parts = ["其他", "10快递柜", "02临停", "9基站", "1号楼"]
    assert sorted(parts, key=code_of) == ["02临停", "9基站", "10快递柜", "其他", "1号楼"]


def test_a_leg_names_title_and_all_deeper_parts() -> None:
    assert leg_words(account_of("3", "1001银行存款:5678农行")) == "银行存款 — 5678农行"
    assert leg_words(account_of("3", "6001停车:01月租:地下")) == "停车 — 01月租 — 地下"
    assert leg_words(account_of("3", "6008利息")) == "利息"
