"""Every finding has a case that breaks only it, found at its very line; near misses are found sound."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import load_ledger
from jjledger.checks.catalogue import CATALOGUE
from tests.cases.changes import SOUND, Case, read_cases

TODAY = date(2025, 8, 20)
CASES = read_cases()


def test_the_sound_community_is_sound() -> None:
    ledger = load_ledger(SOUND, TODAY)
    assert ledger.findings == ()
    assert len(ledger.books.posted()) == 12
    assert len(ledger.books.vouchers) == 13


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.codes}: {case.name}")
def test_what_a_change_brings(case: Case, tmp_path: Path) -> None:
    expected = case.lay_down(tmp_path / "heyuan")
    found = load_ledger(tmp_path / "heyuan", TODAY).findings
    assert {(finding.code, finding.place.file, finding.place.line) for finding in found} == expected
    assert len(found) == len(expected), "each mistake is found once"
    assert " ".join(sorted({code for code, _, _ in expected})) == case.codes.replace("sound", "")
    for finding in found:
        assert finding.excerpt or not finding.place.line, "the user's own line is shown"
        assert finding.what
        assert finding.remedy
        assert finding.ground


def test_every_code_has_a_case_that_breaks_only_it() -> None:
    assert {check.code for check in CATALOGUE} == {case.codes for case in CASES} - {"sound"} - _TOGETHER


# Cases of several findings show that one mistake may break two things.
_TOGETHER = {case.codes for case in CASES if " " in case.codes}


def test_severity_is_as_the_catalogue_says(tmp_path: Path) -> None:
    said = {check.code: check.severity for check in CATALOGUE}
    for number, case in enumerate(CASES):
        case.lay_down(tmp_path / str(number))
        for finding in load_ledger(tmp_path / str(number), TODAY).findings:
            assert finding.severity == said[finding.code], case.name
