"""Write vouchers into a ledger: rehearsed on a copy first, then all of it or nothing.

The rehearsal loads and checks the books as they would be; what would not pass is refused
before the ledger is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any, Final

from jjledger.books.entry_text import lay
from jjledger.books.ledger import Ledger, load_ledger
from jjledger.books.owners_file import OWNERS
from jjledger.books.source import Source
from jjledger.errors import BooksError, ChangedError, EntryRefusedError, JjledgerError, Trouble
from jjledger.facts.entry import Deed, Signed, Writing
from jjledger.facts.finding import Finding
from jjledger.store.lock import account
from jjledger.store.refusals import refusing
from jjledger.store.system import System
from jjledger.store.writer import changed_underneath, writing
from jjledger.workflows.demo import place_to_write
from jjledger.workflows.keyed_invoices import invoices_to_keep
from jjledger.workflows.owners import back_up

# Folders that hold nothing the books are read from.
_ASIDE: Final = frozenset({"build", "private"})
_READ: Final = frozenset({".beancount", ".bean", ".bc", ".csv", ".toml"})

# Stands for the signatures of what nobody has signed yet.
UNSIGNED: Final = Signed("（制单）", "（审核）")

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
        StoreError: the disk refused, or a file has changed since the ledger was loaded.
    """
    read = read_books(ledger.folder)
    laid = lay(Source(ledger.folder), ledger.books, writing, signed)
    before = {**read, **_existing(ledger.folder, (*laid.after, *writing.removed))}
    # Asked when everything has been read: numbers and drafts were planned on what the ledger was.
    if Source(ledger.folder).stamps() != ledger.seen:
        raise changed_underneath(ledger.folder)
    to_be = {name: data for name, data in {**read, **laid.after}.items() if name not in writing.removed}
    after = load_copy(ledger.folder, to_be, today)
    blocking = after.blocking()
    if blocking:
        raise EntryRefusedError(tuple(as_trouble(finding) for finding in blocking))
    # Where a draft's text goes, what stands below it moves up; its line says the same still.
    known = {_mark(finding) for finding in ledger.findings}
    warnings = tuple(finding for finding in after.findings if _mark(finding) not in known)
    changed = {name: data for name, data in laid.after.items() if before.get(name) != data}
    who = account() if signed == UNSIGNED else signed.prepared
    deed = Deed(who, writing.why or _told(writing, laid.numbers))
    return Rehearsal(
        ledger.folder, laid.numbers, laid.texts, changed, before, writing.removed, deed, after, warnings
    )


def _mark(finding: Finding) -> tuple[str, str, str, str]:
    """Tell a finding by what it says, wherever its line stands now."""
    return finding.code, finding.place.file, finding.excerpt.partition(" | ")[2], finding.what


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
    folder, before = place_to_write(rehearsal.folder, system), rehearsal.before
    changes = {**rehearsal.after, **dict.fromkeys(rehearsal.removed)}
    with writing(folder, system) as writer:
        now = read_books(folder)
        aside = [
            name for name in (*before, *changes) if name not in now or (before.get(name) and not now[name])
        ]
        if {**now, **_existing(folder, aside)} != before:
            raise changed_underneath(folder) if folder == rehearsal.folder else _written_elsewhere(folder)
        changes = {**changes, **invoices_to_keep(folder, rehearsal.ledger.books, system)}
        owners = changes.get(OWNERS)
        if owners is not None:
            back_up(folder, owners, system)
        writer.save({name: before.get(name) for name in changes}, changes, rehearsal.deed)
    return tuple(folder / name for name in rehearsal.after)


def _written_elsewhere(copy: Path) -> ChangedError:
    """Build the refusal of a writing rehearsed on an original whose copy has been written in."""
    return ChangedError(
        Trouble(
            str(copy), "这是示例账本的副本，以前已经写过；这次预览读的却是原来的账本，没有写入。",
            f"请对副本运行这条命令：把账本写成  {copy}",
        )
    )  # fmt: skip


def read_books(folder: Path) -> dict[str, bytes]:
    """Read every file the books are made from; originals count by their name alone.

    Args:
        folder: the community's folder.

    Raises:
        StoreError: the disk refused.
    """
    found = {}
    with refusing(folder, ""):
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            hidden = any(part.startswith(".") for part in name.parts)
            if name.parts[0] in _ASIDE or hidden or path.name.endswith("~") or not path.is_file():
                continue
            found[str(name)] = path.read_bytes() if path.suffix.lower() in _READ else b""
    return found


def _existing(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Read those of some files that exist, also where the books are not read from them."""
    with refusing(folder, ""):
        return {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}


def load_copy(folder: Path, files: Mapping[str, bytes], today: date) -> Ledger:
    """Load the books as they would be, from a folder that is gone afterwards.

    Args:
        folder: the community's folder.
        files: what `read_books` gave, changed.
        today: the day on which the checks ask.

    Raises:
        JjledgerError: the books could not be read then.
    """
    # Originals are looked at where they lie: there are thousands of them.
    elsewhere = {
        name: folder / name
        for name, data in files.items()
        if not data and PurePath(name).suffix.lower() not in _READ
    }
    with TemporaryDirectory() as place:
        copy = Path(place).resolve() / folder.name
        with refusing(copy):
            for name, data in files.items():
                if name not in elsewhere:
                    (copy / name).parent.mkdir(parents=True, exist_ok=True)
                    (copy / name).write_bytes(data)
        try:
            return load_ledger(copy, today, elsewhere)
        except JjledgerError as error:
            raise _at_home(error, str(copy), str(folder)) from error


def _at_home(error: JjledgerError, copy: str, folder: str) -> JjledgerError:
    """Name the ledger's own files in an error about its copy."""
    troubles = error.troubles if isinstance(error, BooksError) else (error.trouble,)
    named = tuple(replace(trouble, place=trouble.place.replace(copy, folder)) for trouble in troubles)
    return BooksError(named) if isinstance(error, BooksError) else type(error)(named[0])


def as_trouble(finding: Finding) -> Trouble:
    """Give a finding as the reason of a refusal."""
    place = f"{finding.place.file}:{finding.place.line}" if finding.place.line else finding.place.file
    return Trouble(f"{place} {finding.code}", finding.what, finding.remedy, finding.ground, finding.excerpt)
