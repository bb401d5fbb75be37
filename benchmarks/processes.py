"""Run a program and count what it and every process it leaves behind used.

What lives here: processor seconds, wall seconds and peak memory of whole processes.
What must not: what is run, and what is thought of the figures.
"""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PR_SET_CHILD_SUBREAPER: Final = 36
_KILOBYTES: Final = 1024  # a megabyte; Linux counts memory in kilobytes


class ProgramError(Exception):
    """A measured program failed, so its figures mean nothing."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one run of a program used."""

    cpu: float  # seconds, user and system, of all its processes
    wall: float  # seconds until the program itself ended
    peak: float  # megabytes, of its largest process


def adopt_orphans() -> None:
    """Become the parent of processes whose own parent ends first, such as a pool's fork server."""
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def run(command: Sequence[str], log: Path) -> Usage:
    """Run a program to its end.

    The caller must be small: until its own program starts, a process counts the memory of
    the one it was started from.

    Args:
        command: the program and its arguments.
        log: a file for what it prints.

    Raises:
        ProgramError: it did not end well; what it printed stands in the message.
    """
    start = time.monotonic()
    output = (os.POSIX_SPAWN_OPEN, 1, str(log), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    errors = (os.POSIX_SPAWN_DUP2, 1, 2)
    program = os.posix_spawnp(command[0], command, os.environ, file_actions=[output, errors])
    cpu, peak, wall, code = 0.0, 0, 0.0, 0
    while True:
        try:
            pid, status, usage = os.wait4(-1, 0)
        except ChildProcessError:
            break
        cpu += usage.ru_utime + usage.ru_stime
        peak = max(peak, usage.ru_maxrss)
        if pid == program:
            wall, code = time.monotonic() - start, os.waitstatus_to_exitcode(status)
    if code:
        raise ProgramError(f"{' '.join(command)} ended with {code}:\n{log.read_text(encoding='utf-8')}")
    return Usage(cpu, wall, peak / _KILOBYTES)
