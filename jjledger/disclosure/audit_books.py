"""A year's books in the flat rows of the audit interface: accounts, balances, vouchers, households.

What lives here: which rows there are. What must not: the names of their elements, and how files look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from jjledger.facts.audit import AuditAccount, AuditBalance, AuditBooks, AuditHousehold, AuditLeg
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.shares import Balances, FundShares
from jjledger.facts.voucher import Account, Split
from jjledger.period import month_end
from jjledger.rules.journal import BookEntry, fund_journal


@dataclass(frozen=True, slots=True)
class _OfFund:
    """What one fund contributes."""

    accounts: tuple[AuditAccount, ...]
    balances: tuple[AuditBalance, ...]
    legs: tuple[AuditLeg, ...]


def audit_books(books: Books, shares: Mapping[str, FundShares], last_day: date) -> AuditBooks:
    """Lay a calendar year out in flat rows.

    Args:
        books: the general book.
        shares: of `rules.replay`, by fund code.
        last_day: the last of a month; the year is told from its first day up to here.

    Source: GB/T 24589.1 names the tables (电子账簿, 会计科目, 科目余额及发生额, 记账凭证); R53.
    """
    parts = [_of_fund(books, fund, last_day) for fund in books.community.funds]
    return AuditBooks(
        books.community.name,
        last_day.year,
        last_day,
        tuple(account for part in parts for account in part.accounts),
        tuple(balance for part in parts for balance in part.balances),
        tuple(leg for part in parts for leg in part.legs),
        tuple(_households(shares, last_day)),
    )


def _numbers(accounts: Iterable[Account]) -> Mapping[str, str]:
    """Number a fund's accounts by their names: code, then details; the title too where a code has several."""
    titles: dict[str, set[str]] = defaultdict(set)
    for account in accounts:
        titles[account.code].add(account.title)
    return {
        account.name: ".".join(
            (account.code + (account.title if len(titles[account.code]) > 1 else ""), *account.details)
        )
        for account in accounts
    }


def _of_fund(books: Books, fund: Fund, last_day: date) -> _OfFund:
    journal = fund_journal(books, fund, last_day, last_day)
    charted = {account.name: account for account in books.accounts.values() if account.fund == fund.code}
    for entry in journal:
        for leg in entry.legs:
            charted.setdefault(leg.account.name, leg.account)
    numbers = _numbers(charted.values())
    in_order = sorted(charted.values(), key=lambda account: (numbers[account.name], account.name))
    before = [entry for entry in journal if entry.voucher.day.year < last_day.year]
    within = [entry for entry in journal if entry.voucher.day.year == last_day.year]
    return _OfFund(
        tuple(
            AuditAccount(fund.code, numbers[one.name], " ".join((one.title, *one.details)), one.name)
            for one in in_order
        ),
        tuple(
            AuditBalance(
                fund.code, month, numbers[name], opening, debit, credit, opening + debit - credit, ""
            )
            for name, month, opening, debit, credit in _balances(
                [one.name for one in in_order], before, within, last_day.month
            )
        ),
        tuple(leg for entry in within for leg in _legs(fund, entry, numbers)),
    )


def _balances(
    names: Iterable[str], before: Iterable[BookEntry], within: Iterable[BookEntry], months: int
) -> Iterator[tuple[str, int, int, int, int]]:
    """Give every account that was ever moved its months: opening, debit and credit in fen."""
    standing: dict[str, int] = defaultdict(int)
    for entry in before:
        for leg in entry.legs:
            standing[leg.account.name] += leg.amount_fen
    moved: dict[tuple[str, int], tuple[int, int]] = {}
    for entry in within:
        for leg in entry.legs:
            key = leg.account.name, entry.voucher.day.month
            debit, credit = moved.get(key, (0, 0))
            moved[key] = debit + leg.debit_fen, credit + leg.credit_fen
    used = {name for name, fen in standing.items() if fen} | {name for name, _ in moved}
    for name in names:
        opening = standing[name]
        for month in range(1, months + 1) if name in used else ():
            debit, credit = moved.get((name, month), (0, 0))
            yield name, month, opening, debit, credit
            opening += debit - credit


def _legs(fund: Fund, entry: BookEntry, numbers: Mapping[str, str]) -> Iterator[AuditLeg]:
    voucher = entry.voucher
    for leg in entry.legs:
        yield AuditLeg(
            fund.code, voucher.day, voucher.number, voucher.narration, voucher.payee,
            numbers[leg.account.name], leg.debit_fen, leg.credit_fen, voucher.attachments or 0,
            voucher.prepared, voucher.reviewed, split_text(leg.split), entry.computed, "",
        )  # fmt: skip


def split_text(split: Split | None) -> str:
    """Write whose money a leg moved as one text: `scope=01-1 key=equal`."""
    if split is None:
        return ""
    key = f" key={split.key}" if split.key != "area" else ""
    part = f" part={split.part}" if split.part != "principal" and split.kind != "interest" else ""
    return f"{split.kind}={split.value}{key}{part}"


def _households(shares: Mapping[str, FundShares], last_day: date) -> Iterator[AuditHousehold]:
    for fund, of_fund in shares.items():
        opening = _worth(of_fund.balances_at(date(last_day.year - 1, 12, 31)))
        closing = _worth(of_fund.balances_at(last_day))
        added = [0] * len(of_fund.holders)
        taken = [0] * len(of_fund.holders)
        for row in of_fund.rows:
            if row.day.year == last_day.year and row.day <= last_day:
                for holder, amount in zip(row.holders.tolist(), row.amount.tolist(), strict=True):
                    added[holder] += max(amount, 0)
                    taken[holder] += max(-amount, 0)
        for place, household in enumerate(of_fund.holders):
            yield AuditHousehold(
                fund, household, opening[place], added[place], taken[place], closing[place], ""
            )


def _worth(balances: Balances) -> list[int]:
    worth: list[int] = (balances.principal + balances.interest - balances.arrears).tolist()
    return worth


def last_whole_month(year: int, today: date) -> date | None:
    """Give the last day of the last month of a year that is over before a day; None where none is.

    Args:
        year: calendar year.
        today: the day on which it is asked.
    """
    over = [month_end(year, month) for month in range(1, 13) if month_end(year, month) < today]
    return over[-1] if over else None
