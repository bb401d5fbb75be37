"""The entries of ledger text in canonical form: what a closed month is held to, whatever file it stands in.

An entry is a dated line with the indented lines below it. Comments, blank lines, the order of
entries, line ends, byte order marks and the number of blanks between words are no part of it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from jjledger.facts.closed_month import Mark
from jjledger.period import day_before

# An account is opened and closed in the chart, with terms of its own: it moves nothing in a month.
_OF_NO_MONTH: Final = frozenset({"open", "close", "commodity", "option", "plugin"})
_DATED: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ \t]+([^\s\"]+)", re.ASCII)
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|;[^\n]*|\n|[^\S\n]+|"|[^\s";]+')
_NUMBER: Final = re.compile(r'^voucher: "([^"]*)"$', re.MULTILINE)
_ACCOUNT: Final = re.compile(r"^(?:Assets|Liabilities|Equity|Income|Expenses):([^:\s]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class TextEntry:
    """One dated entry of a file."""

    month: str  # 2025-06; of an asserted balance the month whose end it vouches for
    mark: Mark


def plain(text: str) -> str:
    """Give text with line feeds only."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def hash_of(text: str) -> str:
    """Hash text as it stands with line feeds only."""
    return sha256(plain(text).encode()).hexdigest()


def entries_of(name: str, text: str) -> tuple[TextEntry, ...]:
    """Take the dated entries out of a file.

    Args:
        name: of the file.
        text: its content.
    """
    return tuple(_entry(name, line, lines) for line, lines in _blocks(plain(text)))


def texts_of(text: str) -> Iterator[str]:
    """Give the dated entries of some text in canonical form."""
    return ("\n".join(lines) for _, lines in _blocks(plain(text)))


def rows_of(name: str, text: str) -> tuple[Mark, ...]:
    """Take the rows out of a detail file, its heading among them; blank ones are passed over."""
    lines = csv.reader(plain(text).splitlines())
    return tuple(
        Mark("", name, lines.line_num, _digest(",".join(cells)), ",".join(cells))
        for cells in ([cell.strip() for cell in row] for row in lines)
        if any(cells)
    )


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give each entry's first line number, and its lines in canonical form."""
    found: tuple[int, list[str]] | None = None
    for number, indented, line in _lines(text):
        if indented:
            if found is not None:
                found[1].append(line)
            continue
        if found is not None:
            yield found
        dated = _DATED.match(line)
        found = (number, [line]) if dated is not None and dated[4] not in _OF_NO_MONTH else None
    if found is not None:
        yield found


def _lines(text: str) -> Iterator[tuple[int, bool, str]]:
    """Give lines without comment and with single blanks, those with nothing else left out; a string may span several."""
    words: list[str] = []
    indented, number, first = False, 1, 1
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word == "\n":
            if words:
                yield first, indented, " ".join(words)
            words, indented = [], False
            number += 1
            first = number
        elif word.isspace():
            indented = indented or not words
        elif word[0] != ";":
            words.append(word)
            number += word.count("\n")
    if words:
        yield first, indented, " ".join(words)


def _entry(name: str, line: int, lines: list[str]) -> TextEntry:
    dated = _DATED.match(lines[0])
    assert dated is not None, "a block begins with a dated line"
    text = "\n".join(lines)
    kind = dated[4]
    try:
        day = date(int(dated[1]), int(dated[2]), int(dated[3]))
        month = f"{day_before(day) if kind == 'balance' else day:%Y-%m}"
    except ValueError:  # beancount refuses such a day
        month = f"{dated[1]}-{int(dated[2]):02d}"
    return TextEntry(month, Mark(_flat(_name(kind, lines, text)), name, line, _digest(text), _flat(lines[0])))


def _name(kind: str, lines: list[str], text: str) -> str:
    """Call an entry so that it is found again when its text has changed."""
    number, account = _NUMBER.search(text), _ACCOUNT.search(text)
    if number is not None and account is not None:
        return f"{account[1]} {number[1]}"
    if kind in {"*", "!", "txn"}:
        return lines[0]
    return " ".join(lines[0].split(" ")[:3])  # day, kind and account


def _flat(text: str) -> str:
    return " ".join(text.split())


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
