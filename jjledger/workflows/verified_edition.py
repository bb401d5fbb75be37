"""Verifying one edition: its folder holds what the log says went out, to the byte, and nothing besides.

What lives here: the files of an edition. What must not: what else the log says of it, and pages that change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from jjledger.proof import tlog_proof
from jjledger.seal.entries import Papers, Signed, Withdrawal
from jjledger.seal.manifest import FundBlock, Manifest
from jjledger.seal.monitor import Monitored
from jjledger.seal.register import verify_register
from jjledger.workflows.kept_editions import PAPERS, SUMS
from jjledger.workflows.sealing import MANIFEST, register_name
from jjledger.workflows.sign_off import SIGNATURES
from jjledger.workflows.verified_sayings import sayings
from jjledger.workflows.verified_step import (
    ChangedError,
    Site,
    Step,
    digest_of,
    files_below,
    held,
    json_of,
    links_among,
    listed_below,
    named,
    title_of,
)

_PASSED_OVER: Final = "第 {} 版已经登记，现在的网站上没有。"  # as the edition after it begins its reason


def verify_edition(site: Site, monitored: Monitored, index: int) -> Iterator[Step]:
    """Check one edition against the log.

    Args:
        site: where it stands.
        monitored: the log.
        index: of its entry.
    """
    manifest = monitored.entries[index]
    assert isinstance(manifest, Manifest), "the entry of an edition"
    folder, title = site.folder_of(manifest), title_of(manifest, index)
    if not folder.is_dir():
        yield _missing(site, monitored, index, manifest)
        return
    gone, papers = withdrawn(monitored, index), papers_of(monitored, index)
    yield held(f"{title}：原文与登记的一字不差", partial(_same, folder / MANIFEST, manifest.text().encode()))
    yield held(f"{title}：文件与登记的校验码相符", partial(_sums, folder, SUMS, manifest.files, gone))
    if papers is not None:
        yield held(f"{title}：海报和大字单与登记的相符", partial(_sums, folder, PAPERS, papers, gone))
    yield held(f"{title}：文件夹里没有别的文件", partial(_nothing_else, site, monitored, index))
    if gone:
        yield held(f"{title}：撤下的都不在了", partial(_gone, folder, gone))
        yield Step(f"{title}：撤下了 {'、'.join(sorted(gone))}，登记册里有撤下的登记", amber=True)
    for block in manifest.funds:
        what = f"{title}：房屋名录 {block.households} 户，没有一户列两次"
        yield held(what, partial(_register, folder / register_name(block.fund), block))
    yield held(f"{title}：登记在册的证明", partial(_proof, site, index, manifest))
    yield from sayings(site, monitored, index)


def withdrawn(monitored: Monitored, index: int) -> frozenset[str]:
    """List the documents of an edition that the log says were taken from the site."""
    return frozenset(
        entry.document
        for entry in monitored.entries
        if isinstance(entry, Withdrawal) and entry.disclosure == index
    )


def papers_of(monitored: Monitored, index: int) -> bytes | None:
    """Give the hash under which an edition's papers were logged, once; None where it has none."""
    return next(
        (
            entry.files
            for entry in monitored.entries
            if isinstance(entry, Papers) and entry.disclosure == index
        ),
        None,
    )


def logged_files(site: Site, monitored: Monitored, index: int) -> Mapping[str, str]:
    """Give the hashes under which the log has an edition's documents and papers, by path in its folder.

    Raises:
        ChangedError: a list is not the one that was logged.
        OSError: a list is not there.
    """
    manifest = monitored.entries[index]
    assert isinstance(manifest, Manifest), "the entry of an edition"
    folder, papers = site.folder_of(manifest), papers_of(monitored, index)
    found = dict(listed_below((folder / SUMS).read_bytes(), manifest.files, SUMS))
    if papers is not None:
        found |= listed_below((folder / PAPERS).read_bytes(), papers, PAPERS)
    return found


def _missing(site: Site, monitored: Monitored, index: int, manifest: Manifest) -> Step:
    """Say that an edition is not on the site; it was never there where the one after it says so."""
    title = title_of(manifest, index)
    if _passed_over(site, monitored, index, manifest):
        return Step(f"{title}：登记了，没有上过现在的网站；取代它的那一版写明了这一点", amber=True)
    return Step(f"{title}：文件都在", "网站上没有这一版。")


def _passed_over(site: Site, monitored: Monitored, index: int, manifest: Manifest) -> bool:
    """Find in the files that its successor logged that an edition is not on the site."""
    successor = monitored.replaced_by.get(index)
    if successor is None:
        return False
    after = monitored.entries[successor]
    assert isinstance(after, Manifest), "what replaces an edition is an edition"
    folder, said = site.folder_of(after), _PASSED_OVER.format(manifest.edition)
    try:
        for path, digest in logged_files(site, monitored, successor).items():
            if path.endswith("/data.json") and (folder / path).is_file():
                data = (folder / path).read_bytes()
                correction = json_of(folder / path)["head"]["correction"]
                if sha256(data).hexdigest() == digest and correction["reason"].startswith(said):
                    return True
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    return False


def _same(path: Path, data: bytes) -> None:
    if path.read_bytes() != data:
        raise ChangedError(f"{path.name} 与登记的原文不同。")


def _sums(folder: Path, name: str, root: bytes, gone: frozenset[str]) -> None:
    """Check a list of hashes against the log, and every file against the list."""
    wrong = [
        path
        for path, digest in listed_below((folder / name).read_bytes(), root, name).items()
        if path.partition("/")[0] not in gone
        and (not (folder / path).is_file() or digest_of(folder / path) != digest)
    ]
    if wrong:
        raise ChangedError(named("不是公示时的", wrong))


def _nothing_else(site: Site, monitored: Monitored, index: int) -> None:
    """Refuse what lies in an edition's folder and was never logged."""
    manifest = monitored.entries[index]
    assert isinstance(manifest, Manifest), "the entry of an edition"
    folder, gone = site.folder_of(manifest), withdrawn(monitored, index)
    known = {path for path in logged_files(site, monitored, index) if path.partition("/")[0] not in gone}
    known |= {MANIFEST, SUMS}
    if papers_of(monitored, index) is not None:
        known.add(PAPERS)
    if any(isinstance(one, Signed) and one.disclosure == index for one in monitored.entries):
        known.add(SIGNATURES)
    there = list(files_below(folder))
    more = [path.relative_to(folder).as_posix() for path in there]
    trouble = named("没有登记过", [name for name in more if name not in known]) or links_among(site, there)
    if trouble:
        raise ChangedError(trouble)


def _gone(folder: Path, gone: frozenset[str]) -> None:
    left = [name for name in sorted(gone) if (folder / name).exists() or (folder / name).is_symlink()]
    if left:
        raise ChangedError(named("登记册说撤下了，却还在", left))


def _register(path: Path, block: FundBlock) -> None:
    verify_register(path.read_bytes(), block)


def _proof(site: Site, index: int, manifest: Manifest) -> None:
    data = (site.folder / f"log/proofs/{index}.tlog-proof").read_bytes()
    found, _ = tlog_proof.verify(data, manifest.text().encode(), site.found.policy)
    if found != index:
        raise ChangedError(f"证明的是第 {found} 条。")
