"""reconciliations/2025-06-1234建行.toml: a bank account held against the bank's statement at a month's end."""

from __future__ import annotations

from datetime import date
from typing import Final

from jjledger.books.findings import from_record
from jjledger.books.source import Source
from jjledger.books.text import quoted
from jjledger.books.toml_table import Table, read_toml
from jjledger.errors import JjledgerError
from jjledger.facts.finding import Finding, Place
from jjledger.facts.reconciliation import FOLDER, PARTS, Part, Reconciled, ReconcilingItem
from jjledger.period import month_of
from jjledger.units import fen_from_text, plain_yuan

_REMEDY: Final = "请删去这个文件，再用 jjledger reconcile 核对一次。"
_CHOICES: Final[dict[str, Part]] = {part: part for part in PARTS}


def reconciliation_name(account: str, day: date) -> str:
    """Name the record of an account's reconciliation at a month's end."""
    return f"{FOLDER}/{month_of(day)}-{account.rpartition(':')[2]}.toml"


def reconciliation_text(one: Reconciled) -> str:
    """Write a reconciliation; the items are what the two balances differ by."""
    lines = [
        f"account = {quoted(one.account)}",
        f"day     = {one.day}",
        f"bank    = {quoted(plain_yuan(one.bank_fen))}",
        f"books   = {quoted(plain_yuan(one.book_fen))}",
        f"made    = {one.made}",
        f"by      = {quoted(one.who)}",
    ]
    for item in one.items:
        lines += [
            "",
            "[[item]]",
            f"part   = {quoted(item.part)}  # {PARTS[item.part]}",
            f"day    = {item.day}",
            f"amount = {quoted(plain_yuan(item.amount_fen))}",
            f"words  = {quoted(item.words)}",
            f"key    = {quoted(item.key)}",
        ]
    return "\n".join(lines) + "\n"


def read_reconciliations(source: Source) -> tuple[tuple[Reconciled, ...], tuple[Finding, ...]]:
    """Read every reconciliation.

    Args:
        source: the community's files.

    Returns:
        The reconciliations by file name, and what is wrong with those that cannot be read.
    """
    found = []
    findings = []
    for path in sorted((source.folder / FOLDER).glob("*.toml")):
        name = f"{FOLDER}/{path.name}"
        try:
            found.append(_read(source, name))
        except JjledgerError as error:
            findings.append(from_record("E71", "warn", error, source, "余额调节表"))
    return tuple(found), tuple(findings)


def _read(source: Source, name: str) -> Reconciled:
    top = read_toml(source, name)
    items = []
    for table in top.tables("item"):
        part = table.choice("part", _CHOICES)
        items.append(
            ReconcilingItem(
                part,
                table.get("day", date),
                table.get("words", str),
                _fen(table, "amount"),
                table.get("key", str),
            )
        )
        table.close()
    read = Reconciled(
        top.words("account", "请写银行科目的全名。"),
        top.get("day", date),
        _fen(top, "bank"),
        _fen(top, "books"),
        tuple(items),
        top.get("made", date),
        top.get("by", str),
        Place(name, 1),
    )
    top.close()
    return read


def _fen(table: Table, key: str) -> int:
    text = table.get(key, str)
    try:
        return fen_from_text(text)
    except ValueError as error:
        raise table.refuse(key, f"{key}「{text}」读不成金额。", _REMEDY) from error
