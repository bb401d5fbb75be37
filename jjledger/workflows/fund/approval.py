"""Whether a decision or certificate carries a use of the fund: every reason why it does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from jjledger.books.decision_file import file_of
from jjledger.books.ledger import Ledger
from jjledger.checks.decisions import shortcomings
from jjledger.errors import Trouble
from jjledger.facts.decision import Decision
from jjledger.facts.project import Project
from jjledger.rules.decision import MATTERS
from jjledger.rules.scope import named_rows, scope_items
from jjledger.workflows.rulings import law_of

_DECIDED: Final = "民法典第278条：使用建筑物及其附属设施的维修资金由业主共同决定"
_USE: Final = 5  # item of 民法典 第278条第一款


def unfit(ledger: Ledger, project: Project, identity: str, day: date) -> Iterator[Trouble]:
    """Say why a decision does not carry a project's payment, or more money for it.

    Args:
        ledger: a loaded community.
        project: whose scope has to be covered.
        identity: number of the decision.
        day: of the payment or approval.

    Source: 民法典 第278条; 住宅专项维修资金管理办法 第22条 (列支范围内的业主); R17, R18.
    """
    decision, place = ledger.books.decisions.get(identity), file_of(identity)
    if decision is None:
        yield Trouble(
            place, f"项目 {project.id} 没有读得出来的决定或应急证明 {identity}。",
            f"请先登记： jjledger fund decide 账本 {identity}，应急的用 jjledger fund certify", _DECIDED,
        )  # fmt: skip
        return
    yield from unfit_for(ledger, decision, _USE, day, _DECIDED)
    missing = _not_asked(ledger, project, decision.scope, day)
    if missing:
        yield Trouble(
            place,
            f"项目 {project.id} 的范围「{project.scope}」有 {missing} 户不在决定 {identity} 的范围「{decision.scope}」内。",
            "没有参加表决的业主不分摊；请改正 scope，或由全部相关业主表决。", _DECIDED,
        )  # fmt: skip


def unfit_for(ledger: Ledger, decision: Decision, item: int, day: date, ground: str) -> Iterator[Trouble]:
    """Say why a decision does not stand for a matter: it is about another, did not carry, or comes later.

    Args:
        ledger: a loaded community.
        decision: as recorded.
        item: of 民法典 第278条第一款.
        day: of what is to rest on it.
        ground: what the matter needs a decision by.
    """
    place = file_of(decision.id)
    if decision.matter != item:
        what = (
            f"决定 {decision.id} 是第 {decision.matter} 项事项：{MATTERS[decision.matter]}，"
            f"不是第 {item} 项：{MATTERS[item]}。"
        )
        yield Trouble(place, what, "请改正 matter，或引用另一个决定。", ground)
    failed = shortcomings(decision, law_of(ledger.books.community))
    if failed:
        what = f"决定 {decision.id} 没有通过：{'；'.join(failed)}。"
        yield Trouble(place, what, "没有通过的决定不能使用；请重新表决。", ground)
    if decision.day > day:
        what = f"决定 {decision.id} 在 {decision.day}，晚于 {day}。"
        yield Trouble(place, what, "应先有决定；请核对日期。", ground)


def _not_asked(ledger: Ledger, project: Project, scope: str, day: date) -> int:
    """Count the houses that share and lie outside a decision's scope."""
    register = ledger.books.register
    asked = {row.id for row in named_rows(register, scope_items(scope), day)}
    sharing = {row.id for row in named_rows(register, scope_items(project.scope), day)}
    return len(sharing - asked)
