"""Put vouchers, openings and notes into the ledger's own text, in the files where they belong.

What lives here: numbers, wording and places. What must not: writing to disk, or deciding
whether a voucher is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.books.linter import MAIN, include_line
from jjledger.books.source import Source
from jjledger.books.text import amount, quoted
from jjledger.facts.books import Books
from jjledger.facts.entry import Entry, Meta, Note, Opening, Signed, Writing

CHART: Final = "chart.beancount"
_POSTING_INDENT: Final = "    "


@dataclass(frozen=True, slots=True)
class Laid:
    """What a writing comes to in files."""

    numbers: tuple[str, ...]  # 收-0003, one an entry
    texts: tuple[str, ...]  # the vouchers as they will stand, one an entry
    after: Mapping[str, bytes]  # path below the folder → whole new content, vouchers last


def lay(source: Source, books: Books, writing: Writing, signed: Signed) -> Laid:
    """Number the vouchers and put everything where it belongs.

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
    months: dict[str, list[str]] = {}
    for day, text in dated:
        months.setdefault(_month_file(source, day), []).append(text)
    beside = dict(writing.files)
    opens = "".join(_open_text(opening) for opening in _openings(books, writing))
    if opens:
        beside[CHART] = source.appended(CHART, opens, "\n")
    includes = _includes(source, months)
    if includes:
        beside[MAIN] = source.appended(MAIN, includes, "\n")
    vouchers = {name: source.appended(name, "\n".join(months[name]), "\n\n") for name in months}
    return Laid(numbers, texts, {**beside, **vouchers})


def entry_text(entry: Entry, number: str, signed: Signed) -> str:
    """Write a voucher as an accountant would."""
    links = "".join(f" ^{link}" for link in entry.links)
    lines = [
        f"{entry.day} * {quoted(entry.payee)} {quoted(entry.narration)}{links}",
        f"  voucher: {quoted(number)}",
        f"  attachments: {entry.attachments}",
        f"  prepared: {quoted(signed.prepared)}",
        f"  reviewed: {quoted(signed.reviewed)}",
        *_meta_lines(entry.meta, "  "),
    ]
    for posting in entry.postings:
        lines.append(f"  {posting.account}  {amount(posting.amount_fen)}")
        lines += _meta_lines(posting.split, _POSTING_INDENT)
    return "\n".join(lines) + "\n"


def _meta_lines(meta: Meta, indent: str) -> Iterable[str]:
    return (f"{indent}{key}: {quoted(value)}" for key, value in meta)


def _note_text(note: Note) -> str:
    return f"{note.day} note {note.account} {quoted(note.text)}\n"


def _open_text(opening: Opening) -> str:
    lines = [f"{opening.day} open {opening.account} CNY", *_meta_lines(opening.meta, "  ")]
    return "\n".join(lines) + "\n"


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
        series = (fund, f"{entry.day:%Y-%m}", entry.kind)
        last[series] = last.get(series, 0) + 1
        numbers.append(f"{entry.kind}-{last[series]:04d}")
    return tuple(numbers)


def _month_file(source: Source, day: date) -> str:
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
