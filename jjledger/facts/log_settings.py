"""What a district says of its public log: which one it is, and who watches it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jjledger.proof.keys import PublicKey


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who signs that a log only grew."""

    name: str  # who, as readers know them: an office, a committee, never a private person's number
    key: PublicKey


@dataclass(frozen=True, slots=True)
class LogSettings:
    """A district's log."""

    origin: str = ""  # its name in every signature, an address without scheme; "" by the site's
    quorum: int = 0  # how many witnesses must have seen the same; 0: only the publisher signs
    witnesses: tuple[Witness, ...] = ()
    home: str = (
        ""  # under which address communities stand in signed texts, though the site moved; "" the site's
    )

    def names(self) -> Mapping[PublicKey, str]:
        """Name the witnesses by their keys."""
        return {witness.key: witness.name for witness in self.witnesses}
