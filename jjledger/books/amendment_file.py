"""Read and write amendments/*.toml: who approved to publish a period anew, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from jjledger.books.record_folder import read_folder
from jjledger.books.source import Source
from jjledger.books.text import quoted
from jjledger.books.toml_table import Table, read_toml
from jjledger.facts.amendment import LEAST_OF_APPROVER, LEAST_OF_REASON, Amendment, letters
from jjledger.facts.finding import Finding
from jjledger.period import parse_period

FOLDER: Final = "amendments"
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def read_amendments(source: Source) -> tuple[Mapping[str, tuple[Amendment, ...] | None], tuple[Finding, ...]]:
    """Read every record of a community.

    Args:
        source: the community's files.

    Returns:
        The approvals by period, None where a record cannot be read, and what is wrong with those.
    """
    return read_folder(source, FOLDER, read_amendment, ("E95", "更正"))


def read_amendment(source: Source, code: str) -> tuple[Amendment, ...]:
    """Read the record of one period.

    Args:
        source: the community's files.
        code: the period's code, which is the file's name.

    Raises:
        CommunityFileError: unknown or missing keys, or values that make no sense.
        LedgerNotFoundError: the file cannot be opened.
        EncodingError: it is not UTF-8.
    """
    top = read_toml(source, file_of(code))
    try:
        parse_period(code)
    except ValueError as error:
        raise top.refuse("edition", f"文件名{error}。", "请用 jjledger amend 写更正记录。") from error
    found = tuple(_amendment(table, code) for table in top.tables("edition"))
    top.close()
    return found


def _amendment(table: Table, code: str) -> Amendment:
    number = table.get("number", int)
    if number < 2:  # noqa: PLR2004 -- the first edition corrects nothing
        raise table.refuse("number", "首次公示不用更正记录。", "请写第几版，2 或以上。")
    digest = table.get("changes", str)
    if not _DIGEST.fullmatch(digest):
        raise table.refuse("changes", "changes 不是 64 位十六进制数。", "请用 jjledger amend 写更正记录。")
    found = Amendment(
        code,
        number,
        table.get("day", date),
        _telling(table, "reason", LEAST_OF_REASON, "请写明为什么更正；公示页面上会显示。"),
        _telling(table, "approved_by", LEAST_OF_APPROVER, "请写明谁批准，例如 业主委员会。"),
        digest,
    )
    table.close()
    return found


def _telling(table: Table, key: str, least: int, remedy: str) -> str:
    """Look up words that say something: a full stop alone is no reason."""
    words = table.words(key, remedy)
    if letters(words) < least:
        raise table.refuse(key, f"{key}「{words}」没有说明什么，至少要 {least} 个字。", remedy)
    return words


def file_of(code: str) -> str:
    """Name the file of a period's record."""
    return f"{FOLDER}/{code}.toml"


def amendment_text(amendments: tuple[Amendment, ...]) -> str:
    """Write a period's record."""
    return "\n".join(
        f"[[edition]]\n"
        f"number      = {one.edition}\n"
        f"day         = {one.day}\n"
        f"reason      = {quoted(one.reason)}\n"
        f"approved_by = {quoted(one.approved_by)}\n"
        f"changes     = {quoted(one.changes)}\n"
        for one in amendments
    )
