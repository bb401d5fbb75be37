"""The manifest of an edition: what was published, and for each fund of households the roots and totals.

It is the entry of the log, byte for byte. What lives here: writing and reading it, and what must add up in it. What
must not: where the figures come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from jjledger.proof.failed import ProofError, demand
from jjledger.proof.lines import COUNT, count_of
from jjledger.seal.words import (
    AMOUNT,
    COLUMNS,
    COMMIT,
    COMMUNITY,
    DAY,
    FROM_ONE,
    FUNDS,
    HEX,
    PERIOD,
    SOURCE,
    amount_of,
    is_day,
    is_period,
)

MARK: Final = "jjledger/disclosure/v2"
_LINE: Final = rf"(?:0 -|{FROM_ONE} {HEX})"
_HEAD: Final = re.compile(
    rf"{MARK}\ncommunity ({COMMUNITY})\nperiod ({PERIOD})\nedition ({FROM_ONE})\nissued ({DAY})\nfiles ({HEX})\n"
    rf"ledger ({COMMIT}|sha256:{HEX})\nbeacon (-|{SOURCE} {DAY})\nreplaces (-|{COUNT})\n"
)
_BLOCK: Final = re.compile(
    rf"fund ({'|'.join(FUNDS)})\nregister ({FROM_ONE}) ({HEX})\nstatements ({HEX})\n"
    rf"line closing ({_LINE})\nline arrears ({_LINE})\n"
    rf"total opening ({AMOUNT})\ntotal paid ({AMOUNT})\ntotal interest ({AMOUNT})\ntotal spent ({AMOUNT})\n"
    rf"total closing ({COUNT})\ntotal arrears ({COUNT})\n"
    rf"total undistributed ({AMOUNT})\ntotal payable ({AMOUNT})\ntotal selling_unit ({AMOUNT})\n"
    rf"total invested ({COUNT})\ntotal pettycash ({COUNT})\ntotal bank ({AMOUNT})\n"
)


@dataclass(frozen=True, slots=True)
class Sums:
    """What all households of a fund have together."""

    opening_fen: int
    paid_fen: int
    interest_fen: int
    spent_fen: int
    closing_fen: int
    arrears_fen: int


@dataclass(frozen=True, slots=True)
class Held:
    """What stands beside the households' money, and where all of it lies."""

    undistributed_fen: int
    payable_fen: int
    selling_unit_fen: int
    invested_fen: int
    pettycash_fen: int
    bank_fen: int


@dataclass(frozen=True, slots=True)
class Line:
    """The coin line of a column; no root where nobody has anything in it."""

    total_fen: int
    root: bytes | None


@dataclass(frozen=True, slots=True)
class FundBlock:
    """One fund of households."""

    fund: str  # maintenance or public-housing
    households: int  # rooms in the register, 1 or more
    register: bytes  # SHA-256 of the register's file
    statements: bytes  # root over the statements
    closing: Line
    arrears: Line
    sums: Sums
    held: Held

    def line(self, column: str) -> Line:
        """Give the line of a column."""
        return {"closing": self.closing, "arrears": self.arrears}[column]


@dataclass(frozen=True, slots=True)
class Beacon:
    """By what chance a sample will be drawn, named before it can be known."""

    source: str
    day: str  # YYYY-MM-DD


@dataclass(frozen=True, slots=True)
class Manifest:
    """An edition: all documents of a community and a period that went out on one day."""

    community: str
    period: str
    edition: int  # 1 and on
    issued: str  # YYYY-MM-DD
    files: bytes  # SHA-256 of the edition's SHA256SUMS
    ledger: str  # a commit, or sha256: and the hash of the canonical text
    beacon: Beacon | None
    replaces: int | None  # which entry of the log
    funds: tuple[FundBlock, ...]  # none, one or both, in the order of FUNDS

    def text(self) -> str:
        """Write the manifest."""
        beacon = f"{self.beacon.source} {self.beacon.day}" if self.beacon else "-"
        replaces = "-" if self.replaces is None else self.replaces
        head = (
            f"{MARK}\ncommunity {self.community}\nperiod {self.period}\nedition {self.edition}\n"
            f"issued {self.issued}\nfiles {self.files.hex()}\nledger {self.ledger}\n"
            f"beacon {beacon}\nreplaces {replaces}\n"
        )
        return head + "".join(f"{line}\n" for block in self.funds for line in _lines(block))

    def fund(self, name: str) -> FundBlock | None:
        """Give the block of a fund, None where the edition has none."""
        return next((block for block in self.funds if block.fund == name), None)


def read_manifest(text: str) -> Manifest:
    """Read a manifest, and see that what it says adds up.

    Raises:
        ProofError: it is written otherwise, a line is not as long as its total, or totals do not add up.
    """
    head = _HEAD.match(text)
    if head is None:
        raise ProofError("manifest")
    community, period, edition, issued, files, ledger, beacon, replaces = head.groups()
    source, _, day = beacon.partition(" ")
    demand(is_period(period) and is_day(issued) and (not day or is_day(day)), "manifest")
    found = Manifest(
        community=community,
        period=period,
        edition=count_of(edition, "manifest"),
        issued=issued,
        files=bytes.fromhex(files),
        ledger=ledger,
        beacon=Beacon(source, day) if day else None,
        replaces=None if replaces == "-" else count_of(replaces, "manifest"),
        funds=tuple(_blocks(text, head.end())),
    )
    names = [block.fund for block in found.funds]
    demand(names == [fund for fund in FUNDS if fund in names], "manifest")
    for block in found.funds:
        _add_up(block)
    return found


def _blocks(text: str, at: int) -> Iterator[FundBlock]:
    """Read one block after another up to the end of the text."""
    while at < len(text):
        match = _BLOCK.match(text, at)
        if match is None:
            raise ProofError("manifest")
        fund, households, register, statements, closing, arrears, *totals = match.groups()
        amounts = [amount_of(told, "manifest") for told in totals]
        yield FundBlock(
            fund=fund,
            households=count_of(households, "manifest"),
            register=bytes.fromhex(register),
            statements=bytes.fromhex(statements),
            closing=_line(closing),
            arrears=_line(arrears),
            sums=Sums(*amounts[:6]),
            held=Held(*amounts[6:]),
        )
        at = match.end()


def _line(told: str) -> Line:
    total, _, root = told.partition(" ")
    return Line(count_of(total, "manifest"), None if root == "-" else bytes.fromhex(root))


def _lines(block: FundBlock) -> Iterator[str]:
    """Write a block."""
    yield f"fund {block.fund}"
    yield f"register {block.households} {block.register.hex()}"
    yield f"statements {block.statements.hex()}"
    for column in COLUMNS:
        line = block.line(column)
        yield f"line {column} {line.total_fen} {line.root.hex() if line.root else '-'}"
    for part in (block.sums, block.held):
        yield from (f"total {name.removesuffix('_fen')} {getattr(part, name)}" for name in part.__slots__)


def _add_up(block: FundBlock) -> None:
    """Check the three things that anybody can add up."""
    sums, held = block.sums, block.held
    demand(block.closing.total_fen == sums.closing_fen, "line-total", "closing")
    demand(block.arrears.total_fen == sums.arrears_fen, "line-total", "arrears")
    households = sums.closing_fen - sums.arrears_fen
    moved = sums.opening_fen + sums.paid_fen + sums.interest_fen - sums.spent_fen
    demand(moved == households, "total-sum", block.fund)
    beside = held.undistributed_fen + held.payable_fen + held.selling_unit_fen
    lies = held.bank_fen + held.invested_fen + held.pettycash_fen
    demand(lies == households + beside, "total-bank", block.fund)
