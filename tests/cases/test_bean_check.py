"""The checks run inside beancount: bean-check reports wrong books at their line, and no missing evidence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cases.changes import SOUND, read_cases

BEAN_CHECK = Path(sys.executable).with_name("bean-check")
CASES = {case.name: case for case in read_cases()}
WRONG = (
    "owners' money that is nobody's",
    "details of one fen more",
    "a row of a detail file that is not in the register",
    "one fund pays for another",
    "an account part in brackets",
    "a plugin in a month's file",
)
MISSING = ("a decision that is not on file", "a bank balance nobody vouched for", "a household that owes")


def _bean_check(folder: Path) -> tuple[int, str]:
    """Check without beancount's cache, which a slow machine writes beside the sound books and a copy would take along."""
    done = subprocess.run(
        [BEAN_CHECK, "-C", folder / "main.beancount"], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_sound_books_pass() -> None:
    assert _bean_check(SOUND) == (0, "")


@pytest.mark.parametrize("name", WRONG)
def test_wrong_books_are_reported_with_place_and_words(name: str, tmp_path: Path) -> None:
    ((code, file, line),) = CASES[name].lay_down(tmp_path / "heyuan")
    status, printed = _bean_check(tmp_path / "heyuan")
    assert status == 1
    assert f"{tmp_path / 'heyuan' / file}:{line}:" in printed
    assert f"{file}:{line}: 阻断 {code}" in printed


@pytest.mark.parametrize("name", MISSING)
def test_missing_evidence_is_no_error(name: str, tmp_path: Path) -> None:
    CASES[name].lay_down(tmp_path / "heyuan")
    assert _bean_check(tmp_path / "heyuan") == (0, "")
