"""Plan the opening balances of a fund that comes from another system, tied out to the bank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from jjledger.errors import OptionError, Trouble
from jjledger.facts.entry import Entry, EntryPosting, Writing
from jjledger.facts.voucher import OPENING_KIND, DetailRow, Part
from jjledger.intake.columns import ARREARS, BALANCE, DOOR, HOUSEHOLD, INTEREST, PRINCIPAL, Column
from jjledger.intake.sheet import Line
from jjledger.units import plain_yuan, yuan
from jjledger.workflows.fund.accounts import account_of, owners_account
from jjledger.workflows.fund.batch import by_house
from jjledger.workflows.fund.roll import Roll, named
from jjledger.workflows.fund.whose import listed

COLUMNS: Final[tuple[Column, ...]] = (DOOR, PRINCIPAL, INTEREST, BALANCE, ARREARS)
_PARTS: Final[tuple[tuple[Column, Part], ...]] = ((PRINCIPAL, "principal"), (INTEREST, "interest"))
_TIED: Final = "会计基础工作规范第62条：账实相符，账账相符"
_BEFORE: Final = "会计基础工作规范第63条：期初余额只在建账时录入"
_OWED: Final = "住宅专项维修资金管理办法第17条：余额不足的续交，不以欠款作期初余额"


@dataclass(frozen=True, slots=True)
class Given:
    """What the bank and the other system say beside the households; amounts in fen."""

    money: Mapping[str, int]  # bank account first, then placements: full name → balance
    undistributed_fen: int = 0
    selling_units: Mapping[str, int] | None = None  # number → balance


@dataclass(frozen=True, slots=True)
class OpeningPlan:
    """Opening balances that tie out, ready to be written."""

    roll: Roll
    rows: tuple[DetailRow, ...]  # balances above zero, in the file's order
    given: Given
    absent: tuple[str, ...]  # registered households the file does not name

    def sum_fen(self, part: str) -> int:
        """Sum the principal or the interest of the households."""
        return sum(row.amount_fen for row in self.rows if row.part == part)

    @property
    def household_count(self) -> int:
        """Count the households with a balance."""
        return len({row.household for row in self.rows})


def plan_opening(roll: Roll, lines: Sequence[Line], given: Given) -> OpeningPlan:
    """Plan a fund's opening voucher.

    Args:
        roll: the fund's houses on the day.
        lines: the other system's households.
        given: money and what belongs to nobody yet.

    Raises:
        OptionError: the fund has vouchers already, or the sums do not tie out; says by how much.
        SheetError: everything that is wrong with the rows.
    """
    _refuse_begun(roll)
    found = by_house(lines, roll.doors, lambda line, name: _wrong_with(line, name, roll))
    rows = [
        DetailRow(name, line.figures[column.key], part, 0)
        for name, line in found.items()
        for column, part in _PARTS
        if line.figures[column.key]
    ]
    absent = tuple(sorted(roll.rows.keys() - found.keys()))
    plan = OpeningPlan(roll, tuple(rows), given, absent)
    _tie_out(plan)
    return plan


def _refuse_begun(roll: Roll) -> None:
    begun = [voucher for voucher in roll.ledger.books.posted() if roll.fund.code in voucher.funds]
    if begun:
        first = begun[0]
        raise OptionError(
            Trouble(
                f"{first.place.file}:{first.place.line}",
                f"{roll.fund.code} 从 {first.day} 起已经记账，不能再录期初余额。",
                "请用新建的账本转入；补录遗漏的余额请作调整凭证并写明依据。", _BEFORE,
            )
        )  # fmt: skip


def _wrong_with(line: Line, name: str, roll: Roll) -> Iterator[Trouble]:
    """Say what is wrong with one row by itself."""
    if not name:
        absent = roll.absent(line.texts[HOUSEHOLD])
        yield line.trouble(absent.what, absent.remedy, absent.ground)
    for column in (PRINCIPAL, INTEREST):
        if line.figures[column.key] < 0:
            yield line.trouble(
                f"{column.title} {plain_yuan(line.figures[column.key])} 元是负数。",
                "欠款不能作期初余额：先向该户收回，或由原账本处理清楚再转入。", _OWED,
            )  # fmt: skip
    if line.figures.get(ARREARS.key):
        yield line.trouble(
            f"这一户在原系统欠款 {plain_yuan(line.figures[ARREARS.key])} 元。",
            "欠款不能作期初余额：先向该户收回，或由原账本处理清楚再转入。", _OWED,
        )  # fmt: skip
    both, said = line.figures[PRINCIPAL.key] + line.figures[INTEREST.key], line.figures.get(BALANCE.key)
    if said not in {None, both}:
        what = f"本金加利息是 {plain_yuan(both)} 元，余额写的是 {plain_yuan(said or 0)} 元。"
        yield line.trouble(what, "请核对这一户。", _TIED)


def _tie_out(plan: OpeningPlan) -> None:
    """Hold what belongs to somebody against the money that is there."""
    given = plan.given
    units = sum((given.selling_units or {}).values())
    owned = plan.sum_fen("principal") + plan.sum_fen("interest") + units + given.undistributed_fen
    there = sum(given.money.values())
    if owned == there:
        return
    more = "分户和待分配收益" if owned > there else "银行存款和投资"
    raise OptionError(
        Trouble(
            "--bank-balance",
            f"分户本金 {yuan(plan.sum_fen('principal'))} 元，利息 {yuan(plan.sum_fen('interest'))} 元，"
            + (f"售房单位 {yuan(units)} 元，" if units else "")
            + f"待分配累计收益 {yuan(given.undistributed_fen)} 元，合计 {yuan(owned)} 元；"
            f"银行存款和投资合计 {yuan(there)} 元。{more}多 {yuan(abs(owned - there))} 元。",
            "请查明差额：漏掉的户、没有写的定期或国债（--placement）、还没有分给各户的收益（--undistributed）。",
            _TIED,
        )
    )


def writing_of(plan: OpeningPlan) -> Writing:
    """Make the opening voucher and its detail file."""
    roll, given = plan.roll, plan.given
    owners = owners_account(roll.ledger, roll.fund)
    split, files = listed(roll.ledger, roll.day, plan.rows) if plan.rows else ((), {})
    total = sum(row.amount_fen for row in plan.rows)
    legs = [EntryPosting(account, fen) for account, fen in given.money.items() if fen]
    legs += [EntryPosting(owners, -total, split)] if total else []
    legs += [
        EntryPosting(owners, -fen, (("selling_unit", unit),))
        for unit, fen in (given.selling_units or {}).items()
        if fen
    ]
    if given.undistributed_fen:
        legs.append(EntryPosting(account_of(roll.ledger, roll.fund, "3101"), -given.undistributed_fen))
    entry = Entry(roll.day, OPENING_KIND, "全体业主", "从原系统转入期初余额", tuple(legs), 0)
    return Writing((entry,), files)


def words_of(plan: OpeningPlan) -> str:
    """Describe an opening: sums, the tie-out, who is not in the file."""
    given = plan.given
    lines = [
        f"{plan.roll.fund.code}：{plan.roll.day} 转入 {plan.household_count} 户的期初余额。",
        f"  分户本金        {yuan(plan.sum_fen('principal')):>18}",
        f"  分户利息        {yuan(plan.sum_fen('interest')):>18}",
        *(f"  售房单位 {unit}     {yuan(fen):>18}" for unit, fen in (given.selling_units or {}).items()),
        f"  待分配累计收益  {yuan(given.undistributed_fen):>18}",
        f"  与银行存款和投资 {yuan(sum(given.money.values()))} 元相符。",
    ]
    if plan.absent:
        lines.append(f"登记册里有、表里没有的 {len(plan.absent)} 户，期初余额作零：{named(plan.absent)}")
    return "\n".join(lines)


def record_of(plan: OpeningPlan) -> dict[str, Any]:
    """Give an opening as JSON shows it, amounts in yuan."""
    return {
        "fund": plan.roll.fund.code,
        "day": plan.roll.day.isoformat(),
        "household_count": plan.household_count,
        "principal": plain_yuan(plan.sum_fen("principal")),
        "interest": plain_yuan(plan.sum_fen("interest")),
        "selling_units": {unit: plain_yuan(fen) for unit, fen in (plan.given.selling_units or {}).items()},
        "undistributed": plain_yuan(plan.given.undistributed_fen),
        "money": {account: plain_yuan(fen) for account, fen in plan.given.money.items()},
        "absent": list(plan.absent),
    }
