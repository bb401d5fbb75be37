"""公共收益收支公示: what came in, what went out, what is left."""

from __future__ import annotations

from collections.abc import Iterable

from jjledger.disclosure.answer_models import Charts
from jjledger.disclosure.bank_tie import tie_to_bank
from jjledger.disclosure.chart import bars
from jjledger.disclosure.chart_balances import month_balances
from jjledger.disclosure.chart_flows import flows
from jjledger.disclosure.decision_words import with_decisions
from jjledger.disclosure.head import Setting, make_head
from jjledger.disclosure.models import PublicRevenue
from jjledger.disclosure.payouts import pool_payouts
from jjledger.disclosure.pool import month_end_of
from jjledger.disclosure.revenue_answers import revenue_answers
from jjledger.disclosure.revenue_sides import sides
from jjledger.disclosure.voucher_views import (
    effect_fen,
    legs_of,
    view_line,
    view_voucher,
)
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.voucher import OPENING_KIND, Voucher
from jjledger.period import Period
from jjledger.rules.covers import earnings_of, later_fen
from jjledger.units import capital_amount


def public_revenue(books: Books, fund: Fund, period: Period, setting: Setting) -> PublicRevenue:
    """Draw up the income and expense of public revenue for a period.

    Brought forward is what the fund had before the period, and every 初 voucher dated in it:
    opening the books is not income. What is booked straight on the balance stands as a line
    of its own, so that opening + income - expense = closing always holds. Income is what came
    in; what of it belongs to later periods is told beside it.

    Args:
        books: the general book; drafts are passed over.
        fund: a fund of kind `public_revenue`.
        period: a whole period.
        setting: grounds, address and notes to print.

    Source: 民法典 第282条 income less reasonable cost is the owners' (R32), 第943条; R37;
        台州市物业管理条例 第25条, 第45条.
    """
    vouchers = [voucher for voucher in books.posted() if fund.code in voucher.funds]
    pooled, households = pool_payouts(books, fund, month_end_of(period.last_day))
    opening = sum(effect_fen(legs_of([voucher], fund)) for voucher in vouchers if _is_before(voucher, period))
    now = sides(books, fund, vouchers, period.first_day, period.last_day)
    income_fen, expense_fen, cost_fen = now.income_fen, now.expense_fen, now.cost_fen
    closing = opening + income_fen - expense_fen
    assert closing == _net_assets(vouchers, fund, period), "the statement must come to the books' balance"
    return PublicRevenue(
        head=make_head("public-revenue", books.community, fund, period, setting),
        opening_fen=opening,
        income=now.income,
        income_fen=income_fen,
        later_fen=later_fen(earnings_of(vouchers, fund.code, books.revenue.readable()), period),
        expense=now.expense,
        expense_fen=expense_fen,
        cost_fen=cost_fen,
        net_income_fen=income_fen - cost_fen,
        result_fen=income_fen - expense_fen,
        closing_fen=closing,
        closing_capital=capital_amount(closing),
        bank=tie_to_bank(books, fund, period.last_day, closing),
        bars=bars(now.income, now.expense),
        vouchers=with_decisions(
            (
                *(view_voucher(one, fund, households) for one in pooled.alone if period.contains(one.day)),
                *(view_line(line, fund) for line in pooled.lines if period.contains(line.day)),
            ),
            books.decisions,
        ),
        charts=Charts(
            flows(opening, now.income, now.expense, closing),
            month_balances(vouchers, fund, period, opening),
        ),
        answers=revenue_answers(books, fund, vouchers, period, closing),
    )


def _is_before(voucher: Voucher, period: Period) -> bool:
    opens = voucher.kind == OPENING_KIND and voucher.day <= period.last_day
    return opens or voucher.day < period.first_day


def _net_assets(vouchers: Iterable[Voucher], fund: Fund, period: Period) -> int:
    return effect_fen(legs_of((voucher for voucher in vouchers if voucher.day <= period.last_day), fund))
