"""Colours that anybody can read, by daylight and in the dark."""

import re
from fractions import Fraction

import pytest

from jjledger.render.resources import site_files

# what is written, on what
TEXT = [
    ("ink", "sheet"), ("ink", "ground"), ("ink", "warn-sheet"), ("ink", "bad-sheet"), ("quiet", "sheet"),
    ("quiet", "ground"), ("accent", "sheet"), ("accent", "ground"), ("accent", "bad-sheet"),
    ("on-accent", "accent"), ("on-hero", "hero"), ("warn", "sheet"), ("warn", "warn-sheet"), ("bad", "sheet"),
    ("bad", "bad-sheet"),
]  # fmt: skip
SHAPES = [
    ("income", "sheet"),
    ("income", "track"),
    ("expense", "sheet"),
    ("expense", "track"),
    ("accent", "sheet"),
]
_RED, _GREEN, _BLUE = Fraction(2126, 10000), Fraction(7152, 10000), Fraction(722, 10000)


def _tokens(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


LIGHT = _tokens((site_files() / "css/tokens.css").read_text(encoding="utf-8"))
DARK = LIGHT | _tokens((site_files() / "css/screen.css").read_text(encoding="utf-8"))


def _luminance(colour: str) -> float:
    """Give the relative luminance. Source: WCAG 2.2, relative luminance."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return _RED * red + _GREEN * green + _BLUE * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, `#rrggbb`. Source: WCAG 2.2, contrast ratio."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_as_the_standard_reckons_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("written", "on"), TEXT)
def test_words_stand_out(tokens: dict[str, str], written: str, on: str) -> None:
    """Source: WCAG 2.2, 1.4.3."""
    assert contrast(tokens[written], tokens[on]) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("drawn", "on"), SHAPES)
def test_shapes_stand_out(tokens: dict[str, str], drawn: str, on: str) -> None:
    """Source: WCAG 2.2, 1.4.11."""
    assert contrast(tokens[drawn], tokens[on]) >= 3


def test_every_colour_of_the_day_has_one_for_the_night() -> None:
    dark = _tokens((site_files() / "css/screen.css").read_text(encoding="utf-8"))
    assert dark.keys() == LIGHT.keys()
