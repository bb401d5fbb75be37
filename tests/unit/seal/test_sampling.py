"""Samples: the formula that is written down, whose the drawn fens are, and how often a ghost is found."""

from __future__ import annotations

import random
from fractions import Fraction
from hashlib import sha256

import pytest

from jjledger.proof.coin_line import Interval
from jjledger.seal.register import read_register
from jjledger.seal.sampling import covers, draw, drawn_fens, drawn_rooms, holders
from tests.attacks.world import HONEST
from tests.unit.seal.test_sealing import sealed_of

ROOT = bytes(range(32))


def by_hand(root: bytes, beacon: str, j: int, n: int) -> int:
    return int(sha256(b"jjledger/mus/v1\n" + root + f"{beacon}\n{j}".encode()).hexdigest(), 16) % n


def test_a_draw_is_the_formula() -> None:
    assert draw(ROOT, "3021.77", 1252, 12) == tuple(by_hand(ROOT, "3021.77", j, 1252) for j in range(12))
    assert draw(ROOT, "3021.77", 2**53 - 1, 1) == (by_hand(ROOT, "3021.77", 0, 2**53 - 1),)
    assert draw(ROOT, "3021.77", 1, 3) == (0, 0, 0)
    assert draw(ROOT, "3021.77", 7, 0) == ()


def test_the_first_sample_stands_and_another_chance_gives_another() -> None:
    long = draw(ROOT, "3021.77", 10**9, 100)
    assert draw(ROOT, "3021.77", 10**9, 30) == long[:30]
    assert not set(long) & set(draw(ROOT, "3021.78", 10**9, 100))
    assert not set(long) & set(draw(bytes(32), "3021.77", 10**9, 100))


@pytest.mark.parametrize(
    ("root", "beacon", "below"),
    [
        (ROOT[:31], "3021.77", 7), (ROOT + b"\0", "3021.77", 7), (ROOT, "", 7), (ROOT, "30 21", 7), (ROOT, "3021\n", 7),
        (ROOT, "３", 7), (ROOT, "x" * 101, 7), (ROOT, "3021.77", 0), (ROOT, "3021.77", -7),
    ],
)  # fmt: skip
def test_what_nobody_could_draw_again_is_not_drawn(root: bytes, beacon: str, below: int) -> None:
    with pytest.raises(ValueError, match="a draw has"):
        draw(root, beacon, below, 1)


def test_every_fen_is_whose_interval_holds_it() -> None:
    sealed = sealed_of()
    for column, total in (("closing", 1799), ("arrears", 31)):
        owners = holders(sealed, column, range(total))
        for place, statement in enumerate(sealed.statements):
            interval = sealed.intervals(place).get(column)
            held = {fen for fen, room in enumerate(owners) if room == statement.room}
            assert held == {
                fen for fen in range(total) if interval is not None and covers(interval, total, fen)
            }
            assert len(held) == getattr(statement, f"{column}_fen")
        for fen in (-1, total):
            with pytest.raises(AssertionError):
                holders(sealed, column, [fen])


def test_who_has_it_all_is_always_drawn() -> None:
    sealed = sealed_of({"1": (7, 0, 0, 0, 7, 0)})
    assert holders(sealed, "closing", range(7)) == ("1",) * 7
    assert drawn_fens(sealed, "arrears", "3021.77", 5) == ()
    with pytest.raises(AssertionError):
        holders(sealed, "arrears", [])


def test_an_interval_that_runs_over_the_end_holds_both_ends() -> None:
    over = Interval(5, 4, ())
    assert [fen for fen in range(7) if covers(over, 7, fen)] == [0, 1, 5, 6]


def test_fens_and_rooms_are_drawn_from_what_was_published() -> None:
    sealed = sealed_of()
    line = sealed.line("closing")
    assert line is not None
    fens = drawn_fens(sealed, "closing", "3021.77", 20)
    assert fens == tuple(by_hand(line.root(), "3021.77", j, 1799) for j in range(20))
    rooms = drawn_rooms(read_register(sealed.register), "3021.77", 20)
    order = sorted(HONEST)
    assert rooms == tuple(order[by_hand(sealed.statements_root, "3021.77", j, 7)] for j in range(20))


def test_59_fens_find_a_ghost_of_a_twentieth_19_times_of_20() -> None:
    """The chance to miss it is (19/20)^59 = 4.85 %; in 1,000 draws with other chances it is missed about as often."""
    total, ghost = 2_000_000, 100_000
    assert Fraction(19, 20) ** 59 < Fraction(1, 20) < Fraction(19, 20) ** 58
    chance = random.Random(59)  # noqa: S311 - the same draws each time
    missed = 0
    for _ in range(1000):
        fens = draw(chance.randbytes(32), f"{chance.randrange(10**6)}", total, 59)
        start = chance.randrange(total)
        missed += not any(covers(Interval(start, ghost, ()), total, fen) for fen in fens)
    assert 20 <= missed <= 80  # four standard deviations around 48.5
