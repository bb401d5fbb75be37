"""Where salts and turns of the ring come from: each is a keyed hash of what it is for, so that any can be made again.

What lives here: the derivations. What must not: keeping a key; keys come in as bytes.

Source: RFC 2104 (HMAC) with SHA-256.
"""

from __future__ import annotations

from dataclasses import dataclass
from hmac import digest


@dataclass(frozen=True, slots=True)
class Publication:
    """What a salt is for. No two publications share one, since two statements under one salt could be compared."""

    community: str
    period: str
    fund: str
    edition: int


def community_key(deployment_key: bytes, community: str) -> bytes:
    """Give a community's key, so that room 1-101 of two communities has nothing in common."""
    return _keyed(deployment_key, "jjledger/community/v1", community)


def owner_key(master: bytes, room: str, tenure: int) -> bytes:
    """Give an owner's key out of the community's, for demonstrations and for fixed vectors.

    Args:
        master: the community's key, 32 bytes.
        room: as the register has it.
        tenure: 1 and growing by 1 with each change of owner.
    """
    return _keyed(master, "jjledger/owner/v1", room, tenure)


def salt(key: bytes, publication: Publication) -> bytes:
    """Give the salt of one household's statement in one publication.

    Args:
        key: the owner's, 32 bytes.
        publication: what the salt is for.
    """
    return _keyed(key, "jjledger/salt/v2", *_told(publication))


def rotation(master: bytes, publication: Publication, column: str) -> bytes:
    """Give how far the ring of a column is turned, as 32 bytes; its remainder by the total is the first fen.

    Args:
        master: the community's key, 32 bytes.
        publication: whose ring.
        column: closing or arrears.
    """
    return _keyed(master, "jjledger/rotate/v2", *_told(publication), column)


def first_salt(key: bytes, community: str, period: str) -> bytes:
    """Give a salt as the first version of the format had it, for fixed vectors."""
    return _keyed(key, "jjledger/salt/v1", community, period)


def first_rotation(master: bytes, community: str, period: str, column: str) -> bytes:
    """Give a turn as the first version of the format had it, for fixed vectors."""
    return _keyed(master, "jjledger/rotate/v1", community, period, column)


def _told(publication: Publication) -> tuple[object, ...]:
    return publication.community, publication.period, publication.fund, publication.edition


def _keyed(key: bytes, *lines: object) -> bytes:
    return digest(key, "".join(f"{line}\n" for line in lines).encode(), "sha256")
