"""Electronic invoices: number, day, seller, buyer and total out of the XML of a 数电发票, or of an OFD.

What lives here: which elements say what. What must not: whether the invoice was booked before.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from jjledger.errors import SheetError, Trouble
from jjledger.facts.invoice import Invoice
from jjledger.intake.pages import refused
from jjledger.intake.reach import DAMAGED
from jjledger.intake.xml_leaves import MOST_BYTES, Leaf, leaves_of
from jjledger.units import fen_from_text

_TYPED: Final = "请改用 XML 或 OFD；没有的，用 --invoice 号码=价税合计 手工写。"
_MOST_FILE: Final = 50_000_000
_MOST_PARTS: Final = 2_000
_DAY: Final = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})(?:\D.*|\d{6,9})?", re.ASCII | re.DOTALL)
_NUMBER: Final = re.compile(r"[0-9]{8,20}", re.ASCII)
_ZIP: Final = b"PK\x03\x04"
_PDF: Final = b"%PDF"

Path = tuple[str, ...]  # the last names of an element's path


@dataclass(frozen=True, slots=True)
class _Form:
    """One kind of file, and where it says what; the first that is there counts."""

    title: str
    number: tuple[Path, ...]
    total: tuple[Path, ...]  # tax included
    seller: tuple[Path, ...] = ()
    buyer: tuple[Path, ...] = ()
    day: tuple[Path, ...] = ()
    code: tuple[Path, ...] = ()  # of an old invoice, which stands before its number
    tax: tuple[Path, ...] = ()  # to be added where the total is without it


_FORMS: Final = (
    _Form(
        "数电发票 XML",
        (("TaxSupervisionInfo", "InvoiceNumber"), ("Header", "EIid")),
        (("BasicInformation", "TotalTax-includedAmount"),),
        (("SellerInformation", "SellerName"),),
        (("BuyerInformation", "BuyerName"),),
        (("TaxSupervisionInfo", "IssueTime"), ("BasicInformation", "RequestTime")),
    ),
    _Form(
        "电子发票 OFD 附件",
        (("InvoiceNo",),),
        (("TaxInclusiveTotalAmount",),),
        (("SellerName",),),
        (("BuyerName",),),
        (("IssueDate",),),
        (("InvoiceCode",),),
    ),
    _Form(
        "电子发票 XML（拼音元素）",
        (("Fphm",), ("FPHM",), ("fphm",)),
        (("Jshj",), ("JSHJ",), ("jshj",)),
        (("Xfmc",), ("XFMC",), ("xfmc",)),
        (("Gfmc",), ("GFMC",), ("gfmc",)),
        (("Kprq",), ("KPRQ",), ("kprq",)),
        (("Fpdm",), ("FPDM",), ("fpdm",)),
    ),
    _Form(
        "电子发票 XML（其他写法）",
        (("InvoiceNumber",),),
        (("TotalTax-includedAmount",), ("TotalTaxIncludedAmount",), ("TotalAmountIncludingTax",), ("TotalAmount",)),
        (("SellerName",),),
        (("BuyerName",),),
        (("IssueTime",), ("IssueDate",), ("InvoiceDate",)),
        (("InvoiceCode",),),
    ),
    _Form(
        "OFD 自定义数据",
        (("发票号码",),),
        (("价税合计",), ("合计金额",)),
        (("销售方名称",), ("销方名称",)),
        (("购买方名称",), ("购方名称",)),
        (("开票日期",),),
        (("发票代码",),),
        (("合计税额",),),
    ),
)  # fmt: skip


def read_invoice(name: str, data: bytes) -> Invoice:
    """Read an electronic invoice.

    Args:
        name: what to call the file in a message.
        data: XML, OFD, or a zip with one of them in it.

    Raises:
        SheetError: it is none of these, damaged, a stranger's trick, several invoices, or it does
            not say its number or a readable total.
    """
    if not data:
        raise refused(name, "这个文件是空的。", _TYPED)
    if len(data) > _MOST_FILE:
        raise refused(name, f"这个文件有 {len(data) // 1_000_000} MB，不像一张发票。", _TYPED)
    if data.startswith(_PDF):
        raise refused(name, "从 PDF 里读不出可靠的号码和金额。", _TYPED)
    if not data.startswith(_ZIP):
        return _invoice(name, leaves_of(data, name))
    found: dict[str, Invoice] = {}
    wrong: list[Trouble] = []
    for part, inside in _parts(name, data):
        try:
            one = _invoice(f"{name} {part}", leaves_of(inside, f"{name} {part}"))
        except SheetError as error:
            wrong += error.troubles
        else:
            known = found.get(one.number)
            found[one.number] = one if known is None or (one.seller and not known.seller) else known
    if len(found) > 1:
        raise _several(name, sorted(found))
    if not found:
        telling = [trouble for trouble in wrong if _NOT_ONE not in trouble.what]
        raise SheetError(tuple(telling[:3])) if telling else refused(name, _NOT_ONE, _TYPED)
    return next(iter(found.values()))


_NOT_ONE: Final = "里面没有找到发票号码。"


def _parts(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Unpack the XML files of a zip, each within bounds; an OFD inside of it too."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_PARTS:
                raise refused(name, f"里面有 {len(entries)} 个文件，不像一张发票。", _TYPED)
            wanted = [one for one in entries if PurePosixPath(one.filename).suffix.lower() == ".xml"]
            if sum(one.file_size for one in wanted) > _MOST_FILE:
                raise refused(name, "解开后太大，不像一张发票。", _TYPED)
            for one in wanted:
                with archive.open(one) as stream:  # read no further than is allowed, whatever the zip says
                    yield one.filename, stream.read(MOST_BYTES + 1)
    except DAMAGED as error:
        raise refused(name, "这个文件打不开，可能不完整或有密码。", _TYPED) from error


def _invoice(name: str, leaves: Sequence[Leaf]) -> Invoice:
    """Find the form that has a number, and read what it says."""
    for form in _FORMS:
        number = _only(name, leaves, form.number, "发票号码")
        total = _only(name, leaves, form.total, "价税合计")
        if not number or not total:
            continue
        number = _only(name, leaves, form.code, "发票代码") + number
        if _NUMBER.fullmatch(number) is None:
            raise refused(name, f"发票号码「{number[:40]}」不是数字。", _TYPED)
        tax = _only(name, leaves, form.tax, "税额") if not _has(leaves, form.total[0]) else ""
        fen = _fen(name, total) + (_fen(name, tax) if tax else 0)
        if fen <= 0:
            raise refused(
                name, f"价税合计是 {total} 元：这是红字发票或空票。",
                "红字发票冲减原来的支出，请用 jjledger voucher reverse 或按红字金额手工记。",
            )  # fmt: skip
        return Invoice(
            number, fen, _only(name, leaves, form.seller, "销售方"), _only(name, leaves, form.buyer, "购买方"),
            _day(_only(name, leaves, form.day, "开票日期")), form.title,
        )  # fmt: skip
    raise refused(name, _NOT_ONE, _TYPED)


def _only(name: str, leaves: Sequence[Leaf], paths: Sequence[Path], title: str) -> str:
    """Give the one value of the first path that has any; "" where none has.

    Raises:
        SheetError: it has several.
    """
    for path in paths:
        values = sorted({leaf.text for leaf in leaves if leaf.path[-len(path) :] == path})
        if len(values) > 1:
            raise _several(name, values, title)
        if values:
            return values[0]
    return ""


def _has(leaves: Sequence[Leaf], path: Path) -> bool:
    return any(leaf.path[-len(path) :] == path for leaf in leaves)


def _several(name: str, values: Sequence[str], title: str = "发票号码") -> SheetError:
    shown = "、".join(value[:30] for value in values[:3])
    return refused(
        name, f"里面有 {len(values)} 个不同的{title}（{shown}），不是一张发票。", "请每张发票一个文件。"
    )


def _fen(name: str, text: str) -> int:
    try:
        return fen_from_text(text.strip().lstrip("¥￥").strip())
    except ValueError:
        raise refused(name, f"金额「{text[:40]}」读不成至多两位小数的金额。", _TYPED) from None


def _day(text: str) -> date | None:
    """Read a day; whoever cannot write one leaves it open, for nothing is booked by it."""
    match = _DAY.fullmatch(text)
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None
