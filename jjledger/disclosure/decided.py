"""Who decided what was spent: the owners by a vote, the committee within its limits, or nobody needed to.

What names no decision stands on the page as such: use without a vote is what owners look for first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from jjledger.checks.decisions import shortcomings
from jjledger.checks.dividends import BASIS
from jjledger.disclosure.answer_models import Decided, Decider
from jjledger.disclosure.decision_words import decision_words
from jjledger.disclosure.models import Project
from jjledger.disclosure.small import LEAST_HOUSEHOLDS
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.decision import Decision, Emergency, Vote
from jjledger.facts.voucher import Posting, Voucher
from jjledger.law import for_community
from jjledger.rules.authority import COMMITTEE, Spending, spendings
from jjledger.rules.revenue_net import COST_CODES, TOP_UP_CODE
from jjledger.rules.reversal import VoucherNames, find_reversed, standing, voucher_names
from jjledger.units import square_metres, yuan

WHO: Final[Mapping[Decider, str]] = {
    "owners": "业主共同决定",
    "emergency": "应急使用，凭证明",
    "committee": "业主委员会在授权之内决定",
    "not_needed": "不需要业主表决",
    "together": "各自的业主决定",
    "unstated": "没有写明是谁决定的",
}
_ORDER: Final[Sequence[Decider]] = ("unstated", "owners", "emergency", "committee", "together", "not_needed")
_COST: Final = "取得收入的成本和税费（民法典第282条：合理成本）"
_ADJUSTED: Final = "更正以前的账，不是花钱"
_ROLLED: Final = "公共收益滚存维修资金（住宅专项维修资金管理办法第27条）"
_UNSTATED: Final = "凭证上没有业主共同决定，也没有业主委员会授权的记录"
_NO_RECORD: Final = "表决记录没有归档"
_NO_COMMITTEE: Final = "没有写业主委员会决定的编号"
_SMALL: Final = "写在各张凭证上，为保护个人信息合并列示"
_BALANCE: Final = "3101"

Spent = tuple[Voucher, Posting, str]  # with the anchor of the voucher
Reason = tuple[Decider, str]


def decided(
    books: Books, fund: Fund, vouchers: Sequence[Voucher], spent: Iterable[Spent]
) -> tuple[Decided, ...]:
    """Put what a period spent of public revenue together by who decided it.

    A red-letter voucher counts to the decision of what it undoes. What came to nothing is left out.

    Args:
        books: with decisions and limits.
        fund: of kind `public_revenue`.
        vouchers: posted vouchers of the fund, by day.
        spent: the period's postings that are money out, debit positive.

    Source: 民法典 第278条第一款第九项, 第282条; R17, R35.
    """
    limits = {
        id(one.voucher): one for one in spendings(standing(vouchers), fund.code, books.community.revenue)
    }
    names = voucher_names(vouchers)
    sums: dict[Reason, int] = {}
    anchors: dict[Reason, dict[str, None]] = {}
    for voucher, posting, anchor in spent:
        reason = _reason(books, _original(voucher, names, fund), posting, limits)
        sums[reason] = sums.get(reason, 0) + posting.amount_fen
        anchors.setdefault(reason, {})[anchor] = None
    return _rows((reason, fen, tuple(anchors[reason])) for reason, fen in sums.items())


def decided_projects(books: Books, projects: Iterable[Project]) -> tuple[Decided, ...]:
    """Put the uses of an owners' fund together by who decided them.

    Args:
        books: with decisions.
        projects: the period's uses with the numbers of their decisions.

    Source: 民法典 第278条第一款第五项; R17, R20.
    """
    sums: dict[Reason, tuple[int, tuple[str, ...]]] = {}
    for project in projects:
        small: Reason = ("together", _SMALL)
        reason = _by_decision(books, project.decision) if project.decision else small
        fen, anchors = sums.get(reason, (0, ()))
        sums[reason] = fen + project.cost_fen, (*anchors, *project.vouchers)
    return _rows((reason, fen, tuple(dict.fromkeys(anchors))) for reason, (fen, anchors) in sums.items())


def vote_words(decision: Decision, books: Books) -> str:
    """Give a vote's figures and whether it carried by the law of its day; "" where few voted.

    Source: 民法典 第278条; R18.
    """
    vote = decision.by
    if not isinstance(vote, Vote) or vote.total.heads < LEAST_HOUSEHOLDS:
        return ""
    took, agreed = vote.participating, vote.agreeing
    failed = shortcomings(decision, for_community(*_place(books)))
    return (
        f"应参加 {vote.total.heads} 人，参加 {took.heads} 人，同意 {agreed.heads} 人；"
        f"参加的专有部分面积 {square_metres(took.area_dm2)} 平方米，同意 {square_metres(agreed.area_dm2)} 平方米；"
        f"{'没有达到法定比例' if failed else '达到法定比例'}"
    )


def _place(books: Books) -> tuple[str, str, Mapping[str, object]]:
    place = books.community
    return place.region, place.disclosure.preset, place.own_law


def _original(voucher: Voucher, names: VoucherNames, fund: Fund) -> Voucher:
    found = find_reversed(names, voucher, fund.code) if voucher.reverses else None
    return found or voucher


def _reason(books: Books, voucher: Voucher, posting: Posting, limits: Mapping[int, Spending]) -> Reason:
    code = posting.account.code
    if code in COST_CODES:
        return "not_needed", _COST
    if code == _BALANCE:
        return "not_needed", _ADJUSTED
    if voucher.decision:
        return _by_decision(books, voucher.decision)
    if BASIS in voucher.extra:
        return "not_needed", voucher.extra[BASIS]
    if code == TOP_UP_CODE:
        return "not_needed", _ROLLED
    return _by_committee(books, voucher, limits.get(id(voucher)))


def _by_decision(books: Books, identity: str) -> Reason:
    record = books.decisions.get(identity)
    words = decision_words(identity, books.decisions)
    if record is None:
        return "owners", f"{words}（{_NO_RECORD}）"
    if isinstance(record.by, Emergency):
        return "emergency", f"{words}：{record.by.ground}，由{record.by.certified_by}证明"
    vote = vote_words(record, books)
    return "owners", f"{words}：{vote}" if vote else words


def _by_committee(books: Books, voucher: Voucher, spending: Spending | None) -> Reason:
    """Hold a use against the committee's limits; one that was undone counts against none."""
    authority = spending.authority if spending else books.community.revenue.authority_on(voucher.day)
    number = voucher.extra.get(COMMITTEE, "")
    if authority is None or (spending is not None and spending.beyond):
        return "unstated", _UNSTATED
    own = f"业主委员会决定 {number}" if number else _NO_COMMITTEE
    limits = f"单笔 {yuan(authority.item_fen)} 元、全年 {yuan(authority.year_fen)} 元以内"
    given = decision_words(authority.decision, books.decisions)
    return "committee", f"{own}；授权：{given}，{limits}"


def _rows(found: Iterable[tuple[Reason, int, tuple[str, ...]]]) -> tuple[Decided, ...]:
    rows = [Decided(kind, WHO[kind], ground, fen, anchors) for (kind, ground), fen, anchors in found if fen]
    return tuple(sorted(rows, key=lambda row: _ORDER.index(row.decider)))
