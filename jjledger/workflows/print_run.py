"""A run of papers of households: volumes to print or a file each, on both cores, whole or not at all.

Papers are drawn up as they are printed, so that six thousand take no more memory than a volume.

What lives here: the order of the steps. What must not: what a paper says, and where a pile is cut.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from jjledger.disclosure.house_words import file_word
from jjledger.disclosure.models import HouseholdStatement
from jjledger.disclosure.pile import Paper, cut, pile_list, pile_volume, sheet_of
from jjledger.disclosure.pile_models import PileHead, PileList, PileSheet, PileTie, PileVolume
from jjledger.render.data import json_bytes
from jjledger.render.document import render_key
from jjledger.render.fonts import missing_characters
from jjledger.render.household_papers import list_files, paper_files, volume_files
from jjledger.render.papers import Format
from jjledger.render.pdf import Printer
from jjledger.store.files import write_atomically
from jjledger.store.lock import locked
from jjledger.store.manifest import dump_fingerprints, load_fingerprints
from jjledger.store.refusals import refusing
from jjledger.store.staged_folder import staged_folder
from jjledger.store.system import System
from jjledger.workflows.private_papers import FILE_MODE, FOLDER_MODE, make_private_folder
from jjledger.workflows.processes import stream

VOLUME: Final = 200  # papers; what one process holds at a time, and less than a ream
_TOGETHER: Final = 20  # papers a process is given at a time where each is a file
_MANIFEST: Final = ".made.json"
_LOCK: Final = ".lock"
ALONE: Final = "请单面打印：双面打印会把两户的内容印在同一张纸上。"
_PLACE: Final = "jjledger"  # named where a process was killed
Watch = Callable[[Iterable[str], int], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Run:
    """What to print."""

    stem: str  # of the folder and of the files
    head: PileHead
    holders: Sequence[str]  # whose papers, in the order of the pile
    draw: Callable[[range], Sequence[Paper]]  # the papers of some places of it
    ties: Callable[[Sequence[PileSheet]], Sequence[PileTie]]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """What a run came to."""

    folder: Path
    page: PileList
    made: int  # papers printed anew
    kept: int  # papers that stayed as they were
    removed: int = 0  # files of earlier runs for which there is no paper any more
    lacking: str = ""  # characters that no font here has, printed as 〓


@dataclass(frozen=True, slots=True)
class _Volume:
    """A volume, as a process is given it."""

    name: str
    cover: PileVolume
    papers: tuple[Paper, ...]
    formats: tuple[Format, ...]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Papers of files of their own, as a process is given them."""

    papers: tuple[tuple[str, str, Paper], ...]  # name of the file without its suffix, key, paper
    formats: tuple[Format, ...]


@dataclass(slots=True)
class _Seen:
    """What was drawn up so far: the rows of the list, and the characters there is no type for."""

    sheets: list[PileSheet] = field(default_factory=list)
    lacking: dict[str, None] = field(default_factory=dict)

    def add(self, sheet: PileSheet, data: bytes) -> None:
        """Enter a paper."""
        self.sheets.append(sheet)
        self.lacking |= dict.fromkeys(missing_characters(data.decode()))


@dataclass(slots=True)
class _Record:
    """What files were made from: before this run, and now; each key with the hash of the file."""

    before: Mapping[str, str]
    now: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)  # of all papers, by the name without its suffix
    seen: _Seen = field(default_factory=_Seen)


def print_pile(run: Run, folder: Path, formats: Collection[Format], system: System, watch: Watch) -> Printed:
    """Print papers into one file, or volumes where one would be too thick, with a list.

    Args:
        run: what.
        folder: where the pile's own folder stands, usually the community's `private/print`.
        formats: of html and pdf.
        system: the machine.
        watch: passes the households through as they are printed, and may count them.

    Raises:
        OptionError: the folder is one that others see.
        RenderError: a page could not be printed; the pile before it stands.
        StoreError: another run is printing, or the disk refused; the pile before it stands.
    """
    ranges = cut(run.holders, VOLUME)
    names = [f"{run.stem}-{number:02}" for number in range(1, len(ranges) + 1)]
    names = names if len(names) > 1 else [run.stem]
    seen = _Seen()
    make_private_folder(folder, system)
    with _alone(folder, system), staged_folder(folder / run.stem, system, FOLDER_MODE) as draft:
        jobs = _volumes(run, zip(ranges, names, strict=True), tuple(formats), seen)
        for _ in watch(_written(draft, stream(_print_volume, jobs, _PLACE), system), len(run.holders)):
            pass
        printed = "pdf" if "pdf" in formats else "html"
        page = _write_list(run, draft, [f"{name}.{printed}" for name in names], seen, system)
    return Printed(folder / run.stem, page, len(seen.sheets), 0, lacking="".join(seen.lacking))


def print_each(run: Run, folder: Path, formats: Collection[Format], system: System, watch: Watch) -> Printed:
    """Print every paper into a file of its own; what has not changed since the last run stays.

    Args:
        run: what.
        folder: as of `print_pile`.
        formats: which forms.
        system: the machine.
        watch: passes the names of files through as they are printed, and may count them.

    Raises:
        OptionError: the folder is one that others see.
        RenderError: a page could not be printed; those before it are written.
        StoreError: another run is printing, or the disk refused; those before it are written.
    """
    place = folder / f"{run.stem}-each"
    make_private_folder(place, system)
    with _alone(folder, system):
        record = _Record(load_fingerprints(place / _MANIFEST))
        try:
            batches = _changed(run, place, tuple(formats), record)
            printed = stream(_print_batch, batches, _PLACE)
            made = sum(1 for _ in watch(_recorded(place, printed, record, system), len(run.holders)))
        except BaseException:
            _remember(
                place, {**record.before, **record.now}, system
            )  # what is written need not be made again
            raise
        page = _write_list(run, place, (), record.seen, system)
        removed = _remove_others(place, record, system)
        _remember(place, record.now, system)
    kept = len(record.seen.sheets) - made
    return Printed(place, page, made, kept, removed, "".join(record.seen.lacking))


@contextmanager
def _alone(folder: Path, system: System) -> Iterator[None]:
    """Print while nobody else prints into the same folder."""
    with locked(folder / _LOCK, system):
        (folder / _LOCK).chmod(FILE_MODE)
        yield


def _volumes(
    run: Run, parts: Iterable[tuple[range, str]], formats: tuple[Format, ...], seen: _Seen
) -> Iterator[_Volume]:
    """Draw up volume by volume, and enter every paper in the list."""
    parts = tuple(parts)
    for number, (places, name) in enumerate(parts, 1):
        papers = tuple(run.draw(places))
        own = [sheet_of(paper, at + 1, number) for at, paper in zip(places, papers, strict=True)]
        for sheet, paper in zip(own, papers, strict=True):
            seen.add(sheet, json_bytes(paper))
        yield _Volume(name, pile_volume(run.head, number, len(parts), own), papers, formats)


@cache
def _printer() -> Printer:
    """Give the printer of this process."""
    return Printer()


def _print_volume(volume: _Volume) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    files = volume_files(volume.cover, volume.papers, volume.formats, _printer())
    households = tuple(sheet.household for sheet in volume.cover.sheets)
    return {f"{volume.name}.{form}": data for form, data in files.items()}, households


def _written(
    folder: Path, printed: Iterable[tuple[Mapping[str, bytes], tuple[str, ...]]], system: System
) -> Iterator[str]:
    for files, households in printed:
        _write(folder, files, system)
        yield from households


def _changed(run: Run, folder: Path, formats: tuple[Format, ...], record: _Record) -> Iterator[_Batch]:
    """Draw up every paper, keep what has not changed, and gather the others."""
    waiting: list[tuple[str, str, Paper]] = []
    for start in range(0, len(run.holders), _TOGETHER):
        places = range(start, min(start + _TOGETHER, len(run.holders)))
        for at, paper in zip(places, run.draw(places), strict=True):
            data = json_bytes(paper)
            record.seen.add(sheet_of(paper, at + 1, 0), data)
            name, key = _name(run, paper), sha256(data + render_key().encode()).hexdigest()
            record.keys[name] = key
            files = [f"{name}.{form}" for form in formats if _has(paper, form)]
            if all(record.before.get(file) == f"{key} {_hash_of(folder / file)}" for file in files):
                record.now |= {file: record.before[file] for file in files}
            else:
                waiting.append((name, key, paper))
        if len(waiting) >= _TOGETHER:
            yield _Batch(tuple(waiting), formats)
            waiting = []
    if waiting:
        yield _Batch(tuple(waiting), formats)


def _name(run: Run, paper: Paper) -> str:
    if isinstance(paper, HouseholdStatement):
        code, period = paper.head.community_code, paper.head.period_code
        return f"{code}-{file_word(paper.household, paper.area)}-{period}"
    return f"{run.stem}-{file_word(paper.head.household, paper.head.area)}"


def _has(paper: Paper, form: Format) -> bool:
    """Say whether a paper has a form; a notice has no table."""
    return isinstance(paper, HouseholdStatement) or form not in {"csv", "xlsx"}


def _hash_of(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _print_batch(batch: _Batch) -> tuple[tuple[str, str, Mapping[str, bytes]], ...]:
    return tuple(
        (name, key, paper_files(paper, batch.formats, _printer())) for name, key, paper in batch.papers
    )


def _recorded(
    folder: Path,
    printed: Iterable[tuple[tuple[str, str, Mapping[str, bytes]], ...]],
    record: _Record,
    system: System,
) -> Iterator[str]:
    for batch in printed:
        for name, key, forms in batch:
            files = {f"{name}.{form}": data for form, data in forms.items()}
            _write(folder, files, system)
            record.now |= {file: f"{key} {sha256(data).hexdigest()}" for file, data in files.items()}
            yield name


def _write(folder: Path, files: Mapping[str, bytes], system: System) -> None:
    for name, data in files.items():
        write_atomically(folder / name, data, system, FILE_MODE)


def _write_list(run: Run, folder: Path, files: Sequence[str], seen: _Seen, system: System) -> PileList:
    """Write the list last, so that it stands for all that it names."""
    lacking = "".join(seen.lacking)
    notes = (*run.notes, f"这些字字体里没有，印作〓：{lacking}") if lacking else run.notes
    page = pile_list(run.head, files, seen.sheets, run.ties(seen.sheets), notes)
    made = list_files(page, seen.sheets, _printer())
    _write(folder, {f"{run.stem}-list.{form}": data for form, data in made.items()}, system)
    return page


def _remove_others(folder: Path, record: _Record, system: System) -> int:
    """Remove files of earlier runs that say something else, so that nobody hands them out; other forms stay."""
    stale = []
    for file, made in record.before.items():
        if file in record.now:
            continue
        if record.keys.get(Path(file).stem) == made.partition(" ")[0]:
            record.now[file] = made
        elif (folder / file).is_file():
            stale.append(folder / file)
    with refusing(folder):
        for path in stale:
            system.unlink(path)
    return len(stale)


def _remember(folder: Path, record: Mapping[str, str], system: System) -> None:
    write_atomically(folder / _MANIFEST, dump_fingerprints(record), system, FILE_MODE)
