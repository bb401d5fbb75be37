"""分户对账单: one household's year, every amount with the formula that produced it."""

from __future__ import annotations

from collections.abc import Iterable

from jjledger.disclosure.accrued_words import accrued_words
from jjledger.disclosure.head import Setting, make_head
from jjledger.disclosure.models import HouseholdStatement, StatementRow
from jjledger.disclosure.share_words import OwnRow, formula, rows_of
from jjledger.disclosure.voucher_views import OPENING_KIND
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.shares import FundShares, ShareRows
from jjledger.period import Period
from jjledger.units import capital_amount, square_metres


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
    fund = books.community.fund(shares.fund)
    houses = [house for house in books.register.rows if house.id == household]
    if fund is None or not houses or household not in shares.holders:
        msg = f"{household} 在「{shares.fund}」没有分户账"
        raise ValueError(msg)
    house = next((row for row in houses if row.in_force(period.last_day)), houses[-1])
    until = (row for row in shares.rows if row.day <= period.last_day)
    own = rows_of(until, shares.holders.index(household))
    before = [item for item in own if not _in_period(item, period)]
    within = [item for item in own if _in_period(item, period)]
    opening = _sums(before)
    closing = _sums(own)
    paid, earned, used = (
        sum(item.amount for item in within if _column(item.row) == kind)
        for kind in ("paid", "earned", "used")
    )
    assert _net(opening) + paid + earned + used == _net(closing), "columns must come to the closing balance"
    return HouseholdStatement(
        head=make_head("household", books.community, fund, period, setting),
        household=household,
        building=house.building,
        unit=house.unit,
        room=house.room,
        area=f"{square_metres(house.area_dm2)} m²",
        opening_principal_fen=opening[0],
        opening_interest_fen=opening[1],
        opening_arrears_fen=opening[2],
        rows=_statement_rows(within, _net(opening), shares, fund),
        paid_fen=paid,
        earned_fen=earned,
        used_fen=-used,
        closing_principal_fen=closing[0],
        closing_interest_fen=closing[1],
        closing_arrears_fen=closing[2],
        closing_capital=capital_amount(closing[0] + closing[1]),
    )


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


def _column(row: ShareRows) -> str:
    """Say in which column of the summary a row counts."""
    if row.kind in {"deposit", "refund"}:
        return "paid"
    if row.kind == "draw":
        return "used"
    comes_of_income = any(
        posting.account.code == "3101" and posting.account.fund == row.posting.account.fund
        for posting in row.voucher.postings
    )
    return "earned" if row.kind == "distribution" or comes_of_income else "paid"


def _statement_rows(
    items: Iterable[OwnRow], opening_fen: int, shares: FundShares, fund: Fund
) -> tuple[StatementRow, ...]:
    balance = opening_fen
    rows = []
    for item in items:
        balance += item.amount
        voucher = item.row.voucher
        rows.append(
            StatementRow(
                day=item.row.day,
                voucher=f"{item.row.day:%Y-%m} {voucher.number}",
                summary=voucher.narration,
                amount_fen=item.amount,
                principal_fen=item.principal,
                interest_fen=item.interest,
                arrears_fen=item.arrears,
                balance_fen=balance,
                formula=formula(item, accrued_words(shares, fund, item)),
            )
        )
    return tuple(rows)
