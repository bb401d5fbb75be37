"""Short ways from the layout to the PDF: a QR code's squares, the words of a chart, and what is written down.

The words of a chart are drawn a letter at a time by WeasyPrint, those at an edge in a drawing of their own: here
as one line, in the same place. All else is the same to the byte.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from math import inf
from typing import Any, Final

import pydyf
from weasyprint import svg
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.draw.text import draw_first_line
from weasyprint.matrix import Matrix
from weasyprint.svg.text import Style, TextBox
from weasyprint.svg.utils import size
from weasyprint.text.line_break import split_first_line

_PATH: Final = svg.TAGS["path"]
_STREAM: Final = pydyf.Stream.data
_LEVEL: Final = 6  # of zlib, as in pdf_finish
_NUMBER: Final = r"-?\d*\.?\d+"
_QR: Final = re.compile(rf"M{_NUMBER}[ ,]?{_NUMBER}(?:h{_NUMBER}|m{_NUMBER}[ ,]?{_NUMBER})*")
_STEP: Final = re.compile(rf"([Mmh])({_NUMBER})(?:[ ,]?({_NUMBER}))?")
_ANCHORS: Final = {"start": 0, "middle": 0.5, "end": 1}
_WEIGHTS: Final = {"normal": 400, "bold": 700}
_UNKNOWN: Final = frozenset(("dx", "dy", "rotate", "textLength", "letter-spacing", "dominant-baseline"))


def _path(image: Any, node: Any, font_size: float) -> None:  # noqa: ANN401 - WeasyPrint has no types
    """Draw a path of level strokes alone, as segno writes those of a QR code."""
    strokes = node.get("d", "")
    if not _QR.fullmatch(strokes):
        _PATH(image, node, font_size)
        return
    image.stream.stream.append(_strokes(strokes))


@lru_cache(maxsize=64)  # the papers of a period have the same code
def _strokes(strokes: str) -> bytes:
    """Write level strokes as WeasyPrint would, one after the other."""
    stream = pydyf.Stream()
    stream.move_to(0, 0)
    x = y = 0.0
    for letter, across, down in _STEP.findall(strokes):
        if letter == "M":
            x, y = float(across), float(down)
        else:
            x += float(across)
            y += float(down or 0)
        (stream.line_to if letter == "h" else stream.move_to)(x, y)
    return b"\n".join(stream.stream)


def _text(image: Any, node: Any, font_size: float) -> None:  # noqa: ANN401 - as above
    """Draw words in one line from, around or up to a place."""
    assert _UNKNOWN.isdisjoint(node.attrib), node.attrib
    if not node.text:
        return
    weight = node.get("font-weight", "400")
    style = _style(
        image, node.get("font-family", "sans-serif"), _WEIGHTS.get(weight) or int(weight), font_size
    )
    layout, _, _, width, _, baseline = split_first_line(node.text, style, image.context, inf, 0)
    x = size(node.get("x"), font_size, image.inner_width) - width * _ANCHORS[node.get("text-anchor", "start")]
    y = size(node.get("y"), font_size, image.inner_height)
    stream = image.stream
    stream.push_state()
    fill, stroke = image.set_graphical_state(node, font_size)
    stream.begin_text()
    layout.reactivate(style)
    image.fill_stroke(fill, stroke, text=True)
    box = TextBox(layout, style)
    box.baseline = baseline
    draw_first_line(stream, box, "none", "none", Matrix(d=-1, e=x, f=y))
    stream.end_text()
    stream.pop_state()


def _style(image: Any, families: str, weight: int, font_size: float) -> Any:  # noqa: ANN401 - as above
    """Give the style of words in a drawing, which are set in few."""
    kept = image.font_config.__dict__.setdefault("_drawn", {})
    key = families, weight, font_size
    if key not in kept:
        style = kept[key] = Style(INITIAL_VALUES)
        style.font_config = image.font_config
        style["font_family"] = [family.strip(" \"'") for family in families.split(",")]
        style["font_weight"] = weight
        style["font_size"] = font_size
    return kept[key]


def _to_bytes(item: Any) -> bytes:  # noqa: ANN401 - as above
    """Write an item of a PDF down."""
    kind = item.__class__
    if kind is bytes:
        written: bytes = item
    elif kind is str:
        written = item.encode("ascii")
    elif kind is int or (kind is float and item.is_integer()):
        written = b"%d" % item
    elif kind is float:
        written = f"{item:f}".rstrip("0").encode("ascii")
    elif isinstance(item, pydyf.Object):
        written = item.data
    else:
        written = str(item).encode("ascii")
    return written


def _dictionary(dictionary: Any) -> bytes:  # noqa: ANN401 - as above
    parts = [b"<<"]
    for key, value in dictionary.items():
        parts += (b"/", _to_bytes(key), b" ", _to_bytes(value))
    parts.append(b">>")
    return b"".join(parts)


def _stream(stream: Any) -> bytes:  # noqa: ANN401 - as above
    """Write a stream down; that of the PDF's objects, which is read once more to number the PDF, once."""
    if stream.extra.get("Type") != "/ObjStm" or not stream.compress:
        written: bytes = _STREAM.fget(stream)
    elif "_written" in stream.__dict__:
        written = stream.__dict__["_written"]
    else:
        packed = zlib.compress(b"\n".join(map(_to_bytes, stream.stream)), _LEVEL)
        extra = pydyf.Dictionary({**stream.extra, "Filter": "/FlateDecode", "Length": len(packed)})
        written = b"\n".join((extra.data, b"stream", packed, b"endstream"))
        stream.__dict__["_written"] = written
    return written


SHORT: Final = (
    (pydyf, "_to_bytes", _to_bytes),
    (pydyf.Dictionary, "data", property(_dictionary)),
)
TAGS: Final = {"path": _path, "text": _text}
STREAM: Final = property(_stream)
