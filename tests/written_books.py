"""Books in memory, written as short as an accountant would jot them down.

    2025-03-05 收-0001 两户业主 | 首期交存 | decision=2025-01 attachments=2
      1 1001银行存款:1234建行 14158.30
      1 4001交存收入 -5818.80 household=01-1-101
    2025-03-31 confirmed 1 1001银行存款:1234建行 12973.50

A leg names its fund by the first digit, then the account below root and fund, then yuan, debit
positive. `scope=01+02-1` names several items, `detail=01-1-101:5.00,01-1-102:6.00` households. A `confirmed` line is a bank
balance at the end of a day. What lives here: the reader of such notes. What must not: expectations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final, cast

from jjledger.facts.books import BalanceAssertion, Books
from jjledger.facts.community import Community, DisclosureSettings, Fund
from jjledger.facts.finding import Place
from jjledger.facts.register import Household, Register
from jjledger.facts.voucher import Account, DetailRow, Part, Posting, ScopeKey, Split, SplitKind, Voucher
from jjledger.units import fen_from_text
from tests.small_books import OWNERS, PUBLIC_HOUSING, REVENUE, owners_fund

WARRANTY: Final = "4保修金"
FUNDS: Final = {"1": OWNERS, "2": PUBLIC_HOUSING, "3": REVENUE, "4": WARRANTY}
_ROOTS: Final = {"1": "Assets", "2": "Liabilities", "3": "Equity", "4": "Income", "5": "Expenses"}
_EXTRA: Final = ("covers", "contract", "asset", "committee", "project")
_SPLITS: Final = ("household", "detail", "scope", "interest", "selling_unit")


def written(text: str, homes: Sequence[Household] = (), funds: Sequence[Fund] = ()) -> Books:
    """Read books; without funds there is one for maintenance and one for public revenue."""
    vouchers: list[Voucher] = []
    confirmed: list[BalanceAssertion] = []
    accounts: dict[str, Account] = {}
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if line.startswith(" "):
            leg = _leg(words, number)
            accounts.setdefault(leg.account.name, leg.account)
            vouchers[-1] = replace(vouchers[-1], postings=(*vouchers[-1].postings, leg))
        elif words and words[1] == "confirmed":
            account = account_of(words[2], words[3])
            day = date.fromisoformat(words[0])
            confirmed.append(BalanceAssertion(day, account, fen_from_text(words[4]), _place(number)))
        elif words:
            vouchers.append(_voucher(line, number))
    settings = DisclosureSettings("quarter", "half_year", "", 15, 30, "街道财务服务中心")
    revenue = Fund(REVENUE, "public_revenue", ())
    community = Community("示范小区", "shifan", "3310", tuple(funds) or (owners_fund(), revenue), settings)
    in_order = sorted(vouchers, key=lambda one: (one.day, "初收付转".find(one.kind), one.number))
    return Books(community, Register(tuple(homes)), accounts, tuple(in_order), tuple(confirmed))


def account_of(fund: str, path: str) -> Account:
    """Take an account apart: fund by its first digit, then code, title and details."""
    head, *details = path.split(":")
    code, title = head[:4], head[4:]
    root = _ROOTS.get(code[0]) or ("Income" if code < "6400" else "Expenses")
    return Account(f"{root}:{FUNDS[fund]}:{path}", root, FUNDS[fund], code, title, tuple(details))


def _place(line: int) -> Place:
    return Place("notes.beancount", line)


def _voucher(line: str, number: int) -> Voucher:
    head, narration, *more = (part.strip() for part in line.split("|"))
    day, voucher, payee = head.split(" ", 2)
    said = dict(word.split("=", 1) for part in more for word in part.split())
    return Voucher(
        day=date.fromisoformat(day),
        number=voucher.removeprefix("!"),
        payee=payee,
        narration=narration,
        draft=voucher.startswith("!"),
        attachments=int(said.get("attachments", "1")),
        prepared="制单甲",
        reviewed="复核乙",
        postings=(),
        place=_place(number),
        decision=said.get("decision", ""),
        reverses=said.get("reverses", ""),
        corrects=said.get("corrects", ""),
        links=tuple(sorted(said.get("links", "").split(","))) if "links" in said else (),
        extra={key: said[key] for key in _EXTRA if key in said},
    )


def _leg(words: Sequence[str], line: int) -> Posting:
    fund, path, yuan, *marks = words
    said = dict(mark.split("=", 1) for mark in marks)
    kinds = [kind for kind in _SPLITS if kind in said]
    split = _split(cast("SplitKind", kinds[0]), said) if kinds else None
    return Posting(account_of(fund, path), fen_from_text(yuan), split, _place(line), splits=len(kinds))


def _split(kind: SplitKind, said: dict[str, str]) -> Split:
    part = cast("Part", "interest" if kind == "interest" else said.get("part", "principal"))
    key = cast("ScopeKey", said.get("key", "area"))
    if kind != "detail":
        return Split(kind, said[kind].replace("+", " "), key, part)
    rows = tuple(
        DetailRow(home, fen_from_text(yuan), part, row)
        for row, (home, yuan) in enumerate((item.split(":") for item in said[kind].split(",")), 2)
    )
    return Split(kind, "details/list.csv", key, part, rows)
