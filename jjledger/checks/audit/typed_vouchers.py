"""Which vouchers under audit the history tells the typing of, and why it does not of the rest."""

from __future__ import annotations

from dataclasses import dataclass

from jjledger.checks.audit.asked import Asked
from jjledger.facts.audit_history import NOT_COMMITTED, Typed
from jjledger.facts.voucher import OPENING_KIND, Voucher

_SHORT = 8  # signs of a commit's name by which it is found


@dataclass(frozen=True, slots=True)
class TypedVouchers:
    """The vouchers whose own typing is known."""

    known: tuple[tuple[Voucher, Typed], ...]
    unable: str  # what could not be asked, "" nothing


def typed_within(asked: Asked) -> TypedVouchers:
    """List the vouchers under audit with their typing; openings and what came in one go are left out.

    Args:
        asked: the books under audit, with their history.
    """
    if asked.history.unable:
        return TypedVouchers((), asked.history.unable)
    vouchers = [one for one in asked.vouchers() if one.kind != OPENING_KIND]
    found = [(one, asked.history.typed(one)) for one in vouchers]
    in_git = [(one, typed) for one, typed in found if typed and typed.commit.id != NOT_COMMITTED]
    known = tuple((one, typed) for one, typed in in_git if not typed.commit.mark)
    uncommitted = len(found) - len(in_git)
    together = [typed.commit.id[:_SHORT] for _, typed in in_git if typed.commit.mark]
    commits = "、".join(dict.fromkeys(together))
    parts = (
        [
            f"有 {len(together)} 张凭证照提交说明是迁入、导入或示例时一次登记的（提交 {commits}），看不出每张是什么时候录入的"
        ]
        if together
        else []
    )
    parts += [f"有 {uncommitted} 张凭证还没有提交到 git"] if uncommitted else []
    return TypedVouchers(known, "；".join(parts))
