"""The last look at lists of money, property and contracts, at the committee's spending and at all funds side by side.

Like the other lints it reads the view model alone and adds up again what the maker added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from jjledger.disclosure.models import Line, VoucherView
from jjledger.disclosure.money_models import MoneyList, ThreeFunds
from jjledger.disclosure.page_texts import voucher_words
from jjledger.disclosure.revenue_models import AssetList, CommitteeSpending, ContractList
from jjledger.units import capital_amount, yuan

Wrong = Iterator[tuple[str, str]]  # code, what
_Cited = tuple[str, int, Sequence[str]]  # what, its amount in fen, the vouchers it consists of


def register_wrong(page: object) -> Wrong:
    """Say what does not add up on a page of one of these kinds; nothing of any other.

    Source: R39, R40.
    """
    check = _CHECKS.get(type(page))
    if check is not None:
        yield from check(page)


def _equal(what: str, one: int | str, other: int | str) -> Wrong:
    if one != other:
        shown = [yuan(value) if isinstance(value, int) else value for value in (one, other)]
        yield "D02", f"{what}对不上：{shown[0]}，应为 {shown[1]}。"


def _money(page: MoneyList) -> Wrong:
    for fund in page.funds:
        accounts, owed = (
            sum(one.balance_fen for one in fund.accounts),
            sum(one.amount_fen for one in fund.owed),
        )
        yield from _equal(f"{fund.fund}各账户之和", fund.total_fen, accounts)
        yield from _equal(f"{fund.fund}应付之和", fund.owed_fen, owed)
        yield from _equal(f"{fund.fund}期末余额", fund.closing_fen, accounts - owed)
    count = sum(len(fund.accounts) for fund in page.funds)
    if page.accounts != count:
        yield "D02", f"账户数对不上：{page.accounts}，应为 {count}。"
    # An account may hold money without a voucher of its own on the page; those it names must be there.
    yield from _vouchers(
        page.vouchers, [(one.name, 0, one.vouchers) for fund in page.funds for one in fund.accounts]
    )


def _three_funds(page: ThreeFunds) -> Wrong:
    for fund in page.funds:
        come = fund.opening_fen + fund.in_fen - fund.out_fen
        if come != fund.closing_fen and fund.in_fen - fund.out_fen == fund.closing_fen:
            yield (
                "D05",
                f"{fund.fund}的余额 {yuan(fund.closing_fen)} 元没有加上期初 {yuan(fund.opening_fen)} 元。",
            )
        else:
            yield from _equal(f"{fund.fund}期末余额", fund.closing_fen, come)
        difference = fund.closing_fen - fund.bank.book_fen
        yield from _equal(f"{fund.fund}余额减银行存款", fund.bank.difference_fen, difference)
        if not fund.document:
            moved = sum(line.amount_fen for line in fund.lines)
            yield from _equal(f"{fund.fund}各行之和", moved, fund.in_fen - fund.out_fen)
    yield from _vouchers(page.vouchers, [_cite(line) for fund in page.funds for line in fund.lines])


def _assets(page: AssetList) -> Wrong:
    rows = [row for group in page.groups for row in group.assets]
    for group in page.groups:
        received = sum(row.received_fen for row in group.assets)
        yield from _equal(f"{group.title}的收入", group.received_fen, received)
    yield from _equal("公共资产的收入", page.received_fen, sum(row.received_fen for row in rows))
    yield from _equal("收入合计", page.income_fen, page.received_fen + page.other.amount_fen)
    cited = [(row.name, row.received_fen, row.vouchers) for row in rows]
    yield from _vouchers(page.vouchers, [*cited, _cite(page.other)])


def _contracts(page: ContractList) -> Wrong:
    for contract in page.contracts:
        paid = contract.paid_fen + contract.open_fen
        yield from _equal(f"合同 {contract.number} 已收加未收", paid, contract.due_fen)
    for what, total, parts in (
        ("本年应收", page.year_fen, [one.year_fen for one in page.contracts]),
        ("到期应收", page.due_fen, [one.due_fen for one in page.contracts]),
        ("已收", page.paid_fen, [one.paid_fen for one in page.contracts]),
        ("未收", page.open_fen, [one.open_fen for one in page.contracts]),
        ("本期收到", page.received_fen, [one.received_fen for one in page.contracts]),
        ("收入合计", page.income_fen, [page.received_fen, page.other.amount_fen]),
    ):
        yield from _equal(what, total, sum(parts))
    split = sum(line.amount_fen for line in page.parts)
    yield from _equal(f"{page.other.label}各项之和", split, page.other.amount_fen)
    cited = [(f"合同 {one.number}", one.received_fen, one.vouchers) for one in page.contracts]
    yield from _vouchers(page.vouchers, [*cited, _cite(page.other), *map(_cite, page.parts)])


def _committee(page: CommitteeSpending) -> Wrong:
    main = sum(line.amount_fen for line in page.lines if line.level == 1)
    yield from _equal("经费支出合计", page.total_fen, main)
    yield from _equal("合计与大写", page.total_capital, capital_amount(page.total_fen))
    for budget in page.budgets:
        left = budget.amount_fen - budget.used_fen
        yield from _equal(f"预算「{budget.label}」的剩余", budget.left_fen, left)
    if page.authority is not None:
        left = page.authority.year_fen - page.authority.used_fen
        yield from _equal("限额的剩余", page.authority.left_fen, left)
    yield from _vouchers(page.vouchers, [_cite(line) for line in (*page.lines, *page.own)])


def _cite(line: Line) -> _Cited:
    return line.label, line.amount_fen, line.vouchers


def _vouchers(shown: Sequence[VoucherView], cited: Sequence[_Cited]) -> Wrong:
    """Find vouchers that stand twice, and lines with an amount that lead to none of the page's."""
    known = Counter(voucher.anchor for voucher in shown)
    for voucher in {voucher.anchor: voucher for voucher in shown if known[voucher.anchor] > 1}.values():
        yield "D06", f"凭证 {voucher_words(voucher)} 列了不止一次。"
    for label, fen, anchors in cited:
        if len(set(anchors)) < len(anchors):
            yield "D06", f"「{label}」把同一凭证列了两次。"
        if (fen and not anchors) or not known.keys() >= set(anchors):
            yield "D06", f"「{label}」没有指向本页的凭证。"


_CHECKS: Final[Mapping[type, Callable[[Any], Wrong]]] = {
    MoneyList: _money,
    ThreeFunds: _three_funds,
    AssetList: _assets,
    ContractList: _contracts,
    CommitteeSpending: _committee,
}
