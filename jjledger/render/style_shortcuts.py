"""Short ways to the style of an element: what nobody has set is known beforehand, and like elements are alike.

WeasyPrint asks every rule about every element, and reckons a hundred properties of it one by one, nearly all of
which nobody has set. Here an element that stands like another one, below the same, is asked once a process; and
the properties without a value of their own are put down all at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from cssselect2 import ElementWrapper, Matcher
from weasyprint.css import AnonymousStyle, ComputedStyle, computed_values
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

_MATCH: Final = Matcher.match
_COMPUTED: Final = ComputedStyle.__init__
_LONG_WAY: Final = ComputedStyle.__missing__
_ANONYMOUS: Final = AnonymousStyle.__init__

_BY_DIRECTION: Final = computed_values.PHYSICAL_FUNCTIONS
# Names like margin-inline-start, which stand for one of the sides.
_LOGICAL: Final = frozenset(
    name_of(block="ttb", inline=direction)
    for name_of in _BY_DIRECTION.values()
    for direction in ("ltr", "rtl")
)
# Widths that are nothing unless there is a line.
_LINES: Final = {
    f"{name}_width": f"{name}_style"
    for name in ("border_top", "border_right", "border_bottom", "border_left", "outline")
}
_SPREADING: Final = ("page", *(name for name in INITIAL_VALUES if name.startswith("text_decoration_")))
# Attributes whose values no rule asks for; the sheets in site/css are held to it by a test.
_VARIED: Final = frozenset(("id", "href", "data-label", "content", "datetime"))


def _is_plain(key: str) -> bool:
    """Say whether a property that is not set depends on nothing but its parent's value or its initial one."""
    return key not in {"float", "display", "position", *_SPREADING}


_INHERITED: Final = frozenset(filter(_is_plain, INHERITED))
_INITIAL: Final = {
    key: value
    for key, value in INITIAL_VALUES.items()
    if _is_plain(key) and key not in INHERITED and key not in INITIAL_NOT_COMPUTED
}
_FROM_ABOVE: Final = (*_INHERITED, *_SPREADING)  # what spreads is the parent's, too, where it is not set

_MOST: Final = 2000  # styles that are made whole
_kinds: dict[tuple[object, ...], int] = {}


def _kind(element: ElementWrapper) -> int:
    """Number an element by all that a rule can ask of it: what it is, where it stands, and below what."""
    own = element.__dict__
    number: int | None = own.get("_kind")
    if number is None:
        parent, before, of = element.parent, element.previous, element.etree_element
        told = (
            0 if parent is None else _kind(parent),
            of.tag,
            tuple((name, "" if name in _VARIED else value) for name, value in of.attrib.items()),
            min(element.index, 2),
            parent is None or element.index == len(parent.etree_children) - 1,
            None if before is None else (before.etree_element.tag, before.etree_element.get("class")),
        )
        number = own["_kind"] = _kinds.setdefault(told, len(_kinds) + 1)
    return number


def _match(matcher: Matcher, element: ElementWrapper) -> Sequence[Any]:
    """Find the rules for an element; those of a drawing's parts, which differ in their measures, the long way."""
    if matcher.id_selectors or element.etree_element.tag.startswith("{"):
        return _MATCH(matcher, element)  # type: ignore[no-any-return]
    known = matcher.__dict__.setdefault("_known", {})
    kind = _kind(element)
    if kind not in known:
        known[kind] = _MATCH(matcher, element)
    return known[kind]  # type: ignore[no-any-return]


@lru_cache(maxsize=4096)
def _unset(names: tuple[str, ...]) -> tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]:
    """Give the properties that are not among some names: values, specified values, and names taken from above."""
    logical = not _LOGICAL.isdisjoint(names)
    own = frozenset(names)
    values = {
        key: value
        for key, value in _INITIAL.items()
        if key not in own and not (logical and key in _BY_DIRECTION)
    }
    if not logical:
        values |= {width: 0 for width, style in _LINES.items() if own.isdisjoint((width, style))}
    specified: dict[str, Any] = {}
    for key in ("position", "float", "display"):  # each depends on those before it
        if key in own:
            break
        specified[key] = INITIAL_VALUES[key]
    return values | specified, specified, tuple(key for key in _FROM_ABOVE if key not in own)


def _computed(
    style: ComputedStyle, parent: ComputedStyle | None, cascaded: dict[str, Any], *rest: object
) -> None:
    """Begin the style of an element with all that it has not set."""
    _COMPUTED(style, parent, cascaded, *rest)
    if parent is None or not _is_among_the_first(style):
        return
    values, specified, from_above = _unset(tuple(cascaded))
    style.update(values)
    style.specified.update(specified)
    for key in from_above:
        style[key] = parent[key]


def _is_among_the_first(style: ComputedStyle | AnonymousStyle) -> bool:
    """Say whether a document has few styles so far; a whole one takes 10 kB. A style's cache is its document's."""
    cache = style.cache
    cache["_styles"] = cache.get("_styles", 0) + 1
    return bool(cache["_styles"] <= _MOST)


def _missing(style: ComputedStyle, key: str) -> Any:  # noqa: ANN401 - whatever CSS can say
    """Give a property that was not asked for before."""
    cascaded = style.cascaded
    if key not in cascaded and (key not in _BY_DIRECTION or _LOGICAL.isdisjoint(cascaded)):
        if key in _INITIAL:
            value = style[key] = _INITIAL[key]
            return value
        if key in _INHERITED and style.parent_style is not None:
            value = style[key] = style.parent_style[key]
            return value
    return _LONG_WAY(style, key)


def _anonymous(style: AnonymousStyle, parent: ComputedStyle) -> None:
    """Begin the style of a box without an element with all that is not its parent's."""
    _ANONYMOUS(style, parent)
    if _is_among_the_first(style):
        style.update(_INITIAL)


SHORT: Final = (
    (Matcher, "match", _match),
    (ComputedStyle, "__init__", _computed),
    (ComputedStyle, "__missing__", _missing),
    (AnonymousStyle, "__init__", _anonymous),
    (computed_values, "parse_color", lru_cache(maxsize=256)(computed_values.parse_color)),
)
