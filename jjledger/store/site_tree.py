"""Publishing a whole site in one step.

A site that stands at `public` is a symbolic link to a complete tree in the hidden folder
beside it; a publication builds the next tree and then turns the link:

    public -> .public/7     what readers see
    .public/6               the tree before, until the next publication begins
    .public/7               the tree that is out
    .public/7.json          the fingerprints of what it was made from
    .public/jjledger.lock   who is publishing; its presence says that the folder is ours

Turning the link is one system call, so whatever fails before it leaves the old site, and
whatever fails after it the new one. A tree's number is never used twice in a row, so that
a worker left over by a killed run cannot write into the next tree.

What lives here: the staged tree. What must not: what the files say.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from jjledger.encoding import decode
from jjledger.errors import StoreError, Trouble
from jjledger.store.files import read_or_none, remove
from jjledger.store.lock import locked
from jjledger.store.manifest import dump_fingerprints, load_fingerprints
from jjledger.store.refusals import UNTOUCHED, refusing
from jjledger.store.system import System

LOCK = "jjledger.lock"
NEXT = "next"
SITE_SUMS = "SITE.sums"  # of every file of a tree but itself and what is signed after it
SAFE_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
OUR_ENTRY = re.compile(r"([1-9][0-9]*)(\.json)?")
NO_HARD_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.EXDEV, errno.EMLINK}


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a site stands, and the hidden folder beside it."""

    target: Path

    @property
    def hidden(self) -> Path:
        """Name the folder that holds the trees."""
        return self.target.parent / f".{self.target.name}"

    def current(self) -> int | None:
        """Tell the number of the tree that is out; None where no site of ours stands."""
        if not self.target.is_symlink():
            return None
        held = OUR_ENTRY.fullmatch(self.target.readlink().name)
        if not held or self.target.readlink() != Path(self.hidden.name, held[1]):
            return None
        return int(held[1])

    def fingerprints_file(self, number: int) -> Path:
        """Name the file of fingerprints of a tree."""
        return self.hidden / f"{number}.json"


class StagedTree:
    """The next tree of a site, not yet seen by anybody.

    Only the process that opened it may write into it.
    """

    def __init__(self, seat: Seat, number: int, system: System) -> None:
        """Prepare the tree with a number; `staged` is the way to one."""
        self.committed = False
        self._seat = seat
        self._number = number
        self._system = system
        self._stage = seat.hidden / str(number)
        current = seat.current()
        self._previous = None if current is None else seat.hidden / str(current)
        self._folders = {self._stage}
        self._hashes: dict[str, str] = {}

    @cached_property
    def _known(self) -> Mapping[str, str]:
        """Read what the files of the previous tree were when they were written, as its list says."""
        listed = None if self._previous is None else read_or_none(self._previous / SITE_SUMS, self._system)
        lines = (listed or b"").decode().splitlines()
        return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}

    def sums(self, unlisted: str = "") -> bytes:
        """List the SHA-256 of every file written or kept so far but one, as sha256sum writes and checks it.

        A file that was kept is listed as it was when it was written, so that what somebody changed
        since then no longer agrees with the list.

        Raises:
            StoreError: the disk refused.
        """
        return "".join(
            f"{digest}  {path}\n" for path, digest in sorted(self._hashes.items()) if path != unlisted
        ).encode()

    def write(self, relpath: str, data: bytes) -> None:
        """Write one file of the new tree.

        Args:
            relpath: Where, as `d/shifan/index.html`; letters, digits, `.`, `_` and `-` only.
            data: Its content.

        Raises:
            StoreError: The path would leave the tree, or the disk refused.
        """
        path = self._stage / _safe(relpath)
        digest = sha256(data).hexdigest()
        with refusing(self._seat.target):
            self._make_folder(path.parent)
            if path.exists():  # perhaps a second name of a file in the tree that is out
                self._system.unlink(path)
            if not self._is_out(relpath, digest, data):
                self._system.write(path, data)
        self._hashes[relpath] = digest

    def _is_out(self, relpath: str, digest: str, data: bytes) -> bool:
        """Give a file that the previous tree has just so a second name, which takes no waiting for the disk."""
        if self._previous is None or self._known.get(relpath) != digest:
            return False
        there = self._previous / relpath
        if read_or_none(there, self._system) != data:
            return False
        self._link(there, self._stage / relpath)
        return True

    def keep(self, prefix: str) -> int:
        """Take over from the previous tree the file or all files below a folder, if they are as they were listed.

        Files already written stay as written. What somebody put there since is not taken over.

        Args:
            prefix: A file or folder of the previous tree, as `d/shifan`.

        Returns:
            How many files the previous tree had there.

        Raises:
            StoreError: The path would leave the tree, a file is not what it was, or the disk refused.
        """
        prefix = _safe(prefix.rstrip("/"))
        if self._previous is None:
            return 0
        source = self._previous / prefix
        files = [source] if source.is_file() else sorted(path for path in source.rglob("*") if path.is_file())
        names = {file.relative_to(self._previous).as_posix(): file for file in files}
        if self._known:
            names = {name: file for name, file in names.items() if name in self._known}
        with refusing(self._seat.target):
            for name, file in names.items():
                path = self._stage / name
                self._make_folder(path.parent)
                if not path.exists():
                    digest = sha256(self._system.read(file)).hexdigest()
                    if self._known.get(name, digest) != digest:
                        raise _changed(self._seat.target / name)
                    self._link(file, path)
                    self._hashes[name] = digest
        return len(names)

    def previous_text(self, relpath: str) -> str | None:
        """Read a text of the previous tree.

        Returns:
            The text, or None where there was no such file.

        Raises:
            StoreError: The path would leave the tree, or the disk refused.
        """
        relpath = _safe(relpath)
        if self._previous is None or not (self._previous / relpath).is_file():
            return None
        with refusing(self._seat.target):
            data = self._system.read(self._previous / relpath)
        return decode(data, relpath)

    def previous(self, relpath: str) -> bytes | None:
        """Read a file of the previous tree; None where there was none.

        Raises:
            StoreError: The disk refused.
        """
        return None if self._previous is None else read_or_none(self._previous / relpath, self._system)

    def commit(self, fingerprints: Mapping[str, str]) -> None:
        """Put the new tree out, in one step.

        Args:
            fingerprints: What it was made from; `published_fingerprints` gives it back.

        Raises:
            StoreError: The disk refused; the old site stands, unless the message says otherwise.
        """
        target, system = self._seat.target, self._system
        link = self._seat.hidden / NEXT
        with refusing(target):
            system.write(self._seat.fingerprints_file(self._number), dump_fingerprints(fingerprints))
            for folder in sorted(self._folders, reverse=True):
                system.sync(folder)
            system.symlink(f"{self._seat.hidden.name}/{self._number}", link)
            system.sync(self._seat.hidden)
            if target.is_dir() and not target.is_symlink():
                system.rmdir(target)  # an empty folder, taken over
            system.replace(link, target)
        self.committed = True
        with refusing(target, "新网站已经换上，但磁盘没有确认写入。"):
            system.sync(target.parent)

    def discard(self) -> None:
        """Throw the stage away; what cannot be removed now, the next publication removes."""
        with suppress(OSError):
            _sweep(self._seat, self._system)

    def _make_folder(self, folder: Path) -> None:
        """Make a folder of the stage and those above it."""
        missing = []
        while folder not in self._folders:
            missing.append(folder)
            folder = folder.parent
        for path in reversed(missing):
            self._system.mkdir(path)
            self._folders.add(path)

    def _link(self, source: Path, path: Path) -> None:
        """Give a file a second name, or copy it where the disk knows no second names."""
        try:
            self._system.link(source, path)
        except OSError as error:
            if error.errno not in NO_HARD_LINKS:
                raise
            self._system.write(path, self._system.read(source))


@contextmanager
def staged(target: Path, system: System) -> Iterator[StagedTree]:
    """Open the next tree of the site at a path; leaving without `commit` throws it away.

    Args:
        target: Where the site stands or shall stand: nothing, an empty folder, or a site
            published here before.
        system: The machine.

    Returns:
        The tree to fill and commit.

    Raises:
        StoreError: Something else stands there, another process publishes there, or the
            disk refused. The old site is whole in each case.
    """
    with refusing(target):
        seat = _claim(target, system)
    with locked(seat.hidden / LOCK, system):
        with refusing(target):
            number = max(_numbers(seat), default=0) + 1
            _sweep(seat, system)
            system.mkdir(seat.hidden / str(number))
        tree = StagedTree(seat, number, system)
        try:
            yield tree
        finally:
            if not tree.committed:
                tree.discard()


def published_fingerprints(target: Path) -> Mapping[str, str]:
    """Read what the site at a path was made from.

    Returns:
        What `commit` was given; empty where there is no site or its record is lost.
    """
    seat = Seat(target.absolute())
    number = seat.current()
    if number is None:
        return {}
    return load_fingerprints(seat.fingerprints_file(number))


def _claim(target: Path, system: System) -> Seat:
    """Refuse a place that holds something else; make the hidden folder."""
    seat = Seat(target.parent.resolve() / target.name)
    if target.name in {"", ".."}:
        raise _foreign(target, "这里不能放网站。")
    if not target.parent.is_dir():
        raise StoreError(
            Trouble(
                place=str(target), what="它所在的文件夹不存在。", remedy=f"请先运行  mkdir -p {target.parent}"
            )
        )
    if target.is_symlink():
        if seat.current() is None:
            raise _foreign(target, "这是一个指向别处的链接，不是 jjledger 发布的网站。")
    elif target.is_dir():
        if any(target.iterdir()):
            raise _foreign(target, "这个文件夹里有别的文件，发布会丢掉它们。")
    elif target.exists():
        raise _foreign(target, "这里是一个文件。")
    if seat.hidden.is_dir() and any(seat.hidden.iterdir()) and not (seat.hidden / LOCK).exists():
        raise _foreign(seat.hidden, "网站的各个版本要放在这个文件夹里，但里面有别的文件。")
    with suppress(FileExistsError):
        system.mkdir(seat.hidden)
    return seat


def _numbers(seat: Seat) -> list[int]:
    """List the numbers in use in the hidden folder."""
    held = (OUR_ENTRY.fullmatch(path.name) for path in seat.hidden.iterdir())
    return [int(match[1]) for match in held if match]


def _sweep(seat: Seat, system: System) -> None:
    """Remove every tree but the one that is out, and what killed runs left."""
    current = str(seat.current())
    for path in sorted(seat.hidden.iterdir()):
        held = OUR_ENTRY.fullmatch(path.name)
        if path.name == NEXT or (held and held[1] != current):
            remove(path, system)


def _safe(relpath: str) -> str:
    """Refuse a path that could leave the tree or that some web server reads differently."""
    if not SAFE_PATH.fullmatch(relpath):
        raise StoreError(
            Trouble(
                place=repr(relpath),
                what=f"网页的路径只能用英文字母、数字和 . _ - 组成。{UNTOUCHED}",
                remedy="请改正 community.toml 中的 code（与文件夹同名，只用英文字母和数字）。",
            )
        )
    return relpath


def _changed(place: Path) -> StoreError:
    """Build the refusal of a file that somebody changed on the site."""
    return StoreError(
        Trouble(
            place=str(place),
            what=f"网站上的这个文件被改动过，与上次签名的清单不符。{UNTOUCHED}",
            remedy="请从备份恢复网站的文件夹；没有备份的，换一个 --to 重新公示，并向业主说明。",
            ground="已公示的内容不能改写",
        )
    )


def _foreign(place: Path, what: str) -> StoreError:
    """Build the refusal of a place that is not ours."""
    return StoreError(
        Trouble(
            place=str(place),
            what=f"{what}{UNTOUCHED}",
            remedy="请用 --to 指定另一个位置：不存在的，空的，或者以前发布过的；也可以先把它移走。",
        )
    )
