"""The computed closing as vouchers: what a month's income and expense close into.

They stand in printed books and exports, never in a ledger. What must not live here: how they are printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.voucher import Account, Voucher
from jjledger.period import month_end
from jjledger.rules.closing import owners_money_codes

CLOSING: Final = "系统结转"
CLOSING_KIND: Final = "结"
_TEMPORARY: Final = frozenset({"Income", "Expenses"})
_BALANCE_CODES: Final = {"maintenance": "3001", "public_housing": "3002"}
_UNDISTRIBUTED: Final = "3101"
_TITLES: Final = {"3001": "商品住宅维修资金", "3002": "已售公有住房维修资金", "3101": "待分配累计收益"}
_REVENUE_TITLE: Final = "结余"


@dataclass(frozen=True, slots=True)
class ClosingEntry:
    """One computed voucher: a month's income, or its expense, that closes into one account."""

    day: date  # the month's last
    number: str  # 结-0001, each month from the first
    narration: str
    # account, debit and credit in fen, of which one is nought; a month of red letters closes negative
    legs: tuple[tuple[Account, int, int], ...]


def closes_into(accounts: Iterable[Account], fund: Fund, code: str, day: date) -> Account:
    """Give the balance account that income or expense of a day closes into.

    Args:
        accounts: the chart; its title for the account is used where it has one.
        fund: whose income or expense it is.
        code: of the income or expense.
        day: day of the voucher; a fund's policy decides about 5901.

    Source: 财会〔2020〕7号: 4001, 5001, 5101 into 3001 or 3002; other income into 3101.
    """
    target = _UNDISTRIBUTED
    if fund.kind in OWNERS_FUND_KINDS and code in owners_money_codes(fund, day):
        target = _BALANCE_CODES[fund.kind]
    title = _TITLES[target] if fund.kind in OWNERS_FUND_KINDS else _REVENUE_TITLE
    for opened in accounts:
        if (opened.root, opened.fund, opened.code) == ("Equity", fund.code, target):
            title = opened.title
            break
    return Account(f"Equity:{fund.code}:{target}{title}", "Equity", fund.code, target, title, ())


def closing_entries(
    vouchers: Iterable[Voucher], accounts: Mapping[str, Account], fund: Fund, until: date
) -> tuple[ClosingEntry, ...]:
    """Close the months of a fund that are over, each by its own income and expense.

    After a month's entries every account of income and expense stands at nought.

    Args:
        vouchers: posted vouchers by day; openings close with the month they stand in.
        accounts: the chart by name, in its order.
        fund: whose books are closed.
        until: months that end after this day are not closed.

    Returns:
        By month: income before expense, what becomes owners' before what stays undistributed.

    Source: 财会〔2020〕7号; 会计基础工作规范 第63条.
    """
    targets: dict[tuple[str, date], Account] = {}
    sums: dict[date, dict[tuple[str, str], dict[str, int]]] = {}
    charted: dict[str, Account] = {}
    for voucher in vouchers:
        day = month_end(voucher.day.year, voucher.day.month)
        for posting in voucher.postings:
            account = posting.account
            if account.fund != fund.code or account.root not in _TEMPORARY or day > until:
                continue
            key = account.code, voucher.day
            if key not in targets:
                targets[key] = closes_into(accounts.values(), fund, *key)
            charted.setdefault(account.name, account)
            charted.setdefault(targets[key].name, targets[key])
            of_pair = sums.setdefault(day, {}).setdefault((account.root, targets[key].name), {})
            of_pair[account.name] = of_pair.get(account.name, 0) + posting.amount_fen
    return tuple(entry for day in sorted(sums) for entry in _of_month(day, sums[day], charted))


def _of_month(
    day: date, sums: Mapping[tuple[str, str], Mapping[str, int]], charted: Mapping[str, Account]
) -> Iterator[ClosingEntry]:
    """Write the closing vouchers of one month."""
    number = 0
    for root in ("Income", "Expenses"):
        for (of_root, target), legs in sorted(sums.items()):
            moved = [(charted[name], fen) for name, fen in sorted(legs.items()) if fen]
            if of_root != root or not moved:
                continue
            number += 1
            total = sum(fen for _, fen in moved)
            into = charted[target]
            words = f"{CLOSING}：本月{'收入' if root == 'Income' else '支出'}转入{into.title}"
            if root == "Income":
                closed = (*((account, -fen, 0) for account, fen in moved), (into, 0, -total))
            else:
                closed = ((into, total, 0), *((account, 0, fen) for account, fen in moved))
            yield ClosingEntry(day, f"{CLOSING_KIND}-{number:04}", words, closed)
