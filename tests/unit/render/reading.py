"""Reads a page back as its readers meet it: elements, rows of tables, links.

What lives here: a strict little reader of HTML. What must not: expectations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "col", "br", "hr", "img", "input"}
INLINE = {"a", "cite", "code", "span", "strong", "time"}


@dataclass
class Element:
    """An element with everything inside it."""

    tag: str
    attributes: dict[str, str]
    inside: list[Element | str] = field(default_factory=list)

    def all(self, tag: str = "", kind: str = "", **attributes: str) -> list[Element]:
        """List the elements of a tag, class or with attributes, in reading order."""
        return [
            element
            for element in self._below()
            if tag in {"", element.tag}
            and (not kind or kind in element.classes)
            and attributes.items() <= element.attributes.items()
        ]

    def one(self, tag: str = "", kind: str = "", **attributes: str) -> Element:
        """Give the only such element."""
        found = self.all(tag, kind, **attributes)
        assert len(found) == 1, f"{len(found)} elements {tag} {kind} {attributes}"
        return found[0]

    @property
    def classes(self) -> list[str]:
        """List the element's classes."""
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        """Give the text with single blanks."""
        return " ".join("".join(self._texts()).split())

    def rows(self) -> list[list[str]]:
        """Give the cells of a table's body, row by row."""
        return [
            [cell.text for cell in row.inside if isinstance(cell, Element)]
            for body in self.all("tbody")
            for row in body.all("tr")
        ]

    def _below(self) -> Iterator[Element]:
        for element in self.inside:
            if isinstance(element, Element):
                yield element
                yield from element._below()  # noqa: SLF001 - its own class

    def _texts(self) -> Iterator[str]:
        edge = "" if self.tag in INLINE else " "
        yield edge
        for part in self.inside:
            yield from [part] if isinstance(part, str) else part._texts()  # noqa: SLF001 - its own class
        yield edge


class _Reader(HTMLParser):
    """Builds the tree and refuses elements that are not closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in {tag}: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        closed = self.open.pop()
        assert closed.tag == tag, f"{closed.tag} is closed by {tag}"

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(html: str) -> Element:
    """Read a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.root], f"left open: {[element.tag for element in reader.open[1:]]}"
    return reader.root
