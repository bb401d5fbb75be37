"""Keys of signed notes: how they are written, named and used.

What lives here: Ed25519, key ids, the texts of public and secret keys. What must not: where secret keys are kept,
and chance; a seed comes in.

Source: C2SP signed-note v1.0.0; C2SP tlog-cosignature v1.0.1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from jjledger.proof.failed import ProofError, demand
from jjledger.proof.lines import base64_of, bytes_of

NOTE: Final = 0x01  # signs a text as it stands
COSIGNATURE: Final = 0x04  # signs a checkpoint and the second at which it was seen
KEY: Final = 32  # bytes of a public key, and of a seed
# No blank of any kind (White_Space of Unicode, written out, since every language has a class of its own) and no plus.
NAME: Final = r"[^+\x00-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
_PUBLIC: Final = re.compile(rf"({NAME})\+([0-9a-f]{{8}})\+([A-Za-z0-9+/=]+)")
_SECRET_MARK: Final = "PRIVATE+KEY+"  # noqa: S105 - the mark of a secret and no secret


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Whom a signature is of."""

    name: str
    kind: int  # NOTE or COSIGNATURE
    public: bytes  # 32 bytes

    @property
    def key_id(self) -> bytes:
        """Give the four bytes that stand before each signature."""
        return _key_id(self.name, self.kind, self.public)

    def text(self) -> str:
        """Write the key as others read it: name, id and key."""
        return f"{self.name}+{self.key_id.hex()}+{base64_of(bytes([self.kind]) + self.public)}"

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Tell whether a signature of 64 bytes is this key's over a message.

        Source: RFC 8032 section 5.1.7.
        """
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class SecretKey:
    """What signs."""

    name: str
    kind: int  # NOTE or COSIGNATURE
    seed: bytes = field(repr=False)  # 32 bytes from the machine's source of chance

    def __post_init__(self) -> None:
        """Refuse what could not be read back."""
        assert re.fullmatch(NAME, self.name), self.name
        assert self.kind in {NOTE, COSIGNATURE}, self.kind
        assert len(self.seed) == KEY, "a seed has 32 bytes"

    def public(self) -> PublicKey:
        """Give the key that others need."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return PublicKey(self.name, self.kind, public)

    def text(self) -> str:
        """Write the key for safe keeping: mark, name, id and seed."""
        key_id = self.public().key_id.hex()
        return f"{_SECRET_MARK}{self.name}+{key_id}+{base64_of(bytes([self.kind]) + self.seed)}"

    def sign(self, message: bytes) -> bytes:
        """Sign a message, with the same 64 bytes each time.

        Source: RFC 8032 section 5.1.6.
        """
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


def fingerprint(key: PublicKey) -> str:
    """Write the hash of a public key as people compare it aloud: sixteen digits in fours.

    Examples:
        >>> fingerprint(PublicKey("a", NOTE, bytes(32)))
        '6668 7aad f862 bd77'
    """
    digits = sha256(key.public).hexdigest()
    return " ".join(digits[start : start + 4] for start in range(0, 16, 4))


def read_public(text: str) -> PublicKey:
    """Read a public key.

    Raises:
        ProofError: it is not written as a key of a kind known here, or its id is not its own.
    """
    name, key_id, kind, public = _parts(text)
    demand(_key_id(name, kind, public).hex() == key_id, "key", name)
    return PublicKey(name, kind, public)


def read_secret(text: str) -> SecretKey:
    """Read a secret key.

    Raises:
        ProofError: it is not written as a key of a kind known here, or its id is not its own. The key is not named.
    """
    try:
        demand(text.startswith(_SECRET_MARK), "key")
        name, key_id, kind, seed = _parts(text.removeprefix(_SECRET_MARK))
    except ProofError:
        raise ProofError("key") from None
    key = SecretKey(name, kind, seed)
    demand(key.public().key_id.hex() == key_id, "key")
    return key


def _parts(text: str) -> tuple[str, str, int, bytes]:
    """Take a key's text apart: name, id, kind and 32 bytes."""
    match = _PUBLIC.fullmatch(text)
    if match is None:
        raise ProofError("key")
    data = bytes_of(match[3])
    demand(len(data) == 1 + KEY and data[0] in {NOTE, COSIGNATURE}, "key", match[1])
    return match[1], match[2], data[0], data[1:]


def _key_id(name: str, kind: int, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]
