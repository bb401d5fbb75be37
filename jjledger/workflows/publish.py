"""Publish: from ledgers to the site that people read, in one step or not at all.

Read this page first. Every community's books are read and checked, its pages drawn up or
held, what changed is rendered, and the whole site is turned at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from jjledger.books.owner_hashes import OWNER_HASHES
from jjledger.books.owners_file import OWNERS
from jjledger.disclosure.district import district_index, held_row
from jjledger.disclosure.models import CommunityPage
from jjledger.facts.community import District
from jjledger.facts.finding import Finding
from jjledger.period import Period
from jjledger.render.archive import packed
from jjledger.render.document import render_key
from jjledger.render.resources import served_files
from jjledger.seal.monitor import monitor
from jjledger.store.files import PRIVATE
from jjledger.store.kept_log import KeptLog
from jjledger.store.log import Log, open_log
from jjledger.store.manifest import fingerprint_of
from jjledger.store.site_tree import SITE_SUMS, StagedTree, published_fingerprints, staged
from jjledger.store.system import System
from jjledger.workflows.community_site import INDEX, Part, Task, community_part
from jjledger.workflows.disclose import Request
from jjledger.workflows.district_files import district_files
from jjledger.workflows.frozen import tampered
from jjledger.workflows.kept_editions import PAPERS, SUMS, lost
from jjledger.workflows.log_place import log_home
from jjledger.workflows.private_papers import write_papers
from jjledger.workflows.processes import spread
from jjledger.workflows.read_back import read_model
from jjledger.workflows.registering import (
    CHECKPOINT,
    SITE_NOTE,
    Registrar,
    kept_log,
    refuse_other_log,
    register,
    register_papers,
    registrar_of,
    sealings,
    site_note,
)
from jjledger.workflows.registering import site_files as log_files
from jjledger.workflows.sealing import Sealing
from jjledger.workflows.sign_off import SIGNING, waiting
from jjledger.workflows.stamping import Fresh, stamp

Watch = Callable[[Iterable[Part], int], Iterable[Part]]

_NOT_YET: Final = "尚未公示"


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

    tree: StagedTree
    before: Mapping[str, str]
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
    index_mark = _index_mark(order, registrar, kept)
    reports = {code: Report(code, unchanged=True) for code in marks}
    if not stale and before.get("index") == index_mark:
        return tuple(reports.values())
    with (
        staged(order.target, system) as tree,
        open_log(registrar.folder, registrar.key, registrar.genesis(), system, monitor) as log,
    ):
        refuse_other_log(log, tree.previous(CHECKPOINT), str(order.target / CHECKPOINT))
        press = _Press(tree, before)
        for name, data in served_files():
            tree.write(name, data)
        gone = [code for code in _published_codes(before) if code not in order.folders]
        for code in (*order.folders, *gone):
            if code not in stale:
                _keep(press, code)
        sealing = sealings(registrar, log, stale)
        tasks = [
            _task(
                order,
                code,
                tuple(tampered(order.folders[code], system)),
                (
                    _editions(before, code),
                    replace(sealing[code], signing=waiting(order.folders[code], system)),
                ),
            )
            for code in stale
        ]
        fresh: dict[str, tuple[Fresh, ...]] = {}
        for part in watch(spread(community_part, tasks, "jjledger publish"), len(tasks)):
            _put_away(order, part, system)
            if part.waiting:
                write_papers(part.waiting, order.folders[part.code] / SIGNING, system)
            reports[part.code] = _place(press, part)
            fresh[part.code] = part.fresh
            if not reports[part.code].held():  # what is held is looked at again each time
                press.record[f"community {part.code}"] = marks[part.code]
        _seal(press, order, (log, registrar, system), [one for code in stale for one in fresh[code]])
        _front_page(press, order)
        for path, data in log_files(log, registrar):
            tree.write(path, data)
        sums = tree.sums(unlisted=CHECKPOINT)
        tree.write(SITE_SUMS, sums)
        tree.write(SITE_NOTE, site_note(sums, registrar.key))
        tree.commit(press.record | {"index": _index_mark(order, registrar, log)})
    return tuple(reports.values())


def _seal(press: _Press, order: Order, by: tuple[Log, Registrar, System], fresh: Sequence[Fresh]) -> None:
    """Log the new editions, print what names their place in the log, and log that too.

    What the households' packs are made from is kept before anything is logged, so that no pack is ever promised
    that cannot be made.
    """
    log, registrar, system = by
    for one in fresh:
        folder = order.folders[one.page.community_code] / PRIVATE / "sealed"
        write_papers(one.kept, folder, system)
    stampings = register(log, fresh, registrar)
    stamped = list(spread(stamp, stampings, "jjledger publish"))
    for done in stamped:
        for name, data in done.files.items():
            press.tree.write(f"d/{done.community}/{name}", data)
    register_papers(log, sorted(stamped, key=lambda one: one.entry))


def _mark(order: Order, code: str, registrar: Registrar) -> str:
    """Give the fingerprint of everything a community's pages depend on."""
    folder = order.folders[code]
    rosters = (path for path in (folder / OWNERS, folder / OWNER_HASHES) if path.is_file())
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


def _put_away(order: Order, part: Part, system: System) -> None:
    """Keep a private copy of what is taken off the site, so that a mistyped name destroys nothing."""
    site = order.target / "d" / part.code
    place = order.folders[part.code] / PRIVATE / "withdrawn"
    for folder in part.withdrawn:
        files = {
            path.relative_to(site).as_posix(): system.read(path)
            for path in sorted((site / folder).rglob("*"))
            if path.is_file()
        }
        write_papers({f"{folder.replace('/', '-')}.zip": packed(files)}, place, system)


def _task(
    order: Order, code: str, tampered_with: tuple[Finding, ...], known: tuple[Mapping[str, str], Sealing]
) -> Task:
    recorded, sealing = known
    return Task(
        order.folders[code],
        Request(order.today, order.only, order.district.site, sealing),
        order.target.absolute() / "d" / code,
        tampered_with,
        recorded,
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
        kept=sum(path.rpartition("/")[2] not in {SUMS, PAPERS} for path in part.kept),
        findings=part.findings,
        trouble=part.trouble,
        late=part.late,
    )


def _front_page(press: _Press, order: Order) -> None:
    """Write the district's front page from what its communities' pages say."""
    pages = [
        read_model(CommunityPage, press.indexes[code]) for code in order.folders if code in press.indexes
    ]
    unread = [held_row(code, code, _NOT_YET) for code in order.folders if code not in press.indexes]
    index = district_index(order.district, pages, unread)
    for path, data in district_files(index).items():
        press.tree.write(path, data)
