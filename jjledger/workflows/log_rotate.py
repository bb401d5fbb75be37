"""Giving the log another key: an entry that the old key signs names the new one, and both sign that checkpoint.

The new key is kept beside the old one until the entry is in the log, so that a run that was broken off goes on with
the same key.

What lives here: the steps and their order. What must not: keys of households, which nothing here touches.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jjledger.proof.keys import NOTE, PublicKey, SecretKey
from jjledger.seal.entries import KeyChange
from jjledger.store.kept_log import key_after, read_log
from jjledger.store.keys import LOG, key_file, log_key, read_key_text, secret_key_of, write_key_text
from jjledger.store.log import open_log
from jjledger.store.log_files import drop
from jjledger.store.system import System
from jjledger.workflows.log_place import log_folder
from jjledger.workflows.public_log import find_log, log_of

_NEXT: Final = "log.next"


@dataclass(frozen=True, slots=True)
class Rotated:
    """A log's old key and its new one."""

    old: PublicKey
    new: PublicKey
    index: int  # of the entry that says so


def rotate_log_key(path: Path, system: System) -> Rotated:
    """Give the log of a ledger another key.

    Args:
        path: a community or a district.
        system: the machine.

    Raises:
        LogError: there is no log, or it is not as it was signed.
        StoreError: there is no key, or the disk refused; the next run goes on.
    """
    find_log(path, system)  # there is one
    home, district = log_of(path, system)
    folder = log_folder(home)
    old = log_key(home, district.origin, system)
    new = _next_key(home, old, system)
    change = KeyChange("log", old.public(), new.public()).text().encode()
    if key_after(read_log(folder).entries, None) != new.public():
        with open_log(folder, old, b"", system) as log:
            if key_after(log.entries, None) != new.public():  # a promise may have said so
                log.append([change], new)
    write_key_text(home, LOG, new.text(), system)
    drop(key_file(home, _NEXT), system)
    return Rotated(old.public(), new.public(), read_log(folder).entries.index(change))


def _next_key(home: Path, old: SecretKey, system: System) -> SecretKey:
    """Read the new key that a run made which was broken off before it was in force, or make one."""
    found = read_key_text(home, _NEXT, system)
    begun = None if found is None else secret_key_of(found[0], key_file(home, _NEXT))
    if begun is not None and begun != old:
        return begun
    key = SecretKey(old.name, NOTE, secrets.token_bytes(32))
    write_key_text(home, _NEXT, key.text(), system)
    return key
