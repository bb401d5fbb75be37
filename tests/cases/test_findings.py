"""Every finding has a case that breaks only it, found at its very line; near misses are found sound."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from jjledger.books.ledger import load_ledger
from jjledger.checks.catalogue import CATALOGUE
from jjledger.facts.finding import Finding
from tests.cases.changes import HERE, SOUND, Case, read_cases
from tests.golden.golden import compare

TODAY = date(2025, 8, 20)
CASES = read_cases()
NAMES = [f"{case.codes}: {case.name}" for case in CASES]
LISTED = {check.code: check for check in CATALOGUE}


class Tried(NamedTuple):
    """A case laid down and checked."""

    case: Case
    expected: set[tuple[str, str, int]]
    found: tuple[Finding, ...]


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Tried]:
    results = {}
    for name, case in zip(NAMES, CASES, strict=True):
        folder = tmp_path_factory.mktemp("case") / "heyuan"
        expected = case.lay_down(folder)
        results[name] = Tried(case, expected, load_ledger(folder, TODAY).findings)
    return results


def test_the_sound_community_is_sound() -> None:
    ledger = load_ledger(SOUND, TODAY)
    assert ledger.findings == ()
    assert len(ledger.books.posted()) == 12
    assert len(ledger.books.vouchers) == 13


@pytest.mark.parametrize("name", NAMES)
def test_what_a_change_brings(name: str, tried: Mapping[str, Tried]) -> None:
    case, expected, found = tried[name]
    assert {(finding.code, finding.place.file, finding.place.line) for finding in found} == expected
    assert len(found) == len(expected), "each mistake is found once"
    assert " ".join(sorted({code for code, _, _ in expected})) == case.codes.replace("sound", "")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_has_all_its_parts(name: str, tried: Mapping[str, Tried]) -> None:
    for finding in tried[name].found:
        check = LISTED[finding.code]
        assert finding.severity == check.severity
        assert finding.excerpt or not finding.place.line, "the user's own line is shown"
        assert finding.what.endswith("。")
        assert finding.remedy
        assert finding.ground.startswith(tuple(check.ground.split("；"))), "the ground is the one listed"


@pytest.mark.parametrize("file", sorted(path.name for path in (HERE / "findings").iterdir()))
def test_the_words(file: str, tried: Mapping[str, Tried]) -> None:
    said = [
        f"# {name}\n\n" + "".join(f"{finding.text()}\n\n" for finding in tried[name].found)
        for name, case in zip(NAMES, CASES, strict=True)
        if case.file == file and case.codes != "sound"
    ]
    compare(f"findings/{file}", "".join(said))


def test_every_code_has_a_case_that_breaks_only_it() -> None:
    alone = {case.codes for case in CASES if " " not in case.codes}
    assert set(LISTED) == alone - {"sound"}


def test_the_library_of_cases_is_read_whole() -> None:
    headings = sum(
        line.startswith("# ")
        for path in (HERE / "findings").iterdir()
        for line in Path(path).read_text("utf-8").splitlines()
    )
    assert len(CASES) == headings == len(set(NAMES))
