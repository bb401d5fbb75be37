"""The invoices of a community, and what is booked and left of each."""

from __future__ import annotations

from typing import Any, Final

from jjledger.facts.books import Books
from jjledger.facts.invoice import Invoice
from jjledger.rules.invoices import uses_of
from jjledger.units import plain_yuan

COLUMNS: Final = ("number", "payee", "total", "booked", "left", "vouchers")
HEADS: Final = ("发票号码", "单位", "价税合计", "已入账", "未入账", "凭证")


def invoice_rows(books: Books) -> list[dict[str, Any]]:
    """List the invoices that stand in a community's vouchers, by their first voucher; amounts in yuan."""
    rows = []
    for use in uses_of(books.posted()):
        total = use.total_fen
        rows.append(
            {
                "number": use.number,
                "payee": use.claims[0].voucher.payee,
                "total": plain_yuan(total) if total is not None else "",
                "booked": plain_yuan(use.booked_fen),
                "left": plain_yuan(total - use.booked_fen) if total is not None else "",
                "vouchers": [claim.voucher.key for claim in use.claims],
            }
        )
    return rows


def invoice_record(file: str, one: Invoice) -> dict[str, str]:
    """Say what an invoice's file says, for programs."""
    return {
        "file": file,
        "form": one.form,
        "number": one.number,
        "day": one.day.isoformat() if one.day else "",
        "seller": one.seller,
        "buyer": one.buyer,
        "total": plain_yuan(one.total_fen or 0),
    }
