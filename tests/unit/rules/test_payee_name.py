"""Names of payees: which are one firm written twice, and which are two firms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jjledger.rules.payee_name import firm_core, is_public_body, looks_like, payee_key, within_edits

WORDS = st.text("ab华安", max_size=6)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("浙江华安电梯有限公司", "浙江华安电梯公司"),
        ("浙江华安电梯有限公司", "浙江华安电梯有限责任公司"),
        ("浙江华安电梯有限公司椒江分公司", "浙江华安电梯有限公司路桥分公司"),
        ("华安（台州）有限公司", "华安台州有限公司"),
        ("浙江华安电梯有限公司", "浙江华安电悌有限公司"),
        ("台州市椒江华安电梯维修部", "台州市华安电梯维修部"),  # two characters left out
        ("ＡＢＣ公司", "abc 公司"),
    ],
)
def test_one_firm_written_twice(one: str, other: str) -> None:
    assert looks_like(one, other)
    assert looks_like(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("华安公司", "华康公司"),
        ("王建国", "王建军"),
        ("东方保洁公司", "南方保洁公司"),
        ("台州市绿源园林工程有限公司", "台州市蓝天防水工程有限公司"),
        ("公司", "集团"),
    ],
)
def test_two_firms(one: str, other: str) -> None:
    assert not looks_like(one, other)


def test_a_name_that_is_nothing_but_its_form_is_kept() -> None:
    assert firm_core("有限公司") == "有限公司"
    assert firm_core("（华安）公司") == "华安"


def test_width_case_and_blanks_make_no_difference() -> None:
    assert payee_key(" 华安　电梯（台州）ABC ") == "华安电梯(台州)abc"


def _distance(one: str, other: str) -> int:
    """Count edits by their definition, without a table."""
    if not one or not other:
        return len(one) + len(other)
    if one[0] == other[0]:
        return _distance(one[1:], other[1:])
    return 1 + min(_distance(one[1:], other), _distance(one, other[1:]), _distance(one[1:], other[1:]))


@given(WORDS, WORDS, st.integers(0, 3))
def test_edits_are_counted_as_defined(one: str, other: str, most: int) -> None:
    assert within_edits(one, other, most) == (_distance(one, other) <= most)


@pytest.mark.parametrize(
    "name",
    [
        "国家税务总局某区税务局", "示范区税务所", "某街道办事处", "某社区居民委员会", "国网浙江省电力有限公司某市供电公司",
        "某市自来水有限公司", "示范银行", "样例农商行", "建设银行股份有限公司某市分行某支行", "某市住房公积金管理中心",
    ],
)  # fmt: skip
def test_whom_nobody_chooses(name: str) -> None:
    assert is_public_body(name)


@pytest.mark.parametrize(
    "name",
    [
        "某市水务安装工程公司", "张三银行票据服务部", "街道口建材店", "某税务师事务所", "社区便民服务有限公司", "某电力公司工程队",
        "财政软件公司", "银行街小吃店", "某建材店-建设银行", "某市供电设备公司", "",
    ],
)  # fmt: skip
def test_a_word_within_a_name_makes_no_public_body(name: str) -> None:
    assert not is_public_body(name)


def test_a_community_names_others_wholly() -> None:
    listed = frozenset({payee_key("某市燃气有限公司")})
    assert is_public_body("某市 燃气有限公司", listed)
    assert not is_public_body("某市燃气有限公司安装队", listed)
