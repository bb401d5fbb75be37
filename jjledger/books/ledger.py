"""Load a community's ledger: one pass of beancount, our plugin inside it."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from beancount import loader

from jjledger.books.community_file import read_community
from jjledger.books.loader_words import in_chinese
from jjledger.books.plugin import EXAMINATION, Examination, PluginError
from jjledger.books.register_file import read_register
from jjledger.books.source import Source
from jjledger.errors import BooksError, LedgerNotFoundError, Trouble
from jjledger.facts.books import Books
from jjledger.facts.finding import Finding, Place
from jjledger.rules.replay import Replayed

MAIN: Final = "main.beancount"
# After these beancount has skipped what it could not read, so nothing may be built on the rest.
_UNREADABLE: Final = ("ParserError", "ParserSyntaxError", "LexerError", "LoadError", "DeprecatedError")
_PLUGIN_LINE: Final = 'plugin "jjledger.books.plugin"'


@dataclass(frozen=True, slots=True)
class Ledger:
    """A loaded community."""

    folder: Path
    books: Books
    replayed: Replayed
    findings: tuple[Finding, ...]  # by place

    def blocking(self) -> tuple[Finding, ...]:
        """List the findings that say the books are wrong."""
        return tuple(finding for finding in self.findings if finding.severity == "block")


def load_ledger(folder: Path, today: date) -> Ledger:
    """Load and check a community.

    Args:
        folder: the community's folder.
        today: the day on which the checks ask.

    Raises:
        LedgerNotFoundError: a file that must exist does not.
        EncodingError: a file is not UTF-8.
        CommunityFileError: community.toml is refused.
        RegisterError: register.csv is refused.
        BooksError: beancount could not read the ledger; all its errors with their places.
    """
    folder = folder.absolute()
    source = Source(folder)
    _all_readable(source)
    examination = Examination(source, (read_community(source), read_register(source)), today)
    errors = _load(folder / MAIN, examination)
    unreadable = [error for error in errors if type(error).__name__ in _UNREADABLE]
    if unreadable:
        raise BooksError(tuple(_trouble(error, source) for error in unreadable))
    if examination.books is None or examination.replayed is None:
        raise _not_examined(errors, source)
    others = [_finding(error, source) for error in errors if not isinstance(error, PluginError)]
    findings = sorted(
        (*examination.findings, *others), key=lambda finding: (finding.place.file, finding.place.line)
    )
    return Ledger(folder, examination.books, examination.replayed, tuple(findings))


def _all_readable(source: Source) -> None:
    """Refuse a file in another encoding before beancount stumbles over it."""
    if not (source.folder / MAIN).is_file():
        source.text(MAIN)  # raises with the remedy
    for path in sorted(source.folder.rglob("*.beancount")):
        name = str(path.relative_to(source.folder))
        if not name.startswith(("build/", "closed/", ".")):
            source.text(name)


def _load(main: Path, examination: Examination) -> Sequence[Any]:
    loader.initialize(use_cache=False)  # a pickle beside the ledger would be run when read back
    token = EXAMINATION.set(examination)
    try:
        with _no_collection():
            _, errors, _ = loader.load_file(str(main))
    finally:
        EXAMINATION.reset(token)
    return errors


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
    return Place(name, int(meta.get("lineno", 0) or 0))


def _trouble(error: Any, source: Source) -> Trouble:  # noqa: ANN401 -- beancount's errors share no class
    place = _place(error, source)
    what, remedy = in_chinese(error.message)
    where = f"{place.file}:{place.line}" if place.line else place.file
    return Trouble(where, what, remedy, excerpt=source.excerpt(place.file, place.line))


def _finding(error: Any, source: Source) -> Finding:  # noqa: ANN401 -- beancount's errors share no class
    place = _place(error, source)
    what, remedy = in_chinese(error.message)
    excerpt = source.excerpt(place.file, place.line)
    return Finding("B00", "block", place, what, remedy, "复式记账", excerpt)


def _not_examined(errors: Sequence[Any], source: Source) -> Exception:
    broken = [error for error in errors if isinstance(error, PluginError)]
    if broken:
        return BooksError((Trouble(str(source.folder / MAIN), broken[0].message, "请联系维护者。"),))
    return LedgerNotFoundError(
        Trouble(
            str(source.folder / MAIN),
            "账本没有装上检查插件。",
            f"请在 main.beancount 加上一行  {_PLUGIN_LINE}",
        )
    )
