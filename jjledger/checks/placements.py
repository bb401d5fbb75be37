"""B54-B56, E54-E56: are term deposits and bonds new, whole, held to maturity, and brought in when due?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from jjledger.checks.decisions import shortcomings
from jjledger.errors import FORMAT
from jjledger.facts.books import Books
from jjledger.facts.finding import Finding, Place
from jjledger.facts.placement import TERM_DEPOSIT, BadPlacement, Placement
from jjledger.facts.voucher import Voucher
from jjledger.law import Law, for_community
from jjledger.rules.placement import held_fen, movements
from jjledger.rules.reversal import standing
from jjledger.units import yuan

_BONDS: Final = "住宅专项维修资金管理办法第26条：只购买一级市场新发行的国债，并持有到期"
_CONSENT: Final = "住宅专项维修资金管理办法第26条：购买国债须经业主同意"
_REGISTER: Final = "会计基础工作规范第62条：账实相符"
_BOND_CODE: Final = "1101"
_SOON: Final = timedelta(days=30)


def check_placements(books: Books, today: date) -> Iterator[Finding]:
    """Find placements that are not what the law allows, were touched, or are due.

    Args:
        books: the general book.
        today: the day on which it is asked.

    Source: 住宅专项维修资金管理办法 第26条; R23.
    """
    community = books.community
    law = for_community(community.region, community.disclosure.preset, community.own_law)
    stand = standing(books.posted()) if books.placements else ()
    for placement in books.placements:
        if isinstance(placement, BadPlacement):
            yield Finding(
                "B54", "block", placement.place, f"{placement.account.name} 的存单或国债资料不全：{placement.what}。",
                "请在 open 行下写明 instrument、principal、rate、from、matures；国债另写 issue 和 decision。", FORMAT,
            )  # fmt: skip
            continue
        if placement.instrument == "treasury_bond":
            yield from _lawful(placement, books, law)
        yield from _whole(stand, placement)
        yield from _due(stand, placement, today)
    yield from _unregistered(books)


def _unregistered(books: Books) -> Iterator[Finding]:
    """Warn of bonds and term deposits whose account says nothing about them."""
    known = {placement.account.name for placement in books.placements}
    used = {
        posting.account.name
        for voucher in books.posted()
        for posting in voucher.postings
        if posting.account.code == _BOND_CODE or TERM_DEPOSIT.search(posting.account.name)
    }
    for name in sorted(used - known):
        yield Finding(
            "E57", "warn", books.opened.get(name, Place("chart.beancount", 0)), f"{name} 没有登记是哪张存单或哪期国债、何时到期。",
            "请在它的 open 行下写明 instrument、principal、rate、from、matures；国债另写 issue、decision。", _REGISTER,
        )  # fmt: skip


def _lawful(placement: Placement, books: Books, law: Law) -> Iterator[Finding]:
    if placement.issue != "new":
        yield Finding(
            "B54", "block", placement.place,
            f"{placement.account.name} 写的是「{placement.issue or '没有写'}」，不是一级市场新发行的国债。",
            '不得买卖二手国债、回购或质押；确是新发行的，请写  issue: "new"', _BONDS,
        )  # fmt: skip
    lacks = _consent_lacks(placement, books, law)
    if lacks:
        yield Finding(
            "E54", "warn", placement.place, f"购买 {placement.account.name} {lacks}。",
            '请在 open 行下写明  decision: "编号"，并把表决记录放进 decisions/。', _CONSENT,
        )  # fmt: skip


def _consent_lacks(placement: Placement, books: Books, law: Law) -> str:
    """Say what the owners' consent to a bond lacks; "" nothing, or its record cannot be read and was found."""
    if not placement.decision:
        return "没有写明业主同意的决定"
    if placement.decision not in books.decisions:
        return f"引用的决定 {placement.decision} 没有归档"
    decision = books.decisions[placement.decision]
    if decision is None:
        return ""
    if decision.day > placement.from_day:
        return f"早于引用的决定 {decision.id}（{decision.day}）"
    failed = shortcomings(decision, law)
    return f"引用的决定 {decision.id} 没有通过：{'；'.join(failed)}" if failed else ""


def _whole(stand: Sequence[Voucher], placement: Placement) -> Iterator[Finding]:
    """Find money in or out that is not the whole principal, and a bond that was given up early."""
    held = 0
    for voucher, posting in movements(stand, placement):
        fen = posting.amount_fen
        whole = (fen == placement.principal_fen and held == 0) or (
            fen == -placement.principal_fen and held > 0
        )
        held += fen
        if not whole:
            yield Finding(
                "B56", "block", posting.place,
                f"{placement.account.name} 本金 {yuan(placement.principal_fen)} 元，这一笔是 {yuan(fen)} 元。",
                "存单和国债整笔进、整笔出；利息记 4101 或 4102，不动本金。", _BONDS,
            )  # fmt: skip
        if fen < 0 and placement.instrument == "treasury_bond" and voucher.day < placement.matures:
            yield Finding(
                "B55", "block", voucher.place,
                f"{placement.account.name} {placement.matures} 到期，{voucher.day} 就已卖出。",
                "国债须持有到期；记错日期的，请改正。", _BONDS,
            )  # fmt: skip


def _due(stand: Sequence[Voucher], placement: Placement, today: date) -> Iterator[Finding]:
    if held_fen(stand, placement) <= 0:
        return
    if placement.matures <= today:
        yield Finding(
            "E55", "warn", placement.place, f"{placement.account.name} {placement.matures} 已经到期，还没有收回。",
            "请核对银行回单，用 jjledger fund mature 登记收回。", _REGISTER,
        )  # fmt: skip
    elif placement.matures - today <= _SOON:
        yield Finding(
            "E56", "warn", placement.place, f"{placement.account.name} {placement.matures} 到期。",
            "请提前安排到期后的去向，由业主或管理机构决定。", _REGISTER,
        )  # fmt: skip
