"""The invoices of a voucher: typed, read from a file, or found among the papers brought with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Final

from jjledger.errors import OptionError, SheetError, refusal
from jjledger.facts.entry import Meta
from jjledger.facts.invoice import Invoice
from jjledger.facts.voucher import Voucher
from jjledger.intake.invoice_file import read_invoice
from jjledger.rules.invoices import AMOUNT, INVOICE, TOTAL, invoice_meta, invoice_number
from jjledger.rules.payee_name import payee_key
from jjledger.units import fen_from_text, yuan
from jjledger.workflows.originals import Paper

_READABLE: Final = frozenset({".xml", ".ofd"})
_GROUND: Final = "财会〔2020〕6号：防止电子会计凭证重复入账"
_FORM: Final = "请写  --invoice 号码=价税合计，例如  --invoice 25332000000012345678=1200.00"


@dataclass(frozen=True, slots=True)
class OnInvoices:
    """What a voucher says on the ground of its invoices."""

    payee: str  # the seller, where nobody named one
    meta: Meta
    told: tuple[str, ...]


def typed_invoice(text: str) -> Invoice:
    """Read an invoice as people type it: 号码, 号码=价税合计, and after a semicolon what this voucher books.

    Raises:
        OptionError: there is no number, or an amount cannot be read.

    Examples:
        >>> typed_invoice("2533-2000=100.00;60").amount_fen
        6000
    """
    said, _, amount = text.partition(";")
    number, _, total = said.partition("=")
    if not invoice_number(number):
        raise refusal(text, "没有写发票号码。", _FORM, _GROUND)
    return Invoice(invoice_number(number), _fen(text, total), amount_fen=_fen(text, amount))


def invoice_of(paper: Paper, amount: str = "") -> Invoice:
    """Read an invoice's file, and what of it the voucher books.

    Raises:
        SheetError: the file is no invoice that can be read.
        OptionError: the amount cannot be read.
    """
    return replace(read_invoice(paper.name, paper.data), amount_fen=_fen(amount, amount))


def on_invoices(
    meta: Meta, payee: str, invoices: Sequence[Invoice], papers: Iterable[Paper], day: date
) -> OnInvoices:
    """Say what a voucher says of its invoices.

    Args:
        meta: its metadata; an `invoice` in it is one that was typed.
        payee: as named, or as the bank has it; "" nobody.
        invoices: said beside; where none is said, those among the papers count.
        papers: brought with the voucher.
        day: the voucher's.

    Raises:
        OptionError: a number or amount cannot be read, an invoice is said twice, or the seller is another.

    Source: 财会〔2020〕6号; R52.
    """
    said = dict(meta)
    known = list(invoices)
    told: list[str] = []
    if INVOICE in said and TOTAL not in said:
        known.insert(0, typed_invoice(said[INVOICE]))
    found = _among(papers, told) if TOTAL not in said else []
    if known:
        known = [_completed(one, found) for one in known]
    elif INVOICE not in said:
        known = found
    if not known:
        return OnInvoices(payee, meta, tuple(told))
    numbers = [one.number for one in known]
    if len(set(numbers)) < len(numbers):
        raise refusal(numbers[0], "同一张发票写了两次。", "每张发票只写一次。", _GROUND)
    for one in known:
        payee = payee or one.seller
        if one.seller and payee_key(payee) != payee_key(one.seller):
            raise _another(one, payee)
        told += _told(one, day)
    rest = tuple(item for item in meta if not _of_invoice(item[0]))
    return OnInvoices(payee, (*rest, *invoice_meta(known)), tuple(told))


def same_invoices(original: Voucher, meta: Meta) -> Meta:
    """Give the invoices of a voucher to the one that corrects it, which says none itself."""
    if any(key == INVOICE for key, _ in meta):
        return meta
    return (*meta, *((key, value) for key, value in original.extra.items() if _of_invoice(key)))


def _of_invoice(key: str) -> bool:
    return any(
        key == head or (key.startswith(f"{head}-") and key[len(head) + 1 :].isdigit())
        for head in (INVOICE, TOTAL, AMOUNT)
    )


def _among(papers: Iterable[Paper], told: list[str]) -> list[Invoice]:
    """Read the invoices among papers; what cannot be read is filed all the same, and told."""
    found: dict[str, Invoice] = {}
    for paper in papers:
        if PurePath(paper.name).suffix.lower() not in _READABLE:
            continue
        try:
            one = read_invoice(paper.name, paper.data)
        except SheetError as error:
            told.append(
                f"{paper.name} 没有认作发票：{error.trouble.what}是发票的，请写 --invoice 号码=价税合计"
            )
        else:
            found.setdefault(one.number, one)
    return list(found.values())


def _completed(typed: Invoice, found: Iterable[Invoice]) -> Invoice:
    """Add to a typed number what its file among the papers says; where they differ the person is asked."""
    same = next((one for one in found if one.number == typed.number), None)
    if same is None:
        return typed
    if typed.total_fen not in {None, same.total_fen}:
        raise refusal(
            typed.number, f"价税合计写的是 {yuan(typed.total_fen or 0)} 元，发票文件上是 {yuan(same.total_fen or 0)} 元。",
            "请核对；号码后面可以不写金额，以文件为准。", _GROUND,
        )  # fmt: skip
    return replace(same, amount_fen=typed.amount_fen)


def _another(one: Invoice, payee: str) -> OptionError:
    return refusal(
        f"发票 {one.number}", f"销售方是「{one.seller}」，凭证上的单位是「{payee}」。",
        f"请核对发票附得对不对；是同一家单位、只是写法不同的，请写  --payee {one.seller}", _GROUND,
    )  # fmt: skip


def _told(one: Invoice, day: date) -> list[str]:
    total = (
        f"，价税合计 {yuan(one.total_fen)} 元"
        if one.total_fen is not None
        else "，没有写价税合计，只能记一次"
    )
    dated = f"，{one.day} 开具" if one.day else ""
    told = [f"发票 {one.number}{total}{dated}。"]
    if one.seller:
        told.append(f"  销售方 {one.seller}；购买方 {one.buyer or '没有写'}，请核对是不是本小区。")
    if one.day and one.day > day:
        told.append(f"注意：发票 {one.day} 才开具，晚于凭证日期。")
    return told


def _fen(text: str, amount: str) -> int | None:
    if not amount.strip():
        return None
    try:
        fen = fen_from_text(amount)
    except ValueError:
        raise refusal(text, f"「{amount}」读不成金额。", _FORM) from None
    if fen <= 0:
        raise refusal(text, f"「{amount}」不大于零。", _FORM)
    return fen
