"""Sealing what goes out: into the log first, then on papers and at owners' links, and last the list of the whole site.

What lives here: the order of these steps for all communities together. What must not: how one is printed, and what the
log's entries say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from jjledger.disclosure.held import LINKS_STAY
from jjledger.disclosure.models import CommunityPage
from jjledger.errors import StoreError
from jjledger.facts.closed_month import FOLDER
from jjledger.facts.finding import Finding, Place
from jjledger.render.owner_page import NAME as OWNERS_PAGE
from jjledger.seal.monitor import monitor
from jjledger.store.site_tree import SITE_SUMS
from jjledger.workflows.community_site import Part
from jjledger.workflows.log_pages import Shown, log_pages
from jjledger.workflows.logged_audits import audits_to_log
from jjledger.workflows.logged_closings import closing_troubles, closings_to_log
from jjledger.workflows.logged_keys import Wanted, begun_keys, ended_keys, wanted_keys
from jjledger.workflows.owner_links import Linked, ends_of, owner_files
from jjledger.workflows.press import Press
from jjledger.workflows.published_links import LinkFiles, recorded_links
from jjledger.workflows.read_back import read_model
from jjledger.workflows.registering import (
    CHECKPOINT,
    SITE_NOTE,
    notices,
    owners_page_change,
    register,
    register_papers,
    signed,
    site_note,
    withdrawals,
)
from jjledger.workflows.registering import site_files as log_files
from jjledger.workflows.sealed_packs import Shelf, shelved
from jjledger.workflows.stamping import Stamped, Stamping, stamp

COMMAND: Final = "jjledger publish"  # named where a process was killed


@dataclass(frozen=True, slots=True)
class Logged:
    """New editions that are in the log, and their papers, which the processes print meanwhile."""

    stampings: tuple[Stamping, ...]
    printed: Iterator[Stamped]


def log_parts(press: Press, parts: Sequence[Part]) -> Logged:
    """Log the new editions, and begin to print what names their place in the log.

    What the households' packs are made from is kept by then, so that no pack is ever promised that cannot be made.
    """
    entries = monitor(press.log.entries).entries
    keys = [
        _keys(press, part) for part in parts if not part.trouble
    ]  # of books that cannot be read none are known
    before = [entry for part in parts for entry in _closings(press, part)]
    before += [entry for one in keys for entry in begun_keys(one, entries)]
    after = [entry for one in keys for entry in ended_keys(one, entries)]
    fresh = [one for part in parts for one in part.fresh]
    stampings = register(press.log, (before, after), fresh, press.registrar)
    return Logged(stampings, press.hands.spread(stamp, stampings, COMMAND))


def seal_parts(press: Press, parts: Sequence[Part], logged: Logged) -> None:
    """Put the papers of the new editions on the site, log them too, and seal what owners fetch."""
    stamped = list(logged.printed)
    for done in stamped:
        for name, data in done.files.items():
            press.tree.write(f"d/{done.community}/{name}", data)
    more = [*signed(logged.stampings), *(entry for part in parts for entry in _told_of(press, part))]
    if any(page.owner_links for page in _front_pages(press).values()):
        more += owners_page_change(press.log, press.registrar)
    register_papers(press.log, sorted(stamped, key=lambda one: one.entry), more)
    for part in parts:
        _put_links(press, part)


def _closings(press: Press, part: Part) -> tuple[bytes, ...]:
    """Give what is to be logged of months that a community closed or opened again; nothing while its books are held."""
    if part.trouble or any(finding.severity == "block" for finding in part.findings):
        return ()
    name = press.name(part.code)
    return closings_to_log(press.order.folders[part.code], name, press.log.entries, press.system)


def _keys(press: Press, part: Part) -> Wanted:
    """Say with whose keys a community's editions and audits are signed."""
    new = (one.manifest for one in part.fresh if one.manifest is not None and one.known is None)
    issued = {date.fromisoformat(manifest.issued) for manifest in new}
    return wanted_keys(press.name(part.code), part.sign_off, part.auditors, press.order.today, issued)


def _told_of(press: Press, part: Part) -> Iterator[bytes]:
    """Give what the log is to be told of editions: what was withdrawn, where they hung, what auditors signed."""
    name = press.name(part.code)
    yield from withdrawals(press.log, name, part.withdrawn)
    yield from notices(press.log, name, part.hung)
    yield from audits_to_log(part.audits, name, press.log.entries)


def unlike_log(press: Press, code: str) -> Iterator[Finding]:
    """Find closed months and commits that the log has and the books have not, or otherwise."""
    name = press.name(code)
    folder = press.order.folders[code]
    for trouble in closing_troubles(folder, name, press.log.entries, press.system):
        place = Path(trouble.place)
        where = place.relative_to(folder).as_posix() if place.is_relative_to(folder) else FOLDER
        yield Finding("B74", "block", Place(where, 0), trouble.what, trouble.remedy, trouble.ground)


def _put_links(press: Press, part: Part) -> None:
    """Seal the statements of a community's owners for those who have links; of books that cannot be read they stay."""
    settings, order = part.owner_links, press.order
    if part.trouble:
        keep_links(press, part.code)
    if not settings.enabled:
        return
    folder, name = order.folders[part.code], press.name(part.code)
    since = order.today - timedelta(days=settings.life_days)
    shelf = Shelf(folder, name, press.log, press.registrar.policy)
    linked = Linked(folder, settings, press.registrar.deployment.master(name))
    try:
        editions = list(shelved(shelf, since, press.system))
    except StoreError as error:  # an old edition's; it must not keep what is new from going out
        press.warnings[part.code] = _unsealed(error)
        keep_links(press, part.code)
        return
    files = dict(owner_files(linked, editions, order.today, press.system))
    press.record.update(LinkFiles(tuple(files), ends_of(linked, editions)).record(part.code))
    for path, data in files.items():
        press.tree.write(path, data)


def _unsealed(error: StoreError) -> Finding:
    told = error.trouble
    return Finding(
        LINKS_STAY, "warn", Place(told.place, 0), f"住户的专用链接没有更新：{told.what}", told.remedy
    )


def keep_links(press: Press, code: str) -> None:
    """Leave a community's sealed files on the site as long as their time is not over."""
    there = recorded_links(press.before, code).on(press.order.today)
    press.record.update(there.record(code))
    for path in there.paths:
        press.tree.keep(path)


def _front_pages(press: Press) -> dict[str, CommunityPage]:
    return {code: read_model(CommunityPage, text) for code, text in press.indexes.items()}


def sign_site(press: Press) -> None:
    """Put the log on the site, and sign the list of all that is served."""
    pages = _front_pages(press)
    shown = Shown(press.registrar, {code: page.name for code, page in pages.items()})
    for path, data in (*log_files(press.log, press.registrar), *log_pages(press.log, shown).items()):
        press.tree.write(path, data)
    if any(page.owner_links for page in pages.values()):
        press.tree.write(OWNERS_PAGE, press.registrar.owners_page())
    sums = press.tree.sums(unlisted=CHECKPOINT)
    press.tree.write(SITE_SUMS, sums)
    press.tree.write(SITE_NOTE, site_note(sums, press.registrar.key))
