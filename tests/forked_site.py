"""A site led to another past by its operator, who has the log's key: every file of it agrees and every signature holds.

What lives here: writing the log of a copy anew, and putting an old copy back. What must not: expectations.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from jjledger.proof import note, tlog_proof
from jjledger.proof.checkpoint import Checkpoint, read
from jjledger.proof.tlog_proof import EntryProof
from jjledger.proof.tree import Tree, leaf_hash
from jjledger.seal.manifest import read_manifest
from jjledger.store.kept_log import read_log
from jjledger.store.log_files import tile_files
from tests.sealed_site import ORIGIN, key_of, signed_anew


def checkpoint_of(entries: list[bytes], ledgers: Path) -> bytes:
    """Sign a log of just these entries."""
    text = Checkpoint(ORIGIN, len(entries), Tree([leaf_hash(one) for one in entries]).root()).text()
    return note.Note(text, (note.sign(text, key_of(ledgers)),)).data()


def proof_of(entries: list[bytes], index: int, ledgers: Path) -> bytes:
    """Prove an entry of such a log."""
    tree = Tree([leaf_hash(one) for one in entries])
    return EntryProof(index, tree.inclusion(index), checkpoint_of(entries, ledgers)).data()


def forked(site: Path, ledgers: Path, index: int, turn: Callable[[str], str]) -> None:
    """Let an edition's pages say something else, log that in its place, and sign all that was ever signed anew.

    Args:
        site: a copy of the site.
        ledgers: whose key signs.
        index: of the edition's entry.
        turn: changes a text of the edition; what cannot be read as text stays.
    """
    log = read_log(site / "log")
    entries, sizes = list(log.entries), log.sizes
    before = read_manifest(entries[index].decode())
    period = site / "d" / before.community.rpartition("/")[2] / before.period
    folder = period / f"v{before.edition}"
    for path in folder.glob("*/index.html"):
        path.write_text(turn(path.read_text(encoding="utf-8")), encoding="utf-8")
    names = [line.split("  ", 1)[1] for line in (folder / "SHA256SUMS").read_text().splitlines()]
    sums = "".join(f"{sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
    (folder / "SHA256SUMS").write_text(sums)
    root = sha256(sums.encode()).hexdigest()
    told = entries[index].decode().replace(before.files.hex(), root)
    (folder / "manifest.txt").write_text(told)
    entries[index] = told.encode()
    page = (period / "index.json").read_text(encoding="utf-8")
    (period / "index.json").write_text(page.replace(before.files.hex(), root), encoding="utf-8")
    shutil.rmtree(site / "log/tile")
    for name, data in tile_files(sizes, entries).items():
        path = site / "log" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for size in sizes:
        (site / f"log/checkpoints/{size}").write_bytes(checkpoint_of(entries[:size], ledgers))
    (site / "log/checkpoint").write_bytes(checkpoint_of(entries, ledgers))
    for path in (site / "log/proofs").glob("*.tlog-proof"):
        kept = tlog_proof.read(path.read_bytes())
        size = read(note.read(kept.checkpoint).text).size
        path.write_bytes(proof_of(entries[:size], kept.index, ledgers))
    signed_anew(site, ledgers)
