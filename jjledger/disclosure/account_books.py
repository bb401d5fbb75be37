"""明细账, 总账 and 银行存款日记账: an account's rows with running balances and totals, laid out into pages.

Source: 会计基础工作规范 第60条 (balances, 承前页, 过次页), 第63条 (本月合计, 本年累计, 结转下年, 上年结转).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Final

from jjledger.disclosure.account_words import leg_words
from jjledger.disclosure.book_models import (
    BookHead,
    BookRow,
    BookRowKind,
    BookSection,
    LedgerBook,
    LedgerPage,
)
from jjledger.disclosure.book_paging import ROW, broken, page_breaks, row_height
from jjledger.facts.books import BalanceAssertion
from jjledger.facts.voucher import BANK_CODE, Account
from jjledger.period import month_end
from jjledger.rules.journal import BookEntry, BookLeg
from jjledger.rules.statements import is_opening
from jjledger.units import yuan

HEIGHT: Final = 38 * ROW  # of a page's rows, 承前页 and 过次页 included
SUMMARY: Final = 22  # characters of a line
SUMMARY_BESIDE_CONTRA: Final = 16
CONTRA: Final = 7
_ABOVE: Final = 4 * ROW  # an account's name and its columns' heads, below another account
_HIGHEST: Final = 12  # lines of a row; what is longer goes on in a row of its own
_CONTRAS: Final = 4  # accounts that are named on the other side
_DECEMBER: Final = 12

Item = tuple[BookEntry, BookLeg]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which days of whose books, and what each page says about itself."""

    head: BookHead
    whole: bool  # the period is over, so that a year can be carried over

    @property
    def year_start(self) -> date:
        """Give the first day of the year."""
        return self.head.first_day.replace(month=1, day=1)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row, and what a page that ended below it would carry over."""

    row: BookRow
    debit_fen: int  # of the month so far
    credit_fen: int
    balance_fen: int  # debit positive

    @property
    def height(self) -> int:
        return row_height(max(len(self.row.summary), len(self.row.contra)))


@dataclass(slots=True)
class _Sums:
    """What an account came to so far, in fen."""

    balance: int = 0
    month: list[int] = field(default_factory=lambda: [0, 0])
    year: list[int] = field(default_factory=lambda: [0, 0])
    day: list[int] = field(default_factory=lambda: [0, 0])

    def book(self, leg: BookLeg) -> None:
        self.balance += leg.amount_fen
        for sums in (self.month, self.year, self.day):
            sums[0] += leg.debit_fen
            sums[1] += leg.credit_fen


@dataclass(frozen=True, slots=True)
class _Account:
    """One account of a book before it is laid out."""

    code: str
    words: str
    rows: tuple[_Placed, ...]


def subsidiary_ledger(entries: Iterable[BookEntry], asked: Asked) -> LedgerBook:
    """Draw up 明细账: every leg of every account, computed closings among them.

    Args:
        entries: the fund's journal from its beginning to the last day.
        asked: which days.

    Returns:
        Each account on pages of its own, in the order of names; without those that neither moved nor stand.
    """
    accounts = by_account(entries)
    made = [
        _Account(items[0][1].account.code, leg_words(items[0][1].account), tuple(_entries(items, asked)))
        for _, items in sorted(accounts.items(), key=lambda one: rank(one[1][0][1].account))
    ]
    return LedgerBook(asked.head, _own_pages(made))


def general_ledger(entries: Iterable[BookEntry], asked: Asked) -> LedgerBook:
    """Draw up 总账: what every general account came to in each month.

    Args:
        entries: the fund's journal from its beginning to the last day.
        asked: which days.
    """
    by_code: dict[str, list[Item]] = {}
    for items in by_account(entries).values():
        by_code.setdefault(items[0][1].account.code, []).extend(items)
    made = []
    for code, items in sorted(by_code.items()):
        items.sort(key=lambda item: item[0].voucher.day)
        rows = tuple(placed for placed in _entries(items, asked) if placed.row.kind != "entry")
        made.append(_Account(code, items[0][1].account.title, rows))
    return LedgerBook(asked.head, _shared_pages(made))


def bank_journal(
    entries: Sequence[BookEntry], asked: Asked, confirmed: Iterable[BalanceAssertion]
) -> LedgerBook:
    """Draw up 银行存款日记账: every movement of each bank account with the accounts on its other side.

    Args:
        entries: the fund's journal from its beginning to the last day.
        asked: which days.
        confirmed: balances that banks vouched for; each is compared below its day.

    Source: 会计基础工作规范 第57条, 第60条 (八): 银行存款日记账必须逐日结出余额.
    """
    told: dict[str, list[BalanceAssertion]] = {}
    for one in confirmed:
        told.setdefault(one.account.name, []).append(one)
    made = []
    accounts = by_account(entries)
    for name, items in sorted(accounts.items()):
        account = items[0][1].account
        if account.code == BANK_CODE:
            rows = tuple(_bank_rows(items, asked, told.get(name, ())))
            made.append(_Account(account.code, leg_words(account), rows))
    return LedgerBook(asked.head, _own_pages(made))


def by_account(entries: Iterable[BookEntry]) -> Mapping[str, list[Item]]:
    """Sort the legs of a journal by account, each account's in the journal's order."""
    accounts: dict[str, list[Item]] = {}
    for entry in entries:
        for leg in entry.legs:
            accounts.setdefault(leg.account.name, []).append((entry, leg))
    return accounts


def rank(account: Account) -> tuple[str, tuple[str, ...], str]:
    """Give what accounts are ordered by in books: code, then details."""
    return account.code, account.details, account.name


def before(item: Item, first_day: date) -> bool:
    """Say whether a leg is brought forward: of an earlier day, or of a voucher that opened the books."""
    return item[0].voucher.day < first_day or is_opening(item[0].voucher)


def _entries(items: Sequence[Item], asked: Asked) -> Iterator[_Placed]:
    """Give an account's rows: brought forward, entries, totals of months, carried to the next year."""
    sums = _opened(items, asked)
    moving = [item for item in items if not before(item, asked.head.first_day)]
    if not moving and not sums.balance:
        return
    yield _opening(sums, items, asked)
    for _, month in groupby(moving, key=lambda item: item[0].voucher.day.month):
        sums.month = [0, 0]
        for entry, leg in month:
            sums.book(leg)
            yield from _entry(entry, leg, sums, SUMMARY)
        yield from _month_totals(sums, entry.voucher.day, asked)
    yield from _next_year(sums, asked)


def _bank_rows(
    items: Sequence[Item], asked: Asked, confirmed: Iterable[BalanceAssertion]
) -> Iterator[_Placed]:
    """Give a bank account's rows: as of any account, with each day's total and what the bank vouched for."""
    sums = _opened(items, asked)
    moving = [item for item in items if not before(item, asked.head.first_day)]
    told = [one for one in confirmed if asked.head.first_day <= one.day <= asked.head.last_day]
    if not moving and not sums.balance and not told:
        return
    yield _opening(sums, items, asked)
    moved = {day: list(of_day) for day, of_day in groupby(moving, key=lambda item: item[0].voucher.day)}
    vouched = {one.day: one for one in told}
    for _, days in groupby(sorted({*moved, *vouched}), key=lambda day: day.month):
        sums.month = [0, 0]
        last = None
        for day in days:
            sums.day = [0, 0]
            for entry, leg in moved.get(day, ()):
                sums.book(leg)
                last = day
                yield from _entry(entry, leg, sums, SUMMARY_BESIDE_CONTRA, contra_words(entry, leg))
            if len(moved.get(day, ())) > 1:
                yield _total("day", "本日合计", day, sums, sums.day)
            if day in vouched:
                yield _vouched(vouched[day], sums)
        if last is not None:
            yield from _month_totals(sums, last, asked)
    yield from _next_year(sums, asked)


def contra_words(entry: BookEntry, leg: BookLeg) -> str:
    """Name the general accounts on the other side of a leg; where there are none, those beside it."""
    others = [one for one in entry.legs if one is not leg]
    across = [one for one in others if bool(one.debit_fen) != bool(leg.debit_fen)] or others
    names = tuple(dict.fromkeys(one.account.title for one in across))
    more = f"等 {len(names)} 个科目" if len(names) > _CONTRAS else ""
    return "、".join(names[:_CONTRAS]) + more


def _opened(items: Sequence[Item], asked: Asked) -> _Sums:
    """Sum up what an account had before the period, and what moved in the year before it."""
    sums = _Sums()
    for item in items:
        if before(item, asked.head.first_day):
            sums.balance += item[1].amount_fen
            if item[0].voucher.day >= asked.year_start and not is_opening(item[0].voucher):
                sums.year[0] += item[1].debit_fen
                sums.year[1] += item[1].credit_fen
    return sums


def _opening(sums: _Sums, items: Sequence[Item], asked: Asked) -> _Placed:
    first = asked.head.first_day
    opens = any(is_opening(entry.voucher) and entry.voucher.day >= first for entry, _ in items)
    words = "期初余额" if opens else "上年结转" if first == asked.year_start else "上月结转"
    return _placed("opening", (first, "", (words,)), (None, None), sums)


def _entry(
    entry: BookEntry, leg: BookLeg, sums: _Sums, characters: int, contra: str = ""
) -> Iterator[_Placed]:
    voucher = entry.voucher
    lines = broken(summary_of(entry), characters)
    across = broken(contra, CONTRA) if contra else ()
    moved = leg.debit_fen or (None if leg.credit_fen else 0), leg.credit_fen or None
    placed = _placed("entry", (voucher.day, voucher.number, lines[:_HIGHEST]), moved, sums)
    yield replace(placed, row=replace(placed.row, contra=across[:_HIGHEST]))
    for at in range(_HIGHEST, max(len(lines), len(across)), _HIGHEST):
        more = replace(
            placed.row, day=None, voucher="", summary=lines[at : at + _HIGHEST], contra=across[at : at + _HIGHEST],
            debit_fen=None, credit_fen=None, side="", balance_fen=None,
        )  # fmt: skip
        yield replace(placed, row=more)


def summary_of(entry: BookEntry) -> str:
    """Say what an entry was for, and with whom."""
    voucher = entry.voucher
    return f"{voucher.narration}（{voucher.payee}）" if voucher.payee else voucher.narration


def _month_totals(sums: _Sums, day: date, asked: Asked) -> Iterator[_Placed]:
    day = min(month_end(day.year, day.month), asked.head.last_day)
    yield _total("month", "本月合计", day, sums, sums.month)
    yield _total("year", "本年累计", day, sums, sums.year)


def _next_year(sums: _Sums, asked: Asked) -> Iterator[_Placed]:
    if asked.whole and asked.head.last_day.month == _DECEMBER and sums.balance:
        yield _placed("next", (asked.head.last_day, "", ("结转下年",)), (None, None), sums)


def _vouched(told: BalanceAssertion, sums: _Sums) -> _Placed:
    differs = told.amount_fen - sums.balance
    outcome = f"相差 {yuan(differs)}" if differs else "相符"
    words = broken(f"银行对账单余额 {yuan(told.amount_fen)}，{outcome}", SUMMARY_BESIDE_CONTRA)
    return _placed("confirmed", (told.day, "", words), (None, None), sums, balanced=False)


def _total(kind: BookRowKind, words: str, day: date, sums: _Sums, moved: Sequence[int]) -> _Placed:
    return _placed(kind, (day, "", (words,)), (moved[0], moved[1]), sums)


def _placed(
    kind: BookRowKind,
    words: tuple[date | None, str, tuple[str, ...]],
    moved: tuple[int | None, int | None],
    sums: _Sums,
    *,
    balanced: bool = True,
) -> _Placed:
    balance = sums.balance
    standing = (side_of(balance), abs(balance)) if balanced else ("", None)
    return _Placed(BookRow(kind, *words, (), *moved, *standing), sums.month[0], sums.month[1], balance)


def side_of(balance_fen: int) -> str:
    """Say on which side a balance stands.

    Source: 会计基础工作规范 第60条 (七): 没有余额的, 写 “平”.
    """
    return "借" if balance_fen > 0 else "贷" if balance_fen < 0 else "平"


def _own_pages(accounts: Iterable[_Account]) -> tuple[LedgerPage, ...]:
    """Give every account pages of its own."""
    sections = [section for account in accounts for section in _sections(account)]
    return tuple(LedgerPage(number, (section,)) for number, section in enumerate(sections, 1))


def _shared_pages(accounts: Iterable[_Account]) -> tuple[LedgerPage, ...]:
    """Put short accounts below each other where they fit whole."""
    pages: list[list[BookSection]] = []
    left = 0
    for account in accounts:
        sections = _sections(account)
        needed = _ABOVE + sum(placed.height for placed in account.rows)
        if len(sections) == 1 and needed <= left:
            pages[-1].append(sections[0])
            left -= needed
        elif sections:
            pages += [[section] for section in sections]
            left = HEIGHT + _ABOVE - needed if len(sections) == 1 else 0
    return tuple(LedgerPage(number, tuple(sections)) for number, sections in enumerate(pages, 1))


def _sections(account: _Account) -> list[BookSection]:
    """Lay an account out into pages, each beginning and ending with what is carried over."""
    rows = account.rows
    sections = []
    for page in page_breaks([placed.height for placed in rows], HEIGHT, ROW, ROW):
        shown = [rows[at].row for at in page]
        if page.start:
            shown.insert(0, _carried("brought", "承前页", rows[page.start - 1]))
        if page.stop < len(rows):
            shown.append(_carried("carried", "过次页", rows[page.stop - 1]))
        if shown:
            sections.append(BookSection(account.code, account.words, bool(page.start), tuple(shown)))
    return sections


def _carried(kind: BookRowKind, words: str, after: _Placed) -> BookRow:
    """Carry the month so far and the balance over to the next page.

    Source: 会计基础工作规范 第60条 (八): 自本月初起至本页末止的发生额合计数.
    """
    balance = after.balance_fen
    return BookRow(
        kind, None, "", (words,), (), after.debit_fen, after.credit_fen, side_of(balance), abs(balance)
    )
