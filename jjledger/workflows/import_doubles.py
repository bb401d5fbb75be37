"""Which rows of a statement an earlier export of the same account shows too, though under other keys.

Some exports carry serial numbers and balances, others of the same days do not. What is certain is
known; what is only likely is proposed as the same, and a person says. What must not live here:
payments that another kind of account shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from jjledger.facts.statement import StatementRow
from jjledger.facts.voucher import Account
from jjledger.rules.bank_holder import is_wallet
from jjledger.rules.proposals import plain_name
from jjledger.workflows.import_matches import SeenRow

KEPT: Final = "以前导入过"
_BY_SERIAL: Final = "流水号与另一份对账单的一行相同"
_BY_BALANCE: Final = "日期、金额、余额与另一份对账单的一行相同，有一边没有流水号"

_Triple = tuple[date, int, int]  # day, amount and the balance after it


@dataclass(slots=True)
class _Earlier:
    """The rows that earlier statements of the account show with one day, amount and balance."""

    serials: set[str] = field(default_factory=set)
    by_file: Counter[str] = field(default_factory=Counter)
    taken: int = 0  # of the rows that are there, those that rows of this statement stand for
    bare_taken: int = 0  # of them, those of which no statement has a serial number

    def take(self, serial: str) -> str:
        """Let a row stand for one of those there, and say why; "" where none is left that it can be.

        Two serial numbers that differ are two rows.
        """
        there = max(len(self.serials), *self.by_file.values())
        if serial and serial in self.serials:
            self.taken += 1
            return _BY_SERIAL
        bare = there - len(self.serials) - self.bare_taken
        if self.taken >= there or (serial and bare <= 0):
            return ""
        self.taken += 1
        self.bare_taken += bool(serial)
        return _BY_BALANCE


def known_rows(account: str, rows: Sequence[StatementRow], seen: Iterable[SeenRow]) -> Mapping[str, str]:
    """Find the rows that are certainly those of an earlier export of the same account.

    Day, amount and the balance after it are one row where one of the two has no serial number.

    Args:
        account: full name of the one whose statement it is.
        rows: of the statement.
        seen: rows of earlier statements.

    Returns:
        Why, by keys of the statement's rows; rows known by their key are not among them.
    """
    keys: set[str] = set()
    earlier: dict[_Triple, _Earlier] = {}
    for one in seen:
        if one.account == account:
            keys.add(one.row.key)
            _lay_down(earlier, one)
    there = {row.key: earlier[triple] for row in rows if (triple := _triple(row)) and triple in earlier}
    for row in rows:
        if row.key in keys and row.key in there:
            there[row.key].take(row.serial)
    new = (row for row in rows if row.key not in keys and row.key in there)
    return {row.key: why for row in new if (why := there[row.key].take(row.serial))}


def _lay_down(earlier: dict[_Triple, _Earlier], one: SeenRow) -> None:
    triple = _triple(one.row)
    if triple:
        there = earlier.setdefault(triple, _Earlier())
        there.by_file[one.file] += 1
        there.serials.update(filter(None, [one.row.serial]))


def likely_rows(
    account: Account, layout: str, rows: Sequence[StatementRow], seen: Iterable[SeenRow]
) -> Mapping[str, str]:
    """Match new rows with those that an earlier export of the same account may show under another key.

    Day and amount are the same, and the other side where both name one; what contradicts it is a
    balance or a serial number that differs. Each row of an earlier file stands for one row.

    Args:
        account: whose statement it is.
        layout: of the statement.
        rows: of it, that are new.
        seen: rows of other statements that this one does not show under the same key.

    Returns:
        Keys of the earlier rows by keys of the new rows that have one.
    """
    earlier: dict[tuple[date, int], dict[str, list[StatementRow]]] = {}
    for one in seen:
        if one.account == account.name and is_wallet(one.layout) == is_wallet(layout) and one.row.amount_fen:
            files = earlier.setdefault((one.row.day, one.row.amount_fen), {})
            files.setdefault(one.file, []).append(one.row)
    found: dict[str, str] = {}
    for row in rows:
        for there in earlier.get((row.day, row.amount_fen), {}).values():
            twin = min(
                (one for one in there if _may_be(row, one)), key=lambda one: _strange(row, one), default=None
            )
            if twin is not None:
                there.remove(twin)
                found.setdefault(row.key, twin.key)
    return found


def _triple(row: StatementRow) -> _Triple | None:
    return None if row.balance_fen is None else (row.day, row.amount_fen, row.balance_fen)


def _may_be(row: StatementRow, other: StatementRow) -> bool:
    if row.balance_fen is not None and other.balance_fen is not None:
        if row.balance_fen != other.balance_fen:
            return False
    elif row.serial and other.serial and row.serial != other.serial:
        return False
    return not (row.counterparty and other.counterparty) or not _strange(row, other)


def _strange(row: StatementRow, other: StatementRow) -> bool:
    return plain_name(row.counterparty) != plain_name(other.counterparty)
