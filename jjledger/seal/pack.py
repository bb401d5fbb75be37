"""A household's pack: everything by which one can see that one's balance is in the published total, in one file.

What lives here: writing and reading packs, and verifying them check by check in one order, which is also the page's.
What must not: whom we trust and whose room it is; neither is ever taken from a pack.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from jjledger.proof import tlog_proof
from jjledger.proof.checkpoint import Checkpoint, Policy
from jjledger.proof.coin_line import Interval
from jjledger.proof.coin_line import verify as verify_interval
from jjledger.proof.failed import ProofError, demand
from jjledger.proof.lines import MOST, base64_of, hash_of
from jjledger.proof.note import Signer
from jjledger.proof.tree import verify_inclusion
from jjledger.seal.manifest import FundBlock, Manifest, read_manifest
from jjledger.seal.statement import MARK, Statement, leaf_of, read_statement
from jjledger.seal.typed import is_room
from jjledger.seal.words import COLUMNS

VERSION: Final = 2
MOST_BYTES: Final = 256 * 1024
MOST_INCLUSION: Final = 63  # hashes, of a tree that any number here can count
MOST_INTERVAL: Final = 128  # hashes; both ends of an interval on a line of 2^53 fen need fewer
_KEYS: Final = ("v", "statement", "salt", "index", "inclusion", "lines", "manifest", "log")
WORDS: Final = {"closing": "余额的钱线", "arrears": "欠款的钱线", "statements": "房屋名录"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a household's fens begin on a line, and the hashes around them."""

    start: int
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack says; nothing is verified yet."""

    statement: str
    salt: bytes
    index: int  # of the room in the register, from 0
    inclusion: tuple[bytes, ...]
    lines: Mapping[str, Stretch]  # by column
    manifest: str
    log: str  # a proof of the manifest's entry, as text

    def data(self) -> bytes:
        """Write the pack, in the one way there is."""
        lines = {
            column: {"start": line.start, "proof": [base64_of(one) for one in line.proof]}
            for column, line in self.lines.items()
        }
        told = {
            "v": VERSION,
            "statement": self.statement,
            "salt": base64_of(self.salt),
            "index": self.index,
            "inclusion": [base64_of(one) for one in self.inclusion],
            "lines": lines,
            "manifest": self.manifest,
            "log": self.log,
        }
        return _text(told).encode()


@dataclass(frozen=True, slots=True)
class Verified:
    """What holds."""

    statement: Statement
    manifest: Manifest
    index: int  # of the manifest in the log, from 0
    checkpoint: Checkpoint
    witnesses: tuple[Signer, ...]
    lacking: int  # witnesses missing for a quorum; that is no failure

    @property
    def enough(self) -> bool:
        """Say whether it was seen by as many witnesses as there should be, and by one at least."""
        return self.lacking == 0 and bool(self.witnesses)


def read_pack(data: bytes) -> Pack:
    """Read a pack.

    It is JSON, but with one way to write it: what reads otherwise in another program cannot be written.

    Raises:
        ProofError: it is written otherwise, or what should be a hash is none.
    """
    demand(len(data) <= MOST_BYTES, "pack")
    try:
        text = data.decode("utf-8")
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise ProofError("pack") from None
    demand(_is_pack(told) and _text(told) == text, "pack")
    return Pack(
        statement=told["statement"],
        salt=hash_of(told["salt"]),
        index=told["index"],
        inclusion=tuple(map(hash_of, told["inclusion"])),
        lines={
            column: Stretch(line["start"], tuple(map(hash_of, line["proof"])))
            for column, line in told["lines"].items()
        },
        manifest=told["manifest"],
        log=told["log"],
    )


def verify_pack(data: bytes, policy: Policy, room: str | None = None) -> Verified:
    """Check that a household's balance is in the total that was published.

    Args:
        data: the pack.
        policy: whom we trust.
        room: whose it is to be; None where the reader looks for herself.

    Raises:
        ProofError: it is not, or the proof is no proof; the code names the first check that failed.
    """
    pack = read_pack(data)
    demand(pack.statement.startswith(MARK), "statement")  # nothing is published in the first version
    statement = read_statement(pack.statement)
    demand(room is None or is_room(room, statement.room), "room")
    manifest = read_manifest(pack.manifest)
    block = fund_block(statement, manifest)
    commitment = statement.commitment(pack.salt)
    with named("statements"):
        verify_inclusion(block.statements, block.households, pack.index, leaf_of(commitment), pack.inclusion)
    amounts = {"closing": statement.closing_fen, "arrears": statement.arrears_fen}
    demand(set(pack.lines) == {column for column in COLUMNS if amounts[column]}, "lines")
    for column, stretch in pack.lines.items():
        verify_stretch(block, column, commitment, Interval(stretch.start, amounts[column], stretch.proof))
    return verify_logged(statement, manifest, (pack.manifest, pack.log), policy)


def fund_block(statement: Statement, manifest: Manifest) -> FundBlock:
    """Find what a manifest says of a statement's fund.

    Raises:
        ProofError: they are of different communities, periods or funds.
    """
    demand(statement.community == manifest.community, "other-community")
    demand(statement.period == manifest.period, "other-period")
    block = manifest.fund(statement.fund)
    if block is None:
        raise ProofError("other-fund")
    return block


def verify_stretch(block: FundBlock, column: str, commitment: bytes, interval: Interval) -> None:
    """Check a household's interval on the line of a column.

    Raises:
        ProofError: it is not the household's.
    """
    line = block.line(column)
    with named(column):
        if line.root is None:
            raise ProofError("interval")  # nobody has anything on it
        verify_interval(line.root, column, line.total_fen, commitment, interval)


def verify_logged(
    statement: Statement, manifest: Manifest, texts: tuple[str, str], policy: Policy
) -> Verified:
    """Check that a manifest is in the log, and give all that holds.

    Args:
        statement: that holds against the manifest.
        manifest: as it was read.
        texts: the manifest as it stands, and the proof of its entry.
        policy: whom we trust.

    Raises:
        ProofError: it is not, or by nobody we trust.
    """
    entry, log = texts
    index, opened = tlog_proof.verify(log.encode(), entry.encode(), policy)
    return Verified(statement, manifest, index, opened.checkpoint, opened.witnesses, opened.lacking)


@contextmanager
def named(what: str) -> Iterator[None]:
    """Say of which tree or line it is that a proof does not hold.

    Raises:
        ProofError: as inside, with its place.
    """
    try:
        yield
    except ProofError as failure:
        raise ProofError(failure.code, WORDS[what]) from None


def _text(told: object) -> str:
    """Write JSON without blanks and with no escape that is not needed."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _is_pack(told: object) -> bool:
    """Say whether JSON has exactly a pack's keys, in order, each with a value of its kind."""
    if type(told) is not dict or tuple(told) != _KEYS:
        return False
    texts = all(type(told[key]) is str for key in ("statement", "salt", "manifest", "log"))
    version = type(told["v"]) is int and told["v"] == VERSION
    return (
        texts
        and version
        and _is_count(told["index"])
        and _are_texts(told["inclusion"], MOST_INCLUSION)
        and _are_lines(told["lines"])
    )


def _are_lines(told: object) -> bool:
    if type(told) is not dict or tuple(told) != tuple(column for column in COLUMNS if column in told):
        return False
    return all(
        type(line) is dict
        and tuple(line) == ("start", "proof")
        and _is_count(line["start"])
        and _are_texts(line["proof"], MOST_INTERVAL)
        for line in told.values()
    )


def _are_texts(told: object, most: int) -> bool:
    return type(told) is list and len(told) <= most and all(type(one) is str for one in told)


def _is_count(told: object) -> bool:
    return type(told) is int and 0 <= told <= MOST
