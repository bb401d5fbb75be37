"""Verifying a page by itself: whether it is, to the byte, one that the log has.

What lives here: finding a page by its hash among what was logged, and in the signed list of the site. What must not:
packs that a page carries.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from jjledger.proof.failed import ProofError
from jjledger.render.owner_page import NAME as OWNERS_PAGE
from jjledger.seal.entries import Entry, Genesis, OwnersPage, VerifierPage, read_entry
from jjledger.seal.monitor import Monitored
from jjledger.store.site_tree import SITE_SUMS
from jjledger.workflows.public_log import FoundLog
from jjledger.workflows.registering import VERIFIER
from jjledger.workflows.verified_report import found_in, places_of
from jjledger.workflows.verified_site import read_log_of, signed_list, witnesses
from jjledger.workflows.verified_step import Site, Step, listed

_WHAT: Final = "这个网页"
_VERIFIER: Final = f"核对页 {VERIFIER}"
_OWNERS: Final = f"“我家的对账单”网页 {OWNERS_PAGE}"
_SHOWN: Final = 16  # hexadecimal digits


def verify_page(data: bytes, found: FoundLog | None, site: Site | None) -> Iterator[Step]:
    """Hold a page against the log.

    Args:
        data: the page.
        found: the log; None, or without entries, where only keys are at hand.
        site: the site it was taken from; None where there is none at hand.
    """
    if found is None or not found.kept.entries:
        remedy = "只有公钥，没有登记册可以比对：请加  --site 网站文件夹  或  --ledger 账本 。"
        yield Step(_WHAT, f"里面没有核对包。{remedy}")
        return
    log, monitored = read_log_of(found)
    yield log
    yield from witnesses(found)
    if monitored is not None:
        yield from _page_steps(data, monitored, site)


def saved_page(emptied: bytes, found: FoundLog) -> Step:
    """Say whether the page in which a household saved its pack is one that the log has.

    Args:
        emptied: the page without the pack.
        found: the log.
    """
    try:
        known = {digest for _, what, digest in _pages(map(read_entry, found.kept.entries)) if what == _OWNERS}
    except ProofError:
        known = set()
    if sha256(emptied).digest() in known:
        return Step("存下的网页就是登记过的“我家的对账单”，里面放进了核对包")
    return Step(
        "存下的网页不是登记过的“我家的对账单”：金额以这里核对出来的为准，不要看网页上写的", amber=True
    )


def _page_steps(data: bytes, monitored: Monitored, site: Site | None) -> Iterator[Step]:
    """Look for a page where the log names pages, among editions' files, and on the site's signed list."""
    digest = sha256(data)
    logged = [*_pages(monitored.entries)]
    here = [(index, what) for index, what, known in logged if known == digest.digest()]
    if here:
        index, what = here[-1]
        yield Step(f"{_WHAT}是{what}，与登记册第 {index} 条登记的一字不差")
        last = [(at, known) for at, other, known in logged if other == what][-1]
        if last[1] != digest.digest():
            yield Step(f"那是以前的一版；登记册第 {last[0]} 条登记了新的，网站上用的是那一版", amber=True)
        return
    places = list(places_of(digest.hexdigest(), site, monitored)) if site else []
    if site is not None and places:
        yield from found_in(_WHAT, places, monitored)
        return
    name = _listed(digest.hexdigest(), site) if site else ""
    if site is not None and name:
        yield signed_list(site)
        yield Step(f"{_WHAT}是网站清单里的 {name}，一字不差；它会随时更新，登记册不单独登记它", amber=True)
        return
    yield Step(_WHAT, _unknown(digest.hexdigest(), logged, site))


def _pages(entries: Iterator[Entry] | tuple[Entry, ...]) -> Iterator[tuple[int, str, bytes]]:
    """Give each page that the log names: the entry, which page it is, its hash."""
    for index, entry in enumerate(entries):
        if isinstance(entry, Genesis):
            yield index, _VERIFIER, entry.verifier
        elif isinstance(entry, VerifierPage | OwnersPage):
            yield index, _VERIFIER if isinstance(entry, VerifierPage) else _OWNERS, entry.file


def _listed(digest: str, site: Site) -> str:
    """Name the file of the site's list that has a hash; "" where none has, or the list cannot be read."""
    try:
        told = listed((site.folder / SITE_SUMS).read_bytes())
    except (OSError, ValueError):
        return ""
    return next((name for name, known in told.items() if known == digest), "")


def _unknown(digest: str, logged: list[tuple[int, str, bytes]], site: Site | None) -> str:
    """Say what a page is not, and how to go on."""
    last = {what: f"第 {index} 条登记的{what}是 {known.hex()[:_SHOWN]}…" for index, what, known in logged}
    also = "各版公示和网站清单里也没有它" if site else "它要是别的网页，请加  --site 网站文件夹"
    return (
        f"不是登记过的：{'，'.join(last.values())}，这一份是 {digest[:_SHOWN]}…；{also}。"
        "被改过的不要用；浏览器另存时内容也会变，请直接取网站上的那个文件来核对。"
    )
