"""File originals by the hash of their content: the same paper is kept once, whoever brings it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath
from typing import Final

from jjledger.books.originals_file import originals_bytes
from jjledger.encoding import one_line
from jjledger.errors import EntryRefusedError, Trouble
from jjledger.facts.books import Books
from jjledger.facts.original import ORIGINALS_FOLDER, ORIGINALS_LIST, Original, Retention
from jjledger.rules.retention import kept_until

# A scan of a long contract is some ten megabytes; a film of the site is no original.
MOST_BYTES: Final = 50_000_000
_SHOWN_DIGITS: Final = 16
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,8}")
# Endings that would make beancount, or our own reading of the books, take the paper for a part of them.
_OURS: Final = frozenset({".beancount", ".bean", ".bc"})
_ORIGINALS: Final = "会计基础工作规范第51条：附有原始凭证"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document somebody brings."""

    name: str  # as the person calls it, with its ending
    data: bytes


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a document is kept, and what has to be written for that."""

    path: str  # relative to the community's folder
    files: Mapping[str, bytes] = field(default_factory=dict)  # nothing where it was on file already


@dataclass(frozen=True, slots=True)
class Papers:
    """Where several documents are kept, and what has to be written for that."""

    paths: tuple[str, ...]  # each once, in the order in which they were brought
    files: Mapping[str, bytes]
    known: tuple[str, ...]  # those that were on file already


def filed(name: str, data: bytes, day: date, retention: Retention, books: Books) -> Filed:
    """File one document.

    Args:
        name: as the person calls it, with its ending.
        data: its content, which is kept as it is.
        day: of filing, from the end of whose year it is kept.
        retention: what it is, which says for how long.
        books: the general book, with the list of what is on file.

    Raises:
        EntryRefusedError: it is empty, too large, or of a kind that is no paper.
    """
    papers = filed_together([Paper(name, data)], day, retention, books)
    return Filed(papers.paths[0], papers.files)


def filed_together(papers: Sequence[Paper], day: date, retention: Retention, books: Books) -> Papers:
    """File several documents in one writing.

    Args:
        papers: what is brought; the same content twice is filed once.
        day: of filing.
        retention: what they all are.
        books: the general book, with the list of what is on file.

    Raises:
        EntryRefusedError: one is empty, too large, or of a kind that is no paper; all such.
    """
    troubles = tuple(trouble for paper in papers for trouble in _unfit(paper))
    if troubles:
        raise EntryRefusedError(troubles)
    listed = {one.sha256: one for one in books.originals}
    files: dict[str, bytes] = {}
    paths: list[str] = []
    known: list[str] = []
    for paper in papers:
        digest = hashlib.sha256(paper.data).hexdigest()
        before = listed.get(digest)
        if before is None:
            ending = PurePath(paper.name).suffix.lower()
            path = f"{ORIGINALS_FOLDER}/{day.year:04d}/{digest[:_SHOWN_DIGITS]}{ending}"
            files[path] = paper.data
            name = one_line(PurePath(paper.name.replace("\\", "/")).name)
            listed[digest] = Original(path, digest, retention, kept_until(retention, day), day, name)
        else:
            listed[digest] = _kept_longer(before, retention, day)
            if before.file not in files:
                known.append(before.file)
        paths.append(listed[digest].file)
    if tuple(listed.values()) != books.originals:
        files[ORIGINALS_LIST] = originals_bytes(listed.values())
    return Papers(tuple(dict.fromkeys(paths)), files, tuple(dict.fromkeys(known)))


def _kept_longer(before: Original, retention: Retention, day: date) -> Original:
    """Keep a document on file as what asks for the longer term: a bank's slip may become a voucher's original."""
    until = kept_until(retention, day)
    if before.kept_until is None or (until is not None and until <= before.kept_until):
        return before
    return replace(before, retention=retention, kept_until=until)


def _unfit(paper: Paper) -> list[Trouble]:
    """Say why a document cannot be filed."""
    ending = PurePath(paper.name).suffix.lower()
    if not paper.data:
        what, remedy = "这个文件是空的。", "请重新扫描或下载，再附上。"
    elif len(paper.data) > MOST_BYTES:
        what = f"这个文件有 {len(paper.data) // 1_000_000} MB，太大。"
        remedy = f"每个文件不超过 {MOST_BYTES // 1_000_000} MB；请降低扫描的分辨率，或分成几个文件。"
    elif ending in _OURS or PurePath(paper.name).name.startswith("."):
        what, remedy = "账本文件和隐藏文件不作原始凭证。", "请附 PDF、OFD、XML、图片或表格。"
    elif not _ENDING.fullmatch(ending):
        what, remedy = "文件名没有扩展名，看不出是什么文件。", "请把文件改名，例如 电梯维修发票.pdf。"
    else:
        return []
    return [Trouble(paper.name, what, remedy, _ORIGINALS)]
