"""One community's part of the site: read its books, draw up its pages, render what changed.

It runs in a process of its own, so plain data go in and out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jjledger.books.ledger import load_ledger
from jjledger.books.owners_file import read_owner_names
from jjledger.books.public_book_text import public_book_text
from jjledger.books.source import Source
from jjledger.disclosure.held import NO_TYPE, UNREADABLE, words_of
from jjledger.disclosure.models import CommunityPage, Entry, HeldFinding
from jjledger.errors import JjledgerError
from jjledger.facts.finding import Finding, Place
from jjledger.period import day_before
from jjledger.render import html
from jjledger.render.data import json_bytes
from jjledger.render.document import disclosure_files, render_key
from jjledger.render.fonts import missing_characters
from jjledger.render.pdf import Printer
from jjledger.workflows.disclose import BOOK, Disclosed, Drawn, Request, disclose
from jjledger.workflows.editions import as_edition
from jjledger.workflows.frozen import with_findings
from jjledger.workflows.read_back import read_community_page

INDEX: Final = "index.json"
CHECKS: Final = "checks.json"
DATA: Final = "data.json"


@dataclass(frozen=True, slots=True)
class Task:
    """One community to be published."""

    folder: Path
    request: Request
    out: Path  # its folder in the site that is out; it need not exist
    keys: Mapping[str, str]  # what its pages that are out were made from, by path
    tampered: tuple[Finding, ...] = ()  # what its history says of its closed months


@dataclass(frozen=True, slots=True)
class Part:
    """What becomes of it."""

    code: str
    files: Mapping[str, bytes]  # new ones, below the community's folder
    kept: tuple[str, ...]  # folders of pages that stay as they are
    keys: Mapping[str, str]
    note: bytes  # the page that stands where a server shows the book
    findings: tuple[Finding, ...]
    trouble: str = ""  # why the books could not be read
    late: int = 0  # disclosures that should be out and are not


def community_part(task: Task) -> Part:
    """Make one community's part of the site.

    Args:
        task: which, as of when, and what is out.

    Raises:
        RenderError: a page could not be made.
    """
    published = _published(task.out)
    try:
        ledger = with_findings(load_ledger(task.folder, task.request.today), task.tampered)
        names = read_owner_names(Source(ledger.folder))
    except JjledgerError as error:
        return _unread(task, published, str(error))
    disclosed = disclose(ledger, names, task.request, published)
    made = {drawn.path: _edition(drawn, task) for drawn in disclosed.pages}
    keys = {path: _key(drawn) for path, drawn in made.items()}
    stale = [path for path in made if task.keys.get(path) != keys[path] or not (task.out / path).is_dir()]
    out = [entry.path.rstrip("/") for entry in disclosed.community.entries if entry.state == "out"]
    kept = tuple(path for path in out if path not in stale)
    front = _with_editions(disclosed.community, made, published)
    files = _front_files(front, disclosed)
    lacking: list[Finding] = []
    for path in stale:
        rendered = disclosure_files(made[path].page, _printer())
        files |= {f"{path}/{name}": data for name, data in rendered.items()}
        lacking += _without_type(path, rendered[DATA].decode())
    return Part(
        code=disclosed.community.code,
        files=files,
        kept=kept,
        keys={path: keys.get(path) or task.keys.get(path, "") for path in out},
        note=_note(disclosed.community),
        findings=(*disclosed.findings, *lacking),
        late=sum(entry.late for entry in front.entries),
    )


@lru_cache(maxsize=1)
def _printer() -> Printer:
    """Make the printer once a process, and only where something is printed."""
    return Printer()


def _without_type(path: str, text: str) -> Iterator[Finding]:
    """Name the characters of a page that no font of this machine has; paper shows 〓 in their place."""
    missing = missing_characters(text)
    if missing:
        yield Finding(
            NO_TYPE, "warn", Place(f"{path}/report.pdf", 0), f"字体里没有这些字，打印版印作〓：{missing}",
            "请在摘要或名称里换一种写法，例如改用通行的字，再重新公示。",
        )  # fmt: skip


def _published(out: Path) -> CommunityPage | None:
    """Read the community's front page that is out."""
    index = out / INDEX
    return read_community_page(index.read_text(encoding="utf-8")) if index.is_file() else None


def _edition(drawn: Drawn, task: Task) -> Drawn:
    data = task.out / drawn.path / DATA
    published = data.read_text(encoding="utf-8") if data.is_file() else None
    return replace(drawn, page=as_edition(drawn.page, published, task.request.today, drawn.reopened))


def _key(drawn: Drawn) -> str:
    return sha256(render_key().encode() + json_bytes(drawn.page)).hexdigest()


def _with_editions(
    page: CommunityPage, made: Mapping[str, Drawn], published: CommunityPage | None
) -> CommunityPage:
    """Say beside each disclosure which edition it is, where it is not the first."""
    earlier = {entry.path: entry.words for entry in published.entries} if published else {}
    return replace(
        page,
        entries=tuple(
            replace(entry, words=_edition_words(entry, made.get(entry.path.rstrip("/")), earlier))
            for entry in page.entries
        ),
    )


def _edition_words(entry: Entry, drawn: Drawn | None, earlier: Mapping[str, str]) -> str:
    """Give the words of an entry: as they are out, or with the number of a later edition."""
    if entry.state == "out" and drawn is None:
        return earlier[entry.path]
    edition = drawn.page.head.edition if drawn is not None else 1
    return f"{entry.words}（第 {edition} 版）" if edition > 1 else entry.words


def _front_files(front: CommunityPage, disclosed: Disclosed) -> dict[str, bytes]:
    """Write the front page, its data, what the checks say, and the public book."""
    checks = [
        {"code": code, "severity": severity, "words": words_of(code)}
        for code, severity in dict.fromkeys(
            (finding.code, finding.severity) for finding in disclosed.findings
        )
    ]
    files = {
        "index.html": html.community(front).encode(),
        INDEX: json_bytes(front),
        CHECKS: _json(checks),
    }
    if disclosed.book is not None:
        files[BOOK] = public_book_text(disclosed.book).encode()
    return files


def _json(value: Any) -> bytes:  # noqa: ANN401 -- whatever JSON can say
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _note(page: CommunityPage) -> bytes:
    return html.book_note(page.code, page.name).encode()


def _unread(task: Task, published: CommunityPage | None, trouble: str) -> Part:
    """Keep what is out of a community whose books cannot be read now, and say so."""
    held = (HeldFinding(UNREADABLE, words_of(UNREADABLE)),)
    as_of = day_before(task.request.today.replace(day=1))
    code = task.folder.name
    page = (
        replace(published, held=held, book_path="")
        if published
        else CommunityPage(code, code, 0, (), as_of, (), held, "", "", sample=False)
    )
    kept = tuple(entry.path.rstrip("/") for entry in page.entries if entry.state == "out")
    return Part(
        code=code,
        files={
            "index.html": html.community(page).encode(),
            INDEX: json_bytes(page),
            CHECKS: _json([{"code": UNREADABLE, "severity": "block", "words": words_of(UNREADABLE)}]),
        },
        kept=kept,
        keys={path: task.keys.get(path, "") for path in kept},
        note=_note(page),
        findings=(),
        trouble=trouble,
    )
