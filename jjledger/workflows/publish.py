"""Publish: from ledgers to the site that people read, in one step or not at all.

Read this page first. Every community's books are read and checked, its pages drawn up or
held, what changed is rendered, and the whole site is turned at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from jjledger.books.owner_hashes import OWNER_HASHES
from jjledger.books.owners_file import OWNERS
from jjledger.disclosure.district import district_index, held_row
from jjledger.disclosure.models import CommunityPage
from jjledger.facts.finding import Finding
from jjledger.render import html
from jjledger.render.archive import packed
from jjledger.render.document import render_key
from jjledger.render.resources import served_files
from jjledger.seal.monitor import monitor
from jjledger.store.files import PRIVATE
from jjledger.store.kept_log import KeptLog
from jjledger.store.link_turns import LINKS
from jjledger.store.log import open_log
from jjledger.store.manifest import fingerprint_of
from jjledger.store.owner_keys import OWNER_KEYS
from jjledger.store.site_tree import published_fingerprints, staged
from jjledger.store.system import System
from jjledger.workflows.community_site import BESIDE, INDEX, Part, Task, community_part
from jjledger.workflows.disclose import Request
from jjledger.workflows.district_files import district_files
from jjledger.workflows.frozen import tampered
from jjledger.workflows.kept_editions import lost
from jjledger.workflows.log_place import log_home
from jjledger.workflows.press import Order, Press
from jjledger.workflows.private_papers import write_papers
from jjledger.workflows.processes import crew
from jjledger.workflows.read_back import read_model
from jjledger.workflows.registering import CHECKPOINT, Registrar, registrar_of, sealings
from jjledger.workflows.sealed_site import COMMAND, keep_links, log_parts, seal_parts, sign_site, unlike_log
from jjledger.workflows.sealing import SEALED, Sealing
from jjledger.workflows.sign_off import SIGNING, waiting
from jjledger.workflows.unbroken import (
    refuse_changed_site,
    refuse_forgotten,
    refuse_other_log,
    refuse_rolled_back,
    remember,
)

Watch = Callable[[Iterable[Part], int], Iterable[Part]]

# What the processes import while this one looks at what stays: a community's part, and the printer.
_AHEAD: Final = ("jjledger.workflows.community_site", "jjledger.render.pdf")
_NOT_YET: Final = "尚未公示"


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


def publish(order: Order, system: System, watch: Watch) -> tuple[Report, ...]:
    """Publish a district's communities.

    Args:
        order: what, where to, as of which day.
        system: the machine.
        watch: passes the parts through as they are finished, and may show how many.

    Returns:
        A report a community that was asked for, in the district's order.

    Raises:
        StoreError: a folder leads out of the tree, what is out was changed, or the disk refused; the old site stands.
        RenderError: a page could not be made; the old site stands.
    """
    home = log_home(next(iter(order.folders.values())), system)
    registrar = registrar_of(order.district, home, order.folders, system)
    marks = {code: _mark(order, code, registrar) for code in order.folders if code in order.wanted}
    before = published_fingerprints(order.target)
    if not _stale(marks, before) and before.get("index") == _index_mark(order, registrar, registrar.kept):
        refuse_changed_site(order.target, registrar, system)
        return tuple(Report(code, unchanged=True) for code in marks)
    refuse_forgotten(registrar, home, system)
    with (
        crew(_AHEAD if len(marks) > 1 else ()) as hands,
        staged(order.target, system) as tree,
        open_log(registrar.folder, registrar.key, registrar.genesis(), system, monitor) as log,
        html.signed_for_demonstration(registrar.deployment.demo),
    ):
        refuse_changed_site(order.target, registrar, system)
        refuse_rolled_back(log, registrar, home, system)
        refuse_other_log(log, tree.previous(CHECKPOINT), str(order.target / CHECKPOINT))
        # What another publication did since it was looked at is known only now that nobody else writes.
        before = published_fingerprints(order.target)
        press = Press(order, tree, before, log, registrar, system, hands)
        stale = _stale(marks, before)
        reports = {code: Report(code, unchanged=True) for code in marks}
        begun = _parts(press, stale)
        _leave(press, stale)
        parts = {part.code: part for part in watch(begun, len(stale))}
        for code in stale:
            reports[code] = _place(press, parts[code])
            if not reports[code].held():  # what is held is looked at again each time
                press.record[f"community {code}"] = marks[code]
        changed = [parts[code] for code in stale]
        logged = log_parts(press, changed)
        _front_page(press)
        seal_parts(press, changed, logged)
        remember(log, registrar, home, system)
        sign_site(press)
        tree.commit(press.record | {"index": _index_mark(order, registrar, log)})
    return tuple(
        replace(report, findings=(*report.findings, press.warnings[code]))
        if code in press.warnings
        else report
        for code, report in reports.items()
    )


def _stale(marks: Mapping[str, str], before: Mapping[str, str]) -> list[str]:
    """List the communities that are not as they were published."""
    return [code for code, mark in marks.items() if before.get(f"community {code}") != mark]


def _parts(press: Press, codes: Sequence[str]) -> Iterator[Part]:
    """Begin with the parts of some communities; keep privately what has to be before anything goes out."""
    order, system = press.order, press.system
    sealing = sealings(press.registrar, press.log, codes)
    tasks = [
        _task(
            press,
            code,
            (*tampered(order.folders[code], system), *unlike_log(press, code)),
            replace(sealing[code], signing=waiting(order.folders[code], system)),
        )
        for code in codes
    ]
    return (_put_away(press, part) for part in press.hands.spread(community_part, tasks, COMMAND))


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


def _put_away(press: Press, part: Part) -> Part:
    """Keep privately what packs are made from, what waits to be signed, and a copy of what is taken off; give the part back.

    A mistyped name destroys nothing that way.
    """
    place, system = press.order.folders[part.code], press.system
    if part.sealed:
        write_papers(part.sealed, place / SEALED, system)
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
    return part


def _task(press: Press, code: str, tampered_with: tuple[Finding, ...], sealing: Sealing) -> Task:
    order = press.order
    return Task(
        order.folders[code],
        Request(order.today, order.only, order.district.site, sealing),
        order.target.absolute() / "d" / code,
        tampered_with,
        _editions(press.before, code),
    )


def _leave(press: Press, stale: Collection[str]) -> None:
    """Put in place what is served beside the communities, and leave all that are not stale as they are out."""
    for name, data in served_files():
        press.tree.write(name, data)
    gone = [code for code in _published_codes(press.before) if code not in press.order.folders]
    for code in (*press.order.folders, *gone):
        if code not in stale:
            _keep(press, code)


def _keep(press: Press, code: str) -> None:
    """Leave a community as it is out."""
    index = press.tree.previous_text(f"d/{code}/{INDEX}")
    recorded = _editions(press.before, code)
    if index is None:
        if recorded:
            raise lost(f"d/{code}/{INDEX}")
        return
    press.tree.keep(f"d/{code}")
    press.tree.keep(f"book/{code}")
    keep_links(press, code)
    press.indexes[code] = index
    press.record.update({f"edition {code} {name}": root for name, root in recorded.items()})
    mark = press.before.get(f"community {code}")
    if mark is not None:
        press.record[f"community {code}"] = mark


def _place(press: Press, part: Part) -> Report:
    """Put a community's part into the next site."""
    for name, data in part.files.items():
        press.tree.write(f"d/{part.code}/{name}", data)
    for path in part.kept:
        if not press.tree.keep(f"d/{part.code}/{path}"):
            raise lost(f"d/{part.code}/{path}")
    press.tree.write(f"book/{part.code}/index.html", part.note)
    press.indexes[part.code] = part.files[INDEX].decode()
    press.record.update({f"edition {part.code} {name}": root for name, root in part.editions.items()})
    return Report(
        part.code,
        made=part.made,
        kept=sum(path.rpartition("/")[2] not in BESIDE for path in part.kept),
        findings=part.findings,
        trouble=part.trouble,
        late=part.late,
    )


def _front_page(press: Press) -> None:
    """Write the district's front page from what its communities' pages say."""
    order = press.order
    pages = [
        read_model(CommunityPage, press.indexes[code]) for code in order.folders if code in press.indexes
    ]
    unread = [held_row(code, code, _NOT_YET) for code in order.folders if code not in press.indexes]
    index = district_index(order.district, pages, unread)
    for path, data in district_files(index).items():
        press.tree.write(path, data)
