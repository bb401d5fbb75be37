"""A17: is the interest of every household what it comes to when it is worked out once more, to the fen?

B51 asks at published rates for the sum; here every household's own amount is worked out by
`checks.recompute`, and lists of interest that were typed in are asked for as well. So is what term
deposits and bonds brought the fund by their last day.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, in_order, key_of, row_of
from jjledger.checks.audit.booked_shares import Shares, apart_fen, booked_by_leg, differing, rows_of
from jjledger.checks.recompute.fund import Leg, Recomputed, Refused, is_listed_income
from jjledger.checks.recompute.income import Refusal
from jjledger.checks.recompute.term_interest import term_interest
from jjledger.facts.audit_finding import Answer, AuditFinding, Evidence
from jjledger.facts.placement import BadPlacement, Placement
from jjledger.facts.voucher import Voucher
from jjledger.rules.placement import PLACEMENT, movements
from jjledger.rules.reversal import standing
from jjledger.units import yuan

CODE: Final = "A17"
_GROUND: Final = "住宅专项维修资金管理办法第27条：利息转入住宅专项维修资金滚存使用；按 community.toml 里有效的计息办法，每户计到分"
_PLACED: Final = "会计基础工作规范第62条：账实相符；住宅专项维修资金管理办法第27条：利息和国债收益转入滚存"
_CUSTOM: Final = Fraction(98, 100)  # banks count years of 360, 365 or 366 days
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
    matured = list(_matured(asked))
    items += len(matured)
    findings += [finding for one in matured for finding in _of_placement(*one)]
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


def _matured(asked: Asked) -> Iterator[tuple[Placement, Voucher, int]]:
    """List the placements that came back when they were due, the voucher by which, and the interest they brought."""
    stand = standing(asked.books.posted())
    for placement in asked.books.placements:
        if isinstance(placement, BadPlacement):
            continue
        back = [voucher for voucher, leg in movements(stand, placement) if leg.amount_fen < 0]
        if back and asked.within(back[-1].day) and back[-1].day >= placement.matures:
            named = placement.account.details[-1] if placement.account.details else ""
            of_it = [one for one in stand if one is back[-1] or one.extra.get(PLACEMENT) == named]
            yield placement, back[-1], -sum(_earned(one, placement.account.fund) for one in of_it)


def _earned(voucher: Voucher, fund: str) -> int:
    return sum(
        leg.amount_fen
        for leg in voucher.postings
        if leg.account.fund == fund and leg.account.root != "Assets"
    )


def _of_placement(placement: Placement, voucher: Voucher, brought: int) -> Iterator[AuditFinding]:
    due = term_interest(placement.principal_fen, placement.rate, placement.from_day, placement.matures)
    if brought < due * _CUSTOM:
        yield AuditFinding(
            CODE, "medium",
            f"存单或国债 {placement.account.details[-1]} 到期，按年利率和存期应得利息 {yuan(due)} 元，"
            f"账上收到 {yuan(brought)} 元，少 {yuan(due - brought)} 元。",
            (row_of(voucher, brought),), _PLACED,
            "请核对银行回单和存单，向银行查明利息；另记一笔的，在凭证上写 placement。", f"{key_of(CODE, voucher)} placed",
        )  # fmt: skip


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


RULE: Final = Rule(
    CODE, "high", "各户的利息用另一套算法重算，与账上一分不差吗？到期的存单和国债收足利息了吗？", _GROUND, ask
)
