"""Signed notes: a text, and lines under it by which keys vouch for it.

What lives here: reading, signing and verifying notes of any text. What must not: what a text says.

Source: C2SP signed-note v1.0.0; C2SP tlog-cosignature v1.0.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from jjledger.proof.failed import ProofError, demand
from jjledger.proof.keys import COSIGNATURE, NAME, PublicKey, SecretKey
from jjledger.proof.lines import MOST, base64_of, bytes_of

MOST_BYTES: Final = 64 * 1024
MOST_SIGNATURES: Final = 64
_ID: Final = 4  # bytes of a key's id
_SECONDS: Final = 8  # bytes of a cosignature's time
_LINE: Final = re.compile(rf"\u2014 ({NAME}) ([A-Za-z0-9+/=]+)")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class Signature:
    """A line under a note, as it stands, whoever it is of."""

    name: str
    key_id: bytes
    signed: bytes  # what follows the id

    def line(self) -> str:
        """Write the line."""
        return f"\u2014 {self.name} {base64_of(self.key_id + self.signed)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text and the lines under it; nothing is verified yet."""

    text: str
    signatures: tuple[Signature, ...]

    def data(self) -> bytes:
        """Write the note."""
        return (self.text + "\n" + "".join(signature.line() for signature in self.signatures)).encode()


@dataclass(frozen=True, slots=True)
class Signer:
    """A key whose signature was verified."""

    key: PublicKey
    seconds: int | None  # since 1970, at which a cosigner saw it; None for other kinds


def read(data: bytes) -> Note:
    """Read a note.

    Raises:
        ProofError: it is not written as a signed note.
    """
    demand(len(data) <= MOST_BYTES, "note-large")
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError:
        raise ProofError("note-text") from None
    demand(_CONTROL.search(whole) is None, "note-control")
    demand(whole.endswith("\n"), "note-end")
    text, blank, under = whole.rpartition("\n\n")
    demand(bool(blank), "note-form")
    lines = under[:-1].split("\n")
    demand(len(lines) <= MOST_SIGNATURES, "note-many")
    return Note(text + "\n", tuple(map(_read_line, lines)))


def _read_line(line: str) -> Signature:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ProofError("note-form")
    signed = bytes_of(match[2])
    demand(len(signed) > _ID, "note-form")
    return Signature(match[1], signed[:_ID], signed[_ID:])


def sign(text: str, key: SecretKey, seconds: int | None = None) -> Signature:
    """Sign a text.

    Args:
        text: ends with a line end.
        key: whose.
        seconds: since 1970, for a cosignature; None for other kinds.
    """
    assert text.endswith("\n"), "a note's text ends with a line end"
    assert not _CONTROL.search(text), "a note's text has no control signs"
    assert (key.kind == COSIGNATURE) == (seconds is not None), "a cosignature has its time, no other has"
    public = key.public()
    if seconds is None:
        return Signature(public.name, public.key_id, key.sign(text.encode()))
    assert 0 <= seconds <= MOST, seconds
    signed = seconds.to_bytes(_SECONDS, "big") + key.sign(_cosigned(text, seconds))
    return Signature(public.name, public.key_id, signed)


def with_signatures(note: Note, more: Iterable[Signature]) -> Note:
    """Put further lines under a note; a newer line of a key takes the place of its older one."""
    lines = {(line.name, line.key_id): line for line in (*note.signatures, *more)}
    return Note(note.text, tuple(lines.values()))


def verify(note: Note, keys: Iterable[PublicKey]) -> tuple[Signer, ...]:
    """Tell which keys signed a note.

    Args:
        note: as it was read.
        keys: those we know, from elsewhere than the note.

    Returns:
        The keys that signed, each once, in order of their first lines; lines of other keys do not count.

    Raises:
        ProofError: a signature in the name of a key we know is not that key's, which spoils the whole note; or no key
            that we know signed; or two keys that we know cannot be told apart.
    """
    known: dict[tuple[str, bytes], PublicKey] = {}
    for key in keys:
        demand(known.setdefault((key.name, key.key_id), key) == key, "keys", key.name)
    signers: dict[PublicKey, Signer] = {}
    for signature in note.signatures:
        key_found = known.get((signature.name, signature.key_id))
        if key_found is not None:
            signers.setdefault(key_found, _signer(note.text, key_found, signature.signed))
    demand(bool(signers), "unsigned")
    return tuple(signers.values())


def _signer(text: str, key: PublicKey, signed: bytes) -> Signer:
    """Verify one line of a key we know."""
    if key.kind != COSIGNATURE:
        demand(key.signed(text.encode(), signed), "signature", key.name)
        return Signer(key, None)
    seconds = int.from_bytes(signed[:_SECONDS], "big")
    holds = seconds <= MOST and key.signed(_cosigned(text, seconds), signed[_SECONDS:])
    demand(holds, "signature", key.name)
    return Signer(key, seconds)


def _cosigned(text: str, seconds: int) -> bytes:
    """Give what a cosigner signs: that it saw this text, and when."""
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()
