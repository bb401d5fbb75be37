"""A23: was no budget overrun: of public revenue by year, of a repair by its approval and tolerance? E78 and B41 reckon it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, key_of, row_of
from jjledger.checks.projects import counted_extras, tolerance_on
from jjledger.facts.audit_finding import Answer, AuditFinding
from jjledger.facts.project import Project
from jjledger.facts.revenue import Budget
from jjledger.facts.voucher import Voucher
from jjledger.law import for_community
from jjledger.rules.authority import budget_use, is_below
from jjledger.rules.project import approved_fen, by_project, limit_fen, paid_so_far, used_fen
from jjledger.rules.reversal import standing
from jjledger.units import yuan

CODE: Final = "A23"
_REVENUE: Final = "民法典第278条：有关共有和共同管理权利的其他重大事项由业主共同决定"
_REPAIR: Final = "住宅专项维修资金管理办法第22条、第23条：按通过的使用方案和预算列支"
_NONE: Final = "没有登记预算：community.toml 里没有 [[budget]]，审计期内也没有付过款的维修项目"


def ask(asked: Asked) -> Answer:
    """Ask which budgets of the days under audit were overrun.

    Args:
        asked: the books under audit.

    Source: 民法典 第278条第一款第九项; 住宅专项维修资金管理办法 第22条, 第23条; R21, R35.
    """
    books = asked.books
    stand = standing(books.posted())
    years = range(asked.first_day.year, asked.last_day.year + 1)
    budgets = [one for one in books.community.revenue.budgets if one.year in years]
    projects = [
        (project, vouchers)
        for name, vouchers in by_project(books).items()
        for project in [books.projects.get(name)]
        if project is not None and any(asked.within(one.day) for one in vouchers)
    ]
    findings = [finding for one in budgets for finding in _of_budget(asked, one, stand)]
    findings += [finding for project, paid in projects for finding in _of_project(asked, project, paid)]
    items = len(budgets) + len(projects)
    return Answer(CODE, items, tuple(findings), "" if items else _NONE)


def _of_budget(asked: Asked, budget: Budget, stand: Sequence[Voucher]) -> Iterator[AuditFinding]:
    use = budget_use(budget, stand)
    if use.over is None or not asked.within(use.over.day):
        return
    spent = [
        (
            voucher,
            sum(leg.amount_fen for leg in voucher.postings if is_below(leg.account.name, budget.account)),
        )
        for voucher in stand
        if voucher.day.year == budget.year and voucher.day >= use.over.day
    ]
    yield AuditFinding(
        CODE, "medium",
        f"{budget.year} 年「{budget.account.rpartition(':')[2]}」的预算是 {yuan(budget.amount_fen)} 元，全年支出 "
        f"{yuan(use.used_fen)} 元，超出 {yuan(-use.left_fen)} 元（检查 E78）。",
        tuple(row_of(voucher, fen) for voucher, fen in spent if fen), _REVENUE,
        "请由业主共同决定调整预算并公布原因；不该由公共收益承担的，冲销。", f"{CODE} {budget.account} {budget.year}",
    )  # fmt: skip


def _of_project(asked: Asked, project: Project, paid: Sequence[Voucher]) -> Iterator[AuditFinding]:
    community = asked.books.community
    law = for_community(community.region, community.disclosure.preset, community.own_law)
    approved = approved_fen(project, counted_extras(asked.books, project, law))
    limit = limit_fen(
        project, approved, tolerance_on(law, project.settled.day if project.settled else paid[-1].day)
    )
    beyond = [(voucher, sum_of) for voucher, sum_of in paid_so_far(paid, community) if sum_of > limit]
    if beyond and asked.within(beyond[-1][0].day):
        total = beyond[-1][1]
        yield AuditFinding(
            CODE, "medium",
            f"维修项目 {project.id}「{project.title}」核准 {yuan(limit)} 元，共付 {yuan(total)} 元，"
            f"超出 {yuan(total - limit)} 元，没有另行表决（检查 B41）。",
            tuple(row_of(voucher, used_fen(voucher, community)) for voucher, _ in beyond), _REPAIR,
            "请对超出的部分另行表决，或者追回多付的款。", key_of(CODE, *(voucher for voucher, _ in beyond)),
        )  # fmt: skip


RULE: Final = Rule(CODE, "medium", "支出有没有超过预算？", f"{_REVENUE}；{_REPAIR}", ask)
