"""Load a community's ledger: one pass of beancount, our plugin inside it."""

from __future__ import annotations

import gc
import os.path
import re
import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from beancount import loader
from beancount.core import data

from jjledger.books.community_file import COMMUNITY, read_community
from jjledger.books.linter import include_line, refuse_foreign_plugins
from jjledger.books.loader_words import in_chinese, unknown_account, vagueness
from jjledger.books.plugin import EXAMINATION, Examination, PluginError
from jjledger.books.register_file import read_register
from jjledger.books.source import Source, Stamp
from jjledger.books.unknown_account import line_of_use, not_opened
from jjledger.errors import FORMAT, BooksError, LawError, LedgerNotFoundError, Trouble
from jjledger.facts.books import Books
from jjledger.facts.community import Community
from jjledger.facts.finding import Finding, Place
from jjledger.law import for_community
from jjledger.rules.replay import Replayed

MAIN: Final = "main.beancount"
# After these beancount has skipped what it could not read, so nothing may be built on the rest.
_UNREADABLE: Final = (
    "ParserError", "ParserSyntaxError", "LexerError", "LoadError", "DeprecatedError",
    "CategorizationError", "InterpolationError", "ReductionError", "AmbiguousMatchError",
)  # fmt: skip
# Signs that an include takes for a pattern, wherever in the path they stand.
_PATTERN_SIGNS: Final = "*?["
_PLUGIN_LINE: Final = 'plugin "jjledger.books.plugin"'


@dataclass(frozen=True, slots=True)
class Ledger:
    """A loaded community."""

    folder: Path
    books: Books
    replayed: Replayed
    findings: tuple[Finding, ...]  # by place
    seen: frozenset[Stamp]  # the files as they were just before they were read

    def blocking(self) -> tuple[Finding, ...]:
        """List the findings that say the books are wrong."""
        return tuple(finding for finding in self.findings if finding.severity == "block")


def load_ledger(folder: Path, today: date, elsewhere: Mapping[str, Path] | None = None) -> Ledger:
    """Load and check a community.

    Args:
        folder: the community's folder.
        today: the day on which the checks ask.
        elsewhere: files that count as the folder's and lie elsewhere, whole paths by name; no ledger text.

    Raises:
        LedgerNotFoundError: a file that must exist does not.
        EncodingError: a file is not UTF-8.
        CommunityFileError: community.toml is refused.
        LawError: its region, preset or own rules are refused.
        RegisterError: register.csv is refused.
        BooksError: beancount could not read the ledger; all its errors with their places.
            Or the ledger would run other code than ours; then it has not.
    """
    folder = Path(os.path.normpath(folder.absolute()))  # as beancount names the files it read
    _no_pattern(folder)
    source = Source(folder, elsewhere=elsewhere or {})
    seen = source.stamps()
    _all_readable(source)
    refuse_foreign_plugins(source)
    community = read_community(source)
    _lawful(community, source)
    examination = Examination(source, (community, read_register(source)), today)
    entries, errors = _load(folder / MAIN, examination)
    unreadable = [error for error in errors if type(error).__name__ in _UNREADABLE]
    if unreadable:
        # Files of one pattern are read in the disk's order; people read them in theirs.
        unreadable.sort(key=lambda error: (_place(error, source).file, _place(error, source).line))
        raise BooksError(tuple(_troubles(unreadable, source)))
    if examination.books is None or examination.replayed is None:
        raise _not_examined(errors, source)
    opened = {entry.account: entry.date for entry in entries if isinstance(entry, data.Open)}
    told = {str(folder / one.file) for one in examination.books.later_documents}
    told |= {str(folder / name) for name in source.elsewhere}  # beancount looks for them here
    others = [
        _finding(error, source, opened)
        for error in errors
        if not isinstance(error, PluginError) and not _is_of_a_document(error, told)
    ]
    findings = sorted(
        (*examination.findings, *others), key=lambda finding: (finding.place.file, finding.place.line)
    )
    return Ledger(folder, examination.books, examination.replayed, tuple(findings), seen)


def _no_pattern(folder: Path) -> None:
    """Refuse a path in which beancount would not find what the main file includes."""
    if any(sign in str(folder) for sign in _PATTERN_SIGNS):
        raise LedgerNotFoundError(
            Trouble(
                str(folder), "文件夹的路径里有方括号、星号或问号，引用的文件会找不到。",
                "请把文件夹改名，或把账本移到别处。", FORMAT,
            )
        )  # fmt: skip


def _all_readable(source: Source) -> None:
    """Refuse a file in another encoding, or one that begins with a mark, before beancount stumbles over it."""
    if not (source.folder / MAIN).is_file():
        source.text(MAIN)  # raises with the remedy
    for name in source.ledger_names():
        source.text(name)
    marked = [name for name in source.ledger_names() if source.mark(name)]
    if marked:
        raise BooksError(tuple(_marked(source, name) for name in marked))


def _marked(source: Source, name: str) -> Trouble:
    """Say that a file begins with what nobody sees, and how to take it away in one step."""
    return Trouble(
        source.place(name, 1),
        "文件开头有一个看不见的 BOM（字节序标记），beancount 读不了；旧版记事本存的 UTF-8 就是这样。",
        f"请运行  sed -i '1s/^\\xEF\\xBB\\xBF//' {shlex.quote(source.place(name))}  ，"
        "或用编辑器另存为「UTF-8」（不选「带有 BOM 的 UTF-8」）；用 jjledger edits --commit 登记改动，也会自动去掉。",
        FORMAT,
        source.excerpt(name, 1),
    )


def _lawful(community: Community, source: Source) -> None:
    """Refuse rules of the community's own that the law does not allow, before anything rests on them."""
    try:
        for_community(community.region, community.disclosure.preset, community.own_law)
    except LawError as error:
        trouble = error.trouble
        table = trouble.place.removeprefix(COMMUNITY).strip(" []")
        line = source.line_with(COMMUNITY, table or trouble.excerpt)
        excerpt = source.excerpt(COMMUNITY, line) or trouble.excerpt
        place = source.place(COMMUNITY, line)
        ground = trouble.ground or FORMAT
        raise LawError(replace(trouble, place=place, excerpt=excerpt, ground=ground)) from error


def _load(main: Path, examination: Examination) -> tuple[data.Directives, Sequence[Any]]:
    loader.initialize(use_cache=False)  # a pickle beside the ledger would be run when read back
    token = EXAMINATION.set(examination)
    try:
        with _no_collection():
            entries, errors, _ = loader.load_file(str(main))
    finally:
        EXAMINATION.reset(token)
    return entries, errors


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the cycle collector out of a load that makes no cycles: a fifth of its time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _place(error: Any, source: Source) -> Place:  # noqa: ANN401 -- beancount's errors share no class
    meta = error.source or {}
    name = source.relative(str(meta.get("filename", MAIN)))
    if Path(name).name == "<load>":
        quoted = re.search(r'"(.*)"', error.message)
        return Place(MAIN, include_line(source, quoted[1]) if quoted else 0)
    return Place(name, int(meta.get("lineno", 0) or 0))


def _troubles(errors: Sequence[Any], source: Source) -> Iterator[Trouble]:
    """Put every error into words; of several about one line those that say something."""
    clearest: dict[Place, int] = {}
    for error in errors:
        place, rank = _place(error, source), vagueness(error.message)
        clearest[place] = min(rank, clearest.get(place, rank))
    for error in errors:
        place = _place(error, source)
        if vagueness(error.message) > clearest[place]:
            continue
        what, remedy, ground = in_chinese(error.message)
        excerpt = source.excerpt(place.file, place.line)
        yield Trouble(source.place(place.file, place.line), what, remedy, ground, excerpt)


def _finding(error: Any, source: Source, opened: Mapping[str, date]) -> Finding:  # noqa: ANN401 -- beancount's errors share no class
    place = _place(error, source)
    account = unknown_account(error.message)
    if account:
        place = Place(place.file, line_of_use(account, error.entry, place.line))
        finding = not_opened(account, place, opened)
        return replace(finding, excerpt=source.excerpt(place.file, place.line))
    what, remedy, ground = in_chinese(error.message)
    excerpt = source.excerpt(place.file, place.line)
    return Finding("B00", "block", place, what, remedy, ground, excerpt)


def _is_of_a_document(error: Any, told: Collection[str]) -> bool:  # noqa: ANN401 -- beancount's errors share no class
    """Say whether an error is about a voucher's document that is gone, of which our own checks tell."""
    return isinstance(error.entry, data.Document) and error.entry.filename in told


def _not_examined(errors: Sequence[Any], source: Source) -> Exception:
    broken = [error for error in errors if isinstance(error, PluginError)]
    if broken:
        what = broken[0].message
        return BooksError((Trouble(source.place(MAIN), what, "请联系维护者。"),))
    return LedgerNotFoundError(
        Trouble(
            source.place(MAIN),
            "账本没有装上检查插件。",
            f"请在 main.beancount 加上一行  {_PLUGIN_LINE}",
            FORMAT,
        )
    )
