"""Names and rooms in a voucher's words: warned of while it is booked, in the way of the close, cured by a correction."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledgers import HEYUAN, copy_of, run

TODAY = ("--today", "2026-01-31")
SIGNED = ("--prepared", "甲", "--reviewed", "乙", "--write", *TODAY)
WARNING = "公示会因此暂停"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a community with one owner on file."""
    place = copy_of(HEYUAN, tmp_path)
    (place / "private").mkdir(exist_ok=True)
    (place / "private/owners.csv").write_text("household,name,phone\n01-1-101,欧阳某某,\n", encoding="utf-8")
    return place


def _book(folder: Path, narration: str, *more: str) -> str:
    done = run(
        "jjledger", "voucher", "new", folder, "--date", "2025-01-20", "--payee", "某业主", "--narration", narration,
        "--attachments", "1", "--leg", "6001停车=10.00", "--leg", "Income:3公共收益:6099其他", *more, *SIGNED,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("narration", "warned"),
    [("停车费", False), ("01-1-101停车费", True), ("欧阳某某停车费", True), ("停车费 13800000000", True)],
)
def test_private_words_are_told_when_they_are_booked(folder: Path, narration: str, *, warned: bool) -> None:
    said = _book(folder, narration)
    assert (WARNING in said) == warned


def test_they_stand_in_the_way_of_the_close_until_they_are_corrected(folder: Path) -> None:
    _book(folder, "01-1-101停车费")
    close = ("jjledger", "close", folder, "2025-01", *TODAY)
    refused = run(*close)
    assert "2025-01-Z" in refused.stderr
    assert WARNING in refused.stderr
    key = next(word for word in refused.stderr.split() if word.startswith("2025-01-Z"))
    done = run(
        "jjledger", "voucher", "correct", folder, key, "--fund", "3公共收益", "--narration", "停车费", "--date", "2025-01-21", *SIGNED,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert WARNING not in run(*close).stderr
