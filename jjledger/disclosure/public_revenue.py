"""公共收益收支公示: what came in, what went out, what is left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from jjledger.disclosure.bank_tie import tie_to_bank
from jjledger.disclosure.chart import bars
from jjledger.disclosure.decision_words import with_decisions
from jjledger.disclosure.head import Setting, make_head
from jjledger.disclosure.models import Line, PublicRevenue
from jjledger.disclosure.payouts import pool_payouts
from jjledger.disclosure.pool import month_end_of
from jjledger.disclosure.statement_lines import Booked, statement_lines
from jjledger.disclosure.voucher_views import (
    anchor_of,
    effect_fen,
    legs_of,
    view_line,
    view_voucher,
)
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.voucher import OPENING_KIND, Account, Voucher
from jjledger.period import Period
from jjledger.rules.covers import earnings_of, later_fen
from jjledger.rules.revenue_net import COST_CODES
from jjledger.units import capital_amount

_BALANCE: Final = "3101"
ADJUSTED: Final = "直接调整结余"  # what was booked on the balance itself, e.g. an error of an earlier year


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
    booked = [
        (voucher, posting)
        for voucher in vouchers
        if period.contains(voucher.day) and voucher.kind != OPENING_KIND
        for posting in legs_of([voucher], fund)
    ]
    income = _side(books, booked, "Income")
    expense = _side(books, booked, "Expenses")
    income_fen, expense_fen = _total(income), _total(expense)
    cost_fen = sum(posting.amount_fen for _, posting in booked if posting.account.code in COST_CODES)
    closing = opening + income_fen - expense_fen
    assert closing == _net_assets(vouchers, fund, period), "the statement must come to the books' balance"
    return PublicRevenue(
        head=make_head("public-revenue", books.community, fund, period, setting),
        opening_fen=opening,
        income=income,
        income_fen=income_fen,
        later_fen=later_fen(earnings_of(vouchers, fund.code, books.revenue.readable()), period),
        expense=expense,
        expense_fen=expense_fen,
        cost_fen=cost_fen,
        net_income_fen=income_fen - cost_fen,
        result_fen=income_fen - expense_fen,
        closing_fen=closing,
        closing_capital=capital_amount(closing),
        bank=tie_to_bank(books, fund, period.last_day, closing),
        bars=bars(income, expense),
        vouchers=with_decisions(
            (
                *(view_voucher(one, fund, households) for one in pooled.alone if period.contains(one.day)),
                *(view_line(line, fund) for line in pooled.lines if period.contains(line.day)),
            ),
            books.decisions,
        ),
    )


def _is_before(voucher: Voucher, period: Period) -> bool:
    opens = voucher.kind == OPENING_KIND and voucher.day <= period.last_day
    return opens or voucher.day < period.first_day


def _side(books: Books, booked: Iterable[Booked], root: str) -> tuple[Line, ...]:
    """Lay out income or expense, with what went through the balance at the end of the side it falls on."""
    booked = list(booked)
    sign = -1 if root == "Income" else 1
    lines = statement_lines(
        [item for item in booked if item[1].account.root == root], books.accounts, anchor_of, sign
    )
    through: dict[str, list[Booked]] = {}
    for item in booked:
        if item[1].account.root == "Equity":
            through.setdefault(_equity_words(item[1].account), []).append(item)
    sums = {words: sign * sum(posting.amount_fen for _, posting in items) for words, items in through.items()}
    return lines + tuple(
        Line(words, fen, 1, tuple(dict.fromkeys(anchor_of(voucher) for voucher, _ in through[words])))
        for words, fen in sums.items()
        if fen > 0
    )


def _equity_words(account: Account) -> str:
    """Say what a posting on the balance was: an adjustment, or what the account is called, such as 业主分红."""
    return ADJUSTED if account.code == _BALANCE else account.title


def _total(lines: Iterable[Line]) -> int:
    return sum(line.amount_fen for line in lines if line.level == 1)


def _net_assets(vouchers: Iterable[Voucher], fund: Fund, period: Period) -> int:
    return effect_fen(legs_of((voucher for voucher in vouchers if voucher.day <= period.last_day), fund))
