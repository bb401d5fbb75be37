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
SEVERITIES = {check.code: check.severity for check in CATALOGUE}


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
        assert finding.severity == SEVERITIES[finding.code]
        assert finding.excerpt or not finding.place.line, "the user's own line is shown"
        assert finding.what
        assert finding.remedy
        assert finding.ground


def test_every_code_has_a_case_that_breaks_only_it() -> None:
    alone = {case.codes for case in CASES if " " not in case.codes}
    assert set(SEVERITIES) == alone - {"sound"}
