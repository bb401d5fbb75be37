"""The beancount plugin: checks a community's books wherever they are opened.

It never raises: whatever goes wrong becomes an error with a place. It also adds what every
viewer needs (Chinese, folded trees, our report pages) and lists the files beside the
ledger, so that Fava sees them change.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from beancount.core import data
from beancount.parser.grammar import ValueType

from jjledger.books.community_file import COMMUNITY, read_community
from jjledger.books.findings import place_of
from jjledger.books.reader import Reading, read_books
from jjledger.books.register_file import REGISTER, read_register
from jjledger.books.source import Source
from jjledger.checks.run import check_books
from jjledger.errors import JjledgerError
from jjledger.facts.books import Books
from jjledger.facts.community import Community, DeclaredInterest
from jjledger.facts.finding import Finding, Place
from jjledger.facts.register import Register
from jjledger.facts.voucher import Voucher
from jjledger.rules.replay import Replayed, replay
from jjledger.rules.reversal import Ties, ties_of

__plugins__ = ["jjledger"]

_VIEWER: Final = (
    ("fava-option", "language", "zh"),
    ("fava-option", "locale", "zh_CN"),
    ("fava-option", "collapse-pattern", "^[^:]+:[^:]+:[^:]+$"),
    ("fava-option", "show-accounts-with-zero-balance", "false"),
    ("fava-extension", "jjledger.serve.fava_extension", None),
)


class Examination:
    """What the program asks the plugin for, and what it gives back."""

    def __init__(self, source: Source, settings: tuple[Community, Register], today: date) -> None:
        """Ask; nothing is given back yet.

        Args:
            source: the community's files.
            settings: its facts and its register.
            today: the day on which the checks ask.
        """
        self.source = source
        self.settings = settings
        self.today = today
        self.books: Books | None = None
        self.replayed: Replayed | None = None
        self.findings: tuple[Finding, ...] = ()


# Set by `books.ledger` while it loads, so that one load serves both beancount and the program.
EXAMINATION: ContextVar[Examination | None] = ContextVar("examination", default=None)


class PluginError(NamedTuple):
    """An error as beancount shows it."""

    source: Mapping[str, Any]
    message: str
    entry: data.Directive | None


def jjledger(
    entries: data.Directives, options_map: dict[str, Any]
) -> tuple[data.Directives, list[PluginError]]:
    """Check the books; add what viewers need.

    Args:
        entries: beancount's directives.
        options_map: beancount's options.

    Returns:
        The directives with the viewers' added, and an error for each finding that blocks.
    """
    main = Path(options_map["filename"])
    asked = EXAMINATION.get()
    source = asked.source if asked else Source(main.parent)
    beside: tuple[str, ...] = (COMMUNITY, REGISTER)
    added: data.Directives = []
    try:
        examination = asked or _from_disk(source)
        reading = _examine(entries, options_map, examination)
        beside = (*beside, *reading.detail_names, *_rate_tables(examination.settings[0]))
        added = _documents(reading.books, source.folder)
        entries = _tied(entries, reading.books, source)
        blocking = (finding for finding in examination.findings if finding.severity == "block")
        errors = [_as_error(finding.place, finding.text(), source) for finding in blocking]
    except JjledgerError as error:
        errors = [_as_error(place_of(error, source), str(error), source)]
    except Exception as error:  # noqa: BLE001 -- a traceback in the user's face helps nobody
        what = f"程序内部错误：{type(error).__name__}: {error}。账本没有被改动，请把这句话报告给维护者。"
        errors = [_as_error(Place(main.name, 0), what, source)]
    # Listed even where they are refused, so that Fava sees them mended.
    paths = [str(source.folder / name) for name in beside if source.exists(name)]
    options_map["include"] = [*options_map["include"], *paths]
    return [*entries, *_viewer_directives(), *added], errors


def _from_disk(source: Source) -> Examination:
    today = date.today()  # noqa: DTZ011 -- Fava and bean-check bring no clock of ours
    return Examination(source, (read_community(source), read_register(source)), today)


def _examine(entries: data.Directives, options: Mapping[str, Any], examination: Examination) -> Reading:
    reading = read_books(entries, options, examination.source, examination.settings)
    replayed = replay(reading.books)
    checked = check_books(reading.books, replayed, examination.today)
    source = examination.source
    findings = tuple(
        replace(finding, excerpt=finding.excerpt or source.excerpt(finding.place.file, finding.place.line))
        for finding in (*reading.findings, *checked)
    )
    # Given back all at once: books whose checks broke off must not look sound.
    examination.books, examination.replayed, examination.findings = reading.books, replayed, findings
    return reading


def _rate_tables(community: Community) -> list[str]:
    """List the rate tables that policies name; those that come with the package are no files here."""
    interests = (policy.interest for fund in community.funds for policy in fund.policies)
    return sorted({one.rates.name for one in interests if isinstance(one, DeclaredInterest)})


def _viewer_directives() -> data.Directives:
    meta = data.new_metadata("<jjledger>", 0)
    return [
        data.Custom(
            meta, date.min.replace(year=1970), kind,
            [ValueType(key, str)] + ([ValueType(value, str)] if value is not None else []),
        )
        for kind, key, value in _VIEWER
    ]  # fmt: skip


def _tied(entries: data.Directives, books: Books, source: Source) -> data.Directives:
    """Link every voucher that was undone or corrected, and those that did so, by its key: one page shows all."""
    tied = ties_of(books.posted())
    links = {
        (str(source.folder / voucher.place.file), voucher.place.line): _tie_keys(voucher, tied[id(voucher)])
        for voucher in books.vouchers
        if id(voucher) in tied
    }
    if not links:
        return entries
    return [
        entry._replace(
            links=entry.links | links.get((entry.meta["filename"], entry.meta["lineno"]), frozenset())
        )
        if isinstance(entry, data.Transaction)
        else entry
        for entry in entries
    ]


def _tie_keys(voucher: Voucher, ties: Ties) -> frozenset[str]:
    """List the keys of the vouchers that were undone or corrected, the voucher itself among them where it was."""
    wrong = [ties.reverses, ties.corrects]
    if ties.reversed_by or ties.corrected_by:
        wrong.append(voucher)
    return frozenset(one.key for one in wrong if one is not None)


def _documents(books: Books, folder: Path) -> data.Directives:
    """Show the documents that vouchers name; those with a directive of their own are shown by it."""
    standing = {one.file for one in books.later_documents}
    return [
        data.Document(
            data.new_metadata(str(folder / voucher.place.file), voucher.place.line),
            voucher.day, voucher.postings[0].account.name, str(folder / name), None, None,
        )
        for voucher in books.vouchers
        for name in voucher.documents
        if name in books.files and voucher.postings and name not in standing
    ]  # fmt: skip


def _as_error(place: Place, message: str, source: Source) -> PluginError:
    where = {"filename": str(source.folder / place.file), "lineno": place.line}
    return PluginError(where, message, None)
