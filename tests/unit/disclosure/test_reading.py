"""How names are read and typed. Source: 现代汉语词典."""

from __future__ import annotations

import pytest

from jjledger.disclosure.reading import reading, typed


@pytest.mark.parametrize(
    ("name", "whole", "initials", "group"),
    [
        ("听澜苑", "tinglanyuan", "tly", "T"),
        ("桂语府·Ⅱ期", "guiyufuiiqi", "gyfiiq", "G"),
        ("重庆里", "chongqingli", "cql", "C"),
        ("厦门湾", "xiamenwan", "xmw", "X"),
        ("绿地The One", "lvditheone", "ldtheone", "L"),
        ("６号院", "6haoyuan", "6hy", "#"),
        ("A区", "aqu", "aq", "A"),
    ],
)
def test_a_name_is_read_as_people_read_it(name: str, whole: str, initials: str, group: str) -> None:
    read = reading(name)
    assert (read.whole, read.initials[0], read.group) == (whole, initials, group)


def test_a_character_of_two_readings_is_found_by_both() -> None:
    assert {"dxhy", "sxhy"} <= set(reading("单县花园").initials)
    assert {"ly", "yy"} <= set(reading("乐苑").initials)
    assert len(reading("单乐行解" * 5).initials) <= 17


@pytest.mark.parametrize("name", ["桂语府·Ⅱ期", "桂语府二期", "桂语府2期"])
def test_a_number_is_typed_as_a_digit(name: str) -> None:
    assert any(way.startswith("gyf2") for way in typed(name))


def test_a_name_without_numbers_is_typed_as_it_is_read() -> None:
    assert typed("听澜苑") == reading("听澜苑").initials
