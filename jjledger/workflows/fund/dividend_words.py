"""A dividend in words and for programs: rates, odd fen, and what the owners keep in hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from jjledger.facts.community import Remainder
from jjledger.rules.dividend import DividendPart, months_covered
from jjledger.units import decimal_text, plain_yuan, square_metres, yuan
from jjledger.workflows.fund.dividend import NET, SHARED, Plan
from jjledger.workflows.fund.roll import named

_PLACES: Final = (2, 6)
_REMAINDER_WORDS: Final[dict[Remainder, str]] = {
    "largest": "余数最大的各得一分，余数相同的按房号",
    "first": "按房号排在最前的各得一分",
    "last": "零头全归按房号排在最后的一户",
}


def words_of(plan: Plan) -> str:
    """Describe a dividend before its voucher."""
    wanted, dividend = plan.wanted, plan.dividend
    lines = [
        f"{plan.fund.code}：分红 {yuan(wanted.amount_fen)} 元，{len(dividend.rows)} 户。",
        f"依据：{plan.decision_words}；{NET}；{SHARED}。",
    ]
    if dividend.equal is not None:
        lines.append(f"按户均分 {yuan(dividend.equal.amount_fen)} 元：每户 {_rate(dividend.equal, 1)} 元。")
    if dividend.by_area is not None:
        area = square_metres(sum(dividend.by_area.weights))
        lines.append(
            f"按面积分 {yuan(dividend.by_area.amount_fen)} 元：÷ {area} m² = 每平方米 {_rate(dividend.by_area, 100)} 元。"
        )
    takers = dividend.takers()
    odd = f"零头 {dividend.odd_fen()} 分归 {len(takers)} 户：{named(takers)}" if takers else "没有零头"
    lines.append(f"先舍到分，{_REMAINDER_WORDS[wanted.remainder]}；{odd}。")
    lines.append(
        f"结余：分红前 {yuan(plan.before_fen)} 元，分红后 {yuan(plan.after_fen)} 元；{_covers(plan)}。"
    )
    return "\n".join(lines)


def _rate(part: DividendPart, unit: int) -> str:
    """Print yuan per house or m² with as few decimals as are exact, or say that some were cut."""
    exact = part.rate * unit / 100
    shown = [decimal_text(exact, places) for places in _PLACES]
    return next((text for text in shown if Fraction(text) == exact), f"约 {shown[-1]}")


def _covers(plan: Plan) -> str:
    months = months_covered(plan.after_fen, plan.yearly_cost_fen)
    if months is None:
        return "近十二个月没有支出，不推算够用多久"
    average = decimal_text(Fraction(plan.yearly_cost_fen, 1200), 2)
    return f"近十二个月平均每月支出 {average} 元，分红后的结余够用约 {decimal_text(months, 1)} 个月"


def record_of(plan: Plan) -> dict[str, Any]:
    """Give a dividend as programs read it."""
    dividend = plan.dividend
    months = months_covered(plan.after_fen, plan.yearly_cost_fen)
    parts = (("per_household", dividend.equal, 1), ("per_m2", dividend.by_area, 100))
    return {
        "fund": plan.fund.code,
        "amount": plain_yuan(plan.wanted.amount_fen),
        "household_count": len(dividend.rows),
        **{name: str(part.rate * unit / 100) if part else None for name, part, unit in parts},
        "remainder": plan.wanted.remainder,
        "odd_fen_to": list(dividend.takers()),
        "before": plain_yuan(plan.before_fen),
        "after": plain_yuan(plan.after_fen),
        "months_covered": None if months is None else str(months),
        "households": [
            {"household": row.id, "amount": plain_yuan(fen)}
            for row, fen in zip(dividend.rows, dividend.shares_fen(), strict=True)
        ],
    }
