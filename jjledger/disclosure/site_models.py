"""View models of the pages that lead around the site: finding a line, comparing periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from jjledger.disclosure.models import DistrictRow


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One line that somebody may look for: a balance or sum, an item of a statement, or a voucher."""

    kind: Annotated[
        Literal["sum", "item", "voucher"], "a balance or sum of a disclosure, an item of it, or one voucher"
    ]
    day: Annotated[date, "day of the voucher; of others the last day of their period"]
    where: Annotated[str, "2025年第三季度 公共收益收入, or of a voucher its day, number and counterparty"]
    label: Annotated[str, "the item with those it belongs to, 停车·月租; of a voucher what it was for"]
    amount_fen: Annotated[
        int, "amount of the item as it was published; what a voucher did to the fund's money"
    ]
    path: Annotated[str, "page and anchor below d/<community>/"]


@dataclass(frozen=True, slots=True)
class FindPart:
    """One page of the lists of lines."""

    title: Annotated[str, "2025年, 2025年（第 2 页）"]
    folder: Annotated[str, "folder below find/; empty for the first page, which stands at find/ itself"]
    lines: Annotated[int, "lines on it"]


@dataclass(frozen=True, slots=True)
class FindMonth:
    """Lines under one heading."""

    title: Annotated[str, "各期项目, or the month: 2025年7月"]
    lines: Annotated[tuple[FoundLine, ...], "items in the order of the statements, vouchers by day"]


@dataclass(frozen=True, slots=True)
class FindPage:
    """One page of all lines that a community has disclosed, by year, the latest first."""

    name: Annotated[str, "name of the community"]
    code: Annotated[str, "code of the community"]
    parts: Annotated[tuple[FindPart, ...], "all pages, this one among them"]
    part: Annotated[FindPart, "this page"]
    months: Annotated[tuple[FindMonth, ...], "its lines"]
    total: Annotated[int, "lines on all pages together"]
    fetched: Annotated[bool, "few enough that a phone fetches all of them while somebody types"]
    contact: Annotated[str, "office that answers questions"]
    sample: Annotated[bool, "demonstration data"]


@dataclass(frozen=True, slots=True)
class ComparedPeriod:
    """One column of a comparison."""

    title: Annotated[str, "the period in words"]
    code: Annotated[str, "2025, 2025-H1 or 2025-Q3"]
    path: Annotated[
        str, "folder of its disclosure below d/<community>/; empty where quarters or half-years are added up"
    ]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One item of a comparison."""

    label: Annotated[str, "name of the item"]
    level: Annotated[int, "1 main item, 2 其中 item; 0 sums and balances"]
    kind: Annotated[Literal["group", "line", "subtotal", "total"], "how it is set"]
    amounts_fen: Annotated[
        tuple[int | None, ...], "one a period, in fen; empty where the period has no such item"
    ]
    change: Annotated[
        str, "the latest against the same period a year before, in words; empty where there is none"
    ]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Periods of one document and length side by side, the latest first."""

    anchor: Annotated[str, "anchor on the page"]
    title: Annotated[str, "公共收益 · 按季度"]
    periods: Annotated[tuple[ComparedPeriod, ...], "at most eight"]
    columns: Annotated[int, "columns of the table: the items and the periods"]
    rows: Annotated[tuple[ComparedRow, ...], "items in the order of the latest statement"]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What one community disclosed, period beside period."""

    name: Annotated[str, "name of the community"]
    code: Annotated[str, "code of the community"]
    comparisons: Annotated[tuple[Comparison, ...], "one a document and length of period"]
    contact: Annotated[str, "office that answers questions"]
    sample: Annotated[bool, "demonstration data"]


@dataclass(frozen=True, slots=True)
class ListedCommunity:
    """A community in the index, with what somebody may type to find it."""

    row: Annotated[DistrictRow, "its row"]
    letters: Annotated[
        str, "what is typed for its name, parted by blanks: initials, and with its numbers as digits"
    ]
    reading: Annotated[str, "its name in pinyin, without blanks"]


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """Communities whose names begin with one letter in pinyin."""

    initial: Annotated[str, "the letter; # where a name begins with none; empty in a short list"]
    anchor: Annotated[str, "its anchor on the page, a letter may go on from the page before"]
    communities: Annotated[tuple[ListedCommunity, ...], "in the order of their pinyin"]


@dataclass(frozen=True, slots=True)
class ListPart:
    """One page of the list of communities."""

    folder: Annotated[str, "list/1; empty where all stand on the front page"]
    title: Annotated[str, "第 1 页（A–C）"]
    groups: Annotated[tuple[ListedGroup, ...], "its communities"]


@dataclass(frozen=True, slots=True)
class LetterLink:
    """Where the names that begin with a letter begin."""

    initial: Annotated[str, "the letter"]
    count: Annotated[int, "how many names begin with it"]
    folder: Annotated[str, "page on which they begin; empty for the front page"]
    anchor: Annotated[str, "anchor there"]


@dataclass(frozen=True, slots=True)
class CommunityList:
    """All communities by the initials of their names, on one page or several."""

    parts: Annotated[tuple[ListPart, ...], "the pages"]
    letters: Annotated[tuple[LetterLink, ...], "the way in by letter; empty in a short list"]
    troubled: Annotated[
        tuple[DistrictRow, ...], "communities that are behind, as many as the front page names"
    ]
    troubled_count: Annotated[int, "how many are behind"]
    paged: Annotated[bool, "whether the list has pages of its own"]
