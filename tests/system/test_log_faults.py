"""Whatever call of the log's writer fails: strangers see a whole log, and no size ever has two roots."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

import pytest

from jjledger.errors import StoreError
from jjledger.proof.tree import leaf_hash, root_of
from jjledger.proof.witness import answer
from jjledger.store.system import System
from tests.evidence import record_evidence
from tests.faulty import FaultySystem, Killed
from tests.public_log import (
    GENESIS,
    POLICY,
    WITNESSES,
    close,
    entries_seen,
    opened,
    read_log,
    roots_signed,
    written,
)

OLD = (GENESIS, *map(close, range(3)))
BATCH = (close(10), close(11))
OTHER = (close(20),)
ERRORS = pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, None], ids=["full", "broken", "killed"])


def append_missing(folder: Path, entries: Sequence[bytes], system: System | None = None) -> None:
    """Append what is not there yet, as a publication does that was broken off."""
    with opened(folder, system) as log:
        log.append([entry for entry in entries if entry not in log.entries])


def fail_each_call(
    make: Callable[[Path], object], folders: Path, work: Callable[[Path, System], None], error: int | None
) -> list[tuple[int, Path, bool]]:
    """Do some work once for each call to the machine, that call failing; give each folder and whether it refused."""
    ended: list[tuple[int, Path, bool]] = []
    for fail_at in count(1):
        folder = folders / str(fail_at) / "log"
        make(folder)
        system = FaultySystem(fail_at, error)
        try:
            work(folder, system)
        except (StoreError, Killed):
            ended.append((fail_at, folder, True))
        else:
            ended.append((fail_at, folder, False))
            if system.calls < fail_at:
                return ended
    raise AssertionError


@ERRORS
@pytest.mark.parametrize("again", ["another", "the same"])
@pytest.mark.parametrize("before", ["nothing", "entries"])
def test_the_kth_call_fails(tmp_path: Path, error: int | None, again: str, before: str) -> None:
    old = OLD if before == "entries" else (GENESIS,)
    make = (lambda folder: written(folder, OLD[1:])) if before == "entries" else (lambda _: None)
    ended = fail_each_call(
        make, tmp_path, lambda folder, system: append_missing(folder, BATCH, system), error
    )
    outcomes = {"faults": 0, "nothing": 0, "promised": 0, "appended": 0}
    for _, folder, failed in ended:
        seen, roots = entries_seen(folder), roots_signed(folder)
        assert seen in ((), old[:1], old, (*old, *BATCH))
        assert failed or seen == (*old, *BATCH)
        append_missing(folder, BATCH if again == "the same" else OTHER)
        after = entries_seen(folder)
        promised = after[len(old) : len(old) + 2] == BATCH
        more = () if again == "the same" else OTHER
        assert after == (*old, *BATCH, *more) if promised else after == (*old, *more)
        roots |= roots_signed(folder)
        assert all(root_of(list(map(leaf_hash, after[:size]))) == root for size, root in roots)
        left = {path.name for path in folder.iterdir()} - {"checkpoint", "checkpoints", "tile"}
        assert left == {"lock"}
        outcomes["faults"] += failed
        outcomes["nothing" if not promised else "promised" if failed else "appended"] += 1
    assert outcomes["faults"] > 25
    if again == "another":
        assert (
            min(outcomes["nothing"], outcomes["promised"]) > 5
        )  # faults were met on both sides of the promise
        name = errno.errorcode[error] if error else "killed"
        record_evidence(f"log-faults-{before}-{name}", outcomes)


@ERRORS
def test_the_kth_call_fails_while_a_witness_is_added(tmp_path: Path, error: int | None) -> None:
    def work(folder: Path, system: System) -> None:
        with opened(folder, system) as log:
            log.cosign([answer(log.compare(log.checkpoint, POLICY).checkpoint, WITNESSES[0], 1)], POLICY)

    ended = fail_each_call(lambda folder: written(folder, OLD[1:]), tmp_path, work, error)
    counted = set()
    for _, folder, _ in ended:
        assert entries_seen(folder) == OLD
        with opened(folder) as log:
            line = answer(log.compare(log.checkpoint, POLICY).checkpoint, WITNESSES[1], 1)
            log.cosign([line], POLICY)
            seen = log.seen(POLICY)
            counted.add(len(seen.witnesses))
            assert (folder / "checkpoint").read_bytes() == log.checkpoint == read_log(folder).checkpoint
    assert counted == {1, 2}


def test_a_promise_of_a_disk_that_fails_for_good_is_told(tmp_path: Path) -> None:
    said = set()
    for fail_at in range(1, 100):
        folder = written(tmp_path / str(fail_at) / "log", OLD[1:])
        try:
            append_missing(folder, BATCH, FaultySystem(fail_at, errno.EIO, lasting=True))
        except StoreError as error:
            decided = "已经决定" in str(error)
            said.add(decided)
            assert (folder / "promise").exists() >= decided
            append_missing(folder, OTHER)
            assert (BATCH[0] in entries_seen(folder)) >= decided
    assert said == {True, False}


def test_an_append_after_one_that_failed_is_refused_until_the_log_is_opened_anew(tmp_path: Path) -> None:
    """Else a second promise would take the place of the first, whose tiles may be out already."""
    refused = 0
    for fail_at in range(1, 100):
        folder = written(tmp_path / str(fail_at) / "log", OLD[1:])
        system = FaultySystem(fail_at, errno.EIO)
        try:
            with opened(folder, system) as log:
                try:
                    log.append(BATCH)
                except StoreError:
                    refused += 1
                    with pytest.raises(StoreError):
                        log.append(OTHER)
        except StoreError:
            continue
        append_missing(folder, OTHER)
        assert entries_seen(folder)[-1] == OTHER[0]
        if system.calls < fail_at:
            break
    assert refused > 10
