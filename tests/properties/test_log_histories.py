"""Any history of appends, witnesses and faults leaves a log that has only grown, with one root a size."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from jjledger.errors import StoreError
from jjledger.proof.tree import leaf_hash, root_of
from jjledger.proof.witness import answer
from tests.faulty import FaultySystem, Killed
from tests.public_log import GENESIS, POLICY, WITNESSES, close, entries_seen, opened, roots_signed

STEPS = st.lists(
    st.tuples(
        st.integers(0, 3),  # entries to append; none asks a witness
        st.integers(0, 45),  # the call that fails; 0 none
        st.sampled_from([errno.ENOSPC, errno.EIO, None]),
        st.booleans(),  # whether every later call fails too
    ),
    min_size=1,
    max_size=8,
)


@dataclass
class Model:
    """What a log must be, as far as one can know after its writers died."""

    acknowledged: list[bytes] = field(default_factory=list)
    roots: set[tuple[int, bytes]] = field(default_factory=set)
    numbers: count[int] = field(default_factory=lambda: count(1))

    def look(self, folder: Path) -> None:
        """See a whole log that begins with all that was acknowledged."""
        seen = entries_seen(folder)
        assert list(seen[: len(self.acknowledged)]) == self.acknowledged
        self.roots |= roots_signed(folder)
        hashes = [leaf_hash(entry) for entry in seen]
        assert all(root_of(hashes[:size]) == root for size, root in self.roots if size <= len(seen))


def step(folder: Path, model: Model, many: int, system: FaultySystem) -> None:
    with opened(folder, system) as log:
        if many:
            batch = [close(next(model.numbers)) for _ in range(many)]
            log.append(batch)
        else:
            found = log.compare(log.checkpoint, POLICY).checkpoint
            log.cosign([answer(found, WITNESSES[log.size % 4], 1)], POLICY)
        model.acknowledged = list(log.entries)


@given(STEPS)
def test_a_log_only_grows(steps: Sequence[tuple[int, int, int | None, bool]]) -> None:
    with TemporaryDirectory() as place:
        folder, model = Path(place) / "log", Model()
        for many, fail_at, error, lasting in steps:
            with suppress(StoreError, Killed):
                step(folder, model, many, FaultySystem(fail_at, error, lasting=lasting))
            model.look(folder)
        step(folder, model, 1, FaultySystem(0))
        model.look(folder)
        entries = entries_seen(folder)
        assert entries[0] == GENESIS
        assert len(set(entries)) == len(entries)
        assert {size for size, _ in model.roots} <= set(range(1, len(entries) + 1))
        assert len({size for size, _ in model.roots}) == len(model.roots)
