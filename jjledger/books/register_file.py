"""Read register.csv: the houses, never their owners' names."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final, TypeVar, get_args

from jjledger.books.csv_table import Row, read_rows, refuse
from jjledger.books.source import Source
from jjledger.facts.register import Household, HouseKind, OwnerKind, Register
from jjledger.units import dm2_from_text, fen_from_text

REGISTER: Final = "register.csv"
_COLUMNS: Final = ("household", "building", "unit", "room", "area_m2", "kind", "first_deposit", "delivered")
_KINDS: Final[dict[str, HouseKind]] = {kind: kind for kind in get_args(HouseKind)}
_OPTIONAL: Final = ("from", "until", "owner_kind")
_PART: Final = re.compile(r"[A-Z0-9]+", re.ASCII)
_MOST: Final = 40  # signs of a house in a signed statement
_OWNERS: Final[dict[str, OwnerKind]] = {"": "owner", "owner": "owner", "developer": "developer"}

T = TypeVar("T")


def read_register(source: Source) -> Register:
    """Read and check the register.

    Raises:
        RegisterError: a room stands twice on the same days, an area is not above zero,
            an id does not match its building, unit and room, a kind is unknown, or a cell cannot be read.
    """
    rows = tuple(_household(source, row) for row in read_rows(source, REGISTER, _COLUMNS, _OPTIONAL))
    seen: dict[str, list[Household]] = {}
    for row in rows:
        for other in seen.setdefault(row.id, []):
            if _overlap(row, other):
                raise refuse(
                    source, REGISTER, row.line,
                    f"房屋 {row.id} 在第 {other.line} 行已经登记过，两行的有效日期重叠。",
                    "请删去重复的一行；面积有更正时，用 from、until 两列写明各行的起止日期。",
                )  # fmt: skip
        seen[row.id].append(row)
    return Register(rows)


def _household(source: Source, row: Row) -> Household:
    cells = row.cells
    parts = (cells["building"], cells["unit"], cells["room"])
    if any(_PART.fullmatch(part) is None for part in parts):
        raise refuse(
            source, row.name, row.line, "楼幢、单元、房号只能用大写字母和数字。",
            "请改写，例如 building=01, unit=1, room=101。",
        )  # fmt: skip
    if len("-".join(parts)) > _MOST:
        raise refuse(
            source, row.name, row.line,
            f"房屋编号有 {len('-'.join(parts))} 个字，最多 {_MOST} 个：对账单的签名里写不下更长的。",
            "请把楼幢、单元、房号改短，例如 building=01, unit=1, room=101。",
        )  # fmt: skip
    if cells["household"] != "-".join(parts):
        raise refuse(
            source, row.name, row.line, f"household 应为 {'-'.join(parts)}。",
            "household 由 building-unit-room 连成，请改成一致。",
        )  # fmt: skip
    area = _read(source, row, "area_m2", dm2_from_text)
    if area <= 0:
        raise refuse(
            source, row.name, row.line, "建筑面积必须大于零。",
            "请按不动产登记簿填写面积；没有登记的按测绘面积。",
        )  # fmt: skip
    deposit = _read(source, row, "first_deposit", fen_from_text)
    if deposit < 0:
        raise refuse(source, row.name, row.line, "首期交存额不能为负。", "没有交存的填 0.00。")
    began, ended = _read(source, row, "from", _day_or_none), _read(source, row, "until", _day_or_none)
    if began and ended and ended < began:
        raise refuse(
            source, row.name, row.line, f"有效日期颠倒：from {began} 在 until {ended} 之后。",
            "until 是这一行有效的最后一天，请改正。",
        )  # fmt: skip
    owner = cells.get("owner_kind", "")
    if owner not in _OWNERS:
        raise refuse(
            source, row.name, row.line, f"owner_kind 不认识「{owner}」。", "请填 owner 或 developer。"
        )
    kind = _KINDS.get(cells["kind"])
    if kind is None:
        raise refuse(
            source, row.name, row.line, f"kind 不认识「{cells['kind']}」，不能确定这一户属于哪项资金。",
            f"请填 {'、'.join(_KINDS)}（商品住宅、已售公有住房、非住宅）。",
        )  # fmt: skip
    return Household(
        cells["household"], *parts, area, kind, deposit,
        _read(source, row, "delivered", _day_or_none),
        began, ended, _OWNERS[owner], row.line,
    )  # fmt: skip


def _day_or_none(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _read(source: Source, row: Row, column: str, reader: Callable[[str], T]) -> T:
    try:
        return reader(row.cells.get(column, ""))
    except ValueError as error:
        raise refuse(
            source, row.name, row.line, f"{column} 写的是「{row.cells.get(column, '')}」，读不成数或日期。",
            "金额和面积至多两位小数，日期写作 2025-03-01。",
        ) from error  # fmt: skip


def _overlap(one: Household, other: Household) -> bool:
    starts = max(one.from_day or date.min, other.from_day or date.min)
    ends = min(one.until_day or date.max, other.until_day or date.max)
    return starts <= ends
