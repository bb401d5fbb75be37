"""What long tests counted, for the tables in docs/evidence.md.

What lives here: writing one record a test to build/evidence. What must not: counting.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EVIDENCE = ROOT / "build" / "evidence"


def record_evidence(name: str, counts: Mapping[str, int | str]) -> Path:
    """Keep what a test counted, with the commit it ran at.

    Args:
        name: of the record; a later run of the same name takes its place.
        counts: what was counted, and the seed where there is one.

    Returns:
        The file.
    """
    EVIDENCE.mkdir(parents=True, exist_ok=True)
    path = EVIDENCE / f"{name}.json"
    record = {"name": name, "commit": _commit(), **counts}
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _commit() -> str:
    """Name the commit that is checked out, with a mark where files differ from it."""
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout.strip() or "unknown"
