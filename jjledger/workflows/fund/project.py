"""Projects: put on record, contracted, extended, settled and announced; where each stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jjledger.books.ledger import Ledger
from jjledger.books.project_file import (
    PROJECT_ID,
    announced_text,
    contract_text,
    extra_text,
    file_of,
    project_text,
    settled_text,
    with_added,
)
from jjledger.books.source import Source
from jjledger.checks.projects import counted_extras, tolerance_on
from jjledger.errors import EntryRefusedError, refusal
from jjledger.facts.community import OWNERS_FUND_KINDS
from jjledger.facts.entry import Writing
from jjledger.facts.project import Contract, Extra, Project, Settled, Stage
from jjledger.facts.voucher import Voucher
from jjledger.rules.project import (
    CONTRACT,
    STAGE,
    approved_fen,
    by_project,
    limit_fen,
    paid_so_far,
    stage_fen,
    used_fen,
)
from jjledger.rules.scope import named_rows, scope_items
from jjledger.units import yuan
from jjledger.workflows.fund.approval import unfit
from jjledger.workflows.rulings import law_of

BUDGET = "住宅专项维修资金管理办法第22条、第23条：按通过的使用方案和预算列支"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a project is; amounts in fen."""

    project: Project
    approved_fen: int  # budget and approvals beyond it that count
    limit_fen: int  # what may be paid in all
    paid_fen: int
    contract_paid_fen: int  # of it, under the contract
    uses: tuple[Voucher, ...]

    @property
    def open_fen(self) -> int:
        """What may still be paid; below zero where too much was."""
        return self.limit_fen - self.paid_fen

    @property
    def limit_word(self) -> str:
        """Say what sets the limit."""
        return "核准" if self.project.settled is None else "结算后可付"

    def stages(self) -> tuple[tuple[Stage, int, bool], ...]:
        """List the contract's stages with amount in fen and whether each is paid."""
        contract = self.project.contract
        paid = {voucher.extra.get(STAGE, "") for voucher in self.uses}
        listed = contract.stages if contract else ()
        return tuple((stage, stage_fen(contract, stage), stage.name in paid) for stage in listed if contract)


def project_of(ledger: Ledger, identity: str) -> Project:
    """Look a project up.

    Raises:
        OptionError: it is not on record, or its record cannot be read.
    """
    projects = ledger.books.projects
    project = projects.get(identity)
    if project is not None:
        return project
    if identity in projects:
        found = [finding for finding in ledger.findings if finding.place.file == file_of(identity)]
        raise refusal(
            identity, found[0].what if found else "记录读不出来。", found[0].remedy if found else "请改正。"
        )
    known = "、".join(name for name, one in projects.items() if one) or "还没有"
    raise refusal(
        identity, f"没有维修项目 {identity}。", f"已有的项目：{known}。新项目用  jjledger fund project new"
    )


def standing_of(ledger: Ledger, project: Project) -> Standing:
    """Say how far a project is.

    Args:
        ledger: a loaded community.
        project: its record.
    """
    community = ledger.books.community
    uses = by_project(ledger.books).get(project.id, ())
    law = law_of(community)
    approved = approved_fen(project, counted_extras(ledger.books, project, law))
    limit = approved
    if project.settled is not None:
        allowed = limit_fen(project, approved, tolerance_on(law, project.settled.day))
        limit = min(allowed, project.settled.amount_fen)
    paid = [total for _, total in paid_so_far(uses, community)]
    under_contract = sum(used_fen(voucher, community) for voucher in uses if CONTRACT in voucher.extra)
    return Standing(project, approved, limit, paid[-1] if paid else 0, under_contract, uses)


def plan_new(ledger: Ledger, project: Project, day: date) -> Writing:
    """Put a project on record.

    Args:
        ledger: a loaded community.
        project: as it is to be recorded.
        day: on which its scope has to match houses.

    Raises:
        OptionError: the number is taken or badly formed, a fund is unknown, or the scope names no house.
    """
    if PROJECT_ID.fullmatch(project.id) is None:
        raise refusal(project.id, "项目编号只能用字母、数字、- 和 _。", "例如 2025-01。")
    if project.id in ledger.books.projects:
        raise refusal(project.id, f"项目 {project.id} 已经有了。", "请换一个编号，或直接修改它的记录。")
    known = [fund.code for fund in ledger.books.community.funds if fund.kind in OWNERS_FUND_KINDS]
    for fund in project.funds:
        if fund not in known:
            raise refusal(f"--fund {fund}", f"没有分户核算的资金「{fund}」。", f"可以写：{'、'.join(known)}")
    if project.budget_fen <= 0:
        raise refusal("--budget", "预算必须大于零。", "请写明预算金额，例如 86400.00。", BUDGET)
    demand_scope(ledger, project.scope, day)
    return Writing(files={file_of(project.id): project_text(project).encode()})


def demand_scope(ledger: Ledger, scope: str, day: date) -> None:
    """Refuse a scope of another form, or one of whose items matches no house on a day.

    Raises:
        OptionError: naming the item, and since when a house it names is closed.
    """
    try:
        items = scope_items(scope)
    except ValueError as error:
        raise refusal(f"--scope {scope}", f"{error}。", '例如 "all"、"01-1 02" 或 "01-1-101"。') from error
    register = ledger.books.register
    for item in items:
        if not named_rows(register, [item], day):
            closed = [row.until_day for row in register.rows if row.id == item and row.until_day]
            since = f"，{item} 自 {max(closed)} 之后已经注销" if closed else ""
            raise refusal(
                f"--scope {scope}", f"范围里的「{item}」在 {day} 没有有效的房屋{since}。",
                "请从范围里去掉，或核对登记册和日期。", "民法典第283条：按照业主专有部分面积所占比例确定",
            )  # fmt: skip


def plan_contract(ledger: Ledger, project: Project, contract: Contract) -> Writing:
    """Put a contract on record, within what is approved.

    Raises:
        OptionError: there is one already, it exceeds what is approved, or its stages exceed it.
    """
    if project.contract is not None:
        raise refusal(
            project.id, f"项目 {project.id} 已经有合同 {project.contract.number}。", "变更请修改它的记录。"
        )
    approved = standing_of(ledger, project).approved_fen
    if contract.amount_fen > approved:
        raise refusal(
            "--amount",
            f"合同 {yuan(contract.amount_fen)} 元，核准的预算 {yuan(approved)} 元，超出 "
            f"{yuan(contract.amount_fen - approved)} 元。",
            "请先就超出的部分表决，用 jjledger fund project extend 登记。", BUDGET,
        )  # fmt: skip
    staged = sum(stage_fen(contract, stage) for stage in contract.stages)
    if staged > contract.amount_fen:
        raise refusal(
            "--stage",
            f"各阶段合计 {yuan(staged)} 元，超过合同 {yuan(contract.amount_fen)} 元。", "请核对各阶段的金额或份额。",
        )  # fmt: skip
    return _added(ledger, project, contract_text(contract))


def plan_extra(ledger: Ledger, project: Project, extra: Extra, day: date) -> Writing:
    """Put an approval beyond the budget on record.

    Raises:
        OptionError: its decision is the budget's own, or one that approved more already.
        EntryRefusedError: its decision is not on file, or does not carry it.
    """
    demand_approval(ledger, project, extra.decision, day)
    return _added(ledger, project, extra_text(extra))


def demand_approval(ledger: Ledger, project: Project, identity: str, day: date) -> None:
    """Refuse what is no decision of its own about more money for a project.

    Raises:
        OptionError: the decision stands for something else in the project.
        EntryRefusedError: it is not on file or does not carry it; every reason.
    """
    if identity in {project.decision, *(extra.decision for extra in project.extras)}:
        raise refusal(
            f"--decision {identity}",
            f"决定 {identity} 已经用在这个项目上。",
            "超出的部分要另行表决。",
            BUDGET,
        )
    troubles = tuple(unfit(ledger, project, identity, day))
    if troubles:
        raise EntryRefusedError(troubles)


@dataclass(frozen=True, slots=True)
class Settling:
    """A settlement, and what it means; amounts in fen."""

    writing: Writing
    settled: Settled
    before: Standing
    excess_fen: int  # over what was approved; 0 where none
    tolerated: bool  # the excess needed no approval
    approved_by: str  # decision that approves the excess
    rule: str  # on which excess needs an approval

    @property
    def remaining_fen(self) -> int:
        """What is still to be paid; below zero: to be paid back."""
        return self.settled.amount_fen - self.before.paid_fen


def plan_settle(ledger: Ledger, project: Project, settled: Settled, decision: str = "") -> Settling:
    """Settle a project against its budget.

    Args:
        ledger: a loaded community.
        project: its record.
        settled: what it came to.
        decision: number of the decision that approves an excess; "" none.

    Raises:
        OptionError: it is settled already, or an excess needs an approval and none is named.
        EntryRefusedError: the decision named does not carry the excess.

    Source: 杭州市物业管理条例 第72条; 丽水市物业管理条例 第46条; R21.
    """
    if project.settled is not None:
        raise refusal(
            project.id, f"项目 {project.id} 已于 {project.settled.day} 按 {yuan(project.settled.amount_fen)} 元结算。",
            "更正请修改它的记录。",
        )  # fmt: skip
    before = standing_of(ledger, project)
    excess = max(0, settled.amount_fen - before.approved_fen)
    tolerance = tolerance_on(law_of(ledger.books.community), settled.day)
    tolerated = excess > 0 and tolerance.allows(excess, before.approved_fen)
    rule = excess_rule(ledger, settled.day)
    parts = [settled_text(settled)]
    if excess and decision:
        demand_approval(ledger, project, decision, settled.day)
        parts.insert(0, extra_text(Extra(decision, excess)))
    elif excess and not tolerated:
        raise refusal(
            "--amount",
            f"结算 {yuan(settled.amount_fen)} 元，核准的预算 {yuan(before.approved_fen)} 元，超出 {yuan(excess)} 元。{rule}",
            "请就超出的部分表决，登记后写上  --decision 编号", BUDGET,
        )  # fmt: skip
    return Settling(
        _added(ledger, project, *parts), settled, before, excess, tolerated, decision if excess else "", rule
    )


def excess_rule(ledger: Ledger, day: date) -> str:
    """Say in words from which excess on a settlement needs an approval of its own, and on whose word.

    Args:
        ledger: a loaded community.
        day: of the settlement.
    """
    law, words, citations = law_of(ledger.books.community), [], []
    for name in ("settlement_excess_share", "settlement_excess_fen"):
        ruling = law.find(name, day)
        if ruling is None:
            continue
        fen = isinstance(ruling.value, int)
        words.append(f"{yuan(int(ruling.value))} 元以上" if fen else f"预算 {ruling.value} 以上")
        citations.append(ruling.citation)
    if not words:
        return (
            "本地和本小区没有规定容许超出多少，超出预算的部分一律另行表决；小区有约定的，写在 community.toml 的 "
            "[law.settlement_excess_share] 里（写法见 docs/ledger-format.md）。"
        )
    return f"超出{'或者 '.join(words)}的，超出部分另行表决（{'、'.join(dict.fromkeys(citations))}）。"


def plan_announce(ledger: Ledger, project: Project, day: date) -> Writing:
    """Put on record when the owners were told what a use came to and who bears it.

    Raises:
        OptionError: that is on record already.
    """
    if project.announced is not None:
        raise refusal(
            project.id, f"项目 {project.id} 已于 {project.announced} 公告。", "更正请修改它的记录。"
        )
    return _added(ledger, project, announced_text(day))


def _added(ledger: Ledger, project: Project, *parts: str) -> Writing:
    return Writing(files={file_of(project.id): with_added(Source(ledger.folder), project.id, *parts)})
