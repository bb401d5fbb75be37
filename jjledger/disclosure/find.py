"""Every line that a community has disclosed, to be found by a word or an amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from jjledger.disclosure.models import CommunityPage
from jjledger.disclosure.published_data import Published
from jjledger.disclosure.site_models import FindMonth, FindPage, FindPart, FoundLine
from jjledger.disclosure.voucher_pages import voucher_href, voucher_pages

MOST_LINES: Final = 300  # a page; heads and links beside them leave it well under 150 kB
MOST_FETCHED: Final = 3_000  # lines of 160 bytes; more are sought on the page of their year
_ITEMS: Final = "各期项目"
_TITLE_SIDES: Final = {"变动": ""}


def found_lines(disclosures: Sequence[Published]) -> tuple[FoundLine, ...]:
    """List every balance, item and voucher, the latest year first; within it vouchers last, by day.

    A voucher that stands in a half-year's disclosure and again in the year's is listed once, with
    the shorter one.

    Args:
        disclosures: in force, oldest first and the shortest of equal ends first.
    """
    lines = [
        line for page in disclosures for line in (*_sums(page), *_items(page), *_vouchers(page, disclosures))
    ]
    return tuple(sorted(lines, key=_order))


def find_pages(community: CommunityPage, lines: Sequence[FoundLine]) -> tuple[FindPage, ...]:
    """Spread the lines over pages, no year sharing a page with another.

    Args:
        community: whose.
        lines: from `found_lines`.
    """
    shares: list[tuple[int, int, Sequence[FoundLine]]] = []
    for year, of_year in groupby(lines, lambda line: line.day.year):
        all_of_year = tuple(of_year)
        for place, start in enumerate(range(0, len(all_of_year), MOST_LINES)):
            shares.append((year, place + 1, all_of_year[start : start + MOST_LINES]))
    shares = shares or [(community.as_of.year, 1, ())]
    parts = tuple(
        FindPart(_title(year, place), "" if not number else _folder(year, place), len(share))
        for number, (year, place, share) in enumerate(shares)
    )
    return tuple(
        FindPage(
            name=community.name,
            code=community.code,
            parts=parts,
            part=part,
            months=tuple(FindMonth(title, tuple(of_month)) for title, of_month in groupby(share, _heading)),
            total=len(lines),
            fetched=len(lines) <= MOST_FETCHED,
            contact=community.contact,
            sample=community.sample,
        )
        for part, (_, _, share) in zip(parts, shares, strict=True)
    )


def _title(year: int, place: int) -> str:
    return f"{year}年" if place == 1 else f"{year}年（第 {place} 页）"


def _folder(year: int, place: int) -> str:
    return str(year) if place == 1 else f"{year}-{place}"


def _heading(line: FoundLine) -> str:
    return _ITEMS if line.kind != "voucher" else f"{line.day.year}年{line.day.month}月"


def _order(line: FoundLine) -> tuple[int, bool, int]:
    """Put the latest first and leave what is of the same day in the order of its page."""
    return -line.day.year, line.kind == "voucher", -line.day.toordinal()


def _sums(page: Published) -> Iterator[FoundLine]:
    """List what somebody may copy from a poster: its largest figures are balances and sums."""
    where = f"{page.words('period_title')} {page.words('fund')}"
    for label, fen in page.sums():
        yield FoundLine("sum", page.last_day, where, label, fen, f"{page.path}/index.html#lines")


def _items(page: Published) -> Iterator[FoundLine]:
    for item in page.items():
        side = _TITLE_SIDES.get(item.side, item.side)
        where = f"{page.words('period_title')} {page.words('fund')}{side}"
        path = f"{page.path}/index.html#lines"
        yield FoundLine("item", page.last_day, where, item.label, item.amount_fen, path)


def _vouchers(page: Published, disclosures: Sequence[Published]) -> Iterator[FoundLine]:
    """List the vouchers of the days that no shorter disclosure of the same fund shows."""
    shown = [
        (other.first_day, other.last_day)
        for other in disclosures
        if (other.document, other.words("fund")) == (page.document, page.words("fund"))
        and other.path != page.path
        and page.first_day <= other.first_day <= other.last_day <= page.last_day
    ]
    vouchers = page.data["vouchers"]
    numbers = voucher_pages(len(voucher["legs"]) for voucher in vouchers)
    for voucher, number in zip(vouchers, numbers, strict=True):
        day = date.fromisoformat(voucher["day"])
        if any(first <= day <= last for first, last in shown):
            continue
        href = voucher_href(number, voucher["anchor"])
        path = f"{page.path}/{href}" if number else f"{page.path}/index.html{href}"
        where = f"{day.month}月{day.day}日 {page.words('fund')} {voucher['number']} {voucher['payee']}"
        yield FoundLine("voucher", day, where.strip(), voucher["summary"], voucher["amount_fen"], path)
