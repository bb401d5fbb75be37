"""Where a pile is cut, whose papers are in which volume, and what the sums come to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jjledger.disclosure.pile import cut, pile_head, pile_list, pile_volume, sheet_of
from jjledger.disclosure.pile_models import PileTie
from tests.unit.render import made_papers as made

HOUSES = [f"{building}-1-{door}" for building in range(1, 4) for door in range(101, 105)]  # 3 buildings of 4


@pytest.mark.parametrize(
    ("most", "starts"),
    [
        (12, [0]),
        (9, [0, 8]),  # the second building ends in the second half of the first volume
        (5, [0, 4, 8]),
        (3, [0, 3, 6, 8, 11]),  # one that ends in the first half is passed over
        (1, list(range(12))),
    ],
)
def test_a_volume_ends_with_a_building_where_one_ends_in_its_second_half(
    most: int, starts: list[int]
) -> None:
    volumes = cut(HOUSES, most)
    assert all(len(volume) <= most for volume in volumes)
    assert [volume.start for volume in volumes] == starts


def test_a_volume_ends_with_a_unit_where_no_building_ends() -> None:
    houses = [f"1-{unit}-{door}" for unit in (1, 2, 3) for door in (101, 102, 103)]
    assert [(volume.start, volume.stop) for volume in cut(houses, 5)] == [(0, 3), (3, 6), (6, 9)]


@given(st.lists(st.integers(1, 7), min_size=1, max_size=12), st.integers(1, 9))
def test_every_paper_is_in_one_volume_in_its_order(sizes: list[int], most: int) -> None:
    houses = [f"{building}-1-{door}" for building, size in enumerate(sizes) for door in range(size)]
    places = [place for volume in cut(houses, most) for place in volume]
    assert places == list(range(len(houses)))


def test_a_list_adds_up_its_volumes_and_names_where_they_begin_and_end() -> None:
    # 310.31 each, of which 100.01 is owed
    pile = [made.share(f"01-2-{door}", f"01幢2单元{door}室") for door in (301, 302, 303)]
    sheets = [sheet_of(paper, place, place // 2 + 1) for place, paper in enumerate(pile, 1)]
    head = pile_head(pile[0])
    assert (head.subject, head.amount_label, head.period_title) == ("更换水泵", "应分摊", "2025年12月31日")
    page = pile_list(head, ["a.pdf", "b.pdf"], sheets, [PileTie("各户之和", 930_93, 930_93)], ["请单面打印"])
    assert (page.sheet_count, page.amount_fen, page.owed_fen) == (3, 930_93, 300_03)
    assert [
        (line.first_house, line.last_house, line.sheet_count, line.amount_fen) for line in page.volumes
    ] == [
        ("01幢2单元301室", "01幢2单元301室", 1, 310_31),
        ("01幢2单元302室", "01幢2单元303室", 2, 620_62),
    ]
    assert pile_volume(head, 2, 2, sheets[1:]).amount_fen == 620_62


def test_what_does_not_come_to_the_books_is_not_listed() -> None:
    paper = made.top_up()
    with pytest.raises(AssertionError, match="books"):
        pile_list(pile_head(paper), (), [sheet_of(paper, 1, 0)], [PileTie("合计", 4823_89, 4823_90)], ())
