"""Small communities sealed and logged, for the tests of the verifiers: honest packs, posters and whom to trust.

What lives here: making them, with plain seeds. What must not: assertions, and cheats.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from jjledger.proof import note
from jjledger.proof.checkpoint import Checkpoint, Policy
from jjledger.proof.keys import COSIGNATURE, NOTE, SecretKey
from jjledger.proof.tlog_proof import EntryProof
from jjledger.proof.tree import Tree, leaf_hash
from jjledger.render.verifier import policy_told
from jjledger.seal.codes import household_code, poster_code
from jjledger.seal.manifest import Beacon, Held, Manifest
from jjledger.seal.sealing import Sealed, Secrets, seal_fund
from jjledger.seal.statement import NOW, Statement

ORIGIN: Final = "sunshine.example.cn/log"
COMMUNITY: Final = "sunshine.example.cn/yangguang"
PERIOD: Final = "2026-Q3"
SEEN: Final = 1_790_000_000  # when witnesses signed
LOG: Final = SecretKey(ORIGIN, NOTE, bytes([7]) * 32)
WITNESSES: Final = tuple(
    SecretKey(f"{name}.example.cn", COSIGNATURE, bytes([number]) * 32)
    for number, name in enumerate(["street", "committee", "property", "resident"], 1)
)
POLICY: Final = Policy(ORIGIN, LOG.public(), tuple(key.public() for key in WITNESSES), 3)
LONGEST_ROOM: Final = "碧桂园凤凰城北区第二期商住楼地下一层东侧连廊尽头转角处第壹佰贰拾叁号独立商铺之二"[:40]
# opening, paid, interest, spent, closing, arrears of each room, in fen
MAINTENANCE: Final[Mapping[str, tuple[int, ...]]] = {
    "3-101": (1000, 0, 7, 107, 900, 0),
    "3-102": (50, 0, 0, 80, 0, 30),
    "3-201": (0, 0, 0, 0, 0, 0),
    "3-202": (300, 50, 2, 0, 352, 0),
    "东一单元1201室": (-500, 120_000, 35, 4, 119_531, 0),
    LONGEST_ROOM: (9_245_010, -1, 26_412, 0, 9_271_421, 0),
}
PUBLIC_HOUSING: Final[Mapping[str, tuple[int, ...]]] = {
    "3-101": (5000, 0, 31, 0, 5031, 0),
    "3-202": (0, 0, 0, 20, 0, 20),
}


@dataclass(frozen=True, slots=True)
class Community:
    """An edition, sealed and logged."""

    funds: tuple[Sealed, ...]
    manifest: Manifest
    log: str  # the manifest's proof
    policy: Policy

    def pack(self, room: str, fund: int = 0) -> bytes:
        """Give a household's pack."""
        return self.funds[fund].pack(room, self.manifest.text(), self.log)

    def code(self, room: str, fund: int = 0) -> str:
        """Give a household's code."""
        sealed = self.funds[fund]
        place = sealed.places[room]
        statement = sealed.statements[place]
        for column, interval in sealed.intervals(place).items():
            salt = sealed.secrets.salt_of[room]
            return household_code(statement, salt, interval.start, interval.proof, column)
        return household_code(
            statement, sealed.secrets.salt_of[room], place, sealed.tree.inclusion(place), ""
        )

    def poster(self) -> str:
        """Give the poster's code."""
        return poster_code(self.manifest.text(), self.log)

    def checkpoint(self) -> str:
        """Give the signed checkpoint alone."""
        return self.log.partition("\n\n")[2]


def sealed_fund(fund: str, rooms: Mapping[str, tuple[int, ...]], edition: int = 1) -> Sealed:
    """Seal a fund under salts that anybody can make."""
    statements = [Statement(NOW, COMMUNITY, PERIOD, fund, room, *amounts) for room, amounts in rooms.items()]
    secrets = Secrets(
        {room: sha256(f"{fund} {room} {edition}".encode()).digest() for room in rooms},
        {column: sha256(f"{fund} {column} {edition}".encode()).digest() for column in ("closing", "arrears")},
    )
    return seal_fund(statements, secrets)


def manifest_of(*funds: Sealed, edition: int = 1) -> Manifest:
    """Give a manifest of some funds whose money all lies in the bank."""
    held = [Held(0, 0, 0, 0, 0, one.sums.closing_fen - one.sums.arrears_fen) for one in funds]
    return Manifest(
        community=COMMUNITY,
        period=PERIOD,
        edition=edition,
        issued="2026-10-15",
        files=sha256(b"files").digest(),
        ledger="sha256:" + sha256(b"ledger").hexdigest(),
        beacon=Beacon("sse-close", "2026-10-16"),
        replaces=None,
        funds=tuple(one.block(each) for one, each in zip(funds, held, strict=True)),
    )


def logged(entry: bytes, witnesses: int = 3, size: int = 39, index: int = 37) -> str:
    """Give an entry's proof in a log of other entries."""
    entries = [b"entry %d\n" % number for number in range(size)]
    entries[index] = entry
    tree = Tree([leaf_hash(one) for one in entries])
    text = Checkpoint(ORIGIN, size, tree.root()).text()
    lines = [note.sign(text, LOG), *(note.sign(text, key, SEEN) for key in WITNESSES[:witnesses])]
    return EntryProof(index, tree.inclusion(index), note.Note(text, tuple(lines)).data()).data().decode()


def community(witnesses: int = 3) -> Community:
    """Seal and log two funds of a small community."""
    funds = (sealed_fund("maintenance", MAINTENANCE), sealed_fund("public-housing", PUBLIC_HOUSING))
    manifest = manifest_of(*funds)
    return Community(funds, manifest, logged(manifest.text().encode(), witnesses), POLICY)


def least() -> Community:
    """Seal and log what the page tries itself on: few rooms, one witness, a log of two entries."""
    rooms = {room: MAINTENANCE[room] for room in ("3-101", "3-102")}
    funds = (sealed_fund("maintenance", rooms),)
    manifest = replace(manifest_of(*funds), beacon=None)
    policy = Policy(ORIGIN, LOG.public(), (WITNESSES[0].public(),), 1)
    return Community(funds, manifest, logged(manifest.text().encode(), 1, 2, 1), policy)


def tried() -> str:
    """Write site/verify/tried.js: the pack that the page tries itself on, and whom to trust about it."""
    made = least()
    pack = json.dumps(made.pack("3-101").decode(), ensure_ascii=False)
    policy = json.dumps(policy_told(made.policy), ensure_ascii=False, indent=2)
    return (
        "// A pack that holds, sealed by the program under keys that anybody can make, and whom to trust about it.\n"
        "// Made by the program; a test says so when it is out of date.\n\n"
        f"const TRIED_PACK = {pack};\nconst TRIED_POLICY = {policy};\n"
    )
