"""A room as it was typed: what keyboards do by themselves is forgiven, another room is not."""

from __future__ import annotations

import pytest

from jjledger.seal.typed import is_room


@pytest.mark.parametrize(
    "typed",
    [
        "01-1-101", "０１-1-101", "０１－１－１０１", "01\u20141\u2014101", "01\u20131\u2212101", "01\u2014\u20141-101",
        " 01 - 1 - 101 ", "01\u3000-1\xa0-101", "01\u30fc1\u30fc101", "01\xad1\xad101", "01\u200b-1-101",
        "01\ufe631\ufe63101", "01\u25001\u2e3a101",
    ],
)  # fmt: skip
def test_what_means_the_same_room(typed: str) -> None:
    assert is_room(typed, "01-1-101")
    assert is_room("01-1-101", typed)


@pytest.mark.parametrize(
    "typed", ["", "01-1-102", "1-1-101", "011101", "01-11-01", "01/1/101", "01-1-101-", "01一1一101"]
)
def test_what_is_another_room(typed: str) -> None:
    assert not is_room(typed, "01-1-101")


def test_rooms_in_chinese_stay_what_they_are() -> None:
    assert is_room("东一单元１２０１室", "东一单元1201室")
    assert not is_room("东二单元1201室", "东一单元1201室")
