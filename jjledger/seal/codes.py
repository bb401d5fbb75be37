"""Proofs small enough for a QR code: a household's for its paper, and the manifest with its place in the log for posters.

A household's code leaves out what the poster's has, and of a household with money the place in the register too, since
the line binds the statement already. What lives here: writing, reading and verifying codes. What must not: pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from jjledger.proof.checkpoint import Policy
from jjledger.proof.coin_line import Interval
from jjledger.proof.failed import ProofError, demand
from jjledger.proof.lines import MOST
from jjledger.proof.tree import HASH, verify_inclusion
from jjledger.seal.base41 import SIGNS, base41_bytes, base41_of
from jjledger.seal.manifest import read_manifest
from jjledger.seal.pack import Verified, fund_block, named, verify_logged, verify_stretch
from jjledger.seal.statement import NOW, Statement, leaf_of, read_statement
from jjledger.seal.typed import is_room, without_blanks
from jjledger.seal.words import COLUMNS, FUNDS

HOUSEHOLD: Final = "J1"
POSTER: Final = "J2"
MOST_SIGNS: Final = 4296  # that a QR code holds
_BEGIN: Final = (
    ":"  # behind the kind; neither this nor the end is a sign of what is between, so codes can be found
)
_END: Final = "%"  # without it a code was not copied to its end
_CODE: Final = re.compile(rf"(J[12]){_BEGIN}([{re.escape(SIGNS)}]*){_END}")
_ROOM_BYTES: Final = 120  # 40 signs of at most three bytes
_LONGEST: Final = 8  # bytes of 2^53 - 1 in groups of seven bits
_GROUP: Final = 0x7F  # seven bits
_MORE: Final = 0x80  # the bit of a byte that another follows


@dataclass(frozen=True, slots=True)
class HouseholdCode:
    """What a household's code says; nothing is verified yet."""

    fund: str
    column: str  # closing or arrears; empty where the household has neither
    room: str
    amounts: tuple[int, ...]  # fen: opening, paid, interest, spent, closing, arrears
    salt: bytes = field(repr=False)
    place: int  # where its fens begin on the line; without a line, its index in the register
    hashes: tuple[bytes, ...]

    def statement(self, community: str, period: str) -> Statement:
        """Give the statement of a community and period, which the manifest beside the code names."""
        return Statement(NOW, community, period, self.fund, self.room, *self.amounts)


@dataclass(frozen=True, slots=True)
class PosterCode:
    """What a poster's code says; nothing is verified yet."""

    manifest: str
    log: str


def household_code(
    statement: Statement, salt: bytes, place: int, hashes: tuple[bytes, ...], column: str
) -> str:
    """Write a household's code.

    Args:
        statement: the household's.
        salt: of the statement.
        place: where its fens begin on the line; without a line, its index in the register.
        hashes: of its interval, or of its leaf's inclusion.
        column: whose line it is; empty where the household has neither balance nor arrears.
    """
    room = statement.room.encode()
    amounts = (
        statement.opening_fen, statement.paid_fen, statement.interest_fen, statement.spent_fen,
        statement.closing_fen, statement.arrears_fen,
    )  # fmt: skip
    data = b"".join(
        (
            bytes([1, FUNDS.index(statement.fund) + 1, COLUMNS.index(column) + 1 if column else 0]),
            _uvarint(len(room)),
            room,
            *(_uvarint(_zigzag(fen)) for fen in amounts),
            salt,
            _uvarint(place),
            *hashes,
        )
    )
    return _whole(HOUSEHOLD, data)


def poster_code(manifest: str, log: str) -> str:
    """Write a poster's code.

    Args:
        manifest: of an edition, as text.
        log: the proof that it is in the log, as text.
    """
    told = manifest.encode()
    return _whole(POSTER, b"\x02" + _uvarint(len(told)) + told + log.encode())


def codes_in(text: str) -> list[str]:
    """Find the codes in a text as somebody copied it: with blanks, words before and after, several on one line.

    A code that was cut off is given too, so that it is not read as another text.
    """
    return re.findall(
        rf"J[12]{_BEGIN}(?:(?!J[12]{_BEGIN})[{re.escape(SIGNS)}])*{_END}?", without_blanks(text)
    )


def read_code(text: str) -> HouseholdCode | PosterCode:
    """Read either code; blanks do not count.

    Raises:
        ProofError: it is written otherwise.
    """
    text = without_blanks(text)
    match = _CODE.fullmatch(text)
    if len(text) > MOST_SIGNS or match is None:
        raise ProofError("code")
    kind, data = match[1], base41_bytes(match[2])
    demand((kind, data[:1]) in {(HOUSEHOLD, b"\x01"), (POSTER, b"\x02")}, "code")
    try:
        return _household(_Reader(data, 1)) if kind == HOUSEHOLD else _poster(_Reader(data, 1))
    except UnicodeDecodeError:
        raise ProofError("code") from None


def verify_code(code: HouseholdCode, poster: PosterCode, policy: Policy, room: str | None = None) -> Verified:
    """Check a household's code beside a manifest and its place in the log: the manifest first, then as a pack.

    Args:
        code: the household's.
        poster: manifest and log, from a poster or from the site.
        policy: whom we trust.
        room: whose it is to be; None where the reader looks for herself.

    Raises:
        ProofError: it does not hold; the code names the first check that failed.
    """
    manifest = read_manifest(poster.manifest)
    statement = read_statement(code.statement(manifest.community, manifest.period).text())
    demand(room is None or is_room(room, statement.room), "room")
    block = fund_block(statement, manifest)
    commitment = statement.commitment(code.salt)
    amounts = {"closing": statement.closing_fen, "arrears": statement.arrears_fen}
    demand([code.column] == ([column for column in COLUMNS if amounts[column]] or [""]), "lines")
    if code.column:
        interval = Interval(code.place, amounts[code.column], code.hashes)
        verify_stretch(block, code.column, commitment, interval)
    else:
        with named("statements"):
            verify_inclusion(block.statements, block.households, code.place, leaf_of(commitment), code.hashes)
    return verify_logged(statement, manifest, (poster.manifest, poster.log), policy)


def _whole(kind: str, data: bytes) -> str:
    return kind + _BEGIN + base41_of(data) + _END


class _Reader:
    """Bytes, read from the front."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self._at = at

    def take(self, size: int) -> bytes:
        """Take so many bytes."""
        begin, self._at = self._at, self._at + size
        demand(self._at <= len(self._data), "code")
        return self._data[begin : self._at]

    def number(self) -> int:
        """Take a number in groups of seven bits, the lowest first, in as few bytes as it needs."""
        value = 0
        for place in range(_LONGEST):
            (byte,) = self.take(1)
            value |= (byte & _GROUP) << 7 * place
            if byte < _MORE:
                demand((byte > 0 or place == 0) and value <= MOST, "code")
                return value
        raise ProofError("code")

    def rest(self) -> bytes:
        """Take all that is left."""
        return self.take(len(self._data) - self._at)


def _household(reader: _Reader) -> HouseholdCode:
    fund, column = reader.take(2)
    demand(1 <= fund <= len(FUNDS) and column <= len(COLUMNS), "code")
    size = reader.number()
    demand(size <= _ROOM_BYTES, "code")
    room = reader.take(size).decode("utf-8")
    amounts = tuple(_unzigzag(reader.number()) for _ in range(6))
    salt, place, rest = reader.take(HASH), reader.number(), reader.rest()
    demand(len(rest) % HASH == 0, "code")
    return HouseholdCode(
        fund=FUNDS[fund - 1],
        column=("", *COLUMNS)[column],
        room=room,
        amounts=amounts,
        salt=salt,
        place=place,
        hashes=tuple(rest[at : at + HASH] for at in range(0, len(rest), HASH)),
    )


def _poster(reader: _Reader) -> PosterCode:
    manifest = reader.take(reader.number())
    return PosterCode(manifest.decode("utf-8"), reader.rest().decode("utf-8"))


def _zigzag(fen: int) -> int:
    """Turn an amount that may be negative into a number: 0, -1, 1, -2 … become 0, 1, 2, 3 and so on."""
    return 2 * fen if fen >= 0 else -2 * fen - 1


def _unzigzag(number: int) -> int:
    half = number >> 1
    return -half - 1 if number & 1 else half


def _uvarint(number: int) -> bytes:
    assert 0 <= number <= MOST, number
    groups = list(_groups(number))
    return bytes([*(group | _MORE for group in groups[:-1]), groups[-1]])


def _groups(number: int) -> Iterator[int]:
    """Cut a number into groups of seven bits, the lowest first."""
    while number > _GROUP:
        yield number & _GROUP
        number >>= 7
    yield number
