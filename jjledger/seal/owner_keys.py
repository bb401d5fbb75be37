"""Owners' keys while they are kept: wrapped in their community's key, each for one house and one owner of it.

What lives here: wrapping and opening. What must not: the file they are kept in, and chance; nonces come in.
"""

from __future__ import annotations

from hashlib import sha256
from hmac import digest
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY: Final = 32  # bytes of every key here
NONCE: Final = 12  # bytes that no two wrappings share
_TAG: Final = 16
WRAPPED: Final = NONCE + KEY + _TAG
FIRST_TENURE: Final = 1


class Wrapping:
    """A community's key as what owners' keys are wrapped in."""

    def __init__(self, master: bytes) -> None:
        """Derive the key that wraps, which does nothing else."""
        self._master = master
        self._cipher = AESGCM(digest(master, b"jjledger/wrap/v1\n", sha256))

    def wrap(self, owner_key: bytes, room: str, tenure: int, nonce: bytes) -> bytes:
        """Wrap an owner's key, bound to its house and tenure.

        Args:
            owner_key: 32 bytes.
            room: the house's number.
            tenure: whose turn it is.
            nonce: 12 random bytes.

        Source: NIST SP 800-38D.
        """
        assert len(owner_key) == KEY, "an owner's key has 32 bytes"
        assert len(nonce) == NONCE, "a nonce has 12 bytes"
        return nonce + self._cipher.encrypt(nonce, owner_key, _bound(room, tenure))

    def stand_in(self, room: str, tenure: int) -> bytes:
        """Give what stands for a key that was destroyed, in what is published from then on: the same each time.

        It opens nothing that was sealed with the key itself.
        """
        return digest(self._master, f"jjledger/erased/v1\n{room}\n{tenure}\n".encode(), sha256)

    def unwrap(self, wrapped: bytes, room: str, tenure: int) -> bytes | None:
        """Open what was wrapped for a house and tenure; None where it was not, or under another key."""
        if len(wrapped) != WRAPPED:
            return None
        try:
            return self._cipher.decrypt(wrapped[:NONCE], wrapped[NONCE:], _bound(room, tenure))
        except InvalidTag:
            return None


def _bound(room: str, tenure: int) -> bytes:
    return f"{room}\n{tenure}".encode()
