"""Which totals by building may be shown, on cases small enough to subtract by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jjledger.disclosure.small import Groups, Movement, PeriodEnd, is_crowd, merged_groups


def _homes(building: str, count: int, fen: int = 100) -> dict[str, int]:
    return {f"{building}-1-{n}": fen + n for n in range(1, count + 1)}


def _moves(line: str, building: str, count: int, fen: int = 10, first: int = 1) -> list[Movement]:
    return [
        Movement(line, building, f"{building}-1-{n}", fen + n, line == "opening")
        for n in range(first, first + count)
    ]


def _end(sizes: dict[str, int], *moves: list[Movement]) -> PeriodEnd:
    return PeriodEnd(
        {name: _homes(name, size) for name, size in sizes.items()},
        tuple(move for listed in moves for move in listed),
    )


def _opened(sizes: dict[str, int]) -> PeriodEnd:
    """Give the first end of books that all households brought money into by one line."""
    return _end(sizes, *(_moves("opening", name, size) for name, size in sizes.items()))


APART: Groups = (("A",), ("B",), ("C",))
BIG = {"A": 30, "B": 30, "C": 30}


# --- crowds -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amounts", "crowd"),
    [
        ([1] * 10, True),
        ([1] * 9, False),
        ([1] * 9 + [0], False),
        ([1] * 9 + [9], True),  # exactly half
        ([1] * 9 + [10], False),
        ([-1] * 9 + [-9], True),
        ([1] * 5 + [-1] * 5, True),
        ([], False),
        ([0] * 20, False),
    ],
)
def test_a_crowd_is_ten_without_one_who_has_more_than_half(amounts: list[int], crowd: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_crowd(amounts) is crowd


# --- balances ---------------------------------------------------------------------------------


def test_buildings_of_crowds_stand_alone() -> None:
    assert merged_groups([_opened(BIG)]) == (APART,)


def test_nine_households_are_put_together_with_the_richest_building() -> None:
    sizes = {"A": 30, "B": 9, "C": 31}
    assert merged_groups([_opened(sizes)]) == ((("A",), ("B", "C")),)


def test_small_buildings_that_are_a_crowd_together_need_no_other() -> None:
    sizes = {"A": 30, "B": 5, "C": 5}
    assert merged_groups([_opened(sizes)]) == ((("A",), ("B", "C")),)
    assert merged_groups([_opened(sizes | {"C": 4})]) == ((("A", "B", "C"),),)


def test_a_shop_with_more_than_half_is_put_together_with_others_until_it_has_not() -> None:
    homes = {"A": _homes("A", 12), "B": _homes("B", 12), "C": {**_homes("C", 12), "C-1-1": 3000}}
    end = PeriodEnd(
        homes, tuple(Movement("o", b, h, fen) for b, all_ in homes.items() for h, fen in all_.items())
    )
    assert merged_groups([end]) == ((("A", "B", "C"),),)


def test_a_lone_building_is_shown_whatever_it_is_since_it_is_the_fund() -> None:
    assert merged_groups([_opened({"A": 3})]) == ((("A",),),)


def test_the_merged_stand_where_the_first_of_them_stood() -> None:
    sizes = {"A": 4, "B": 30, "C": 7, "D": 30}
    assert merged_groups([_opened(sizes)]) == ((("A", "C"), ("B",), ("D",)),)


def test_no_buildings_no_groups() -> None:
    assert merged_groups([]) == ()
    assert merged_groups([PeriodEnd({}, ())]) == ((),)


# --- openings ---------------------------------------------------------------------------------


def test_openings_can_be_guessed_so_the_first_total_may_not_tell_nine_households_either() -> None:
    first = _opened(BIG)
    moved = replace(first, movements=(*first.movements, *_moves("june", "A", 9)))
    assert ("A",) not in merged_groups([moved])[0]
    crowd = replace(first, movements=(*first.movements, *_moves("june", "A", 10)))
    assert merged_groups([crowd]) == (APART,)


def test_nor_may_the_first_total_and_a_line_leave_the_few_of_another_building() -> None:
    """Line june is fifteen of A and two of B; what all brought in before hides them only from strangers."""
    first = _opened(BIG)
    few = (*_moves("june", "A", 15), *_moves("june", "B", 2))
    (groups,) = merged_groups([replace(first, movements=(*first.movements, *few))])
    assert ("A",) not in groups
    assert ("B",) not in groups


def test_openings_may_be_secret_so_a_small_building_may_not_change_its_company() -> None:
    """C, of three, is hidden with the richest; when A becomes that, B stays, or C would be the rest."""
    before = {"A": _homes("A", 20, 100), "B": _homes("B", 20, 200), "C": _homes("C", 3)}
    brought = tuple(
        Movement("opening", building, home, fen, opens=True)
        for building, homes in before.items()
        for home, fen in homes.items()
    )
    ends = [PeriodEnd(before, brought), PeriodEnd(before | {"A": _homes("A", 20, 300)}, ())]
    assert merged_groups(ends) == ((("A",), ("B", "C")), (("A",), ("B", "C")))
    # of A alone the richest would go with it
    assert merged_groups(ends[1:]) == ((("A", "C"), ("B",)),)


# --- movements since the total before ---------------------------------------------------------


def test_totals_may_be_shown_again_when_nothing_or_a_crowd_moved() -> None:
    later = _end(BIG, _moves("june", "A", 15), _moves("june", "B", 15))
    assert merged_groups([_opened(BIG), _end(BIG), later]) == (APART, APART, APART)


def test_the_difference_of_two_totals_must_not_be_nine_households() -> None:
    later = _end(BIG, _moves("june", "A", 9), _moves("june", "B", 15), _moves("june", "C", 15))
    _, after = merged_groups([_opened(BIG), later])
    assert ("A",) not in after
    assert any(len(group) > 1 and "A" in group for group in after)


def test_a_building_comes_back_when_enough_has_moved_over_several_ends() -> None:
    ends = [
        _opened(BIG),
        _end(BIG, _moves("june", "A", 9), _moves("june", "B", 15), _moves("june", "C", 15)),
        _end(BIG, _moves("dec", "A", 9, first=15), _moves("dec", "B", 15), _moves("dec", "C", 15)),
    ]
    _, hidden, back = merged_groups(ends)
    assert ("A",) not in hidden
    assert back == APART


def test_what_was_taken_back_did_not_move() -> None:
    undone = [Movement("june", "A", "A-1-1", 50), Movement("june", "A", "A-1-1", -50)]
    assert merged_groups([_opened(BIG), _end(BIG, undone)]) == (APART, APART)


# --- subtraction ------------------------------------------------------------------------------


def test_a_lines_sum_less_a_shown_building_must_not_leave_the_few_others() -> None:
    """Line june is fifteen of A and two of B: its sum less A's difference is those two."""
    _, after = merged_groups([_opened(BIG), _end(BIG, _moves("june", "A", 15), _moves("june", "B", 2))])
    assert ("A",) not in after
    assert ("B",) not in after


def test_the_few_are_hidden_again_by_a_crowd_of_a_later_line() -> None:
    few = _end(BIG, _moves("june", "A", 15), _moves("june", "B", 2))
    crowd = _end(BIG, _moves("dec", "A", 15, first=10), _moves("dec", "B", 15, first=10))
    _, _, after = merged_groups([_opened(BIG), few, crowd])
    assert after == APART


def test_but_not_by_a_crowd_whose_difference_is_told_by_its_own_line() -> None:
    """Line dec is B's alone, so B's difference less dec would be the two of june."""
    few = _end(BIG, _moves("june", "A", 15), _moves("june", "B", 2))
    crowd = _end(BIG, _moves("dec", "B", 15, first=10))
    _, _, after = merged_groups([_opened(BIG), few, crowd])
    assert ("B",) not in after


def test_a_crowd_of_others_in_the_same_line_hides_the_few() -> None:
    crowded = _end(BIG, _moves("june", "A", 15), _moves("june", "B", 15), _moves("june", "C", 2))
    _, after = merged_groups([_opened(BIG), crowded])
    assert ("C",) not in after
    assert len(after) == 2, "C and one more that shares its line"


def test_lines_that_cross_are_told_apart() -> None:
    """A's difference less line d is the two of A in r less the two of B in d: four households."""
    moves = _end(
        BIG,
        _moves("d", "A", 15),
        _moves("d", "B", 2),
        _moves("r", "A", 2, first=16),
        _moves("r", "B", 15, first=3),
    )
    _, after = merged_groups([_opened(BIG), moves])
    assert ("A",) not in after
    assert ("B",) not in after
    one_line = PeriodEnd(moves.balances, tuple(replace(move, line="d") for move in moves.movements))
    assert merged_groups([_opened(BIG), one_line])[1] == APART


def test_a_total_may_not_say_in_which_building_a_small_line_lies() -> None:
    """All of line may, two households, lies in A, with the twenty of june."""
    moves = _end(BIG, _moves("june", "A", 20), _moves("may", "A", 2, first=25))
    _, after = merged_groups([_opened(BIG), moves])
    assert ("A",) not in after


def test_it_may_where_the_line_may_as_well_lie_in_another() -> None:
    """A and B share line june, so nobody can tell from which of the two the two of may are."""
    moves = _end(BIG, _moves("june", "A", 20), _moves("june", "B", 20), _moves("may", "A", 2, first=25))
    assert merged_groups([_opened(BIG), moves])[1] == APART


def test_a_crowds_line_may_lie_in_one_building() -> None:
    _, after = merged_groups([_opened(BIG), _end(BIG, _moves("june", "A", 20))])
    assert after == APART


def test_a_new_building_whose_deposits_are_known_does_not_tell_the_others() -> None:
    """D is new: all of its money came by line june, along with two of A's."""
    sizes = BIG | {"D": 12}
    ends = [
        PeriodEnd({name: _homes(name, size) for name, size in BIG.items()}, _opened(BIG).movements),
        _end(sizes, _moves("june", "D", 12), _moves("june", "A", 2)),
    ]
    _, after = merged_groups(ends)
    assert ("D",) not in after
