"""A3 on two sheets of A4: where it is parted, and that nothing is lost between them."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from jjledger.render.posters import poster_tiles
from tests.unit.render.paper import printer
from tests.unit.render.test_posters import CASES, ROOT, STAMP, boxes, files

DOTS = 100
DOT = 25.4 / DOTS  # millimetres
SCALE = 1.3


def tiles(case: str, folder: Path) -> list[Image.Image]:
    """Draw both sheets; poppler must find nothing wrong with them."""
    path = folder / "tiles.pdf"
    path.write_bytes(poster_tiles(CASES[case], STAMP, printer()))
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
    command = ["pdftoppm", "-r", str(DOTS), "-gray", "-png", path, folder / "tile"]
    assert subprocess.run(command, capture_output=True, check=True).stderr == b""
    return [Image.open(place).convert("L") for place in sorted(folder.glob("tile-*.png"))]


def dashes(picture: Image.Image) -> float:
    """Find the height of the dashed line, in millimetres, at the left edge where nothing else stands."""
    ink = picture.crop((round(10 / DOT), 0, round(22 / DOT), picture.height)).point(
        lambda grey: 255 * (grey < 200)
    )
    box = ink.getbbox()
    assert box is not None
    assert box[3] - box[1] <= 3  # a line, and nothing beside it
    return (box[1] + box[3]) / 2 * DOT


@pytest.mark.parametrize("case", CASES)
def test_the_halves_make_the_whole_and_the_seam_cuts_no_line(case: str, tmp_path: Path) -> None:
    upper, lower = tiles(case, tmp_path)
    for sheet in (upper, lower):
        assert (round(sheet.width * DOT), round(sheet.height * DOT)) == (297, 210)
        box = sheet.point(lambda grey: 255 * (grey < 200)).getbbox()
        assert box is not None
        left, top, right, bottom = (side * DOT for side in box)
        assert left >= 9.4
        assert right <= 297 - 9.4
        assert top >= 9.4
        assert bottom <= 210 - 9.4
    assert dashes(lower) == pytest.approx(10, abs=0.4)
    seam = 10 + (dashes(upper) - 10) / SCALE  # on the sheet before it was parted
    assert 10 + (287 - seam) * SCALE <= 200.5
    cut = []
    for word, (_, top, _, bottom) in boxes(files(case)["poster-a4.pdf"]):
        quarter = (bottom - top) / 4  # a word's box is higher than its ink
        if top + quarter < seam < bottom - quarter:
            cut.append(word)
    assert cut == []


def test_a_page_that_is_cut_up_claims_no_standard() -> None:
    reader = PdfReader(BytesIO(poster_tiles(CASES["revenue"], STAMP, printer())))
    assert not {"/StructTreeRoot", "/Metadata", "/MarkInfo"} & set(reader.trailer["/Root"].get_object())
    assert len(reader.pages) == 2
    text = re.sub(r"\s", "", reader.pages[0].extract_text())
    assert ROOT in text
    assert "503.25" in text


def test_the_poster_itself_is_left_as_it_was() -> None:
    before = files("revenue")["poster-a3.pdf"]
    poster_tiles(CASES["revenue"], STAMP, printer())
    assert files("revenue")["poster-a3.pdf"] == before
