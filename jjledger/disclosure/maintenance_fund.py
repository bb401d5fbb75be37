"""维修资金收支公示: deposits, use by project, income and balance of an owners' fund."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from jjledger.disclosure.answer_models import Charts
from jjledger.disclosure.bank_tie import tie_to_bank
from jjledger.disclosure.below_line import below_line, line_ground
from jjledger.disclosure.buildings import building_tables, owing_households
from jjledger.disclosure.chart import signed_bars
from jjledger.disclosure.chart_balances import half_year_balances
from jjledger.disclosure.chart_flows import signed_flows
from jjledger.disclosure.decision_words import with_decisions
from jjledger.disclosure.fund_answers import fund_answers
from jjledger.disclosure.fund_flows import DEPOSIT, MOVED, OTHER, REFUND, fund_flows
from jjledger.disclosure.head import DOCUMENTS, Setting, make_head
from jjledger.disclosure.models import MaintenanceFund, VoucherView
from jjledger.disclosure.pool import Pooled, household_counts, is_half_year_end, pool
from jjledger.disclosure.projects import projects
from jjledger.disclosure.voucher_views import anchors, view_line, view_voucher
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.shares import FundShares
from jjledger.facts.voucher import OPENING_KIND, USE_CODE, Voucher
from jjledger.period import Period
from jjledger.rules.closing import EARNED_CODES, Closed, closed_balances
from jjledger.units import capital_amount

# What everybody is told, and what only the owner.
OWN_ACCOUNTS: Final = "各户的交存、使用、增值收益和结存金额列在分户对账单里，业主可向公示单位索取自己的一份；为保护个人信息，不在这里列出。"


def maintenance_fund(
    books: Books, fund: Fund, period: Period, shares: FundShares, setting: Setting
) -> MaintenanceFund:
    """Draw up the statement of an owners' fund for a half-year or a year.

    Args:
        books: the general book; drafts are passed over.
        fund: a fund of kind `maintenance` or `public_housing`.
        period: a half-year or a year; shorter ones would show single households.
        shares: what the fund's splits came to.
        setting: grounds, address and notes to print.

    Source: 住宅专项维修资金管理办法 (令165) 第30条 (R44), its (三) by statements to each owner; 民法典 第281条.
    """
    assert is_half_year_end(period.last_day), "an owners' fund is disclosed by half-year or year"
    vouchers = [voucher for voucher in books.posted() if fund.code in voucher.funds]
    pooled = pool(vouchers, shares, period.last_day)
    flows = fund_flows(vouchers, fund, period.first_day, period.last_day, anchors(pooled.lines))
    before = [voucher for voucher in vouchers if voucher.day < period.first_day or _opens(voucher)]
    opening = closed_balances(before, fund, period.last_day)
    closing = closed_balances(vouchers, fund, period.last_day)
    closing_fen = closing.owners_fen + closing.undistributed_fen
    result_fen = sum(line.amount_fen for line in flows.lines)
    _assert_ties(opening, closing, result_fen, _household_money(shares, period))
    uses = projects(books, fund, period, shares, pooled)
    tables = building_tables(books.register, shares, pooled, period.last_day)
    told = replace(setting, notes=(*setting.notes, OWN_ACCOUNTS))
    return MaintenanceFund(
        head=make_head(DOCUMENTS[fund.kind], books.community, fund, period, told),
        opening_owners_fen=opening.owners_fen,
        opening_undistributed_fen=opening.undistributed_fen,
        lines=flows.lines,
        deposits_fen=flows.sum(DEPOSIT),
        refunds_fen=-flows.sum(REFUND),
        use_fen=-flows.sum(USE_CODE),
        income_fen=flows.sum(*EARNED_CODES),
        other_expense_fen=-flows.sum(OTHER),
        distributed_fen=flows.distributed_fen,
        result_fen=result_fen,
        closing_owners_fen=closing.owners_fen,
        closing_undistributed_fen=closing.undistributed_fen,
        closing_fen=closing_fen,
        closing_capital=capital_amount(closing_fen),
        arrears_households=owing_households(shares, period.last_day),
        projects=with_decisions(uses, books.decisions),
        buildings=tables.get(period.last_day, ()),
        bank=tie_to_bank(books, fund, period.last_day, closing_fen),
        bars=signed_bars(flows.lines),
        vouchers=with_decisions(_views(pooled, fund, period, shares), books.decisions),
        charts=Charts(
            signed_flows(opening.owners_fen + opening.undistributed_fen, flows.lines, closing_fen),
            half_year_balances(vouchers, fund, shares, period),
            below_line(books, fund, shares, period.last_day),
            line_ground(books, period.last_day),
        ),
        answers=fund_answers(books, fund, period, closing_fen, uses),
        moved_fen=flows.sum(MOVED),
    )


def _opens(voucher: Voucher) -> bool:
    return voucher.kind == OPENING_KIND


def _household_money(shares: FundShares, period: Period) -> int:
    balances = shares.balances_at(period.last_day)
    return int((balances.principal + balances.interest - balances.arrears).sum())


def _assert_ties(opening: Closed, closing: Closed, result_fen: int, household_fen: int) -> None:
    before = opening.owners_fen + opening.undistributed_fen
    assert before + result_fen == closing.owners_fen + closing.undistributed_fen, "statement and books differ"
    assert household_fen == closing.owners_fen, "households' money must sum to owners' money"


def _views(pooled: Pooled, fund: Fund, period: Period, shares: FundShares) -> tuple[VoucherView, ...]:
    """Show the period's vouchers and pooled lines by day."""
    alone = [voucher for voucher in pooled.alone if period.contains(voucher.day)]
    counts = household_counts(shares, alone)
    views = [view_voucher(voucher, fund, counts) for voucher in alone]
    views += [view_line(line, fund) for line in pooled.lines if period.contains(line.day)]
    return tuple(sorted(views, key=lambda view: view.day))
