"""A publication, made step by step; at each step a cheat may tell something else, and all later steps agree with the lie.

What is tampered with from outside is caught by the outermost hash, and no inner check is ever asked. So a cheat commits,
hashes, lays, logs and signs what it wants to be believed, as an operator who holds every key could.

What lives here: making texts and hashes by hand, as docs/formats.md writes them. What must not: the program's own
writing of statements, manifests and packs, or assertions.
"""

from __future__ import annotations

import hmac
import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, TypeVar

from jjledger.proof import note
from jjledger.proof.checkpoint import Policy
from jjledger.proof.coin_line import CoinLine
from jjledger.proof.coin_line import build as build_line
from jjledger.proof.keys import COSIGNATURE, NOTE, PublicKey, SecretKey
from jjledger.proof.tree import Tree, leaf_hash

NAMES = ("opening", "paid", "interest", "spent", "closing", "arrears")
HELD = ("undistributed", "payable", "selling_unit", "invested", "pettycash", "bank")
COMMUNITY, PERIOD, FUND = "x.example.cn/demo", "2026-Q3", "maintenance"
MASTER = bytes(range(32))
ORIGIN = "sunshine.example.cn/log"
SECONDS = 1_790_000_000
LOG = SecretKey(ORIGIN, NOTE, bytes(32))
WITNESSES = tuple(
    SecretKey(f"{name}.example.cn", COSIGNATURE, bytes([number]) * 32)
    for number, name in enumerate(["street", "committee", "property", "resident"], 1)
)
Kind = TypeVar("Kind")
GENESIS = b"entry 0 is of no interest here\n"
Figures = Mapping[str, tuple[int, ...]]  # by room, in order of NAMES
HONEST: Figures = {
    "1-101": (1000, 0, 7, 107, 900, 0),
    "1-102": (50, 0, 0, 80, 0, 30),
    "1-103": (0, 0, 0, 0, 0, 0),
    "1-104": (300, 50, 2, 0, 352, 0),
    "1-105": (-5, 5, 0, 1, 0, 1),
    "1-106": (0, 64, 0, 0, 64, 0),
    "甲栋2单元301": (500, -20, 3, 0, 483, 0),
}


def policy_of(log: PublicKey, witnesses: tuple[PublicKey, ...], quorum: int) -> Policy:
    return Policy(log.name, log, witnesses, quorum)


POLICY = policy_of(LOG.public(), tuple(key.public() for key in WITNESSES), 3)


def honest_text(room: str, figures: tuple[int, ...]) -> str:
    amounts = "".join(f"{name} {fen}\n" for name, fen in zip(NAMES, figures, strict=True))
    return f"jjledger/statement/v2\n{COMMUNITY}\n{PERIOD}\nfund {FUND}\n{room}\n{amounts}"


def same(told: Kind) -> Kind:
    return told


def checkpoint_text(entries: tuple[bytes, ...], origin: str = ORIGIN) -> str:
    root = Tree([leaf_hash(entry) for entry in entries]).root()
    return f"{origin}\n{len(entries)}\n{b64(root)}\n"


def signed_by(*keys: SecretKey) -> Callable[[str], bytes]:
    def sign(text: str) -> bytes:
        lines = [note.sign(text, key, SECONDS if key.kind == COSIGNATURE else None).line() for key in keys]
        return (text + "\n" + "".join(lines)).encode()

    return sign


def _honestly_signed(text: str) -> bytes:
    return signed_by(LOG, *WITNESSES[:3])(text)


@dataclass(frozen=True)
class Lies:
    """What is told otherwise; by itself, nothing."""

    figures: Figures = field(default_factory=lambda: HONEST)  # that all sums are made of
    written: Callable[[str, str], str] = lambda _, text: text  # a room's statement; what is committed to
    laid: Callable[[str, dict[str, int]], dict[str, int]] = lambda _, fens: fens  # on the line of a column
    leaves: Callable[[dict[str, bytes]], dict[str, bytes]] = same  # by room, in the statements' tree
    sealed: Callable[[str, CoinLine | None], tuple[int, bytes | None]] = lambda _, line: (
        (line.total_fen, line.root()) if line else (0, None)
    )
    more: Mapping[str, int] = field(default_factory=dict)  # on a total
    manifest: Callable[[str], str] = same
    logged: Callable[[str], str] = same  # what is in the log in place of the manifest
    checkpoint: Callable[[str], str] = same
    sign: Callable[[str], bytes] = _honestly_signed
    signed: Callable[[bytes], bytes] = same
    proof: Callable[[str], str] = same  # the text of the entry's proof
    pack: Callable[[dict[str, Any]], Any] = same
    data: Callable[[str], str] = same  # of the pack, as JSON


class World:
    """A publication with its lies."""

    def __init__(self, lies: Lies | None = None) -> None:
        """Make everything, in order."""
        self.lies = lies = lies or Lies()
        self.figures = lies.figures
        self.texts = {room: lies.written(room, honest_text(room, row)) for room, row in self.figures.items()}
        self.salts = {room: sha256(f"salt of {room}".encode()).digest() for room in self.figures}
        self.commitments = {room: commitment(self.salts[room], text) for room, text in self.texts.items()}
        honest = {
            room: leaf_hash(b"jjledger/stmt/v1\n" + self.commitments[room]) for room in sorted(self.figures)
        }
        self.leaves = lies.leaves(honest)
        self.tree = Tree(list(self.leaves.values()))
        self.lines = {column: self._line(column) for column in ("closing", "arrears")}
        self.manifest = lies.manifest(self._manifest())
        entries = (GENESIS, lies.logged(self.manifest).encode())
        self.checkpoint = lies.signed(lies.sign(lies.checkpoint(checkpoint_text(entries))))
        inclusion = "".join(
            f"{b64(one)}\n" for one in Tree([leaf_hash(entry) for entry in entries]).inclusion(1)
        )
        head = f"c2sp.org/tlog-proof@v1\nindex 1\n{inclusion}\n"
        self.log = lies.proof(head + self.checkpoint.decode())

    def amounts(self, column: str) -> dict[str, int]:
        """Give what each room has in a column, as the sums have it."""
        return {room: row[NAMES.index(column)] for room, row in self.figures.items()}

    def stretch(self, room: str, column: str = "closing") -> dict[str, Any]:
        """Prove a room's interval on a line, of what is laid for it there."""
        line = self.lines[column]
        assert line is not None
        laid = self.lies.laid(column, self.amounts(column))
        interval = line.prove(line.starts[self.commitments[room]], laid[room])
        return {"start": interval.start, "proof": [b64(one) for one in interval.proof]}

    def pack(self, room: str) -> str:
        """Make a room's pack."""
        index = list(self.leaves).index(room)
        told = {
            "v": 2,
            "statement": self.texts[room],
            "salt": b64(self.salts[room]),
            "index": index,
            "inclusion": [b64(one) for one in self.tree.inclusion(index)],
            "lines": {
                column: self.stretch(room, column)
                for column, line in self.lines.items()
                if line and self.commitments[room] in line.starts
            },
            "manifest": self.manifest,
            "log": self.log,
        }
        return self.lies.data(plain(self.lies.pack(told)))

    def _line(self, column: str) -> CoinLine | None:
        laid = self.lies.laid(column, self.amounts(column))
        by_commitment = {self.commitments[room]: fen for room, fen in laid.items()}
        total = sum(laid.values())
        turn = int.from_bytes(hmac.digest(MASTER, column.encode(), "sha256"), "big")
        return build_line(column, by_commitment, turn % total if total else 0)

    def _manifest(self) -> str:
        register = "".join(f"{leaf.hex()} {room}\n" for room, leaf in self.leaves.items())
        totals = {name: sum(row[place] for row in self.figures.values()) for place, name in enumerate(NAMES)}
        totals |= {"undistributed": 8, "payable": -100, "selling_unit": 20, "invested": 1000, "pettycash": 50}
        totals["bank"] = totals["closing"] - totals["arrears"] + 8 - 100 + 20 - 1000 - 50
        lines = ""
        for column in ("closing", "arrears"):
            total, root = self.lies.sealed(column, self.lines[column])
            lines += f"line {column} {total} {root.hex() if root else '-'}\n"
        told = "".join(f"total {name} {fen + self.lies.more.get(name, 0)}\n" for name, fen in totals.items())
        return (
            f"jjledger/disclosure/v2\ncommunity {COMMUNITY}\nperiod {PERIOD}\nedition 1\nissued 2026-10-15\n"
            f"files {'0' * 64}\nledger {'a' * 40}\nbeacon sse-close 2026-10-16\nreplaces -\n"
            f"fund {FUND}\nregister {len(self.leaves)} {sha256(register.encode()).hexdigest()}\n"
            f"statements {self.tree.root().hex()}\n{lines}{told}"
        )


def commitment(salt: bytes, text: str) -> bytes:
    return sha256(b"jjledger/commit/v1\n" + salt + text.encode()).digest()


def plain(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def b64(data: bytes) -> str:
    return b64encode(data).decode()
