"""Names of payees: which are one firm written twice, and which are two firms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jjledger.rules.payee_name import firm_core, looks_like, payee_key, within_edits

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
