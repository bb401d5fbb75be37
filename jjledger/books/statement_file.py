"""Read and write statements/<bank>/*: the rows of an imported statement, and beside them what it was.

What lives here: the two files of one import. What must not: what a bank prints, or what is booked.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from jjledger.books.csv_table import Row, read_rows, refuse
from jjledger.books.findings import place_of
from jjledger.books.source import Source
from jjledger.books.text import quoted
from jjledger.books.toml_table import Table, read_toml
from jjledger.errors import FORMAT, JjledgerError
from jjledger.facts.finding import Finding, Place
from jjledger.facts.statement import RowState, StatementRow
from jjledger.facts.statement_head import StatementHead
from jjledger.units import fen_from_text, plain_yuan

FOLDER: Final = "statements"
ASIDE: Final = f"{FOLDER}/aside"  # files of a layout nobody knows, as they came
_COLUMNS: Final = (
    "row", "day", "time", "amount", "balance", "counterparty", "tail", "words", "serial", "key", "state", "printed", "through",
)  # fmt: skip
_STATES: Final[Mapping[str, RowState]] = {"settled": "settled", "neutral": "neutral"}
_KEY: Final = _COLUMNS.index("key")
_AMOUNT: Final = _COLUMNS.index("amount")
_FROM_BACKUP: Final = "请从备份取回这个文件。"
_SHORT: Final = 8  # signs of the hash in a file's name
# Endings that would make a file kept aside a part of the ledger.
_LEDGER_TEXT: Final = (".beancount", ".bean", ".bc")
_UNSAFE: Final = re.compile(r"[^\w.-]+")


def stem_of(head: StatementHead) -> str:
    """Name an import's two files, without their endings."""
    days = f"{head.first_day}_{head.last_day}"
    return f"{FOLDER}/{bank_name(head.account)}/{days}-{head.sha256[:_SHORT]}"


def rows_name(head: StatementHead) -> str:
    """Name the table of the rows that stands beside a head."""
    return head.place.file.removesuffix(".toml") + ".csv"


def aside_name(name: str, sha256: str) -> str:
    """Name the place where a file of an unknown layout is kept."""
    safe = _UNSAFE.sub("_", name.rpartition("/")[2])
    ending = ".txt" if safe.lower().endswith(_LEDGER_TEXT) else ""
    return f"{ASIDE}/{sha256[:_SHORT]}-{safe}{ending}"


def bank_name(account: str) -> str:
    """Give the last part of an account's name, by which people call it."""
    return account.rpartition(":")[2]


def head_text(head: StatementHead) -> str:
    """Write what an imported statement was."""
    lines = [
        f"account   = {quoted(head.account)}",
        f"layout    = {quoted(head.layout)}",
        f"file      = {quoted(head.file)}",
        f"sha256    = {quoted(head.sha256)}",
        f"holder    = {quoted(head.holder)}",
        f"tail      = {quoted(head.tail)}",
        f"rows      = {head.rows}",
        f"first_day = {head.first_day}",
        f"last_day  = {head.last_day}",
    ]
    lines += [f"opening   = {quoted(plain_yuan(head.opening_fen))}"] if head.opening_fen is not None else []
    lines += [f"closing   = {quoted(plain_yuan(head.closing_fen))}"] if head.closing_fen is not None else []
    lines += [
        f"sum       = {quoted(plain_yuan(head.sum_fen))}",
        f"ends_mid_day = {str(head.ends_mid_day).lower()}",
        f"chain_breaks = {list(head.chain_breaks)}",
        f"missing      = {quoted(plain_yuan(head.missing_fen))}",
        f"unread       = {list(head.unread)}",
        f"totals       = [{', '.join(map(quoted, head.totals_differ))}]",
    ]
    return "\n".join(lines) + "\n"


def rows_bytes(rows: Iterable[StatementRow]) -> bytes:
    """Write the rows of a statement as a table."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(
        (
            row.row, row.day, row.time, plain_yuan(row.amount_fen),
            "" if row.balance_fen is None else plain_yuan(row.balance_fen),
            row.counterparty, row.counter_account, row.words, row.serial, row.key, row.state,
            plain_yuan(row.printed_fen) if row.printed_fen else "", row.through,
        )
        for row in rows
    )  # fmt: skip
    return buffer.getvalue().encode()


def read_heads(source: Source) -> tuple[tuple[StatementHead, ...], tuple[Finding, ...]]:
    """Read what every imported statement was, without its rows.

    Args:
        source: the community's files.

    Returns:
        The heads by account and day, and what is wrong with those that cannot be read.
    """
    heads = []
    findings = []
    for path in sorted((source.folder / FOLDER).glob("*/*.toml")):
        name = f"{FOLDER}/{path.parent.name}/{path.name}"
        if name.startswith(f"{ASIDE}/"):
            continue
        try:
            heads.append(_head(source, name))
        except JjledgerError as error:
            findings.append(_illegible(error, name, source))
    heads.sort(key=lambda head: (head.account, head.first_day, head.last_day, head.sha256))
    return tuple(heads), tuple(findings)


def read_statement_rows(source: Source, head: StatementHead) -> tuple[StatementRow, ...]:
    """Read the rows of an imported statement, in its order.

    Args:
        source: the community's files.
        head: of the import.

    Raises:
        RegisterError: the table is not as it was written.
        LedgerNotFoundError: it is gone.
    """
    return tuple(_row(source, row) for row in read_rows(source, rows_name(head), _COLUMNS))


def read_row_amounts(
    source: Source, heads: Iterable[StatementHead], keys: Container[str]
) -> tuple[Mapping[str, Mapping[str, int]], tuple[Finding, ...]]:
    """Read the amounts of some rows; statements that end in a closed month are passed over.

    Args:
        source: the community's files.
        heads: of the imports.
        keys: of the rows that are asked for.

    Returns:
        Fen by key and account, and what is wrong with tables that cannot be read.
    """
    found: dict[str, dict[str, int]] = {}
    findings = []
    for head in heads:
        if source.exists(f"closed/{head.last_day:%Y-%m}.toml"):
            continue
        try:
            for key, fen in _amounts_of(source, rows_name(head), keys):
                found.setdefault(key, {})[head.account] = fen
        except JjledgerError as error:
            findings.append(_illegible(error, rows_name(head), source))
    return found, tuple(findings)


def _amounts_of(source: Source, name: str, keys: Container[str]) -> Iterator[tuple[str, int]]:
    """Read keys and amounts only: a ledger has tens of thousands of rows, and is loaded often."""
    lines = csv.reader(source.text(name).splitlines())
    if tuple(next(lines, [])) != _COLUMNS:
        raise refuse(source, name, 1, "表头不是导入时写下的。", _FROM_BACKUP)
    for cells in lines:
        if len(cells) != len(_COLUMNS):
            raise refuse(source, name, lines.line_num, "这一行的格数不对。", _FROM_BACKUP)
        if cells[_KEY] in keys:
            try:
                yield cells[_KEY], fen_from_text(cells[_AMOUNT])
            except ValueError as error:
                raise refuse(source, name, lines.line_num, f"{error}。", _FROM_BACKUP) from error


def _illegible(error: JjledgerError, name: str, source: Source) -> Finding:
    """Say that a record of an import cannot be read."""
    trouble = error.trouble
    what = f"对账单 {name} 的记录读不出来：{trouble.what}"
    ground = trouble.ground or FORMAT
    return Finding("E66", "warn", place_of(error, source), what, trouble.remedy, ground, trouble.excerpt)


def _head(source: Source, name: str) -> StatementHead:
    top = read_toml(source, name)
    head = StatementHead(
        top.words("account", "请写银行科目的全名。"),
        top.get("layout", str),
        top.get("file", str, ""),
        top.words("sha256", _FROM_BACKUP),
        top.get("holder", str, ""),
        top.get("tail", str, ""),
        top.get("rows", int),
        top.get("first_day", date),
        top.get("last_day", date),
        _amount(top, "opening"),
        _amount(top, "closing"),
        _amount(top, "sum") or 0,
        top.get("ends_mid_day", bool),
        _numbers(top, "chain_breaks"),
        _amount(top, "missing") or 0,
        _numbers(top, "unread"),
        tuple(str(one) for one in top.get("totals", list, [])),
        Place(name, 1),
    )
    top.close()
    return head


def _amount(top: Table, key: str) -> int | None:
    """Look up an amount with its sign; None where it is not written."""
    text = top.get(key, str, "")
    if not text:
        return None
    try:
        return fen_from_text(text)
    except ValueError as error:
        raise top.refuse(key, f"{key}「{text}」读不成金额。", _FROM_BACKUP) from error


def _numbers(top: Table, key: str) -> tuple[int, ...]:
    numbers = top.get(key, list, [])
    if not all(type(number) is int for number in numbers):
        raise top.refuse(key, f"{key} 里有不是行号的一项。", _FROM_BACKUP)
    return tuple(numbers)


def _row(source: Source, row: Row) -> StatementRow:
    cells = row.cells
    try:
        return StatementRow(
            int(cells["row"]),
            date.fromisoformat(cells["day"]),
            cells["time"],
            _fen(source, row, "amount"),
            _fen(source, row, "balance") if cells["balance"] else None,
            cells["counterparty"],
            cells["tail"],
            cells["words"],
            cells["serial"],
            cells["key"],
            _STATES[cells["state"]],
            _fen(source, row, "printed") if cells["printed"] else 0,
            cells["through"],
        )
    except (ValueError, KeyError) as error:
        raise refuse(source, row.name, row.line, f"这一行读不出来：{error}。", _FROM_BACKUP) from error


def _fen(source: Source, row: Row, column: str) -> int:
    text = row.cells[column]
    try:
        return fen_from_text(text)
    except ValueError as error:
        raise refuse(source, row.name, row.line, f"{column}「{text}」读不成金额。", _FROM_BACKUP) from error
