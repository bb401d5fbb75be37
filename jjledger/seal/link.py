"""Links of owners: who holds one may read one household's statements, and the server that keeps them may not.

The link's secret stands behind the `#`, which no browser sends anywhere. From it come the folder's name on the site
and the key of what lies there. All files of one making are of one length, so that none tells whose it is.

What lives here: secrets, names and sealed files, bytes in and out. What must not: who has a link, and the page.

Source: RFC 5869 (HKDF) with SHA-256; NIST SP 800-38D (GCM).
"""

from __future__ import annotations

import json
from base64 import b32encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hmac import digest
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TOKEN: Final = 16  # bytes
PLACE: Final = "o"  # below the site
LIST: Final = "list"  # names what else lies there, so that a link needs to say no more than its secret
_GROUP: Final = 4
_STEP: Final = 512  # lengths are rounded up to it
_LENGTH: Final = 4  # bytes before what is sealed
_NONCE: Final = 12
_ID: Final = 16
_KEY: Final = 32


@dataclass(frozen=True, slots=True)
class Link:
    """What follows from a link's secret."""

    token: bytes = field(repr=False)  # 16 bytes

    @property
    def id(self) -> str:
        """Give the folder's name on the site, from which nobody comes back to the secret."""
        return _expanded(self.token, b"jjledger/link/v1 id", _ID).hex()

    @property
    def key(self) -> bytes:
        """Give the key of what lies in the folder."""
        return _expanded(self.token, b"jjledger/link/v1 key", _KEY)

    def fragment(self) -> str:
        """Write the secret as it stands behind the `#`: 22 signs."""
        return urlsafe_b64encode(self.token).decode().rstrip("=")

    def spoken(self) -> str:
        """Write the secret for typing, capitals and digits in groups of four."""
        text = b32encode(self.token).decode().rstrip("=")
        return " ".join(text[place : place + _GROUP] for place in range(0, len(text), _GROUP))

    def address(self, site: str) -> str:
        """Give the address to open.

        Args:
            site: the site's address.
        """
        return f"{owners_page(site)}#{self.fragment()}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The packs of one fund of one edition, and who has a link to theirs."""

    name: str  # of the files, as 2025-H2
    packs: Mapping[str, bytes]  # by room
    links: Mapping[str, Link]  # by room; a room without one gets nothing


def owners_page(site: str) -> str:
    """Give the address of the page where links are typed.

    Args:
        site: the site's address.
    """
    return f"{site.rstrip('/')}/{PLACE}/"


def link_of(owner_key: bytes, year: int, turn: int) -> Link:
    """Derive the link of an owner for the statements of a year.

    Args:
        owner_key: 32 bytes, another one for each owner of a house.
        year: of the statements' last days.
        turn: from 0, one more each time the link is changed.
    """
    return Link(digest(owner_key, f"jjledger/link/v1\n{year}.{turn}\n".encode(), "sha256")[:TOKEN])


def sealed_bins(shelves: Sequence[Shelf]) -> Iterator[tuple[str, bytes]]:
    """Seal packs for those who have a link, with a list of what each finds.

    Args:
        shelves: in the order in which they are listed.

    Yields:
        Path below the site and content; the same again for the same packs and links.
    """
    found: dict[bytes, list[tuple[str, bytes]]] = {}
    for shelf in shelves:
        for room, data in shelf.packs.items():
            if room in shelf.links:
                found.setdefault(shelf.links[room].token, []).append((shelf.name, data))
    lists = {token: json.dumps([name for name, _ in mine]).encode() for token, mine in found.items()}
    length = {shelf.name: _rounded(shelf.packs.values()) for shelf in shelves} | {
        LIST: _rounded(lists.values())
    }
    for token, mine in found.items():
        link = Link(token)
        place, key = link.id, link.key
        cipher = AESGCM(key)
        for name, data in (*mine, (LIST, lists[token])):
            framed = len(data).to_bytes(_LENGTH, "big") + data.ljust(length[name], b"\0")
            nonce = digest(key, framed, "sha256")[:_NONCE]  # of all that is sealed: no other text shares it
            yield f"{PLACE}/{place}/{name}.bin", nonce + cipher.encrypt(nonce, framed, place.encode())


def _rounded(data: Iterable[bytes]) -> int:
    """Give the length to which some data are filled up: of the longest, rounded up."""
    most = max(map(len, data), default=0)
    return -(-most // _STEP) * _STEP


def _expanded(token: bytes, info: bytes, size: int) -> bytes:
    """Derive bytes from a secret without salt; one block is enough for each of ours."""
    return digest(digest(bytes(32), token, "sha256"), info + b"\1", "sha256")[:size]
