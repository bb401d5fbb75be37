"""Publish: from ledgers to the site that people read, in one step or not at all.

Read this page first. Every community's books are read and checked, its pages drawn up or
held, what changed is rendered, and the whole site is turned at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from jjledger.books.owner_hashes import OWNER_HASHES
from jjledger.books.owners_file import OWNERS
from jjledger.disclosure.district import district_index, held_row
from jjledger.disclosure.models import CommunityPage
from jjledger.facts.closed_month import FOLDER
from jjledger.facts.community import District
from jjledger.facts.finding import Finding, Place
from jjledger.period import Period
from jjledger.render.archive import packed
from jjledger.render.document import render_key
from jjledger.render.owner_page import NAME as OWNERS_PAGE
from jjledger.render.resources import served_files
from jjledger.seal.monitor import monitor
from jjledger.store.files import PRIVATE
from jjledger.store.kept_log import KeptLog
from jjledger.store.link_turns import LINKS
from jjledger.store.log import Log, open_log
from jjledger.store.manifest import fingerprint_of
from jjledger.store.owner_keys import OWNER_KEYS
from jjledger.store.site_tree import SITE_SUMS, StagedTree, published_fingerprints, staged
from jjledger.store.system import System
from jjledger.workflows.community_site import BESIDE, INDEX, Part, Task, community_part
from jjledger.workflows.disclose import Request
from jjledger.workflows.district_files import district_files
from jjledger.workflows.frozen import tampered
from jjledger.workflows.kept_editions import lost
from jjledger.workflows.log_pages import Shown, log_pages
from jjledger.workflows.log_place import community_name, log_home
from jjledger.workflows.logged_audits import audits_to_log
from jjledger.workflows.logged_closings import closing_troubles, closings_to_log
from jjledger.workflows.owner_links import SEALED, Linked, ends_of, owner_files
from jjledger.workflows.private_papers import write_papers
from jjledger.workflows.processes import Crew, crew
from jjledger.workflows.published_links import LinkFiles, recorded_links
from jjledger.workflows.read_back import read_model
from jjledger.workflows.registering import (
    CHECKPOINT,
    SITE_NOTE,
    Registrar,
    kept_log,
    notices,
    refuse_other_log,
    register,
    register_papers,
    registrar_of,
    sealings,
    site_note,
)
from jjledger.workflows.registering import site_files as log_files
from jjledger.workflows.sealed_packs import Shelf, shelved
from jjledger.workflows.sealing import Sealing
from jjledger.workflows.sign_off import SIGNING, waiting
from jjledger.workflows.stamping import stamp

Watch = Callable[[Iterable[Part], int], Iterable[Part]]

_NOT_YET: Final = "尚未公示"
_COMMAND: Final = "jjledger publish"  # named where a process was killed


@dataclass(frozen=True, slots=True)
class Order:
    """What to publish, and where."""

    district: District
    folders: Mapping[str, Path]  # every community of the district, in its order
    wanted: frozenset[str]  # those to be looked at; the others stay as they are out
    target: Path
    today: date
    only: Period | None = None
    unlisted: tuple[str, ...] = ()  # communities beside them that district.toml does not name


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one community."""

    code: str
    made: int = 0  # pages rendered anew
    kept: int = 0  # pages that stayed as they were
    unchanged: bool = False  # nothing of it was touched
    findings: tuple[Finding, ...] = ()
    trouble: str = ""  # why its books could not be read
    late: int = 0  # disclosures that should be out and are not

    def held(self) -> bool:
        """Say whether something holds its pages back."""
        return bool(self.trouble) or any(finding.severity == "block" for finding in self.findings)


@dataclass(slots=True)
class _Press:
    """The next site while it is filled, and the record of what it was made from."""

    order: Order
    tree: StagedTree
    before: Mapping[str, str]
    log: Log
    registrar: Registrar
    system: System
    hands: Crew
    record: dict[str, str] = field(default_factory=dict)
    indexes: dict[str, str] = field(default_factory=dict)  # index.json of each community that is out


def publish(order: Order, system: System, watch: Watch) -> tuple[Report, ...]:
    """Publish a district's communities.

    Args:
        order: what, where to, as of which day.
        system: the machine.
        watch: passes the parts through as they are finished, and may show how many.

    Returns:
        A report a community that was asked for, in the district's order.

    Raises:
        StoreError: a folder leads out of the tree, or the disk refused; the old site stands.
        RenderError: a page could not be made; the old site stands.
    """
    registrar = registrar_of(order.district, log_home(next(iter(order.folders.values())), system), system)
    kept = kept_log(registrar)
    before = published_fingerprints(order.target)
    marks = {code: _mark(order, code, registrar) for code in order.folders if code in order.wanted}
    stale = [code for code, mark in marks.items() if before.get(f"community {code}") != mark]
    reports = {code: Report(code, unchanged=True) for code in marks}
    if not stale and before.get("index") == _index_mark(order, registrar, kept):
        return tuple(reports.values())
    with (
        staged(order.target, system) as tree,
        open_log(registrar.folder, registrar.key, registrar.genesis(), system, monitor) as log,
        crew() as hands,
    ):
        refuse_other_log(log, tree.previous(CHECKPOINT), str(order.target / CHECKPOINT))
        press = _Press(order, tree, before, log, registrar, system, hands)
        for name, data in served_files():
            tree.write(name, data)
        gone = [code for code in _published_codes(before) if code not in order.folders]
        for code in (*order.folders, *gone):
            if code not in stale:
                _keep(press, code)
        parts = {part.code: part for part in watch(_parts(press, stale), len(stale))}
        for code in stale:
            reports[code] = _place(press, parts[code])
            if not reports[code].held():  # what is held is looked at again each time
                press.record[f"community {code}"] = marks[code]
        _seal(press, [parts[code] for code in stale])
        _front_page(press)
        _sign_site(press)
        tree.commit(press.record | {"index": _index_mark(order, registrar, log)})
    return tuple(reports.values())


def _parts(press: _Press, codes: Sequence[str]) -> Iterator[Part]:
    """Make the parts of some communities, and keep privately what has to be before anything goes out."""
    order, system = press.order, press.system
    sealing = sealings(press.registrar, press.log, codes)
    tasks = [
        _task(
            press,
            code,
            (*tampered(order.folders[code], system), *_unlike_log(press, code)),
            replace(sealing[code], signing=waiting(order.folders[code], system)),
        )
        for code in codes
    ]
    for part in press.hands.spread(community_part, tasks, _COMMAND):
        _put_away(press, part)
        yield part


def _seal(press: _Press, parts: Sequence[Part]) -> None:
    """Log the new editions, print what names their place in the log, log that too, and seal what owners fetch.

    What the households' packs are made from is kept by then, so that no pack is ever promised that cannot be made.
    """
    closings = [entry for part in parts for entry in _closings(press, part)]
    fresh = [one for part in parts for one in part.fresh]
    stampings = register(press.log, closings, fresh, press.registrar)
    stamped = list(press.hands.spread(stamp, stampings, _COMMAND))
    for done in stamped:
        for name, data in done.files.items():
            press.tree.write(f"d/{done.community}/{name}", data)
    more = [entry for part in parts for entry in _told_of(press, part)]
    register_papers(press.log, sorted(stamped, key=lambda one: one.entry), more)
    for part in parts:
        _put_links(press, part)


def _closings(press: _Press, part: Part) -> tuple[bytes, ...]:
    """Give what is to be logged of months that a community closed or opened again; nothing while its books are held."""
    if part.trouble or any(finding.severity == "block" for finding in part.findings):
        return ()
    name = community_name(press.order.district, part.code)
    return closings_to_log(press.order.folders[part.code], name, press.log.entries, press.system)


def _told_of(press: _Press, part: Part) -> Iterator[bytes]:
    """Give what the log is to be told of a community's editions: where they hung, and what auditors signed."""
    name = community_name(press.order.district, part.code)
    yield from notices(press.log, name, part.hung)
    yield from audits_to_log(part.audits, name, press.log.entries)


def _unlike_log(press: _Press, code: str) -> Iterator[Finding]:
    """Find closed months and commits that the log has and the books have not, or otherwise."""
    name = community_name(press.order.district, code)
    folder = press.order.folders[code]
    for trouble in closing_troubles(folder, name, press.log.entries, press.system):
        place = Path(trouble.place)
        where = place.relative_to(folder).as_posix() if place.is_relative_to(folder) else FOLDER
        yield Finding("B74", "block", Place(where, 0), trouble.what, trouble.remedy, trouble.ground)


def _put_links(press: _Press, part: Part) -> None:
    """Seal the statements of a community's owners for those who have links; of books that cannot be read they stay."""
    settings, order = part.owner_links, press.order
    if part.trouble:
        _keep_links(press, part.code)
    if not settings.enabled:
        return
    folder, name = order.folders[part.code], community_name(order.district, part.code)
    since = order.today - timedelta(days=settings.life_days)
    shelf = Shelf(folder, name, press.log, press.registrar.policy)
    linked = Linked(folder, settings, press.registrar.deployment.master(name))
    editions = list(shelved(shelf, since, press.system))
    files = dict(owner_files(linked, editions, order.today, press.system))
    press.record |= LinkFiles(tuple(files), ends_of(linked, editions)).record(part.code)
    for path, data in files.items():
        press.tree.write(path, data)


def _keep_links(press: _Press, code: str) -> None:
    """Leave a community's sealed files on the site as long as their time is not over."""
    there = recorded_links(press.before, code).on(press.order.today)
    press.record |= there.record(code)
    for path in there.paths:
        press.tree.keep(path)


def _sign_site(press: _Press) -> None:
    """Put the log on the site, and sign the list of all that is served."""
    pages = {code: read_model(CommunityPage, text) for code, text in press.indexes.items()}
    shown = Shown(press.registrar, {code: page.name for code, page in pages.items()})
    for path, data in (*log_files(press.log, press.registrar), *log_pages(press.log, shown).items()):
        press.tree.write(path, data)
    if any(page.owner_links for page in pages.values()):
        press.tree.write(OWNERS_PAGE, press.registrar.owners_page())
    sums = press.tree.sums(unlisted=CHECKPOINT)
    press.tree.write(SITE_SUMS, sums)
    press.tree.write(SITE_NOTE, site_note(sums, press.registrar.key))


def _mark(order: Order, code: str, registrar: Registrar) -> str:
    """Give the fingerprint of everything a community's pages depend on."""
    folder = order.folders[code]
    rosters = (
        path
        for path in (folder / name for name in (OWNERS, OWNER_HASHES, OWNER_KEYS, LINKS))
        if path.is_file()
    )
    names = "".join(sha256(path.read_bytes()).hexdigest() for path in rosters)
    only = order.only.code if order.only else ""
    return fingerprint_of(
        folder,
        "\n".join([render_key(), str(order.today), order.district.site, only, names, registrar.mark()]),
    )


def _index_mark(order: Order, registrar: Registrar, log: KeptLog | None) -> str:
    checkpoint = log.checkpoint if log else b""
    told = f"{render_key()}\n{order.today}\n{order.district}\n{registrar.mark()}\n"
    return sha256(told.encode() + checkpoint + registrar.verifier).hexdigest()


def _published_codes(before: Mapping[str, str]) -> list[str]:
    """List the communities of which something went out, those too that left the district: it stays where it was."""
    return list(dict.fromkeys(name.split()[1] for name in before if name.startswith("edition ")))


def _editions(before: Mapping[str, str], code: str) -> Mapping[str, str]:
    """Give the roots of a community's editions by period and number, as the site's record has them."""
    start = f"edition {code} "
    return {name.removeprefix(start): root for name, root in before.items() if name.startswith(start)}


def _put_away(press: _Press, part: Part) -> None:
    """Keep privately what packs are made from, what waits to be signed, and a copy of what is taken off the site.

    A mistyped name destroys nothing that way.
    """
    place, system = press.order.folders[part.code], press.system
    for one in part.fresh:
        write_papers(one.kept, place / SEALED, system)
    if part.waiting:
        write_papers(part.waiting, place / SIGNING, system)
    site = press.order.target / "d" / part.code
    for folder in part.withdrawn:
        files = {
            path.relative_to(site).as_posix(): system.read(path)
            for path in sorted((site / folder).rglob("*"))
            if path.is_file()
        }
        write_papers(
            {f"{folder.replace('/', '-')}.zip": packed(files)}, place / PRIVATE / "withdrawn", system
        )


def _task(press: _Press, code: str, tampered_with: tuple[Finding, ...], sealing: Sealing) -> Task:
    order = press.order
    return Task(
        order.folders[code],
        Request(order.today, order.only, order.district.site, sealing),
        order.target.absolute() / "d" / code,
        tampered_with,
        _editions(press.before, code),
    )


def _keep(press: _Press, code: str) -> None:
    """Leave a community as it is out."""
    index = press.tree.previous_text(f"d/{code}/{INDEX}")
    recorded = _editions(press.before, code)
    if index is None:
        if recorded:
            raise lost(f"d/{code}/{INDEX}")
        return
    press.tree.keep(f"d/{code}")
    press.tree.keep(f"book/{code}")
    _keep_links(press, code)
    press.indexes[code] = index
    press.record |= {f"edition {code} {name}": root for name, root in recorded.items()}
    mark = press.before.get(f"community {code}")
    if mark is not None:
        press.record[f"community {code}"] = mark


def _place(press: _Press, part: Part) -> Report:
    """Put a community's part into the next site."""
    for name, data in part.files.items():
        press.tree.write(f"d/{part.code}/{name}", data)
    for path in part.kept:
        if not press.tree.keep(f"d/{part.code}/{path}"):
            raise lost(f"d/{part.code}/{path}")
    press.tree.write(f"book/{part.code}/index.html", part.note)
    press.indexes[part.code] = part.files[INDEX].decode()
    press.record |= {f"edition {part.code} {name}": root for name, root in part.editions.items()}
    return Report(
        part.code,
        made=part.made,
        kept=sum(path.rpartition("/")[2] not in BESIDE for path in part.kept),
        findings=part.findings,
        trouble=part.trouble,
        late=part.late,
    )


def _front_page(press: _Press) -> None:
    """Write the district's front page from what its communities' pages say."""
    order = press.order
    pages = [
        read_model(CommunityPage, press.indexes[code]) for code in order.folders if code in press.indexes
    ]
    unread = [held_row(code, code, _NOT_YET) for code in order.folders if code not in press.indexes]
    index = district_index(order.district, pages, unread)
    for path, data in district_files(index).items():
        press.tree.write(path, data)
