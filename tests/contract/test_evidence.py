"""docs/evidence.md holds at least the numbers that are promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence import counted

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "evidence.md"
# Modules whose every change was tried against their tests.
MUTATED = [
    path
    for floor in ("proof", "seal")
    for path in sorted((ROOT / "jjledger" / floor).glob("[a-z]*.py"))
    if path.stem not in {"failed", "beacons"}  # words, and a pattern with its examples
]
# Test, what was counted, and how many there must be at least.
PROMISED = [
    ("store-kills-git", "kills", 200),
    ("store-kills-git-long", "kills", 2000),
    ("store-kills-district-long", "kills", 500),
    ("store-kills-no-git-long", "kills", 500),
    ("command-kills", "kills", 24),
    ("command-kills-long", "kills", 200),
    ("store-faults-git-EIO", "faults", 30),
    ("store-faults-git-ENOSPC", "faults", 30),
    ("store-faults-git-killed", "faults", 30),
    ("store-faults-no-git-killed", "faults", 15),
    ("log-kills", "kills", 200),
    ("log-kills-long", "kills", 2000),
    ("log-faults-entries-ENOSPC", "faults", 25),
    ("log-faults-entries-EIO", "faults", 25),
    ("log-faults-entries-killed", "faults", 25),
    ("log-faults-nothing-killed", "faults", 50),
    ("log-speed", "entries", 1000),
    ("fuzz", "inputs", 10_000),
    ("attacks", "packs", 500),
    ("attacks", "codes", 80),
    ("attacks", "mutations", 1000),
    ("attacks-on-the-page", "cases", 1500),
    ("page-agrees", "changed_packs", 1000),
    ("verify-page", "packs", 10),
    ("seal", "households", 6000),
    ("audit", "households", 1500),
    ("audit-speed", "households", 1500),
    ("audit-recomputed", "histories", 1000),
    ("audit-recomputed", "bookings", 10_000),
    *((f"mutants-{path.stem}", "changes", 1) for path in MUTATED),
]


@pytest.mark.parametrize(("test", "what", "least"), PROMISED)
def test_as_many_were_counted_as_promised(test: str, what: str, least: int) -> None:
    assert counted(DOCUMENT.read_text(encoding="utf-8").split("<!-- table -->")[1])[test][what] >= least


def test_nothing_acknowledged_was_lost_and_no_save_was_slow() -> None:
    counts = counted(DOCUMENT.read_text(encoding="utf-8").split("<!-- table -->")[1])
    kills = [
        found
        for test, found in counts.items()
        if test.startswith(("store-kills", "command-kills", "log-kills"))
    ]
    assert all(found["lost"] == 0 < found["acknowledged"] <= found["saved"] for found in kills)
    assert counts["store-speed"]["median_ms"] < 300
    assert counts["fuzz"]["tracebacks"] == 0


def test_nobody_was_taken_in_and_two_programs_said_the_same_of_everything() -> None:
    counts = counted(DOCUMENT.read_text(encoding="utf-8").split("<!-- table -->")[1])
    assert counts["attacks"]["refused"] > 900
    assert counts["attacks-on-the-page"]["different_answers"] == 0
    assert counts["page-agrees"]["different_answers"] == 0
    assert counts["audit-recomputed"]["differences"] == 0
    assert counts["seal"]["sealed_with_packs_ms"] <= 2500
    assert max(counts["audit"]["cpu_ms"], counts["audit-speed"]["slowest_ms"]) < 5000
