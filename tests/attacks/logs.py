"""Logs that are wrong: what was never logged, by nobody we trust, or seen by too few.

What lives here: cases of an entry's proof, its checkpoint and its signatures, with a pack that is right up to there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from jjledger.proof import note
from jjledger.proof.keys import COSIGNATURE, NOTE, SecretKey
from jjledger.proof.tree import Tree, leaf_hash
from tests.attacks.case import Case, edited, lied
from tests.attacks.world import (
    GENESIS,
    LOG,
    ORIGIN,
    POLICY,
    SECONDS,
    WITNESSES,
    World,
    b64,
    checkpoint_text,
    signed_by,
)

HONESTLY = World()
LEAVES = [leaf_hash(GENESIS), leaf_hash(HONESTLY.manifest.encode())]
ROOT = b64(Tree(LEAVES).root())
CHEAT = SecretKey(ORIGIN, NOTE, bytes([99]) * 32)
STRANGER = SecretKey("stranger.example.cn", COSIGNATURE, bytes([98]) * 32)


def proofs() -> Iterator[Case]:
    other = b64(LEAVES[1])
    for name, old, new, code in [
        ("another mark", "tlog-proof@v1", "tlog-proof@v2", "proof-text"),
        ("a line extra", "@v1\n", "@v1\nextra AAAA\n", "proof-text"),
        ("a leading zero", "index 1", "index 01", "proof-text"),
        ("no index", "index 1\n", "", "proof-text"),
        ("a negative index", "index 1", "index -1", "proof-text"),
        ("an index of full width", "index 1", "index １", "proof-text"),
        ("an index beyond 2^53", "index 1", "index 9007199254740992", "proof-text"),
        ("line ends of two signs", "index 1\n", "index 1\r\n", "proof-text"),
        ("a sign that is not ASCII", "c2sp", "ｃ2sp", "proof-text"),
        ("another index", "index 1", "index 0", "root"),
        ("an index of the size", "index 1", "index 2", "index"),
        ("the largest index", "index 1", "index 9007199254740991", "index"),
        ("a hash of another entry", b64(LEAVES[0]), other, "root"),
        ("a hash missing", b64(LEAVES[0]) + "\n", "", "short"),
        ("a hash more", b64(LEAVES[0]), b64(LEAVES[0]) + "\n" + other, "long"),
        ("63 hashes", b64(LEAVES[0]), "\n".join([other] * 63), "long"),
        ("64 hashes", b64(LEAVES[0]), "\n".join([other] * 64), "proof-text"),
        ("a hash of 31 bytes", b64(LEAVES[0]), b64(bytes(31)), "hash"),
        ("a hash of 33 bytes", b64(LEAVES[0]), b64(bytes(33)), "hash"),
        ("a hash that is no base64", b64(LEAVES[0]), b64(LEAVES[0])[:-1], "base64"),
        ("a blank before a hash", b64(LEAVES[0]), " " + b64(LEAVES[0]), "base64"),
    ]:
        yield lied(f"a proof with {name}", code, proof=edited(old, new))
    yield lied("no proof", "proof-text", proof=lambda _: "")
    yield lied("a proof without checkpoint", "proof-text", proof=lambda text: text.partition("\n\n")[0])
    yield lied(
        "a proof with an empty checkpoint", "note-end", proof=lambda text: text.partition("\n\n")[0] + "\n\n"
    )


def entries() -> Iterator[Case]:
    yield lied("a manifest that was never logged", "root", logged=edited("edition 1", "edition 2"))
    yield lied("a manifest logged without its end", "root", logged=lambda text: text.removesuffix("\n"))
    yield lied("an entry that begins as the manifest", "root", logged=lambda text: text + "more\n")
    node = b"\1" + LEAVES[0] + LEAVES[1]
    yield lied("a log of one entry", "index", checkpoint=lambda _: checkpoint_text((GENESIS,)))
    yield lied("a log of other entries", "root", checkpoint=lambda _: checkpoint_text((GENESIS, node)))
    yield lied("a larger log of others", "short", checkpoint=lambda _: checkpoint_text((GENESIS, node, node)))
    yield lied("an empty log", "index", checkpoint=lambda _: checkpoint_text(()))


def checkpoints() -> Iterator[Case]:
    for name, old, new, code in [
        ("a leading zero", "\n2\n", "\n02\n", "checkpoint"),
        ("a negative size", "\n2\n", "\n-2\n", "checkpoint"),
        ("a size of full width", "\n2\n", "\n２\n", "checkpoint"),
        ("a size beyond 2^53", "\n2\n", "\n9007199254740992\n", "checkpoint"),
        ("a line more", ROOT + "\n", ROOT + "\nmore\n", "checkpoint"),
        ("a line missing", "\n2\n", "\n", "checkpoint"),
        ("no origin", ORIGIN + "\n", "\n", "checkpoint"),
        ("size 0 with a root", "\n2\n", "\n0\n", "checkpoint"),
        ("a root of 31 bytes", ROOT, b64(bytes(31)), "hash"),
        ("a root that is no base64", ROOT, ROOT[:-1], "base64"),
        ("another origin by the same key", ORIGIN, "sunshine.example.cn/other", "origin"),
        ("an origin that begins the same", ORIGIN, ORIGIN + "2", "origin"),
        ("a blank behind the origin", ORIGIN, ORIGIN + " ", "origin"),
        ("another root", ROOT, b64(bytes(32)), "root"),
        ("a larger size", "\n2\n", "\n3\n", "short"),
        ("a smaller size", "\n2\n", "\n1\n", "index"),
    ]:
        yield lied(f"a checkpoint with {name}", code, checkpoint=edited(old, new))
    yield lied("a checkpoint with an empty line", "checkpoint", checkpoint=lambda text: text + "\n")


def notes() -> Iterator[Case]:
    """Write the note under the checkpoint otherwise."""
    line = HONESTLY.checkpoint.decode().rstrip("\n").split("\n")[-1] + "\n"
    for name, old, new, code in [
        ("a tab", "\u2014 sunshine", "\u2014\tsunshine", "note-control"),
        ("line ends of two signs", "=\n", "=\r\n", "note-control"),
        ("a hyphen for the dash", "\u2014 sunshine", "- sunshine", "note-form"),
        ("two blanks", "\u2014 sunshine", "\u2014  sunshine", "note-form"),
        ("a plus in a name", "\u2014 sunshine", "\u2014 sun+shine", "note-form"),
        ("a blank of full width in a name", "\u2014 sunshine", "\u2014 sun\u3000shine", "note-form"),
        ("no signature", line, "\u2014 a\n", "note-form"),
        ("an id without signature", line, "\u2014 a AAAAAA==\n", "note-form"),
        ("bits left over", line, "\u2014 a AAAAAAF=\n", "base64"),
        ("base64 that is cut", line, "\u2014 a AAAAAAA\n", "base64"),
        ("an empty line at the end", line, line + "\n", "note-form"),
        ("64 signatures", line, line + "\u2014 a AAAAAAA=\n" * 60, "ok"),
        ("65 signatures", line, line + "\u2014 a AAAAAAA=\n" * 61, "note-many"),
        ("a signature of a stranger", line, line + "\u2014 a AAAAAAA=\n", "ok"),
        ("a signature twice", line, line + line, "ok"),
    ]:
        yield lied(f"a note with {name}", code, signed=of_bytes(edited(old, new)))
    yield lied("a note without end", "note-end", signed=lambda data: data[:-1])
    yield lied("a note without empty line", "note-form", signed=lambda data: data.replace(b"\n\n", b"\n"))
    yield lied(
        "a note of more than 64 KiB",
        "note-large",
        signed=lambda data: data + b"\xe2\x80\x94 a AAAAAAA=\n" * 5000,
    )
    yield lied("a note that is cut", "note-form", signed=lambda data: data.partition(b"\n\n")[0] + b"\n\n")


def of_bytes(edit: Callable[[str], str]) -> Callable[[bytes], bytes]:
    return lambda data: edit(data.decode()).encode()


def signatures() -> Iterator[Case]:
    yield lied("signed by another key of the log's name", "log-unsigned", sign=signed_by(CHEAT, *WITNESSES))
    yield lied("signed by nobody we know", "unsigned", sign=signed_by(CHEAT, STRANGER))
    yield lied("signed by all witnesses but not by the log", "log-unsigned", sign=signed_by(*WITNESSES))
    yield lied("signed by the log last", "ok", sign=signed_by(*WITNESSES, LOG))
    as_witness = renamed(WITNESSES[0], LOG)
    yield lied("the log's signature under a witness's name", "signature", sign=as_witness)
    yield lied("a witness's signature under the log's name", "signature", sign=renamed(LOG, WITNESSES[0]))
    yield lied("a witness's signature of an earlier checkpoint", "signature", sign=stale)
    for place in range(4):
        key = (LOG, *WITNESSES)[place]
        yield lied(f"a bit of signature {place} turned", "signature", signed=turned(key))
    yield lied("another time than was signed", "signature", sign=retimed)
    for place, name in (
        (3, "of another witness beside enough good ones"),
        (0, "after a good one of the same key"),
    ):
        yield lied(f"a false signature {name}", "signature", signed=with_lines(forged(WITNESSES[place])))
    before = re.compile("\n\n")
    first = of_bytes(lambda text: before.sub("\n\n" + forged(WITNESSES[0]), text))
    yield lied("a false signature before a good one of the same key", "signature", signed=first)
    short = f"\u2014 {WITNESSES[3].name} {b64(WITNESSES[3].public().key_id + b'0')}\n"
    yield lied("a signature of one byte", "signature", signed=with_lines(short))
    timeless = f"\u2014 {WITNESSES[3].name} {b64(WITNESSES[3].public().key_id + bytes([255]) * 72)}\n"
    yield lied("a signature of a time beyond 2^53", "signature", signed=with_lines(timeless))


def with_lines(lines: str) -> Callable[[bytes], bytes]:
    return lambda data: data + lines.encode()


def stale(text: str) -> bytes:
    """Put a witness's line of an earlier checkpoint under a later one."""
    line = note.sign(checkpoint_text((GENESIS,)), WITNESSES[2], SECONDS).line()
    return signed_by(LOG, *WITNESSES[:2])(text) + line.encode()


def forged(key: SecretKey) -> str:
    return f"\u2014 {key.name} {b64(key.public().key_id + bytes(8) + bytes(64))}\n"


def renamed(name: SecretKey, by: SecretKey) -> Callable[[str], bytes]:
    """Sign with one key and write the line as another's."""

    def sign(text: str) -> bytes:
        line = note.sign(text, by, SECONDS if by.kind == COSIGNATURE else None)
        told = replace(line, name=name.name, key_id=name.public().key_id).line()
        keys = [key for key in (LOG, *WITNESSES[:3]) if key != name]
        return signed_by(*keys)(text) + told.encode()

    return sign


def retimed(text: str) -> bytes:
    line = note.sign(text, WITNESSES[0], SECONDS)
    told = replace(line, signed=(SECONDS + 1).to_bytes(8, "big") + line.signed[8:]).line()
    return signed_by(LOG, *WITNESSES[1:3])(text) + told.encode()


def turned(key: SecretKey) -> Callable[[bytes], bytes]:
    def turn(data: bytes) -> bytes:
        found = note.read(data)
        lines = [
            replace(line, signed=line.signed[:-1] + bytes([line.signed[-1] ^ 1]))
            if line.name == key.name
            else line
            for line in found.signatures
        ]
        return note.Note(found.text, tuple(lines)).data()

    return turn


def witnesses() -> Iterator[Case]:
    for number in range(5):
        expect = "ok" if number >= POLICY.quorum else "amber"
        yield lied(f"{number} witnesses of 3", expect, sign=signed_by(LOG, *WITNESSES[:number]))
    yield lied("strangers for witnesses", "amber", sign=signed_by(LOG, *WITNESSES[:2], STRANGER))
    alone = replace(POLICY, quorum=0)
    yield lied("no witness where none is asked for", "amber", sign=signed_by(LOG), policy=alone)
    yield lied("a witness where none is asked for", "ok", sign=signed_by(LOG, WITNESSES[0]), policy=alone)
    nobody = replace(POLICY, witnesses=(), quorum=0)
    yield lied("nobody watches", "amber", policy=nobody)
    twins = tuple(
        SecretKey(f"{name}.example.cn", COSIGNATURE, bytes([1]) * 32) for name in ("street", "lane")
    )
    both = replace(POLICY, witnesses=(*(key.public() for key in (*twins, *WITNESSES[1:])),), quorum=3)
    yield lied(
        "one key under two names counts once", "amber", sign=signed_by(LOG, *twins, WITNESSES[1]), policy=both
    )
    yield lied(
        "and two others with it are enough", "ok", sign=signed_by(LOG, *twins, *WITNESSES[1:3]), policy=both
    )
    itself = SecretKey("street.example.cn", COSIGNATURE, LOG.seed)
    own = replace(POLICY, witnesses=(itself.public(), *(key.public() for key in WITNESSES[1:])), quorum=3)
    yield lied(
        "the log's own key is no witness", "amber", sign=signed_by(LOG, itself, *WITNESSES[1:3]), policy=own
    )
    other = replace(POLICY, log=CHEAT.public())
    yield lied("a log of the same name by another key is asked for", "log-unsigned", policy=other)
    elsewhere = replace(POLICY, origin="other.example.cn/log")
    yield lied("the log of another place is asked for", "origin", policy=elsewhere)


def cases() -> Iterator[Case]:
    """Give all cases of this kind."""
    for part in (proofs, entries, checkpoints, notes, signatures, witnesses):
        yield from part()
