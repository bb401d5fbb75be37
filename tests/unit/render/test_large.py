"""The large twin of a page: the same words, and a reader who asked once stays among large pages."""

from dataclasses import replace

import pytest

from jjledger.render import html
from jjledger.render.large import large, with_large
from tests.unit.render import made_pages as made
from tests.unit.render.reading import read

FRONT = html.community(made.community())


def test_the_large_page_says_what_the_page_says() -> None:
    words = read(FRONT).one("main").text
    assert read(large(FRONT)).one("main").text == words


def test_the_root_is_marked_and_the_styles_follow() -> None:
    page = read(large(FRONT))
    assert page.one("html").classes == ["screen", "large"]
    styles = [link.attributes["href"] for link in page.all("link") if link.attributes["rel"] == "stylesheet"]
    assert styles == [
        "../../css/tokens.css", "../../css/screen.css", "../../css/large.css", "../../css/print.css",
    ]  # fmt: skip


def test_links_stay_among_large_pages_but_for_the_online_book() -> None:
    before = [link.attributes["href"] for link in read(FRONT).all("a")]
    after = [link.attributes["href"] for link in read(large(FRONT)).all("a")]
    changed = dict(zip(before, after, strict=True))
    assert changed["large.html"] == "index.html"
    assert changed["../../index.html"] == "../../large.html"
    assert changed["2025-Q3/v1/public-revenue/index.html"] == "2025-Q3/v1/public-revenue/large.html"
    assert changed["../../book/guiyu/index.html"] == "../../book/guiyu/index.html"
    assert changed["book.beancount"] == "book.beancount"


def test_a_community_leads_its_owners_to_their_own_page_only_where_there_are_links() -> None:
    page = made.community()
    told = {"../../o/index.html": "看我家的对账单"}
    for linked, led in ((replace(page, owner_links=True), told), (page, {})):
        for text in (html.community(linked), large(html.community(linked))):
            links = {link.attributes["href"]: link.text for link in read(text).all("a", "button")}
            assert {href: words for href, words in links.items() if "/o/" in href} == led


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("index.html#v-2025-03-F0012", "large.html#v-2025-03-F0012"),
        ("../../x/index.html", "../../x/large.html"),
        ("https://a.example/index.html", "https://a.example/index.html"),
        ("#main", "#main"),
        ("my-index.html", "my-index.html"),
    ],
)
def test_an_address_in_large_type(address: str, expected: str) -> None:
    page = FRONT.replace('href="book.beancount"', f'href="{address}"')
    assert f'href="{expected}"' in large(page)


def test_a_page_without_a_way_to_its_twin_has_none() -> None:
    with pytest.raises(ValueError, match="twin"):
        large("<!doctype html>")
    note = html.book_note("guiyu", "桂语府").encode()
    assert with_large({"book/guiyu/index.html": note}).keys() == {"book/guiyu/index.html"}


def test_every_page_of_a_folder_gets_its_twin() -> None:
    files = {"a/index.html": FRONT.encode(), "a/data.json": b"{}"}
    assert with_large(files) == {**files, "a/large.html": large(FRONT).encode()}
