"""B41, B42, E44 and E47: does what was paid for a project keep to its record, and were the owners told?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.checks.decisions import shortcomings
from jjledger.facts.books import Books
from jjledger.facts.decision import Emergency
from jjledger.facts.finding import Finding, Place
from jjledger.facts.project import Extra, Project
from jjledger.facts.voucher import Voucher
from jjledger.law import Law, for_community
from jjledger.period import chinese_day
from jjledger.rules.announcement import urgent_use_deadline
from jjledger.rules.project import (
    Tolerance,
    approved_fen,
    by_project,
    limit_fen,
    paid_out_on,
    paid_so_far,
    whole_fen,
)
from jjledger.units import yuan

_BUDGET: Final = "住宅专项维修资金管理办法第22条、第23条：按通过的使用方案和预算列支"
_EXCLUDED: Final = "住宅专项维修资金管理办法第25条：不得从住宅专项维修资金中列支的费用"


def check_projects(books: Books, today: date) -> Iterator[Finding]:
    """Find payments beyond what was approved or for what nobody has called chargeable; warn of the rest.

    Args:
        books: the general book.
        today: the day on which the question is asked.

    Source: 住宅专项维修资金管理办法 第22-25条; 台州市物业管理条例 第52条; R17, R20, R21.
    """
    community = books.community
    paid = by_project(books)
    if not paid:
        return
    law = for_community(community.region, community.disclosure.preset, community.own_law)
    for identity, vouchers in paid.items():
        project = books.projects.get(identity)
        if identity not in books.projects:
            yield from _unknown(identity, vouchers)
        elif project is not None:
            yield from _beyond_budget(books, project, vouchers, law)
            yield from _not_confirmed(project, vouchers)
            yield from _not_announced(books, project, vouchers, (law, today))


def counted_extras(books: Books, project: Project, law: Law) -> tuple[Extra, ...]:
    """List the approvals beyond the budget that count: all but those whose vote is known to have failed.

    Args:
        books: with the decisions' records.
        project: its record.
        law: of the community.

    Source: R18, R21.
    """
    decisions = [books.decisions.get(extra.decision) for extra in project.extras]
    return tuple(
        extra
        for extra, decision in zip(project.extras, decisions, strict=True)
        if decision is None or not shortcomings(decision, law)
    )


def tolerance_on(law: Law, day: date) -> Tolerance:
    """Give the excess that needed no approval on a day; none where the place has no rule.

    Source: R21.
    """
    share, fen = (law.find(f"settlement_excess_{unit}", day) for unit in ("share", "fen"))
    return Tolerance(
        share.value if share and isinstance(share.value, Fraction) else None,
        fen.value if fen and isinstance(fen.value, int) else None,
    )


def _unknown(identity: str, vouchers: Sequence[Voucher]) -> Iterator[Finding]:
    for voucher in vouchers:
        yield Finding(
            "E44", "warn", voucher.place, f"凭证 {voucher.number} 的维修项目 {identity} 没有归档。",
            f"请把项目的记录放进 projects/{identity}.toml，或改正 project。", _BUDGET,
        )  # fmt: skip


def _beyond_budget(
    books: Books, project: Project, vouchers: Sequence[Voucher], law: Law
) -> Iterator[Finding]:
    counted = counted_extras(books, project, law)
    approved = approved_fen(project, counted)
    failed = "".join(
        f"（{extra.decision} 没有通过，追加的 {yuan(extra.amount_fen)} 元不算）"
        for extra in project.extras
        if extra not in counted
    )
    day = project.settled.day if project.settled else vouchers[-1].day
    limit = limit_fen(project, approved, tolerance_on(law, day))
    for voucher, paid in paid_so_far(vouchers, books.community):
        if paid > limit:
            yield Finding(
                "B41", "block", voucher.place,
                f"凭证 {voucher.number}：项目 {project.id} 连同这一笔共付 {yuan(paid)} 元，核准 {yuan(limit)} 元{failed}，"
                f"超出 {yuan(paid - limit)} 元。",
                f"超出的部分须另行表决，在 projects/{project.id}.toml 加一段 [[extra]]；多付的请冲销。", _BUDGET,
            )  # fmt: skip
            return  # every later one is beyond it too


def _not_confirmed(project: Project, vouchers: Sequence[Voucher]) -> Iterator[Finding]:
    if project.not_chargeable is False:
        return
    said = "写明属于" if project.not_chargeable else "没有写明是否属于"
    yield Finding(
        "B42", "block", vouchers[0].place,
        f"凭证 {vouchers[0].number}：项目 {project.id} {said}不得从维修资金列支的费用，却已付款。",
        f"核对无误后在 projects/{project.id}.toml 写  not_chargeable = false；应由他人承担的，请冲销。", _EXCLUDED,
    )  # fmt: skip


def _not_announced(
    books: Books, project: Project, vouchers: Sequence[Voucher], asked: tuple[Law, date]
) -> Iterator[Finding]:
    law, today = asked
    done = paid_out_on(vouchers, books.community, whole_fen(project))
    told = project.announced
    decision = books.decisions.get(project.decision)
    if done is None or decision is None or not isinstance(decision.by, Emergency):
        return
    due = urgent_use_deadline(law, done)
    if due is None or (told or today) <= due.day:
        return
    what = f"于 {chinese_day(told)} 公告" if told else "还没有公告"
    yield Finding(
        "E47", "warn", Place(f"projects/{project.id}.toml", 0),
        f"项目 {project.id} 应急使用，{chinese_day(done)} 付清，至迟 {chinese_day(due.day)} 公告总额和各户分摊，{what}。",
        "请向全体业主公告使用总额和分摊情况，并加一段 [announcement] 写明 day。", due.ruling.citation,
    )  # fmt: skip
