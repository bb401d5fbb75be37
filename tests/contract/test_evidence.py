"""docs/evidence.md holds at least the numbers that are promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence import counted

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "evidence.md"
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
