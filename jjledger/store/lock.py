"""One writer at a time.

What lives here: the lock that a publication or an entry holds, and the message that says who holds it.
What must not: waiting; a person decides whether to try again.
"""

from __future__ import annotations

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jjledger.errors import StoreError, Trouble
from jjledger.store.refusals import refusing
from jjledger.store.system import System


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
            holder = system.read(path).decode("utf-8", "replace").strip() or "刚刚开始"
            raise StoreError(
                Trouble(
                    place=str(path),
                    what=f"另一个写入或发布正在进行：{holder}。",
                    remedy="请等它结束后重新运行；如果它已经停住，请先结束那个进程。",
                )
            ) from None
    with file:
        with refusing(path.parent):
            file.truncate(0)
            file.write(f"用户 {_user()}，主机 {os.uname().nodename}，进程 {os.getpid()}，")
            file.write(f"始于 {system.now():%Y-%m-%d %H:%M:%S}\n")
            file.flush()
        yield


def _user() -> str:
    """Name the user of this process, by number where the system has no name."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
