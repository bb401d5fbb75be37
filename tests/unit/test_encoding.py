"""Which encoding a file is in, and what the user reads about it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jjledger.encoding import decode, encoding_of, one_line
from jjledger.errors import EncodingError

# Bytes written out by hand from the code tables, not by Python's encoder:
# 余 U+4F59 = UTF-8 E4 BD 99 = GBK D3 E0;  额 U+989D = UTF-8 E9 A2 9D = GBK B6 EE
YU_E_UTF8 = b"\xe4\xbd\x99\xe9\xa2\x9d"
YU_E_GBK = b"\xd3\xe0\xb6\xee"
# 𠮷 U+20BB7 has no place in GBK; GB18030 writes it 95 34 A7 32 ... as four bytes
YOSHI_GB18030 = b"\x95\x34\xa8\x39"


def refusal(data: bytes) -> str:
    with pytest.raises(EncodingError) as caught:
        decode(data, "2025-03.beancount")
    return str(caught.value)


def test_utf8_is_read_with_and_without_a_mark() -> None:
    assert decode(YU_E_UTF8 + b"\r\n", "a") == "余额\r\n"
    assert decode(b"\xef\xbb\xbf" + YU_E_UTF8, "a") == "余额"
    assert decode(b"", "a") == ""


def test_gbk_is_named_with_the_users_own_line() -> None:
    message = refusal(b"; 2025\n; " + YU_E_GBK + b"\r\n")
    assert message.splitlines() == [
        "2025-03.beancount:2: 错误",
        "  2 | ; 余额",
        "这个文件是 GBK 编码，这里只读 UTF-8。",
        "依据: 小区账本的写法（docs/ledger-format.md）：文件一律用 UTF-8",
        "请用编辑器把文件“另存为”UTF-8 编码，或者运行  iconv -f GBK -t UTF-8 旧文件 > 新文件",
    ]


def test_characters_gbk_lacks_make_it_gb18030() -> None:
    assert "这个文件是 GB18030 编码" in refusal(YU_E_GBK + YOSHI_GB18030)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xff\xfe\x59\x4f\x9d\x98\x0a\x00", "UTF-16LE"),
        (b"\xfe\xff\x4f\x59\x98\x9d\x00\x0a", "UTF-16BE"),
    ],
)
def test_utf16_is_named_and_its_first_line_shown(data: bytes, name: str) -> None:
    message = refusal(data)
    assert "2025-03.beancount:1: 错误\n  1 | 余额\n" in message
    assert f"-f {name} " in message


def test_a_mark_of_three_bytes_does_not_shift_the_line() -> None:
    assert "2025-03.beancount:2:" in refusal(b"\xef\xbb\xbf\n" + YU_E_GBK)


def test_damage_in_a_utf8_file_is_not_taken_for_gbk() -> None:
    message = refusal("物业公司停车费\n".encode() + YU_E_GBK + b"\n")
    assert "2025-03.beancount:2: 错误" in message
    assert "GBK" not in message
    assert "文件已损坏" in message


def test_a_picture_is_no_text() -> None:
    assert encoding_of(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR") == ""
    message = refusal(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    assert "\x89" not in message
    assert "不是文本文件" in message


def test_utf8_is_utf8() -> None:
    assert encoding_of(YU_E_UTF8) == "UTF-8"


@given(st.text())
def test_one_line_holds_nothing_unseen_and_loses_nothing_seen(text: str) -> None:
    flat = one_line(text)
    assert {unicodedata.category(sign) for sign in flat} & {"Cc", "Cf", "Cs", "Zl", "Zp"} == set()
    assert one_line(flat) == flat
    seen = [sign for sign in text if unicodedata.category(sign)[0] != "Z"]
    seen = [sign for sign in seen if unicodedata.category(sign) not in {"Cc", "Cf", "Cs"}]
    assert [sign for sign in flat if sign != " "] == seen


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("某\u200b公司\ufeff", "某 公司"),  # of no width
        ("付\u202e元001\u202c款", "付 元001 款"),  # read from right to left
        ("一\u2028二\u0085三\x00四\x1b[31m五", "一 二 三 四 [31m五"),
        (
            "\ue000\U000323b0𬍛",
            "\ue000\U000323b0𬍛",
        ),  # rare names: private use, newer than this Python, and old
    ],
)
def test_what_nobody_sees_becomes_a_blank(text: str, flat: str) -> None:
    assert one_line(text) == flat
