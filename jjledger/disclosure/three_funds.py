"""三金总览: maintenance fund, public revenue and warranty deposit side by side, each tied to the bank.

What stands here of a fund that has a disclosure of its own is taken from that disclosure, so the two
cannot differ. The warranty deposit has none; its vouchers stand on this page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.bank_tie import tie_to_bank
from jjledger.disclosure.decision_words import with_decisions
from jjledger.disclosure.fund_views import Shares, Shown
from jjledger.disclosure.head import DOCUMENTS, Setting, make_head
from jjledger.disclosure.maintenance_fund import maintenance_fund
from jjledger.disclosure.models import Line, MaintenanceFund
from jjledger.disclosure.money_models import AbsentFund, FundColumn, ThreeFunds
from jjledger.disclosure.pool import is_half_year_end
from jjledger.disclosure.public_revenue import public_revenue
from jjledger.facts.books import Books
from jjledger.facts.community import OWNERS_FUND_KINDS, Community, Fund, FundKind
from jjledger.facts.custody import KEEPER_WORDS
from jjledger.facts.voucher import OPENING_KIND, Voucher
from jjledger.period import Period
from jjledger.rules.warranty import INTEREST_PART

KIND_TITLES: Final[Mapping[FundKind, str]] = {
    "maintenance": "维修资金",
    "public_housing": "已售公有住房维修资金",
    "public_revenue": "公共收益",
    "warranty": "保修金",
}
OWNERS: Final[Mapping[FundKind, str]] = {
    "maintenance": "交存的业主，记在各户名下",
    "public_housing": "交存的业主和售房单位",
    "public_revenue": "全体业主共有",
    "warranty": "建设单位，保修期满后连同利息退还",
}
UNWRITTEN: Final = "账簿没有写明由谁保管"
PACE: Final = "与维修资金收支公示同时公示。"
NO_LAW: Final = "没有法规规定三金总览；它把几项资金放在一起看，各项不能相加，因为不归同样的人所有。"
EACH_ITSELF: Final = "各项收支的每一笔凭证，见该项资金自己的公示。"
_WARRANTY_ABSENT: Final = "本小区的账里没有保修金。是否交存过、存在哪里，可以问物业主管部门。"
_ABSENT: Final = "本小区的账里没有这项资金。"


def three_funds(books: Books, period: Period, shares: Shares, setting: Setting) -> ThreeFunds:
    """Put all funds of a community side by side, for a half-year or a year.

    Every fund the community has is shown, those it named first; of the kinds it named and does not
    have, the page says so.

    Args:
        books: the general book; drafts are passed over.
        period: a half-year or a year, since owners' money is shown by no shorter one.
        shares: what the splits of owners' funds came to.
        setting: grounds, address and notes to print.

    Source: 民法典 第281条; 台州市物业管理条例 第45条, 第50条; R39, R49.
    """
    assert is_half_year_end(period.last_day), "an owners' fund is disclosed by half-year or year"
    order = books.community.disclosure.side_by_side
    begun = [fund for fund in books.community.funds if _has_begun(books, fund, period.last_day)]
    begun.sort(key=lambda fund: order.index(fund.kind) if fund.kind in order else len(order))
    columns = tuple(_column(books, fund, period, shares) for fund in begun)
    views = [
        replace(_shown(books, fund).view(voucher), amount_fen=_owed_fen([voucher], fund))
        for fund in begun
        if fund.kind not in DOCUMENTS
        for voucher in _of_period(books, fund, period)
    ]
    told = replace(setting, notes=(*setting.notes, PACE, NO_LAW, EACH_ITSELF))
    kinds = {fund.kind for fund in begun}
    return ThreeFunds(
        head=make_head("three-funds", books.community, None, period, told),
        funds=columns,
        absent=tuple(
            AbsentFund(KIND_TITLES[kind], _absence(books.community, kind, period.last_day))
            for kind in order
            if kind not in kinds
        ),
        vouchers=with_decisions(views, books.decisions),
    )


def _has_begun(books: Books, fund: Fund, day: date) -> bool:
    return any(fund.code in voucher.funds for voucher in books.posted_between(date.min, day))


def _absence(community: Community, kind: FundKind, day: date) -> str:
    said = [one for one in community.no_funds if one.kind == kind and one.from_day <= day]
    if said:
        return f"本小区没有{KIND_TITLES[kind]}：{said[-1].reason}。"
    return _WARRANTY_ABSENT if kind == "warranty" else _ABSENT


def _column(books: Books, fund: Fund, period: Period, shares: Shares) -> FundColumn:
    lines: tuple[Line, ...] = ()
    if fund.kind in OWNERS_FUND_KINDS:
        page = maintenance_fund(books, fund, period, shares[fund.code], Setting())
        opening = page.opening_owners_fen + page.opening_undistributed_fen
        came, went, closing = *_of_owners(page), page.closing_fen
    elif fund.kind == "public_revenue":
        revenue = public_revenue(books, fund, period, Setting())
        opening, came = revenue.opening_fen, revenue.income_fen
        went, closing = revenue.expense_fen, revenue.closing_fen
    else:
        opening, lines = _warranty(books, fund, period)
        came = sum(line.amount_fen for line in lines if line.label != _OUT)
        went = -sum(line.amount_fen for line in lines if line.label == _OUT)
        closing = _owed_fen(books.posted_between(date.min, period.last_day), fund)
    assert opening + came - went == closing, "opening, in and out must come to what is left"
    custody = fund.custody_on(period.last_day)
    return FundColumn(
        fund=without_code(fund.code),
        document=DOCUMENTS.get(fund.kind, ""),
        opening_fen=opening,
        in_fen=came,
        out_fen=went,
        closing_fen=closing,
        owner=OWNERS[fund.kind],
        keeper=f"{custody.holder}（{KEEPER_WORDS[custody.keeper]}，{custody.duty}负责）"
        if custody
        else UNWRITTEN,
        bank=tie_to_bank(books, fund, period.last_day, closing),
        lines=lines,
    )


def _of_owners(page: MaintenanceFund) -> tuple[int, int]:
    """Give what came into an owners' fund and what went out, as its own disclosure has it."""
    came = page.deposits_fen + page.income_fen + max(page.moved_fen, 0)
    return came, page.refunds_fen + page.use_fen + page.other_expense_fen - min(page.moved_fen, 0)


# --- the warranty deposit --------------------------------------------------------------------

_DEPOSIT, _INTEREST, _OUT = "存入", "利息", "使用和退还"
_OWED: Final = frozenset({"Liabilities", "Equity", "Income", "Expenses"})


def _shown(books: Books, fund: Fund) -> Shown:
    return Shown(fund, books.community.funds.index(fund) + 1, (), {})


def _of_period(books: Books, fund: Fund, period: Period) -> list[Voucher]:
    found = books.posted_between(period.first_day, period.last_day)
    return [voucher for voucher in found if fund.code in voucher.funds and voucher.kind != OPENING_KIND]


def _owed_fen(vouchers: Iterable[Voucher], fund: Fund) -> int:
    """Sum what is kept for the developer: all that stands against the fund's assets."""
    return -sum(
        posting.amount_fen
        for voucher in vouchers
        for posting in voucher.postings
        if posting.account.fund == fund.code and posting.account.root in _OWED
    )


def _warranty(books: Books, fund: Fund, period: Period) -> tuple[int, tuple[Line, ...]]:
    """Sort what moved the deposit; a red-letter voucher stands where its original does.

    Source: 台州市物业管理条例 第50条: 本金及其银行存款利息.
    """
    shown = _shown(books, fund)
    moved = _of_period(books, fund, period)
    everything = _owed_fen(books.posted_between(date.min, period.last_day), fund)
    sums: dict[str, int] = {}
    anchors: dict[str, list[str]] = {}
    for voucher in moved:
        fen = _owed_fen([voucher], fund)
        if fen:
            label = _label(voucher, fund, came_in=(fen > 0) != bool(voucher.reverses))
            sums[label] = sums.get(label, 0) + fen
            anchors.setdefault(label, []).append(shown.anchor(voucher))
    lines = tuple(
        Line(label, sums[label], 1, tuple(anchors[label]))
        for label in (_DEPOSIT, _INTEREST, _OUT)
        if label in sums
    )
    return everything - sum(sums.values()), lines


def _label(voucher: Voucher, fund: Fund, *, came_in: bool) -> str:
    if not came_in:
        return _OUT
    interest = any(
        INTEREST_PART in posting.account.details
        for posting in voucher.postings
        if posting.account.fund == fund.code
    )
    return _INTEREST if interest else _DEPOSIT
