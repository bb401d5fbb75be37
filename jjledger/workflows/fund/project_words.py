"""Projects, payments and settlements in words for people and records for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jjledger.books.ledger import Ledger
from jjledger.facts.project import Project
from jjledger.facts.voucher import USE_CODE, Voucher
from jjledger.rules.cost_split import SellingUnit
from jjledger.units import plain_yuan, square_metres, yuan
from jjledger.workflows.fund.pay import Payment
from jjledger.workflows.fund.project import Settling, Standing

HOUSEHOLD_COLUMNS = (
    "fund", "household", "owner_kind", "area_m2", "share", "from_principal", "from_interest", "lacking",
)  # fmt: skip

SHARE_COLUMNS = ("share", "from_principal", "from_interest", "lacking", "developer")


def payment_words(payment: Payment) -> str:
    """Say what a payment comes to, and for whom."""
    project, before = payment.project, payment.before
    lines = [f"项目 {project.id}  {project.title}"]
    lines.append(
        f"本次付款 {yuan(payment.amount_fen)} 元；{before.limit_word} {yuan(before.limit_fen)} 元，此前已付 {yuan(before.paid_fen)} 元，"
        f"付后还可付 {yuan(before.open_fen - payment.amount_fen)} 元。"
    )
    for part in payment.parts:
        rows = part.sharing.rows
        area = square_metres(part.sharing.area_dm2)
        lines.append(
            f"{part.sharing.fund}：{len(rows)} 户 {area} 平方米，分摊 {yuan(part.cost_fen)} 元，其中各户 "
            f"{yuan(part.owners_fen)} 元按建筑面积分。"
        )
        unit = part.sharing.selling_unit
        if unit is not None:
            lines.append(
                f"  售房单位 {unit.name} 承担 {yuan(part.selling_unit_fen)} 元：业主交存 {yuan(unit.owners_deposited_fen)} 元，"
                f"售房单位交存 {yuan(unit.deposited_fen)} 元{part_words(unit)}。"
            )
    if payment.developer_fen:
        unsold = [bearer for bearer in payment.bearers if bearer.owner_kind == "developer"]
        lines.append(
            f"未售出的 {len(unsold)} 户分摊 {yuan(payment.developer_fen)} 元，由建设单位承担，"
            "记在这些房屋的分户账上，由它补交（住宅专项维修资金管理办法第21条）。"
        )
    short = payment.short
    if short:
        lacking = sum(bearer.lacking_fen for bearer in short)
        lines.append(
            f"{len(short)} 户余额不足，共差 {yuan(lacking)} 元，须自筹，记为欠款；各户见 --json 或 --csv。"
        )
    return "\n".join(lines)


def part_words(unit: SellingUnit) -> str:
    """Say which part of a selling unit's deposits counts; nothing where all of them do."""
    return "" if unit.of_its_area == 1 else f"，按范围内的面积计入 {unit.of_its_area}"


def payment_record(payment: Payment) -> dict[str, Any]:
    """Give a payment as programs read it."""
    return {
        "project": payment.project.id,
        "amount": plain_yuan(payment.amount_fen),
        "limit": plain_yuan(payment.before.limit_fen),
        "paid_before": plain_yuan(payment.before.paid_fen),
        "funds": [
            {
                "fund": part.sharing.fund,
                "amount": plain_yuan(part.cost_fen),
                "households": plain_yuan(part.owners_fen),
                "selling_unit": plain_yuan(part.selling_unit_fen),
                "developer": plain_yuan(part.developer_fen),
            }
            for part in payment.parts
        ],
        "developer": plain_yuan(payment.developer_fen),
        "lacking": plain_yuan(sum(bearer.lacking_fen for bearer in payment.short)),
        "households": [bearer.record() for bearer in payment.bearers],
    }


def settling_words(settling: Settling) -> str:
    """Say what a settlement means: against the budget, and what is still to be paid."""
    before, settled = settling.before, settling.settled
    lines = [
        f"项目 {before.project.id}  {before.project.title}",
        f"结算 {yuan(settled.amount_fen)} 元，核准 {yuan(before.approved_fen)} 元。",
    ]
    if settling.approved_by:
        lines.append(
            f"超出 {yuan(settling.excess_fen)} 元，由决定 {settling.approved_by} 批准。{settling.rule}"
        )
    elif settling.excess_fen:
        lines.append(f"超出 {yuan(settling.excess_fen)} 元，在容许的范围内，不另行表决。{settling.rule}")
    remaining = settling.remaining_fen
    if remaining >= 0:
        lines.append(f"已付 {yuan(before.paid_fen)} 元，尾款 {yuan(remaining)} 元。")
    else:
        lines.append(f"已付 {yuan(before.paid_fen)} 元，多付 {yuan(-remaining)} 元，应由承包单位退回。")
    return "\n".join(lines)


def settling_record(settling: Settling, shares: list[dict[str, str]]) -> dict[str, Any]:
    """Give a settlement as programs read it, with what each household has borne so far."""
    return {
        "project": settling.before.project.id,
        "settled": plain_yuan(settling.settled.amount_fen),
        "approved": plain_yuan(settling.before.approved_fen),
        "excess": plain_yuan(settling.excess_fen),
        "approved_by": settling.approved_by,
        "rule": settling.rule,
        "paid": plain_yuan(settling.before.paid_fen),
        "remaining": plain_yuan(settling.remaining_fen),
        "households": shares,
    }


def standing_words(standing: Standing) -> str:
    """Say where a project stands."""
    project = standing.project
    lines = [
        f"项目 {project.id}  {project.title}",
        f"资金 {'、'.join(project.funds)}，范围 {project.scope}，类别 {project.category}，决定 {project.decision}",
    ]
    lines.append(
        f"预算 {yuan(project.budget_fen)} 元，核准 {yuan(standing.approved_fen)} 元，已付 {yuan(standing.paid_fen)} 元，"
        f"还可付 {yuan(standing.open_fen)} 元"
    )
    lines.append(_chargeable_words(project))
    contract = project.contract
    if contract is not None:
        lines.append(
            f"合同 {contract.number}：{contract.contractor}，{yuan(contract.amount_fen)} 元，{contract.day}"
        )
    for stage, amount, paid in standing.stages():
        lines.append(f"  {stage.name} {yuan(amount)} 元：{'已付' if paid else '未付'}")
    lines += [f"追加 {yuan(extra.amount_fen)} 元，决定 {extra.decision}" for extra in project.extras]
    if project.settled is not None:
        lines.append(f"结算 {yuan(project.settled.amount_fen)} 元，{project.settled.day}")
    if project.announced is not None:
        lines.append(f"已于 {project.announced} 公告")
    lines += [f"付款 {voucher.funds[0]} {voucher.key}  {voucher.narration}" for voucher in standing.uses]
    return "\n".join(lines)


def standing_record(standing: Standing) -> dict[str, Any]:
    """Give a project as programs read it."""
    project, contract = standing.project, standing.project.contract
    return {
        "project": project.id,
        "title": project.title,
        "funds": list(project.funds),
        "scope": project.scope,
        "category": project.category,
        "decision": project.decision,
        "not_chargeable": project.not_chargeable,
        "budget": plain_yuan(project.budget_fen),
        "approved": plain_yuan(standing.approved_fen),
        "limit": plain_yuan(standing.limit_fen),
        "paid": plain_yuan(standing.paid_fen),
        "contract": plain_yuan(contract.amount_fen) if contract else None,
        "stages": [
            {"stage": stage.name, "amount": plain_yuan(amount), "paid": paid}
            for stage, amount, paid in standing.stages()
        ],
        "settled": plain_yuan(project.settled.amount_fen) if project.settled else None,
        "vouchers": [voucher.key for voucher in standing.uses],
    }


def project_shares(ledger: Ledger, standing: Standing) -> list[dict[str, str]]:
    """List what each house and selling unit has borne of a project so far, as booked, in register order.

    `developer` is what a house bore while it was unsold, which the developer has to pay.

    Source: 住宅专项维修资金管理办法 第20条, 第21条.
    """
    unsold = {id(voucher): _unsold(ledger, voucher) for voucher in standing.uses}
    rows = []
    for fund, shares in ledger.replayed.shares.items():
        sums: dict[str, list[int]] = {}
        for row in shares.rows:
            if id(row.voucher) not in unsold or row.posting.account.code != USE_CODE:
                continue
            for place, *fen in zip(
                row.holders.tolist(), (-row.amount).tolist(), (-row.delta_principal).tolist(),
                (-row.delta_interest).tolist(), row.delta_arrears.tolist(), strict=True,
            ):  # fmt: skip
                holder = shares.holders[place]
                developers = fen[0] if holder in unsold[id(row.voucher)] else 0
                _add(sums.setdefault(holder, [0] * len(SHARE_COLUMNS)), (*fen, developers))
        rows += [
            {"fund": fund, "household": holder, **_named(sums[holder])}
            for holder in shares.holders
            if holder in sums
        ]
    return rows


def _named(sums: Iterable[int]) -> dict[str, str]:
    return dict(zip(SHARE_COLUMNS, map(plain_yuan, sums), strict=True))


def _unsold(ledger: Ledger, voucher: Voucher) -> frozenset[str]:
    rows = ledger.books.register.rows
    return frozenset(row.id for row in rows if row.owner_kind == "developer" and row.in_force(voucher.day))


def _add(sums: list[int], fen: Iterable[int]) -> None:
    for place, amount in enumerate(fen):
        sums[place] += amount


def _chargeable_words(project: Project) -> str:
    words = {
        None: "还没有确认是否属于不得列支的费用，不能付款",
        True: "属于不得列支的费用，不能付款",
        False: "已确认不属于不得列支的费用",
    }
    return words[project.not_chargeable]
