"""What can be made of a new edition only when it is in the log: its papers, which print the log's root, and its page.

It runs in a process of its own, so plain data go in and out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from jjledger.disclosure.models import MaintenanceFund, PublicRevenue
from jjledger.disclosure.period_models import Edition, PeriodPage
from jjledger.disclosure.poster_models import Stamp
from jjledger.render import html
from jjledger.render.data import json_bytes
from jjledger.render.large import large
from jjledger.render.posters import poster_files
from jjledger.seal.manifest import Manifest
from jjledger.workflows.kept_editions import PAPERS, sums_of

if TYPE_CHECKING:
    from jjledger.render.pdf import Printer

INDEX: Final = "index.json"


@dataclass(frozen=True, slots=True)
class Made:
    """A new edition as it was printed."""

    root: str  # SHA-256 of its SHA256SUMS
    papers: tuple[PublicRevenue | MaintenanceFund, ...]  # what hangs of it
    manifest: Manifest | None = None
    known: int | None = None  # the entry of the log that it already is
    signatures: bytes = b""  # signatures.note, empty where nobody has to sign


@dataclass(frozen=True, slots=True)
class Fresh:
    """A new edition that waits for its place in the log."""

    page: PeriodPage  # the period's, without that place
    papers: tuple[PublicRevenue | MaintenanceFund, ...]
    manifest: Manifest | None
    known: int | None
    signatures: bytes


@dataclass(frozen=True, slots=True)
class Stamping:
    """A new edition and its place in the log."""

    fresh: Fresh
    entry: int
    log_root: str  # 64 digits, of the log when it was signed with that entry
    demo: bool = False  # with keys for demonstration


@dataclass(frozen=True, slots=True)
class Stamped:
    """What was made of it."""

    community: str  # code
    entry: int
    files: Mapping[str, bytes]  # below the community's folder
    papers: bytes  # PAPERS.SHA256, empty where nothing hangs


def stamp(task: Stamping) -> Stamped:
    """Print an edition's papers and write its period's page.

    Raises:
        RenderError: a paper could not be printed.
    """
    with html.signed_for_demonstration(task.demo):
        return _stamped(task)


def _stamped(task: Stamping) -> Stamped:
    page = task.fresh.page
    edition = replace(page.in_force, entry=task.entry, log_root=task.log_root, demo=task.demo)
    page = replace(page, editions=(edition, *page.editions[1:]))
    papers = {
        f"{one.head.document}/{name}": data
        for one in task.fresh.papers
        for name, data in poster_files(one, stamp_of(edition), printer()).items()
    }
    listed = sums_of(papers) if papers else b""
    files = {f"{page.period_code}/{edition.path}{name}": data for name, data in papers.items()}
    if listed:
        files[f"{page.period_code}/{edition.path}{PAPERS}"] = listed
    return Stamped(page.community_code, task.entry, files | period_files(page), listed)


def stamp_of(edition: Edition) -> Stamp:
    """Say what the papers of an edition print: the log's root, or of what no log has the edition's own."""
    return Stamp(edition.log_root or edition.root, edition.entry, edition.demo)


def period_files(page: PeriodPage) -> dict[str, bytes]:
    """Write the page of a period in all its forms.

    Returns:
        Content by path below the community's folder.
    """
    files: dict[str, bytes] = {}
    write_page(files, f"{page.period_code}/", html.period(page))
    files[f"{page.period_code}/{INDEX}"] = json_bytes(page)
    return files


def write_page(files: dict[str, bytes], folder: str, page: str) -> None:
    """Write a page and its twin in large type."""
    files[f"{folder}index.html"] = page.encode()
    files[f"{folder}large.html"] = large(page).encode()


@lru_cache(maxsize=1)
def printer() -> Printer:
    """Make the printer once a process, and only where something is printed."""
    from jjledger.render.pdf import Printer  # noqa: PLC0415 -- takes half a second, and often nothing is printed

    return Printer()
