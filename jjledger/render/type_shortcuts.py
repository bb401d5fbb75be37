"""Short ways to set type: what a style says of its letters is told Pango once, and a line is set once.

WeasyPrint tells Pango the same of every line, sets it for the layout, lets go of it, and sets it again to be
drawn. Here the first lines of a paper are kept until they are drawn; to keep all of a long one would take a quarter
more memory.
"""

from __future__ import annotations

from typing import Any, Final

from weasyprint.layout import inline
from weasyprint.pdf import fonts
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, gobject, pango

_STRUT: Final = line_break.strut
_SETUP: Final = line_break.Layout.setup
_SET_TEXT: Final = line_break.Layout.set_text
_REACTIVATE: Final = line_break.Layout.reactivate
_DEACTIVATE: Final = line_break.Layout.deactivate
_MOST: Final = 4000  # lines that are kept, of ten sheets or so
_PARAGRAPHS: Final = frozenset("\n\r\u2029")


def _strut(style: Any) -> tuple[float, float]:  # noqa: ANN401 - WeasyPrint has no types
    """Give the height of a line of a style and its baseline."""
    own = style.__dict__
    if "_strut" not in own:
        own["_strut"] = _STRUT(style)
    told: tuple[float, float] = own["_strut"]
    return told


def _setup(layout: Any, style: Any) -> None:  # noqa: ANN401 - as above
    """Begin a line of a style."""
    own = style.__dict__
    if style["text_decoration_line"] != "none":
        _SETUP(layout, style)
        return
    if "_type" not in own:
        own["_type"] = _type_of(style)
    context, layout.language, description, attribute = own["_type"]
    layout.style = style
    layout.first_line_direction = 0
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, False)  # noqa: FBT003 - a function of C
    pango.pango_layout_set_font_description(layout.layout, description)
    if attribute is not None:
        attributes = pango.pango_attr_list_new()
        pango.pango_attr_list_insert(attributes, attribute)
        pango.pango_layout_set_attributes(layout.layout, attributes)


def _type_of(style: Any) -> tuple[Any, Any, Any, Any]:  # noqa: ANN401 - as above
    """Tell Pango of a style what it must know: language, font, and features such as figures of one width."""
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)  # noqa: FBT003 - as above
    pango.pango_context_set_base_dir(context, line_break.PANGO_DIRECTION[style["direction"]])
    name = style["font_language_override"]
    name = style["lang"] if name == "normal" else line_break.LST_TO_ISO.get(name.lower(), name)
    if name:
        pointer, _ = line_break.unicode_to_char_p(name)
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
    else:
        language = pango.pango_language_get_default()
    features = line_break.font_features(
        style["font_kerning"], style["font_variant_ligatures"], style["font_variant_position"],
        style["font_variant_caps"], style["font_variant_numeric"], style["font_variant_alternates"],
        style["font_variant_east_asian"], style["font_feature_settings"],
    )  # fmt: skip
    attribute = None
    if features:
        told = ",".join(f"{key} {value}" for key, value in features.items()).encode()
        kept = style.font_config.font_features
        attribute = kept.get(told) or kept.setdefault(told, pango.pango_attr_font_features_new(told))
    return context, language, line_break.get_font_description(style), attribute


def _set_text(layout: Any, text: str, justify: bool = False) -> None:  # noqa: ANN401, FBT001, FBT002 - as above
    """Set a text, as one paragraph where it is one, which drawing asks for and would set it again for."""
    if _PARAGRAPHS.isdisjoint(text):
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)  # noqa: FBT003 - as above
    _SET_TEXT(layout, text, justify)


def _keep(layout: Any) -> None:  # noqa: ANN401 - as above
    """Keep a line that was set for the layout, while there are few; a style's cache is its document's."""
    cache = getattr(layout.style, "cache", None)
    if cache is None:
        return  # words in a drawing
    cache["_lines"] = cache.get("_lines", 0) + 1
    if cache["_lines"] > _MOST:
        _DEACTIVATE(layout)


def _take_up(layout: Any, style: Any) -> None:  # noqa: ANN401 - as above
    """Take up a line again to be drawn; one that is stretched to a width, or was not kept, is set anew."""
    if layout.justification_spacing or "layout" not in layout.__dict__:
        _REACTIVATE(layout, style)


class _Arrays:
    """The library of C functions, to which lists of any length are one kind; it reads a new kind for 1.6 ms."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as above
        return getattr(ffi, name)

    def new(self, kind: str, values: object = None) -> Any:  # noqa: ANN401 - as above
        """Make an array or a structure."""
        return ffi.new("hb_codepoint_t[]" if kind.startswith("hb_codepoint_t[") else kind, values)


SHORT: Final = (
    (line_break, "strut", _strut),
    (inline, "strut", _strut),
    (line_break.Layout, "setup", _setup),
    (line_break.Layout, "set_text", _set_text),
    (line_break.Layout, "deactivate", _keep),
    (line_break.Layout, "reactivate", _take_up),
    (fonts, "ffi", _Arrays()),
)
