"""One community's part of the site: read its books, draw up its documents, render what changed.

It runs in a process of its own, so plain data go in and out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jjledger.books.again_text import public_again_files
from jjledger.books.ledger import Ledger, load_ledger
from jjledger.books.owners_file import read_owner_names
from jjledger.books.public_book_text import public_book_text
from jjledger.books.source import Source
from jjledger.disclosure.held import NO_TYPE, UNREADABLE, words_of
from jjledger.disclosure.hung_words import with_public_places
from jjledger.disclosure.models import CommunityPage, Disclosure, HeldFinding, MaintenanceFund, PublicRevenue
from jjledger.disclosure.period_book import period_book
from jjledger.disclosure.period_neighbours import with_neighbours
from jjledger.disclosure.period_page import period_page
from jjledger.disclosure.poster import hangs
from jjledger.disclosure.private_vouchers import watch_over
from jjledger.disclosure.public_book import PublicBook
from jjledger.disclosure.public_contact import with_public_contact
from jjledger.errors import JjledgerError
from jjledger.facts.audit_report import AuditReport
from jjledger.facts.auditor import Auditor
from jjledger.facts.community import OwnerLinks
from jjledger.facts.finding import Finding, Place
from jjledger.facts.posting_record import PostingRecord
from jjledger.facts.sign_off import SignOff
from jjledger.period import day_before
from jjledger.render import html
from jjledger.render.data import json_bytes
from jjledger.render.document import disclosure_files, render_key
from jjledger.render.fonts import missing_characters
from jjledger.render.large import with_large
from jjledger.seal.manifest import Manifest
from jjledger.seal.words import FUNDS
from jjledger.store.system import RealSystem
from jjledger.workflows.community_extras import extra_files
from jjledger.workflows.disclose import BOOK, Disclosed, Published, Request, asked_of, disclose
from jjledger.workflows.editions import Issue
from jjledger.workflows.frozen import with_findings
from jjledger.workflows.kept_editions import PAPERS, SUMS, sums_of, verify_editions, verify_logged
from jjledger.workflows.logged_audits import shown_audits
from jjledger.workflows.published import published_at
from jjledger.workflows.sealing import MANIFEST, kept_sealed, manifest_of, register_name, seal_pages, text_of
from jjledger.workflows.sign_off import SIGNATURES, signed, unsigned_finding, waiting_files
from jjledger.workflows.stamping import Fresh, Made, period_files, printer, write_page

INDEX: Final = "index.json"
CHECKS: Final = "checks.json"
DATA: Final = "data.json"
# Files of an edition that are no document of it, and stay where it stays.
BESIDE: Final = (SUMS, PAPERS, MANIFEST, SIGNATURES, *map(register_name, FUNDS))


@dataclass(frozen=True, slots=True)
class Task:
    """One community to be published."""

    folder: Path
    request: Request
    out: Path  # its folder in the site that is out; it need not exist
    tampered: tuple[Finding, ...] = ()  # what its history says of its closed months
    recorded: Mapping[str, str] = field(
        default_factory=dict
    )  # roots of its editions, as the site's record has them


@dataclass(frozen=True, slots=True)
class Part:
    """What becomes of it."""

    code: str
    files: Mapping[str, bytes]  # new ones, below the community's folder
    kept: tuple[str, ...]  # folders of documents that stay as they are
    note: bytes  # the page that stands where a server shows the book
    findings: tuple[Finding, ...]
    trouble: str = ""  # why the books could not be read
    late: int = 0  # disclosures that should be out and are not
    made: int = 0  # documents printed now
    editions: Mapping[str, str] = field(default_factory=dict)  # roots of its editions by period and number
    fresh: tuple[Fresh, ...] = ()  # editions that are to be logged before their papers can be printed
    waiting: Mapping[str, bytes] = field(default_factory=dict)  # private files by name: what is to be signed
    sealed: Mapping[str, bytes] = field(
        default_factory=dict
    )  # private files by name: what packs are made from
    withdrawn: tuple[str, ...] = ()  # folders of documents that are taken away now
    owner_links: OwnerLinks = field(default_factory=OwnerLinks)
    hung: tuple[PostingRecord, ...] = ()  # where its papers hung
    audits: tuple[AuditReport, ...] = ()  # signed, and with their signatures on the site
    auditors: tuple[Auditor, ...] = ()
    sign_off: SignOff = field(default_factory=SignOff)


@dataclass(slots=True)
class _Press:
    """What is printed of a community, and what stays."""

    files: dict[str, bytes] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    lacking: list[Finding] = field(default_factory=list)
    editions: dict[str, str] = field(default_factory=dict)
    withdrawn: list[str] = field(default_factory=list)
    fresh: list[Fresh] = field(default_factory=list)
    otherwise: set[str] = field(
        default_factory=set
    )  # periods whose logged edition is not what is printed now
    resigned: set[str] = field(default_factory=set)  # periods of which something else was being signed
    unsigned: dict[str, Finding] = field(default_factory=dict)  # why an edition waits, by period
    waiting: dict[str, bytes] = field(default_factory=dict)  # private files by name: what is to be signed
    sealed: dict[str, bytes] = field(default_factory=dict)  # private files by name: what packs are made from
    text: str = ""  # names the text of the books, once something is new
    made: int = 0

    def again(self, request: Request) -> Request | None:
        """Say with what all is to be drawn up once more; None where it can go out as it is printed."""
        if not (self.otherwise or self.resigned or self.unsigned):
            return None
        sealing = request.sealing
        assert sealing is not None, "nothing is logged or signed but what is sealed"
        signing = {code: one for code, one in sealing.signing.items() if code not in self.resigned}
        return replace(
            request,
            sealing=replace(sealing, signing=signing),
            passed_over=request.passed_over | self.otherwise,
            unsigned={**request.unsigned, **self.unsigned},
        )


def community_part(task: Task) -> Part:
    """Make one community's part of the site.

    Args:
        task: which, as of when, and what is out.

    Raises:
        RenderError: a page could not be made.
    """
    sealing = task.request.sealing
    with html.signed_for_demonstration(sealing is not None and sealing.deployment.demo):
        return _part(task)


def _part(task: Task) -> Part:
    sealing = task.request.sealing
    published = published_at(task.out)
    verify_editions(published, task.out, task.recorded)
    if sealing is not None:
        verify_logged(published, task.out, sealing)
    try:
        ledger = with_findings(load_ledger(task.folder, task.request.today), task.tampered)
        names = read_owner_names(Source(ledger.folder))
    except JjledgerError as error:
        return _unread(task, published, str(error))
    private = frozenset({*(names or ()), *ledger.books.register.ids()})
    ledger = replace(ledger, books=with_public_places(ledger.books, private))
    watch = watch_over(ledger.books, names, task.request.today)
    shown = replace(ledger, books=with_public_contact(ledger.books, watch))
    disclosed = disclose(ledger, names, task.request, published)
    press = _print(task, shown, disclosed)
    waiting, sealed = press.waiting, press.sealed
    while (request := press.again(task.request)) is not None:
        task = replace(task, request=request)
        disclosed = disclose(ledger, names, request, published)
        press = _print(task, shown, disclosed)
        waiting |= press.waiting
        sealed |= press.sealed
    book = public_book_text(disclosed.book).encode() if disclosed.book is not None else None
    press.files |= _front_files(disclosed, book)
    press.files |= extra_files(
        disclosed.community, *_in_force(disclosed.community, press.files, task.out), task.request.site
    )
    return Part(
        code=disclosed.community.code,
        files=press.files,
        kept=tuple(press.kept),
        note=_note(disclosed.community),
        findings=(*disclosed.findings, *press.lacking),
        late=sum(entry.late for entry in disclosed.community.entries),
        made=press.made,
        editions=press.editions,
        fresh=tuple(press.fresh),
        waiting=waiting,
        sealed=sealed,
        owner_links=ledger.books.community.owner_links,
        hung=tuple(ledger.books.posting_records),
        auditors=ledger.books.community.auditors,
        sign_off=ledger.books.community.sign_off,
        audits=shown_audits(
            ledger.books.audits.values(), press.files, (task.out / folder for folder in press.kept)
        ),
        withdrawn=tuple(folder for folder in press.withdrawn if (task.out / folder).is_dir()),
    )


def _print(task: Task, ledger: Ledger, disclosed: Disclosed) -> _Press:
    """Print every period of which something is out or new."""
    press = _Press()
    for code, issue in disclosed.issues.items():
        _print_period(press, (task, ledger, disclosed.community), code, issue, disclosed.book)
    return press


def _print_period(
    press: _Press, of: tuple[Task, Ledger, CommunityPage], code: str, issue: Issue, book: PublicBook | None
) -> None:
    """Print the edition of a period that is new, keep those before it, and write the period's page."""
    task, ledger, community = of
    if not issue.editions:
        return
    editions = list(issue.editions)
    made: Made | None = None
    if issue.fresh:
        made = _print_edition(press, (task, ledger), issue, f"{code}/{editions[0].path}", book)
        editions[0] = replace(editions[0], root=made.root, printed_with=render_key())
    for edition in editions[1 if issue.fresh else 0 :]:
        for one in edition.documents:
            (press.withdrawn if one.withdrawn else press.kept).append(f"{code}/{edition.path}{one.document}")
        press.kept += [
            f"{code}/{edition.path}{name}"
            for name in BESIDE
            if (task.out / code / edition.path / name).is_file()
        ]
    press.editions |= {f"{code} {edition.number}": edition.root for edition in editions}
    today = task.request.today
    page = period_page(ledger.books, code, tuple(editions), issue.finding, asked_of(ledger.books, today))
    page = with_neighbours(page, ledger.books, community.entries, today)
    if made is None:
        press.files |= period_files(page)
    else:
        press.fresh.append(Fresh(page, made.papers, made.manifest, made.known, made.signatures))


def _print_edition(
    press: _Press, of: tuple[Task, Ledger], issue: Issue, folder: str, book: PublicBook | None
) -> Made:
    """Print every document of an edition over the sealed figures of its households, and say what is to be logged."""
    task, ledger = of
    sealing = task.request.sealing
    system = RealSystem()
    pages, sealed = seal_pages(ledger, issue.pages, sealing, system) if sealing else (issue.pages, ())
    made: dict[str, bytes] = {register_name(one.fund): one.register for one in sealed}
    for page in pages:
        rendered = disclosure_files(page, printer(), _own_book(page, book))
        made |= {f"{page.head.document}/{name}": data for name, data in with_large(rendered).items()}
        press.lacking += _without_type(f"{folder}{page.head.document}", rendered[DATA].decode())
        press.made += 1
    made[SUMS] = sums_of(made)
    root = sha256(made[SUMS]).hexdigest()
    papers = tuple(
        page
        for page in pages
        if isinstance(page, PublicRevenue | MaintenanceFund) and hangs(page.head.last_day, page.head.issued)
    )
    if sealing is None:
        press.files |= {f"{folder}{name}": data for name, data in made.items()}
        return Made(root, papers)
    press.text = press.text or text_of(ledger.folder, system)
    manifest = manifest_of(ledger, pages[0], sealing, (made[SUMS], sealed), press.text)
    made[MANIFEST] = manifest.text().encode()
    known = sealing.of(manifest.period, manifest.edition)
    if known is not None and known.manifest != manifest:
        press.otherwise.add(manifest.period)
    if known is None:
        made |= _signatures(press, task, ledger, manifest)
    press.files |= {f"{folder}{name}": data for name, data in made.items()}
    press.sealed |= kept_sealed(manifest.period, manifest.edition, sealed)
    return Made(root, papers, manifest, known.index if known else None, made.get(SIGNATURES, b""))


def _signatures(press: _Press, task: Task, ledger: Ledger, manifest: Manifest) -> Mapping[str, bytes]:
    """Put the signatures beside a new edition, or lay it down to be signed."""
    rule, sealing = ledger.books.community.sign_off, task.request.sealing
    if not rule.required:
        return {}
    assert sealing is not None, "there is a manifest"
    awaited = sealing.signing.get(manifest.period)
    if awaited is not None and awaited.edition == manifest.edition and awaited != manifest:
        press.resigned.add(manifest.period)
        return {}
    found = signed(ledger.folder, rule, manifest, RealSystem())
    if not found.missing:
        return {SIGNATURES: found.note(manifest)}
    press.unsigned[manifest.period] = unsigned_finding(manifest, found)
    press.waiting |= waiting_files(manifest)
    return {}


def _own_book(page: Disclosure, book: PublicBook | None) -> bytes | None:
    """Give the part of the book that a main disclosure's report carries; the others are sums of these."""
    if book is None or not isinstance(page, PublicRevenue | MaintenanceFund):
        return None
    head = page.head
    return public_book_text(period_book(book, head.fund, head.first_day, head.last_day)).encode()


def _in_force(
    community: CommunityPage, files: Mapping[str, bytes], out: Path
) -> tuple[list[tuple[str, dict[str, Any]]], dict[str, bytes]]:
    """Collect the data and the CSV tables of every document in force, printed now or before."""
    pages: list[tuple[str, dict[str, Any]]] = []
    tables: dict[str, bytes] = {}
    for entry in community.entries:
        if entry.state != "out":
            continue
        folder = entry.path.rstrip("/")
        here = {name: data for name, data in files.items() if name.startswith(entry.path)} or {
            f"{folder}/{path.name}": path.read_bytes()
            for path in sorted((out / folder).iterdir())
            if path.suffix in {".csv", ".json"}
        }
        pages.append((folder, json.loads(here[f"{folder}/{DATA}"])))
        tables |= {name: data for name, data in here.items() if name.endswith(".csv")}
    return pages, tables


def _without_type(path: str, text: str) -> Iterator[Finding]:
    """Name the characters of a page that no font of this machine has; paper shows 〓 in their place."""
    missing = missing_characters(text)
    if missing:
        yield Finding(
            NO_TYPE, "warn", Place(f"{path}/report.pdf", 0), f"字体里没有这些字，打印版印作〓：{missing}",
            "请在摘要或名称里换一种写法，例如改用通行的字，再重新公示。",
        )  # fmt: skip


def _front_files(disclosed: Disclosed, book: bytes | None) -> dict[str, bytes]:
    """Write the front page, its data, what the checks say, and the public book."""
    front = disclosed.community
    checks = [
        {"code": code, "severity": severity, "words": words_of(code)}
        for code, severity in dict.fromkeys(
            (finding.code, finding.severity) for finding in disclosed.findings
        )
    ]
    files: dict[str, bytes] = {}
    write_page(files, "", html.community(front))
    files[INDEX] = json_bytes(front)
    files[CHECKS] = _json(checks)
    if book is not None and disclosed.book is not None:
        files |= {BOOK: book, **public_again_files(disclosed.book, front.as_of)}
    return files


def _json(value: Any) -> bytes:  # noqa: ANN401 -- whatever JSON can say
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _note(page: CommunityPage) -> bytes:
    return html.book_note(page.code, page.name).encode()


def _unread(task: Task, published: Published | None, trouble: str) -> Part:
    """Keep what is out of a community whose books cannot be read now, and say so."""
    held = (HeldFinding(UNREADABLE, words_of(UNREADABLE)),)
    as_of = day_before(task.request.today.replace(day=1))
    code = task.folder.name
    page = (
        replace(published.page, held=held, book_path="")
        if published
        else CommunityPage(code, code, 0, (), as_of, (), held, "", "", sample=False)
    )
    files: dict[str, bytes] = {}
    write_page(files, "", html.community(page))
    files[INDEX] = json_bytes(page)
    files[CHECKS] = _json([{"code": UNREADABLE, "severity": "block", "words": words_of(UNREADABLE)}])
    files |= extra_files(page, *_in_force(page, {}, task.out), task.request.site)
    editions = {
        f"{period} {edition.number}": edition.root
        for period, out in (published.periods.items() if published else ())
        for edition in out.editions
    }
    return Part(
        code=code,
        files=files,
        kept=tuple(published.periods) if published else (),
        editions=editions,
        note=_note(page),
        findings=(),
        trouble=trouble,
    )
