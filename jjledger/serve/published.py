"""Reading the published site, which a publication may replace between two requests.

Only names a publication can write are looked up, and no link below the site's own is
followed, so that no request leaves the tree whatever it says.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from jjledger.store.site_tree import SAFE_PATH

# Nothing there, a file where a folder should be, a link, not ours to read, too long, a socket.
_NOT_SERVED: Final = frozenset(
    {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EACCES, errno.ENAMETOOLONG, errno.ENXIO}
)


class Identity(NamedTuple):
    """What differs when a file is another one or was written again."""

    device: int
    inode: int
    modified_ns: int
    size: int


@dataclass(frozen=True, slots=True)
class Record:
    """What is published about a community, beside its book."""

    index: Mapping[str, Any]  # d/<code>/index.json
    checks: Sequence[Mapping[str, Any]]  # d/<code>/checks.json: code, severity, words


@dataclass(frozen=True, slots=True)
class Published:
    """A tree of files that anybody may read."""

    root: Path  # may be a link that is turned while we run

    def read(self, relpath: str) -> bytes | None:
        """Read a file.

        Args:
            relpath: where, as `d/shifan/index.html`.

        Returns:
            Its bytes; None where there is no such regular file.
        """
        with self._opened(relpath) as descriptor:
            if descriptor is None:
                return None
            with open(descriptor, "rb", closefd=False) as file:
                return file.read()

    def identity(self, relpath: str) -> Identity | None:
        """Tell a file from what stood or will stand at its place; None where there is none."""
        with self._opened(relpath) as descriptor:
            if descriptor is None:
                return None
            found = os.fstat(descriptor)
            return Identity(found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size)

    def record(self, code: str) -> Record:
        """Read what is published about a community; empty where nothing is out."""
        index = self.read(f"d/{code}/index.json")
        checks = self.read(f"d/{code}/checks.json")
        return Record(json.loads(index) if index else {}, json.loads(checks) if checks else ())

    @contextmanager
    def _opened(self, relpath: str) -> Iterator[int | None]:
        """Open a regular file for as long as the block lasts."""
        with ExitStack() as opened:
            yield _walk(self.root, relpath, opened) if SAFE_PATH.fullmatch(relpath) else None


def _walk(root: Path, relpath: str, opened: ExitStack) -> int | None:
    """Open a file step by step, each step in the folder before it and none through a link."""
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    opened.callback(os.close, descriptor)
    for part in relpath.split("/"):
        try:
            descriptor = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=descriptor)
        except OSError as error:
            if error.errno in _NOT_SERVED:
                return None
            raise
        opened.callback(os.close, descriptor)
    return descriptor if stat.S_ISREG(os.fstat(descriptor).st_mode) else None
