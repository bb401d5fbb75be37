"""`jjledger template`: an empty table that the program reads back, and whose example is never booked."""

from __future__ import annotations

from pathlib import Path

import pytest

from jjledger.intake.sheet import read_sheet
from jjledger.workflows.fund.deposit import COLUMNS as DEPOSITS
from jjledger.workflows.fund.opening import COLUMNS as OPENING
from tests.ledgers import HEYUAN, copy_of, run


@pytest.mark.parametrize(
    ("kind", "columns"), [("deposits", DEPOSITS), ("top-ups", DEPOSITS), ("opening", OPENING)]
)
def test_the_headings_are_those_the_program_looks_for(tmp_path: Path, kind: str, columns: tuple) -> None:  # type: ignore[type-arg]  # of columns
    path = tmp_path / "表.xlsx"
    assert run("jjledger", "template", kind, "--to", path).returncode == 0
    (line,) = read_sheet(path, columns)
    assert line.texts["household"] == "示例01-1-101"
    assert 581880 in line.figures.values()


def test_the_example_is_not_booked_and_no_file_is_written_over(tmp_path: Path) -> None:
    folder, path = copy_of(HEYUAN, tmp_path), tmp_path / "表.xlsx"
    run("jjledger", "template", "deposits", "--to", path)
    done = run("jjledger", "fund", "deposit", folder, "--file", path, "--today", "2025-08-20")
    assert (done.returncode, "没有房屋「示例01-1-101」" in done.stderr) == (2, True)
    before = path.read_bytes()
    assert run("jjledger", "template", "opening", "--to", path).returncode == 2
    assert path.read_bytes() == before
