"""A3 out of a printer that takes A4: the poster on two sheets across, to be cut and glued along a dashed line.

What lives here: where the sheet is parted, and how its halves stand on theirs. What must not: what it shows.
It is printed matter on the way to a wall and not kept, so it is neither tagged nor PDF/A.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import pydyf
from weasyprint.document import Document
from weasyprint.formatting_structure.boxes import LineBox

# Millimetres. Both halves keep 10 mm on each side, so together they hold 380 of the sheet's 277 × SCALE; what is
# left over is where the seam may lie, and that is more than a row is high.
_MARGIN: Final = 10
_WIDE, _HIGH = 297, 210
_LONG, _SHORT = 297, 210  # of the A4 sheet that is parted
_SCALE: Final = 1.3
_HALF: Final = _HIGH - 2 * _MARGIN
_PIXELS: Final = 96 / 25.4  # of a millimetre, in WeasyPrint's layout
_POINTS: Final = 72 / 25.4
_UNTAGGED: Final = ("StructTreeRoot", "MarkInfo", "Metadata", "OutputIntents")


def in_tiles(document: Document, pdf: pydyf.PDF) -> bytes:
    """Write the one page of a PDF on two A4 sheets, the upper half first.

    Args:
        document: as it was laid out, upright on A4.
        pdf: its drawing, before it is written.
    """
    page = next(
        one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/Page"
    )
    seam = _seam(document)
    below = _LONG - seam  # height of the seam above the sheet's lower edge
    upper_top = _HIGH - _MARGIN - _SCALE * (_LONG - _MARGIN)
    lower_top = _HIGH - _MARGIN - _SCALE * below
    second = pydyf.Dictionary(page)
    pdf.add_page(second)
    content = page["Contents"]
    for tile, rise, clip in (
        (page, upper_top, (upper_top + _SCALE * below, _HIGH)),
        (second, lower_top, (0, _HIGH - _MARGIN)),
    ):
        _place(pdf, tile, content, rise, clip)
    for name in _UNTAGGED:
        pdf.catalog.pop(name, None)
    out = BytesIO()
    pdf.write(out, b"1.7", identifier=True, compress=True)
    return out.getvalue()


def _place(pdf: pydyf.PDF, tile: Any, content: bytes, rise: float, clip: tuple[float, float]) -> None:  # noqa: ANN401 - pydyf has no types
    """Draw a part of the sheet on a page, and the seam dashed along its edge."""
    low, high = clip
    aside = (_WIDE - _SCALE * _SHORT) / 2
    before = (
        f"q 0 {_p(low)} {_p(_WIDE)} {_p(high - low)} re W n {_SCALE} 0 0 {_SCALE} {_p(aside)} {_p(rise)} cm q"
    )
    edge = low or high
    after = f"Q Q q 0.5 G 0.4 w [4 4] 0 d {_p(_MARGIN)} {_p(edge)} m {_p(_WIDE - _MARGIN)} {_p(edge)} l S Q"
    streams = [pydyf.Stream([line]) for line in (before, after)]
    for stream in streams:
        pdf.add_object(stream)
    tile["Contents"] = pydyf.Array([streams[0].reference, content, streams[1].reference])
    box = pydyf.Array([0, 0, float(_p(_WIDE)), float(_p(_HIGH))])
    tile.update({"MediaBox": box, "TrimBox": box, "BleedBox": box})
    for name in ("StructParents", "Tabs"):
        tile.pop(name, None)


def _seam(document: Document) -> float:
    """Find a height, in millimetres from the sheet's upper edge, that runs through no line of text."""
    least, most = _LONG - _MARGIN - _HALF / _SCALE, _MARGIN + _HALF / _SCALE
    lines = list(_lines(document))
    middle = (least + most) / 2
    free = [
        edge
        for edge in (least, middle, most, *(bottom for _, bottom in lines))
        if least <= edge <= most and not any(top + 1 < edge < bottom - 1 for top, bottom in lines)
    ]
    return min(free, key=lambda edge: abs(edge - middle), default=middle)


def _lines(document: Document) -> Iterator[tuple[float, float]]:
    """List upper and lower edge of every line of text on the first page, in millimetres."""
    for box in document.pages[0]._page_box.descendants():  # noqa: SLF001 - the layout is told nowhere else
        if isinstance(box, LineBox):
            yield box.position_y / _PIXELS, (box.position_y + box.height) / _PIXELS


def _p(millimetres: float) -> str:
    return f"{millimetres * _POINTS:.3f}"
