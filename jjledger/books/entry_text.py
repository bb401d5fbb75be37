"""Put vouchers, openings and notes into the ledger's own text, in the files where they belong.

What lives here: numbers, wording and places. What must not: writing to disk, or deciding
whether a voucher is right.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.books.linter import MAIN, include_line
from jjledger.books.source import Source, joined
from jjledger.books.text import amount, quoted
from jjledger.facts.books import Books
from jjledger.facts.entry import Assertion, Attachment, Entry, Meta, Note, Opening, Signed, Writing
from jjledger.facts.finding import Place
from jjledger.period import day_after

CHART: Final = "chart.beancount"
_POSTING_INDENT: Final = "    "


@dataclass(frozen=True, slots=True)
class Laid:
    """What a writing comes to in files."""

    numbers: tuple[str, ...]  # 收-0003, one an entry; "" for a draft
    texts: tuple[str, ...]  # the vouchers as they will stand, one an entry
    after: Mapping[str, bytes]  # path below the folder → whole new content, vouchers last


def lay(source: Source, books: Books, writing: Writing, signed: Signed) -> Laid:
    """Number the vouchers and put everything where it belongs; a confirmed draft's own text goes.

    Args:
        source: the community's files as they are.
        books: the general book as it is, for numbers and opened accounts.
        writing: what is to be written.
        signed: who answers for the vouchers.
    """
    numbers = _numbers(books, writing.entries)
    texts = tuple(
        entry_text(entry, number, signed) for entry, number in zip(writing.entries, numbers, strict=True)
    )
    dated = [(entry.day, text) for entry, text in zip(writing.entries, texts, strict=True)]
    dated += [(note.day, _note_text(note)) for note in writing.notes]
    dated += [(one.day, _assertion_text(one)) for one in _new_assertions(books, writing)]
    dated += [(one.day, _document_text(source, one)) for one in writing.attached]
    firsts = {day.replace(day=1) for day, _ in dated}
    names = {
        first: month_file(source, first) for first in firsts
    }  # looked for once a month, not once a draft
    months: dict[str, list[str]] = {}
    for day, text in dated:
        months.setdefault(names[day.replace(day=1)], []).append(text)
    gone = [*writing.dropped, *(entry.instead_of for entry in writing.entries if entry.instead_of)]
    kept = _without(source, gone)
    beside = dict(writing.files)
    chart = _dated_back(source, books, writing)
    opens = "".join(_open_text(opening) for opening in _openings(books, writing))
    if opens:
        chart = joined(chart, opens, "\n")
    if source.exists(CHART) and chart != source.text(CHART):
        beside[CHART] = chart.encode()
    includes = _includes(source, months)
    if includes:
        beside[MAIN] = source.appended(MAIN, includes, "\n")
    vouchers = {
        name: _appended(source, kept.get(name), name, "\n".join(months.get(name, ())))
        for name in sorted(months.keys() | kept.keys())
    }
    return Laid(numbers, texts, {**beside, **vouchers})


def entry_text(entry: Entry, number: str, signed: Signed) -> str:
    """Write a voucher as an accountant would."""
    links = "".join(f" ^{link}" for link in entry.links)
    head = f"{quoted(entry.payee)} {quoted(entry.narration)}{links}"
    signatures = [
        f"  voucher: {quoted(number)}",
        f"  attachments: {entry.attachments}",
        f"  prepared: {quoted(signed.prepared)}",
        f"  reviewed: {quoted(signed.reviewed)}",
    ]
    lines = [f"{entry.day} ! {head}"] if entry.draft else [f"{entry.day} * {head}", *signatures]
    if entry.draft and entry.attachments:
        lines.append(f"  attachments: {entry.attachments}")
    lines += _meta_lines(entry.meta, "  ")
    for posting in entry.postings:
        lines.append(f"  {posting.account}  {amount(posting.amount_fen)}")
        lines += _meta_lines(posting.split, _POSTING_INDENT)
    return "\n".join(lines) + "\n"


def _meta_lines(meta: Meta, indent: str) -> Iterable[str]:
    return (f"{indent}{key}: {quoted(value)}" for key, value in meta)


def _note_text(note: Note) -> str:
    return f"{note.day} note {note.account} {quoted(note.text)}\n"


def _assertion_text(assertion: Assertion) -> str:
    return f"{day_after(assertion.day)} balance {assertion.account}  {amount(assertion.amount_fen)}\n"


def _document_text(source: Source, one: Attachment) -> str:
    path = document_path(source, one.day, one.file)
    return f"{one.day} document {one.account} {quoted(path)} ^{one.voucher}\n"


def _new_assertions(books: Books, writing: Writing) -> Iterator[Assertion]:
    """Leave out what the ledger asserts already."""
    known = {(one.day, one.account.name, one.amount_fen) for one in books.assertions}
    for one in writing.assertions:
        if (one.day, one.account, one.amount_fen) not in known:
            yield one


def _without(source: Source, places: Iterable[Place]) -> dict[str, str]:
    """Give the files in which drafts stand, without those drafts and the blank line that parted each."""
    starts: dict[str, set[int]] = {}
    for place in places:
        starts.setdefault(place.file, set()).add(place.line)
    kept = {}
    for name, first in starts.items():
        lines: list[str] = []
        going = gone = False
        for number, line in enumerate(source.text(name).split("\n"), 1):
            # A directive is its first line and the indented ones below it.
            going = number in first or (going and line[:1] in {" ", "\t"} and bool(line.strip()))
            if number in first:
                assert " ! " in line or " balance " in line, f"{name}:{number} is neither draft nor balance"
            double = gone and not line.strip() and not (lines and lines[-1].strip())
            gone = going
            if not going and not double:
                lines.append(line)
        kept[name] = "\n".join(lines)
    return kept


def _appended(source: Source, kept: str | None, name: str, text: str) -> bytes:
    """Give a month's file with what is new after what stays."""
    if kept is None:
        return source.appended(name, text, "\n\n")
    return (joined(kept, text, "\n\n") if text else kept).encode()


def _open_text(opening: Opening) -> str:
    lines = [f"{opening.day} open {opening.account} CNY", *_meta_lines(opening.meta, "  ")]
    return "\n".join(lines) + "\n"


def _dated_back(source: Source, books: Books, writing: Writing) -> str:
    """Give the chart with those accounts opened earlier that are asked for from an earlier day."""
    lines = source.text(CHART).split("\n") if source.exists(CHART) else []
    for opening in writing.openings:
        place = books.opened.get(opening.account)
        if place is None or place.file != CHART:
            continue
        day, _, rest = lines[place.line - 1].partition(" ")
        lines[place.line - 1] = f"{min(day, opening.day.isoformat())} {rest}"
    return "\n".join(lines)


def _openings(books: Books, writing: Writing) -> list[Opening]:
    """List the accounts to open: those asked for, and those a voucher uses and nobody has opened."""
    asked = {opening.account: opening for opening in writing.openings}
    for entry in writing.entries:
        for posting in entry.postings:
            asked.setdefault(posting.account, Opening(posting.account, entry.day))
    return [opening for account, opening in asked.items() if account not in books.accounts]


def _numbers(books: Books, entries: Iterable[Entry]) -> tuple[str, ...]:
    """Give each voucher the next number of its fund, month and kind."""
    last: dict[tuple[str, str, str], int] = {}
    for voucher in books.vouchers:
        digits = voucher.number[2:]
        if digits.isascii() and digits.isdigit():
            for fund in voucher.funds:
                series = (fund, f"{voucher.day:%Y-%m}", voucher.kind)
                last[series] = max(last.get(series, 0), int(digits))
    numbers = []
    for entry in entries:
        fund = entry.postings[0].account.split(":")[1]
        assert all(posting.account.split(":")[1] == fund for posting in entry.postings), "one fund a voucher"
        if entry.draft:
            numbers.append("")
            continue
        series = (fund, f"{entry.day:%Y-%m}", entry.kind)
        last[series] = last.get(series, 0) + 1
        numbers.append(f"{entry.kind}-{last[series]:04d}")
    return tuple(numbers)


def document_path(source: Source, day: date, name: str) -> str:
    """Write the path of a document as it stands in the file of a month: from that file's own folder.

    Args:
        source: the community's files.
        day: in whose month's file it stands.
        name: relative to the community's folder.
    """
    return posixpath.relpath(name, posixpath.dirname(month_file(source, day)) or ".")


def month_file(source: Source, day: date) -> str:
    """Find the file of a month, or name the one to make."""
    usual = f"{day.year:04d}/{day:%Y-%m}.beancount"
    if source.exists(usual):
        return usual
    named = f"{day:%Y-%m}.beancount"
    found = [name for name in source.ledger_names() if name.split("/")[-1] == named]
    return found[0] if found else usual


def _includes(source: Source, names: Iterable[str]) -> str:
    """Write the include lines that main.beancount still lacks for some files."""
    missing = {
        f'include "{name.rpartition("/")[0]}/*.beancount"\n'
        for name in names
        if not include_line(source, str(source.folder / name))
    }
    return "".join(sorted(missing))
