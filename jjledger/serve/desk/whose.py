"""Whose money a leg may move, as a person picks it."""

from __future__ import annotations

from jjledger.facts.books import Books


def whose_choices(books: Books) -> list[tuple[str, str]]:
    """List what a person may pick as the owners of money: all, buildings, households.

    Args:
        books: the general book.

    Returns:
        Values as `split_of` reads them, with words.
    """
    rows = books.register.rows
    units = sorted({(row.building, f"{row.building}-{row.unit}") for row in rows})
    choices = [("scope=all", "全体业主按面积分摊")]
    for building in sorted({row.building for row in rows}):
        choices.append((f"scope={building}", f"{building} 幢分摊"))
        choices += [(f"scope={unit}", f"{unit} 单元分摊") for of, unit in units if of == building]
    return [*choices, *((f"household={one}", "一户") for one in sorted(books.register.ids()))]
