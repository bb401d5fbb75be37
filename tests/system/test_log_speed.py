"""What the log costs a publication: little, though every file of it is read and hashed before anything is signed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from jjledger.proof.tlog_proof import verify
from jjledger.store.kept_log import read_log
from tests.evidence import record_evidence
from tests.public_log import ALONE, HOME, disclosure, opened, written

COMMUNITIES, YEARS, BATCH = 25, 10, 50
# A community puts out four disclosures a year; its entries are some 300 bytes without households.
ENTRIES = [
    disclosure(f"{2020 + year}-Q{quarter}", community=f"{HOME}/c{community}")
    for year in range(YEARS)
    for quarter in range(1, 5)
    for community in range(COMMUNITIES)
]


def milliseconds(work: Callable[[], object]) -> int:
    """Measure the best of three runs, since others use this machine too."""
    best = float("inf")
    for _ in range(3):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return round(best * 1000)


def test_a_thousand_entries(tmp_path: Path) -> None:
    assert len(ENTRIES) == 1000
    one_by_one = tmp_path / "one by one"
    begun = time.perf_counter()
    with opened(one_by_one) as log:
        for entry in ENTRIES[:200]:
            log.append([entry])
    appended = round((time.perf_counter() - begun) * 1000 / 200)
    batches = [ENTRIES[at : at + BATCH] for at in range(0, 1000, BATCH)]
    begun = time.perf_counter()
    folder = written(tmp_path / "log", *batches)
    in_batches = round((time.perf_counter() - begun) * 1000)
    kept = read_log(folder)
    assert (kept.size, len(kept.sizes)) == (1001, 21)

    def open_and_close() -> None:
        with opened(folder):
            pass

    def prove_all() -> None:
        fresh = read_log(folder)
        assert all(fresh.proof(index) for index in range(fresh.size))

    opening, proving = milliseconds(open_and_close), milliseconds(prove_all)
    serving = milliseconds(lambda: read_log(folder).site_files())
    index = 777
    assert verify(kept.proof(index), kept.entries[index], ALONE)[0] == index
    record_evidence(
        "log-speed",
        {
            "entries": kept.size,
            "checkpoints": len(kept.sizes),
            "written_ms": in_batches,
            "one_append_ms": appended,
            "opened_ms": opening,
            "all_proofs_ms": proving,
            "site_files_ms": serving,
        },
    )
    assert opening < 300
    assert proving < 600
    assert serving < 600
