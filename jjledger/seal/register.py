"""The register of rooms that is published with a fund: which statement is which room's, and no room twice.

A pack alone cannot show that a second statement for one's room hides under another label. The register can, to
anybody who looks. What lives here: writing, reading and checking the file. What must not: what a statement says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Final

from jjledger.proof.failed import ProofError, demand
from jjledger.proof.tree import root_of
from jjledger.seal.manifest import FundBlock
from jjledger.seal.typed import meant_room
from jjledger.seal.words import HEX, ROOM

_ROW: Final = re.compile(rf"({HEX}) ({ROOM})")


@dataclass(frozen=True, slots=True)
class Register:
    """Rooms and their leaves, in the order of the file."""

    rooms: tuple[str, ...]
    leaves: tuple[bytes, ...]

    def root(self) -> bytes:
        """Give the root over the leaves."""
        return root_of(self.leaves)


def register_file(leaves: Mapping[str, bytes]) -> bytes:
    """Write the file.

    Args:
        leaves: of each room's statement.
    """
    return "".join(f"{leaves[room].hex()} {room}\n" for room in sorted(leaves)).encode()


def read_register(data: bytes) -> Register:
    """Read the file.

    Raises:
        ProofError: it is written otherwise, a room stands in it twice, or rooms are not in order.
    """
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise ProofError("register") from None
    demand(lines.pop() == "", "register")
    rows = [_ROW.fullmatch(line) for line in lines]
    demand(bool(rows) and all(rows), "register")
    told = [match.groups() for match in rows if match]
    for (_, room), (_, following) in pairwise(told):
        demand(room <= following, "register-order", following)
        demand(room != following, "register-twice", room)
    seen: set[str] = set()
    for _, room in told:
        meant = meant_room(
            room
        )  # nobody would find a second line for the same room that is only spelt otherwise
        demand(meant not in seen, "register-twice", room)
        seen.add(meant)
    return Register(tuple(room for _, room in told), tuple(bytes.fromhex(leaf) for leaf, _ in told))


def verify_row(register: Register, room: str, leaf: bytes) -> None:
    """Check that a room's line in the register is that of a statement.

    Args:
        register: of the statement's fund, verified.
        room: as the statement writes it.
        leaf: of the statement.

    Raises:
        ProofError: the room is not in it, or another statement stands there: two were made for one room.
    """
    rows = dict(zip(register.rooms, register.leaves, strict=True))
    demand(rows.get(room) == leaf, "register-row", room)


def verify_register(data: bytes, block: FundBlock) -> Register:
    """Check that a file is the register that a manifest names.

    Args:
        data: the file.
        block: of the register's fund.

    Raises:
        ProofError: it is another file, no register, or its rooms or its root are not those of the manifest.
    """
    demand(sha256(data).digest() == block.register, "register-file", block.fund)
    found = read_register(data)
    demand(len(found.rooms) == block.households, "register-count", block.fund)
    demand(found.root() == block.statements, "register-root", block.fund)
    return found
