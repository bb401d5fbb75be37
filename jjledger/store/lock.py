"""One writer at a time.

What lives here: the lock that a publication or an entry holds, and the message that says who holds it.
What must not: waiting longer than a save takes; a person decides whether to try again.
"""

from __future__ import annotations

import os
import pwd
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from jjledger.errors import StoreError, Trouble
from jjledger.store.refusals import refusing
from jjledger.store.system import System

_PAUSE_MILLISECONDS: Final = 20


@contextmanager
def held(path: Path, system: System, patience_ms: int = 3000) -> Iterator[IO[str]]:
    """Hold a lock for the short time of a save; the programs run meanwhile inherit it.

    Args:
        path: the lock file; made when missing, and never removed.
        system: the machine.
        patience_ms: how long to wait for another one's save, in milliseconds.

    Raises:
        StoreError: another one holds it still; says who and since when.
    """
    with refusing(path.parent):
        for _ in range(patience_ms // _PAUSE_MILLISECONDS):
            try:
                file = system.hold(path)
                break
            except BlockingIOError:
                time.sleep(_PAUSE_MILLISECONDS / 1000)
        else:
            raise _held_by_another(path, system)
    with file:
        _sign(file, path, system)
        yield file


@contextmanager
def locked(path: Path, system: System) -> Iterator[None]:
    """Hold a lock file during the block; the kernel frees it when the process dies.

    Args:
        path: The lock file; made when missing, and never removed.
        system: The machine.

    Raises:
        StoreError: Another process holds it; says who and since when.
    """
    with refusing(path.parent):
        try:
            file = system.lock(path)
        except BlockingIOError:
            raise _held_by_another(path, system) from None
    with file:
        _sign(file, path, system)
        yield


def _held_by_another(path: Path, system: System) -> StoreError:
    """Say who holds a lock."""
    holder = system.read(path).decode("utf-8", "replace").strip() or "刚刚开始"
    return StoreError(
        Trouble(
            place=str(path),
            what=f"另一个写入或发布正在进行：{holder}。",
            remedy="请等它结束后重新运行；如果它已经停住，请先结束那个进程。",
        )
    )


def _sign(file: IO[str], path: Path, system: System) -> None:
    """Write into a lock who holds it."""
    with refusing(path.parent):
        file.truncate(0)
        file.write(f"用户 {account()}，主机 {os.uname().nodename}，进程 {os.getpid()}，")
        file.write(f"始于 {system.now():%Y-%m-%d %H:%M:%S}\n")
        file.flush()


def account() -> str:
    """Name the user of this process, by number where the system has no name."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
