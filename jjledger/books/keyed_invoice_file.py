"""invoices.csv: what a community books of each invoice, by keyed hashes; read and written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from jjledger.books.csv_table import read_rows, refuse
from jjledger.books.source import Source
from jjledger.rules.keyed_invoices import KeyedUse
from jjledger.units import fen_from_text, plain_yuan

INVOICES: Final = "invoices.csv"
_COLUMNS: Final = ("key", "invoice", "payee", "total", "booked")


def read_keyed(source: Source) -> tuple[KeyedUse, ...]:
    """Read the file; nothing where it is not there.

    Args:
        source: the community's files.

    Raises:
        RegisterError: a column or an amount is wrong.
    """
    if not source.exists(INVOICES):
        return ()
    found = []
    for row in read_rows(source, INVOICES, _COLUMNS):
        key, invoice, payee, total, booked = (row.cells[column] for column in _COLUMNS)
        try:
            total_fen = fen_from_text(total) if total else None
            found.append(KeyedUse(key, invoice, payee, total_fen, fen_from_text(booked)))
        except ValueError as error:
            remedy = "这个文件由程序写；请运行  jjledger invoice check 区文件夹 --write 重新写出。"
            raise refuse(source, INVOICES, row.line, "金额读不出来。", remedy) from error
    return tuple(found)


def keyed_bytes(uses: Iterable[KeyedUse]) -> bytes:
    """Write the file, which `read_keyed` reads back."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in uses:
        total = plain_yuan(one.total_fen) if one.total_fen is not None else ""
        writer.writerow([one.key, one.invoice, one.payee, total, plain_yuan(one.booked_fen)])
    return text.getvalue().encode()
