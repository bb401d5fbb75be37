"""Write vouchers into a ledger: rehearsed on a copy first, then all of it or nothing.

The rehearsal loads and checks the books as they would be; what would not pass is refused
before the ledger is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from jjledger.books.entry_text import lay
from jjledger.books.ledger import Ledger, load_ledger
from jjledger.books.source import Source
from jjledger.errors import BooksError, EntryRefusedError, JjledgerError, StoreError, Trouble
from jjledger.facts.entry import Deed, Signed, Writing
from jjledger.facts.finding import Finding
from jjledger.store.files import make_folders, write_atomically
from jjledger.store.lock import locked
from jjledger.store.refusals import refusing
from jjledger.store.system import System

# Folders that hold nothing the books are read from.
_ASIDE: Final = frozenset({"build", "private", ".git"})
_READ: Final = frozenset({".beancount", ".bean", ".bc", ".csv", ".toml"})
_BUILD: Final = "build"
_LOCK: Final = ".lock"

# What a command came to: what to write, and the same in words for people and as a record for programs.
Planned = tuple[Writing, str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A writing that passes every check, not written yet."""

    folder: Path
    numbers: tuple[str, ...]  # of the vouchers
    texts: tuple[str, ...]  # the vouchers as they will stand
    after: Mapping[str, bytes]  # files to be written, vouchers last
    before: Mapping[str, bytes]  # everything the books were read from, and what will be replaced
    removed: tuple[str, ...]  # files to go
    deed: Deed  # who writes, and why
    ledger: Ledger  # as it would be; its folder is gone
    warnings: tuple[Finding, ...]  # that were not there before


def rehearse(ledger: Ledger, writing: Writing, signed: Signed, today: date) -> Rehearsal:
    """Lay a writing into a copy of the ledger and check the books as they would be.

    Args:
        ledger: a loaded community without blocking findings.
        writing: what is to be written.
        signed: who answers for the vouchers.
        today: the day on which the checks ask.

    Raises:
        EntryRefusedError: the books would have a blocking finding; all of them.
        JjledgerError: a file would be refused.
        StoreError: the disk refused.
    """
    read = _read(ledger.folder)
    laid = lay(Source(ledger.folder), ledger.books, writing, signed)
    to_be = {name: data for name, data in {**read, **laid.after}.items() if name not in writing.removed}
    after = _load_copy(ledger.folder, to_be, today)
    blocking = after.blocking()
    if blocking:
        raise EntryRefusedError(tuple(_as_trouble(finding) for finding in blocking))
    # Text is only added after what stands, so an old warning keeps its place.
    known = {(finding.code, finding.place) for finding in ledger.findings}
    warnings = tuple(finding for finding in after.findings if (finding.code, finding.place) not in known)
    before = {**read, **_existing(ledger.folder, laid.after.keys() - read.keys())}
    changed = {name: data for name, data in laid.after.items() if before.get(name) != data}
    deed = Deed(signed.prepared, writing.why or _told(writing, laid.numbers))
    return Rehearsal(
        ledger.folder, laid.numbers, laid.texts, changed, before, writing.removed, deed, after, warnings
    )


def _told(writing: Writing, numbers: tuple[str, ...]) -> str:
    """Say in a line what a writing does, by its first voucher."""
    if not writing.entries:
        return f"登记 {'、'.join(sorted(writing.files)) or '账本'}"
    first = writing.entries[0]
    more = f" 等 {len(numbers)} 张" if len(numbers) > 1 else ""
    return f"{first.day:%Y-%m} {numbers[0] or '草稿'} {first.payee} {first.narration}{more}"


def record(rehearsal: Rehearsal, system: System) -> tuple[Path, ...]:
    """Write what was rehearsed.

    Args:
        rehearsal: a writing that passes every check.
        system: the disk.

    Returns:
        The files written.

    Raises:
        StoreError: another program is writing, a file has changed since, or the disk refused;
            the ledger is as it was.
    """
    folder = rehearsal.folder
    make_folders(folder / _BUILD, system)
    with locked(folder / _BUILD / _LOCK, system):
        now = _read(folder)
        aside = (rehearsal.before.keys() | rehearsal.after.keys()) - now.keys()
        if {**now, **_existing(folder, aside)} != rehearsal.before:
            raise StoreError(
                Trouble(
                    str(folder),
                    "账本在这期间被别人改动了，没有写入。",
                    "请重新运行这条命令，核对预览后再写入。",
                )
            )
        written: list[str] = []
        try:
            for name, data in rehearsal.after.items():
                make_folders((folder / name).parent, system)
                written.append(name)
                write_atomically(folder / name, data, system)
            for name in rehearsal.removed:
                written.append(name)
                with refusing(folder / name):
                    system.unlink(folder / name)
        except StoreError:
            _restore(folder, written, rehearsal.before, system)
            raise
    return tuple(folder / name for name in rehearsal.after)


def _read(folder: Path) -> dict[str, bytes]:
    """Read every file the books are made from; originals count by their name alone."""
    found = {}
    with refusing(folder, ""):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if name.parts[0] in _ASIDE or not path.is_file() or path.name.endswith("~"):
                continue
            found[str(name)] = path.read_bytes() if path.suffix.lower() in _READ else b""
    return found


def _existing(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Read those of some files that exist, also where the books are not read from them."""
    with refusing(folder, ""):
        return {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}


def _load_copy(folder: Path, files: Mapping[str, bytes], today: date) -> Ledger:
    """Load the books as they would be, from a folder that is gone afterwards."""
    with TemporaryDirectory() as place:
        copy = Path(place).resolve() / folder.name
        with refusing(copy):
            for name, data in files.items():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                if not data and (copy / name).suffix.lower() not in _READ:
                    (copy / name).symlink_to(folder / name)  # an original: its hash is looked at
                else:
                    (copy / name).write_bytes(data)
        try:
            return load_ledger(copy, today)
        except JjledgerError as error:
            raise _at_home(error, str(copy), str(folder)) from error


def _at_home(error: JjledgerError, copy: str, folder: str) -> JjledgerError:
    """Name the ledger's own files in an error about its copy."""
    troubles = error.troubles if isinstance(error, BooksError) else (error.trouble,)
    named = tuple(replace(trouble, place=trouble.place.replace(copy, folder)) for trouble in troubles)
    return BooksError(named) if isinstance(error, BooksError) else type(error)(named[0])


def _as_trouble(finding: Finding) -> Trouble:
    place = f"{finding.place.file}:{finding.place.line}" if finding.place.line else finding.place.file
    return Trouble(f"{place} {finding.code}", finding.what, finding.remedy, finding.ground, finding.excerpt)


def _restore(folder: Path, names: list[str], before: Mapping[str, bytes], system: System) -> None:
    """Put back what stood there, as well as the disk allows."""
    for name in reversed(names):
        if name in before:
            write_atomically(folder / name, before[name], system)
        elif (folder / name).exists():
            with refusing(folder / name):
                system.unlink(folder / name)
