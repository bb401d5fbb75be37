"""Which vouchers under audit the history tells the typing of, and why it does not of the rest."""

from __future__ import annotations

from dataclasses import dataclass

from jjledger.checks.audit.asked import Asked
from jjledger.facts.audit_history import NOT_COMMITTED, Typed, voucher_name
from jjledger.facts.voucher import OPENING_KIND, Voucher

_SHORT = 8  # signs of a commit's name by which it is found


@dataclass(frozen=True, slots=True)
class TypedVouchers:
    """The vouchers whose own typing is known."""

    known: tuple[tuple[Voucher, Typed], ...]
    unable: str  # what could not be asked, "" nothing
    left_out: str = ""  # what a bank's own file dates, "" nothing


def typed_within(asked: Asked) -> TypedVouchers:
    """List the vouchers under audit with their typing; openings and what came in one go are left out.

    In one go came what stood when the history began, and what came together with the bank's file in which it stands.
    Nothing rests on what a commit says of itself.

    Args:
        asked: the books under audit, with their history.
    """
    history = asked.history
    if history.unable:
        return TypedVouchers((), history.unable)
    vouchers = [one for one in asked.vouchers() if one.kind != OPENING_KIND]
    found = [(one, history.typed(one)) for one in vouchers]
    in_git = [(one, typed) for one, typed in found if typed and typed.commit.id != NOT_COMMITTED]
    by_bank = [
        one for one, typed in in_git if not typed.commit.first and voucher_name(one) in history.imported
    ]
    together = [typed.commit.id[:_SHORT] for _, typed in in_git if typed.commit.first]
    brought = {voucher_name(one) for one in by_bank}
    known = tuple(
        (one, typed) for one, typed in in_git if not typed.commit.first and voucher_name(one) not in brought
    )
    uncommitted = len(found) - len(in_git)
    parts = []
    if together:
        parts.append(
            f"有 {len(together)} 张凭证是账本开始有历史的那一次（提交 {together[0]}）一起登记的，看不出每张是什么时候录入的"
        )
    if uncommitted:
        parts.append(f"有 {uncommitted} 张凭证还没有提交到 git")
    return TypedVouchers(known, "；".join(parts), _by_bank(asked, by_bank))


def _by_bank(asked: Asked, vouchers: list[Voucher]) -> str:
    """Say which vouchers the bank's own files date."""
    if not vouchers:
        return ""
    files = "、".join(dict.fromkeys(asked.history.imported[voucher_name(one)] for one in vouchers))
    return f"{len(vouchers)} 张凭证是和银行的对账单一次导入的，逐行对得上留存的原件（{files}），日期由银行证明，不问录入时间"
