"""Parts of pages as somebody looked at them, kept as pictures: a layout that breaks shows here first.

`REWRITE_GOLDEN=1 pytest tests/system/test_pictures.py` takes them anew; look at each before you commit
it. They are compared only where the letters are those they were taken with.
"""

from __future__ import annotations

import io
import os
import subprocess
from pathlib import Path
from shutil import copytree
from typing import Any, Final

import pytest
from PIL import Image, ImageChops, ImageStat

from jjledger.render.large import large
from jjledger.render.resources import site_files
from tests.contract.test_page_promises import PAGES
from tests.phone import CHROMIUM

pytestmark = pytest.mark.browser

HERE: Final = Path(__file__).parents[1] / "golden" / "pictures"
TAKEN_WITH: Final = HERE / "taken-with.txt"
MOST_DIFFERENCE: Final = 1.5  # of 255, on average; smoothing of letters makes a tenth of it
# name: page, large, width, dark, and which part from the top
PARTS: Final = {
    "index-dark": ("index.html", False, 390, True, (0, 1100)),
    "find-large": ("d/guiyu/find/index.html", True, 320, False, (0, 1000)),
    "compare-wide": ("d/guiyu/compare/index.html", False, 1280, False, (0, 640)),
}


def letters() -> str:
    """Name the browser and the font that draw the pages here."""
    browser = subprocess.run([CHROMIUM, "--version"], capture_output=True, text=True, check=True).stdout
    family = ["fc-match", "--format", "%{family[0]} %{fontversion}", "Noto Sans CJK SC"]
    font = subprocess.run(family, capture_output=True, text=True, check=True).stdout
    return f"{browser.split('.')[0]}\n{font}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    copytree(site_files(), root, dirs_exist_ok=True)
    for place, text in PAGES.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(text, encoding="utf-8")
        if "large.html" in text:
            (root / place).with_name("large.html").write_text(large(text), encoding="utf-8")
    return root


@pytest.mark.parametrize("name", PARTS)
def test_a_part_looks_as_it_was_looked_at(site: Path, phone_browser: Any, name: str) -> None:  # noqa: ANN401 - playwright's own
    place, enlarged, width, dark, (top, height) = PARTS[name]
    page = phone_browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
    )
    page.goto((site / place).with_name("large.html" if enlarged else "index.html").as_uri())
    page.evaluate("top => scrollTo(0, top)", top)
    taken = Image.open(io.BytesIO(page.screenshot())).convert("L")
    page.close()
    kept = HERE / f"{name}.png"
    if os.environ.get("REWRITE_GOLDEN"):
        HERE.mkdir(exist_ok=True)
        TAKEN_WITH.write_text(letters(), encoding="utf-8")
        taken.quantize(16).save(kept, optimize=True)
    if TAKEN_WITH.read_text(encoding="utf-8") != letters():
        pytest.skip("other letters than those the pictures were taken with")
    known = Image.open(kept).convert("L")
    assert known.size == taken.size
    assert ImageStat.Stat(ImageChops.difference(known, taken)).mean[0] < MOST_DIFFERENCE


def test_another_layout_is_another_picture() -> None:
    known = Image.open(HERE / "find-large.png").convert("L")
    moved = ImageChops.offset(known, 0, 30)
    assert ImageStat.Stat(ImageChops.difference(known, moved)).mean[0] > 2 * MOST_DIFFERENCE
