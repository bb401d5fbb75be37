"""分户对账单: one household's year, every amount with the formula that produced it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Final

import numpy as np

from jjledger.disclosure.accrued_words import Accruals
from jjledger.disclosure.head import Setting, make_head
from jjledger.disclosure.house_words import area_words, house_words
from jjledger.disclosure.models import HouseholdStatement, StatementRow
from jjledger.disclosure.page_texts import voucher_words
from jjledger.disclosure.remainder_words import Reasons
from jjledger.disclosure.share_words import Formulas, OwnRow, RowsByHolder
from jjledger.facts.books import Books
from jjledger.facts.register import Household
from jjledger.facts.shares import FundShares, ShareRows
from jjledger.facts.voucher import OPENING_KIND, USE_CODE
from jjledger.period import Period
from jjledger.rules.shares import SELLING_UNIT
from jjledger.units import capital_amount

_DEPOSITS: Final = "4001"


def household_statement(
    books: Books, shares: FundShares, household: str, period: Period, setting: Setting
) -> HouseholdStatement:
    """Draw up what one household had, paid, earned and used in a period. For its owner only.

    Args:
        books: the general book.
        shares: what the fund's splits came to.
        household: id as in the register.
        period: a whole period, usually a year.
        setting: grounds, address and notes to print.

    Raises:
        ValueError: the household has no account in this fund.

    Source: 住宅专项维修资金管理办法 第30条 (三), 第31条; R29, R30.
    """
    if household not in shares.holders:
        raise _no_account(shares.fund, household)
    return HouseholdStatements(books, shares, period, setting).of(household)


class HouseholdStatements:
    """The statements of one fund and period, drawn up one by one; what all share is reckoned once."""

    def __init__(self, books: Books, shares: FundShares, period: Period, setting: Setting) -> None:
        """Sort the fund's rows by household; the arguments are those of `household_statement`.

        Raises:
            ValueError: the community has no such fund.
        """
        fund = books.community.fund(shares.fund)
        if fund is None:
            raise _no_account(shares.fund, "")
        self._books, self._fund, self._period = books, fund, period
        self._head = make_head("household", books.community, fund, period, setting)
        until = [row for row in shares.rows if row.day <= period.last_day]
        self._rows = RowsByHolder(until, len(shares.holders))
        self._places = shares.index()
        self._houses = _houses(books.register.rows, period.last_day)
        self._words = _Words(Formulas(), Accruals(shares, fund), Reasons(fund), _selling_units(shares))

    def moved(self, household: str) -> bool:
        """Say whether there is anything to tell a household: a balance at either end, or a movement."""
        own = self._rows.of(self._places[household])
        return any(_in_period(item, self._period) for item in own) or any(_sums(own))

    def of(self, household: str) -> HouseholdStatement:
        """Draw up one household's statement, which has an account in the fund."""
        house = self._houses.get(household)
        own = self._rows.of(self._places[household])
        before = [item for item in own if not _in_period(item, self._period)]
        within = [item for item in own if _in_period(item, self._period)]
        opening = _sums(before)
        closing = _sums(own)
        moved = _moved(within)
        paid, earned, used = (_of_column(within, column) for column in ("paid", "earned", "used"))
        assert _net(opening) + paid + earned + used == _net(closing), (
            "columns must come to the closing balance"
        )
        page = HouseholdStatement(
            head=self._head,
            household=household.removeprefix(SELLING_UNIT),
            building=house.building if house else "",
            unit=house.unit if house else "",
            room=house.room if house else "",
            area=area_words(house),
            opening_principal_fen=opening[0],
            opening_interest_fen=opening[1],
            opening_arrears_fen=opening[2],
            rows=_statement_rows(within, _net(opening), self._words, beside=house is not None),
            paid_fen=paid,
            earned_fen=earned,
            used_fen=-used,
            closing_principal_fen=closing[0],
            closing_interest_fen=closing[1],
            closing_arrears_fen=closing[2],
            closing_capital=capital_amount(closing[0] + closing[1]),
            serial="",
            address=f"{self._books.community.name}{house_words(household)}",
            income_fen=moved["interest"] + moved["income"],
            interest_income_fen=moved["interest"],
            other_income_fen=moved["income"],
            expense_fen=-moved["repair"] - moved["expense"],
            repair_fen=-moved["repair"],
            other_expense_fen=-moved["expense"],
        )
        return replace(page, serial=_serial(page))


@dataclass(frozen=True, slots=True)
class _Words:
    """What the rows of all households take their words from."""

    formulas: Formulas
    accruals: Accruals
    reasons: Reasons
    selling_units: Mapping[int, int]


def _no_account(fund: str, household: str) -> ValueError:
    return ValueError(f"{household} 在「{fund}」没有分户账")


def _houses(rows: Iterable[Household], day: date) -> Mapping[str, Household]:
    """Choose each house's row in force on a day, or else its last."""
    found: dict[str, Household] = {}
    for row in rows:
        known = found.get(row.id)
        if known is None or not known.in_force(day):
            found[row.id] = row
    return found


def _moved(items: Iterable[OwnRow]) -> Mapping[str, int]:
    """Sum amounts by the heads of a year statement; what takes counts below zero, a red-letter row where its original did.

    Source: 上海市业主年度结存单: 利息收入, 其他收入, 维修费用, 其他费用 (`domain.md` F5); R16.
    """
    sums = {"interest": 0, "income": 0, "repair": 0, "expense": 0}
    for item in items:
        code = item.row.posting.account.code
        if column_of(item.row) == "earned":
            head = "interest"
        elif code == USE_CODE:
            head = "repair"
        elif code == _DEPOSITS:
            head = "income"
        else:
            gives = (item.amount > 0) != bool(item.row.voucher.reverses)
            head = "income" if gives else "expense"
        sums[head] += item.amount
    return sums


def _serial(page: HouseholdStatement) -> str:
    """Number a statement by its content: sixteen digits of its SHA-256 in groups of four."""
    digest = sha256(repr(page).encode()).hexdigest()[:16].upper()
    return "-".join(digest[place : place + 4] for place in range(0, len(digest), 4))


def _in_period(item: OwnRow, period: Period) -> bool:
    """Say whether a row is a movement of the period; opening the books is brought forward."""
    return period.contains(item.row.day) and item.row.voucher.kind != OPENING_KIND


def _sums(items: Iterable[OwnRow]) -> tuple[int, int, int]:
    rows = list(items)
    return (
        sum(item.principal for item in rows),
        sum(item.interest for item in rows),
        sum(item.arrears for item in rows),
    )


def _net(balances: tuple[int, int, int]) -> int:
    return balances[0] + balances[1] - balances[2]


def column_of(row: ShareRows) -> str:
    """Say in which column of the summary a row counts: paid, earned or used."""
    if row.kind in {"deposit", "refund"}:
        return "paid"
    if row.kind == "draw":
        return "used"
    comes_of_income = any(
        posting.account.code == "3101" and posting.account.fund == row.posting.account.fund
        for posting in row.voucher.postings
    )
    return "earned" if row.kind == "distribution" or comes_of_income else "paid"


def _of_column(items: Iterable[OwnRow], column: str) -> int:
    return sum(item.amount for item in items if column_of(item.row) == column)


def _statement_rows(
    items: Iterable[OwnRow], opening_fen: int, words: _Words, *, beside: bool
) -> tuple[StatementRow, ...]:
    balance = opening_fen
    rows = []
    for item in items:
        balance += item.amount
        voucher = item.row.voucher
        rows.append(
            StatementRow(
                day=item.row.day,
                voucher=voucher_words(voucher),
                summary=voucher.narration,
                amount_fen=item.amount,
                principal_fen=item.principal,
                interest_fen=item.interest,
                arrears_fen=item.arrears,
                balance_fen=balance,
                formula=words.formulas.of(item, words.accruals.of(item)),
                reason=words.reasons.of(item),
                selling_unit_fen=words.selling_units.get(id(voucher), 0) if beside else 0,
            )
        )
    return tuple(rows)


def _selling_units(shares: FundShares) -> Mapping[int, int]:
    """Sum what each voucher, by identity, moved for the selling units; there are none but in sold public housing."""
    units = [place for place, holder in enumerate(shares.holders) if holder.startswith(SELLING_UNIT)]
    sums: dict[int, int] = {}
    for row in shares.rows if units else ():
        mine = np.isin(row.holders, units)
        sums[id(row.voucher)] = sums.get(id(row.voucher), 0) + int(row.amount[mine].sum())
    return sums
