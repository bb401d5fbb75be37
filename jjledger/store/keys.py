"""Secret keys of a district, which stay on its machine: never in a ledger, its history or its copies.

What lives here: finding a key and making it. What must not: what is hidden with it.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

from jjledger.errors import StoreError, Trouble
from jjledger.store.files import make_folders, read_or_none, write_atomically
from jjledger.store.home import OWN
from jjledger.store.system import System

_PLACE: Final = "JJLEDGER_KEYS"  # a folder elsewhere, on a stick say
_BYTES: Final = 32
_PRIVATE: Final = 0o600


def key_file(district: Path, name: str) -> Path:
    """Say where a key lies: in the folder that JJLEDGER_KEYS names, else in the district's own."""
    elsewhere = os.environ.get(_PLACE, "")
    return (Path(elsewhere) if elsewhere else district / OWN / "keys") / name


def find_key(district: Path, name: str, system: System) -> bytes | None:
    """Read a key; None where there is none.

    Raises:
        StoreError: it is there and cannot be read, or is no key.
    """
    path = key_file(district, name)
    data = read_or_none(path, system)
    if data is None:
        return None
    try:
        secret = bytes.fromhex(data.decode("ascii").strip())
    except ValueError:
        secret = b""
    if len(secret) != _BYTES:
        raise StoreError(Trouble(str(path), "这不是密钥，内容损坏了。", "请从备份找回这个文件。"))
    return secret


def make_key(district: Path, name: str, system: System) -> bytes:
    """Make a key that only its owner may read.

    Raises:
        StoreError: the disk refused.
    """
    path = key_file(district, name)
    for new in make_folders(path.absolute().parent, system):
        new.chmod(0o700)
    mark = district / OWN / ".gitignore"
    if path.is_relative_to(district / OWN) and not mark.is_file():
        write_atomically(mark, b"*\n", system)
    secret = secrets.token_bytes(_BYTES)
    write_atomically(path, f"{secret.hex()}\n".encode(), system, _PRIVATE)
    return secret
