"""Bind a year into one archive that opens without this program, and prove one that was bound before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from jjledger.books.household_book import household_books
from jjledger.books.ledger import MAIN, Ledger, load_ledger
from jjledger.disclosure.archive_models import ArchivedFile, ArchiveIndex, ArchiveSection
from jjledger.errors import EntryRefusedError, ExportError, Trouble
from jjledger.facts.audit import AuditBooks
from jjledger.facts.community import OWNERS_FUND_KINDS
from jjledger.facts.original import Retention
from jjledger.intake.archive_file import archived_files
from jjledger.intake.audit_files import TABLES, audit_from_csv
from jjledger.period import parse_period
from jjledger.render.archive import SUMS, index_files, packed, sums_bytes
from jjledger.render.book_files import book_files
from jjledger.render.papers import statement_files
from jjledger.render.pdf import Printer
from jjledger.rules.audit import disagreements
from jjledger.rules.retention import kept_until, term_words
from jjledger.store.refusals import refusing
from jjledger.workflows.audit_export import Form, export_files, year_of
from jjledger.workflows.printed_books import Wanted, plan_books
from jjledger.workflows.record import as_trouble, read_books
from jjledger.workflows.statements import statements_of

LEDGER: Final = "账本"
BOOKS: Final = "账簿"
STATEMENTS: Final = "报表"
HOUSEHOLDS: Final = "分户账"
INTERFACE: Final = "接口"
_NOTE: Final = "说明.txt"
# Each folder with its title, what it says of itself, and how long its files are kept.
_SECTIONS: Final[tuple[tuple[str, str, str, Retention], ...]] = (
    (BOOKS, "记账凭证和账簿", "记账凭证、明细账、总账、科目余额表、银行存款日记账：PDF 供装订，CSV 供查找。", "voucher"),
    (STATEMENTS, "会计报表", "会住维01、02、03表。", "annual"),
    (HOUSEHOLDS, "分户账", "每户的本金、利息和欠款，一本完整的 beancount 账，用 bean-check 或 Fava 打开。", "voucher"),
    (INTERFACE, "数据接口", "科目、发生额、凭证和分户余额，CSV 和 XML；参照 GB/T 24589.1 编排，未经认证。", "voucher"),
    (
        LEDGER, "账本和原始凭证",
        "会计写下的账本原文、登记册、明细、表决记录和结账记录，vouchers 里是原始凭证，文件名是内容的哈希。", "voucher",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proven:
    """An archive whose every file is as it was bound, and whose balances came out again."""

    books: AuditBooks
    files: int


def archive_files(ledger: Ledger, year: int, today: date) -> Iterator[tuple[str, bytes]]:
    """Make a year's files, one after the other: printing takes its time.

    Args:
        ledger: a loaded community without blocking findings.
        year: calendar year; months that are not over are left out.
        today: the day on which it is asked.

    Yields:
        Path within the archive, and content.

    Raises:
        OptionError: no month of the year is over, or the books begin later.
        PeriodError: the year is not entered to its end.
        RenderError: a book could not be printed.
    """
    yield from paper_files(ledger, year, today, ("csv", "xml", "journal"))
    yield from ledger_files(ledger, year, originals=True)


def paper_files(
    ledger: Ledger, year: int, today: date, forms: tuple[Form, ...]
) -> Iterator[tuple[str, bytes]]:
    """Make what is printed and computed of a year: books, statements, households and the audit interface.

    Args:
        ledger: a loaded community without blocking findings.
        year: calendar year; months that are not over are left out.
        today: the day on which it is asked.
        forms: of the interface.

    Yields:
        Path within the archive, and content.

    Raises:
        OptionError: no month of the year is over, or the books begin later.
        PeriodError: the year is not entered to its end.
        RenderError: a book could not be printed.
    """
    year_of(ledger, year, today)
    printer = Printer()
    for paper in plan_books(ledger, Wanted(parse_period(str(year))), today):
        head = paper.book.head
        name = f"{head.fund}-{head.title}-{head.period_code}"
        for suffix, data in book_files(paper.book, ("pdf", "csv"), printer).items():
            yield f"{BOOKS}/{name}.{suffix}", data
    if any(fund.kind in OWNERS_FUND_KINDS for fund in ledger.books.community.funds):
        made = statement_files(statements_of(ledger, parse_period(str(year)), today), ("html", "pdf", "csv"))
        yield from ((f"{STATEMENTS}/{name}", data) for name, data in made.items())
    for text in household_books(ledger.books, ledger.replayed.shares, (year,)):
        yield f"{HOUSEHOLDS}/households-{year}.beancount", text.encode()
    for name, data in export_files(ledger, year, forms, today).items():
        yield f"{INTERFACE}/{name}", data


def ledger_files(ledger: Ledger, year: int, *, originals: bool) -> Iterator[tuple[str, bytes]]:
    """Give the ledger's own text; and the originals that the year's vouchers name or that were filed in it.

    Args:
        ledger: a loaded community.
        year: calendar year.
        originals: whether they are given.
    """
    wanted = originals_of(ledger, year) if originals else frozenset()
    for name, data in text_and_originals(ledger, wanted):
        yield f"{LEDGER}/{ledger.books.community.code}/{name}", data


def text_and_originals(ledger: Ledger, wanted: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """Give every file of a ledger's own text, and some of its originals, by their names below its folder.

    Args:
        ledger: a loaded community.
        wanted: the originals; one that is gone is left out.
    """
    text = read_books(ledger.folder)
    for name in sorted(text.keys() | wanted):
        with refusing(ledger.folder / name, ""):
            if name in wanted and (ledger.folder / name).is_file():
                yield name, (ledger.folder / name).read_bytes()
            elif text.get(name):
                yield name, text[name]


def originals_of(ledger: Ledger, year: int) -> frozenset[str]:
    """Name the originals that a year's vouchers name or that were filed in it."""
    books = ledger.books
    wanted = {name for one in books.posted() if one.day.year == year for name in one.documents}
    wanted |= {one.file for one in books.later_documents if one.day.year == year}
    wanted |= {one.file for one in books.originals if one.filed.year == year}
    return frozenset(wanted)


def bound(ledger: Ledger, year: int, files: Mapping[str, bytes], today: date) -> bytes:
    """Bind a year's files with their index and hashes.

    Args:
        ledger: the community.
        year: calendar year.
        files: what `archive_files` made.
        today: the day on which it is asked.

    Returns:
        The zip, the same bytes for the same books.
    """
    last_day = year_of(ledger, year, today).last_day
    community = ledger.books.community
    terms = {one.file: one.retention for one in ledger.books.originals}
    sections = tuple(
        ArchiveSection(
            title,
            words,
            tuple(
                _archived(path, files[path], terms.get(path.split("/", 2)[-1], retention), last_day)
                for path in sorted(files)
                if path.startswith(f"{folder}/")
            ),
        )
        for folder, title, words, retention in _SECTIONS
    )
    index = ArchiveIndex(
        community.name, year, last_day, community.sample, tuple(one for one in sections if one.files)
    )
    whole = {**files, **index_files(index), _NOTE: _words(index).encode()}
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in whole.items()}
    return packed({**whole, SUMS: sums_bytes(hashes)})


def _archived(path: str, data: bytes, retention: Retention, last_day: date) -> ArchivedFile:
    until = kept_until(retention, last_day)
    digest = hashlib.sha256(data).hexdigest()
    return ArchivedFile(path, len(data), digest, term_words(retention), str(until or ""))


def prove_archive(path: Path, today: date) -> Proven:
    """Hold every file of an archive against its hash, and recompute its balances from the ledger's text.

    Args:
        path: the zip.
        today: the day on which the checks ask.

    Raises:
        ExportError: it is no archive, a file differs from its hash, or a table from the ledger.
        EntryRefusedError: the ledger in it has blocking findings.
        JjledgerError: the ledger in it could not be read.
        StoreError: the file cannot be opened.
    """
    with refusing(path, ""):
        data = path.read_bytes()
    files = archived_files(data, path.name)
    tables = {
        PurePosixPath(name).name: content
        for name, content in files.items()
        if name.startswith(f"{INTERFACE}/") and name.endswith(".csv")
    }
    books = audit_from_csv(tables)
    wrong = tuple(disagreements(books))
    if wrong:
        raise ExportError(wrong)
    with TemporaryDirectory() as place:
        ledger = _unpacked_ledger(files, Path(place).resolve(), max(today, books.last_day))
        again = export_files(ledger, books.year, ("csv",), max(today, books.last_day))
    differ = [name for name in TABLES if again[f"{name}.csv"] != tables[f"{name}.csv"]]
    if differ:
        what = f"账本重新算出的{'、'.join(differ)}与档案里的不同。"
        raise ExportError((Trouble(path.name, what, "请核对是不是用同一版程序做的，并查问是谁改过档案。"),))
    return Proven(books, len(files))


def _unpacked_ledger(files: Mapping[str, bytes], place: Path, today: date) -> Ledger:
    main = [name for name in files if name.startswith(f"{LEDGER}/") and name.endswith(f"/{MAIN}")]
    with refusing(place):
        for name, data in files.items():
            if name.startswith(f"{LEDGER}/"):
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                (place / name).write_bytes(data)
    ledger = load_ledger((place / min(main, key=len, default=LEDGER)).parent, today)
    if ledger.blocking():
        raise EntryRefusedError(tuple(map(as_trouble, ledger.blocking())))
    return ledger


def _words(index: ArchiveIndex) -> str:
    lines = [f"{index.community} {index.year} 年会计档案，截至 {index.last_day}。", ""]
    lines += ["打开 index.html 看目录；不需要网络，也不需要记账程序。", ""]
    for section in index.sections:
        lines.append(f"{section.title}（{len(section.files)} 个文件）：{section.words}")
    lines += [
        "",
        "业主姓名、电话（private 文件夹）不在档案里，按个人信息另行保管。",
        "核对：  sha256sum -c SHA256SUMS",
        "从账本原文重新计算：  jjledger archive --verify 这个文件.zip",
        "",
    ]
    return "\n".join(lines)
