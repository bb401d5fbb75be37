"""What every page promises, whatever it shows: nothing runs, no link is dead, no amount is left out.

The pages are those of `made_pages`, laid out as a publication lays them out.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import pairwise
from types import SimpleNamespace

import jinja2
import pytest

from jjledger.disclosure.models import HouseholdStatement, MaintenanceFund, PublicRevenue
from jjledger.render import html
from jjledger.units import yuan
from tests.golden.golden import compare
from tests.unit.render import made_pages as made
from tests.unit.render.reading import Element, read

HOSTILE = """A<b>·「Ⅱ」&"'onload=x{{ 1 }}"""
QR = '<svg class="made-qr"><path d="M0 0"/></svg>'
# What a publication of the two made disclosures writes; see docs/pages.md.
DISCLOSED = ("report.pdf", "data.json", "lines.csv", "lines.xlsx", "vouchers.csv", "vouchers.xlsx")
TREE = {
    "index.html", "icon.svg", "css/tokens.css", "css/screen.css", "css/print.css", "book/guiyu/index.html",
    *(f"d/guiyu/{name}" for name in ("index.html", "index.json", "checks.json", "book.beancount")),
    *(f"d/{code}/index.html" for code in ("tinglan", "fengwan")),
    *(f"d/guiyu/2025-Q3/public-revenue/{name}" for name in ("index.html", *DISCLOSED)),
    *(f"d/guiyu/2025/maintenance-fund/{name}" for name in ("index.html", *DISCLOSED)),
    *(f"d/guiyu/2024/maintenance-fund/{name}" for name in ("index.html", *DISCLOSED)),
}  # fmt: skip
PAGES = {
    "index.html": html.district(made.district()),
    "d/guiyu/index.html": html.community(made.community()),
    "book/guiyu/index.html": html.book_note("guiyu", "桂语府·Ⅱ期"),
    "d/guiyu/2025-Q3/public-revenue/index.html": html.disclosure(made.revenue(), "screen"),
    "d/guiyu/2025/maintenance-fund/index.html": html.disclosure(made.fund(), "screen"),
}
STATEMENT = html.disclosure(made.household(), "screen")
PAPER = {
    "revenue": html.disclosure(made.revenue(), "paper", QR),
    "fund": html.disclosure(made.fund(), "paper", QR),
    "household": html.disclosure(made.household(), "paper", QR),
}
EVERY = {**PAGES, "household": STATEMENT, **{f"paper {name}": text for name, text in PAPER.items()}}
DISCLOSURES = [
    pytest.param(page, medium, id=f"{page.head.document}-{medium}")
    for page in (made.revenue(), made.fund(), made.household())
    for medium in ("screen", "paper")
]


@pytest.mark.parametrize("text", EVERY.values(), ids=EVERY)
def test_a_page_is_in_chinese_and_in_order(text: str) -> None:
    page = read(text)
    assert page.one("html").attributes["lang"] == "zh-CN"
    assert page.one("title").text if "<svg" not in text else page.one("head").one("title").text
    assert page.one("meta", name="description").attributes["content"]
    assert page.one("main").attributes["id"] == "main"
    levels = [int(element.tag[1]) for element in page.all() if re.fullmatch("h[1-6]", element.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("text", EVERY.values(), ids=EVERY)
def test_every_header_cell_says_what_it_heads(text: str) -> None:
    cells = read(text).all("th")
    assert all(cell.attributes.get("scope") in {"row", "col", "rowgroup"} for cell in cells)
    assert all(table.all("caption") for table in read(text).all("table") if "legs" not in table.classes)


@pytest.mark.parametrize("text", EVERY.values(), ids=EVERY)
def test_nothing_runs_and_nothing_is_styled_in_place(text: str) -> None:
    for element in read(text).all():
        assert element.tag not in {"script", "style", "iframe", "object", "embed", "form", "base"}
        assert not [name for name in element.attributes if name == "style" or name.startswith("on")]
        loaded = element.attributes.get(
            "src", element.attributes.get("href", "") if element.tag == "link" else ""
        )
        assert not re.match(r"[a-z]+:|//", loaded)


@pytest.mark.parametrize("text", [*PAGES.values(), STATEMENT], ids=[*PAGES, "household"])
def test_a_page_on_a_screen_can_be_skipped_into_and_followed_back(text: str) -> None:
    body = read(text).one("body")
    skip = body.all("a")[0]
    assert (skip.classes, skip.attributes["href"]) == (["skip"], "#main")
    assert body.one("ol", "breadcrumb").one("li", **{"aria-current": "page"}).text
    assert body.one("header", "site")
    assert body.one("footer", "site")


@pytest.mark.parametrize(("place", "text"), PAGES.items(), ids=PAGES)
def test_every_link_leads_to_what_is_published(place: str, text: str) -> None:
    page = read(text)
    ids = {element.attributes.get("id") for element in page.all()}
    addresses = [element.attributes["href"] for element in page.all() if element.tag in {"a", "link"}]
    inside = [address for address in addresses if address.startswith("#")]
    assert {address.removeprefix("#") for address in inside} <= ids
    for address in set(addresses) - set(inside):
        assert posixpath.normpath(posixpath.join(posixpath.dirname(place), address)) in TREE, address


@pytest.mark.parametrize(("page", "medium"), DISCLOSURES)
def test_every_amount_of_the_model_stands_on_the_page(
    page: PublicRevenue | MaintenanceFund | HouseholdStatement, medium: html.Medium
) -> None:
    shown = " ".join(read(html.disclosure(page, medium)).text.split())
    missing = {
        f"{where} {yuan(fen)}"
        for where, fen in _amounts(page)
        if not re.search(rf"(?<![\d,]){re.escape(yuan(abs(fen)))}(?!\d)", shown)
    }
    assert not missing


@pytest.mark.parametrize("medium", ["screen", "paper"])
@pytest.mark.parametrize(
    "model", [made.revenue(), made.fund(), made.household()], ids=lambda page: page.head.document
)
def test_hostile_words_stay_words(
    model: PublicRevenue | MaintenanceFund | HouseholdStatement, medium: html.Medium
) -> None:
    _assert_words_stay_words(html.disclosure(_hostile(model), medium), html.disclosure(model, medium))


def test_hostile_names_stay_names_on_front_pages() -> None:
    _assert_words_stay_words(html.community(_hostile(made.community())), PAGES["d/guiyu/index.html"])
    _assert_words_stay_words(html.district(_hostile(made.district())), PAGES["index.html"])
    _assert_words_stay_words(html.book_note("guiyu", HOSTILE), PAGES["book/guiyu/index.html"])


def test_a_field_that_a_model_lacks_is_an_error_and_no_gap() -> None:
    index = made.district()
    lacking = {field.name: getattr(index, field.name) for field in fields(index) if field.name != "contact"}
    with pytest.raises(jinja2.UndefinedError, match="contact"):
        html.district(SimpleNamespace(**lacking))


def test_a_page_of_a_hundred_vouchers_loads_in_a_lift() -> None:
    one = made.revenue().vouchers[2]
    many = tuple(replace(one, anchor=f"v-{number}", day=date(2025, 7, 1)) for number in range(100))
    lines = (replace(made.revenue().income[0], vouchers=tuple(voucher.anchor for voucher in many)),)
    page = html.disclosure(replace(made.revenue(), vouchers=many, income=lines, expense=()), "screen")
    assert len(page.encode()) <= 150_000


@pytest.mark.parametrize("place", ["index.html", "d/guiyu/2025-Q3/public-revenue/index.html"])
def test_pages_as_they_were_looked_at(place: str) -> None:
    compare(f"pages/{place}", PAGES[place])


def _amounts(model: object, where: str = "") -> Iterator[tuple[str, int]]:
    """List every amount of a model; the difference to the bank stands in the words of the tie."""
    if isinstance(model, tuple):
        for item in model:
            yield from _amounts(item, where)
    elif is_dataclass(model):
        for field in fields(model):
            value = getattr(model, field.name)
            if isinstance(value, int) and field.name.endswith("_fen") and value:
                yield f"{where}.{field.name}", value
            else:
                yield from _amounts(value, field.name)


def _hostile(model: object) -> object:
    """Put hostile words into every text that somebody writes."""
    if isinstance(model, tuple):
        return tuple(HOSTILE if isinstance(item, str) else _hostile(item) for item in model)
    if not is_dataclass(model):
        return model
    ours = {
        "document",
        "code",
        "community_code",
        "period_code",
        "anchor",
        "state",
        "kind",
        "path",
        "book_path",
    }
    changed = {}
    for field in fields(model):
        value = getattr(model, field.name)
        if field.name in ours or (
            field.name == "vouchers"
            and isinstance(value, tuple)
            and all(isinstance(item, str) for item in value)
        ):
            continue
        if isinstance(value, str):
            changed[field.name] = HOSTILE if value else value
        elif isinstance(value, tuple) or is_dataclass(value):
            changed[field.name] = _hostile(value)
    return replace(model, **changed)


def _assert_words_stay_words(hostile: str, harmless: str) -> None:
    page = read(hostile)
    assert _skeleton(page) == _skeleton(read(harmless))
    assert HOSTILE in page.text


def _skeleton(page: Element) -> list[tuple[str, list[str]]]:
    return [(element.tag, sorted(element.attributes)) for element in page.all()]
