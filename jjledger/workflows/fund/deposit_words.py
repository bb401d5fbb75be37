"""Deposits in words and for programs: what is booked, what was passed over, what differs from what was due."""

from __future__ import annotations

from typing import Any

from jjledger.units import plain_yuan, yuan
from jjledger.workflows.fund.deposit import Deposits
from jjledger.workflows.fund.roll import Roll, named


def words_of(deposits: Deposits, roll: Roll) -> str:
    """Describe deposits before their voucher."""
    payments = deposits.payments
    lines = [
        f"{deposits.fund.code}：{deposits.narration} {len(payments)} 户，合计 {yuan(deposits.total_fen)} 元。"
    ]
    receipts = [one.receipt for one in payments if one.receipt]
    if receipts:
        lines.append(
            f"票据 {len(receipts)} 张：{receipts[0]}" + (f" …… {receipts[-1]}" if receipts[1:] else "")
        )
    if deposits.passed_over:
        count = len(deposits.passed_over)
        lines.append(f"已经交过、跳过 {count} 户：{named(deposits.passed_over)}")
    differing = deposits.differing()
    if differing:
        lines.append(f"与应交数不同 {len(differing)} 户，确实按实收记账的，写入时加上 --as-paid：")
        for one in differing:
            due = one.due_fen or 0
            lines.append(
                f"  {one.household}  实交 {yuan(one.amount_fen)}  应交 {yuan(due)}  相差 {yuan(one.amount_fen - due)}"
            )
    if differs := _register_differs(deposits, roll):
        lines.append(
            f"登记册的 first_deposit 与按标准应交的数不同 {len(differs)} 户，请核对后改登记册，"
            f"续交线按登记册判断：{named(differs)}"
        )
    basis = dict(deposits.meta)
    if basis.get("basis"):
        lines.append(f"依据：{basis['basis']}")
    if basis.get("standard"):
        lines.append(f"首期交存标准：{basis['standard']}")
    return "\n".join(lines)


def record_of(deposits: Deposits, roll: Roll) -> dict[str, Any]:
    """Give deposits as JSON shows them, amounts in yuan."""
    return {
        "fund": deposits.fund.code,
        "day": deposits.day.isoformat(),
        "total": plain_yuan(deposits.total_fen),
        "household_count": len(deposits.payments),
        "households": [
            {
                "household": one.household,
                "amount": plain_yuan(one.amount_fen),
                "due": None if one.due_fen is None else plain_yuan(one.due_fen),
                "receipt": one.receipt,
            }
            for one in deposits.payments
        ],
        "passed_over": list(deposits.passed_over),
        "differing": [one.household for one in deposits.differing()],
        "register_differs": _register_differs(deposits, roll),
    }


def _register_differs(deposits: Deposits, roll: Roll) -> list[str]:
    """List the first payers whose registered first deposit is not what the standard gives."""
    houses = (one.household for one in deposits.payments if one.household in roll.rows)
    return [household for household in houses if roll.register_differs(household)]
