"""Which layout a statement has, by the words of its heading; or which it is nearest to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from jjledger.errors import SheetError, Trouble, UnknownLayoutError
from jjledger.intake.cells import Cell
from jjledger.intake.pages import Page, refused
from jjledger.intake.statements.layouts import GENERAL, LAYOUTS, Field, Layout, head_word

_DEEPEST: Final = 200  # rows above a heading; an Alipay export has 24
_FEWEST: Final = 3  # words that a row must share with a heading to be taken for one that was changed
_SHOWN: Final = 6
_PARTICULAR: Final = tuple(layout for layout in LAYOUTS if layout.code != GENERAL)


@dataclass(frozen=True, slots=True)
class Table:
    """A page whose heading is known."""

    page: Page
    layout: Layout
    index: int  # of the heading in the page's rows
    width: int  # cells of the heading up to its last word
    places: Mapping[Field, tuple[int, ...]]  # columns from 0, the one that counts first

    @property
    def heading_row(self) -> int:
        """Give the heading's row as people see it."""
        return self.page.rows[self.index][0]

    def cells(self, cells: Sequence[Cell], field: Field) -> Iterator[Cell]:
        """Give the cells of a fact that are filled or broken, the one that counts first."""
        for place in self.places.get(field, ()):
            if place < len(cells) and (cells[place].text or cells[place].trouble):
                yield cells[place]


@dataclass(frozen=True, slots=True)
class _Near:
    """A row that is almost a layout's heading."""

    layout: Layout
    page: Page
    row: int
    missing: tuple[str, ...]  # columns, by the usual word for each
    others: tuple[str, ...]  # words of the row that the layout does not know
    share: tuple[int, int, int]  # found of 1000 asked, found, then fewest others


def tables_of(pages: Sequence[Page], name: str) -> tuple[Table, ...]:
    """Find every page that has the heading of a known layout.

    Args:
        pages: of one file.
        name: the file's, for messages.

    Raises:
        UnknownLayoutError: no page has one; says which layout is nearest and what it lacks.
        SheetError: a heading has a column twice.
    """
    found = tuple(table for page in pages if (table := _table(page, name)) is not None)
    if not found:
        raise _unknown(pages, name)
    return found


def _table(page: Page, name: str) -> Table | None:
    for index, (row, cells) in enumerate(islice(page.rows, _DEEPEST)):
        heads = [head_word(cell.text) for cell in cells]
        known = frozenset(heads)
        layout = next((one for one in LAYOUTS if not _missing(one, known)), None)
        if layout is not None:
            if layout.code == GENERAL and any(len(_missing(one, known)) == 1 for one in _PARTICULAR):
                return None  # its own layout has changed: read otherwise, its rows would get other keys
            _refuse_twice(layout, heads, f"{name} {page.row_place(row)}")
            width = max(place for place, head in enumerate(heads) if head) + 1
            places = {
                field: tuple(heads.index(word) for word in _spellings(words) if word in known)
                for field, words in layout.columns.items()
            }
            return Table(page, layout, index, width, places)
    return None


def _spellings(words: str) -> list[str]:
    return words.replace("|", " ").split()


def _missing(layout: Layout, known: frozenset[str]) -> tuple[str, ...]:
    marks = (mark.split("|") for mark in layout.marks.split())
    return tuple(mark[0] for mark in marks if known.isdisjoint(mark))


def _refuse_twice(layout: Layout, heads: Sequence[str], place: str) -> None:
    """Refuse a heading in which one of the words that matter stands twice: which is meant would be a guess."""
    for field, words in layout.columns.items():
        if field != "words":
            for word in _spellings(words):
                if heads.count(word) > 1:
                    raise refused(
                        place,
                        f"表头里有 {heads.count(word)} 列都叫「{word}」。",
                        "请只留一列，或者改用原样导出的文件。",
                    )


def _unknown(pages: Sequence[Page], name: str) -> SheetError:
    near = max(_near(pages), key=lambda one: one.share, default=None)
    if near is None:
        titles = "、".join(layout.title for layout in LAYOUTS)
        return UnknownLayoutError(
            (
                Trouble(
                    name, "这个文件不像对账单：没有一行像表头。",
                    f"认得的对账单有：{titles}。请从网上银行或支付软件原样导出，不要改动表头。",
                ),
            )
        )  # fmt: skip
    missing = "」「".join(near.missing)
    others = "、".join(f"「{word}」" for word in near.others[:_SHOWN])
    renamed = f"；这一行里不认得的有{others}，可能是改了名" if others else ""
    return UnknownLayoutError(
        (
            Trouble(
                f"{name} {near.page.row_place(near.row)}",
                f"没有认出这份对账单的格式。最接近的是「{near.layout.title}」（{near.layout.code}），"
                f"但是表头里没有「{missing}」这一列{renamed}。",
                "列改了名或移到别处的，请把表头改回原来的名称后再导入；是新的格式的，请把只留表头和一行假数据的样张交给维护者。",
            ),
        )
    )


def _near(pages: Sequence[Page]) -> Iterator[_Near]:
    for page in pages:
        for row, cells in islice(page.rows, _DEEPEST):
            heads = [head for cell in cells if (head := head_word(cell.text))]
            known = frozenset(heads)
            for layout in LAYOUTS if len(known) >= _FEWEST else ():
                missing, asked = _missing(layout, known), len(layout.marks.split())
                found = asked - len(missing)
                if found >= _FEWEST and missing:
                    ours = {
                        word
                        for words in (layout.marks, *layout.columns.values())
                        for word in _spellings(words)
                    }
                    others = tuple(head for head in heads if head not in ours)
                    share = (found * 1000 // asked, found, -len(others))
                    yield _Near(layout, page, row, missing, others, share)
