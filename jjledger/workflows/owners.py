"""private/owners.csv: saved whole or not at all, with an encrypted backup at each save.

The backup is encrypted for the recipients in `[backup]` of community.toml, else of
district.toml. Their secret keys are nowhere near the ledger.

What lives here: saving, backing up and restoring. What must not: showing a name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from tempfile import TemporaryDirectory
from typing import Final

from jjledger.books.community_file import COMMUNITY, DISTRICT, read_backup_of
from jjledger.books.owner_hashes import OWNER_HASHES, hash_list
from jjledger.books.owners_file import OWNERS, read_owner_keys, read_owner_names
from jjledger.books.source import Source
from jjledger.errors import JjledgerError, OptionError, Trouble
from jjledger.facts.community import BackupSettings
from jjledger.facts.entry import Deed
from jjledger.store.encryption import (
    decrypt_with_key,
    decrypt_with_passphrase,
    encrypt_to,
    encrypt_with_passphrase,
    new_key,
)
from jjledger.store.files import make_folders, read_or_none, write_atomically
from jjledger.store.home import find_home
from jjledger.store.open_places import refuse_for_keys
from jjledger.store.refusals import refusing
from jjledger.store.system import System
from jjledger.store.writer import write_changes
from jjledger.workflows.private_papers import refuse_standing

_BACKUPS: Final = "private/backup"
_HASH_SIGNS: Final = 8
_KEY_BYTES: Final = 32
_PRIVATE: Final = 0o700


@dataclass(frozen=True, slots=True)
class SavedOwners:
    """What a save of the owners came to."""

    file: Path
    houses: int
    backup: Path | None  # None where nobody is named who could open one
    unknown: tuple[str, ...]  # houses that the register does not have


def save_owners(folder: Path, data: bytes, who: str, today: date, system: System) -> SavedOwners:
    """Save the whole file of owners: backed up first, then in one step.

    Args:
        folder: the community's folder.
        data: CSV in UTF-8 with household, name and perhaps phone, from, until.
        who: saves it.
        today: the day on which it is asked who owns what.
        system: the machine.

    Raises:
        RegisterError: a column is missing or unknown, or a day cannot be read; with the line.
        EncodingError: it is not UTF-8.
        StoreError: the disk refused; the old file stands.
    """
    houses = _checked(data, today)
    known = Source(folder).text("register.csv")
    unknown = tuple(sorted(house for house in houses if f"{house}," not in known))
    backup = back_up(folder, data, system)
    expected = read_or_none(folder / OWNERS, system)
    write_changes(folder, {OWNERS: expected}, {OWNERS: data}, Deed(who, "保存业主名册"), system)
    (folder / OWNERS).parent.chmod(_PRIVATE)
    return SavedOwners(folder / OWNERS, len(houses), backup, unknown)


def back_up(folder: Path, data: bytes, system: System) -> Path | None:
    """Encrypt a state of the owners for the recipients named; the same state is kept once.

    Args:
        folder: the community's folder.
        data: the file's content.
        system: the machine.

    Returns:
        The backup; None where no recipient is named.

    Raises:
        OptionError: a recipient is no key.
        StoreError: the disk refused.
    """
    settings = backup_settings(folder)
    if not settings.recipients:
        return None
    return _put(folder, settings, data, encrypt_to(data, settings.recipients), system)


def back_up_with_passphrase(folder: Path, data: bytes, passphrase: str, system: System) -> Path:
    """Encrypt a state of the owners with a passphrase instead."""
    settings = backup_settings(folder)
    return _put(folder, settings, data, encrypt_with_passphrase(data, passphrase), system)


def restore_owners(
    folder: Path, backup: Path, secret: tuple[str, str], today: date, system: System
) -> SavedOwners:
    """Put a backup in the place of the owners' file; what stood there is kept beside it.

    Args:
        folder: the community's folder.
        backup: the encrypted file.
        secret: "key" and the text of the key file, or "passphrase" and the passphrase.
        today: the day on which it is asked who owns what.
        system: the machine.

    Raises:
        OptionError: the secret does not open it.
        RegisterError: what is in it is no file of owners.
        StoreError: the disk refused; the old file stands.
    """
    with refusing(backup):
        encrypted = system.read(backup)
    kind, words = secret
    opened = decrypt_with_key if kind == "key" else decrypt_with_passphrase
    data = opened(encrypted, words)
    _checked(data, today)
    standing = read_or_none(folder / OWNERS, system)
    if standing is not None and standing != data:
        mark = sha256(standing).hexdigest()[:_HASH_SIGNS]
        aside = (folder / OWNERS).with_name(f"owners.csv.before-{mark}")
        write_atomically(aside, standing, system, 0o600)
    return save_owners(folder, data, "恢复备份", today, system)


def make_key(path: Path, ledger: Path, system: System) -> str:
    """Make a key pair, its secret part in a file far from the ledger.

    Args:
        path: the key file; nothing may stand there.
        ledger: a folder of the ledger.
        system: the machine.

    Returns:
        The public line for `[backup]`.

    Raises:
        OptionError: the file would lie beside the data or where others see it, or something stands there.
        StoreError: the disk refused.
    """
    top = find_home(ledger, system).top
    if path.resolve().is_relative_to(top):
        what = f"密钥不能放在账本旁边（{top}）：拿到账本的人就打得开备份。"
        raise OptionError(Trouble(str(path), what, "请放到别处，例如 U 盘，并另抄一份。"))
    refuse_for_keys(path.parent, f"--to {path}", "请放到别处，例如 U 盘，并另抄一份。", system)
    refuse_standing(path, "--to")
    secret, public = new_key()
    make_folders(path.absolute().parent, system)
    write_atomically(path.absolute(), f"# public key: {public}\n{secret}".encode(), system, 0o600)
    return public


def write_hashes(folder: Path, system: System) -> Path:
    """Write the names as keyed hashes, under a new key, for a machine that shall not have the file of owners.

    Args:
        folder: the community's folder.
        system: the machine.

    Raises:
        OptionError: there is no file of owners.
        RegisterError: it cannot be read.
        StoreError: the disk refused.
    """
    source = Source(folder)
    if not source.exists(OWNERS):
        raise OptionError(Trouble(str(folder / OWNERS), "没有业主名册。", "请在有名册的机器上运行。"))
    path = folder / OWNER_HASHES
    write_atomically(path, hash_list(read_owner_names(source) or (), token_bytes(_KEY_BYTES)), system, 0o600)
    return path


def backup_settings(folder: Path) -> BackupSettings:
    """Read for whom backups are made: the community's own word, else its district's.

    Raises:
        CommunityFileError: a file is refused.
    """
    own = read_backup_of(folder, COMMUNITY)
    if own.recipients or not (folder.parent / DISTRICT).is_file():
        return own
    return read_backup_of(folder.parent, DISTRICT)


def _put(folder: Path, settings: BackupSettings, data: bytes, encrypted: bytes, system: System) -> Path:
    """Write a backup under the moment and the hash of what is in it."""
    place = folder / (settings.folder or _BACKUPS)
    for new in make_folders(place, system):
        new.chmod(_PRIVATE)
    mark = sha256(data).hexdigest()[:_HASH_SIGNS]
    path = place / f"{folder.name}-owners-{system.now():%Y%m%d-%H%M%S}-{mark}.csv.age"
    write_atomically(path, encrypted, system)
    return path


def _checked(data: bytes, today: date) -> frozenset[str]:
    """Read a file of owners as the checks do; give the houses in it."""
    with TemporaryDirectory() as place:
        source = Source(Path(place))
        (source.folder / OWNERS).parent.mkdir()
        (source.folder / OWNERS).write_bytes(data)
        try:
            return frozenset(read_owner_keys(source, today) or ())
        except JjledgerError as error:
            shown = error.trouble.place.replace(f"{place}/", "")
            raise type(error)(replace(error.trouble, place=shown)) from None
