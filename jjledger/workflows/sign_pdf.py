"""A signed copy of a PDF, beside it: the file itself, whose hash was published, stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from stat import S_IMODE
from typing import Final

from jjledger.errors import refusal
from jjledger.render.pdf_signature import SignedPdf, sign_pdf
from jjledger.store.files import write_atomically
from jjledger.store.system import System

_SUFFIX: Final = ".signed.pdf"


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """Where a signed copy is, and what its signature says."""

    path: Path
    signature: SignedPdf


def sign_copy(file: Path, pfx: Path, passphrase: str, now: datetime, system: System) -> SignedCopy:
    """Write a signed copy of a PDF beside it; `report.pdf` becomes `report.signed.pdf`.

    It is as open to others as the file itself. Two signatures of the same file are never the same to the byte.

    Args:
        file: the PDF.
        pfx: the certificate with its key.
        passphrase: of the PFX file; "" for none.
        now: the hour.
        system: the disk.

    Raises:
        OptionError: one of the files cannot be used, or a signed copy is there already.
        StoreError: the disk refused.
    """
    copy = file.with_suffix(_SUFFIX)
    if file.name.endswith(_SUFFIX):
        raise refusal(str(file), "这一份已经是签过名的。", "请指向原来没有签过名的 PDF。")
    if copy.exists():
        raise refusal(str(copy), "签过名的一份已经在了，不覆盖它。", "要重新签，请先把它移走。")
    made = sign_pdf(system.read(file), system.read(pfx), passphrase, now)
    write_atomically(copy, made.data, system, S_IMODE(file.stat().st_mode))
    return SignedCopy(copy, made)
