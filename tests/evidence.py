"""What long tests counted, for the tables in docs/evidence.md.

What lives here: writing one record a test to build/evidence, and laying all of them out.
What must not: counting.
"""

from __future__ import annotations

import json
import re
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


def table() -> str:
    """Lay out all records as a table in Markdown, by name."""
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(EVIDENCE.glob("*.json"))]
    lines = ["| test | counted | seed | commit |", "|---|---|---|---|"]
    for record in records:
        name, seed, commit = (record.pop(key, "") for key in ("name", "seed", "commit"))
        counted = ", ".join(
            f"{key} {value:,}" if isinstance(value, int) else f"{key} {value}"
            for key, value in record.items()
        )
        lines.append(f"| {name} | {counted} | {seed} | {commit} |")
    return "\n".join(lines) + "\n"


def counted(markdown: str) -> dict[str, dict[str, int]]:
    """Read whole numbers back from a table, by test and by what was counted.

    Raises:
        ValueError: a line is not as `table` writes it.
    """
    found: dict[str, dict[str, int]] = {}
    for line in markdown.splitlines():
        if line.startswith("| ") and not line.startswith("| test |"):
            _, name, counts, _, commit, _ = (cell.strip() for cell in line.split("|"))
            if not commit:
                raise ValueError(line)
            pairs = (pair.rpartition(" ") for pair in re.split(r", (?=[a-z])", counts))
            found[name] = {key: int(value.replace(",", "")) for key, _, value in pairs if value[:1].isdigit()}
    return found


def _commit() -> str:
    """Name the commit that is checked out, with a mark where files differ from it."""
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout.strip() or "unknown"
