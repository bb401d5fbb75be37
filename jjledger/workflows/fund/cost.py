"""Who bears a project's cost on a day, by the books: houses in scope, what they and selling units deposited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jjledger.books.ledger import Ledger
from jjledger.books.project_file import file_of
from jjledger.errors import refusal
from jjledger.facts.community import OWNERS_FUND_KINDS, Fund
from jjledger.facts.project import Project
from jjledger.facts.register import Household
from jjledger.rules.cost_split import FundCost, SellingUnit, Sharing, deposited_fen, short_fen
from jjledger.rules.scope import Sharers, in_scope, scope_items, sharers
from jjledger.rules.shares import SELLING_UNIT, selling_units
from jjledger.units import plain_yuan, square_metres


@dataclass(frozen=True, slots=True)
class Bearer:
    """What one house or selling unit bears, and from what; amounts in fen."""

    fund: str
    holder: str
    owner_kind: str  # owner, developer or selling_unit
    area_dm2: int  # 0 of a selling unit
    share_fen: int
    principal_fen: int  # taken from it
    interest_fen: int
    lacking_fen: int  # what it has to raise itself, and owes until then

    def record(self) -> dict[str, str]:
        """Give it as programs read it."""
        return {
            "fund": self.fund,
            "household": self.holder,
            "owner_kind": self.owner_kind,
            "area_m2": square_metres(self.area_dm2),
            "share": plain_yuan(self.share_fen),
            "from_principal": plain_yuan(self.principal_fen),
            "from_interest": plain_yuan(self.interest_fen),
            "lacking": plain_yuan(self.lacking_fen),
        }


def fund_scope(ledger: Ledger, fund: Fund, scope: str, day: date) -> tuple[str, tuple[Household, ...]]:
    """Give the part of a scope that names houses of a fund on a day, and those houses."""
    everyone = _everyone(ledger, fund)
    items = [item for item in scope_items(scope) if in_scope(everyone, [item], day)[0]]
    return " ".join(items), in_scope(everyone, items, day)[0]


def sharings_of(ledger: Ledger, project: Project, day: date) -> tuple[Sharing, ...]:
    """List whose cost a project is, fund by fund in the community's order.

    Args:
        ledger: a loaded community.
        project: its record.
        day: of the payment.

    Raises:
        OptionError: the scope has houses of a fund that the record does not name, or none of one it
            names; or a fund has several selling units and the record does not say which.
    """
    found = []
    for fund in ledger.books.community.funds:
        if fund.kind not in OWNERS_FUND_KINDS:
            continue
        _, rows = fund_scope(ledger, fund, project.scope, day)
        if bool(rows) != (fund.code in project.funds):
            what = "没有" if not rows else f"有 {len(rows)} 户属于"
            raise refusal(
                project.id, f"范围「{project.scope}」里{what}「{fund.code}」的房屋，与项目写明的资金 "
                f"{'、'.join(project.funds)} 不符。",
                f"请改正 {file_of(project.id)} 的 funds 或 scope。",
                "住宅专项维修资金管理办法第20条：商品住宅与售后公有住房之间先按建筑面积分摊",
            )  # fmt: skip
        if rows:
            found.append(Sharing(fund.code, rows, _selling_unit(ledger, fund, project, rows, day)))
    return tuple(found)


def bearers_of(ledger: Ledger, parts: tuple[FundCost, ...], day: date) -> tuple[Bearer, ...]:
    """List who bears how much, and whether they have it, in the order of ties; selling units last in a fund.

    Args:
        ledger: a loaded community, before the payment.
        parts: the cost, fund by fund.
        day: of the payment.
    """
    return tuple(bearer for part in parts for bearer in _bearers(ledger, part, day))


def _bearers(ledger: Ledger, part: FundCost, day: date) -> Iterator[Bearer]:
    code = part.sharing.fund
    shares = ledger.replayed.shares[code]
    listed: list[tuple[str, str, int, int]] = [
        (row.id, row.owner_kind, row.area_dm2, share)
        for row, share in zip(part.sharing.rows, part.shares_fen, strict=True)
    ]
    if part.sharing.selling_unit is not None and part.selling_unit_fen:
        listed.append(
            (SELLING_UNIT + part.sharing.selling_unit.name, "selling_unit", 0, part.selling_unit_fen)
        )
    index = shares.index()
    places = [index[holder] for holder, *_ in listed]
    met = short_fen(shares, places, [share for *_, share in listed], day)
    fund = ledger.books.community.fund(code)
    policy = fund.policy_on(day) if fund else None
    interest_first = policy is not None and policy.draw_order == "interest"
    for (holder, kind, area, share), (principal, interest, lacking) in zip(listed, met, strict=True):
        first = min(interest if interest_first else principal, share)
        second = share - lacking - first
        taken = (second, first) if interest_first else (first, second)
        yield Bearer(code, holder, kind, area, share, *taken, lacking)


def _everyone(ledger: Ledger, fund: Fund) -> Sharers:
    return sharers(ledger.books.register, fund, ledger.books.community)


def _selling_unit(
    ledger: Ledger, fund: Fund, project: Project, rows: tuple[Household, ...], day: date
) -> SellingUnit | None:
    """Find the selling unit of public houses; None where none deposited."""
    units = selling_units(ledger.replayed.shares[fund.code])
    if fund.kind != "public_housing" or not units:
        return None
    named = SELLING_UNIT + project.selling_unit if project.selling_unit else units[0]
    if named not in units or (len(units) > 1 and not project.selling_unit):
        names = "、".join(unit.removeprefix(SELLING_UNIT) for unit in units)
        raise refusal(
            project.id, f"{fund.code} 的售房单位有 {names}，项目没有写明是哪一个的房屋。",
            f'请在 {file_of(project.id)} 写  selling_unit = "{units[0].removeprefix(SELLING_UNIT)}"',
            "住宅专项维修资金管理办法第20条：业主和公有住房售房单位按照所交存的比例分摊",
        )  # fmt: skip
    return selling_unit_of(ledger, fund, rows, named, day)


def selling_unit_of(
    ledger: Ledger, fund: Fund, rows: tuple[Household, ...], holder: str, day: date
) -> SellingUnit:
    """Say what proportion a selling unit deposited beside the owners of some public houses.

    Args:
        ledger: a loaded community.
        fund: of kind `public_housing`.
        rows: the houses, in force on the day.
        holder: the selling unit as the fund's shares name it.
        day: the last whose deposits count.
    """
    shares = ledger.replayed.shares[fund.code]
    units = selling_units(shares)
    all_rows = [row for row in _everyone(ledger, fund).rows if row.in_force(day)]
    # Which houses were whose is on no record; where one unit sold them all, its deposits count by area.
    of_its_area = Fraction(1)
    if len(units) == 1:
        of_its_area = Fraction(sum(row.area_dm2 for row in rows), sum(row.area_dm2 for row in all_rows))
    owners = deposited_fen(shares, {row.id for row in rows}, day)
    return SellingUnit(
        holder.removeprefix(SELLING_UNIT),
        max(0, owners),
        max(0, deposited_fen(shares, {holder}, day)),
        of_its_area,
    )
