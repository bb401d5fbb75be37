"""Verifying what is published: every file against its hash, every hash against the log, the log against itself.

What lives here: the steps for a whole site and for one edition of it. What must not: papers and packs of one household.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from jjledger.proof import note, tlog_proof
from jjledger.proof.failed import ProofError
from jjledger.seal.entries import Genesis, Papers, VerifierPage
from jjledger.seal.manifest import FundBlock, Manifest
from jjledger.seal.monitor import Monitored, monitor
from jjledger.seal.register import verify_register
from jjledger.store.site_tree import SITE_SUMS
from jjledger.workflows.kept_editions import PAPERS, SUMS
from jjledger.workflows.public_log import FoundLog
from jjledger.workflows.registering import CHECKPOINT, SITE_NOTE, VERIFIER
from jjledger.workflows.sealing import MANIFEST, register_name
from jjledger.workflows.sign_off import SIGNATURES

_NAMED: Final = 5  # files that are named of many that are wrong
_UNLISTED: Final = frozenset({SITE_SUMS, SITE_NOTE, CHECKPOINT})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was checked."""

    what: str  # in words
    trouble: str = ""  # why it does not hold; "" where it does
    amber: bool = False  # it holds as far as it goes


@dataclass(frozen=True, slots=True)
class Site:
    """A published site and its log."""

    folder: Path
    found: FoundLog

    def folder_of(self, manifest: Manifest) -> Path:
        """Say where an edition stands."""
        code = manifest.community.rpartition("/")[2]
        return self.folder / "d" / code / manifest.period / f"v{manifest.edition}"


def verify_site(site: Site) -> Iterator[Step]:
    """Check a whole site.

    Args:
        site: the folder that is served, and its log.
    """
    yield _held("网站文件清单的签名", partial(_signed_sums, site))
    yield from _files(site)
    log, monitored = _monitored(site)
    yield log
    yield from witnesses(site.found)
    if monitored is None:
        return
    yield _held("核对页 verify.html 是登记的那一个", partial(_verifier, site, monitored))
    for index, entry in enumerate(monitored.entries):
        if isinstance(entry, Manifest):
            yield from verify_edition(site, monitored, index)
    yield _held("各期页面指向的是有效的那一版", partial(_pages, site, monitored))


def verify_folder(site: Site, folder: Path) -> Iterator[Step]:
    """Check the editions that stand in a folder of a site, and the log they stand in.

    Args:
        site: the site.
        folder: of a community, a period, an edition or something in one.
    """
    log, monitored = _monitored(site)
    yield log
    yield from witnesses(site.found)
    here = folder.resolve()
    count = 0
    for index, entry in enumerate(monitored.entries if monitored else ()):
        if monitored and isinstance(entry, Manifest):
            place = site.folder_of(entry).resolve()
            if place.is_relative_to(here) or here.is_relative_to(place):
                count += 1
                yield from verify_edition(site, monitored, index)
    if not count:
        yield Step(str(folder), "登记册里没有这里的公示。")


def site_root(path: Path) -> Path | None:
    """Find the site that a folder is or lies in; None where there is none."""
    here = path.resolve()
    return next((place for place in (here, *here.parents) if (place / CHECKPOINT).is_file()), None)


def listed_files(site: Site) -> dict[str, str]:
    """Give the hash of every file that a site's list names, by its path."""
    return dict(_listed(site.folder / SITE_SUMS))


def verify_edition(site: Site, monitored: Monitored, index: int) -> Iterator[Step]:
    """Check one edition against the log.

    Args:
        site: where it stands.
        monitored: the log.
        index: of its entry.
    """
    manifest = monitored.entries[index]
    assert isinstance(manifest, Manifest), "the entry of an edition"
    folder = site.folder_of(manifest)
    title = f"{manifest.community} {manifest.period} 第 {manifest.edition} 版（登记册第 {index} 条）"
    if not folder.is_dir():
        yield Step(f"{title}：文件都在", "网站上没有这一版。")
        return
    yield _held(f"{title}：原文与登记的一字不差", partial(_same, folder / MANIFEST, manifest.text().encode()))
    yield _held(f"{title}：文件与登记的校验码相符", partial(_sums, folder, SUMS, manifest.files))
    papers = [entry for entry in monitored.entries if isinstance(entry, Papers) and entry.disclosure == index]
    if papers:
        yield _held(f"{title}：海报和大字单与登记的相符", partial(_sums, folder, PAPERS, papers[-1].files))
    for block in manifest.funds:
        what = f"{title}：房屋名录 {block.households} 户，没有一户列两次"
        yield _held(what, partial(_register, folder / register_name(block.fund), block))
    yield _held(f"{title}：登记在册的证明", partial(_proof, site, index, manifest))
    if (folder / SIGNATURES).is_file():
        yield _held(f"{title}：签批的是这一份原文", partial(_signed_text, folder / SIGNATURES, manifest))


def witnesses(found: FoundLog) -> Iterator[Step]:
    """Say who saw the newest checkpoint; too few is no failure."""
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


def _held(what: str, check: Callable[[], object]) -> Step:
    """Do one check; whatever goes wrong is told, and never taken for right."""
    try:
        check()
    except ProofError as error:
        return Step(what, str(error))
    except _ChangedError as error:
        return Step(what, str(error))
    except (OSError, ValueError) as error:
        return Step(what, f"读不出来：{error}")
    return Step(what)


class _ChangedError(ValueError):
    """Something is not as it was published; its words say what."""


def _monitored(site: Site) -> tuple[Step, Monitored | None]:
    """Read the whole log by its rule."""
    found: list[Monitored] = []
    step = _held(
        f"公示登记册 {site.found.kept.size} 条，逐条重算；每一期只有一份公示有效",
        lambda: found.append(monitor(site.found.kept.entries)),
    )
    return step, found[0] if found else None


def _register(path: Path, block: FundBlock) -> None:
    verify_register(path.read_bytes(), block)


def _signed_sums(site: Site) -> None:
    sums = (site.folder / SITE_SUMS).read_bytes()
    signed = note.read((site.folder / SITE_NOTE).read_bytes())
    note.verify(signed, [site.found.policy.log])
    count = sums.count(b"\n")
    if signed.text != f"jjledger/site/v1\nfiles {count} {sha256(sums).hexdigest()}\n":
        raise _ChangedError("清单不是签过名的那一份。")


def _files(site: Site) -> Iterator[Step]:
    """Check every file that is served, and tell what nobody listed."""
    try:
        listed = _listed(site.folder / SITE_SUMS)
    except (OSError, ValueError) as error:
        yield Step("网站的每个文件", f"读不出清单：{error}")
        return
    there = {
        path.relative_to(site.folder).as_posix(): path
        for path in sorted(site.folder.rglob("*"))
        if path.is_file()
    }
    lost = [name for name in listed if name not in there]
    changed = [name for name in listed if name in there and _hash(there[name]) != listed[name]]
    unlisted = [name for name in there if name not in listed and name not in _UNLISTED]
    yield Step(f"网站的 {len(listed)} 个文件都在", _named("不见了", lost))
    yield Step("每个文件与清单的校验码相符", _named("被改过", changed))
    yield Step("没有清单以外的文件", _named("不在清单里", unlisted))


def _named(what: str, names: list[str]) -> str:
    more = f" 等 {len(names)} 个" if len(names) > _NAMED else ""
    return f"{what}：{'、'.join(names[:_NAMED])}{more}" if names else ""


def _verifier(site: Site, monitored: Monitored) -> None:
    known = b""
    for entry in monitored.entries:
        if isinstance(entry, Genesis | VerifierPage):
            known = entry.verifier if isinstance(entry, Genesis) else entry.file
    if sha256((site.folder / VERIFIER).read_bytes()).digest() != known:
        raise _ChangedError("页面与登记册里登记的不同，不要用它；换一份核对页，照样能核对同一个核对包。")


def _pages(site: Site, monitored: Monitored) -> None:
    """Hold what each period's page calls in force against the log."""
    in_force = {
        (community.rpartition("/")[2], period): index
        for (community, period), index in monitored.in_force.items()
    }
    for path in sorted(site.folder.glob("d/*/*/index.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        editions = told.get("editions") if isinstance(told, dict) else None
        if not editions or editions[0].get("entry") is None:
            continue
        key = path.parents[1].name, path.parent.name
        if in_force.get(key) != editions[0]["entry"]:
            raise _ChangedError(
                f"{path.relative_to(site.folder)} 说有效的是第 {editions[0]['entry']} 条，登记册里不是。"
            )


def _same(path: Path, data: bytes) -> None:
    if path.read_bytes() != data:
        raise _ChangedError(f"{path.name} 与登记的原文不同。")


def _sums(folder: Path, name: str, root: bytes) -> None:
    """Check a list of hashes against its own, and every file against the list; what was withdrawn is not there."""
    if sha256((folder / name).read_bytes()).digest() != root:
        raise _ChangedError(f"{name} 与登记的不同。")
    gone = _withdrawn(folder)
    wrong = [
        path
        for path, digest in _listed(folder / name).items()
        if path.partition("/")[0] not in gone
        and (not (folder / path).is_file() or _hash(folder / path) != digest)
    ]
    if wrong:
        raise _ChangedError(_named("不是公示时的", wrong))


def _withdrawn(folder: Path) -> frozenset[str]:
    """List the documents that the period's page says were taken away."""
    told = json.loads((folder.parent / "index.json").read_text(encoding="utf-8"))
    number = int(folder.name.removeprefix("v"))
    return frozenset(
        one["document"]
        for edition in told["editions"]
        if edition["number"] == number
        for one in edition["documents"]
        if one.get("withdrawn")
    )


def _proof(site: Site, index: int, manifest: Manifest) -> None:
    data = (site.folder / f"log/proofs/{index}.tlog-proof").read_bytes()
    found, _ = tlog_proof.verify(data, manifest.text().encode(), site.found.policy)
    if found != index:
        raise _ChangedError(f"证明的是第 {found} 条。")


def _signed_text(path: Path, manifest: Manifest) -> None:
    if note.read(path.read_bytes()).text != manifest.text():
        raise _ChangedError("签批的是另一份。")


def _listed(path: Path) -> Mapping[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
