"""分户对账单 of a whole community in one run, tied to what the general book says belongs to the owners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.head import Setting
from jjledger.disclosure.house_words import by_door, house_words
from jjledger.disclosure.household import HouseholdStatements
from jjledger.disclosure.models import HouseholdStatement
from jjledger.disclosure.pile import pile_head
from jjledger.disclosure.pile_models import PileSheet, PileTie
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.period import Period, chinese_day
from jjledger.rules.closing import closed_balances
from jjledger.rules.shares import SELLING_UNIT
from jjledger.store.system import RealSystem
from jjledger.workflows.household_proofs import HouseholdProofs
from jjledger.workflows.households import fund_shares
from jjledger.workflows.print_run import ALONE, Run
from jjledger.workflows.statement import Wanted, linted, statement_setting

_NAMED: Final = 10  # houses without a statement that are named


@dataclass(frozen=True, slots=True)
class _Fund:
    """One fund whose statements are in the run."""

    fund: Fund
    statements: HouseholdStatements
    owners_fen: int  # what the general book says belongs to the owners at the period's end
    proofs: HouseholdProofs


def statement_run(ledger: Ledger, fund: str, wanted: Wanted) -> Run:
    """Plan the statements of every household and selling unit that has an account.

    Args:
        ledger: a loaded community without blocking findings.
        fund: code of the only fund wanted; "" every owners' fund.
        wanted: the period, and the day it is asked for; the household does not matter.

    Raises:
        OptionError: there is no such fund, or nobody has an account.
        PeriodError: the period is not over or not entered to its end.
    """
    setting = statement_setting(ledger, wanted)
    funds = _funds(ledger, fund, wanted, setting)
    chosen: list[tuple[_Fund, str]] = []
    silent: list[str] = []
    register = {row.id for row in ledger.books.register.rows if row.in_force(wanted.period.last_day)}
    for one in funds:
        for holder in ledger.replayed.shares[one.fund.code].holders:
            if holder in register or holder.startswith(SELLING_UNIT) or one.statements.moved(holder):
                chosen.append((one, holder))
            else:
                silent.append(holder)
    if not chosen:
        raise OptionError(Trouble("--all", "没有一户有分户账。", "请先在 register.csv 登记房屋。"))
    chosen.sort(key=lambda item: by_door(item[1]))
    scope = f"-{_slug(ledger, fund)}" if fund else ""
    code = ledger.books.community.code
    return Run(
        f"{code}-statements-{wanted.period.code}{scope}",
        replace(
            pile_head(_statement(*chosen[0])), subject="、".join(without_code(one.fund.code) for one in funds)
        ),
        [holder for _, holder in chosen],
        lambda places: [_statement(*chosen[place]) for place in places],
        lambda sheets: _ties(funds, sheets, wanted.period),
        tuple(_notes(silent)),
    )


def _funds(ledger: Ledger, fund: str, wanted: Wanted, setting: Setting) -> list[_Fund]:
    books = ledger.books
    codes = (
        [fund_shares(ledger, fund).fund]
        if fund
        else [one.code for one in books.community.funds if one.kind in OWNERS_FUND_KINDS]
    )
    found = []
    proofs = HouseholdProofs(ledger.folder, RealSystem(), wanted.today)
    for code in codes:
        own = books.community.fund(code)
        assert own is not None, "shares are of a fund of the community"
        vouchers = [voucher for voucher in books.posted() if code in voucher.funds]
        owners_fen = closed_balances(vouchers, own, wanted.period.last_day).owners_fen
        statements = HouseholdStatements(books, ledger.replayed.shares[code], wanted.period, setting)
        found.append(_Fund(own, statements, owners_fen, proofs))
    return found


def _statement(fund: _Fund, holder: str) -> HouseholdStatement:
    return fund.proofs.proved(linted(fund.statements.of(holder), holder), fund.fund)


def _ties(funds: Sequence[_Fund], sheets: Sequence[PileSheet], period: Period) -> list[PileTie]:
    """Compare the statements of each fund with its owners' money in the general book."""
    sums: dict[str, int] = {}
    for sheet in sheets:
        sums[sheet.fund] = sums.get(sheet.fund, 0) + sheet.amount_fen - sheet.owed_fen
    books: dict[str, int] = {}
    for one in funds:
        name = without_code(one.fund.code)
        books[name] = books.get(name, 0) + one.owners_fen
    day = chinese_day(period.last_day)
    return [
        PileTie(f"{name}：各户余额减欠款 = 总账 {day}业主名下的资金", sums.get(name, 0), fen)
        for name, fen in books.items()
    ]


def _slug(ledger: Ledger, fund: str) -> str:
    """Tell the runs of single funds apart in the name of the folder: by the fund's place."""
    return f"fund{[one.code for one in ledger.books.community.funds].index(fund) + 1}"


def _notes(silent: Sequence[str]) -> list[str]:
    notes = [ALONE]
    if silent:
        names = "、".join(house_words(holder) for holder in silent[:_NAMED])
        more = f" 等 {len(silent)} 户" if len(silent) > _NAMED else ""
        notes.append(f"没有对账单的：{names}{more}，期末不在登记册里，余额为零，本期也没有变动。")
    return notes
