"""The register of rooms: one line a room, in order, and what the manifest says of it."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from jjledger.proof.failed import ProofError
from jjledger.seal.manifest import FundBlock, read_manifest
from jjledger.seal.register import read_register, register_file, verify_register, verify_row
from tests.attacks.world import World
from tests.unit.proof import written_out

LEAVES = {f"1-10{number}": bytes([number]) * 32 for number in (3, 1, 2)}
FILE = f"{'01' * 32} 1-101\n{'02' * 32} 1-102\n{'03' * 32} 1-103\n".encode()
BLOCK = replace(
    read_manifest(World().manifest).funds[0],
    households=3,
    register=sha256(FILE).digest(),
    statements=written_out.mth([bytes([number]) * 32 for number in (1, 2, 3)]),
)


def test_a_register_is_its_file() -> None:
    assert register_file(LEAVES) == FILE
    found = read_register(FILE)
    assert found.rooms == ("1-101", "1-102", "1-103")
    assert found.leaves == tuple(bytes([number]) * 32 for number in (1, 2, 3))
    assert found.root() == BLOCK.statements
    assert verify_register(FILE, BLOCK) == found


def test_rooms_are_in_order_of_their_bytes() -> None:
    rooms = ["1-10", "1-101", "1-9", "A", "a", "é", "一", "楼", "\uffff"]
    data = register_file({room: bytes(32) for room in reversed(rooms)})
    assert [line.split(b" ")[1] for line in data.splitlines()] == sorted(room.encode() for room in rooms)
    assert list(read_register(data).rooms) == rooms


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("register", b""),
        ("register", b"\n"),
        ("register", FILE[:-1]),
        ("register", FILE + b"\n"),
        ("register", b"\n" + FILE),
        ("register", FILE.replace(b"\n", b"\r\n")),
        ("register", FILE.replace(b" 1-102", b"  1-102")),
        ("register", FILE.replace(b" 1-102", b" 1 102")),
        ("register", FILE.replace(b" 1-102", b" ")),
        ("register", FILE.replace(b" 1-102", "\u200b1-102".encode())),
        ("register", FILE.replace(b"02 1-102", b"2 1-102")),
        ("register", FILE.replace(b"02 1-102", b"0G 1-102")),
        ("register", FILE.replace(b"02 1-102", b"AA 1-102")),
        ("register", FILE.replace(b"1-102", b"\xff")),
        ("register", FILE + ("0" * 64 + " " + "楼" * 41 + "\n").encode()),
        ("register-twice", FILE.replace(b"1-102", b"1-101")),
        ("register-twice", FILE.replace(b"1-103", b"1-102")),
        ("register-twice", FILE.replace(b"1-103", "１-102".encode())),
        ("register-twice", FILE.replace(b"1-103", "1‐101".encode())),
        ("register-twice", FILE.replace(b"1-101", b"1--101").replace(b"1-102", b"1-101")),
        ("register-twice", FILE.replace(b"1-102", b"1-101").replace(b"1-103", b"1-100")),
        ("register-order", FILE.replace(b"1-102", b"1-100")),
        ("register-order", FILE.replace(b"1-103", b"1-1")),
    ],
)
def test_what_is_no_register(code: str, data: bytes) -> None:
    with pytest.raises(ProofError) as caught:
        read_register(data)
    assert caught.value.code == code


def test_which_room_it_is_about_is_said() -> None:
    with pytest.raises(ProofError, match="1-101"):
        read_register(FILE.replace(b"1-102", b"1-101"))
    with pytest.raises(ProofError, match="1-100"):
        read_register(FILE.replace(b"1-102", b"1-100"))


def refused(data: bytes, block: FundBlock) -> str:
    with pytest.raises(ProofError, match="maintenance") as caught:
        verify_register(data, block)
    return caught.value.code


def test_a_file_that_the_manifest_does_not_name() -> None:
    assert refused(FILE, replace(BLOCK, register=bytes(32))) == "register-file"
    assert refused(b"", BLOCK) == "register-file"
    assert refused(FILE, replace(BLOCK, households=2)) == "register-count"
    assert refused(FILE, replace(BLOCK, households=4)) == "register-count"
    assert refused(FILE, replace(BLOCK, statements=bytes(32))) == "register-root"


def test_a_second_statement_for_one_room_is_seen_by_whoever_reads_the_register() -> None:
    """Two statements of one household, both in the tree and each shown to another; each pack by itself would hold."""
    twice = FILE.replace(b"1-102", b"1-101")
    named = replace(BLOCK, register=sha256(twice).digest())
    with pytest.raises(ProofError) as caught:
        verify_register(twice, named)
    assert caught.value.code == "register-twice"


ROWS = [
    ("1-102", 2, "ok"),
    ("1-102", 1, "register-row"),
    ("1-104", 2, "register-row"),
    ("1--102", 2, "register-row"),
]


@pytest.mark.parametrize(("room", "number", "answer"), ROWS)
def test_a_room_has_one_statement_and_this_is_it(room: str, number: int, answer: str) -> None:
    register = verify_register(FILE, BLOCK)
    if answer == "ok":
        verify_row(register, room, bytes([number]) * 32)
        return
    with pytest.raises(ProofError, match=room) as caught:
        verify_row(register, room, bytes([number]) * 32)
    assert caught.value.code == answer
