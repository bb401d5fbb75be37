"""Short ways through WeasyPrint: what is printed is the same as when it reads and lays out a page itself."""

from __future__ import annotations

import re
from types import ModuleType

import pytest
from weasyprint import HTML

from jjledger.render import html, pdf, shortcuts, style_shortcuts, type_shortcuts
from jjledger.render.pdf_page import PaperPage
from tests.unit.render import made_pages as made
from tests.unit.render import made_papers as papers
from tests.unit.render.paper import printer

HEAD = '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>a</title></head>'
LONG_WAY = {"items without ends", "no body", "a sign XML knows not"}
PAGES = {
    "revenue": lambda: html.disclosure(made.revenue(), "paper", "<svg><title>q</title></svg>"),
    "fund": lambda: html.disclosure(made.fund(), "paper"),
    "household": lambda: html.disclosure(made.household(), "paper"),
    "statements": lambda: html.statements(papers.statements(), "paper"),
    "notices": lambda: html.notices((papers.share(), papers.share("01-2-302")), "paper"),
    "card": lambda: html.ledger_card(papers.card(), "paper"),
    "quote": lambda: f"{HEAD}<body><ul><li>甲<br>&#34;&lt;&amp;<ul><li>乙</li></ul></li></ul></body></html>",
    "items without ends": lambda: f"{HEAD}<body><ol><li>甲<br>乙<li>丙</ol></body></html>",
    "no body": lambda: '<!doctype html>\n<html lang="zh-CN"><title>a</title><p>甲</p></html>',
    "a sign XML knows not": lambda: f"{HEAD}<body><p>甲&nbsp;乙</p></body></html>",
}


@pytest.mark.parametrize("kind", PAGES)
def test_what_is_printed_is_what_weasyprint_prints_of_it(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGES[kind]()
    short = printer().pdf(page)
    for owner, name, long_way in shortcuts.LONG:
        monkeypatch.setattr(owner, name, long_way)
    monkeypatch.setattr(pdf, "PaperPage", lambda text, fetcher: HTML(string=text, url_fetcher=fetcher))
    assert short == printer().pdf(page)


@pytest.mark.parametrize("module", [style_shortcuts, type_shortcuts])
def test_a_long_paper_of_which_not_all_is_kept_is_printed_the_same(
    module: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PAGES["fund"]()
    whole = printer().pdf(page)
    monkeypatch.setattr(module, "_MOST", 7)
    assert printer().pdf(page) == whole


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_of_ours_is_read_the_short_way(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(HTML, "__init__", lambda self, **given: asked.append((self, given)))
    PaperPage(PAGES[kind](), None)
    assert bool(asked) == (kind in LONG_WAY)


def test_no_rule_of_paper_asks_for_what_like_elements_may_differ_in() -> None:
    """Elements are taken for alike by tag, class, place among the first and at the end, and the one before."""
    for sheet in ("print.css", "poster.css", "household.css"):
        selectors = re.findall(
            r"([^{};]+)\{", re.sub(r"/\*.*?\*/", "", pdf.styles_of(sheet), flags=re.DOTALL)
        )
        told = {found for selector in selectors for found in re.findall(r":[a-z-]+|[#~[]", selector.strip())}
        assert told <= {":first", ":first-child", ":last-child", ":nth-child", ":not", ":is", ":root"}, sheet
        assert not re.findall(r":nth-child\((?!2\))", " ".join(selectors)), sheet
