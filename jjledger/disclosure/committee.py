"""业委会经费公示: what the committee spent of public revenue, against budget and limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.assets import views_of
from jjledger.disclosure.decision_words import decision_words
from jjledger.disclosure.head import Setting, make_head
from jjledger.disclosure.models import Line, VoucherView
from jjledger.disclosure.revenue_models import AuthorityRow, BudgetRow, CommitteeSpending
from jjledger.disclosure.statement_lines import Booked, statement_lines
from jjledger.disclosure.voucher_views import anchor_of
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.revenue import Budget
from jjledger.facts.voucher import OPENING_KIND, Posting, Voucher
from jjledger.period import Period, month_end
from jjledger.rules.authority import COMMITTEE, budget_use, spendings
from jjledger.rules.revenue_net import COST_CODES, TOP_UP_CODE
from jjledger.rules.reversal import standing
from jjledger.units import capital_amount

_CODE_PART: Final = 2  # of an account's name, after root and fund
_DECEMBER: Final = 12
COMMITTEE_CODE: Final = "6503"  # 业委会, of the chart of public revenue
OWN_DECISION: Final = "业委会决定 "
PACE: Final = "与公共收益收支公示同一间隔；没有支出的期间不单独公示，年末的一期总会公示。"
NO_BUDGET: Final = "业主大会没有定业委会经费的预算，或者没有记在账簿里，所以没有预算可比。"
NO_AUTHORITY: Final = "业主大会没有给业委会定支出限额，或者没有记在账簿里。"


def committee_spending(books: Books, fund: Fund, period: Period, setting: Setting) -> CommitteeSpending:
    """Draw up what the committee spent of public revenue.

    Its own work is what is booked on the account 6503 and below. Other uses are listed where a voucher
    names the committee's own decision in place of the owners'.

    Args:
        books: the general book; drafts are passed over.
        fund: of kind `public_revenue`.
        period: a whole period.
        setting: grounds, address and notes to print.

    Source: 台州市物业管理条例 第23条, 第25条 (五); 民法典 第278条; R35.
    """
    last = period.last_day
    year = _booked(books, fund, date(last.year, 1, 1), last)
    booked = [item for item in year if period.contains(item[0].day)]
    lines = _lines(books, [item for item in booked if _is_own_work(item[1])])
    own = _lines(books, [item for item in booked if not _is_own_work(item[1]) and COMMITTEE in item[0].extra])
    total = sum(line.amount_fen for line in lines if line.level == 1)
    budgets, authority = _budgets(books, fund, last), _authority(books, fund, last)
    notes = [words for words, there in ((NO_BUDGET, budgets), (NO_AUTHORITY, authority)) if not there]
    shown = {anchor for line in (*lines, *own) for anchor in line.vouchers}
    return CommitteeSpending(
        head=make_head(
            "committee", books.community, fund, period, replace(setting, notes=(*setting.notes, PACE, *notes))
        ),
        lines=lines,
        total_fen=total,
        total_capital=capital_amount(total),
        year_fen=_own_work_fen(year),
        before_fen=_before_fen(books, fund, last),
        budgets=budgets,
        authority=authority,
        own=own,
        vouchers=_views(books, fund, [voucher for voucher, _ in booked if anchor_of(voucher) in shown]),
    )


def has_spending(books: Books, period: Period) -> bool:
    """Say whether a period has anything to show: spending, or the end of a year, which also says that there was none."""
    funds = [fund for fund in books.community.funds if fund.kind == "public_revenue"]
    return period.last_day.month == _DECEMBER or any(
        _is_own_work(posting) or COMMITTEE in voucher.extra
        for fund in funds
        for voucher, posting in _booked(books, fund, period.first_day, period.last_day)
    )


def _booked(books: Books, fund: Fund, first_day: date, last_day: date) -> list[Booked]:
    """List what was used of public revenue in some days: no cost of earning it, no top-up of the fund."""
    return [
        (voucher, posting)
        for voucher in books.posted_between(first_day, last_day)
        if voucher.kind != OPENING_KIND
        for posting in voucher.postings
        if posting.account.fund == fund.code
        and posting.account.root == "Expenses"
        and posting.account.code not in COST_CODES | {TOP_UP_CODE}
    ]


def _is_own_work(posting: Posting) -> bool:
    return posting.account.code == COMMITTEE_CODE


def _own_work_fen(booked: Iterable[Booked]) -> int:
    return sum(posting.amount_fen for _, posting in booked if _is_own_work(posting))


def _lines(books: Books, booked: Iterable[Booked]) -> tuple[Line, ...]:
    return statement_lines(booked, books.accounts, anchor_of, 1)


def _before_fen(books: Books, fund: Fund, last_day: date) -> int | None:
    """Sum the same days of the year before; None where the books began later."""
    until = month_end(last_day.year - 1, last_day.month)
    first = next((voucher.day for voucher in books.posted() if fund.code in voucher.funds), date.max)
    if first > until:
        return None
    return _own_work_fen(_booked(books, fund, date(until.year, 1, 1), until))


def _budgets(books: Books, fund: Fund, last_day: date) -> tuple[BudgetRow, ...]:
    """List the year's budgets of the committee's own work, with what was spent of them by a day."""
    stand = standing(books.posted_between(date.min, last_day))
    uses = [
        budget_use(budget, stand)
        for budget in books.community.revenue.budgets
        if budget.fund == fund.code and budget.year == last_day.year and _is_of_committee(budget)
    ]
    return tuple(
        BudgetRow(
            label=_account_words(use.budget.account),
            amount_fen=use.budget.amount_fen,
            used_fen=use.used_fen,
            left_fen=use.left_fen,
            decision=decision_words(use.budget.decision, books.decisions),
        )
        for use in uses
    )


def _is_of_committee(budget: Budget) -> bool:
    return budget.account.split(":")[_CODE_PART].startswith(COMMITTEE_CODE)


def _account_words(name: str) -> str:
    """Name an account without its fund and codes: 业委会 — 办公."""
    return " — ".join(without_code(part) for part in name.split(":")[_CODE_PART:])


def _authority(books: Books, fund: Fund, last_day: date) -> AuthorityRow | None:
    """Hold what the committee used by itself this year against the limits of a day."""
    limits = books.community.revenue.authority_on(last_day)
    if limits is None:
        return None
    stand = standing(books.posted_between(date.min, last_day))
    found = [
        one
        for one in spendings(stand, fund.code, books.community.revenue)
        if one.voucher.day.year == last_day.year and not one.voucher.decision
    ]
    used = sum(one.amount_fen for one in found)
    return AuthorityRow(
        since=limits.from_day,
        item_fen=limits.item_fen,
        year_fen=limits.year_fen,
        used_fen=used,
        left_fen=limits.year_fen - used,
        beyond=sum(one.beyond for one in found),
        decision=decision_words(limits.decision, books.decisions),
    )


def _views(books: Books, fund: Fund, vouchers: Sequence[Voucher]) -> tuple[VoucherView, ...]:
    """Show the vouchers, each with the committee's own decision where it names one."""
    own = {anchor_of(voucher): voucher.extra[COMMITTEE] for voucher in vouchers if COMMITTEE in voucher.extra}
    return tuple(
        replace(
            view, note="；".join(part for part in (f"{OWN_DECISION}{own[view.anchor]}", view.note) if part)
        )
        if view.anchor in own
        else view
        for view in views_of(books, fund, vouchers)
    )
