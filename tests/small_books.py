"""Books in memory, as small as a rule needs them.

What lives here: builders of facts with one fund of each kind. What must not: expectations.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.facts.books import Books
from jjledger.facts.community import (
    Community,
    DayCount,
    DeclaredInterest,
    DisclosureSettings,
    DrawOrder,
    Fund,
    FundPolicy,
    InterestPolicy,
    PoolInterest,
    RateDay,
    Remainder,
)
from jjledger.facts.finding import Place
from jjledger.facts.rates import RateRow, RateTable
from jjledger.facts.register import Household, Register
from jjledger.facts.voucher import Account, DetailRow, Part, Posting, ScopeKey, Split, SplitKind, Voucher
from jjledger.units import dm2_from_text, fen_from_text

OWNERS: Final = "1维修资金"
PUBLIC_HOUSING: Final = "2公房维修资金"
REVENUE: Final = "3公共收益"
NOWHERE: Final = Place("2025/2025-01.beancount", 1)
_ROOTS: Final = {"1": "Assets", "2": "Liabilities", "3": "Equity", "4": "Income", "5": "Expenses"}


def pool(share: str = "0", remainder: Remainder = "largest") -> PoolInterest:
    """Give the interest policy of a pool."""
    return PoolInterest(Fraction(share), remainder)


def rates(*rows: tuple[str, str, str]) -> RateTable:
    """Give a table of a rate for new money and one for old, in percent a year; "" is no rate."""
    return RateTable(
        "rates.csv",
        tuple(
            RateRow(
                date.fromisoformat(day),
                {column: Fraction(text) / 100 for column, text in (("new", new), ("old", old)) if text},
            )
            for day, new, old in rows
        ),
    )


def declared(
    table: RateTable, rate_day: RateDay = "settlement", day_count: DayCount = "actual/360"
) -> DeclaredInterest:
    """Give the interest policy of published rates, `new` for the period's money and `old` for what stood."""
    return DeclaredInterest(day_count, table, "new", "old", rate_day)


def owners_fund(interest: InterestPolicy | None = None, draw_order: DrawOrder = "principal") -> Fund:
    """Give a maintenance fund with one policy from 2000 on."""
    return Fund(OWNERS, "maintenance", (FundPolicy(date(2000, 1, 1), interest or pool(), draw_order),))


def household(name: str, area: str = "100.00") -> Household:
    """Give an ordinary flat's register row by building-unit-room and square metres."""
    building, unit, room = name.split("-")
    return Household(
        name, building, unit, room, dm2_from_text(area), "commercial", 0, date(2020, 3, 1), None, None,
        "owner", 2,
    )  # fmt: skip


def account(code: str, fund: str = OWNERS, details: Sequence[str] = ()) -> Account:
    """Give an account by its code; 6001 to 6399 are income, 6400 and above expense."""
    root = _ROOTS.get(code[0]) or ("Income" if code < "6400" else "Expenses")
    return Account(":".join((root, fund, code, *details)), root, fund, code, "", tuple(details))


def split(kind: SplitKind, value: str, key: ScopeKey = "area", part: Part = "principal") -> Split:
    """Say whose money it is; an `interest` split always moves the interest balance."""
    return Split(kind, value, key, "interest" if kind == "interest" else part)


def detail(rows: Sequence[tuple[str, str] | tuple[str, str, Part]], name: str = "details/a.csv") -> Split:
    """Give a detail file's split from household, yuan and part."""
    read = tuple(
        DetailRow(row[0], fen_from_text(row[1]), row[2] if len(row) > 2 else "principal", line)
        for line, row in enumerate(rows, 2)
    )
    return Split("detail", name, rows=read)


def leg(code: str, yuan: str, whose: Split | None = None, fund: str = OWNERS) -> Posting:
    """Give a posting by account code and yuan, debit positive."""
    return Posting(account(code, fund), fen_from_text(yuan), whose, NOWHERE, splits=int(whose is not None))


def voucher(day: str, number: str, *legs: Posting, reverses: str = "", draft: bool = False) -> Voucher:
    """Give a voucher with nothing out of the ordinary."""
    return Voucher(
        date.fromisoformat(day), number, "某单位", "某事", draft, 1, "甲", "乙", legs, NOWHERE, reverses=reverses
    )  # fmt: skip


def books(vouchers: Sequence[Voucher], rows: Sequence[Household] = (), funds: Sequence[Fund] = ()) -> Books:
    """Give books in the order the reader gives: by day, then 初 收 付 转, then number."""
    settings = DisclosureSettings("quarter", "half_year", "", 15, 30, "街道财务服务中心")
    revenue = Fund(REVENUE, "public_revenue", ())
    community = Community("示范小区", "shifan", "3310", tuple(funds) or (owners_fund(), revenue), settings)
    kinds = "初收付转"
    in_order = sorted(vouchers, key=lambda one: (one.day, kinds.find(one.kind), one.number))
    return Books(community, Register(tuple(rows)), {}, tuple(in_order), ())
