"""A witness's memory: on the disk before a line leaves it, and never guessed."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from jjledger.errors import LogError, StoreError
from jjledger.proof.failed import ProofError
from jjledger.store.kept_log import KeptLog, read_log
from jjledger.store.log import open_log
from jjledger.store.system import RealSystem, System
from jjledger.store.witness_state import Remembered, open_state
from jjledger.workflows.log_witness import Witnessing, answer_request, request_for
from tests.faulty import FaultySystem, Killed
from tests.public_log import ALONE, GENESIS, LOG, ORIGIN, WITNESSES, close, written


def remembered(kept: KeptLog) -> Remembered:
    return Remembered(LOG.public(), kept.compare(kept.checkpoint, ALONE).checkpoint)


def ask(state: Path, kept: KeptLog, old: int, system: System) -> bytes:
    who = Witnessing(WITNESSES[0], LOG.public(), kept.site_files().__getitem__)
    with open_state(state, system) as memory:
        return answer_request(request_for(kept, old), who, memory, 7)


@pytest.fixture
def kept(tmp_path: Path) -> KeptLog:
    return read_log(written(tmp_path / "log", [close(1)], [close(2)]))


def test_what_was_kept_is_recalled_each_log_by_itself(tmp_path: Path, kept: KeptLog) -> None:
    with open_state(tmp_path / "state", RealSystem()) as memory:
        assert memory.recall(ORIGIN) is None
        memory.keep(remembered(kept))
        assert memory.recall("other.example/log") is None
    with open_state(tmp_path / "state", RealSystem()) as memory:
        assert memory.recall(ORIGIN) == remembered(kept)


@pytest.mark.parametrize(
    ("old", "new"), [("last 3", "last 03"), ("last 3", "last x"), (ORIGIN, "o"), ("v1", "v2")]
)
def test_a_damaged_memory_signs_nothing(tmp_path: Path, kept: KeptLog, old: str, new: str) -> None:
    ask(tmp_path / "state", kept, 0, RealSystem())
    path = next(path for path in (tmp_path / "state").iterdir() if path.name != "lock")
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(LogError, match="见证人的记录已损坏"):
        ask(tmp_path / "state", kept, 3, RealSystem())


def test_one_request_at_a_time(tmp_path: Path, kept: KeptLog) -> None:
    with open_state(tmp_path / "state", RealSystem()), pytest.raises(StoreError, match="正在进行"):
        ask(tmp_path / "state", kept, 0, RealSystem())


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, None], ids=["full", "broken", "killed"])
def test_whatever_call_fails_no_fork_is_signed_after_a_line_was_given(
    tmp_path: Path, kept: KeptLog, error: int | None
) -> None:
    fork_place = tmp_path / "fork"
    with open_log(fork_place, LOG, GENESIS, RealSystem()) as log:
        log.append([close(1), close(3)])
    fork, released = read_log(fork_place), 0
    for fail_at in range(1, 60):
        state, system = tmp_path / str(fail_at), FaultySystem(fail_at, error)
        try:
            given = bool(ask(state, kept, 0, system))
        except (StoreError, Killed):
            given = False
        released += given
        with open_state(state, RealSystem()) as memory:
            known = memory.recall(ORIGIN)
        assert known in (None, remembered(kept))
        assert known is not None or not given
        if known is not None:  # also where the line was lost on its way
            with pytest.raises(ProofError):
                ask(state, fork, 3, RealSystem())
            assert ask(state, kept, 3, RealSystem())
        if system.calls < fail_at:
            break
    assert 0 < released < fail_at > 5
