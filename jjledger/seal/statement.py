"""A household's statement: the text that its balance is committed to.

What lives here: writing and reading the text, and the hashes made of it with a salt. What must not: where the amounts
and the salt come from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from jjledger.proof.failed import ProofError, demand
from jjledger.proof.lines import COUNT, count_of
from jjledger.proof.tree import HASH
from jjledger.seal.words import AMOUNT, COMMUNITY, FUNDS, PERIOD, ROOM, amount_of, is_period

NOW: Final = 2  # the version that is published; the first one only stands for fixed vectors
MARK: Final = f"jjledger/statement/v{NOW}\n"
_FUND: Final = "|".join(FUNDS)
_FIRST: Final = re.compile(
    rf"jjledger/statement/v1\n({COMMUNITY})\n({PERIOD})\n({ROOM})\nopening ({AMOUNT})\npaid ({COUNT})\n"
    rf"interest ({COUNT})\nspent ({COUNT})\nclosing ({COUNT})\narrears ({COUNT})\n"
)
_SECOND: Final = re.compile(
    rf"jjledger/statement/v2\n({COMMUNITY})\n({PERIOD})\nfund ({_FUND})\n({ROOM})\nopening ({AMOUNT})\npaid ({AMOUNT})\n"
    rf"interest ({AMOUNT})\nspent ({AMOUNT})\nclosing ({COUNT})\narrears ({COUNT})\n"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one household had and has, and what moved between."""

    version: int  # 1 or 2
    community: str
    period: str
    fund: str  # maintenance or public-housing
    room: str
    opening_fen: int  # negative where it was owed
    paid_fen: int  # negative where more was paid back, or went with a transfer of title
    interest_fen: int
    spent_fen: int
    closing_fen: int  # what is left, never negative
    arrears_fen: int  # what is owed, never negative; one of the two is 0

    def text(self) -> str:
        """Write the statement."""
        fund = f"fund {self.fund}\n" if self.version == NOW else ""
        return (
            f"jjledger/statement/v{self.version}\n{self.community}\n{self.period}\n{fund}{self.room}\n"
            f"opening {self.opening_fen}\npaid {self.paid_fen}\ninterest {self.interest_fen}\n"
            f"spent {self.spent_fen}\nclosing {self.closing_fen}\narrears {self.arrears_fen}\n"
        )

    def commitment(self, salt: bytes) -> bytes:
        """Commit to the statement: 32 bytes that tell nothing without the salt, and stand for nothing else with it."""
        assert len(salt) == HASH, "a salt has 32 bytes"
        return sha256(b"jjledger/commit/v1\n" + salt + self.text().encode()).digest()


def leaf_of(commitment: bytes) -> bytes:
    """Give a statement's leaf of the tree, which may be published: another hash above the commitment."""
    return sha256(b"\x00jjledger/stmt/v1\n" + commitment).digest()


def read_statement(text: str) -> Statement:
    """Read a statement of either version.

    Raises:
        ProofError: it is written otherwise, has both something left and something owed, or does not add up.
    """
    first = _FIRST.fullmatch(text)
    match = first or _SECOND.fullmatch(text)
    if match is None:
        raise ProofError("statement")
    *names, opening, paid, interest, spent, closing, arrears = match.groups()
    community, period, fund, room = (names[0], names[1], FUNDS[0], names[2]) if first else names
    demand(is_period(period), "statement")
    found = Statement(
        1 if first else NOW, community, period, fund, room,
        *(amount_of(told, "statement") for told in (opening, paid, interest, spent)),
        *(count_of(told, "statement") for told in (closing, arrears)),
    )  # fmt: skip
    demand(not (found.closing_fen and found.arrears_fen), "statement-both")
    left = found.opening_fen + found.paid_fen + found.interest_fen - found.spent_fen
    demand(left == found.closing_fen - found.arrears_fen, "statement-sum")
    return found
