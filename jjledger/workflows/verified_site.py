"""Verifying what is published: every file against its hash, every hash against the log, the log against itself.

What lives here: the steps for a whole site and for a folder of it. What must not: what one edition holds, and papers
and packs of one household.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from jjledger.proof import note
from jjledger.proof.failed import ProofError
from jjledger.render.owner_page import NAME as OWNERS_PAGE
from jjledger.seal.entries import Genesis, OwnersPage, VerifierPage
from jjledger.seal.manifest import Manifest
from jjledger.seal.monitor import Monitored, monitor
from jjledger.store.site_tree import SITE_SUMS
from jjledger.workflows.log_compare import beside_ledger
from jjledger.workflows.public_log import FoundLog
from jjledger.workflows.registering import CHECKPOINT, SITE_NOTE, VERIFIER
from jjledger.workflows.verified_edition import verify_edition
from jjledger.workflows.verified_pages import verify_pages
from jjledger.workflows.verified_step import (
    ChangedError,
    Site,
    Step,
    digest_of,
    files_below,
    held,
    json_of,
    links_among,
    listed,
    named,
)

_UNLISTED: Final = frozenset({SITE_SUMS, SITE_NOTE, CHECKPOINT})


def verify_site(site: Site) -> Iterator[Step]:
    """Check a whole site.

    Args:
        site: the folder that is served, and its log.
    """
    yield signed_list(site)
    yield from _files(site, site.folder)
    log, monitored = read_log_of(site.found)
    yield log
    yield from witnesses(site.found)
    if monitored is None:
        return
    yield held("核对页 verify.html 是登记的那一个", partial(_verifier, site, monitored))
    yield from _owners_page(site, monitored)
    for index, entry in enumerate(monitored.entries):
        if isinstance(entry, Manifest):
            yield from verify_edition(site, monitored, index)
    yield from verify_pages(site, monitored)


def verify_folder(site: Site, folder: Path) -> Iterator[Step]:
    """Check the editions that stand in a folder of a site, their periods' pages, and the log they stand in.

    Args:
        site: the site.
        folder: of a community, a period, an edition or something in one.
    """
    here = folder.resolve()
    yield signed_list(site)
    yield from _files(site, here)
    log, monitored = read_log_of(site.found)
    yield log
    yield from witnesses(site.found)
    count = 0
    for index, entry in enumerate(monitored.entries if monitored else ()):
        if monitored and isinstance(entry, Manifest):
            place = site.folder_of(entry)
            if place.is_relative_to(here) or here.is_relative_to(place):
                count += 1
                yield from verify_edition(site, monitored, index)
    if not count:
        yield Step(str(folder), "登记册里没有这里的公示。")
    if monitored:
        yield from verify_pages(site, monitored, here)


def site_root(path: Path) -> Path | None:
    """Find the site that a folder is or lies in; None where there is none."""
    here = path.resolve()
    return next((place for place in (here, *here.parents) if (place / CHECKPOINT).is_file()), None)


def signed_list(site: Site) -> Step:
    """Check that the list of everything that is served is the one that the log's key signed."""
    return held("网站文件清单的签名", partial(_signed_sums, site))


def read_log_of(found: FoundLog) -> tuple[Step, Monitored | None]:
    """Read a whole log by its rule."""
    read: list[Monitored] = []
    step = held(
        f"公示登记册 {found.kept.size} 条，逐条重算；每一期只有一份公示有效",
        lambda: read.append(monitor(found.kept.entries)),
    )
    return step, read[0] if read else None


def witnesses(found: FoundLog) -> Iterator[Step]:
    """Say whether it is the log of the ledger at hand, and who saw the newest checkpoint; too few is no failure."""
    beside = beside_ledger(found)
    if beside is not None:
        yield beside
    try:
        opened = found.opened()
    except ProofError as error:
        yield Step("登记册的签章", str(error))
        return
    names = "、".join(found.name(signer.key) for signer in opened.witnesses)
    if opened.lacking:
        yield Step(
            f"登记册的签章；尚缺 {opened.lacking} 家见证{f'（已有 {names}）' if names else ''}", amber=True
        )
    elif not opened.witnesses:
        yield Step("登记册的签章；没有约定见证人，仅发布方签名", amber=True)
    else:
        yield Step(f"登记册的签章，见证人：{names}")


def _signed_sums(site: Site) -> None:
    sums = (site.folder / SITE_SUMS).read_bytes()
    signed = note.read((site.folder / SITE_NOTE).read_bytes())
    note.verify(signed, [site.found.policy.log])
    count = sums.count(b"\n")
    if not signed.text.startswith(f"jjledger/site/v1\nfiles {count} {sha256(sums).hexdigest()}\n"):
        raise ChangedError("清单不是签过名的那一份。")


def _files(site: Site, below: Path) -> Iterator[Step]:
    """Check every file that is served in a folder and on the pages around it, and tell what nobody listed."""
    try:
        sums = listed((site.folder / SITE_SUMS).read_bytes())
    except (OSError, ValueError) as error:
        yield Step("网站的每个文件", f"读不出清单：{error}")
        return
    paths = [*files_below(below), *_around(site, below)]
    there = {site.short(path): path for path in paths}
    wanted = {name: digest for name, digest in sums.items() if name in there or _within(site, name, below)}
    lost = [name for name in wanted if name not in there]
    changed = [name for name in wanted if name in there and digest_of(there[name]) != wanted[name]]
    unlisted = [name for name in there if name not in sums and name not in _UNLISTED]
    yield Step(f"网站的 {len(wanted)} 个文件都在", named("不见了", lost))
    yield Step("每个文件与清单的校验码相符", named("被改过", changed))
    yield Step("没有清单以外的文件", named("不在清单里", unlisted) or links_among(site, paths))


def _around(site: Site, below: Path) -> Iterator[Path]:
    """List the files of the folders that a folder lies in, which say what is in force there."""
    for folder in below.parents if below != site.folder else ():
        if folder.is_relative_to(site.folder / "d"):
            yield from (path for path in sorted(folder.iterdir()) if path.is_symlink() or path.is_file())


def _within(site: Site, name: str, below: Path) -> bool:
    return (site.folder / name).is_relative_to(below)


def _verifier(site: Site, monitored: Monitored) -> None:
    known = b""
    for entry in monitored.entries:
        if isinstance(entry, Genesis | VerifierPage):
            known = entry.verifier if isinstance(entry, Genesis) else entry.file
    if sha256((site.folder / VERIFIER).read_bytes()).digest() != known:
        raise ChangedError("页面与登记册里登记的不同，不要用它；换一份核对页，照样能核对同一个核对包。")


def _owners_page(site: Site, monitored: Monitored) -> Iterator[Step]:
    """Hold the page that opens owners' links against the log, and miss it where pages offer links."""
    known = [entry.file for entry in monitored.entries if isinstance(entry, OwnersPage)]
    what = f"“我家的对账单”网页 {OWNERS_PAGE} 是登记的那一个"
    if (site.folder / OWNERS_PAGE).exists():
        same = sha256((site.folder / OWNERS_PAGE).read_bytes()).digest() in known[-1:]
        yield Step(what, "" if same else "页面与登记册里登记的不同，不要用它打开链接。")
    elif known and _offers_links(site):
        yield Step(what, "网站上没有这一页，住户打不开自己的链接。")
    elif known:
        gone = f"登记册里有{what.partition(' 是')[0]}，网站上没有：停用了专用链接，或者被拿走了"
        yield Step(gone, amber=True, beyond=True)


def _offers_links(site: Site) -> bool:
    """Say whether a community's front page says that its owners have links."""
    try:
        return any(json_of(path).get("owner_links") for path in site.folder.glob("d/*/index.json"))
    except (OSError, ValueError):
        return True  # whoever spoils the page does not get rid of the question
