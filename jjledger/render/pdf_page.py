"""A page as WeasyPrint takes it, read the short way: our own pages need a fourth of what it is ready for.

It reads HTML letter by letter in Python, and tries 170 rules of a browser on every element. Our pages are
well-formed, so the parser of Python's XML library, which is written in C, makes the same tree of them; and of
the rules those for forms, notes and other directions of writing can be left out. Together that is a tenth of
the work on a page. What is printed is the same to the byte, which a test holds for every kind of paper.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from xml.etree import ElementTree as ET

import cssselect2
from weasyprint import CSS, HTML
from weasyprint.html import UA
from weasyprint.urls import URLFetcher

_DOCTYPE: Final = "<!doctype html>\n"
_ALONE: Final = re.compile(r"<((?:meta|link|col|br|wbr|img|hr)\b[^>]*)>")  # elements without an end
_DRAWING: Final = re.compile(r"<svg(?=[\s>])")
_DRAWING_NAMED: Final = '<svg xmlns="http://www.w3.org/2000/svg"'
# Elements that hold others and no words of their own.
_FRAMES: Final = frozenset(
    (
        "html", "head", "body", "main", "article", "header", "section", "table", "colgroup", "thead", "tbody", "tr",
        "ul", "ol", "dl",
    )
)  # fmt: skip
# How rules begin that no page of ours has anything for; counters' names are read from WeasyPrint's own copy.
_UNUSED: Final = (
    "@counter-style", "::footnote", "::note", "[dir", ":is(dir", "dd[dir", "table:is([rules", "button,", "input",
    "select", "textarea",
)  # fmt: skip


class PaperPage(HTML):  # type: ignore[misc] # WeasyPrint has no types
    """One page to be printed."""

    def __init__(self, text: str, fetcher: URLFetcher) -> None:
        """Read a page.

        Args:
            text: the page, whole. WeasyPrint itself reads one that is not well-formed, or without head or body.
            fetcher: loads what it refers to.
        """
        tree = _tree(text)
        if tree is None:
            super().__init__(string=text, url_fetcher=fetcher)
            return
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(tree, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # noqa: FBT001, FBT002 - WeasyPrint's own
        assert not forms
        return [_browser_rules()]


def _tree(text: str) -> ET.Element | None:
    """Read a well-formed page; None for another one."""
    named = _DRAWING.sub(_DRAWING_NAMED, _ALONE.sub(r"<\1/>", text.removeprefix(_DOCTYPE)))
    try:
        tree = ET.fromstring(named)  # noqa: S314 - written by our own templates, and without a DTD
    except ET.ParseError:
        return None
    if [child.tag for child in tree] != ["head", "body"]:
        return None
    _drop_blanks(tree)
    return tree


def _drop_blanks(tree: ET.Element) -> None:
    """Drop the lines between elements, of each of which WeasyPrint would make a box and drop it later."""
    for frame in tree.iter():
        if frame.tag in _FRAMES:
            if frame.text is not None and not frame.text.strip():
                frame.text = None
            for child in frame:
                if child.tail is not None and not child.tail.strip():
                    child.tail = None


@cache
def _browser_rules() -> CSS:
    rules = "\n".join(rule for rule in UA.splitlines() if not rule.startswith(_UNUSED))
    return CSS(string=rules.replace("::marker", "li::marker"))  # nothing else of ours has one
