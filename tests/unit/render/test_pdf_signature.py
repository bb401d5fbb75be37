"""A signed PDF keeps both standards and what it says, and shows every later change."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from functools import cache
from io import BytesIO

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from jjledger.errors import OptionError
from jjledger.render import html
from jjledger.render.pdf_signature import SignedPdf, is_intact, sign_pdf
from tests.unit.render import made_pages
from tests.unit.render.certificates import HOUR, PASSPHRASE, made
from tests.unit.render.paper import drawn_text, faults, printer


@cache
def report() -> bytes:
    return printer().pdf(html.disclosure(made_pages.fund(), "paper"))


@cache
def signed() -> SignedPdf:
    return sign_pdf(report(), made().pfx, PASSPHRASE, HOUR)


def test_it_is_still_to_be_kept_and_accessible() -> None:
    assert faults(signed().data) == []


def test_the_signature_stands_behind_the_file_and_nothing_is_drawn() -> None:
    assert signed().data.startswith(report())
    assert drawn_text(signed().data) == drawn_text(report())
    field = PdfFileReader(BytesIO(signed().data)).embedded_signatures[0].sig_field
    assert list(map(float, field["/Rect"])) == [0, 0, 0, 0]
    assert "/AP" not in field


def test_who_trusts_the_issuer_believes_the_signer() -> None:
    assert (signed().signer, signed().issuer, signed().own_made) == ("测试业委会", "测试发证机构", False)
    signature = PdfFileReader(BytesIO(signed().data)).embedded_signatures[0]
    trust = ValidationContext(trust_roots=[x509.Certificate.load(made().root)], allow_fetching=False)
    found = validate_pdf_signature(signature, trust)
    assert found.intact
    assert found.valid
    assert found.trusted
    assert found.bottom_line
    assert found.docmdp_ok


@pytest.mark.parametrize("place", [0.01, 0.3, 0.6, 0.9])
def test_one_byte_changed_is_seen(place: float) -> None:
    data = bytearray(signed().data)
    at = int(len(report()) * place)
    data[at] ^= 1
    try:
        intact = is_intact(bytes(data))
    except Exception:  # noqa: BLE001 - a reader that gives up has seen it
        intact = False
    assert not intact
    assert is_intact(signed().data)


def test_it_can_be_asked_from_within_an_event_loop() -> None:
    async def ask() -> bool:
        return is_intact(signed().data)

    assert asyncio.run(ask())


def test_what_is_written_behind_it_is_seen() -> None:
    assert not is_intact(signed().data + b"\n% and one thing more\n")


@pytest.mark.parametrize(
    ("pdf", "pfx", "passphrase", "words"),
    [
        (report, lambda: made().pfx, "口令 2", "口令不对"),
        (report, lambda: b"no certificate", PASSPHRASE, "口令不对"),
        (report, lambda: made(days=-1).pfx, PASSPHRASE, "证书的有效期"),
        (lambda: b"no PDF", lambda: made().pfx, PASSPHRASE, "不是完好的 PDF"),
        (lambda: signed().data, lambda: made().pfx, PASSPHRASE, "已经签过名"),
    ],
)
def test_what_cannot_be_used_is_refused(
    pdf: Callable[[], bytes], pfx: Callable[[], bytes], passphrase: str, words: str
) -> None:
    with pytest.raises(OptionError, match=words):
        sign_pdf(pdf(), pfx(), passphrase, HOUR)


def test_whoever_has_not_installed_it_is_told_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko.sign", None)
    with pytest.raises(OptionError, match=r"pip install 'jjledger\[sign\]'"):
        sign_pdf(report(), made().pfx, PASSPHRASE, HOUR)
