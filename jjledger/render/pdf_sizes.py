"""One sheet in several sizes: laid out once on A4, written again larger by the steps of the A series.

What lives here: what of a PDF has a place on the page and must grow with it. What must not: what it shows.
Patterns, links and bookmarks would have to grow as well; papers for the wall have none, which is asserted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, Literal

import pydyf

from jjledger.render.pdf_finish import pack, packed

Size = Literal["a4", "a3", "a2"]

SIZES: Final[tuple[Size, ...]] = ("a4", "a3", "a2")
# Longer side over that of A4: 420 and 594 by 297 mm, whole millimetres as ISO 216 rounds them.
_FACTORS: Final[Mapping[Size, float]] = {"a4": 1.0, "a3": 420 / 297, "a2": 594 / 297}
# Width and height in points.
_POINTS: Final[Mapping[Size, tuple[float, float]]] = {
    "a4": (210 * 72 / 25.4, 297 * 72 / 25.4),
    "a3": (297 * 72 / 25.4, 420 * 72 / 25.4),
    "a2": (420 * 72 / 25.4, 594 * 72 / 25.4),
}
_BOXES: Final = ("MediaBox", "TrimBox", "BleedBox")
_VERSION: Final = b"1.7"  # of PDF/A-3


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper in every size, and how many pages it takes."""

    files: Mapping[Size, bytes]
    pages: int


def in_sizes(pdf: pydyf.PDF) -> Sheet:
    """Write a PDF of upright A4 pages in every size.

    Args:
        pdf: as WeasyPrint hands it to its finisher; it draws the same afterwards.

    Returns:
        Files whose text, tags and metadata are the same.
    """
    pages = [one for one in pdf.objects if _kind(one) == "/Page"]
    assert "Outlines" not in pdf.catalog, "bookmarks stay where they were"
    assert not any("Annots" in page for page in pages), "links stay where they were"
    contents = {int(page["Contents"].split()[0]) for page in pages}
    pack(pdf, but=contents | {one.number for one in (*pages, *(owner for owner, _ in _figures(pdf)))})
    return Sheet({size: _written(pdf, pages, size) for size in SIZES}, len(pages))


def _written(pdf: pydyf.PDF, pages: list[Any], size: Size) -> bytes:
    factor, (width, height) = _FACTORS[size], _POINTS[size]
    boxes = [(page, name, page[name]) for page in pages for name in _BOXES]
    boxes += [(one, "BBox", one["BBox"]) for _, one in _figures(pdf)]
    streams = [pdf.objects[int(page["Contents"].split()[0])] for page in pages]
    count = len(pdf.objects)
    for owner, name, box in boxes:
        owner[name] = (
            pydyf.Array(side * factor for side in box)
            if name == "BBox"
            else pydyf.Array((0, 0, width, height))
        )
    for stream in streams:
        stream.stream.insert(0, f"{factor:.6f} 0 0 {factor:.6f} 0 0 cm")
        pdf.objects[stream.number] = packed(stream)
    out = BytesIO()
    pdf.write(out, _VERSION, identifier=True, compress=True)
    for owner, name, box in boxes:
        owner[name] = box
    for stream in streams:
        del stream.stream[0]
        pdf.objects[stream.number] = stream
    del pdf.objects[count:]
    pdf.current_position = 0
    return out.getvalue()


def _figures(pdf: pydyf.PDF) -> Iterator[tuple[Any, Any]]:
    """List the objects of the structure that say where a figure stands, and in which of their attributes."""
    for one in pdf.objects:
        attributes = one.get("A") if isinstance(one, pydyf.Dictionary) else None
        for attribute in attributes if isinstance(attributes, list) else [attributes]:
            if isinstance(attribute, pydyf.Dictionary) and "BBox" in attribute:
                yield one, attribute


def _kind(one: object) -> object:
    return one.get("Type") if isinstance(one, pydyf.Dictionary) else None
