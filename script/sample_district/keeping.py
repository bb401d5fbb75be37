"""Who keeps the money of the sample, the warranty deposit of one community, and what another's owners let their committee spend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from jjledger.units import plain_yuan
from sample_district.chart import account
from sample_district.decisions import Decision
from sample_district.houses import House
from sample_district.plan import YEARS, Plan
from sample_district.vouchers import (
    MAINTENANCE,
    PUBLIC_HOUSING,
    REVENUE,
    WARRANTY,
    Leg,
    Voucher,
    bank_interest,
    workday,
)

_PRINCIPAL: Final = f"Liabilities:{WARRANTY}:2001应退保修金"
_INTEREST: Final = account(WARRANTY, "2001应退保修金:X")
_COST_FEN: Final = 18_650_000_000  # what building chengzi cost
_SHARE: Final = 50  # one fiftieth, two per cent
_EARNED_FEN: Final = 4_137_286  # interest by the end of 2023
_RATE_BP: Final = 30
_LEAK_FEN: Final = 4_860_000
_LATER: Final = date(2025, 7, 1)
_MATTER: Final = 9  # item of 民法典 第278条: other weighty matters
_LIMITS: Final = (10_000_000, 15_000_000)  # one voucher, a year
_BUDGET_FEN: Final = 4_000_000
_OWN: Final = {"6503": "YW-{}-05", "6502": "YW-{}-03"}  # the committee's own decisions, by account


def keeping(plan: Plan, fund: str) -> str:
    """Say in community.toml who keeps a fund's money."""
    since = date(plan.delivered, 9, 1)
    if fund in {MAINTENANCE, PUBLIC_HOUSING}:
        kept = _custody(since, "authority", "云汀示范区物业维修资金管理中心", "资金管理科")
        return kept + (
            _custody(_LATER, "committee", f"{plan.name}业主委员会", "财务委员")
            if plan.has("handed_over")
            else ""
        )
    if fund == WARRANTY:
        return _custody(since, "authority", "云汀示范区物业保修金管理中心", "保修科") + (
            f'[fund.warranty]\ncost      = "{plain_yuan(_COST_FEN)}"\ndelivered = {since}\n'
        )
    return _custody(since, "committee", f"{plan.name}业主委员会", "财务委员")


def _custody(since: date, by: str, holder: str, duty: str) -> str:
    return f'[[fund.custody]]\nfrom   = {since}\nby     = "{by}"\nholder = "{holder}"\nduty   = "{duty}"\n'


def absences(plan: Plan) -> str:
    """Say in community.toml why there is no warranty deposit, where the years are over and somebody wrote it down."""
    if not plan.has("register") or plan.has("warranty"):
        return ""
    ended = plan.delivered + 8
    return (
        f'\n[[no_fund]]\nkind   = "warranty"\nfrom   = {min(ended, YEARS[0])}-01-01\n'
        f'reason = "{plan.delivered}年交付，保修金存满八年，已退还建设单位"\n'
    )


def book_warranty(bank: str, bank_name: str) -> list[Voucher]:
    """Book two years of the developer's deposit: interest, and one leak that the developer did not mend.

    Args:
        bank: the fund's account.
        bank_name: of the bank.
    """
    deposit = _COST_FEN // _SHARE
    legs = (Leg(bank, deposit + _EARNED_FEN), Leg(_PRINCIPAL, -deposit), Leg(_INTEREST, -_EARNED_FEN))
    opening = Voucher(date(YEARS[0], 1, 1), "初", "示例远岸置业公司", "上年结转：保修金本金和利息", legs, 0)
    leak = workday(date(YEARS[1], 3, 18))
    back = workday(date(YEARS[1], 4, 8))
    vouchers = [
        opening,
        Voucher(
            leak, "付", "示例固垣防水工程公司", "建设单位未履行保修，动用保修金维修北侧外墙渗漏",
            (Leg(_PRINCIPAL, _LEAK_FEN), Leg(bank, -_LEAK_FEN)), 4,
        ),
        Voucher(
            back, "收", "示例远岸置业公司", "建设单位补存已动用的保修金",
            (Leg(bank, _LEAK_FEN), Leg(_PRINCIPAL, -_LEAK_FEN)), 1,
        ),
    ]  # fmt: skip
    start = date(YEARS[0] - 1, 12, 21)
    flows = [(start, opening.bank_fen), *((one.day, one.bank_fen) for one in vouchers[1:])]
    for year in YEARS:
        for month in (6, 12):
            day = date(year, month, 21)
            fen = bank_interest(flows, (start, day), _RATE_BP)
            words = f"{year}年{'上下'[month // 6 - 1]}半年两次活期存款结息"
            vouchers.append(Voucher(day, "收", bank_name, words, (Leg(bank, fen), Leg(_INTEREST, -fen)), 2))
            flows.append((day, fen))
            start = day
    return vouchers


def budget_decision(houses: Sequence[House]) -> Decision:
    """Give what the owners decided of the committee's money in the year after."""
    title = f"{YEARS[1]}年度业委会经费预算和支出限额"
    return Decision(date(YEARS[0], 12, 22), title, _MATTER, "all", tuple(houses))


def budget_settings(decision: str) -> str:
    """Write the budget and the limits into community.toml.

    Args:
        decision: number of the owners' decision.
    """
    item, year = _LIMITS
    return (
        f'\n[[budget]]\nfund     = "{REVENUE}"\naccount  = "Expenses:{REVENUE}:6503业委会"\n'
        f'year     = {YEARS[1]}\namount   = "{plain_yuan(_BUDGET_FEN)}"\ndecision = "{decision}"\n'
        f'\n[[authority]]\nfrom     = {YEARS[1]}-01-01\nitem     = "{plain_yuan(item)}"\n'
        f'year     = "{plain_yuan(year)}"\ndecision = "{decision}"\n'
    )


def with_committee(voucher: Voucher) -> Voucher:
    """Name the committee's own decision on what it spent within its limits."""
    spent = {leg.account.split(":")[2][:4] for leg in voucher.legs} & _OWN.keys()
    if voucher.day.year != YEARS[1] or not spent:
        return voucher
    number = _OWN[spent.pop()].format(YEARS[1])
    return replace(voucher, about=(*voucher.about, ("committee", number)))
