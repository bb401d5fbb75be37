"""维修资金收支公示: deposits, use by project, income and balance of an owners' fund."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from jjledger.disclosure.bank_tie import tie_to_bank
from jjledger.disclosure.buildings import building_tables, owing_households
from jjledger.disclosure.chart import signed_bars
from jjledger.disclosure.decision_words import with_decisions
from jjledger.disclosure.head import DOCUMENTS, Setting, make_head
from jjledger.disclosure.models import Line, MaintenanceFund, VoucherView
from jjledger.disclosure.pool import Pooled, household_counts, is_half_year_end, pool
from jjledger.disclosure.projects import projects
from jjledger.disclosure.voucher_views import anchors, legs_of, view_line, view_voucher
from jjledger.facts.books import Books
from jjledger.facts.community import Fund
from jjledger.facts.shares import FundShares
from jjledger.facts.voucher import OPENING_KIND, USE_CODE, Posting, Voucher
from jjledger.period import Period
from jjledger.rules.closing import EARNED_CODES, Closed, closed_balances
from jjledger.units import capital_amount

_DEPOSIT, _REFUND, _OTHER, _MOVED = "4001", "5101", "5901", "9"
_LABELS: Final = {_DEPOSIT: "交存", _MOVED: "直接调整净资产"}
# What everybody is told, and what only the owner.
OWN_ACCOUNTS: Final = "各户的交存、使用、增值收益和结存金额列在分户对账单里，业主可向公示单位索取自己的一份；为保护个人信息，不在这里列出。"
_LESS_TAKEN_BACK: Final = "已减去退回的交存"


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
    flows = _flows(vouchers, fund, period, anchors(pooled.lines))
    before = [voucher for voucher in vouchers if voucher.day < period.first_day or _opens(voucher)]
    opening = closed_balances(before, fund, period.last_day)
    closing = closed_balances(vouchers, fund, period.last_day)
    closing_fen = closing.owners_fen + closing.undistributed_fen
    result_fen = sum(line.amount_fen for line in flows.lines)
    _assert_ties(opening, closing, result_fen, _household_money(shares, period))
    tables = building_tables(books.register, shares, pooled, period.last_day)
    told = replace(setting, notes=(*setting.notes, OWN_ACCOUNTS))
    return MaintenanceFund(
        head=make_head(DOCUMENTS[fund.kind], books.community, fund, period, told),
        opening_owners_fen=opening.owners_fen,
        opening_undistributed_fen=opening.undistributed_fen,
        lines=flows.lines,
        deposits_fen=flows.sum(_DEPOSIT),
        refunds_fen=-flows.sum(_REFUND),
        use_fen=-flows.sum(USE_CODE),
        income_fen=flows.sum(*EARNED_CODES),
        other_expense_fen=-flows.sum(_OTHER),
        distributed_fen=flows.distributed_fen,
        result_fen=result_fen,
        closing_owners_fen=closing.owners_fen,
        closing_undistributed_fen=closing.undistributed_fen,
        closing_fen=closing_fen,
        closing_capital=capital_amount(closing_fen),
        arrears_households=owing_households(shares, period.last_day),
        projects=with_decisions(projects(fund, period, shares, pooled), books.decisions),
        buildings=tables.get(period.last_day, ()),
        bank=tie_to_bank(books, fund, period.last_day, closing_fen),
        bars=signed_bars(flows.lines),
        vouchers=with_decisions(_views(pooled, fund, period, shares), books.decisions),
        moved_fen=flows.sum(_MOVED),
    )


@dataclass(slots=True)
class _Item:
    """One line in the making."""

    label: str
    fen: int = 0
    note: str = ""
    anchors: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Flows:
    """What moved in the period, by kind, in the statement's order."""

    items: dict[str, _Item]
    distributed_fen: int

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(
            Line(item.label, item.fen, 1, tuple(item.anchors), item.note)
            for kind, item in sorted(self.items.items())
            if kind != _MOVED or item.fen
        )

    def sum(self, *kinds: str) -> int:
        return sum(self.items[kind].fen for kind in kinds if kind in self.items)


def _opens(voucher: Voucher) -> bool:
    return voucher.kind == OPENING_KIND


def _flows(
    vouchers: Iterable[Voucher], fund: Fund, period: Period, anchor: Callable[[Voucher], str]
) -> _Flows:
    """Sort the period's postings by what they did to the fund; 初 vouchers opened it instead."""
    items: dict[str, _Item] = {}
    distributed = 0
    for voucher in vouchers:
        if not period.contains(voucher.day) or _opens(voucher):
            continue
        for posting in legs_of([voucher], fund):
            if posting.account.root in {"Assets", "Liabilities"}:
                continue
            kind = _kind(posting)
            item = items.setdefault(kind, _Item(_LABELS.get(kind, posting.account.title)))
            item.fen -= posting.amount_fen
            item.anchors[anchor(voucher)] = None
            if kind == _DEPOSIT and posting.amount_fen > 0:
                item.note = _LESS_TAKEN_BACK
            distributed += posting.amount_fen if posting.account.code == "3101" else 0
    return _Flows(items, distributed)


def _kind(posting: Posting) -> str:
    """Name the kind of a movement; its text is also its place in the statement.

    A deposit taken back is less deposited: shown by itself it would often be one household's.

    Source: 财会〔2020〕7号 refunds of the current year reduce 4001 (R16).
    """
    return _MOVED if posting.account.root == "Equity" else posting.account.code


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
