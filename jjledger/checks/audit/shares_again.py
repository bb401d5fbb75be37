"""A18: is what every household bears of a repair, or gets of a dividend, what it comes to when it is shared out again?

Shares by scope are worked out by `checks.recompute`; lists that were typed in are held against the floor areas
of the houses whose cost or dividend it is; and who bears what between funds, owners and selling units is asked too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from jjledger.checks.audit.asked import Asked, Rule, in_order, key_of, row_of
from jjledger.checks.audit.booked_shares import Shares, apart_fen, booked_by_leg, differing, rows_of
from jjledger.checks.audit.expected_shares import (
    Expected,
    areas_of,
    dividends,
    of_house_split,
    of_listed_use,
    of_scope,
)
from jjledger.checks.recompute.cost_split import by_fund, owners_fen
from jjledger.checks.recompute.fund import Recomputed
from jjledger.checks.recompute.houses import houses_of
from jjledger.facts.audit_finding import Answer, AuditFinding
from jjledger.facts.community import OWNERS_FUND_KINDS
from jjledger.facts.voucher import OPENING_KIND, USE_CODE, Posting, Voucher
from jjledger.rules.project import PROJECT, standing_uses
from jjledger.units import yuan

CODE: Final = "A18"
_GROUND: Final = (
    "民法典第283条：按照业主专有部分面积所占比例确定；住宅专项维修资金管理办法第20条：维修费用的分摊"
)
_REMEDY: Final = (
    "请核对登记册的面积和分摊的范围，照重算的数更正：原凭证用红字注销，再记正确的一张；另有约定的，写明依据。"
)
_BEFORE: Final = (
    "公有住房的维修费，业主与售房单位各担多少没有重算：建账以前各自交存了多少不在账上，凭证也没有写 deposits"
)
_DEPOSITS: Final = "deposits"  # metadata: what owners and selling unit had deposited


def ask(asked: Asked) -> Answer:
    """Share out once more what was shared in the days under audit.

    Args:
        asked: the books under audit.

    Source: 民法典 第283条; 住宅专项维修资金管理办法 第20条; R19, R36.
    """
    findings: list[AuditFinding] = []
    booked = booked_by_leg(asked)
    expected = [*_of_funds(asked), *dividends(asked)]
    items = sum(len(one.ways[0]) for one in expected)
    for one in expected:
        findings += _compared(one, booked.get(id(one.posting)) or _listed(one.posting))
    uses = [one for one in standing_uses(asked.books) if asked.within(one.day)]
    findings += _between_funds(asked, uses)
    told, lacking = _between_owners_and_units(asked, uses)
    return Answer(CODE, items, in_order([*findings, *told]), _BEFORE if lacking else "")


def _of_funds(asked: Asked) -> Iterator[Expected]:
    for again in asked.recomputed.values():
        for leg in again.legs:
            if asked.within(leg.voucher.day):
                expected = of_scope(leg) or of_listed_use(asked, leg) or of_house_split(asked, leg)
                if expected is not None:
                    yield expected


def _listed(posting: Posting) -> Shares:
    """Give what a list gives, as money that comes to households."""
    sums: dict[str, int] = {}
    if posting.split is not None and posting.split.kind == "detail":
        listed = sum(row.amount_fen for row in posting.split.rows)
        sign = -1 if listed == posting.amount_fen else 1
        for row in posting.split.rows:
            sums[row.household] = sums.get(row.household, 0) + sign * row.amount_fen
    return sums


def _compared(expected: Expected, booked: Shares) -> Iterator[AuditFinding]:
    if not any(not differing(booked, way) for way in expected.ways):
        again = expected.ways[0]
        agreed = "；凭证写明另有依据，请核对" if expected.agreed else ""
        yield AuditFinding(
            CODE, "low" if expected.agreed else "high",
            f"{expected.by}重新分摊，有 {len(differing(booked, again))} 户的数与账上不同，"
            f"各户相差合计 {yuan(apart_fen(booked, again))} 元{agreed}。",
            rows_of(expected.voucher, expected.posting, booked, again), _GROUND, _REMEDY,
            key_of(CODE, expected.voucher),
        )  # fmt: skip


def _between_funds(asked: Asked, uses: Sequence[Voucher]) -> Iterator[AuditFinding]:
    """Ask of payments that several funds bore together whether each bore its part by floor area."""
    together: dict[str, list[Voucher]] = {}
    for voucher in uses:
        for link in voucher.links:
            if link.startswith(f"{PROJECT}-"):
                together.setdefault(link, []).append(voucher)
    for vouchers in together.values():
        project = asked.books.projects.get(vouchers[0].extra.get(PROJECT, ""))
        if project is None:
            continue
        areas = {}
        for fund in asked.books.community.funds:
            houses = (
                areas_of(asked, fund, project.scope, vouchers[0]) if fund.kind in OWNERS_FUND_KINDS else {}
            )
            if houses:
                areas[fund.code] = sum(houses.values())
        booked = {voucher.funds[0]: _spent(voucher, "") for voucher in vouchers}
        again = by_fund(sum(booked.values()), areas)
        if booked != again and len(areas) > 1:
            said = "；".join(
                f"{name} {yuan(fen)} 元，重算 {yuan(again.get(name, 0))} 元" for name, fen in booked.items()
            )
            yield AuditFinding(
                CODE, "high", f"商品住宅与公有住房之间没有按建筑面积分摊：{said}。",
                tuple(row_of(voucher, _spent(voucher, "")) for voucher in vouchers), _GROUND, _REMEDY,
                key_of(CODE, *vouchers),
            )  # fmt: skip


def _between_owners_and_units(asked: Asked, uses: Sequence[Voucher]) -> tuple[list[AuditFinding], bool]:
    """Ask of sold public houses whether owners and selling unit bore what they had deposited in proportion."""
    findings: list[AuditFinding] = []
    lacking = False
    for code, again in asked.recomputed.items():
        opened = any(one.voucher.kind == OPENING_KIND for one in again.bookings)
        for voucher in uses:
            units = {
                leg.split.value for leg in voucher.postings if _is_units(leg, code) and leg.split is not None
            }
            if len(units) != 1:
                continue
            if opened and _DEPOSITS not in voucher.extra:
                lacking = True
                continue
            findings += _of_unit(asked, again, voucher, units.pop())
    return findings, lacking


def _of_unit(asked: Asked, again: Recomputed, voucher: Voucher, unit: str) -> Iterator[AuditFinding]:
    fund = asked.books.community.fund(again.fund)
    assert fund is not None, "what was recomputed is a fund of the community"
    scopes = [
        leg.split.value for leg in voucher.postings if leg.split is not None and leg.split.kind == "scope"
    ]
    houses = areas_of(asked, fund, " ".join(scopes), voucher)
    whole = houses_of(asked.books, fund).weights("all", "area", voucher.day)
    if not houses or isinstance(whole, str):
        return
    cost, booked = _spent(voucher, ""), _spent(voucher, "scope")
    due = owners_fen(cost, again, unit, (houses, sum(whole.values())), voucher.day)
    if due != booked:
        yield AuditFinding(
            CODE, "high",
            f"公有住房的维修费 {yuan(cost)} 元，按各自交存的数，业主应担 {yuan(due)} 元，账上是 {yuan(booked)} 元。",
            (row_of(voucher, booked),), _GROUND, _REMEDY, f"{key_of(CODE, voucher)} unit",
        )  # fmt: skip


def _is_units(leg: Posting, fund: str) -> bool:
    of_unit = leg.split is not None and leg.split.kind == "selling_unit"
    return of_unit and leg.account.fund == fund and leg.account.code == USE_CODE


def _spent(voucher: Voucher, kind: str) -> int:
    """Sum what a voucher spends on repairs, of one kind of split or of all."""
    return sum(
        leg.amount_fen
        for leg in voucher.postings
        if leg.account.code == USE_CODE and (not kind or (leg.split is not None and leg.split.kind == kind))
    )


RULE: Final = Rule(CODE, "high", "各户的分摊，按面积和尾差规则重算，与账上一分不差吗？", _GROUND, ask)
