"""A17: is the interest of every household what it comes to when it is worked out once more, to the fen?

B51 asks at published rates for the sum; here every household's own amount is worked out by
`checks.recompute`, and lists of interest that were typed in are asked for as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, in_order, key_of, row_of
from jjledger.checks.audit.booked_shares import Shares, apart_fen, booked_by_leg, differing, rows_of
from jjledger.checks.recompute.fund import Leg, Recomputed, Refused, is_listed_income
from jjledger.checks.recompute.income import Refusal
from jjledger.facts.audit_finding import Answer, AuditFinding, Evidence
from jjledger.units import yuan

CODE: Final = "A17"
_GROUND: Final = "住宅专项维修资金管理办法第27条：利息转入住宅专项维修资金滚存使用；按 community.toml 里有效的计息办法，每户计到分"
_REMEDY: Final = "请用 jjledger interest 重新算出各户的数，照它更正：原凭证用红字注销，再记正确的一张。"


def ask(asked: Asked) -> Answer:
    """Work out every distribution of the days under audit once more and compare it household by household.

    Args:
        asked: the books under audit.

    Source: 住宅专项维修资金管理办法 第27条; R24 to R29.
    """
    findings: list[AuditFinding] = []
    booked, items, undated = booked_by_leg(asked), 0, 0
    for again in asked.recomputed.values():
        for leg in _distributions(asked, again):
            if leg.due is None and is_listed_income(leg.voucher, leg.posting):
                undated += 1
                continue
            items += len(leg.shares)
            findings += _of_leg(leg, booked.get(id(leg.posting), {}))
        findings += [_refused(one) for one in again.refused if _is_distribution(asked, one)]
    unable = (
        f'有 {undated} 笔按清单分配的收益没有写明是哪段期间的，各户的数没有重算。在凭证上写  covers: "起日/止日"  就能检查'
        if undated
        else ""
    )
    return Answer(CODE, items, in_order(findings), unable)


def _distributions(asked: Asked, again: Recomputed) -> Iterator[Leg]:
    for leg in again.legs:
        split = leg.posting.split
        if asked.within(leg.voucher.day) and split is not None:
            given = split.kind == "interest" and not leg.voucher.reverses
            if given or is_listed_income(leg.voucher, leg.posting):
                yield leg


def _is_distribution(asked: Asked, one: Refused) -> bool:
    split = one.posting.split
    of_income = split is not None and split.kind == "interest"
    return of_income and asked.within(one.voucher.day) and not one.voucher.reverses


def _of_leg(leg: Leg, booked: Shares) -> Iterator[AuditFinding]:
    """Compare one distribution; a list against what the policy gives for its days."""
    if isinstance(leg.due, Refusal):
        what = f"清单上的利息无法按计息办法重算：{leg.due.why}。"
        rows: tuple[Evidence, ...] = (row_of(leg.voucher, -leg.posting.amount_fen),)
    else:
        again = leg.shares if leg.due is None else leg.due
        names = len(differing(booked, again))
        if not names:
            return
        by = "账上" if leg.due is None else "清单上"
        what = (
            f"按计息办法重算，{by}有 {names} 户的利息不同，各户相差合计 {yuan(apart_fen(booked, again))} 元。"
        )
        rows = rows_of(leg.voucher, leg.posting, booked, again)
    yield AuditFinding(CODE, "high", what, rows, _GROUND, _REMEDY, key_of(CODE, leg.voucher))


def _refused(one: Refused) -> AuditFinding:
    booked = -one.posting.amount_fen
    due = sum(one.due.values())
    what = (
        f"应分配 {yuan(due)} 元，账上 {yuan(booked)} 元，差 {yuan(booked - due)} 元（检查 B51）"
        if one.due
        else one.why
    )
    return AuditFinding(
        CODE, "high", f"这次分配不成立：{what}。", (row_of(one.voucher, booked),), _GROUND, _REMEDY,
        key_of(CODE, one.voucher),
    )  # fmt: skip


RULE: Final = Rule(CODE, "high", "各户的利息，用另一套算法重算，与账上一分不差吗？", _GROUND, ask)
