"""Printed books on request: vouchers, ledgers, the trial balance, the bank journal of a year or a month."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Final

from jjledger.books.community_file import COMMUNITY
from jjledger.books.ledger import Ledger
from jjledger.books.source import Source
from jjledger.disclosure.account_books import Asked, bank_journal, general_ledger, subsidiary_ledger
from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.book_models import Book, BookHead, BookKind
from jjledger.disclosure.trial_balance import trial_balance
from jjledger.disclosure.voucher_book import voucher_book
from jjledger.errors import refusal
from jjledger.facts.books import Books
from jjledger.facts.community import Community, Fund
from jjledger.period import Period, day_before, parse_period
from jjledger.render.book_files import book_files
from jjledger.render.papers import Format
from jjledger.render.pdf import Printer
from jjledger.rules.journal import BookEntry, fund_journal
from jjledger.store.system import System
from jjledger.workflows.private_papers import write_papers
from jjledger.workflows.processes import spread
from jjledger.workflows.vouchers.find import find_voucher

KINDS: Final[tuple[BookKind, ...]] = ("vouchers", "subsidiary", "general", "balances", "bank-journal")
_TITLES: Final[dict[BookKind, str]] = {
    "vouchers": "记账凭证", "subsidiary": "明细账", "general": "总账", "balances": "科目余额表",
    "bank-journal": "银行存款日记账",
}  # fmt: skip
_STATE_DIGITS: Final = 12
_MANY_PAGES: Final = 40  # what two processes print in the time in which they start
_COMPUTED: Final = re.compile(r"\d{4}-\d{2}-X\d{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which books of which days."""

    period: Period  # a year or a month
    kinds: Collection[BookKind] = KINDS
    fund: str = ""  # code; "" every fund


@dataclass(frozen=True, slots=True)
class Paper:
    """One book, and the name of its files without their endings."""

    stem: str
    book: Book


@dataclass(frozen=True, slots=True)
class _FundDays:
    """A fund's journal to the last day asked for, and what its books say about themselves."""

    books: Books
    fund: Fund
    entries: tuple[BookEntry, ...]
    today: date
    state: str

    def asked(self, kind: BookKind, period: Period) -> Asked:
        community = self.books.community
        last_day = min(period.last_day, self.today)
        drafts = [
            voucher
            for voucher in self.books.vouchers
            if voucher.draft
            and period.first_day <= voucher.day <= last_day
            and self.fund.code in voucher.funds
        ]
        head = BookHead(
            kind, _TITLES[kind], community.name, community.code, without_code(self.fund.code),
            period.code, period.title, period.first_day, last_day, self.state, len(drafts), community.sample,
        )  # fmt: skip
        return Asked(head, period.last_day < self.today)

    def within(self, period: Period) -> tuple[BookEntry, ...]:
        return tuple(entry for entry in self.entries if period.contains(entry.voucher.day))


def ledger_state(folder: Path, today: date) -> str:
    """Name the state of a ledger that a paper was printed from: a hash of its text, and the day.

    Args:
        folder: the community's folder.
        today: the day of printing.

    Raises:
        EncodingError: a file is not UTF-8.
    """
    source = Source(folder)
    hashed = sha256()
    for name in (COMMUNITY, *source.ledger_names()):
        hashed.update(sha256(f"{name}\n{source.text(name)}".encode()).digest())
    return f"账本状态 {hashed.hexdigest()[:_STATE_DIGITS]}，{today} 打印"


def plan_books(ledger: Ledger, wanted: Wanted, today: date) -> tuple[Paper, ...]:
    """Draw up the books of some days.

    Vouchers come a month at a time, as they are bound; of a period that is not over what there is by today.

    Args:
        ledger: a loaded community without blocking findings.
        wanted: which books.
        today: the day on which it is asked; months that are over by then are closed.

    Returns:
        Fund by fund, the vouchers first.

    Raises:
        OptionError: there is no such fund, or nothing stands in the books by then.
    """
    papers = []
    last_day = min(wanted.period.last_day, today)
    state = ledger_state(ledger.folder, today)
    for fund in _funds(ledger.books, wanted.fund):
        days = _FundDays(ledger.books, fund, _journal(ledger, fund, last_day, today), today, state)
        if days.entries:
            word = _fund_word(ledger.books.community, fund)
            papers += [
                Paper(f"{ledger.books.community.code}-{period.code}-{word}-{kind}", book)
                for kind in KINDS
                if kind in wanted.kinds
                for period, book in _books(days, kind, wanted.period)
            ]
    if not papers:
        raise refusal(
            f"--year {wanted.period.first_day.year}",
            f"{wanted.period.title}没有可以打印的账。",
            "请写开始记账以后、今天以前的年月。",
        )
    return tuple(papers)


def plan_vouchers(
    ledger: Ledger, said: Sequence[str], fund: str, today: date, month: str = ""
) -> tuple[Paper, ...]:
    """Lay out single vouchers for printing.

    Args:
        ledger: a loaded community without blocking findings.
        said: posted vouchers as `find_voucher` takes them, computed closings as 2025-03-X0001; at least one.
        fund: its fund's code; "" where only one fund has such a voucher.
        today: the day of printing.
        month: 2025-03 where the words name none.

    Raises:
        OptionError: there is no such voucher, or there are several.
    """
    closings = [word for word in said if _COMPUTED.fullmatch(word)]
    booked = {id(find_voucher(ledger, word, fund, month)) for word in said if word not in closings}
    last_day = max([today, *(voucher.day for voucher in ledger.books.posted())])
    state = ledger_state(ledger.folder, today)
    papers, found = [], set()
    for one in _funds(ledger.books, fund):
        days = _FundDays(ledger.books, one, _journal(ledger, one, last_day, today), today, state)
        chosen = [
            entry
            for entry in days.entries
            if (entry.voucher.key in closings if entry.computed else id(entry.voucher) in booked)
        ]
        found |= {entry.voucher.key for entry in chosen if entry.computed}
        papers += list(_by_month(days, chosen, _fund_word(ledger.books.community, one)))
    for word in closings:
        if word not in found:
            raise refusal(
                word, f"没有系统结转的凭证 {word}。", "系统结转的凭证在月份结束以后才有，编号从 X0001 起。"
            )
    return tuple(papers)


def _by_month(days: _FundDays, entries: Iterable[BookEntry], word: str) -> Iterator[Paper]:
    """Lay vouchers of a fund out month by month, named by the first and the last of them."""
    for month, group in groupby(entries, key=lambda entry: f"{entry.voucher.day:%Y-%m}"):
        of_month = tuple(group)
        book = voucher_book(of_month, days.asked("vouchers", parse_period(month)).head)
        numbers = sorted({entry.voucher.key[8:] for entry in of_month})
        named = "-".join(dict.fromkeys((numbers[0], numbers[-1])))
        yield Paper(f"{book.head.community_code}-{month}-{word}-{named}", book)


def write_books(
    papers: Sequence[Paper], folder: Path, formats: Collection[Format], system: System
) -> Iterator[tuple[Path, ...]]:
    """Write books one after the other; many pages are printed on both cores.

    Args:
        papers: what to print.
        folder: usually the community's `private/print`.
        formats: which forms; of vouchers and ledgers CSV and XLSX are their rows without what pages carry over.
        system: the disk.

    Yields:
        The files of each book, when they are written; of many pages in any order.

    Raises:
        StoreError: the disk refused.
    """
    printing = [_Printing(paper, tuple(formats)) for paper in papers]
    pages = sum(len(paper.book.pages) for paper in papers)
    if "pdf" in formats and pages > _MANY_PAGES:
        made = spread(_made, printing, "jjledger books")
    else:
        made = map(_made, printing)
    for files in made:
        yield write_papers(files, folder, system)


@dataclass(frozen=True, slots=True)
class _Printing:
    """A book and the forms it is wanted in, as a process is given them."""

    paper: Paper
    formats: tuple[Format, ...]


def _made(printing: _Printing) -> dict[str, bytes]:
    """Put one book into its forms, by name."""
    printer = _printer() if "pdf" in printing.formats else None
    made = book_files(printing.paper.book, printing.formats, printer)
    return {f"{printing.paper.stem}.{suffix}": data for suffix, data in made.items()}


@cache
def _printer() -> Printer:
    """Give this process's printer."""
    return Printer()


def _books(days: _FundDays, kind: BookKind, period: Period) -> Iterator[tuple[Period, Book]]:
    """Draw up one kind of book, vouchers a month at a time."""
    asked = days.asked(kind, period)
    if kind == "vouchers":
        for month in dict.fromkeys(f"{entry.voucher.day:%Y-%m}" for entry in days.within(period)):
            only = parse_period(month)
            yield only, voucher_book(days.within(only), days.asked(kind, only).head)
    elif kind == "subsidiary":
        yield period, subsidiary_ledger(days.entries, asked)
    elif kind == "general":
        yield period, general_ledger(days.entries, asked)
    elif kind == "balances":
        yield period, trial_balance(days.entries, asked)
    else:
        yield period, bank_journal(days.entries, asked, days.books.assertions)


def _journal(ledger: Ledger, fund: Fund, last_day: date, today: date) -> tuple[BookEntry, ...]:
    """Give a fund's journal; only months that are over by today are closed."""
    return fund_journal(ledger.books, fund, last_day, day_before(today))


def _funds(books: Books, code: str) -> tuple[Fund, ...]:
    """Find the funds that are meant."""
    if not code:
        return books.community.funds
    fund = books.community.fund(code)
    if fund is None:
        known = "、".join(one.code for one in books.community.funds)
        raise refusal(f"--fund {code}", f"没有资金「{code}」。", f"本小区的资金有：{known}。")
    return (fund,)


def _fund_word(community: Community, fund: Fund) -> str:
    """Name a fund in a file's name: by its kind, with its place where there are several of it."""
    same: Mapping[str, int] = {
        one.code: place
        for place, one in enumerate([one for one in community.funds if one.kind == fund.kind], 1)
    }
    word = fund.kind.replace("_", "-")
    return word if len(same) == 1 else f"{word}-{same[fund.code]}"
