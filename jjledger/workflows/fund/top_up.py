"""Who is to top up a fund, by how much and on what ground: the list, its notices, and its batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from typing import Any, Final

from jjledger.disclosure.house_words import by_door
from jjledger.disclosure.notice_models import TopUpNotice
from jjledger.disclosure.notices import NoticeSetting, Shortfall, top_up_notice
from jjledger.errors import OptionError, Trouble
from jjledger.facts.community import TopUp
from jjledger.intake.sheet import Line
from jjledger.law import Ruling
from jjledger.render.tables import Column, Row, Table
from jjledger.rules.top_up import top_up_fen
from jjledger.units import plain_yuan, square_metres, yuan
from jjledger.workflows.fund.deposit import Deposits, plan_batch
from jjledger.workflows.fund.roll import Roll
from jjledger.workflows.rulings import grounds_by, law_of

_RULE: Final = "top_up_line_share"
PAY_DAYS: Final = 30
READINGS: Final[dict[TopUp, str]] = {
    "difference": "补足到首期交存额（首期交存额减余额，欠款另加）",
    "standard": "按首期交纳的标准再交一次",
}
# The columns of the list in English, for programs, and in Chinese; a household's floor is not registered.
COLUMNS: Final = (
    "household", "building", "unit", "room", "area_m2", "due", "principal", "interest", "arrears", "first_deposit",
    "top_up",
)  # fmt: skip
_HEADS: Final = (
    Column("房屋编号", width=14),
    Column("楼幢"),
    Column("单元"),
    Column("房号"),
    Column("建筑面积"),
    Column("应交资金", "yuan", 16),
    Column("可用本金", "yuan", 16),
    Column("可用利息", "yuan", 16),
    Column("欠款", "yuan", 16),
    Column("首交金额", "yuan", 16),
    Column("应续交金额", "yuan", 16),
)
HEADS: Final = tuple(column.head for column in _HEADS)


@dataclass(frozen=True, slots=True)
class TopUps:
    """The households below the line at the end of a day."""

    roll: Roll
    ruling: Ruling
    reading: TopUp
    lacking: tuple[Shortfall, ...]  # in register order
    unregistered: int  # households without a registered first deposit, of which nothing can be said

    @property
    def total_fen(self) -> int:
        """Sum what is to be paid in."""
        return sum(one.amount_fen for one in self.lacking)


def plan_top_ups(roll: Roll) -> TopUps:
    """List the households of a fund below the line on the roll's day.

    Args:
        roll: the fund's houses on the day.

    Raises:
        LawError: no line is in force on the day.

    Source: 台州市物业管理条例 第51条第四款; 住宅专项维修资金管理办法 第17条.
    """
    ruling = law_of(roll.ledger.books.community).on(_RULE, roll.day)
    line = ruling.value
    assert isinstance(line, Fraction), "a share is a fraction"
    policy = roll.fund.policy_on(roll.day)
    reading: TopUp = policy.top_up if policy else "difference"
    balances, places = roll.shares.balances_at(roll.day), roll.shares.index()
    lacking = []
    for household in roll.shares.holders:
        row = roll.rows.get(household)
        if row is None:
            continue  # a selling unit, or a house that is not there on the day
        place = places[household]
        principal, interest, arrears = (
            int(kind[place]) for kind in (balances.principal, balances.interest, balances.arrears)
        )
        amount = top_up_fen(principal + interest - arrears, row.first_deposit_fen, line, reading)
        if amount:
            lacking.append(Shortfall(row, principal, interest, arrears, line, amount, reading))
    unregistered = sum(1 for row in roll.rows.values() if not row.first_deposit_fen)
    return TopUps(roll, ruling, reading, tuple(lacking), unregistered)


def plan_payments(top_ups: TopUps, roll: Roll, lines: Sequence[Line]) -> Deposits:
    """Hold a file of top-ups against the list, and plan it as one batch of deposits.

    Args:
        top_ups: the list.
        roll: the fund's houses on the day of the deposits.
        lines: the file's rows.

    Raises:
        SheetError: everything that is wrong with the rows, households that are not on the list too.
    """
    due: Mapping[str, int] = {one.house.id: one.amount_fen for one in top_ups.lacking}
    deposits = plan_batch(roll, lines, due)
    meta = (("basis", top_ups.ruling.citation), ("top-up", top_ups.reading))
    return replace(deposits, narration="续交维修资金", meta=meta)


def notices_of(top_ups: TopUps, days: int = PAY_DAYS) -> tuple[TopUpNotice, ...]:
    """Draw up the notice of every household on the list, by building and door.

    Args:
        top_ups: the list.
        days: within which it is to be paid, counted from the list's day; no law sets them.

    Raises:
        OptionError: nobody is on it.
    """
    if not top_ups.lacking:
        raise OptionError(Trouble("--notices", "没有要续交的房屋，不用通知。", "请去掉 --notices。"))
    community = top_ups.roll.ledger.books.community
    day = top_ups.roll.day
    setting = NoticeSetting(day, day + timedelta(days=days), grounds_by(law_of(community), (_RULE,), day))
    lacking = sorted(top_ups.lacking, key=lambda one: by_door(one.house.id))
    return tuple(top_up_notice(community, top_ups.roll.fund, one, setting) for one in lacking)


def table_of(top_ups: TopUps) -> Table:
    """Lay the list out for people, amounts in fen."""
    return Table("续交名单", _HEADS, tuple(_row(top_ups, one) for one in top_ups.lacking))


def _row(top_ups: TopUps, one: Shortfall) -> Row:
    house = one.house
    return (
        house.id, house.building, house.unit, house.room, square_metres(house.area_dm2),
        top_ups.roll.first_fen(house.id), one.principal_fen, one.interest_fen, one.arrears_fen,
        house.first_deposit_fen, one.amount_fen,
    )  # fmt: skip


def plain_rows(top_ups: TopUps) -> list[list[str]]:
    """Give the list as text, amounts in yuan without separators."""
    return [
        [plain_yuan(cell) if isinstance(cell, int) else str(cell or "") for cell in row]
        for row in table_of(top_ups).rows
    ]


def words_of(top_ups: TopUps) -> str:
    """Say how many are to top up by how much, by which line, reading and article."""
    ruling = top_ups.ruling
    lines = [
        f"{top_ups.roll.fund.code}：{top_ups.roll.day} 终了，应续交 {len(top_ups.lacking)} 户，合计 {yuan(top_ups.total_fen)} 元。",
        f"续交线：余额（本金加利息减欠款）不足首期交存额的 {ruling.value}，恰好等于的不在名单上。",
        f"续交额：{READINGS[top_ups.reading]}（community.toml 的 top_up）。",
        f"依据：{ruling.citation}「{ruling.phrase}」",
    ]
    if top_ups.unregistered:
        lines.append(f"登记册里有 {top_ups.unregistered} 户没有首期交存额（first_deposit 为零），无从判断。")
    return "\n".join(lines)


def record_of(top_ups: TopUps) -> dict[str, Any]:
    """Give the list as JSON shows it, amounts in yuan."""
    return {
        "fund": top_ups.roll.fund.code,
        "day": top_ups.roll.day.isoformat(),
        "line": str(top_ups.ruling.value),
        "reading": top_ups.reading,
        "basis": top_ups.ruling.citation,
        "household_count": len(top_ups.lacking),
        "total": plain_yuan(top_ups.total_fen),
        "unregistered": top_ups.unregistered,
        "households": [dict(zip(COLUMNS, row, strict=True)) for row in plain_rows(top_ups)],
    }
