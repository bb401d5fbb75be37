"""What every page promises, whatever it shows: nothing runs, no link is dead, no amount is left out.

The pages are those of `made_pages`, laid out as a publication lays them out.
"""

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from types import SimpleNamespace

import jinja2
import pytest

from jjledger.disclosure.models import HouseholdStatement, MaintenanceFund, PublicRevenue
from jjledger.render import html
from jjledger.render.data import json_bytes
from jjledger.render.large import large
from jjledger.units import yuan
from jjledger.workflows.community_extras import extra_files
from tests.golden.golden import compare
from tests.unit.render import made_pages as made
from tests.unit.render.reading import Element, read

HOSTILE = """A<b>·「Ⅱ」&"'onload=x{{ 1 }}"""
QR = '<svg class="made-qr"><path d="M0 0"/></svg>'
# What a publication of the two made disclosures writes; see docs/pages.md.
DISCLOSED = (
    "report.pdf", "data.json", "lines.csv", "lines.xlsx", "vouchers.csv", "vouchers.xlsx", "poster-a4.pdf",
    "poster-a3.pdf", "poster-a2.pdf", "one-sheet.pdf",
)  # fmt: skip
BOTH = ("index.html", "large.html")
TREE = {
    "icon.svg", "find.js", "communities.json", "names.json", "book/guiyu/index.html", "verify.html", "log/index.html",
    "log/large.html",
    *(f"css/{name}.css" for name in ("tokens", "screen", "large", "find", "no_script", "print")),
    *(f"d/guiyu/{name}" for name in ("index.json", "checks.json", "book.beancount", "again.sh", "again.txt")),
    *(f"d/guiyu/{name}.json" for name in ("lines", "compare", "datapackage")),
    *(
        f"{folder}{name}"
        for folder in ("", "d/guiyu/", "d/tinglan/", "d/fengwan/", "d/guiyu/find/", "d/guiyu/compare/")
        for name in BOTH
    ),
    *(f"d/guiyu/{period}/{name}" for period in ("2025-Q3", "2025", "2024") for name in BOTH),
    *(f"d/guiyu/2025-Q3/v1/public-revenue/{name}" for name in (*BOTH, *DISCLOSED)),
    *(f"d/guiyu/2025/v1/maintenance-fund/{name}" for name in (*BOTH, *DISCLOSED)),
    *(f"d/guiyu/2024/v1/maintenance-fund/{name}" for name in (*BOTH, *DISCLOSED)),
}  # fmt: skip
OUT = {"2025-Q3/v1/public-revenue": made.revenue(), "2025/v1/maintenance-fund": made.fund()}
EXTRAS = extra_files(made.community(), [(path, json.loads(json_bytes(model))) for path, model in OUT.items()])
PAGES = {
    "index.html": html.district(made.district()),
    "d/guiyu/index.html": html.community(made.community()),
    "book/guiyu/index.html": html.book_note("guiyu", "桂语府·Ⅱ期"),
    **{f"d/guiyu/{path}/index.html": html.disclosure(model, "screen") for path, model in OUT.items()},
    **{f"d/guiyu/{path}": EXTRAS[path].decode() for path in ("find/index.html", "compare/index.html")},
}
STATEMENT = html.disclosure(made.household(), "screen")
PAPER = {
    "revenue": html.disclosure(made.revenue(), "paper", QR),
    "fund": html.disclosure(made.fund(), "paper", QR),
    "household": html.disclosure(made.household(), "paper", QR),
}
LARGE = {place: large(text) for place, text in PAGES.items() if "large.html" in text}
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
def test_one_script_of_the_site_runs_and_nothing_is_styled_in_place(text: str) -> None:
    scripts = read(text).all("script")
    assert len(scripts) == ("finder" in text)
    assert all(re.fullmatch(r"(../)*find.js", script.attributes["src"]) for script in scripts)
    assert not any(script.text for script in scripts)
    for element in read(text).all():
        assert element.tag not in {"style", "iframe", "object", "embed", "form", "base"}
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


@pytest.mark.parametrize(("place", "text"), [*PAGES.items(), *LARGE.items()])
def test_every_link_leads_to_what_is_published(place: str, text: str) -> None:
    page = read(text)
    twins = {path.replace("index.html", "large.html"): text for path, text in LARGE.items()}
    addresses = [element.attributes["href"] for element in page.all() if element.tag in {"a", "link"}]
    for address in set(addresses):
        path, _, anchor = address.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(place), path)) if path else place
        assert target in TREE or target in EVERY, address
        if anchor:
            there = read({**PAGES, **twins}[target]).all() if path else page.all()
            assert anchor in {element.attributes.get("id") for element in there}, address


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


@pytest.mark.parametrize("place", ["index.html", "d/guiyu/2025-Q3/v1/public-revenue/index.html"])
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
        "side",
        "decider",
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
    """List what a page is built of; words of a drawing are left out, since long ones take several lines."""
    return [(element.tag, sorted(element.attributes)) for element in page.all() if element.tag != "text"]
