"""Short ways through the layout: most boxes have lengths in pixels, stand in the normal flow, and have no ground.

WeasyPrint asks of each box whatever CSS can say of it, many times over. Here the usual answer is found first,
and the long way taken only where it is another one.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, Final

from weasyprint import document, layout
from weasyprint.css.properties import Dimension
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import background, percent
from weasyprint.layout import float as float_

_PERCENTAGES: Final = percent.resolve_percentages
_RADII: Final = percent.resolve_radii_percentages
_FLOW: Final = boxes.Box.is_in_normal_flow
_COLLISIONS: Final = float_.avoid_collisions
_METADATA: Final = document.get_html_metadata
_GROUNDS: Final = background.layout_box_backgrounds

_LENGTHS: Final = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    "width", "min_width", "max_width", "height", "min_height", "max_height",
)  # fmt: skip
_AT_LEAST: Final = frozenset(("min_width", "min_height"))
_WIDTHS: Final = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
_RADIUS: Final = tuple(
    f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)
_NO_RADIUS: Final = (Dimension(0, "px"), Dimension(0, "px"))
_SQUARE: Final = dict.fromkeys(_RADIUS, (0, 0))
_IN_PLACE: Final = frozenset(("static", "relative"))
# Boxes that hold no parts of a table but whole ones, and those that hold just one kind.
_NO_TABLE: Final = frozenset(
    (
        boxes.BlockBox, boxes.FlexBox, boxes.GridBox, boxes.InlineBlockBox, boxes.InlineBox, boxes.LineBox,
        boxes.TableCaptionBox, boxes.TableCellBox,
    )
)  # fmt: skip
_ONE_KIND: Final = {boxes.TableRowBox: boxes.TableCellBox, boxes.TableRowGroupBox: boxes.TableRowBox}


def _percentages(box: Any, containing_block: object) -> None:  # noqa: ANN401 - WeasyPrint has no types
    """Set the used lengths of a box that has none in parts of another."""
    style = box.style
    used: dict[str, object] = {}
    for name in _LENGTHS:
        value = style[name]
        if value.__class__ is Dimension and value.unit == "px":
            used[name] = value.value
        elif value == "auto":
            used[name] = 0 if name in _AT_LEAST else "auto"
        else:
            _PERCENTAGES(box, containing_block)
            return
    if style["box_sizing"] != "content-box":
        _PERCENTAGES(box, containing_block)
        return
    own = getattr(box, "_box", box).__dict__
    own.update(used)
    collapsed = style["border_collapse"] == "collapse"
    for name in _WIDTHS:
        if not (collapsed and hasattr(box, name)):
            own[name] = style[name]


def _radii(box: Any) -> None:  # noqa: ANN401 - as above
    """Set the corners of a box that has no round ones."""
    style = box.style
    if all(style[name] == _NO_RADIUS for name in _RADIUS):
        getattr(box, "_box", box).__dict__.update(_SQUARE)
    else:
        _RADII(box)


def _in_normal_flow(box: Any) -> bool:  # noqa: ANN401 - as above
    """Say whether a box stands where it is written."""
    style = box.style
    if style["float"] == "none" and style["position"] in _IN_PLACE:
        return True
    told: bool = _FLOW(box)
    return told


def _table_boxes(box: Any) -> Any:  # noqa: ANN401 - as above
    """Add and remove boxes as tables need it; where each part stands in its place, none."""
    if not isinstance(box, boxes.ParentBox) or box.is_running():
        return box
    children = [_table_boxes(child) for child in box.children]
    kind = type(box)
    if kind in _NO_TABLE:
        in_place = not any(
            child.internal_table_or_caption
            or child.proper_table_child
            or isinstance(child, boxes.TableCellBox)
            for child in children
        )
    else:
        in_place = kind in _ONE_KIND and all(type(child) is _ONE_KIND[kind] for child in children)
    if in_place:
        box.children = children
        return box
    return build.table_boxes_children(box, children)


def _has_no_ground(style: Any) -> bool:  # noqa: ANN401 - as above
    """Say whether there is nothing behind and around a box of a style but a plain border."""
    own = style.__dict__
    if "_has_no_ground" not in own:
        own["_has_no_ground"] = (
            style["border_image_source"][0] == "none"
            and style["mask_border_source"][0] == "none"
            and style["visibility"] != "hidden"
            and all(kind == "none" for kind, _ in style["background_image"])
            and get_color(style, "background_color").alpha == 0
            and not style["box_shadow"]
        )
    told: bool = own["_has_no_ground"]
    return told


def _grounds(
    sheet: object,
    box: Any,  # noqa: ANN401 - as above
    get_image: object,
    layout_children: bool = True,  # noqa: FBT001, FBT002 - WeasyPrint's own
    style: object = None,
) -> None:
    """Lay out what is behind a box and behind those in it."""
    if style is not None or box is sheet or not _has_no_ground(box.style):
        _GROUNDS(sheet, box, get_image, layout_children, style)
        return
    background.resolve_radii_percentages(box)
    if layout_children:
        for child in box.all_children():
            _grounds(sheet, child, get_image)
    box.background = None


def _room(
    context: Any,  # noqa: ANN401 - as above
    box: Any,  # noqa: ANN401 - as above
    containing_block: Any,  # noqa: ANN401 - as above
    outer: bool = True,  # noqa: FBT001, FBT002 - WeasyPrint's own
) -> tuple[float, float, float]:
    """Give the room for a box, which is all of the block around it where nothing floats there."""
    if context.excluded_shapes or box.is_floated() or containing_block.style["direction"] != "ltr":
        told: tuple[float, float, float] = _COLLISIONS(context, box, containing_block, outer)
        return told
    left = containing_block.content_box_x()
    right = left + containing_block.width
    if outer:
        return left, box.position_y, right - left
    left += box.margin_left
    right -= box.margin_right
    return left - box.margin_left, box.border_box_y() - box.margin_top, right - left


def _metadata(html: Any) -> dict[str, object]:  # noqa: ANN401 - as above
    """Read what a page says of itself, which stands in its head."""
    head = next(html.wrapper_element.iter_children())
    assert head.local_name == "head", head.local_name
    own = SimpleNamespace(
        etree_element=html.etree_element,
        wrapper_element=head,
        base_url=html.base_url,
        url_fetcher=html.url_fetcher,
    )
    told: dict[str, object] = _METADATA(own)
    return told


_WITH_PERCENTAGES: Final = (
    layout.absolute, layout.block, layout.column, layout.float, layout.grid, layout.inline, layout.page, layout.table,
    percent,
)  # fmt: skip
_WITH_ROOM: Final = (layout.block, layout.float, layout.inline)
SHORT: Final = (
    *((module, "resolve_percentages", _percentages) for module in _WITH_PERCENTAGES),
    (background, "resolve_radii_percentages", _radii),
    (background, "layout_box_backgrounds", _grounds),
    (boxes.Box, "is_in_normal_flow", _in_normal_flow),
    (build, "anonymous_table_boxes", _table_boxes),
    *((module, "avoid_collisions", _room) for module in _WITH_ROOM),
    (document, "get_html_metadata", _metadata),
)
