"""Sealing a fund: of all households' statements the register, the roots, the lines and each household's pack.

What lives here: putting them together, and keeping what the packs are made from. What must not: keys, and where
files lie. What `dump_sealed` gives holds every salt, so it is as secret as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from hashlib import sha256
from typing import Final

from jjledger.proof.coin_line import MOST_FEN, CoinLine, Interval
from jjledger.proof.coin_line import build as build_line
from jjledger.proof.tree import HASH, Tree
from jjledger.seal.manifest import FundBlock, Held, Line, Sums
from jjledger.seal.pack import Pack, Stretch
from jjledger.seal.register import register_file
from jjledger.seal.statement import Statement, leaf_of, read_statement
from jjledger.seal.words import COLUMNS

_FORM: Final = "jjledger/sealed/v1"


@dataclass(frozen=True, slots=True)
class Secrets:
    """What nobody outside may know, of one fund in one edition."""

    salt_of: Mapping[str, bytes] = field(repr=False)  # by room, 32 bytes each
    rotation: Mapping[str, bytes] = field(repr=False)  # by column, 32 bytes each


@dataclass(frozen=True, slots=True)
class Sealed:
    """A fund, sealed: every proof can be taken from it."""

    fund: str
    statements: tuple[Statement, ...]  # by room
    secrets: Secrets
    register: bytes  # the file
    closing: CoinLine | None
    arrears: CoinLine | None
    commitments: tuple[bytes, ...] = field(repr=False)  # in order of the statements
    tree: Tree = field(repr=False)  # over the statements
    places: Mapping[str, int] = field(repr=False)  # of each room among the statements

    @property
    def statements_root(self) -> bytes:
        """Give the root over the statements."""
        return self.tree.root()

    @property
    def sums(self) -> Sums:
        """Add up all households."""
        names = [one.name for one in fields(Sums)]
        return Sums(*(sum(getattr(one, name) for one in self.statements) for name in names))

    def line(self, column: str) -> CoinLine | None:
        """Give the line of a column, None where nobody has anything in it."""
        return {"closing": self.closing, "arrears": self.arrears}[column]

    def block(self, held: Held) -> FundBlock:
        """Give what the manifest says of the fund.

        Args:
            held: what stands beside the households' money, and where all of it lies.
        """
        closing, arrears = (
            Line(line.total_fen, line.root()) if line else Line(0, None)
            for line in (self.closing, self.arrears)
        )
        return FundBlock(
            fund=self.fund,
            households=len(self.statements),
            register=sha256(self.register).digest(),
            statements=self.statements_root,
            closing=closing,
            arrears=arrears,
            sums=self.sums,
            held=held,
        )

    def intervals(self, place: int) -> dict[str, Interval]:
        """Prove a household's intervals, by column; only of a column in which it has something.

        Args:
            place: of the household among the statements.
        """
        statement, key = self.statements[place], self.commitments[place]
        amounts = {"closing": statement.closing_fen, "arrears": statement.arrears_fen}
        return {
            column: line.prove(line.starts[key], amounts[column])
            for column in COLUMNS
            if amounts[column] and (line := self.line(column))
        }

    def pack(self, room: str, manifest: str, log: str) -> bytes:
        """Make one household's pack.

        Args:
            room: whose.
            manifest: the edition's, as text.
            log: the proof that it is in the log, as text.
        """
        place = self.places[room]
        statement = self.statements[place]
        return Pack(
            statement=statement.text(),
            salt=self.secrets.salt_of[room],
            index=place,
            inclusion=self.tree.inclusion(place),
            lines={column: Stretch(one.start, one.proof) for column, one in self.intervals(place).items()},
            manifest=manifest,
            log=log,
        ).data()


def seal_fund(statements: Sequence[Statement], secrets: Secrets) -> Sealed:
    """Seal the statements of all households of one fund in one edition.

    Args:
        statements: one a room, in any order.
        secrets: a salt for each room, and for each column how the ring is turned.

    Raises:
        ValueError: there is no statement, two are of one room or of different communities, periods or funds, or a
            secret is not of 32 bytes.
        ProofError: a statement is not written or does not add up as one must.
    """
    ordered = tuple(sorted(statements, key=lambda one: one.room))
    if not ordered or len({one.room for one in ordered}) < len(ordered):
        raise ValueError("a fund has one statement a room, and at least one")
    kinds = {(one.version, one.community, one.period, one.fund) for one in ordered}
    *_, fund = kinds.pop()
    if kinds:
        raise ValueError("the statements are not of one community, period and fund")
    if any(read_statement(one.text()) != one for one in ordered):
        raise ValueError("a statement is not what its text says")
    used = [*(secrets.salt_of[one.room] for one in ordered), *(secrets.rotation[name] for name in COLUMNS)]
    if any(type(one) is not bytes or len(one) != HASH for one in used):
        raise ValueError("every secret has 32 bytes")
    keys = {one.room: one.commitment(secrets.salt_of[one.room]) for one in ordered}
    leaves = {room: leaf_of(key) for room, key in keys.items()}
    closing = {keys[one.room]: one.closing_fen for one in ordered}
    arrears = {keys[one.room]: one.arrears_fen for one in ordered}
    return Sealed(
        fund=fund,
        statements=ordered,
        secrets=secrets,
        register=register_file(leaves),
        closing=_line("closing", closing, secrets.rotation["closing"]),
        arrears=_line("arrears", arrears, secrets.rotation["arrears"]),
        commitments=tuple(keys.values()),
        tree=Tree(list(leaves.values())),
        places={room: place for place, room in enumerate(keys)},
    )


def packs(sealed: Sealed, manifest: str, log: str) -> Iterator[tuple[str, bytes]]:
    """Make every household's pack, by room.

    Args:
        sealed: the fund.
        manifest: the edition's, as text.
        log: the proof that it is in the log, as text.
    """
    for statement in sealed.statements:
        yield statement.room, sealed.pack(statement.room, manifest, log)


def dump_sealed(sealed: Sealed) -> bytes:
    """Write what all packs of a fund can be made from again: the statements and the secrets, nothing that follows."""
    told = {
        "form": _FORM,
        "rotation": {column: sealed.secrets.rotation[column].hex() for column in COLUMNS},
        "households": [[sealed.secrets.salt_of[one.room].hex(), one.text()] for one in sealed.statements],
        "register": sha256(sealed.register).hexdigest(),
    }
    return (json.dumps(told, ensure_ascii=False, indent="") + "\n").encode()


def load_sealed(data: bytes) -> Sealed:
    """Read what `dump_sealed` wrote. The lines' trees are hashed when a proof is asked for.

    Raises:
        ValueError: the data are of another form, or give another register than was sealed.
    """
    told = json.loads(data)
    if not isinstance(told, dict) or told.get("form") != _FORM:
        raise ValueError("not what a fund was sealed from")
    rows = [(bytes.fromhex(salt), read_statement(text)) for salt, text in told["households"]]
    rotation = {column: bytes.fromhex(turn) for column, turn in told["rotation"].items()}
    sealed = seal_fund([one for _, one in rows], Secrets({one.room: salt for salt, one in rows}, rotation))
    if sha256(sealed.register).hexdigest() != told["register"]:
        raise ValueError("the statements or salts are not those that were sealed")
    return sealed


def sealed_statements(data: bytes) -> tuple[Statement, ...]:
    """Read the statements out of what `dump_sealed` wrote, and nothing else of it.

    Raises:
        ValueError: the data are of another form.
    """
    told = json.loads(data)
    if not isinstance(told, dict) or told.get("form") != _FORM:
        raise ValueError("not what a fund was sealed from")
    return tuple(read_statement(text) for _, text in told["households"])


def _line(column: str, amounts: Mapping[bytes, int], turn: bytes) -> CoinLine | None:
    """Lay a column's line, turned by the remainder of 32 bytes."""
    total = sum(amounts.values())
    if total > MOST_FEN:
        raise ValueError("the total is more than 2^53 - 1 fen")
    return build_line(column, amounts, int.from_bytes(turn, "big") % total) if total else None
