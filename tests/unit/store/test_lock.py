"""One writer at a time, threads too; a save waits a little for another's save."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from jjledger.errors import StoreError
from jjledger.store.lock import account, held, locked
from jjledger.store.system import RealSystem


def test_another_thread_is_another_writer(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with held(lock, RealSystem()):
        with pytest.raises(StoreError) as caught, held(lock, RealSystem(), patience_ms=40):
            pass
        assert f"用户 {account()}，" in str(caught.value)
    with held(lock, RealSystem()):
        pass


def test_a_save_waits_for_a_save(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    taken, order = threading.Event(), []

    def first() -> None:
        with held(lock, RealSystem()):
            taken.set()
            time.sleep(0.2)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    taken.wait()
    with held(lock, RealSystem()):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_a_program_that_outlives_the_writer_keeps_the_lock(tmp_path: Path) -> None:
    lock, system = tmp_path / "lock", RealSystem()
    with held(lock, system) as file:
        asleep = threading.Thread(
            target=system.run, args=(("sleep", "0.5"), b"", {"PATH": "/usr/bin:/bin"}, file)
        )
        asleep.start()
        time.sleep(0.2)
    with pytest.raises(StoreError), held(lock, system, patience_ms=40):
        pass
    asleep.join()
    with held(lock, system):
        pass


def test_a_publication_does_not_wait(tmp_path: Path) -> None:
    with locked(tmp_path / "lock", RealSystem()):
        pass
    assert (tmp_path / "lock").read_text(encoding="utf-8").startswith("用户 ")
