"""A PDF signed with somebody's certificate (PAdES), still to be kept (PDF/A-3a) and accessible (PDF/UA-1).

What lives here: pyHanko, which is installed with the extra `sign` alone. What must not: where a file is kept. The
signature is not drawn: a picture of a seal proves nothing, and whoever draws an official one commits a crime.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from jjledger.errors import refusal

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import SimpleSigner

_FIELD: Final = "jjledger-signature"
_WORDS: Final = "电子签名"
_GROUND: Final = "电子签名法第13条：电子签名所用的数据由签名人专有、由签名人控制，签名和内容改动后能够发现"


@dataclass(frozen=True, slots=True)
class SignedPdf:
    """A PDF with a signature."""

    data: bytes
    signer: str  # whom the certificate names
    issuer: str  # who issued it
    until: datetime  # day and hour it is good until
    own_made: bool  # it issued itself, so that nobody vouches for the name


def sign_pdf(pdf: bytes, certificate: bytes, passphrase: str, now: datetime) -> SignedPdf:
    """Sign a PDF that this program printed.

    What is signed stands in the file as it was: a signature is written behind it.

    Args:
        pdf: the file.
        certificate: a PFX (PKCS#12) file, which holds a key and its certificate.
        passphrase: of the PFX file; "" for none.
        now: the hour, for which the certificate must be good.

    Raises:
        OptionError: pyHanko is not installed, or one of them cannot be used.
    """
    try:
        from pyhanko.sign import fields, signers  # noqa: PLC0415 -- an extra, which few install
    except ImportError as error:
        raise refusal(
            "jjledger sign-pdf",
            "签 PDF 要用的 pyHanko 没有安装。",
            "请运行  pip install 'jjledger[sign]'  以后再签。",
        ) from error
    key = _key(certificate, passphrase)
    made = _certificate(key, now)
    writer = _writer(pdf)
    _add_field(writer)
    meta = signers.PdfSignatureMetadata(
        field_name=_FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    out = BytesIO()
    signer = signers.PdfSigner(meta, signer=key)
    _apart(lambda: signer.sign_pdf(writer, existing_fields_only=True, output=out))
    data = out.getvalue()
    assert data.startswith(pdf), "a signature is written behind what is signed"
    assert is_intact(data)
    return SignedPdf(data, *made)


def is_intact(pdf: bytes) -> bool:
    """Say whether the whole of a signed PDF is as it was signed; not, whether its signer is to be believed."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 -- as above
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415 -- as above
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415 -- as above
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 -- as above

    signature = PdfFileReader(BytesIO(pdf)).embedded_signatures[-1]
    itself = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
    found = _apart(lambda: validate_pdf_signature(signature, itself))
    return bool(found.intact and found.valid and found.coverage is SignatureCoverageLevel.ENTIRE_FILE)


def _apart(work: Callable[[], Any]) -> Any:  # noqa: ANN401 - pyHanko's own
    """Do something in a thread of its own: pyHanko begins an event loop, which no thread can have twice."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def _key(certificate: bytes, passphrase: str) -> SimpleSigner:
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415 -- as above

    try:
        found = SimpleSigner.load_pkcs12_data(certificate, [], passphrase.encode() or None)
    except (ValueError, TypeError, AttributeError) as error:
        raise refusal(
            "--pfx", "证书文件打不开：口令不对，或者不是带私钥的 PFX（.pfx、.p12）文件。国密 SM2 的证书这里还不能用。",
            "请核对口令；向发证机构要 RSA 或 ECC 的 PFX 文件。",
        ) from error  # fmt: skip
    if found.signing_cert is None:
        raise refusal("--pfx", "证书文件里没有证书。", "请向发证机构要一份带证书和私钥的 PFX 文件。")
    return found


def _certificate(key: SimpleSigner, now: datetime) -> tuple[str, str, datetime, bool]:
    """Read whom a certificate names; refuse one that is not good now."""
    found = key.signing_cert
    begin, until = found.not_valid_before, found.not_valid_after
    if not begin <= now <= until:
        raise refusal(
            "--pfx", f"证书的有效期是 {begin:%Y-%m-%d} 到 {until:%Y-%m-%d}，今天不在里面。",
            "请用在有效期里的证书；用过期的证书签名，别人不能相信。", _GROUND,
        )  # fmt: skip
    return _named(found.subject), _named(found.issuer), until, found.subject == found.issuer


def _named(name: Any) -> str:  # noqa: ANN401 - pyHanko's own
    """Give what people call somebody whom a certificate names in parts."""
    told = name.native.get("common_name") or name.human_friendly
    return "、".join(told) if isinstance(told, list) else str(told)


def _writer(pdf: bytes) -> IncrementalPdfFileWriter:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 -- as above
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415 -- as above

    class Unchanged(IncrementalPdfFileWriter):  # type: ignore[misc, no-any-unimported, unused-ignore] # no types
        """Leaves the metadata alone, which pyHanko would write in a way that PDF/A forbids."""

        def _update_meta(self) -> None:
            """Do nothing."""

    try:
        writer = Unchanged(BytesIO(pdf))
        signed = bool(writer.prev.embedded_signatures)
        tagged = "/StructTreeRoot" in writer.root
    except (PdfError, ValueError, KeyError) as error:
        raise refusal(
            "PDF", "这个文件不是完好的 PDF。", "请指向本程序印出的 PDF，例如 report.pdf。"
        ) from error
    if signed:
        raise refusal("PDF", "这个文件已经签过名，再签会改动它。", "请签原来没有签过名的那一份。")
    if not tagged:
        raise refusal(
            "PDF",
            "这个文件没有标签，签了就不再是可以存档的无障碍 PDF。",
            "请指向本程序印出的 PDF，例如 report.pdf。",
        )
    return writer


def _add_field(writer: IncrementalPdfFileWriter) -> None:
    """Add a signature field on the first page and give it a place in the structure, which PDF/UA asks of it."""
    from pyhanko.pdf_utils import generic  # noqa: PLC0415 -- as above
    from pyhanko.sign import fields  # noqa: PLC0415 -- as above

    def name(word: str) -> Any:  # noqa: ANN401 - pyHanko's own
        return generic.NameObject(f"/{word}")

    fields.append_signature_field(writer, fields.SigFieldSpec(_FIELD, on_page=0))
    page, _ = writer.find_page_for_modification(0)
    field = writer.root["/AcroForm"]["/Fields"].raw_get(-1)
    tree = writer.root["/StructTreeRoot"]
    kept = tree["/K"]  # the element that stands for the whole document, or a list that begins with it
    whole = kept.raw_get(0) if isinstance(kept, generic.ArrayObject) else tree.raw_get("/K")
    numbers = tree["/ParentTree"]["/Nums"]
    number = max((int(numbers[at]) for at in range(0, len(numbers), 2)), default=-1) + 1
    widget = field.get_object()
    widget[name("TU")] = generic.pdf_string(_WORDS)
    widget[name("StructParent")] = generic.NumberObject(number)
    writer.update_container(widget)
    reference = generic.DictionaryObject({name("Type"): name("OBJR"), name("Obj"): field, name("Pg"): page})
    form = writer.add_object(
        generic.DictionaryObject(
            {
                name("Type"): name("StructElem"),
                name("S"): name("Form"),
                name("P"): whole,
                name("Pg"): page,
                name("Alt"): generic.pdf_string(_WORDS),
                name("K"): reference,
            }
        )
    )
    kids = whole.get_object()["/K"]
    kids.append(form)
    numbers.extend((generic.NumberObject(number), form))
    for changed in (kids, numbers):
        writer.update_container(changed)
