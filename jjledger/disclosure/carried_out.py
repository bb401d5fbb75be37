"""表决结果公示 of a year: what was decided or paid for in it, and the money each decision has taken so far.

The result of a vote is told on its day, by `vote_result`; money follows for months. So that no page
that is out grows with every payment, what was spent is told once for each year, with all its vouchers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.decision_models import CarriedOut, DecisionsCarriedOut
from jjledger.disclosure.fund_views import Shares, Shown, shown_by_fund, views_of
from jjledger.disclosure.head import Setting, make_head
from jjledger.disclosure.projects import decision_of
from jjledger.disclosure.vote_result import VERDICT_WORDS, verdict_of
from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS
from jjledger.facts.decision import Decision
from jjledger.facts.voucher import OPENING_KIND, USE_CODE, Voucher
from jjledger.law import Law
from jjledger.period import Period
from jjledger.rules.reversal import voucher_names

TITLE: Final = "表决事项执行情况公示"
POOLED: Final = "按户列明或涉及户数少的支出，为保护个人信息不单列，见维修资金收支公示里合并列示的维修"


@dataclass(slots=True)
class _Spent:
    """What one decision took, while vouchers are gone through."""

    before_fen: int = 0
    period_fen: int = 0
    funds: dict[str, None] = field(default_factory=dict)
    vouchers: list[tuple[Shown, Voucher]] = field(default_factory=list)  # of the period


def carried_out(
    books: Books, law: Law, shares: Shares, period: Period, setting: Setting
) -> DecisionsCarriedOut:
    """Draw up what became of the owners' decisions in a year.

    Args:
        books: the general book; drafts are passed over.
        law: of the community, for the shares a vote needed.
        shares: what the splits of owners' funds came to.
        period: a year.
        setting: grounds, address and notes to print.

    Source: 民法典 第278条, 第281条; 台州市物业管理条例 第25条.
    """
    found = shown_by_fund(books, shares, period.last_day)
    spent = _spent(books, found, period)
    hidden = _hidden(books, found, period)
    rows = tuple(
        _row(decision, law, spent.get(decision.id, _Spent()), pooled=decision.id in hidden)
        for _, decision in sorted(books.decisions.items())
        if decision is not None
        and (period.contains(decision.day) or decision.id in hidden or _moved(spent.get(decision.id)))
    )
    notes = (*setting.notes, "只列支出；合并列示的支出不计在这里的金额里。") if hidden else setting.notes
    head = make_head("decision", books.community, None, period, replace(setting, notes=notes))
    return DecisionsCarriedOut(
        head=replace(head, title=TITLE),
        rows=rows,
        before_fen=sum(row.before_fen for row in rows),
        period_fen=sum(row.period_fen for row in rows),
        total_fen=sum(row.total_fen for row in rows),
        vouchers=views_of(books, (item for one in spent.values() for item in one.vouchers)),
    )


def spent_fen(voucher: Voucher, shown: Shown) -> int:
    """Sum what a voucher took from a fund for good, in fen: repairs of owners' money, expense and dividends of revenue."""
    legs = shown.legs(voucher)
    if shown.fund.kind in OWNERS_FUND_KINDS:
        return sum(leg.amount_fen for leg in legs if leg.account.code == USE_CODE)
    return sum(leg.amount_fen for leg in legs if leg.account.root in {"Expenses", "Equity"})


def _spent(books: Books, found: Iterable[Shown], period: Period) -> Mapping[str, _Spent]:
    """Sum by decision what may be shown; red-letter vouchers count to the decision of what they undo."""
    names = voucher_names(books.posted())
    spent: dict[str, _Spent] = {}
    for shown in found:
        for voucher in shown.alone:
            fen = spent_fen(voucher, shown)
            decision = decision_of(voucher, names, shown.fund) if fen else ""
            if not decision or voucher.kind == OPENING_KIND:
                continue
            one = spent.setdefault(decision, _Spent())
            one.funds[without_code(shown.fund.code)] = None
            if period.contains(voucher.day):
                one.period_fen += fen
                one.vouchers.append((shown, voucher))
            else:
                one.before_fen += fen
    return spent


def _hidden(books: Books, found: Iterable[Shown], period: Period) -> frozenset[str]:
    """Name the decisions that were carried out in the period by vouchers that may not stand alone."""
    hidden = set()
    for shown in found:
        alone = {id(voucher) for voucher in shown.alone}
        hidden |= {
            voucher.decision
            for voucher in books.posted_between(period.first_day, period.last_day)
            if voucher.decision and id(voucher) not in alone and spent_fen(voucher, shown)
        }
    return frozenset(hidden)


def _moved(spent: _Spent | None) -> bool:
    return spent is not None and bool(spent.vouchers)


def _row(decision: Decision, law: Law, spent: _Spent, *, pooled: bool) -> CarriedOut:
    verdict = verdict_of(decision, law)
    return CarriedOut(
        number=decision.id,
        subject=decision.title,
        day=decision.day,
        verdict=verdict,
        verdict_words=VERDICT_WORDS[verdict],
        funds=tuple(spent.funds),
        before_fen=spent.before_fen,
        period_fen=spent.period_fen,
        total_fen=spent.before_fen + spent.period_fen,
        vouchers=tuple(shown.anchor(voucher) for shown, voucher in spent.vouchers),
        note=POOLED if pooled else "",
    )
