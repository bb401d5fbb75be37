"""Read and write posted/2025-Q3.toml: where the papers of one period hung."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from jjledger.books.findings import from_record
from jjledger.books.source import Source
from jjledger.books.text import quoted
from jjledger.books.toml_table import Table, read_toml
from jjledger.errors import JjledgerError
from jjledger.facts.finding import Finding, Place
from jjledger.facts.posting_record import FOLDER, PostingRecord
from jjledger.period import parse_period

_HEAD: Final = "[[posting]]"
_DIGITS: Final = 64


def posting_file(period_code: str) -> str:
    """Name the file that says where the papers of a period hung."""
    return f"{FOLDER}/{period_code}.toml"


def read_postings(source: Source) -> tuple[tuple[PostingRecord, ...], tuple[Finding, ...]]:
    """Read every record.

    Args:
        source: the community's files.

    Returns:
        The records by file and line, and what is wrong with the files that cannot be read.
    """
    found: list[PostingRecord] = []
    findings = []
    for path in sorted((source.folder / FOLDER).glob("*.toml")):
        try:
            found += read_posting_file(source, path.stem)
        except JjledgerError as error:
            findings.append(from_record("E86", "warn", error, source, "张贴记录"))
    return tuple(found), tuple(findings)


def read_posting_file(source: Source, period_code: str) -> tuple[PostingRecord, ...]:
    """Read the records of one period.

    Args:
        source: the community's files.
        period_code: of the period, which is the file's name.

    Raises:
        CommunityFileError: the name is no period, or a key is unknown, missing or makes no sense.
    """
    name = posting_file(period_code)
    top = read_toml(source, name)
    try:
        parse_period(period_code)
    except ValueError as error:
        raise top.refuse(
            "posting", f"文件名里的{error}。", f"请把文件改名，例如 {FOLDER}/2025-Q3.toml。"
        ) from error
    records = tuple(_record(table, period_code) for table in top.tables("posting"))
    top.close()
    return records


def _record(table: Table, period_code: str) -> PostingRecord:
    photos = table.get("photos", list, [])
    if not all(_is_hash(photo) for photo in photos):
        raise table.refuse(
            "photos", "photos 不是 SHA-256 的列表。", "请用 jjledger posted 登记照片，不要手写。"
        )
    first_day = table.get("from", date)
    last_day = table.get("to", date) if "to" in table.values else None
    if last_day is not None and last_day < first_day:
        raise table.refuse(
            "to", f"到期日 {last_day} 在起始日 {first_day} 以前。", "请对照照片和张贴记录改正日期。"
        )
    version = table.get("version", int, 1)
    if version < 1:
        raise table.refuse("version", f"没有第 {version} 版。", "版次从 1 起。")
    record = PostingRecord(
        period_code,
        table.get("document", str, ""),
        table.words("place", "请写贴在哪里，例如 1幢大堂公告栏；公示页面上会显示，不写姓名和房号。"),
        first_day,
        last_day,
        tuple(photos),
        table.get("recorded", date),
        Place(table.name, table.span[0]),
        version,
    )
    table.close()
    return record


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and len(value) == _DIGITS and not set(value) - set("0123456789abcdef")


def posting_text(record: PostingRecord) -> str:
    """Write one record as it stands in its file."""
    lines = [_HEAD]
    if record.document:
        lines.append(f"document = {quoted(record.document)}")
    if record.version > 1:
        lines.append(f"version  = {record.version}")
    lines += [f"place    = {quoted(record.place)}", f"from     = {record.first_day}"]
    if record.last_day is not None:
        lines.append(f"to       = {record.last_day}")
    if record.photos:
        lines += ["photos   = [", *(f"  {quoted(photo)}," for photo in record.photos), "]"]
    lines.append(f"recorded = {record.recorded}")
    return "\n".join(lines) + "\n"


def with_postings(source: Source, period_code: str, new: Sequence[PostingRecord]) -> bytes:
    """Give the file of a period with some records after those that stand there."""
    return source.appended(posting_file(period_code), "\n".join(map(posting_text, new)), "\n\n")


def with_record(source: Source, before: PostingRecord, after: PostingRecord) -> bytes:
    """Give the file with one record changed: a paper came down, or a day was wrong. The others stay as they stand.

    Args:
        source: the community's files.
        before: the record as it stands there.
        after: as it is to stand there.
    """
    lines = source.text(posting_file(before.period_code)).split("\n")
    start = before.at.line - 1
    end = next((n for n in range(start + 1, len(lines)) if lines[n].lstrip().startswith("[[")), len(lines))
    carriage = "\r" if lines[start].endswith("\r") else ""
    remarks = [line for line in lines[start:end] if line.lstrip().startswith("#")]
    anew = [f"{line}{carriage}" for line in posting_text(after).rstrip("\n").split("\n")]
    gap = [carriage] if end < len(lines) else [""]
    return "\n".join([*lines[:start], *anew, *remarks, *gap, *lines[end:]]).encode()
