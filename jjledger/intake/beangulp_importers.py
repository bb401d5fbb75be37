"""Statements for people who import with beangulp: one importer a layout, the rows as drafts.

A whole configuration is three lines:

    import beangulp
    from jjledger.intake.beangulp_importers import StatementImporter
    beangulp.Ingest([StatementImporter("corporate", "Assets:3公共收益:1001银行存款:3456农行", tail="3456")])()

What lives here: handing what `read_statement` reads to beangulp. What must not: reading a statement, or proposing
an account; `jjledger import` does that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import beangulp
from beancount.core import amount, data, flags
from beangulp.extract import DUPLICATE

from jjledger.errors import SheetError
from jjledger.facts.statement import Statement, StatementRow
from jjledger.intake.statements import read_statement
from jjledger.intake.statements.layouts import LAYOUTS
from jjledger.units import decimal_from_fen

_CURRENCY: Final = "CNY"
_SUSPENSE: Final = "1901待查款项"
_WHY: Final = "从对账单导入，还不知道是什么款项"
_BANK_REF: Final = re.compile(r"bank-ref(?:-\d+)?")  # one payment seen in several files has several


class StatementImporter(beangulp.Importer):  # type: ignore[misc]  # beangulp has no types
    """Reads the statements of one layout for one account."""

    def __init__(self, layout: str, account: str, *, tail: str = "") -> None:
        """Say what is imported into which account.

        Args:
            layout: code of a layout, as docs/statements.md lists them.
            account: the ledger's account of this bank account.
            tail: last four digits of the account number, to tell accounts at one bank apart.

        Raises:
            ValueError: there is no such layout.
        """
        if layout not in {one.code for one in LAYOUTS}:
            known = "、".join(dict.fromkeys(one.code for one in LAYOUTS))
            raise ValueError(f"没有「{layout}」这种对账单，只有：{known}")
        self._layout, self._account, self._tail = layout, account, tail

    @property
    def name(self) -> str:
        """Name the importer in beangulp's listings."""
        return f"jjledger.{self._layout}" + (f".{self._tail}" if self._tail else "")

    def identify(self, filepath: str) -> bool:
        """Say whether a file is a statement of this layout and account."""
        try:
            statement = _read(filepath)
        except (SheetError, OSError):
            return False
        return statement.layout == self._layout and (
            not self._tail or statement.account_tail in {"", self._tail}
        )

    def account(self, filepath: str) -> str:
        """Name the account."""
        del filepath
        return self._account

    def date(self, filepath: str) -> date | None:
        """Give the last day that a statement covers."""
        return _read(filepath).last_day

    def filename(self, filepath: str) -> str:
        """Name the statement for the archive."""
        statement = _read(filepath)
        tail = statement.account_tail or self._tail
        return "-".join(filter(None, (self._layout, tail))) + Path(filepath).suffix.lower()

    def extract(self, filepath: str, existing: Sequence[Any]) -> list[Any]:
        """Make drafts of the rows that moved money, and the closing balance where the file knows it."""
        del existing
        statement = _read(filepath)
        drafts = [
            self._draft(filepath, row) for row in statement.rows if row.state == "settled" and row.amount_fen
        ]
        return [*drafts, *self._closing(filepath, statement)]

    def deduplicate(self, entries: list[Any], existing: Sequence[Any]) -> None:
        """Mark what the ledger has by its bank reference, never by a likeness of amount and day."""
        known = {ref: entry for entry in existing for ref in _refs(entry)}
        balances = {_balance_of(entry): entry for entry in existing if isinstance(entry, data.Balance)}
        for entry in entries:
            found = balances.get(_balance_of(entry)) if isinstance(entry, data.Balance) else None
            found = next((known[ref] for ref in _refs(entry) if ref in known), found)
            if found is not None:
                entry.meta[DUPLICATE] = found

    def _draft(self, filepath: str, row: StatementRow) -> Any:  # noqa: ANN401 -- beancount has no types
        meta = data.new_metadata(filepath, row.row, {"bank-ref": row.key, "why": _WHY})
        fund = self._account.split(":")[1]
        sides = ((self._account, row.amount_fen), (f"Assets:{fund}:{_SUSPENSE}", -row.amount_fen))
        postings = [data.Posting(name, _amount(fen), None, None, None, None) for name, fen in sides]
        return data.Transaction(
            meta,
            row.day,
            flags.FLAG_WARNING,
            row.counterparty or None,
            row.words,
            data.EMPTY_SET,
            data.EMPTY_SET,
            postings,
        )

    def _closing(self, filepath: str, statement: Statement) -> Iterable[Any]:
        """Give the balance on the morning after the last row; none of a file that ends within the day or has gaps."""
        sound = not (statement.ends_mid_day or statement.chain_breaks or statement.unread)
        if sound and statement.closing_fen is not None and statement.rows:
            last = statement.rows[-1]
            meta = data.new_metadata(filepath, last.row)
            day = last.day + timedelta(days=1)
            yield data.Balance(meta, day, self._account, _amount(statement.closing_fen), None, None)


def _amount(fen: int) -> amount.Amount:
    return amount.Amount(decimal_from_fen(fen), _CURRENCY)


def _refs(entry: Any) -> list[str]:  # noqa: ANN401 -- beancount has no types
    return [value for key, value in (entry.meta or {}).items() if _BANK_REF.fullmatch(key)]


def _balance_of(entry: Any) -> tuple[date, str]:  # noqa: ANN401 -- beancount has no types
    return entry.date, entry.account


def _read(filepath: str) -> Statement:
    at = Path(filepath).stat()
    return _read_once(filepath, at.st_mtime_ns, at.st_size)


@lru_cache(maxsize=4)  # beangulp asks several times about one file before it goes on to the next
def _read_once(filepath: str, _changed: int, _size: int) -> Statement:
    return read_statement(Path(filepath).name, Path(filepath).read_bytes())
