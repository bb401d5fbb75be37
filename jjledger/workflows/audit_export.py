"""Give auditors a year's books as data, and take such data back: nothing is written that does not agree with itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

from jjledger.books.audit_text import beancount_text, journal_text
from jjledger.books.ledger import Ledger
from jjledger.books.linter import MAIN
from jjledger.disclosure.audit_books import audit_books, last_whole_month
from jjledger.errors import ExportError, refusal
from jjledger.facts.audit import AuditBooks
from jjledger.intake.audit_files import TABLES, audit_from_csv, audit_from_xml
from jjledger.render.audit_tables import audit_tables
from jjledger.render.audit_xml import xml_bytes, xsd_bytes
from jjledger.render.data import csv_bytes, workbook_bytes
from jjledger.rules.audit import disagreements
from jjledger.store.files import lay_down
from jjledger.store.refusals import refusing
from jjledger.store.system import System
from jjledger.workflows.private_papers import refuse_served

Form = Literal["csv", "xml", "xlsx", "journal"]
SCHEMA: Final = "会计核算软件数据.xsd"
_DOCUMENT: Final = "会计核算软件数据.xml"
_WORKBOOK: Final = "账簿.xlsx"
_JOURNAL: Final = "凭证.journal"
_READ_ME: Final = "说明.txt"


@dataclass(frozen=True, slots=True)
class Reimport:
    """What came back."""

    books: AuditBooks
    files: Mapping[str, bytes]  # of a plain ledger


def export_files(ledger: Ledger, year: int, forms: tuple[Form, ...], today: date) -> dict[str, bytes]:
    """Lay a year's books out as files.

    Args:
        ledger: a loaded community without blocking findings.
        year: calendar year; months that are not over are left out.
        forms: which files.
        today: the day on which it is asked.

    Returns:
        Content by file name.

    Raises:
        OptionError: no month of the year is over, or the books begin later.
    """
    books = year_of(ledger, year, today)
    tables = audit_tables(books)
    files = {_READ_ME: _words(books).encode()}
    if "csv" in forms:
        files |= {f"{name}.csv": csv_bytes(table) for name, table in tables.items()}
    if "xml" in forms:
        files |= {_DOCUMENT: xml_bytes(tables, SCHEMA), SCHEMA: xsd_bytes(tables)}
    if "xlsx" in forms:
        files[_WORKBOOK] = workbook_bytes(tuple(tables.values()))
    if "journal" in forms:
        files[_JOURNAL] = journal_text(books).encode()
    return files


def year_of(ledger: Ledger, year: int, today: date) -> AuditBooks:
    """Give a year's books in flat rows, whole months only.

    Raises:
        OptionError: no month of the year is over, or the books begin later.
    """
    last_day = last_whole_month(year, today)
    posted = ledger.books.posted()
    if last_day is None or not posted or posted[0].day > last_day:
        raise refusal(f"--year {year}", f"{year} 年还没有过完的月份，或者账本从以后才开始。", "请改正年份。")
    books = audit_books(ledger.books, ledger.replayed.shares, last_day)
    wrong = [trouble.text("") for trouble in disagreements(books)]
    assert not wrong, f"what we export agrees with itself: {wrong[:3]}"
    return books


def read_export(place: Path) -> Reimport:
    """Read an export back and add everything up anew.

    Args:
        place: the folder of its CSV files, or its XML file.

    Raises:
        ExportError: a row cannot be read, or does not agree with the vouchers; all such rows.
        StoreError: it cannot be opened.
    """
    with refusing(place, ""):
        if place.is_dir():
            books = audit_from_csv(
                {
                    file: (place / file).read_bytes()
                    for name in TABLES
                    if (place / (file := f"{name}.csv")).is_file()
                }
            )
        else:
            books = audit_from_xml(place.read_bytes(), place.name)
    wrong = tuple(disagreements(books))
    if wrong:
        raise ExportError(wrong)
    return Reimport(books, {MAIN: beancount_text(books).encode()})


def lay_down_reimport(reimport: Reimport, folder: Path, system: System) -> tuple[Path, ...]:
    """Write what came back as a plain ledger in a new folder.

    Raises:
        OptionError: others would see the households' balances there.
        StoreError: something stands there, or the disk refused.
    """
    refuse_served(folder, "--to", "请写到自己电脑上别的文件夹。")
    lay_down(folder, reimport.files, system)
    return tuple(folder / name for name in reimport.files)


def _words(books: AuditBooks) -> str:
    """Say what the files are, for whoever opens them without this program."""
    return "\n".join(
        (
            f"{books.title} {books.year} 年会计核算软件数据，截至 {books.last_day}。",
            "",
            "参照 GB/T 24589.1《财经信息技术 会计核算软件数据接口》的数据元名称编排，未经认证。",
            "每项资金是一本独立的电子账簿，以“电子账簿编号”区分。金额单位：元，借贷分列；红字为负数，记在原来的方向。",
            "“凭证来源”为“系统结转”的，是程序按月算出的结转凭证，账本里没有；重新导入时不读入，重新计算。",
            "“分户余额”只有房屋编号，没有姓名。期初余额加本年增加减本年减少等于期末余额。",
            "CSV 是带 BOM 的 UTF-8，可以直接用 Excel 打开；XML 的格式见同一文件夹的 .xsd。",
            "凭证.journal 可以用 hledger 或 ledger 打开，不含系统结转。",
            "",
            "复核：  jjledger reimport 这个文件夹 --to 新文件夹",
            "程序从凭证重新加总，与余额逐行核对，再写成一本普通的 beancount 账。",
            "",
        )
    )
