"""Read assets.csv: the register of common property, 公共资产清单."""

from __future__ import annotations

from datetime import date
from typing import Final

from jjledger.books.csv_table import Row, read_rows, refuse
from jjledger.books.findings import place_of
from jjledger.books.source import Source
from jjledger.errors import FORMAT, JjledgerError
from jjledger.facts.finding import Finding
from jjledger.facts.revenue import Asset

ASSETS: Final = "assets.csv"
_COLUMNS: Final = ("id", "class", "name", "place", "quantity", "since", "until", "contracts", "note")
ASSETS_HEADING: Final = f"{','.join((*_COLUMNS, 'earning'))}\n"
_EARNING: Final = {"": None, "yes": True, "no": False}


def read_assets(source: Source) -> tuple[tuple[Asset, ...], tuple[Finding, ...]]:
    """Read the register; none where there is no file, and one finding where it cannot be read."""
    if not source.exists(ASSETS):
        return (), ()
    try:
        assets = tuple(_asset(source, row) for row in read_rows(source, ASSETS, _COLUMNS, ("earning",)))
        _refuse_twice(source, assets)
    except JjledgerError as error:
        trouble = error.trouble
        what, place = f"公共资产清单读不出来：{trouble.what}", place_of(error, source)
        return (), (Finding("E82", "warn", place, what, trouble.remedy, FORMAT, trouble.excerpt),)
    return assets, ()


def _asset(source: Source, row: Row) -> Asset:
    cells = row.cells
    for key in ("id", "class", "name"):
        if not cells[key]:
            raise refuse(source, ASSETS, row.line, f"{key} 是空的。", "请补上编号、类别和名称。")
    quantity = cells["quantity"] or "1"
    if not quantity.isascii() or not quantity.isdigit() or not int(quantity):
        raise refuse(source, ASSETS, row.line, f"quantity「{quantity}」不是个数。", "请写大于零的整数。")
    earning = cells.get("earning", "")
    if earning not in _EARNING:
        raise refuse(source, ASSETS, row.line, f"earning「{earning}」不认识。", "写 yes、no，或留空随类别。")
    since = _day(source, row, "since")
    return Asset(
        cells["id"],
        cells["class"],
        cells["name"],
        cells["place"],
        int(quantity),
        since,
        _day(source, row, "until") if cells["until"] else None,
        tuple(cells["contracts"].split()),
        _EARNING[earning],
        cells["note"],
        row.line,
    )


def _day(source: Source, row: Row, key: str) -> date:
    try:
        return date.fromisoformat(row.cells[key])
    except ValueError as error:
        what = f"{key}「{row.cells[key]}」读不成日期。"
        raise refuse(source, ASSETS, row.line, what, "请写作 2025-03-31。") from error


def _refuse_twice(source: Source, assets: tuple[Asset, ...]) -> None:
    seen: set[str] = set()
    for asset in assets:
        if asset.id in seen:
            raise refuse(source, ASSETS, asset.line, f"编号 {asset.id} 写了两次。", "每项资产一个编号。")
        seen.add(asset.id)
