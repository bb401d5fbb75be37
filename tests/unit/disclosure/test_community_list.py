"""The list of communities: in the order of their pinyin, with headings or pages once it is long."""

from __future__ import annotations

from dataclasses import replace

from jjledger.disclosure.community_list import MOST_ROWS, MOST_TROUBLED, SHORT, community_list
from jjledger.disclosure.models import DistrictIndex
from tests.unit.render import made_pages as made

NAMES = ("阳光里", "安居苑", "6号院", "碧湖园")


def district(count: int, state: str = "complete") -> DistrictIndex:
    row = made.district().rows[0]
    rows = tuple(
        replace(row, name=f"{NAMES[number % 4]}{number}", code=f"c{number}", state=state)
        for number in range(count)
    )
    return replace(made.district(), rows=rows)


def test_a_short_list_is_one_page_in_order() -> None:
    found = community_list(district(4))
    (part,) = found.parts
    assert [one.row.name for one in part.groups[0].communities] == ["安居苑1", "碧湖园3", "阳光里0", "6号院2"]
    assert [one.letters.split()[0] for one in part.groups[0].communities] == ["ajy1", "bhy3", "ygl0", "6hy2"]
    assert (found.letters, found.paged, part.groups[0].initial) == ((), False, "")


def test_a_longer_list_has_a_heading_a_letter() -> None:
    found = community_list(district(SHORT + 4))
    assert [(group.initial, len(group.communities)) for group in found.parts[0].groups] == [
        ("A", 11), ("B", 11), ("Y", 11), ("#", 11),
    ]  # fmt: skip
    assert [(link.initial, link.count, link.folder, link.anchor) for link in found.letters] == [
        ("A", 11, "", "letter-a"), ("B", 11, "", "letter-b"), ("Y", 11, "", "letter-y"), ("#", 11, "", "letter-other"),
    ]  # fmt: skip


def test_a_list_too_long_for_a_page_has_pages_and_letters_lead_to_the_first() -> None:
    found = community_list(district(2 * MOST_ROWS + 4))  # 76 of each
    assert found.paged
    assert [(part.folder, part.title) for part in found.parts] == [
        ("list/1", "第 1 页（A–B）"), ("list/2", "第 2 页（B–#）"), ("list/3", "第 3 页（#）"),
    ]  # fmt: skip
    assert [(link.initial, link.count, link.folder) for link in found.letters] == [
        ("A", 76, "list/1"), ("B", 76, "list/1"), ("Y", 76, "list/2"), ("#", 76, "list/2"),
    ]  # fmt: skip


def test_the_front_page_names_some_of_those_behind_and_says_how_many_there_are() -> None:
    found = community_list(district(MOST_TROUBLED + 3, "late"))
    assert (len(found.troubled), found.troubled_count) == (MOST_TROUBLED, MOST_TROUBLED + 3)
    assert community_list(district(3)).troubled == ()
    assert community_list(district(3, "unposted")).troubled == ()  # it is all online
