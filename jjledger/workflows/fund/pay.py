"""Plan a payment of a project: whether it may be made, who bears it, and the vouchers to write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.books.project_file import file_of
from jjledger.checks.area_tables import AREAS
from jjledger.errors import EntryRefusedError, OptionError, Trouble, refusal
from jjledger.facts.community import Fund
from jjledger.facts.entry import Entry, EntryPosting, Meta, Writing
from jjledger.facts.project import Project
from jjledger.facts.voucher import BANK_CODE, USE_CODE
from jjledger.rules.cost_split import FundCost, split_cost
from jjledger.rules.project import CONTRACT, PROJECT, STAGE
from jjledger.rules.provenance import areas_hash
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.fund.accounts import account_of, bank_of
from jjledger.workflows.fund.approval import unfit
from jjledger.workflows.fund.cost import Bearer, bearers_of, fund_scope, sharings_of
from jjledger.workflows.fund.project import BUDGET, Standing, demand_scope, standing_of

_EXCLUDED: Final = "住宅专项维修资金管理办法第25条：不得从住宅专项维修资金中列支的费用"


@dataclass(frozen=True, slots=True)
class Asked:
    """A payment somebody wants to make."""

    day: date
    amount_fen: int | None  # None: the stage's
    stage: str = ""
    payee: str = ""  # "" the contractor
    narration: str = ""  # "" the project's title and the stage
    banks: tuple[str, ...] = ()  # last parts of the banks' names; a fund's only one needs none


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment that may be made."""

    writing: Writing
    project: Project
    amount_fen: int
    before: Standing
    parts: tuple[FundCost, ...]
    bearers: tuple[Bearer, ...]

    @property
    def short(self) -> tuple[Bearer, ...]:
        """List those who have not enough."""
        return tuple(bearer for bearer in self.bearers if bearer.lacking_fen)

    @property
    def developer_fen(self) -> int:
        """Sum what unsold houses bear."""
        return sum(part.developer_fen for part in self.parts)


def plan_pay(ledger: Ledger, project: Project, asked: Asked) -> Payment:
    """Plan a payment.

    Args:
        ledger: a loaded community without blocking findings.
        project: its record.
        asked: amount or stage, day and words.

    Raises:
        EntryRefusedError: it may not be paid; every reason.
        OptionError: the scope, a fund, a stage or a bank does not fit.
    """
    standing = standing_of(ledger, project)
    amount = _amount(standing, asked)
    troubles = [
        *_chargeable(project),
        *unfit(ledger, project, project.decision, asked.day),
        *_within(standing, asked, amount),
    ]
    try:
        demand_scope(ledger, project.scope, asked.day)
    except OptionError as error:
        troubles.append(error.trouble)
    if troubles:
        raise EntryRefusedError(tuple(troubles))
    parts = split_cost(amount, sharings_of(ledger, project, asked.day))
    entries = tuple(
        _entry(ledger, project, asked, part, several=len(parts) > 1) for part in parts if part.cost_fen
    )
    return Payment(Writing(entries), project, amount, standing, parts, bearers_of(ledger, parts, asked.day))


def _amount(standing: Standing, asked: Asked) -> int:
    """Give what is to be paid: as asked, or the stage's amount."""
    stages = standing.stages()
    named = [(amount, paid) for stage, amount, paid in stages if stage.name == asked.stage]
    if asked.stage and not named:
        known = "、".join(stage.name for stage, _, _ in stages) or "合同没有写明阶段"
        raise refusal(
            f"--stage {asked.stage}", f"合同没有付款阶段「{asked.stage}」。", f"已有的阶段：{known}。"
        )
    if named and named[0][1]:
        raise refusal(f"--stage {asked.stage}", f"「{asked.stage}」已经付过。", "请核对，或改写 --amount。")
    amount = asked.amount_fen if asked.amount_fen is not None else (named[0][0] if named else 0)
    if amount <= 0:
        raise refusal("--amount", "没有写明付多少。", "请写  --amount 12000.00，或合同里的  --stage 名称")
    return amount


def _chargeable(project: Project) -> Iterator[Trouble]:
    if project.not_chargeable is False:
        return
    what = "写明属于" if project.not_chargeable else "没有人确认不属于"
    yield Trouble(
        file_of(project.id), f"项目 {project.id} {what}不得从维修资金列支的费用。",
        "保修期内的、水电气等专营单位的、人为损坏的和物业合同里的费用由责任人承担；核对无误后写  not_chargeable = false",
        _EXCLUDED,
    )  # fmt: skip


def _within(standing: Standing, asked: Asked, amount: int) -> Iterator[Trouble]:
    """Say by how much a payment exceeds what is approved, settled or contracted."""
    project = standing.project
    place = file_of(project.id)
    total = standing.paid_fen + amount
    if total > standing.limit_fen:
        yield Trouble(
            place,
            f"{standing.limit_word} {yuan(standing.limit_fen)} 元，已付 {yuan(standing.paid_fen)} 元，这次要付 {yuan(amount)} 元，"
            f"超出 {yuan(total - standing.limit_fen)} 元。",
            "请减少付款，或就超出的部分表决后用 jjledger fund project extend 登记。", BUDGET,
        )  # fmt: skip
    contract = project.contract
    if contract is None or project.settled is not None or not under_contract(project, asked.payee):
        return
    total = standing.contract_paid_fen + amount
    if total > contract.amount_fen:
        yield Trouble(
            place,
            f"合同 {yuan(contract.amount_fen)} 元，已付 {yuan(standing.contract_paid_fen)} 元，这次要付 {yuan(amount)} 元，"
            f"超出 {yuan(total - contract.amount_fen)} 元。",
            "请减少付款；工程有变更的，先用 jjledger fund settle 结算。", BUDGET,
        )  # fmt: skip


def under_contract(project: Project, payee: str) -> bool:
    """Say whether a payment is the contractor's."""
    return project.contract is not None and payee in {"", project.contract.contractor}


def _entry(ledger: Ledger, project: Project, asked: Asked, part: FundCost, *, several: bool) -> Entry:
    """Make one fund's voucher; those of one payment carry the same link."""
    fund = ledger.books.community.fund(part.sharing.fund)
    assert fund is not None, "sharings are of funds of the community"
    spent = account_of(ledger, fund, USE_CODE)
    scope, _ = fund_scope(ledger, fund, project.scope, asked.day)
    legs = []
    if part.owners_fen:
        legs.append(EntryPosting(spent, part.owners_fen, (("scope", scope),)))
    if part.selling_unit_fen and part.sharing.selling_unit is not None:
        whose = (("selling_unit", part.sharing.selling_unit.name),)
        legs.append(EntryPosting(spent, part.selling_unit_fen, whose))
    bank = _bank(ledger, fund, asked.banks)
    legs.append(EntryPosting(bank, -part.cost_fen))
    payee = asked.payee or (project.contract.contractor if project.contract else "")
    if not payee:
        raise refusal("--payee", "没有合同，也没有写明付给谁。", "请写  --payee 收款单位")
    narration = asked.narration or f"{project.title}{asked.stage}"
    earlier = sum(voucher.extra.get(PROJECT) == project.id for voucher in ledger.books.vouchers)
    links = (f"{PROJECT}-{project.id}-{earlier + 1}",) if several else ()
    meta = _meta(project, asked, part, several=several)
    return Entry(asked.day, "付", payee, narration, tuple(legs), 1, meta, links)


def _bank(ledger: Ledger, fund: Fund, banks: tuple[str, ...]) -> str:
    """Choose the bank named for a fund; a name that is no fund's is refused by the first."""
    accounts = [one for one in ledger.books.accounts.values() if one.code == BANK_CODE and one.details]
    others = {one.details[-1] for one in accounts if one.fund != fund.code}
    theirs = {one.details[-1] for one in accounts if one.fund == fund.code}
    named = [bank for bank in banks if bank in theirs or bank not in others]
    return bank_of(ledger, fund, named[0] if named else "")


def _meta(project: Project, asked: Asked, part: FundCost, *, several: bool) -> Meta:
    """Say on the voucher itself what it rests on."""
    unit = part.sharing.selling_unit
    item = "（三）" if several else "（二）" if unit is not None else "（一）"
    unsold = "、第21条" if part.developer_fen else ""
    lines = [(PROJECT, project.id), ("decision", project.decision)]
    if project.contract is not None and under_contract(project, asked.payee):
        lines.append((CONTRACT, project.contract.number))
    if asked.stage:
        lines.append((STAGE, asked.stage))
    lines += [
        ("basis", f"住宅专项维修资金管理办法第20条{item}{unsold}"),
        (AREAS, areas_hash(part.sharing.rows)),
        ("remainder", "largest"),
    ]
    if unit is not None:
        owners = plain_yuan(unit.owners_deposited_fen)
        of_it = "" if unit.of_its_area == 1 else f" × {unit.of_its_area}"
        units = f"{plain_yuan(unit.deposited_fen)}{of_it}"
        lines.append(("deposits", f"业主 {owners}，售房单位 {unit.name} {units}"))
    return tuple(lines)
