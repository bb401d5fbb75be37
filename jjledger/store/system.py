"""The machine, as one small protocol: clock, disk and lock.

What lives here: every call that can fail or differ between two runs, so that a test can
fail the k-th of them and replay a run.
What must not: decisions; each method is one thing the operating system does.
"""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import IO, Protocol

CHINA = timezone(timedelta(hours=8), "CST")  # the law's days are China's, wherever the server stands

_PATIENCE_SECONDS = 120  # a program that asks nobody anything has hung by then


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a program that was run."""

    code: int
    output: bytes
    errors: bytes


class System(Protocol):
    """What the program asks of the machine; every method but the clock may raise OSError."""

    def now(self) -> datetime:
        """Tell the time in China."""

    def today(self) -> date:
        """Tell the day in China."""

    def read(self, path: Path) -> bytes:
        """Read a whole file."""

    def write(self, path: Path, data: bytes, mode: int = 0o666) -> None:
        """Write a whole file, with a mode where it is new, and wait until the disk has it."""

    def link(self, source: Path, path: Path) -> None:
        """Give a file a second name."""

    def symlink(self, text: str, path: Path) -> None:
        """Make a symbolic link that holds the text."""

    def replace(self, source: Path, path: Path) -> None:
        """Give a file or folder another name in one step, over what had that name."""

    def unlink(self, path: Path) -> None:
        """Remove a file or symbolic link."""

    def mkdir(self, path: Path) -> None:
        """Make one folder."""

    def rmdir(self, path: Path) -> None:
        """Remove an empty folder."""

    def sync(self, folder: Path) -> None:
        """Wait until the disk has the names in a folder."""

    def lock(self, path: Path) -> IO[str]:
        """Lock a file for this process until it is closed.

        Raises:
            BlockingIOError: Another process holds it.
        """

    def hold(self, path: Path) -> IO[str]:
        """Lock a file for this holder and the programs it runs meanwhile, until all have let go.

        Raises:
            BlockingIOError: Another process, or another thread of this one, holds it.
        """

    def run(
        self, command: Sequence[str], data: bytes, environ: Mapping[str, str], held: IO[str] | None
    ) -> Ran:
        """Run a program to its end; one that outlives us keeps what is held.

        Raises:
            FileNotFoundError: There is no such program.
        """


class RealSystem:
    """The machine itself."""

    def now(self) -> datetime:
        """Tell the time in China."""
        return datetime.now(tz=CHINA)

    def today(self) -> date:
        """Tell the day in China."""
        return self.now().date()

    def read(self, path: Path) -> bytes:
        """Read a whole file."""
        return path.read_bytes()

    def write(self, path: Path, data: bytes, mode: int = 0o666) -> None:
        """Write a whole file, with a mode where it is new, and wait until the disk has it."""
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def link(self, source: Path, path: Path) -> None:
        """Give a file a second name."""
        path.hardlink_to(source)

    def symlink(self, text: str, path: Path) -> None:
        """Make a symbolic link that holds the text."""
        path.symlink_to(text)

    def replace(self, source: Path, path: Path) -> None:
        """Give a file or folder another name in one step, over what had that name."""
        source.replace(path)

    def unlink(self, path: Path) -> None:
        """Remove a file or symbolic link."""
        path.unlink()

    def mkdir(self, path: Path) -> None:
        """Make one folder."""
        path.mkdir()

    def rmdir(self, path: Path) -> None:
        """Remove an empty folder."""
        path.rmdir()

    def sync(self, folder: Path) -> None:
        """Wait until the disk has the names in a folder."""
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(number)
        finally:
            os.close(number)

    def lock(self, path: Path) -> IO[str]:
        """Lock a file for this process until it is closed.

        A record lock, because a worker that outlives its killed parent does not inherit it.

        Raises:
            BlockingIOError: Another process holds it.
        """
        file = path.open("a+", encoding="utf-8")
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise
        return file

    def hold(self, path: Path) -> IO[str]:
        """Lock a file for this holder and the programs it runs meanwhile, until all have let go.

        A lock of the open file, which a program inherits: when a writer is killed while git
        works for it, the next writer waits for that git too.

        Raises:
            BlockingIOError: Another process, or another thread of this one, holds it.
        """
        file = path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise
        return file

    def run(
        self, command: Sequence[str], data: bytes, environ: Mapping[str, str], held: IO[str] | None
    ) -> Ran:
        """Run a program to its end; one that outlives us keeps what is held.

        Raises:
            FileNotFoundError: There is no such program.
        """
        try:
            done = subprocess.run(  # noqa: S603 - the program and its words are ours, no shell reads them
                command,
                input=data,
                capture_output=True,
                env=dict(environ),
                pass_fds=(held.fileno(),) if held else (),
                timeout=_PATIENCE_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise OSError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT), command[0]) from error
        return Ran(done.returncode, done.stdout, done.stderr)
