"""Preview the next distribution of a fund's income: amounts, reasons, and the voucher to copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from jjledger.books.ledger import Ledger
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import Fund, PoolInterest
from jjledger.facts.shares import FundShares
from jjledger.period import day_after, day_before
from jjledger.rules.closing import closed_balances, earned_fen, kept_back_fen
from jjledger.rules.distribution import read_days, share_pool
from jjledger.units import plain_yuan, yuan

_OWNERS_CODES = ("3001", "3002")


@dataclass(frozen=True, slots=True)
class Share:
    """One household's part of the distribution."""

    household: str
    balance_days: int  # fen × days
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A distribution that could be booked."""

    fund: str
    first_day: date
    last_day: date
    undistributed_fen: int  # before
    kept_back_fen: int  # by this and all earlier distributions
    amount_fen: int  # what can be distributed
    total_balance_days: int
    shares: tuple[Share, ...]  # households with a share, in register order
    accounts: tuple[str, str]  # from 3101, to 3001 or 3002

    def words(self) -> str:
        """Describe the plan and give the voucher to copy."""
        debit, credit = self.accounts
        return "\n".join(
            [
                f"{self.fund}：{self.first_day} 至 {self.last_day}",
                f"待分配累计收益 {yuan(self.undistributed_fen)} 元，留存 {yuan(self.kept_back_fen)} 元，",
                f"本次可分配 {yuan(self.amount_fen)} 元，",
                f"按积数分给 {len(self.shares)} 户，积数合计 {yuan(self.total_balance_days)} 元·天。",
                "",
                "记账凭证（编号、制单、审核请按实际填写）：",
                f'{self.last_day} ! "全体业主" "分配利息"',
                '  voucher: "转-0001"',
                "  attachments: 0",
                '  prepared: ""',
                '  reviewed: ""',
                f"  {debit}  {plain_yuan(self.amount_fen)} CNY",
                f"  {credit}  -{plain_yuan(self.amount_fen)} CNY",
                f'    interest: "{self.first_day}/{self.last_day}"',
            ]
        )

    def record(self, household: str = "") -> dict[str, Any]:
        """Give the plan as JSON shows it, amounts in yuan; with one household only where asked."""
        return {
            "fund": self.fund,
            "period": f"{self.first_day}/{self.last_day}",
            "undistributed": plain_yuan(self.undistributed_fen),
            "kept_back": plain_yuan(self.kept_back_fen),
            "amount": plain_yuan(self.amount_fen),
            "balance_days": plain_yuan(self.total_balance_days),
            "households": [
                {
                    "household": share.household,
                    "balance_days": plain_yuan(share.balance_days),
                    "amount": plain_yuan(share.amount_fen),
                }
                for share in self.shares
                if household in {"", share.household}
            ],
        }


def preview(ledger: Ledger, shares: FundShares, through: date | None, today: date) -> Plan:
    """Plan the distribution of everything that can be distributed through a day.

    Args:
        ledger: a loaded community without blocking findings.
        shares: the fund.
        through: last day of the period; None: the end of last month.
        today: the day on which it is asked.

    Raises:
        OptionError: nothing to distribute, no policy in force, or the period is not over.
    """
    fund = ledger.books.community.fund(shares.fund)
    assert fund is not None, "shares are of a fund of the community"
    first_day, last_day = _days(ledger, fund, through, today)
    policy = _policy(fund, first_day)
    vouchers = ledger.books.posted()
    undistributed = closed_balances(vouchers, fund, last_day).undistributed_fen
    kept_back = shares.kept_back_fen + kept_back_fen(
        earned_fen(vouchers, fund, first_day, last_day), policy.management_share
    )
    amount = undistributed - kept_back
    places = shares.index()
    shared = (
        share_pool(amount, shares.rows, places, (first_day, last_day), policy.remainder)
        if amount > 0
        else None
    )
    if amount <= 0:
        raise _refuse(
            f"{first_day} 至 {last_day} 没有可以分配的收益。", "请先登记结息，或把 --through 写到更晚。"
        )
    if shared is None:
        raise _refuse(
            f"{first_day} 至 {last_day} 有 {yuan(amount)} 元可以分配，但各户余额都是零，没有积数可分。",
            "请先登记各户的交存或期初余额。",
        )
    by_place = dict(
        zip(shared.holders.tolist(), zip(shared.weights, shared.amounts.tolist(), strict=True), strict=True)
    )
    return Plan(
        fund.code, first_day, last_day, undistributed, kept_back, amount, shared.total_weight,
        tuple(Share(name, *by_place[place]) for name, place in places.items() if place in by_place),
        _accounts(ledger, fund),
    )  # fmt: skip


def explain(plan: Plan, household: str) -> str:
    """Say how one household's amount comes about.

    Raises:
        OptionError: the household has no share.
    """
    for share in plan.shares:
        if share.household == household:
            return (
                f"{household}：{yuan(plan.amount_fen)} 元 × 积数 {yuan(share.balance_days)} ÷ "
                f"{yuan(plan.total_balance_days)} 元·天 = {yuan(share.amount_fen)} 元\n"
                f"（积数是 {plan.first_day} 至 {plan.last_day} 每日余额之和；不足一分的，按余数从大到小补足。）"
            )
    raise _refuse(f"房屋 {household} 在这一期间没有余额，不参加分配。", "请核对房号，例如 01-1-101。")


def _days(ledger: Ledger, fund: Fund, through: date | None, today: date) -> tuple[date, date]:
    """Begin the day after the last distribution; end where asked, or at the end of last month."""
    done = [
        read_days(posting.split.value)[1]
        for voucher in ledger.books.posted()
        for posting in voucher.postings
        if posting.account.fund == fund.code
        and posting.split is not None
        and posting.split.kind == "interest"
        and not voucher.reverses
    ]
    days = [voucher.day for voucher in ledger.books.posted() if fund.code in voucher.funds]
    if not days:
        raise _refuse(f"{fund.code} 还没有凭证。", "请先登记交存。")
    first_day = day_after(max(done)) if done else min(days)
    last_day = through or day_before(today.replace(day=1))
    if last_day >= today:
        raise _refuse(f"{last_day} 还没有过去。", "请把 --through 写成已经结束的一天。")
    if last_day < first_day:
        raise _refuse(f"收益已经分配到 {day_before(first_day)}。", "请把 --through 写到更晚。")
    return first_day, last_day


def _policy(fund: Fund, day: date) -> PoolInterest:
    policy = fund.policy_on(day)
    if policy is None or policy.interest is None:
        raise _refuse(
            f"{fund.code} 在 {day} 没有生效的计息办法。", "请在 community.toml 加一段 [[fund.policy]]。"
        )
    return policy.interest


def _accounts(ledger: Ledger, fund: Fund) -> tuple[str, str]:
    opened = {
        account.code: account.name for account in ledger.books.accounts.values() if account.fund == fund.code
    }
    owners = next((opened[code] for code in _OWNERS_CODES if code in opened), "")
    if "3101" not in opened or not owners:
        raise _refuse(
            f"{fund.code} 没有开设 3101 或 3001/3002。",
            "请在 chart.beancount 开设待分配累计收益和业主维修资金科目。",
        )
    return opened["3101"], owners


def _refuse(what: str, remedy: str) -> OptionError:
    return OptionError(Trouble("jjledger interest", what, remedy))
