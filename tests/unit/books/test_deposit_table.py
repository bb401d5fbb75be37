"""Deposit standards of community.toml: every value in its place, every mistake at its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.deposit_table import read_standards
from jjledger.books.source import Source
from jjledger.books.toml_table import read_toml
from jjledger.errors import CommunityFileError
from jjledger.facts.community import DepositStandard

FIRST = '[[deposit_standard]]\nfrom = 2020-01-01\nper_m2 = "65.00"\n'


def read(folder: Path, text: str) -> tuple[DepositStandard, ...]:
    (folder / "community.toml").write_text(text, encoding="utf-8")
    return read_standards(read_toml(Source(folder), "community.toml"))


def test_everything_is_read(tmp_path: Path) -> None:
    text = FIRST + (
        '[[deposit_standard]]\nfrom = 2022-01-01\nper_m2 = "1,080.5"\ncost_per_m2 = "2000"\n'
        'kinds = ["commercial", "shop"]\nbuildings = ["01", "A2"]\nreason = "公告"\n'
    )
    assert read(tmp_path, text) == (
        DepositStandard(date(2020, 1, 1), 6500),
        DepositStandard(date(2022, 1, 1), 108050, ("commercial", "shop"), ("01", "A2"), 200000, "公告"),
    )


def test_none_is_none(tmp_path: Path) -> None:
    assert read(tmp_path, "") == ()


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ('per_m2 = "0.00"', 7),
        ('per_m2 = "-1.00"', 7),
        ('per_m2 = "1.005"', 7),
        ("per_m2 = 65", 7),
        ('per_m2 = "65"\ncost_per_m2 = "x"', 8),
        ('per_m2 = "65"\nkinds = ["villa"]', 8),
        ('per_m2 = "65"\nbuildings = ["1幢"]', 8),
        ('per_m2 = "65"\nrate = "1"', 8),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_line(tmp_path: Path, line: str, at: int) -> None:
    with pytest.raises(CommunityFileError) as refused:
        read(tmp_path, f"{FIRST}\n[[deposit_standard]]\nfrom = 2022-01-01\n{line}\n")
    assert refused.value.trouble.place.endswith(f"community.toml:{at}")


def test_days_do_not_run_backwards(tmp_path: Path) -> None:
    same_day = FIRST + FIRST
    assert len(read(tmp_path, same_day)) == 2  # for different kinds or buildings
    with pytest.raises(CommunityFileError, match="从早到晚"):
        read(tmp_path, FIRST + FIRST.replace("2020", "2019"))
