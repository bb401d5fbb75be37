"""Hand all cases to a program in another language, as JSON: `python -m tests.attacks > cases.json`.

With a word only some: `packs`, `codes` or `mutations`. Each case has name, policy (origin, log, witnesses, quorum), room
(null where nobody asks whose it is), either `pack` or `household` and `poster`, and what is to be answered: `expect`.
"""

from __future__ import annotations

import json
import sys

from tests.attacks import all_cases


def main(kinds: list[str]) -> int:
    """Write the cases to the output."""
    told = all_cases()
    if not set(kinds) <= set(told):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    cases = [case.told() for kind in kinds or told for case in told[kind]]
    json.dump(cases, sys.stdout)  # in ASCII, since half signs cannot be written otherwise
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
