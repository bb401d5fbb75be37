"""Encrypting what must not be read by whoever finds a backup: the format of age.

What lives here: to a recipient's public key or with a passphrase, and back.
What must not: where keys and backups lie.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyrage

from jjledger.errors import OptionError, Trouble

_RECIPIENT = "请写 jjledger owners key 打印的那一行，age1 开头。"
_OTHER_KEY = "请用建立备份时的密钥文件或口令。"


def encrypt_to(data: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt for everybody who has the key of one of some recipients.

    Args:
        data: what is to be kept secret.
        recipients: public keys, `age1…`.

    Raises:
        OptionError: one of them is no key.
    """
    keys = []
    for text in recipients:
        try:
            keys.append(pyrage.x25519.Recipient.from_str(text))
        except pyrage.RecipientError as error:
            raise OptionError(Trouble(text, "这不是 age 的公钥。", _RECIPIENT)) from error
    encrypted: bytes = pyrage.encrypt(data, keys)
    return encrypted


def encrypt_with_passphrase(data: bytes, passphrase: str) -> bytes:
    """Encrypt for everybody who knows a passphrase."""
    encrypted: bytes = pyrage.passphrase.encrypt(data, passphrase)
    return encrypted


def decrypt_with_key(data: bytes, key: str) -> bytes:
    """Decrypt with the text of a key file.

    Raises:
        OptionError: it is no key, or not the right one, or the data is damaged.
    """
    lines = [line.strip() for line in key.splitlines() if line.strip() and not line.startswith("#")]
    try:
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines]
        decrypted: bytes = pyrage.decrypt(data, keys)
    except pyrage.IdentityError as error:
        raise OptionError(Trouble("--key", "这不是 age 的密钥文件。", _OTHER_KEY)) from error
    except pyrage.DecryptError as error:
        raise OptionError(Trouble("--key", "这把密钥打不开这个备份，或者备份已损坏。", _OTHER_KEY)) from error
    return decrypted


def decrypt_with_passphrase(data: bytes, passphrase: str) -> bytes:
    """Decrypt with a passphrase.

    Raises:
        OptionError: it is not the right one, or the data is damaged.
    """
    try:
        decrypted: bytes = pyrage.passphrase.decrypt(data, passphrase)
    except pyrage.DecryptError as error:
        what = "口令不对，或者这个备份不是用口令加密的，或者已损坏。"
        raise OptionError(Trouble("口令", what, _OTHER_KEY)) from error
    return decrypted


def new_key() -> tuple[str, str]:
    """Make a key pair; give the secret text of a key file, and the public line of the recipient."""
    key = pyrage.x25519.Identity.generate()
    return f"{key}\n", str(key.to_public())
