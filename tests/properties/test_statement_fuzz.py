"""Ten thousand damaged statements: rows or a refusal in words, and never a sum that is wrong and looks right."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jjledger.errors import SheetError
from jjledger.facts.statement import Statement
from jjledger.intake.statements import read_statement
from tests.evidence import record_evidence
from tests.statement_files import (
    ABOVE,
    CONTAINERS,
    HEADING,
    Grid,
    as_csv,
    corporate,
    some_amounts,
    wechat,
    yuan,
)

SEED = 20261129
DAMAGED_GRIDS = 6_000
DAMAGED_BYTES = 4_000
SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "statements"
NASTY = (
    "", "-", "--", "/", "0", "0.00", "-0.01", "1,23.00", "1,234.00", "1.234,00", "12.345", "1e9", "1E+15", ".5", "5.",
    "999999999999999.99", "99999999999999999999", "１２３.４５", "¥1.00", "CNY 2.00", "USD 3.00", "3.00元", "(4.00)",
    "2025-02-30", "2025-13-01", "0000-00-00", "20250301", "2025/3/1", "01/02", "24:00:00", "合计", "本页小计", "期初余额",
    "贷", "借", "\u0661\u0662", "nan", "inf", "TRUE", "=1+1", '"', "a\tb", "a,b", "a\nb", "\u202e1.00", "x" * 300,
)  # fmt: skip


@dataclass(frozen=True)
class Base:
    """A statement in order, as the damage finds it."""

    grid: Grid
    read: Statement
    first: int  # index of the first row in the grid

    def amounts(self) -> dict[tuple[str, ...], int]:
        """Give the amount of each row by its cells."""
        return {tuple(self.grid[row.row - 1]): row.amount_fen for row in self.read.rows}


def base(grid: Grid, heading: list[str]) -> Base:
    return Base(grid, read_statement("good", as_csv(grid).encode()), grid.index(heading) + 1)


def flagged() -> Grid:
    """Turn the two columns of a corporate statement into an amount and a flag."""
    grid = corporate(some_amounts(9, 7)).grid
    rows = [[cells[0], "借" if cells[1] else "贷", cells[1] or cells[2], *cells[3:]] for cells in grid[5:-1]]
    total = yuan(sum(abs(fen) for fen in some_amounts(9, 7)))
    return [*ABOVE, ["交易时间", "借贷标志", "发生额", *HEADING[3:]], *rows, ["合计", "", total]]


BASES = [
    base(corporate(some_amounts(12)).grid, HEADING),
    base(corporate(some_amounts(8, 6), newest_first=True).grid, HEADING),
    base(flagged(), ["交易时间", "借贷标志", "发生额", *HEADING[3:]]),
    base(wechat(), wechat()[7]),
]


def replace_cell(grid: Grid, row: int, draw: random.Random) -> None:
    grid[row][draw.randrange(len(grid[row]))] = draw.choice(NASTY)


def change_sign(grid: Grid, row: int, draw: random.Random) -> None:
    """Put, take or change one character of one cell."""
    place = draw.randrange(len(grid[row]))
    text = grid[row][place]
    at = draw.randint(0, len(text))
    grid[row][place] = text[:at] + draw.choice(["", *"0159.,-\"' 借贷元\t"]) + text[at + draw.randint(0, 1) :]


def drop_cell(grid: Grid, row: int, draw: random.Random) -> None:
    del grid[row][draw.randrange(len(grid[row]))]


def add_cell(grid: Grid, row: int, draw: random.Random) -> None:
    grid[row].insert(draw.randint(0, len(grid[row])), draw.choice(NASTY))


def swap_cells(grid: Grid, row: int, draw: random.Random) -> None:
    one, two = draw.randrange(len(grid[row])), draw.randrange(len(grid[row]))
    grid[row][one], grid[row][two] = grid[row][two], grid[row][one]


def cut_short(grid: Grid, row: int, draw: random.Random) -> None:
    del grid[row][draw.randint(1, len(grid[row])) :]


def drop_row(grid: Grid, row: int, _: random.Random) -> None:
    del grid[row]


def double_row(grid: Grid, row: int, _: random.Random) -> None:
    grid.insert(row, list(grid[row]))


def swap_rows(grid: Grid, row: int, draw: random.Random) -> None:
    other = draw.randint(row, len(grid) - 1)
    grid[row], grid[other] = grid[other], grid[row]


def empty_row(grid: Grid, row: int, _: random.Random) -> None:
    grid.insert(row, [])


DAMAGES: tuple[Callable[[Grid, int, random.Random], None], ...] = (
    replace_cell, replace_cell, change_sign, change_sign, drop_cell, add_cell, swap_cells, cut_short, drop_row,
    double_row, swap_rows, empty_row,
)  # fmt: skip


def read(name: str, data: bytes) -> Statement | None:
    """Read a damaged file; None where it is refused, in words that name the file."""
    try:
        found = read_statement(name, data)
    except SheetError as error:
        troubles = error.troubles
    else:
        ties(found)
        return found
    assert troubles
    for trouble in troubles:
        assert trouble.place.startswith(name)
        assert re.search(r"[\u4e00-\u9fff]", trouble.what)
        assert trouble.remedy
    return None


def ties(found: Statement) -> None:
    """Assert what holds of whatever was read."""
    keys = [row.key for row in found.rows]
    assert len(keys) == len(set(keys))
    assert [row.day for row in found.rows] == sorted(row.day for row in found.rows)
    assert all(row.amount_fen == 0 for row in found.rows if row.state == "neutral")
    assert all(remark.row >= 1 and remark.why for remark in found.unread)
    assert not {remark.row for remark in found.unread} & {row.row for row in found.rows}
    if found.opening_fen is not None:
        assert found.closing_fen == found.opening_fen + found.sum_fen + found.missing_fen
        assert bool(found.chain_breaks) or not found.missing_fen


def is_clean(found: Statement) -> bool:
    return not (found.chain_breaks or found.unread or found.totals_differ or found.doubts)


def test_no_damage_to_one_place_gives_a_wrong_sum_that_looks_right() -> None:
    draw = random.Random(SEED)  # noqa: S311 -- the same files in every run
    counts: Counter[str] = Counter()
    containers = list(CONTAINERS.items())
    for _ in range(DAMAGED_GRIDS):
        good = draw.choice(BASES)
        grid = [list(cells) for cells in good.grid]
        row = draw.randrange(good.first - 1, len(grid))
        damage = draw.choice(DAMAGES)
        damage(grid, row, draw)
        name, write = draw.choice(containers)
        found = read(name, write(grid))
        counts["refused" if found is None else "clean" if is_clean(found) else "flagged"] += 1
        if found is None:
            continue
        # Line breaks in a cell number the lines below it anew; of two words of the heading that changed places no
        # reader can know, but the sum must not look right.
        told = damage is swap_cells and row == good.first - 1
        known = {} if told or any("\n" in cell for cells in grid for cell in cells) else good.amounts()
        for one in found.rows:
            cells = tuple(grid[one.row - 1]) if one.row <= len(grid) else ()
            assert one.amount_fen == known.get(cells, one.amount_fen), (damage, grid[row : row + 1])
        if is_clean(found):
            assert found.sum_fen == good.read.sum_fen, (damage, name, grid[row : row + 1])
    damaged_bytes(counts)
    assert counts.total() == DAMAGED_GRIDS + DAMAGED_BYTES
    assert min(counts["refused"], counts["clean"], counts["flagged"]) > 0
    record_evidence(
        "fuzz", {"seed": SEED, "inputs": counts.total(), **dict(sorted(counts.items())), "tracebacks": 0}
    )


def files() -> list[bytes]:
    """List whole files to damage: our own in every container, and the samples where they are."""
    made = [write(one.grid) for one in BASES for write in CONTAINERS.values()]
    there = (file for file in sorted(SAMPLES.rglob("*")) if file.suffix in {".csv", ".xls", ".xlsx"})
    return made + [file.read_bytes() for file in there]


def damaged_bytes(counts: Counter[str]) -> None:
    """Damage files where it falls: bytes changed, cut out, doubled, or the end cut off."""
    draw = random.Random(SEED + 1)  # noqa: S311 -- the same files in every run
    sound = files()
    for _ in range(DAMAGED_BYTES):
        data = bytearray(draw.choice(sound))
        for _ in range(draw.randint(1, 3)):
            at, length = draw.randrange(len(data)), draw.randint(1, 40)
            kind = draw.randrange(5)
            if kind == 0:
                data[at] = draw.randrange(256)
            elif kind == 1:
                del data[at : at + length]
            elif kind == 2:
                data[at:at] = data[at : at + length]
            elif kind == 3:
                data[at:at] = draw.choice(NASTY).encode()
            elif length < 10:
                del data[max(1, at) :]
        found = read("damaged", bytes(data))
        counts["refused" if found is None else "clean" if is_clean(found) else "flagged"] += 1


CELLS = st.one_of(
    st.sampled_from(NASTY),
    st.sampled_from(
        [
            "2025-03-01",
            "2025-03-02 10:00:00",
            "100.00",
            "-50.00",
            "1,000.00",
            "贷",
            "借",
            "甲",
            "转账",
            "12345678",
        ]
    ),
    st.text(max_size=8),
)
HEADINGS = st.sampled_from([HEADING, BASES[2].grid[BASES[2].first - 1], BASES[3].grid[BASES[3].first - 1]])


@settings(max_examples=400)
@given(
    st.lists(st.lists(CELLS, max_size=6), max_size=4),
    HEADINGS,
    st.lists(st.lists(CELLS, max_size=12), max_size=8),
)
def test_any_cells_under_a_known_heading_are_rows_or_refused(
    above: Grid, heading: list[str], rows: Grid
) -> None:
    text = as_csv([*above, heading, *rows])
    read("any.csv", text.encode("utf-8", "replace"))


@settings(max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=400), st.text(max_size=200).map(lambda text: text.encode("gb18030", "replace"))
    )
)
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    read("any", data)


@pytest.mark.parametrize("good", BASES, ids=lambda good: good.read.title)
def test_what_is_damaged_was_in_order(good: Base) -> None:
    assert is_clean(good.read)
    assert len(good.amounts()) == len(good.read.rows) >= 6
