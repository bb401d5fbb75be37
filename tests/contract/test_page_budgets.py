"""What a page may weigh, so that it opens on an old phone in a lift: rows, bytes, elements.

The largest cases are made here: a busy quarter, twenty years of lines, a city of communities.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.find import MOST_LINES
from jjledger.disclosure.models import DistrictIndex, PublicRevenue
from jjledger.render import html
from jjledger.render.data import json_bytes
from jjledger.render.large import large, with_large
from jjledger.workflows.community_extras import extra_files
from jjledger.workflows.district_files import district_files
from tests.unit.render import made_pages as made
from tests.unit.render.reading import read

MOST_BYTES, MOST_ELEMENTS, MOST_ROWS = 150_000, 3_500, 500


def busy(count: int) -> PublicRevenue:
    """Make a quarter of many vouchers, all of one item and the item it belongs to."""
    one = made.revenue().vouchers[2]  # of three legs, so that its page bears 85 of them
    vouchers = tuple(
        replace(
            one,
            anchor=f"v-2025-07-S{number:04d}",
            number=f"收-{number:04d}",
            day=date(2025, 7, 1 + number % 31),
        )
        for number in range(1, count + 1)
    )
    anchors = tuple(voucher.anchor for voucher in vouchers)
    above, below = made.revenue().income[:2]
    answers = replace(made.revenue().answers, decided=())
    income = (replace(above, vouchers=anchors), replace(below, vouchers=anchors))
    return replace(made.revenue(), vouchers=vouchers, income=income, expense=(), answers=answers)


def pages_of(model: PublicRevenue) -> dict[str, str]:
    """Write a disclosure and its pages of vouchers."""
    return {"index.html": html.disclosure(model, "screen"), **html.voucher_pages(model)}


def city(count: int) -> DistrictIndex:
    """Make a district of many communities."""
    one = made.district().rows[1]
    names = "桂听枫鹿清云锦绣阳光海棠翠湖金域万科绿地华润长乐单解厦白"
    rows = tuple(
        replace(
            one, name=f"{names[number % 26]}{names[number // 26 % 26]}雅苑{number}期", code=f"c{number:04d}"
        )
        for number in range(count)
    )
    return replace(made.district(), rows=rows, communities=count)


def assert_within_budget(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        page = read(text)
        assert (path, len(text.encode()) <= MOST_BYTES) == (path, True)
        assert (path, len(page.all()) <= MOST_ELEMENTS) == (path, True)
        rows = [item for item in page.all() if item.tag == "tr" or "data-row" in item.attributes]
        assert (path, len(rows) <= MOST_ROWS) == (path, True)


@pytest.mark.parametrize("count", [100, 150, 900, 9000])
def test_a_busy_quarter_opens_in_a_lift(count: int) -> None:
    pages = pages_of(busy(count))
    assert_within_budget(pages)
    assert_within_budget({path: large(text) for path, text in pages.items()})


@pytest.mark.parametrize("count", [50, 51, 85, 86, 300])
def test_a_line_opens_its_vouchers_wherever_they_stand_and_leads_to_the_rest(count: int) -> None:
    pages = pages_of(busy(count))
    assert (len(pages) > 1) == (count > 85)
    links = read(pages["index.html"]).one("table", "statement").all("a")
    told = {link.attributes["href"]: link.text for link in links if "#v-" in link.attributes["href"]}
    rest = {href: words for href, words in told.items() if words.startswith("其余")}
    assert len(told) - len(rest) == min(count, 50)
    assert list(rest.values()) == ([f"其余 {count - 50} 张"] if count > 50 else [])
    for href in told:
        path, _, anchor = href.partition("#")
        found = [
            item
            for item in read(pages[path or "index.html"]).all("li")
            if item.attributes.get("id") == anchor
        ]
        assert len(found) == 1
        assert f"收-{anchor[-4:]}" in found[0].text
    assert all(anchor.endswith("0051") for anchor in rest)


def test_twenty_years_of_lines_are_cut_into_pages() -> None:
    published = []
    for year in range(2006, 2026):
        model = busy(400)
        vouchers = tuple(replace(one, day=one.day.replace(year=year)) for one in model.vouchers)
        head = replace(
            model.head, period_code=f"{year}-Q3", first_day=date(year, 7, 1), last_day=date(year, 9, 30)
        )
        data = json.loads(json_bytes(replace(model, head=head, vouchers=vouchers)))
        published.append((f"{year}-Q3/v1/public-revenue", data))
    files = extra_files(made.community(), published)
    pages = {path: data.decode() for path, data in files.items() if path.endswith(".html")}
    assert_within_budget(pages)
    found = [path for path in pages if path.startswith("find/") and path.endswith("index.html")]
    # 400 vouchers, 2 items, 2 balances and 2 sums a year, on two pages of 300 and 106
    assert len(found) == 40
    sources = {read(pages[path]).one("div", "finder").attributes["data-source"] for path in found}
    assert sources == {""}  # 8,120 lines weigh more than a phone should fetch
    assert "只在本页的 300 项里找" in pages["find/index.html"]
    listed = [item for path in found for item in read(pages[path]).all("li") if "data-row" in item.attributes]
    assert len(listed) == 20 * 406 == len(json.loads(files["lines.json"])["rows"])
    assert max(len(read(pages[path]).all("li")) for path in found) > MOST_LINES


@pytest.mark.parametrize(("count", "pages"), [(3, 1), (150, 1), (151, 3), (3000, 21)])
def test_a_city_of_communities_is_cut_into_pages(count: int, pages: int) -> None:
    files = district_files(city(count))
    written = {path: data.decode() for path, data in files.items() if path.endswith("index.html")}
    assert len(written) == pages
    assert_within_budget({path: data.decode() for path, data in with_large(files).items() if ".html" in path})
    listed = [
        link.attributes["href"]
        for text in written.values()
        for link in read(text).all("th")
        for link in link.all("a")
    ]
    assert len({href.rpartition("d/")[2] for href in listed}) == count
