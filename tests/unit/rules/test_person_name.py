"""One person, however typed; two persons, however alike."""

import pytest

from jjledger.rules.person_name import person_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("张三", "张 三"),
        ("张三", "张　三 "),
        ("A01", "Ａ０１"),
        ("A01", "a-01"),
        ("阿·丽", "阿丽"),
        ("张三", "张\u200b三"),
    ],
)
def test_the_same_person(one: str, other: str) -> None:
    assert person_key(one) == person_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("张三", "张三丰"), ("会计（一）", "会计（二）"), ("1号", "11号"), ("……", "——")]
)
def test_two_persons(one: str, other: str) -> None:
    assert person_key(one) != person_key(other)
