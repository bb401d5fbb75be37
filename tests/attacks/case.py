"""One case: what is shown to a verifier, and what it is to answer.

What lives here: the case, its making out of lies, and what the program answers. What must not: the cases.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jjledger.proof.checkpoint import Policy
from jjledger.proof.failed import ProofError
from jjledger.seal.codes import HouseholdCode, PosterCode, read_code, verify_code
from jjledger.seal.pack import Verified, verify_pack
from tests.attacks.world import POLICY, Lies, World

ASKED = "the room of the pack"


@dataclass(frozen=True)
class Case:
    """A pack shown to somebody."""

    name: str
    expect: str  # the code of the first check that fails, "ok", or "amber" where witnesses are missing
    pack: str
    room: str | None
    policy: Policy = POLICY

    def told(self) -> dict[str, Any]:
        """Give the case for a program in another language."""
        shown = {"pack": self.pack, "expect": self.expect}
        return {"name": self.name, "policy": told_policy(self.policy), "room": self.room, **shown}

    def verdict(self) -> str:
        """Say what the program answers."""
        return answer(lambda: verify_pack(self.pack.encode(), self.policy, self.room))


@dataclass(frozen=True)
class CodeCase:
    """Two QR codes shown to somebody."""

    name: str
    expect: str
    household: str
    poster: str
    room: str | None = None
    policy: Policy = POLICY

    def told(self) -> dict[str, Any]:
        """Give the case for a program in another language."""
        shown = {"household": self.household, "poster": self.poster, "expect": self.expect}
        return {"name": self.name, "policy": told_policy(self.policy), "room": self.room, **shown}

    def verdict(self) -> str:
        """Say what the program answers."""

        def verified() -> Verified:
            code, poster = read_code(self.household), read_code(self.poster)
            assert isinstance(code, HouseholdCode)
            assert isinstance(poster, PosterCode)
            return verify_code(code, poster, self.policy, self.room)

        return answer(verified)


def answer(verified: Callable[[], Verified]) -> str:
    try:
        found = verified()
    except ProofError as failure:
        return failure.code
    return "ok" if found.enough else "amber"


def told_policy(policy: Policy) -> dict[str, Any]:
    return {
        "origin": policy.origin,
        "log": policy.log.text(),
        "witnesses": [key.text() for key in policy.witnesses],
        "quorum": policy.quorum,
    }


def lied(
    name: str,
    expect: str,
    room: str = "1-101",
    asked: str | None = ASKED,
    policy: Policy = POLICY,
    **lies: object,
) -> Case:
    """Make a publication with its lies and show the pack of one room."""
    pack = World(Lies(**lies)).pack(room)
    return Case(name, expect, pack, room if asked == ASKED else asked, policy)


def edited(old: str, new: str) -> Callable[[str], str]:
    """Write something else for what stands in a text, which has to stand there."""

    def edit(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return edit


def of_room(room: str, edit: Callable[[str], str]) -> Callable[[str, str], str]:
    """Change one room's statement only."""
    return lambda one, text: edit(text) if one == room else text


def put(**changes: object) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Tell something else under some keys of a pack."""
    return lambda told: {**told, **changes}
