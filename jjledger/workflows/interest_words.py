"""A settlement of interest in words: the preview, and one household's sum step by step."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

import numpy as np

from jjledger.disclosure.odd_fen import REMAINDERS, odd_words
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import DeclaredInterest, PoolInterest, Remainder
from jjledger.facts.shares import FundShares
from jjledger.rules.apportion import explain_share
from jjledger.rules.balance_days import stretches
from jjledger.rules.events import events_of
from jjledger.rules.segments import Segment, segments
from jjledger.units import FEN_PER_YUAN, cut_text, percent, plain_yuan, round_half_up, yuan
from jjledger.workflows.interest import Plan

_SAME_REST: Final = "；舍去部分相同的，房屋编号在前的先补"  # of the rule `largest`
_COLUMNS: Final = {
    "demand": "活期", "months_3": "三个月定期", "months_6": "半年定期", "year_1": "一年定期",
    "year_2": "二年定期", "year_3": "三年定期", "year_5": "五年定期",
    "year_1_floated": "一年定期上浮", "returned": "按收益测算的利率",
}  # fmt: skip
_RATE_DAYS: Final = {
    "settlement": "期末日的利率",
    "start": "期初日的利率",
    "deposit": "本期交存用交存当日、期初余额用期初日的利率",
    "segmented": "利率变动时分段计算",
}
_DAY_COUNTS: Final = {
    "actual/360": "按实际天数，一年作 360 天",
    "actual/365": "按实际天数，一年作 365 天",
    "30/360": "每月作 30 天，一年作 360 天",
}


def words_of(plan: Plan, basis: str) -> str:
    """Describe a plan: what is distributed, to how many, by which rule, and what stays."""
    households = len(plan.shared.holders)
    lines = [
        f"{plan.fund}：{plan.first_day} 至 {plan.last_day}，{_rule(plan)}。",
        f"本期收益 {yuan(plan.earned_fen)} 元；待分配累计收益（3101 结转后）：",
        f"  分配前 {yuan(plan.undistributed_fen)} 元，其中留存 {yuan(plan.kept_back_fen)} 元",
        f"  本次分配 {yuan(plan.amount_fen)} 元，{households} 户",
        f"  分配后 {yuan(plan.surplus_fen)} 元",
    ]
    if isinstance(plan.interest, PoolInterest):
        rule = plan.interest.remainder
        odd = f"尾差 {plan.odd_fen} 分，{REMAINDERS[rule]}{_same(rule)}" if plan.odd_fen else "没有尾差"
        lines.append(f"积数合计 {yuan(plan.shared.total_weight)} 元·天；{odd}。")
    else:
        lines.append(
            f"各户分别四舍五入到分；实际收益多于应计利息的 {yuan(plan.surplus_fen)} 元是增值收益，留在 3101。"
        )
    return "\n".join([*lines, *_grounds(plan, basis)])


def _grounds(plan: Plan, basis: str) -> list[str]:
    """Name what the rule rests on, since when it holds, and what its source leaves open."""
    policy = plan.policy
    lines = [f"依据：{basis or '本小区的设定'}；本办法自 {policy.from_day} 起"]
    return [*lines, *([f"来源没有写明的：{policy.uncertain}"] if policy.uncertain else [])]


def _rule(plan: Plan) -> str:
    interest = plan.interest
    if isinstance(interest, PoolInterest):
        share = interest.management_share
        return "按积数分配实际收益" + (f"，先留存 {share}" if share else "")
    return f"按公布利率（{interest.rates.name}）计息，{_declared_rule(interest)}"


def _declared_rule(interest: DeclaredInterest) -> str:
    current, carried = (_COLUMNS.get(name, name) for name in (interest.current_year, interest.carried_over))
    return f"本期交存按{current}、期初余额按{carried}，{_RATE_DAYS[interest.rate_day]}，{_DAY_COUNTS[interest.day_count]}"


def record_of(plan: Plan, names: tuple[str, ...], household: str = "") -> dict[str, Any]:
    """Give a plan as JSON shows it, amounts in yuan; with one household only where asked.

    Args:
        plan: the distribution.
        names: the fund's holders by place.
        household: this one only; "" all.
    """
    weights = plan.shared.weights or ()
    rows = zip(plan.shared.holders.tolist(), plan.shared.amounts.tolist(), weights, strict=True)
    pool = isinstance(plan.interest, PoolInterest)
    return {
        "fund": plan.fund,
        "period": f"{plan.first_day}/{plan.last_day}",
        "method": "pool" if pool else "declared",
        "earned": plain_yuan(plan.earned_fen),
        "undistributed": plain_yuan(plan.undistributed_fen),
        "kept_back": plain_yuan(plan.kept_back_fen),
        "amount": plain_yuan(plan.amount_fen),
        "undistributed_after": plain_yuan(plan.surplus_fen),
        "odd_fen": plan.odd_fen,
        "household_count": len(plan.shared.holders),
        "balance_days": plain_yuan(plan.shared.total_weight) if pool else None,
        "households": [
            {
                "household": names[place],
                **({"balance_days": plain_yuan(weight)} if pool else {}),
                "amount": plain_yuan(fen),
            }
            for place, fen, weight in rows
            if household in {"", names[place]}
        ],
    }


def explain(plan: Plan, shares: FundShares, household: str, basis: str) -> str:
    """Say step by step how one household's amount comes about, so that it can be done again by hand.

    Args:
        plan: the distribution.
        shares: the fund it is of.
        household: whose.
        basis: article or resolution it rests on.

    Raises:
        OptionError: the household has no share.

    Source: R29; 住宅专项维修资金管理办法 第31条.
    """
    place = shares.index()[household]
    found = np.flatnonzero(plan.shared.holders == place)
    if not len(found):
        raise OptionError(
            Trouble(
                f"--explain {household}", f"房屋 {household} 在 {plan.first_day} 至 {plan.last_day} 没有利息。",
                "请核对房号和期间；没有余额的户不参加分配。",
            )
        )  # fmt: skip
    row = int(found[0])
    head = f"{household}：{plan.first_day} 至 {plan.last_day}，{_rule(plan)}。"
    interest = plan.interest
    steps = (
        _pool_steps(plan, shares, place, row, interest)
        if isinstance(interest, PoolInterest)
        else _declared_steps(plan, shares, place, row, interest)
    )
    return "\n".join([head, *steps, *_grounds(plan, basis)])


def _pool_steps(plan: Plan, shares: FundShares, place: int, row: int, interest: PoolInterest) -> list[str]:
    lines = [
        f"  {stretch.first_day} 至 {stretch.last_day}  余额 {yuan(stretch.balance_fen)} 元 × {stretch.days} 天"
        f" = {yuan(stretch.product)} 元·天"
        for stretch in stretches(shares.rows, place, plan.first_day, plan.last_day)
        if stretch.balance_fen
    ]
    weights = np.array(plan.shared.weights, dtype=np.int64)
    reason = explain_share(plan.amount_fen, weights, row, interest.remainder)
    weight, total = yuan(int(weights[row])), yuan(plan.shared.total_weight)
    share = f"{yuan(plan.amount_fen)} 元 × 积数 {weight} ÷ {total} 元·天 = {_six(reason.exact_fen)} 元"
    lines += [
        f"  积数合计 {weight} 元·天",
        f"{share}，先舍到分 {yuan(reason.whole_fen)} 元",
        odd_words(reason, interest.remainder),
        f"应得 {yuan(int(plan.shared.amounts[row]))} 元",
    ]
    return lines


def _same(rule: Remainder) -> str:
    return _SAME_REST if rule == "largest" else ""


def _six(fen: Fraction) -> str:
    return cut_text(fen / FEN_PER_YUAN, 6, 6)


def _declared_steps(
    plan: Plan, shares: FundShares, place: int, row: int, interest: DeclaredInterest
) -> list[str]:
    days = (plan.first_day, plan.last_day)
    found = segments(events_of(shares.rows, plan.last_day), place, days, interest)
    lines = [f"  {_segment_words(segment)}" for segment in found]
    exact = sum((segment.interest_fen for segment in found), Fraction(0))
    assert round_half_up(exact) == int(plan.shared.amounts[row]), (
        "the segments come to the household's amount"
    )
    return [*lines, f"合计 {_six(exact)} 元，四舍五入到分：应得 {yuan(int(plan.shared.amounts[row]))} 元"]


def _segment_words(segment: Segment) -> str:
    """Write one segment's sum out, with the day its rate was published."""
    tranche = f"{segment.deposit_day} 交存" if segment.deposit_day else "期初余额"
    assert segment.rate is not None, "an amount was computed, so every rate was there"
    return (
        f"{segment.first_day} 至 {segment.last_day}  {tranche} {yuan(segment.balance_fen)} 元 × {segment.days} 天"
        f" × {percent(segment.rate)}（{_COLUMNS.get(segment.column, segment.column)}，{segment.rate_from} 起）"
        f"÷ {segment.year_days} = {_six(segment.interest_fen)} 元"
    )
