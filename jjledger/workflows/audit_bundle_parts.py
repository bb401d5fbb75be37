"""What a bundle for auditors holds of a period: balances, printed books, the bank's statements, and the public log.

What lives here: which files there are, and their content. What must not: the bundle's own first page and binding.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from jjledger.books.household_book import household_books
from jjledger.books.ledger import Ledger
from jjledger.disclosure.account_words import leg_words, without_code
from jjledger.disclosure.audit_checklist import (
    BALANCES,
    BANK,
    BOOKS,
    HOUSEHOLDS,
    INTERFACE,
    LEDGER,
    LOG,
    STATEMENTS,
)
from jjledger.disclosure.household_figures import household_figures
from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.voucher import Account
from jjledger.period import Period, day_after, month_of, parse_period
from jjledger.proof.failed import ProofError
from jjledger.render.audit_bundle_tables import (
    ACCOUNT_COLUMNS,
    BANK_COLUMNS,
    HOUSEHOLD_COLUMNS,
    STATEMENT_COLUMNS,
    bundle_table,
)
from jjledger.render.book_files import book_files
from jjledger.render.data import csv_bytes, xlsx_bytes
from jjledger.render.papers import statement_files
from jjledger.render.pdf import Printer
from jjledger.render.tables import Row, Table
from jjledger.rules.bank_confirmation import is_bank, last_word
from jjledger.rules.journal import fund_journal
from jjledger.seal.entries import Audit, read_entry
from jjledger.seal.manifest import Manifest
from jjledger.seal.sealing import load_sealed
from jjledger.store.files import read_or_none
from jjledger.store.kept_log import KeptLog, is_begun, read_log
from jjledger.store.system import System
from jjledger.workflows.archive import text_and_originals
from jjledger.workflows.audit_export import Form, export_files
from jjledger.workflows.log_place import log_folder, log_home
from jjledger.workflows.log_words import entry_words
from jjledger.workflows.printed_books import Wanted, plan_books
from jjledger.workflows.sealing import SEALED
from jjledger.workflows.statements import statements_of

Files = Iterator[tuple[str, bytes]]
_FORMS: Final[tuple[Form, ...]] = ("csv", "xml", "xlsx", "journal")
_DECEMBER: Final = 12


def years_of(period: Period) -> tuple[Period, ...]:
    """Cut a period into calendar years, for books and data run by the year: whole ones, and what is left of others.

    Examples:
        >>> [one.code for one in years_of(parse_period("2025-H2"))]
        ['2025-H2']
    """
    first, last = period.first_day, period.last_day
    if first.year == last.year:
        return (period,)
    cut = []
    for year in range(first.year, last.year + 1):
        whole = parse_period(str(year))
        begin, end = max(first, whole.first_day), min(last, whole.last_day)
        if (begin, end) == (whole.first_day, whole.last_day):
            cut.append(whole)
        else:
            title = f"{year}年{begin.month}月至{end.month}月"
            cut.append(Period(begin, end, f"{month_of(begin)}..{month_of(end)}", title))
    return tuple(cut)


def balance_files(ledger: Ledger, period: Period) -> Files:
    """Give what every account and every house had, moved and has at the end of the period.

    Args:
        ledger: a loaded community.
        period: whole months.
    """
    books = ledger.books
    yield from _both(f"{BALANCES}/科目余额", _accounts(books, period))
    rows: list[Row] = []
    for fund in books.community.funds:
        if fund.code in ledger.replayed.shares:
            figures = household_figures(books, ledger.replayed.shares[fund.code], period)
            rows += [
                (
                    without_code(fund.code), house, one.opening_fen, one.paid_fen, one.interest_fen,
                    one.spent_fen, one.closing_fen, one.arrears_fen,
                )
                for house, one in figures.items()
            ]  # fmt: skip
    if rows:
        yield from _both(f"{BALANCES}/分户余额", bundle_table("分户余额", HOUSEHOLD_COLUMNS, rows))


def _both(name: str, table: Table) -> Files:
    yield f"{name}.csv", csv_bytes(table)
    yield f"{name}.xlsx", xlsx_bytes(table)


def _accounts(books: Books, period: Period) -> Table:
    rows: list[Row] = []
    for fund in books.community.funds:
        rows += _of_fund(books, fund, period)
    return bundle_table("科目余额", ACCOUNT_COLUMNS, rows)


def _of_fund(books: Books, fund: Fund, period: Period) -> Iterator[Row]:
    accounts: dict[str, Account] = {}
    opening: dict[str, int] = defaultdict(int)
    moved: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for entry in fund_journal(books, fund, period.last_day, period.last_day):
        for leg in entry.legs:
            name = leg.account.name
            accounts[name] = leg.account
            if entry.voucher.day < period.first_day:
                opening[name] += leg.amount_fen
            else:
                debit, credit = moved[name]
                moved[name] = debit + leg.debit_fen, credit + leg.credit_fen
    for name, account in sorted(accounts.items(), key=lambda item: (item[1].code, item[0])):
        debit, credit = moved[name]
        before = opening[name]
        if before or debit or credit:
            yield (
                without_code(fund.code), account.code, leg_words(account), before, debit, credit,
                before + debit - credit,
            )  # fmt: skip


def paper_files(ledger: Ledger, period: Period, today: date) -> Files:
    """Print and compute what is kept by the year: books, statements, households and the audit interface.

    Args:
        ledger: a loaded community without blocking findings.
        period: whole months that are over.
        today: the day on which it is asked.

    Raises:
        OptionError: the books begin later.
        RenderError: a book could not be printed.
    """
    printer = Printer()
    years = years_of(period)
    funded = any(fund.kind in OWNERS_FUND_KINDS for fund in ledger.books.community.funds)
    began = min((one.day for one in ledger.books.posted()), default=period.last_day)
    for part in (one for one in years if one.last_day >= began):
        for paper in plan_books(ledger, Wanted(part), today):
            head = paper.book.head
            name = f"{head.fund}-{head.title}-{head.period_code}"
            for suffix, data in book_files(paper.book, ("pdf", "csv"), printer).items():
                yield f"{BOOKS}/{name}.{suffix}", data
        for whole in _stated(part) if funded else ():
            if whole.last_day >= began:
                made = statement_files(statements_of(ledger, whole, today), ("html", "pdf", "csv"))
                yield from ((f"{STATEMENTS}/{whole.code}/{name}", data) for name, data in made.items())
        year = part.first_day.year
        for text in household_books(ledger.books, ledger.replayed.shares, (year,)):
            yield f"{HOUSEHOLDS}/households-{year}.beancount", text.encode()
        folder = INTERFACE if len(years) == 1 else f"{INTERFACE}/{year}"
        until = min(today, day_after(part.last_day))
        for name, data in export_files(ledger, year, _FORMS, until).items():
            yield f"{folder}/{name}", data


def _stated(part: Period) -> tuple[Period, ...]:
    """Give the periods for which statements are prescribed, months and years, that make up a part of a year."""
    year = parse_period(str(part.first_day.year))
    if (part.first_day, part.last_day) == (year.first_day, year.last_day):
        return (year,)
    months = range(part.first_day.month, part.last_day.month + 1)
    return tuple(parse_period(f"{year.code}-{month:02d}") for month in months)


def originals_within(ledger: Ledger, period: Period) -> frozenset[str]:
    """Name the originals of a period: what its vouchers name, what was filed in it, and the bank's own statements."""
    books = ledger.books
    wanted = {
        name for one in books.posted_between(period.first_day, period.last_day) for name in one.documents
    }
    wanted |= {one.file for one in books.later_documents if period.contains(one.day)}
    wanted |= {one.file for one in books.originals if period.contains(one.filed)}
    wanted |= {
        one.file
        for one in books.statements
        if one.file and one.first_day <= period.last_day and one.last_day >= period.first_day
    }
    return frozenset(wanted)


def ledger_files(ledger: Ledger, period: Period, *, originals: bool) -> Files:
    """Give the ledger's own text, and the originals of the period where they go with it."""
    wanted = originals_within(ledger, period) if originals else frozenset()
    for name, data in text_and_originals(ledger, wanted):
        yield f"{LEDGER}/{ledger.books.community.code}/{name}", data


def bank_files(ledger: Ledger, period: Period) -> Files:
    """Give what the bank said: every balance confirmed, and every statement with its rows.

    Args:
        ledger: a loaded community.
        period: whole months.
    """
    books = ledger.books
    yield from _both(f"{BANK}/与银行核对的余额", _confirmed(books, period))
    rows: list[Row] = []
    code = books.community.code
    for head in books.statements:
        account = books.accounts.get(head.account)
        if account is None or head.first_day > period.last_day or head.last_day < period.first_day:
            continue
        table = f"{LEDGER}/{code}/{head.place.file.removesuffix('.toml')}.csv"
        original = f"{LEDGER}/{code}/{head.file}" if head.file else ""
        state = "完整" if head.whole else "有缺行或合计不符"
        rows.append(
            (
                without_code(account.fund), leg_words(account), head.first_day, head.last_day, head.opening_fen,
                head.closing_fen, head.rows, state, table, original, head.sha256,
            )
        )  # fmt: skip
    if rows:
        yield from _both(f"{BANK}/对账单清单", bundle_table("对账单清单", STATEMENT_COLUMNS, rows))


def _confirmed(books: Books, period: Period) -> Table:
    """List every day of the period on which the bank said something of an account."""
    said: set[tuple[str, date]] = {(one.account.name, one.day) for one in books.assertions}
    said |= {(one.account, one.day) for one in books.reconciliations}
    accounts: dict[str, Account] = {name: one for name, one in books.accounts.items() if is_bank(one)}
    rows: list[Row] = []
    for name, day in sorted(said):
        word = last_word(books, accounts[name], day) if name in accounts and period.contains(day) else None
        if word is None or word.day != day:
            continue
        account = accounts[name]
        between = word.book_fen - word.bank_fen
        why = "一致" if not between else "未达账项已逐笔查明" if word.explained else "没有查明"
        rows.append(
            (without_code(account.fund), leg_words(account), day, word.bank_fen, word.book_fen, between, why)
        )
    return bundle_table("与银行核对的余额", BANK_COLUMNS, rows)


def log_files(ledger: Ledger, period: Period, system: System) -> Files:
    """Give what the public log has of the period: every edition's manifest with its proof, and who signed the log.

    Args:
        ledger: a loaded community.
        period: whole months.
        system: the machine, for the log.

    Raises:
        StoreError: the log cannot be read.
    """
    place = log_folder(log_home(ledger.folder, system))
    if not is_begun(place):
        return
    log = read_log(place)
    found = list(_editions(log, ledger.books.community.code, period))
    if not found:
        return
    listed = io.StringIO()
    writer = csv.writer(listed, lineterminator="\r\n")
    writer.writerow(("第几条", "登记了什么", "文件夹"))
    wanted = {index: f"{one.period}.v{one.edition}" for index, one in found}
    for index, manifest in found:
        folder = f"{LOG}/{wanted[index]}"
        yield f"{folder}/manifest.txt", log.entries[index]
        yield f"{folder}/disclosure.tlog-proof", log.proof(index)
        yield from ((f"{folder}/{name}", data) for name, data in _registers(ledger, manifest, system))
    for index, data in enumerate(log.entries):
        entry = read_entry(data)
        about = entry.disclosure if isinstance(entry, Audit) else index
        if about in wanted:
            writer.writerow((index, entry_words(entry), wanted[about]))
        if isinstance(entry, Audit) and about in wanted:
            yield f"{LOG}/{wanted[about]}/audit-{index}.txt", data
    yield f"{LOG}/genesis.txt", log.entries[0]
    yield f"{LOG}/checkpoint", log.checkpoint
    yield f"{LOG}/登记.csv", b"\xef\xbb\xbf" + listed.getvalue().encode()


def _editions(log: KeptLog, code: str, period: Period) -> Iterator[tuple[int, Manifest]]:
    for index, data in enumerate(log.entries):
        entry = read_entry(data)
        if isinstance(entry, Manifest) and entry.community.endswith(f"/{code}"):
            told = parse_period(entry.period)
            if told.first_day <= period.last_day and told.last_day >= period.first_day:
                yield index, entry


def _registers(ledger: Ledger, manifest: Manifest, system: System) -> Files:
    """Give the list of rooms with the hashes of their statements, where what was sealed is kept."""
    for block in manifest.funds:
        kept = ledger.folder / SEALED / f"{manifest.period}.v{manifest.edition}.{block.fund}.json"
        data = read_or_none(kept, system)
        if data is None:
            continue
        try:
            sealed = load_sealed(data)
        except ProofError:
            continue
        if sealed.statements_root == block.statements:
            yield f"register-{block.fund}.txt", sealed.register
