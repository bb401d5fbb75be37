"""Plan the next settlement of a fund's interest: amounts, reasons, and the voucher to write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from jjledger.books.ledger import Ledger
from jjledger.errors import LawError, OptionError, Trouble
from jjledger.facts.community import DeclaredInterest, Fund, FundPolicy, InterestPolicy, PoolInterest
from jjledger.facts.entry import Entry, EntryPosting, Meta
from jjledger.facts.rates import RateTable
from jjledger.facts.shares import FundShares
from jjledger.facts.voucher import Voucher
from jjledger.period import day_after, day_before
from jjledger.rules.apportion import explain_share
from jjledger.rules.closing import closed_balances, earned_fen, kept_back_fen
from jjledger.rules.declared import MissingRate
from jjledger.rules.distribution import read_days, share_declared, share_pool
from jjledger.rules.reversal import standing
from jjledger.rules.settlement import next_settlement, policy_parts
from jjledger.rules.shares import Shared
from jjledger.units import yuan
from jjledger.workflows.rulings import law_of

_OWNERS_CODES: Final = ("3001", "3002")
_GROUND: Final = "住宅专项维修资金管理办法第27条：分配以实际取得的收益为限"


@dataclass(frozen=True, slots=True)
class Plan:
    """A distribution that could be booked; amounts in fen."""

    fund: str
    first_day: date
    last_day: date
    policy: FundPolicy
    earned_fen: int  # income of the period
    undistributed_fen: int  # 3101 after closing on the last day, before the distribution
    kept_back_fen: int  # by this and all earlier distributions
    amount_fen: int  # what is distributed
    shared: Shared  # per holder, holders by id as text
    odd_fen: int  # fen that the remainder rule placed; 0 under declared rates
    accounts: tuple[str, str]  # from 3101, to 3001 or 3002
    booking_day: date  # the first day its voucher may bear

    @property
    def interest(self) -> InterestPolicy:
        """Give the rule the plan rests on."""
        assert self.policy.interest is not None, "a plan rests on a rule"
        return self.policy.interest

    @property
    def surplus_fen(self) -> int:
        """What stays undistributed: under declared rates the 增值收益."""
        return self.undistributed_fen - self.amount_fen


def plan_interest(ledger: Ledger, shares: FundShares, through: date | None, today: date) -> Plan:
    """Plan the settlement of a fund's interest through a day.

    Args:
        ledger: a loaded community without blocking findings.
        shares: the fund.
        through: last day of the period; None: the next settlement day, or the end of last month
            where the policy names none.
        today: the day on which it is asked.

    Raises:
        OptionError: nothing to distribute, no policy in force or one that changes inside the period,
            a rate that was not published, more than was earned, or the period is not over.
    """
    fund = ledger.books.community.fund(shares.fund)
    assert fund is not None, "shares are of a fund of the community"
    first_day, last_day = _days(ledger, fund, through, today)
    policy = _policy(fund, first_day, last_day)
    vouchers = ledger.books.posted()
    earned = earned_fen(vouchers, fund, first_day, last_day)
    # What was undone never happened to this period, also where it was undone later.
    undistributed = closed_balances(standing(vouchers), fund, last_day).undistributed_fen
    kept_back = shares.kept_back_fen
    days = (first_day, last_day)
    if isinstance(policy.interest, PoolInterest):
        kept_back += kept_back_fen(earned, policy.interest.management_share)
        shared = _pool(shares, undistributed - kept_back, days, policy.interest)
    else:
        assert policy.interest is not None, "_policy refuses a fund without a rule"
        shared = _declared(shares, policy.interest, days, undistributed - kept_back)
    return Plan(
        fund.code, first_day, last_day, policy, earned, undistributed, kept_back, int(shared.amounts.sum()),
        shared, _odd_fen(shared, policy.interest), _accounts(ledger, fund), _booking_day(ledger, fund, last_day),
    )  # fmt: skip


def _booking_day(ledger: Ledger, fund: Fund, last_day: date) -> date:
    """Give the first day a voucher may bear: the period's last, or the day on which one was undone."""
    undone = [
        voucher.day
        for voucher in ledger.books.posted()
        if voucher.reverses and fund.code in voucher.funds
        for posting in voucher.postings
        if posting.split is not None and posting.split.kind == "interest"
    ]
    return max([last_day, *undone])


def booked_plan(
    ledger: Ledger, shares: FundShares, through: date | None, household: str
) -> tuple[Plan, FundShares] | None:
    """Give a settlement that is booked already as the plan it once was.

    Args:
        ledger: a loaded community.
        shares: the fund.
        through: last day of its period; None: the latest.
        household: one that had a part in it.

    Returns:
        The plan, and the fund as it stood before; None where there is no such settlement.
    """
    fund = ledger.books.community.fund(shares.fund)
    assert fund is not None, "shares are of a fund of the community"
    place = shares.index()[household]
    stand = {id(voucher) for voucher in standing(ledger.books.posted())}
    for number, row in reversed(list(enumerate(shares.rows))):
        split = row.posting.split
        if id(row.voucher) not in stand or place not in row.holders:
            continue
        if split is None or split.kind != "interest":
            continue
        days = read_days(split.value)
        policy = fund.policy_on(days[0])
        if through in {None, days[1]} and policy is not None and policy.interest is not None:
            return _as_planned(ledger, shares, (fund, policy, days), number), _before(shares, row.voucher)
    return None


def _before(shares: FundShares, voucher: Voucher) -> FundShares:
    """Give a fund's rows as they stood before a voucher."""
    first = next(number for number, row in enumerate(shares.rows) if row.voucher is voucher)
    return replace(shares, rows=shares.rows[:first])


def _as_planned(
    ledger: Ledger, shares: FundShares, where: tuple[Fund, FundPolicy, tuple[date, date]], number: int
) -> Plan:
    fund, policy, days = where
    row = shares.rows[number]
    vouchers = ledger.books.posted()
    amount = int(row.amount.sum())
    shared = Shared(row.holders, row.amount, "interest", row.weights, row.weight_unit, row.total_weight)
    return Plan(
        fund.code, *days, policy, earned_fen(vouchers, fund, *days),
        closed_balances(vouchers, fund, row.day).undistributed_fen + amount,
        sum(fen for day, fen in shares.kept_back if day <= row.day), amount, shared,
        _odd_fen(shared, policy.interest), _accounts(ledger, fund), row.day,
    )  # fmt: skip


def _odd_fen(shared: Shared, interest: InterestPolicy | None) -> int:
    """Count the fen that a pool's remainder rule placed; none under declared rates."""
    if not isinstance(interest, PoolInterest):
        return 0
    weights = np.array(shared.weights, dtype=np.int64)
    return explain_share(int(shared.amounts.sum()), weights, 0, interest.remainder).missing_fen


def entry_of(plan: Plan, day: date, basis: str) -> Entry:
    """Make the voucher of a plan.

    Args:
        plan: the distribution.
        day: date of the voucher, not before the period's last day.
        basis: article or resolution it rests on.

    Raises:
        OptionError: the day is too early.
    """
    if day < plan.booking_day:
        raise _refuse(
            f"--date {day}",
            f"期间到 {plan.last_day}，先前记过的分配冲销以后才能重记，凭证不能早于 {plan.booking_day}。",
            "请改正 --date。",
        )
    debit, credit = plan.accounts
    period = f"{plan.first_day}/{plan.last_day}"
    legs = (
        EntryPosting(debit, plan.amount_fen),
        EntryPosting(credit, -plan.amount_fen, (("interest", period),)),
    )
    return Entry(day, "转", "全体业主", "分配利息", legs, 0, _provenance(plan, basis))


def basis_of(ledger: Ledger, plan: Plan) -> str:
    """Name what a plan rests on: the policy's own source, or the articles that share out income."""
    if plan.policy.source:
        return plan.policy.source
    law = law_of(ledger.books.community)
    try:
        return law.on("sharing_basis", plan.last_day).citation
    except LawError:
        return ""


def _provenance(plan: Plan, basis: str) -> Meta:
    """Say on the voucher itself what the amounts rest on."""
    interest = plan.interest
    rested = (("basis", basis),) if basis else ()
    if isinstance(interest, PoolInterest):
        return (
            *rested,
            ("remainder", interest.remainder),
            ("management-share", str(interest.management_share)),
        )
    return (
        *rested,
        ("rates", interest.rates.name), ("rate-rows", _rate_rows(plan, interest.rates)), ("rate-day", interest.rate_day), ("day-count", interest.day_count),
        ("current-year", interest.current_year), ("carried-over", interest.carried_over),
    )  # fmt: skip


def _rate_rows(plan: Plan, rates: RateTable) -> str:
    """Name the rows of a rate table that were in force in a plan's period, by their first days."""
    first = rates.row_on(plan.first_day)
    later = (row.from_day for row in rates.rows if plan.first_day < row.from_day <= plan.last_day)
    return " ".join(str(day) for day in (*([first.from_day] if first else []), *later))


def _pool(shares: FundShares, amount_fen: int, days: tuple[date, date], interest: PoolInterest) -> Shared:
    first_day, last_day = days
    if amount_fen <= 0:
        raise _refuse(
            "jjledger interest",
            f"{first_day} 至 {last_day} 没有可以分配的收益。", "请先登记结息，或把 --through 写到更晚。",
        )  # fmt: skip
    shared = share_pool(amount_fen, shares.rows, shares.index(), days, interest.remainder)
    if shared is None:
        raise _refuse(
            "jjledger interest",
            f"{first_day} 至 {last_day} 有 {yuan(amount_fen)} 元可以分配，但各户余额都是零，没有积数可分。",
            "请先登记各户的交存或期初余额。",
        )
    return shared


def _declared(
    shares: FundShares, interest: DeclaredInterest, days: tuple[date, date], available_fen: int
) -> Shared:
    first_day, last_day = days
    shared = share_declared(shares.rows, shares.index(), days, interest)
    if isinstance(shared, MissingRate):
        raise _refuse(
            "jjledger interest",
            f"利率表 {shared.table} 在 {shared.day} 没有 {shared.column} 一列的利率，{first_day} 至 {last_day} 的利息算不出来。",
            "请在利率表里补上这一天起的利率和依据，或改用有公布的一列。",
        )
    amount = int(shared.amounts.sum())
    if amount == 0:
        raise _refuse(
            "jjledger interest",
            f"{first_day} 至 {last_day} 各户按公布利率都不足一分，没有利息可分。",
            "请把 --through 写到更晚。",
        )
    if amount > available_fen:
        raise _refuse(
            "jjledger interest",
            f"按公布利率各户应计 {yuan(amount)} 元，待分配累计收益只有 {yuan(available_fen)} 元，"
            f"差 {yuan(amount - available_fen)} 元。",
            '请先登记这一期的结息和国债利息；确实不够的，改按实际收益分配（method = "pool"）须由业主共同决定。',
            _GROUND,
        )
    return shared


def _days(ledger: Ledger, fund: Fund, through: date | None, today: date) -> tuple[date, date]:
    """Begin the day after the last distribution; end where asked, at a settlement day, or last month."""
    done = [
        read_days(posting.split.value)[1]
        for voucher in standing(ledger.books.posted())
        for posting in voucher.postings
        if posting.account.fund == fund.code
        and posting.split is not None
        and posting.split.kind == "interest"
    ]
    days = [voucher.day for voucher in ledger.books.posted() if fund.code in voucher.funds]
    if not days:
        raise _refuse("jjledger interest", f"{fund.code} 还没有凭证。", "请先登记交存。")
    first_day = day_after(max(done)) if done else min(days)
    policy = fund.policy_on(first_day)
    settle = policy.interest.settle if policy is not None and policy.interest is not None else ()
    last_day = through or next_settlement(settle, first_day) or day_before(today.replace(day=1))
    settlement = next_settlement(settle, first_day)
    declared = policy is not None and isinstance(policy.interest, DeclaredInterest)
    if declared and settlement is not None and settlement < last_day:
        raise _refuse(
            "jjledger interest",
            f"{settlement} 是结息日，利息到这一天并入本金，不能跨过去一起算。",
            f"请先结算到这一天：--through {settlement}",
        )
    if last_day < first_day:
        raise _refuse(
            "jjledger interest", f"收益已经分配到 {day_before(first_day)}。", "请把 --through 写到更晚。"
        )
    if last_day >= today:
        raise _refuse("jjledger interest", f"{last_day} 还没有过去。", "请把 --through 写成已经结束的一天。")
    return first_day, last_day


def _policy(fund: Fund, first_day: date, last_day: date) -> FundPolicy:
    policy = fund.policy_on(first_day)
    if policy is None or policy.interest is None:
        raise _refuse(
            "jjledger interest",
            f"{fund.code} 在 {first_day} 没有生效的计息办法。", "请在 community.toml 加一段 [[fund.policy]]。",
        )  # fmt: skip
    parts = policy_parts(fund, first_day, last_day)
    if len(parts) > 1:
        periods = "、".join(f"{start} 至 {end}" for start, end in parts)
        raise _refuse(
            "jjledger interest",
            f"计息办法在 {first_day} 至 {last_day} 之间改变，不能合在一期里算。",
            f"请分期结算：{periods}；先运行  --through {parts[0][1]}",
        )
    return policy


def _accounts(ledger: Ledger, fund: Fund) -> tuple[str, str]:
    opened = {
        account.code: account.name for account in ledger.books.accounts.values() if account.fund == fund.code
    }
    owners = next((opened[code] for code in _OWNERS_CODES if code in opened), "")
    if "3101" not in opened or not owners:
        raise _refuse(
            "jjledger interest",
            f"{fund.code} 没有开设 3101 或 3001/3002。",
            "请在 chart.beancount 开设待分配累计收益和业主维修资金科目。",
        )
    return opened["3101"], owners


def _refuse(place: str, what: str, remedy: str, ground: str = "") -> OptionError:
    return OptionError(Trouble(place, what, remedy, ground))
