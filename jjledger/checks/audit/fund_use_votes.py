"""A14: was every use of the fund decided by enough owners, on record, beforehand, about this use and these houses?

B40, E40 to E43, E45 and E46 ask it of each voucher; here each use of the days under audit has one answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, in_order, key_of, row_of
from jjledger.checks.decisions import check_decisions, shortcomings
from jjledger.checks.uses import check_uses
from jjledger.facts.audit_finding import Answer, AuditFinding
from jjledger.facts.decision import Decision, Emergency, Vote
from jjledger.facts.finding import Place
from jjledger.facts.voucher import Voucher
from jjledger.law import Law, for_community
from jjledger.rules.project import standing_uses, used_fen

CODE: Final = "A14"
_GROUND: Final = "民法典第278条：使用维修资金由业主共同决定，参与表决的面积和人数均不少于三分之二，过半数同意"
_REMEDY: Final = "请补上表决票和统计、或应急使用的证明，记进 decisions/；确实没有经过表决的，追回或冲销。"
_CATEGORIES: Final = "emergency_categories"
# What the checks found of a voucher, in words that name no house.
_WORDS: Final = {
    "B40": "没有写明业主共同决定的编号",
    "E40": "引用的决定没有归档",
    "E42": "引用的决定没有通过",
    "E43": "付款在决定之前",
    "E45": "引用的决定不是关于使用维修资金的",
    "E46": "分摊的房屋超出了决定的范围",
}


def ask(asked: Asked) -> Answer:
    """Ask of every use that stands whether the record of its decision bears it out.

    Args:
        asked: the books under audit.

    Source: 民法典 第278条; 住宅专项维修资金管理办法 第22条, 第24条; R17, R18, R20.
    """
    community = asked.books.community
    law = for_community(community.region, community.disclosure.preset, community.own_law)
    told: dict[Place, list[str]] = {}
    for finding in (*check_decisions(asked.books), *check_uses(asked.books)):
        told.setdefault(finding.place, []).append(finding.code)
    uses = [voucher for voucher in standing_uses(asked.books) if asked.within(voucher.day)]
    findings = []
    for voucher in uses:
        lacks = [*(f"{_WORDS[code]}（检查 {code}）" for code in told.get(voucher.place, ()))]
        lacks += _of_record(asked, voucher, law)
        if lacks:
            row = row_of(
                voucher, used_fen(voucher, community), f"决定 {voucher.decision}" if voucher.decision else ""
            )
            findings.append(
                AuditFinding(
                    CODE, "high", f"动用维修资金的表决记录有欠缺：{'；'.join(lacks)}。", (row,),
                    _GROUND, _REMEDY, key_of(CODE, voucher),
                )
            )  # fmt: skip
    return Answer(CODE, len(uses), in_order(findings))


def _of_record(asked: Asked, voucher: Voucher, law: Law) -> Iterator[str]:
    """Say what the record itself lacks."""
    if voucher.decision not in asked.books.decisions:
        return
    decision = asked.books.decisions[voucher.decision]
    if decision is None:
        yield "引用的决定读不出来（检查 E41）"
    elif isinstance(decision.by, Emergency):
        yield from _of_emergency(decision, decision.by, law)
    elif isinstance(decision.by, Vote):
        yield from (reason for reason in shortcomings(decision, law))


def _of_emergency(decision: Decision, emergency: Emergency, law: Law) -> Iterator[str]:
    ruling = law.find(_CATEGORIES, decision.day)
    if not emergency.certified_by.strip():
        yield "应急使用没有写明由谁证明"
    if not emergency.category and not emergency.ground.strip():
        yield "应急使用没有写明是什么紧急情况"
    if emergency.category and ruling is not None and emergency.category not in str(ruling.value).split():
        yield f"应急使用的情形不在{ruling.citation}所列之内"


RULE: Final = Rule(
    CODE, "high", "每一笔动用维修资金，都有达到法定人数和面积的表决记录（或应急证明）吗？", _GROUND, ask
)
