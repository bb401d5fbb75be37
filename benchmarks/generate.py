"""Write both forms of the invented facts, or prove them equal; a process of its own for `run`.

`python -m benchmarks.generate write|prove HOUSEHOLDS YEARS FOLDER` makes `FOLDER/cesu` and
`FOLDER/one.beancount` and prints the last year; `prove` needs `cesu` compiled.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.facts import invent
from benchmarks.forms import write_folder, write_one_file
from benchmarks.proof import differences


def main(step: str, households: str, years: str, folder: str) -> int:
    """Do one step; 1 where the forms differ."""
    community = invent(int(households), int(years))
    place = Path(folder)
    ledger, one_file = place / "cesu", place / "one.beancount"
    if step == "write":
        write_folder(community, ledger)
        write_one_file(community, one_file)
        print(community.years[-1])
        return 0
    found = differences(community, ledger, one_file)
    print("\n".join(found[:20]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
