"""维修项目公示: before a repair its plan, budget, scope and vote; after it the settlement and who shares it.

A repair is published up to three times, each time as of a day, so that no page grows while it is out:

* *planned*, as of the day of the decision; of an urgent use, which needs no vote, as of the day of the
  contract, since the article asks for content, budget and contractor together;
* *settled*, as of the day of the settlement: what was paid by then and what is still owed;
* *paid*, as of the day on which the last of it was paid out, where that is later. From there the month
  runs in which owners have to be told of an urgent use.

All stay: they are disclosures of their own, none corrects another. What each house bears is told to it
alone, by its own paper. A repair that fewer than ten households share is not published at all, since its
total and the areas would tell what each of them bears; it stands pooled in the fund's disclosure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from jjledger.disclosure.account_words import without_code
from jjledger.disclosure.buildings import MERGED, SELLING_UNITS
from jjledger.disclosure.decision_words import decision_words
from jjledger.disclosure.fund_views import Shares, Shown, shown_by_fund, views_of
from jjledger.disclosure.head import Setting, about, make_head
from jjledger.disclosure.masking import mask_payee
from jjledger.disclosure.project_models import (
    Approval,
    Instalment,
    Paid,
    ProjectContract,
    ProjectOutcome,
    ProjectPage,
    ProjectPlan,
    ShareRow,
    Stage,
)
from jjledger.disclosure.scope_words import scope_words
from jjledger.disclosure.small import LEAST_HOUSEHOLDS, PeriodEnd, merged_groups
from jjledger.disclosure.vote_result import VERDICT_WORDS, thresholds_of, verdict_of
from jjledger.facts.books import Books
from jjledger.facts.decision import Emergency
from jjledger.facts.project import Contract, Project
from jjledger.facts.voucher import USE_CODE, Voucher
from jjledger.law import Law
from jjledger.period import Period, chinese_day
from jjledger.rules.announcement import urgent_use_deadline
from jjledger.rules.project import PROJECT, stage_fen, used_fen
from jjledger.rules.reversal import standing
from jjledger.rules.scope import named_rows
from jjledger.rules.shares import SELLING_UNIT
from jjledger.units import capital_amount, cut_text, round_half_up, square_metres, yuan

STAGE_WORDS: Final[dict[Stage, str]] = {
    "planned": "实施前公示：方案、预算、分摊范围和业主决定",
    "settled": "决算公示：决算金额、已付和未付、分摊情况",
    "paid": "付清公示：使用总额和分摊情况",
}
_SHORT: Final[dict[Stage, str]] = {"planned": "实施前", "settled": "决算", "paid": "付清"}
NOT_ON_FILE: Final = "这项决定的记录没有归档"
OWN_SHARES: Final = "每户分摊多少，写在各户自己的分摊通知单上，只告诉本户，不在这里列。"
_HUNDRED_M2: Final = 10_000  # in dm²


@dataclass(frozen=True, slots=True)
class Told:
    """Which repair is told of, at which stage, as of which day."""

    project: Project
    stage: Stage
    period: Period

    @property
    def day(self) -> date:
        """Give the page's day."""
        return self.period.last_day


def project_page(books: Books, law: Law, shares: Shares, told: Told, setting: Setting) -> ProjectPage:
    """Draw up what the owners are told of a repair.

    Args:
        books: the general book; drafts are passed over, and so is what was booked after the page's day.
        law: of the community.
        shares: what the splits of owners' funds came to.
        told: the repair, the stage and the day.
        setting: grounds, address and notes to print.

    Source: 民法典 第278条, 第281条, 第283条; 住宅专项维修资金管理办法 第22条, 第30条 (二);
        台州市物业管理条例 第52条; R19, R20.
    """
    project, after = told.project, told.stage != "planned"
    plan = _plan(books, law, told)
    area = 0 if _sold_public(books, project) else _area_dm2(books, told)
    found = _payments(books, shares, told) if after else ()
    settled = project.settled if after else None
    total = settled.amount_fen if settled else project.budget_fen
    setting = replace(setting, notes=(*setting.notes, OWN_SHARES))
    head = make_head("project", books.community, None, told.period, setting)
    return ProjectPage(
        head=about(head, f"{project.title}（{_SHORT[told.stage]}）"),
        stage=told.stage,
        stage_words=STAGE_WORDS[told.stage],
        plan=plan,
        contract=_contract(project.contract) if project.contract and _is_signed(told, plan) else None,
        total_fen=total,
        total_capital=capital_amount(total),
        method=_method(books, told, plan, total),
        per_m2=cut_text(Fraction(total, area), 2, 4) if area else "",
        example=_example(total, area) if area else "",
        outcome=_outcome(books, law, shares, told, found) if after else None,
        vouchers=views_of(books, found),
    )


def shared_by_many(books: Books, project: Project) -> bool:
    """Say whether a repair may be published: no payment of it names households or is shared by few."""
    uses = [voucher for voucher in books.posted() if voucher.extra.get(PROJECT) == project.id]
    days = [(project.scope, voucher.day) for voucher in uses]
    for voucher in uses:
        for posting in voucher.postings:
            if posting.split is not None and posting.split.kind in {"household", "detail"}:
                return False
            if posting.split is not None and posting.split.kind == "scope":
                days.append((posting.split.value, voucher.day))
    decision = books.decisions.get(project.decision)
    if decision is not None:
        days.append((project.scope, decision.day))
    return all(len(named_rows(books.register, scope.split(), day)) >= LEAST_HOUSEHOLDS for scope, day in days)


def _plan(books: Books, law: Law, told: Told) -> ProjectPlan:
    project = told.project
    rows = named_rows(books.register, project.scope.split(), told.day)
    decision = books.decisions.get(project.decision)
    urgent = decision.by if decision is not None and isinstance(decision.by, Emergency) else None
    verdict = verdict_of(decision, law) if decision is not None else "unknown"
    return ProjectPlan(
        number=project.id,
        subject=project.title,
        category=project.category,
        funds=tuple(without_code(code) for code in project.funds),
        scope=scope_words([project.scope], len(rows)),
        households=len(rows),
        area=square_metres(sum(row.area_dm2 for row in rows)),
        work=project.plan,
        start=project.start,
        budget_fen=project.budget_fen,
        decision=decision_words(project.decision, books.decisions),
        verdict=verdict,
        verdict_words=VERDICT_WORDS[verdict] if decision is not None else NOT_ON_FILE,
        thresholds=thresholds_of(decision, law) if decision is not None else (),
        urgent_ground=urgent.ground if urgent else "",
        certified_by=urgent.certified_by if urgent else "",
    )


def _is_signed(told: Told, plan: ProjectPlan) -> bool:
    """Say whether the page may name the contractor: not before the contract was signed."""
    contract = told.project.contract
    return contract is not None and (
        told.stage != "planned" or bool(plan.certified_by) or contract.day <= told.day
    )


def _contract(contract: Contract) -> ProjectContract:
    return ProjectContract(
        mask_payee(contract.contractor),
        contract.number,
        contract.day,
        contract.amount_fen,
        tuple(Instalment(one.name, stage_fen(contract, one)) for one in contract.stages),
    )


def _payments(books: Books, shares: Shares, told: Told) -> tuple[tuple[Shown, Voucher], ...]:
    """List the payments that stand at the end of the page's day, by day, each with its fund."""
    stood = standing([voucher for voucher in books.posted() if voucher.day <= told.day])
    uses = [voucher for voucher in stood if voucher.extra.get(PROJECT) == told.project.id]
    return tuple(
        (shown, voucher)
        for voucher in uses
        for shown in shown_by_fund(books, shares, told.day)
        if shown.fund.code in voucher.funds and used_fen(voucher, books.community)
    )


def _outcome(
    books: Books, law: Law, shares: Shares, told: Told, found: Sequence[tuple[Shown, Voucher]]
) -> ProjectOutcome:
    project = told.project
    assert project.settled is not None, "an outcome is told of what was settled"
    approvals = tuple(
        Approval(decision_words(extra.decision, books.decisions), extra.amount_fen)
        for extra in project.extras
        if _known_by(books, extra.decision, told.day)
    )
    payments = tuple(_paid(shown, voucher) for shown, voucher in found)
    paid = sum(payment.amount_fen for payment in payments)
    rows = _share_rows(books, shares, found)
    shared = sum(row.amount_fen for row in rows)
    assert shared == paid, "the shares must sum to what was paid"
    decision = books.decisions.get(project.decision)
    urgent = decision is not None and isinstance(decision.by, Emergency)
    paid_out = paid >= project.settled.amount_fen
    due = urgent_use_deadline(law, told.day) if urgent and paid_out else None
    return ProjectOutcome(
        settled_day=project.settled.day,
        settled_fen=project.settled.amount_fen,
        approvals=approvals,
        approved_fen=project.budget_fen + sum(one.amount_fen for one in approvals),
        payments=payments,
        paid_fen=paid,
        owed_fen=project.settled.amount_fen - paid,
        shares=rows,
        shared_fen=shared,
        announce_by=due.day if due else None,
        announce_words=f"应急使用的总额和分摊，按{due.ruling.citation}至迟 {chinese_day(due.day)}向全体业主公告；本页就是这份公告。"
        if due
        else "",
    )


def _known_by(books: Books, number: str, day: date) -> bool:
    decision = books.decisions.get(number)
    return decision is None or decision.day <= day


def _paid(shown: Shown, voucher: Voucher) -> Paid:
    used = sum(leg.amount_fen for leg in shown.legs(voucher) if leg.account.code == USE_CODE)
    return Paid(
        voucher.day, voucher.number, mask_payee(voucher.payee), voucher.narration,
        without_code(shown.fund.code), used, shown.anchor(voucher),
    )  # fmt: skip


def _share_rows(books: Books, shares: Shares, found: Sequence[tuple[Shown, Voucher]]) -> tuple[ShareRow, ...]:
    """Sum the shares of some payments by building; buildings that would show a household are merged."""
    by_building, unit_fen = _by_building(books, shares, found)
    rows = []
    for group in merged_groups((PeriodEnd(by_building, ()),))[0]:
        amounts = [fen for building in group for fen in by_building[building].values()]
        label = f"{'、'.join(group)}幢{'合并' if len(group) > 1 else ''}"
        rows.append(ShareRow(label, len(amounts), sum(amounts), MERGED if len(group) > 1 else ""))
    return (*rows, *([ShareRow(SELLING_UNITS, 0, unit_fen)] if unit_fen else []))


def _by_building(
    books: Books, shares: Shares, found: Sequence[tuple[Shown, Voucher]]
) -> tuple[Mapping[str, Mapping[str, int]], int]:
    """Sum shares by building and household, and apart from them what selling units bear; in fen."""
    buildings = {row.id: row.building for row in books.register.rows}
    wanted = {(shown.fund.code, voucher.key) for shown, voucher in found}
    sums: dict[str, dict[str, int]] = {}
    units = 0
    for code in dict.fromkeys(code for code, _ in sorted(wanted)):
        own = shares[code]
        for row in own.rows:
            if (code, row.voucher.key) not in wanted or row.posting.account.code != USE_CODE:
                continue
            for place, amount in zip(row.holders.tolist(), row.amount.tolist(), strict=True):
                holder = own.holders[place]
                if holder.startswith(SELLING_UNIT):
                    units -= amount
                    continue
                houses = sums.setdefault(buildings[holder], {})
                houses[holder] = houses.get(holder, 0) - amount
    return {building: sums[building] for building in sorted(sums)}, units


def _method(books: Books, told: Told, plan: ProjectPlan, total: int) -> str:
    """Say how a share is computed, so that an owner can do it with the area of the own house.

    Source: 住宅专项维修资金管理办法 第20条.
    """
    word = "预算" if told.stage == "planned" else "决算"
    odd = (
        "每付一笔分摊一次，各算到分；除不尽的零头，按余数从大到小每户补一分，各户相加正好等于那一笔。"
        "所以分几笔付的，本户各笔之和同按总额一次算出的数，可能差几分；以分摊通知单为准。"
    )
    if _sold_public(books, told.project):
        return (
            "先按建筑面积分到商品住宅和售后公有住房；公有住房的部分由业主和售房单位按交存比例分担，"
            f"业主的部分再按各户建筑面积分摊。{odd}"
        )
    return f"按建筑面积分摊：{word} {yuan(total)} 元 × 本户建筑面积 ÷ {plan.area} 平方米。{odd}"


def _area_dm2(books: Books, told: Told) -> int:
    return sum(row.area_dm2 for row in named_rows(books.register, told.project.scope.split(), told.day))


def _example(total: int, area_dm2: int) -> str:
    """Say what a house of a hundred square metres bears, half-up to the fen; its own paper says the exact fen."""
    share = round_half_up(Fraction(total * _HUNDRED_M2, area_dm2))
    return f"例如建筑面积 100 平方米的房屋，分摊约 {yuan(share)} 元。"


def _sold_public(books: Books, project: Project) -> bool:
    funds = [books.community.fund(code) for code in project.funds]
    return any(fund is not None and fund.kind == "public_housing" for fund in funds)
