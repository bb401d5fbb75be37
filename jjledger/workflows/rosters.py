"""Lists that others keep, taken over: who owns which house, and which houses there are.

What lives here: rows of a table to the ledger's own files. What must not: showing a name.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.books.register_text import rewritten_register
from jjledger.books.source import Source
from jjledger.errors import SheetError, Trouble, refusal
from jjledger.facts.entry import Writing
from jjledger.facts.register import Household, HouseKind, Register
from jjledger.intake.columns import DOOR, Column
from jjledger.intake.doors import Doors
from jjledger.intake.sheet import Line
from jjledger.period import day_before
from jjledger.units import square_metres
from jjledger.workflows.vouchers.planned import Plan

REGISTER: Final = "register.csv"
OWNERS: Final = (
    DOOR,
    Column("name", ("姓名", "业主", "业主姓名", "产权人", "name")),
    Column(
        "phone", ("电话", "手机", "手机号", "联系电话", "联系方式", "phone"), required=False, filled=False
    ),
)
HOUSES: Final = (
    DOOR,
    Column("area", ("建筑面积", "面积", "产权面积", "area_m2"), "figure"),
    Column("kind", ("用途", "房屋性质", "房屋类型", "kind"), required=False, filled=False),
    Column(
        "first_deposit",
        ("首期交存", "首交金额", "首期交存额", "first_deposit"),
        "figure",
        required=False,
        filled=False,
    ),
    Column("delivered", ("交付日期", "交房日期", "delivered"), required=False, filled=False),
)
_KINDS: Final[dict[str, HouseKind]] = {
    "": "commercial", "住宅": "commercial", "商品住宅": "commercial", "商品房": "commercial",
    "公房": "public_housing", "已售公有住房": "public_housing", "房改房": "public_housing",
    "商铺": "shop", "店铺": "shop", "非住宅": "shop", "商业": "shop",
    "commercial": "commercial", "public_housing": "public_housing", "shop": "shop",
}  # fmt: skip
_ID: Final = re.compile(r"([A-Z0-9]+)-([A-Z0-9]+)-([A-Z0-9]+)", re.ASCII)
_BETWEEN: Final = re.compile(r"[幢栋号楼单元室]+")


def owners_csv(register: Register, lines: Sequence[Line]) -> bytes:
    """Give a roster as the file of owners is written.

    Args:
        register: the community's houses.
        lines: rows of `OWNERS`.

    Raises:
        SheetError: a row names no house of the register; all such rows.
    """
    doors = Doors(register.ids())
    found = [(doors.find(line.texts[DOOR.key]), line) for line in lines]
    strangers = tuple(
        line.trouble("登记册里没有这个房屋，或者认不出是哪一户。", "请改正房号，例如 01-1-101。")
        for house, line in found
        if not house
    )
    if strangers:
        raise SheetError(strangers)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("household", "name", "phone"))
    writer.writerows((house, line.texts["name"], line.texts.get("phone", "")) for house, line in found)
    return text.getvalue().encode()


def plan_register(ledger: Ledger, lines: Sequence[Line], day: date) -> Plan:
    """Plan the register from a list of houses: new ones are added, changed ones end and begin anew on a day.

    What was shared before keeps its areas; a house that the list leaves out stays.

    Args:
        ledger: a loaded community.
        lines: rows of `HOUSES`.
        day: from which the list holds.

    Raises:
        SheetError: a row cannot be read, or a house stands twice; all such rows.
        OptionError: the list says what the register says.
    """
    houses = _houses(ledger.books.register, lines)
    known = {row.id: row for row in ledger.books.register.rows if row.in_force(day)}
    fresh = [house for house in houses if house.id not in known]
    changed = [
        (known[house.id], house) for house in houses if house.id in known and _differs(known[house.id], house)
    ]
    if not fresh and not changed:
        raise refusal(lines[0].place, "登记册已经是这样，没有要改的。", "请核对是不是选错了文件。")
    empty = not ledger.books.register.rows
    begun = [house if empty else replace(house, from_day=day) for house in fresh]
    begun += [
        replace(old, area_dm2=new.area_dm2, kind=new.kind, from_day=day, until_day=None)
        for old, new in changed
    ]
    ended = {old.line: day_before(day) for old, _ in changed}
    data = rewritten_register(Source(ledger.folder), ended, begun)
    told = [f"新增 {len(fresh)} 户，改动 {len(changed)} 户，自 {day} 起。"]
    told += [
        f"  {old.id} 建筑面积 {square_metres(old.area_dm2)} → {square_metres(new.area_dm2)}"
        for old, new in changed
    ]
    record = {"added": [house.id for house in fresh], "changed": [old.id for old, _ in changed]}
    return Plan(Writing(files={REGISTER: data}, why=f"房屋登记册：{told[0]}"), tuple(told), record)


def _differs(old: Household, new: Household) -> bool:
    return (old.area_dm2, old.kind) != (new.area_dm2, new.kind)


def _houses(register: Register, lines: Sequence[Line]) -> list[Household]:
    doors = Doors(register.ids())
    houses: dict[str, Household] = {}
    troubles = []
    for line in lines:
        trouble = None
        said = line.texts[DOOR.key]
        match = _ID.fullmatch(doors.find(said) or _BETWEEN.sub("-", said.upper()).strip("-"))
        kind = _KINDS.get(line.texts.get("kind", ""))
        if match is None:
            trouble = "房号读不成 幢-单元-室。"
        elif kind is None:
            trouble = f"房屋类型「{line.texts['kind']}」不认识。"
        elif match[0] in houses:
            trouble = f"{match[0]} 写了两次。"
        elif line.figures["area"] <= 0:
            trouble = "建筑面积不是正数。"
        if trouble is not None or match is None or kind is None:
            troubles.append(line.trouble(trouble or "", "请改正这一行，例如 01-1-101，住宅，89.52。"))
            continue
        houses[match[0]] = Household(
            match[0], match[1], match[2], match[3], line.figures["area"], kind,
            line.figures.get("first_deposit", 0), _day(line, troubles), None, None, "owner", 0,
        )  # fmt: skip
    if troubles:
        raise SheetError(tuple(troubles))
    return list(houses.values())


def _day(line: Line, troubles: list[Trouble]) -> date | None:
    text = line.texts.get("delivered", "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        troubles.append(line.trouble(f"交付日期「{text}」读不成日期。", "请写作 2020-03-01，或留空。"))
        return None
