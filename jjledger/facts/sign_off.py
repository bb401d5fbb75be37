"""Who has to sign an edition before it goes out, and with which keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from jjledger.proof.keys import PublicKey

Role = Literal["prepared", "reviewed", "committee", "published"]
# In the order in which they sign. An auditor's opinion comes later, about what went out, and holds nothing back.
ROLE_WORDS: Final[Mapping[Role, str]] = {
    "prepared": "编制",
    "reviewed": "复核",
    "committee": "业委会",
    "published": "发布",
}


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs in one role."""

    role: Role
    person: str  # who it is, as the community tells people apart; never printed
    key: PublicKey
    from_day: date | None = None  # None: from the beginning
    until_day: date | None = None  # inclusive; None: still
    line: int = 0  # of community.toml

    def signs_on(self, day: date) -> bool:
        """Say whether the key counts on a day."""
        begun = self.from_day is None or self.from_day <= day
        return begun and (self.until_day is None or day <= self.until_day)


@dataclass(frozen=True, slots=True)
class SignOff:
    """A community's rule."""

    required: tuple[Role, ...] = ()  # roles without whose signature nothing goes out, in order
    signers: tuple[Signer, ...] = ()

    def on(self, role: Role, day: date) -> tuple[Signer, ...]:
        """List who may sign in a role on a day."""
        return tuple(one for one in self.signers if one.role == role and one.signs_on(day))
