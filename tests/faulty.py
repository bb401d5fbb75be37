"""A machine that fails at its k-th call to the disk.

What lives here: the faulty System for crash tests. What must not: expectations.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO

from jjledger.store.system import CHINA, Ran, RealSystem

NOW = datetime(2026, 1, 15, 9, 30, tzinfo=CHINA)


class Killed(BaseException):
    """The process is gone: no handler runs another call."""


class FaultySystem:
    """The real disk with a fixed clock, failing the k-th call from 1; never where k is 0.

    With `error` an errno, that call raises it and later ones work; a program that was to be
    run says so and ends with 128, as git does; where it is `late`, after having done its work.
    Where it is `lasting`, later calls fail too.
    With `error` None, that call and all later ones raise `Killed`, as if the process had died
    there. A write that fails leaves half its data.
    """

    def __init__(
        self, fail_at: int, error: int | None = errno.ENOSPC, *, lasting: bool = False, late: bool = False
    ) -> None:
        self.calls = 0
        self._fail_at = fail_at
        self._error = error
        self._lasting = lasting
        self._late = late
        self._real = RealSystem()

    def now(self) -> datetime:
        return NOW

    def today(self) -> date:
        return NOW.date()

    def read(self, path: Path) -> bytes:
        self._count()
        return self._real.read(path)

    def write(self, path: Path, data: bytes, mode: int = 0o666) -> None:
        self._count(lambda: path.write_bytes(data[: len(data) // 2]))
        self._real.write(path, data, mode)

    def link(self, source: Path, path: Path) -> None:
        self._count()
        self._real.link(source, path)

    def symlink(self, text: str, path: Path) -> None:
        self._count()
        self._real.symlink(text, path)

    def replace(self, source: Path, path: Path) -> None:
        self._count()
        self._real.replace(source, path)

    def unlink(self, path: Path) -> None:
        self._count()
        self._real.unlink(path)

    def mkdir(self, path: Path) -> None:
        self._count()
        self._real.mkdir(path)

    def rmdir(self, path: Path) -> None:
        self._count()
        self._real.rmdir(path)

    def sync(self, folder: Path) -> None:
        self._count()
        self._real.sync(folder)

    def lock(self, path: Path) -> IO[str]:
        self._count()
        return self._real.lock(path)

    def hold(self, path: Path) -> IO[str]:
        self._count()
        return self._real.hold(path)

    def run(
        self, command: Sequence[str], data: bytes, environ: Mapping[str, str], held: IO[str] | None
    ) -> Ran:
        try:
            self._count()
        except OSError as error:
            if self._late:
                self._real.run(command, data, environ, held)
            return Ran(128, b"", f"fatal: {error.strerror}".encode())
        return self._real.run(command, data, environ, held)

    def _count(self, half_done: Callable[[], object] = lambda: None) -> None:
        self.calls += 1
        if self._error is None and self._fail_at and self.calls > self._fail_at:
            raise Killed
        if self.calls == self._fail_at or (self._lasting and self.calls > self._fail_at > 0):
            half_done()
            if self._error is None:
                raise Killed
            raise OSError(self._error, os.strerror(self._error))
