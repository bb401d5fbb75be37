"""Which column of a table is which, by the words of its heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from jjledger.intake.cells import squeezed
from jjledger.intake.pages import Page, refused

Kind = Literal["door", "figure", "text"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is looked for."""

    key: str
    names: tuple[str, ...]  # how people head it, the usual word first
    kind: Kind = "text"
    required: bool = True  # the table must have it
    filled: bool = True  # none of its cells may be empty

    @property
    def title(self) -> str:
        """Give the word for it in a message."""
        return self.names[0]


HOUSEHOLD: Final = "household"
# A household in one column, or in three; 房号 alone may be either.
DOOR: Final = Column(
    HOUSEHOLD, ("房屋编号", "household", "房屋", "房屋代码", "分户编号", "户编号", "房产编号"), "door"
)
_DOOR_PARTS: Final = (
    Column("building", ("楼幢", "幢", "幢号", "楼栋", "栋", "栋号", "楼号", "楼宇", "building")),
    Column("unit", ("单元", "单元号", "unit")),
    Column("room", ("房号", "室号", "室", "房间号", "房间", "门牌号", "户号", "room")),
)
_ONE_DOOR: Final = Column(HOUSEHOLD, _DOOR_PARTS[2].names, "door")
RECEIPT: Final = Column(
    "receipt",
    ("票据号", "收据号", "票据号码", "收据编号", "专用票据号", "receipt"),
    required=False,
    filled=False,
)
AMOUNT: Final = Column(
    "amount",
    ("金额", "交存金额", "缴存金额", "实交金额", "交款金额", "续交金额", "本次交存", "amount"),
    "figure",
)
AREA: Final = Column("area", ("建筑面积", "面积", "area_m2"), "figure", required=False, filled=False)
PRINCIPAL: Final = Column("principal", ("本金", "本金余额", "可用本金", "principal"), "figure")
INTEREST: Final = Column("interest", ("利息", "利息余额", "可用利息", "interest"), "figure")
BALANCE: Final = Column(
    "balance", ("余额", "合计", "本息合计", "小计", "balance"), "figure", required=False, filled=False
)
ARREARS: Final = Column("arrears", ("欠款", "欠款余额", "arrears"), "figure", required=False, filled=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a table's heading stands, and what stands in which column."""

    index: int  # of its row in the page
    row: int  # as people see it
    found: tuple[Column, ...]
    places: Mapping[str, int]  # key → column from 0

    def figures(self) -> tuple[Column, ...]:
        """List the columns of figures."""
        return tuple(column for column in self.found if column.kind == "figure")

    def door_keys(self) -> tuple[str, ...]:
        """Name the columns that say which household: one, three or none."""
        if HOUSEHOLD in self.places:
            return (HOUSEHOLD,)
        return tuple(part.key for part in _DOOR_PARTS if part.key in self.places)


def find_heading(pages: Sequence[Page], columns: Sequence[Column], name: str) -> tuple[Page, Heading]:
    """Find the one page that has a row with all required headings, and that row.

    Args:
        pages: of one file.
        columns: what is looked for.
        name: the file's, for messages.

    Raises:
        SheetError: no page has it, two have, or a heading stands twice in the row.
    """
    found = [(page, heading) for page in pages if (heading := _heading_of(page, columns, name))]
    if len(found) == 1:
        return found[0]
    if found:
        names = "」「".join(page.name for page, _ in found)
        raise refused(name, f"有几张表都有这样的表头：「{names}」。", "请只留一张，其余的删去或隐藏。")
    wanted = "；".join(
        "、".join(column.names[:3]) + ("，或 楼幢、单元、房号 三列" if column.kind == "door" else "")
        for column in columns
        if column.required
    )
    raise refused(name, "没有找到表头：没有一行同时有要用的各列。", f"表头写在一行里，须有：{wanted}。")


def _heading_of(page: Page, columns: Sequence[Column], name: str) -> Heading | None:
    for index, (row, cells) in enumerate(page.rows):
        heads = [squeezed(cell.text) for cell in cells]
        asked = [part for column in columns for part in _spelt(column, heads)]
        found = tuple(column for column in asked if _places(column, heads))
        if all(column in found for column in asked if column.required):
            for column in found:
                _refuse_twice(column, page, row, heads, name)
            return Heading(index, row, found, {column.key: _places(column, heads)[0] for column in found})
    return None


def _spelt(column: Column, heads: Sequence[str]) -> tuple[Column, ...]:
    """Say in which columns a table gives what one column asks for."""
    if column.kind != "door" or _places(column, heads):
        return (column,)
    if all(_places(part, heads) for part in _DOOR_PARTS):
        return _DOOR_PARTS
    return (_ONE_DOOR,)


def _places(column: Column, heads: Sequence[str]) -> list[int]:
    return [place for place, head in enumerate(heads) if head in column.names]


def _refuse_twice(column: Column, page: Page, row: int, heads: Sequence[str], name: str) -> None:
    places = _places(column, heads)
    if len(places) > 1:
        cells = "、".join(page.place(row, place) for place in places)
        raise refused(f"{name} {page.row_place(row)}", f"有几列都是{column.title}：{cells}。", "请只留一列。")
