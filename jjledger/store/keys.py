"""Secret keys of a district, which stay on its machine: never in a ledger, its history or its copies.

Those of the sealing are two: `deployment`, from which the keys of all communities come, and `log`, which signs
the district's log. Where nobody has made them they can be made by the way, and then say of themselves that they
are for demonstration: nobody was present, nobody holds a share.

What lives here: finding a key and making it. What must not: what is hidden with it.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from jjledger.errors import StoreError, Trouble
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import NOTE, SecretKey, read_public, read_secret
from jjledger.seal.salts import community_key
from jjledger.store.files import make_folders, read_or_none, write_atomically
from jjledger.store.home import OWN
from jjledger.store.lock import held
from jjledger.store.open_places import refuse_for_keys
from jjledger.store.owner_keys import Master
from jjledger.store.system import System

DEPLOYMENT: Final = "deployment"
LOG: Final = "log"
LOG_LAST: Final = "log.last"  # beside the keys: size and root that were signed last
_PLACE: Final = "JJLEDGER_KEYS"  # a folder elsewhere, on a stick say
_AWAY: Final = (
    f"请把 {_PLACE} 改成别处的文件夹，例如 U 盘；不设它，密钥就放在区文件夹的 .jjledger/keys，不进版本库。"
)
_BYTES: Final = 32
_PRIVATE: Final = 0o600
_OPEN_TO_ME: Final = 0o700
_COMMENT: Final = "#"
_DEMO: Final = f"{_COMMENT} 演示密钥"
_DEMO_LINE: Final = (
    f"{_DEMO}：发布时由程序生成，没有人保管。正式公示以前，请用 jjledger key make 换成正式的。\n"
)
_FOUND: Final = "请从备份找回这个文件，或用 jjledger key join 由任意两份份额恢复。"
_NO_KEY: Final = "这不是签名用的密钥，或者抄错、损坏了。"
_OWN_KEY: Final = (
    "请用做密钥时 --to 写下的那个文件（以 PRIVATE+KEY+ 开头的一行）；没有了的，用 jjledger key signer 另做一把，"
    "把新的公钥交给小区登记。"
)
_MISSING: Final = (
    "请运行  jjledger key make 区文件夹  ；曾经有过密钥的，请用 jjledger key join 恢复，不要另做一把。"
)


@dataclass(frozen=True, slots=True)
class Deployment:
    """The key from which the keys of all communities of a district come."""

    secret: bytes = field(repr=False)  # 32 bytes
    demo: bool  # made by the way, for a demonstration

    def master(self, community: str) -> Master:
        """Derive a community's key; it is named as in the texts of the log."""
        return Master(community_key(self.secret, community), self.demo)

    def fingerprint(self) -> str:
        """Give the public sign by which people know that it is the same key."""
        return fingerprint_of(self.secret)


def fingerprint_of(secret: bytes) -> str:
    """Give the public sign of secret bytes: 16 digits, which tell nothing of 32 random bytes."""
    return sha256(b"jjledger/fingerprint/v1\n" + secret).hexdigest()[:16]


def key_folder(district: Path) -> Path:
    """Say where a district's keys lie: in the folder that JJLEDGER_KEYS names, else in the district's own."""
    elsewhere = os.environ.get(_PLACE, "")
    return Path(elsewhere) if elsewhere else district / OWN / "keys"


def key_file(district: Path, name: str) -> Path:
    """Say where a key lies."""
    return key_folder(district) / name


def find_key(district: Path, name: str, system: System) -> bytes | None:
    """Read a key; None where there is none.

    Raises:
        StoreError: it is there and cannot be read, or is no key.
    """
    found = read_key_text(district, name, system)
    return None if found is None else _bytes_of(found[0], key_file(district, name))


def make_key(district: Path, name: str, system: System) -> bytes:
    """Make a key that only its owner may read.

    Raises:
        StoreError: the disk refused.
    """
    secret = secrets.token_bytes(_BYTES)
    write_key_text(district, name, secret.hex(), system)
    return secret


def deployment(district: Path, system: System, *, make: bool = False) -> Deployment:
    """Find the key from which the keys of all communities come.

    Args:
        district: the district's folder; a community's own where it has no district.
        system: the machine.
        make: make one for demonstration where there is none.

    Raises:
        OptionError: JJLEDGER_KEYS names a folder that others see.
        StoreError: there is none, or it cannot be read, or the disk refused.
    """
    text, demo = _found_or_made(district, DEPLOYMENT, secrets.token_bytes(_BYTES).hex(), system, make=make)
    return Deployment(_bytes_of(text, key_file(district, DEPLOYMENT)), demo)


def log_key(district: Path, origin: str, system: System, *, make: bool = False) -> SecretKey:
    """Find the key that signs a district's log.

    Args:
        district: the district's folder; a community's own where it has no district.
        origin: of the log, which is the key's name too.
        system: the machine.
        make: make one for demonstration where there is none.

    Raises:
        OptionError: JJLEDGER_KEYS names a folder that others see.
        StoreError: there is none, or it is another log's, or it cannot be read, or the disk refused.
    """
    new = SecretKey(origin, NOTE, secrets.token_bytes(_BYTES)).text()
    text, _ = _found_or_made(district, LOG, new, system, make=make)
    key = secret_key_of(text, key_file(district, LOG))
    if key.name != origin or key.kind != NOTE:
        what = f"这把密钥签的是登记册 {key.name}，现在要签的是 {origin}。"
        before = key.name.removesuffix("/log")
        remedy = (
            f'网站搬了家的，请在 district.toml 的 [log] 写上 home = "{before}"（原来写明 origin 的照旧），site 写新网址：'
            "登记册和小区在签名里的名称照旧，旧海报、核对包都还核对得了。写错了的请改回 site。"
            "不要另立一本：旧海报会证明换过。"
        )
        raise StoreError(Trouble(str(key_file(district, LOG)), what, remedy, "登记册的名称一经使用就不能改"))
    return key


def secret_key_of(text: str, path: Path) -> SecretKey:
    """Read a signing key out of its file's text.

    Raises:
        StoreError: it is no key; nothing of it is shown.
    """
    try:
        return read_secret(text)
    except ProofError:
        raise _damaged(path) from None


def read_signing_key(path: Path, system: System) -> SecretKey:
    """Read a person's own signing key from a file; lines that begin with # are remarks.

    Raises:
        StoreError: it cannot be read, or is no secret key; nothing of it is shown.
    """
    data = read_or_none(path, system) or b""
    try:
        lines = data.decode().splitlines()
        text = "".join(line.strip() for line in lines if not line.startswith(_COMMENT))
        return read_secret(text)
    except UnicodeDecodeError:
        what = "这个文件不是文本，不是密钥文件。"
    except ProofError:
        what = _NO_KEY if text else "这个文件里没有密钥，是空的。"
        with suppress(ProofError):
            read_public(text)
            what = "这是公钥，公开的那一半；签名要用自己的私钥。"
    raise StoreError(Trouble(str(path), what, _OWN_KEY))


def read_key_text(district: Path, name: str, system: System) -> tuple[str, bool] | None:
    """Read what a key's file says, without remarks, and whether it is for demonstration; None without a file.

    Raises:
        StoreError: it is there and cannot be read, or is no text.
    """
    path = key_file(district, name)
    data = read_or_none(path, system)
    if data is None:
        return None
    try:
        lines = data.decode().splitlines()
    except UnicodeDecodeError:
        raise _damaged(path) from None
    words = [line.strip() for line in lines if not line.startswith(_COMMENT)]
    return "".join(words), any(line.startswith(_DEMO) for line in lines)


def write_key_text(district: Path, name: str, text: str, system: System, *, demo: bool = False) -> None:
    """Write a key's file, which only its owner may read, over what stood there.

    Raises:
        StoreError: the disk refused.
    """
    make_key_folder(district, system)
    data = f"{_DEMO_LINE if demo else ''}{text}\n".encode()
    write_atomically(key_file(district, name), data, system, _PRIVATE)


def make_key_folder(district: Path, system: System) -> None:
    """Make the folder of a district's keys, closed to others and unseen by git.

    Raises:
        OptionError: JJLEDGER_KEYS names a folder that others see.
        StoreError: the disk refused.
    """
    _refuse_open_place(district, system)
    folder = key_folder(district).absolute()
    for new in make_folders(folder, system):
        new.chmod(_OPEN_TO_ME)
    mark = district / OWN / ".gitignore"
    if folder.is_relative_to((district / OWN).absolute()) and not mark.is_file():
        write_atomically(mark, b"*\n", system)


def _refuse_open_place(district: Path, system: System) -> None:
    """Refuse a folder of keys elsewhere that others see."""
    folder = key_folder(district).absolute()
    if not folder.resolve().is_relative_to((district / OWN).resolve()):
        refuse_for_keys(folder, f"{_PLACE}={folder}", _AWAY, system)


def _found_or_made(district: Path, name: str, new: str, system: System, *, make: bool) -> tuple[str, bool]:
    """Read a key's text and mark; write a new one where that is wanted, once, whoever comes at the same time."""
    _refuse_open_place(district, system)
    found = read_key_text(district, name, system)
    if found is None and make:
        make_key_folder(district, system)
        with held(key_file(district, ".lock"), system):
            found = read_key_text(district, name, system)
            if found is None:
                write_key_text(district, name, new, system, demo=True)
                found = new, True
    if found is None:
        raise StoreError(Trouble(str(key_file(district, name)), "没有密钥。", _MISSING))
    return found


def _bytes_of(text: str, path: Path) -> bytes:
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != _BYTES:
        raise _damaged(path)
    return secret


def _damaged(path: Path) -> StoreError:
    return StoreError(Trouble(str(path), "这不是密钥，内容损坏了。", _FOUND))
