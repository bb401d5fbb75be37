"""The page's own hashes, signatures, trees, notes and lines against the figures that the program is held to.

The files of other projects are read where they lie beside the project, and skipped where they do not.
"""

from __future__ import annotations

import random
from hashlib import sha256, sha512
from typing import Any

import pytest

from jjledger.proof.coin_line import build
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import NOTE, PublicKey, SecretKey, read_public
from jjledger.proof.note import read, verify
from jjledger.proof.tree import leaf_hash
from tests.page_in_node import asked, b64
from tests.unit.proof import test_note
from tests.unit.proof.keyring import LOG, POLICY, WITNESSES
from tests.unit.proof.test_checkpoint import TEXT as CHECKPOINT
from tests.unit.proof.test_note import BY_ENOCH, BY_PETER, ENOCH, PETER, POEM, TEXT
from tests.vectors.test_proof import (
    ENTRIES,
    OTHERS,
    ROOTS,
    SEAL,
    Case,
    commitments,
    ed25519_cases,
    hashes,
    read_all,
)
from tests.vectors.test_proof import mac as keyed

ORDER = 2**252 + 27742317777372353535851937790883648493  # of the base point
PRIME = 2**255 - 19
BESIDE = pytest.mark.skipif(
    not OTHERS.is_dir(), reason="the vectors of other projects are not beside this one"
)


def test_hashes_of_every_length_around_their_blocks() -> None:
    chance = random.Random(6234)  # noqa: S311 - the same bytes each time
    messages = [chance.randbytes(length) for length in (*range(300), 1000, 65_537)]
    told = asked({"ask": name, "data": b64(one)} for name in ("sha256", "sha512") for one in messages)
    assert told == [make(one).hexdigest() for make in (sha256, sha512) for one in messages]


@BESIDE
def test_signatures_of_wycheproof() -> None:
    cases = [parameter.values for parameter in ed25519_cases()]
    told = asked(
        _signature(bytes.fromhex(key), bytes.fromhex(one["msg"]), bytes.fromhex(one["sig"]))
        for key, one in cases
    )
    assert told == [one["result"] == "valid" for _, one in cases]
    assert len(told) == 151


def _signature(key: bytes, message: bytes, signature: bytes) -> dict[str, Any]:
    return {"ask": "ed25519", "key": b64(key), "message": b64(message), "signature": b64(signature)}


def _of_small_order() -> list[bytes]:
    """Write the points of order 1, 2, 4 and 8 in every way there is, canonical or not."""
    eighth = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
    ways = [0, 1, PRIME - 1, PRIME, PRIME + 1, eighth, PRIME - eighth]
    return [(y | sign << 255).to_bytes(32, "little") for y in ways for sign in (0, 1)]


def test_strange_keys_and_signatures_as_the_program_takes_them() -> None:
    """A key of small order, a y beyond the prime, an S beyond the order: the same answer, whichever it is."""
    points = _of_small_order()
    shown = [
        (key, b"%d" % number, first + second)
        for number in range(3)
        for key in points
        for first in points
        for second in (bytes(32), ORDER.to_bytes(32, "little"))
    ]
    told = asked(_signature(*one) for one in shown)
    assert told == [PublicKey("strange", NOTE, key).signed(message, signed) for key, message, signed in shown]
    assert True in told  # some do hold


def test_signatures_with_a_bit_changed_or_the_order_added() -> None:
    chance = random.Random(8032)  # noqa: S311 - the same bits each time
    shown = []
    for number in range(60):
        key = SecretKey("a", NOTE, chance.randbytes(32))
        message = chance.randbytes(number)
        signed = bytearray(key.sign(message))
        if number % 3 == 1:
            signed[chance.randrange(64)] ^= 1 << chance.randrange(8)
        elif number % 3 == 2:
            more = int.from_bytes(signed[32:], "little") + ORDER
            signed[32:] = more.to_bytes(32, "little")
        shown.append((key.public().public, message, bytes(signed)))
    assert asked(_signature(*one) for one in shown) == [number % 3 == 0 for number in range(60)]


def test_roots_of_certificate_transparency() -> None:
    leaves = [b64(leaf_hash(bytes.fromhex(entry))) for entry in ENTRIES]
    assert asked({"ask": "root", "leaves": leaves[:size]} for size in range(9)) == ROOTS


def _cases(folder: str) -> list[Case]:
    return [parameter.values[0] for parameter in read_all(folder)]


@BESIDE
def test_inclusion_of_others() -> None:
    cases = _cases("merkle/inclusion")
    told = asked(
        {
            "ask": "inclusion", "root": one["root"], "size": one["treeSize"], "index": one["leafIdx"],
            "leaf": one["leafHash"], "proof": one["proof"] or [],
        }
        for one in cases
    )  # fmt: skip
    assert [answer == "ok" for answer in told] == [not one["wantErr"] for one in cases]
    assert len(cases) == 98


@BESIDE
def test_consistency_of_others() -> None:
    cases = _cases("merkle/consistency")
    told = asked(
        {
            "ask": "consistency", "old": one["root1"], "oldSize": one["size1"], "root": one["root2"],
            "size": one["size2"], "proof": one["proof"] or [],
        }
        for one in cases
    )  # fmt: skip
    ours = [all(len(root) == 32 for root in hashes([one["root1"], one["root2"]])) for one in cases]
    wanted = [fits and not one["wantErr"] for fits, one in zip(ours, cases, strict=True)]
    assert [answer == "ok" for answer in told] == wanted
    assert len(cases) == 98


def _notes() -> list[tuple[bytes, tuple[str, ...]]]:
    """Give the notes of Go's tests and of C2SP, and every way of writing one that the program's tests try."""
    marks = next(
        mark
        for mark in test_note.test_a_note_written_otherwise_is_refused.pytestmark
        if mark.name == "parametrize"
    )
    written = [data if isinstance(data, bytes) else data.encode() for _, data in marks.args[1]]
    both = f"{TEXT}\n{BY_PETER}{BY_ENOCH}".encode()
    keys = ((PETER,), (ENOCH, PETER), (LOG.public().text(),))
    poem = (POEM.encode(), (WITNESSES[0].public().text(),))
    return [*((both, one) for one in keys), poem, *((data, (PETER,)) for data in written)]


def test_notes_of_others() -> None:
    shown = _notes()
    told = asked({"ask": "note", "data": b64(data), "keys": list(keys)} for data, keys in shown)
    assert told == [_names(data, keys) for data, keys in shown]
    assert told[:2] == ["PeterNeumann", "PeterNeumann,EnochRoot"]
    assert {"note-form", "note-end", "note-control", "note-text", "base64", "note-large", "note-many"} < set(
        told
    )


def _names(data: bytes, keys: tuple[str, ...]) -> str:
    try:
        return ",".join(one.key.name for one in verify(read(data), [read_public(key) for key in keys]))
    except ProofError as failure:
        return failure.code


def test_the_vectors_of_the_seal() -> None:
    made = commitments()
    master, community, period = bytes.fromhex(SEAL["master"]), SEAL["community"], SEAL["period"]
    key = made["1-101"]
    salt = keyed(keyed(master, "jjledger/owner/v1", "1-101", 1), "jjledger/salt/v1", community, period)
    text = (
        f"jjledger/statement/v1\n{community}\n{period}\n1-101\n"
        "opening 1000\npaid 0\ninterest 7\nspent 107\nclosing 900\narrears 0\n"
    )
    assert asked(
        [
            {"ask": "commitment", "text": text, "salt": b64(salt)},
            {"ask": "coin", "column": "closing", "commitment": b64(key)},
            {"ask": "leaf", "commitment": b64(key)},
        ]
    ) == [SEAL["commitment"], SEAL["coin"], SEAL["statement_leaf"]]
    questions = []
    for case in SEAL["line"]:
        column, total = case["column"], case["total_fen"]
        turn = int.from_bytes(keyed(master, "jjledger/rotate/v1", community, period, column), "big") % total
        amounts = {
            made[row["room"]]: row["figures"][4 if column == "closing" else 5] for row in SEAL["household"]
        }
        line = build(column, amounts, turn)
        assert line is not None
        questions += [
            {
                "ask": "interval", "root": b64(bytes.fromhex(case["root"])), "column": column, "total": total,
                "commitment": b64(owner), "start": start, "amount": amounts[owner],
                "proof": [b64(one) for one in line.prove(start, amounts[owner]).proof],
            }
            for owner, start in line.starts.items()
        ]  # fmt: skip
    assert asked(questions) == ["ok"] * 3


def test_a_real_checkpoint_of_another_log() -> None:
    """Signed by the log of Go's modules at 35,225,469 entries."""
    text = "go.sum database tree\n35225469\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=\n"
    line = "\u2014 sum.golang.org Az3grpukl5AXaVfYkLiDGORx/DN2nlcS5kZHR5uYOBV2KA2HgXpD+gu9HHONebHLAyaKbbTM75QTtPydhKCExixSfwQ=\n"
    key = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    policy = {"origin": "go.sum database tree", "log": key, "witnesses": [], "quorum": 0}
    told = asked(
        {"ask": "checkpoint", "data": b64(f"{one}\n{line}".encode()), "policy": policy}
        for one in (text, text.replace("69\n", "68\n"))
    )
    assert told == ["amber", "signature"]
    assert CHECKPOINT.startswith(POLICY.origin)
