"""Private numbers and names are found in whatever disguise; amounts, days and vouchers never are."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from jjledger.disclosure.masking import scan

WORDS = st.sampled_from(["", "退", "联系", "业主来电", "押金退还，", "（", "附："])
FULL_WIDTH = str.maketrans("0123456789X-", "０１２３４５６７８９Ｘ－")
HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
CAPITAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
NAMES = frozenset({"欧阳春晓", "张小三", "李建"})
digits = st.text("0123456789", min_size=1, max_size=1)


def _number(first: str, length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length - len(first), max_size=length - len(first)).map(
        lambda rest: first + rest
    )


def _grouped(number: str, sizes: tuple[int, ...], sign: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return sign.join(parts)


mobiles = st.tuples(st.sampled_from(["13", "15", "17", "18", "19"]), _number("", 9)).map("".join)
signs = st.sampled_from([" ", "-", ".", "—", "/", ",", "、", " - ", "·", "|"])


@given(mobiles, WORDS, WORDS, signs, st.sampled_from([(11,), (3, 4, 4)]))
def test_a_mobile_number_is_found_in_every_writing(
    number: str, before: str, after: str, sign: str, sizes: tuple[int, ...]
) -> None:
    written = _grouped(number, sizes, sign)
    for text in (written, written.translate(FULL_WIDTH)):
        assert "手机号" in {hit.kind for hit in scan(f"{before}{text}{after}")}, text
    for table in (HAN, CAPITAL):
        assert "手机号" in {hit.kind for hit in scan(f"{before}{number.translate(table)}{after}")}


@given(
    mobiles, WORDS, st.sampled_from(" -."), st.sampled_from([(3, 3, 5), (6, 5), (5, 6), (7, 4), (1,) * 11])
)
def test_a_mobile_number_is_found_in_unusual_groups(
    number: str, before: str, sign: str, sizes: tuple[int, ...]
) -> None:
    written = _grouped(number, sizes, sign if len(sizes) > 5 else sign.replace(".", "-"))
    assert "手机号" in {hit.kind for hit in scan(f"{before}{written}")}, written


identities = st.tuples(
    _number("3310", 6),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)).map("{:%Y%m%d}".format),
    _number("", 3).flatmap(lambda order: st.sampled_from("0123456789Xx").map(order.__add__)),
)


@given(identities, WORDS)
def test_an_identity_number_is_found(parts: tuple[str, str, str], before: str) -> None:
    for text in ("".join(parts), " ".join(parts), "".join(parts).translate(FULL_WIDTH)):
        assert "身份证号" in {hit.kind for hit in scan(f"{before}{text}")}, text


@given(st.integers(16, 19).flatmap(lambda size: _number("62", size)), WORDS, st.booleans())
def test_a_card_is_found_with_a_right_check_digit_or_without(number: str, before: str, spaced: bool) -> None:  # noqa: FBT001 - hypothesis
    text = " ".join(number[at : at + 4] for at in range(0, len(number), 4)) if spaced else number
    assert scan(f"{before}{text}"), text


@given(
    st.integers(0, 99_999_999_999),
    st.dates(),
    st.integers(1, 9999),
    st.sampled_from(["3#泵房", "5#楼外墙", "浙建〔2020〕5号", "尾号1234", "型号 TKJ-1000", "电梯维保"]),
    st.sampled_from(["{yuan}.{fen:02} 元", "{grouped}.{fen:02}", "{yuan}元", "合计{grouped}元"]),
)
def test_amounts_days_and_vouchers_are_never_found(
    fen: int, day: object, number: int, words: str, form: str
) -> None:
    amount = form.format(yuan=fen // 100, fen=fen % 100, grouped=f"{fen // 100:,}")
    text = f"{day} {'收付转初'[number % 4]}-{number:04} {words} {amount}"
    assert scan(text, NAMES) == (), text


@given(
    st.sampled_from(sorted(NAMES)),
    st.sampled_from(["", "先生", "女士", "师傅"]),
    st.sampled_from(["", " ", "\u3000", "·"]),
)
def test_a_name_is_found_with_blanks_in_it_and_with_a_title(name: str, title: str, gap: str) -> None:
    written = gap.join(name)
    for text in (f"{written}{title}", f"退 {written}{title} 押金", f"（{written}{title}）"):
        assert [hit.text for hit in scan(text, NAMES)] == [name], text
