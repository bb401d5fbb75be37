"""A photograph keeps its picture and nothing else."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image, ImageFile
from PIL.PngImagePlugin import PngInfo

from jjledger.errors import OptionError
from jjledger.intake.photo import bare_photo

SECRET = b"Secret Phone 13800138000"


def _half_red(mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> Image.Image:
    """Give a picture whose left half is red and whose right half is blue."""
    picture = Image.new(mode, size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    return picture


def _jpeg(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = SECRET.decode()  # maker
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    out = io.BytesIO()
    _half_red().save(
        out,
        "JPEG",
        exif=exif,
        comment=SECRET,
        quality=95,
        icc_profile=b"profile " + SECRET,
        xmp=b"<x/>" + SECRET,
    )
    return out.getvalue() + b"a film follows " + SECRET


def _png(**more: object) -> bytes:
    notes = PngInfo()
    notes.add_text("Author", SECRET.decode())
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    _half_red().save(out, "PNG", pnginfo=notes, exif=exif, **more)
    return out.getvalue()


def _opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def test_nothing_but_the_picture_stays_of_a_jpeg() -> None:
    before = _jpeg()
    assert before.count(SECRET) >= 5, "the secret is everywhere"
    ending, after = bare_photo("a.JPG", before)
    assert ending == ".jpg"
    assert SECRET not in after
    assert b"Exif" not in after
    picture = _opened(after)
    assert dict(picture.getexif()) == {}
    assert not {"exif", "comment", "icc_profile", "xmp", "photoshop"} & picture.info.keys()
    assert after.endswith(b"\xff\xd9"), "nothing after the picture's end"
    # Only APP0 (the picture's own head) stays of the application segments.
    assert not any(after.count(bytes([0xFF, 0xE0 + number])) for number in (1, 2, 13, 14))
    red, blue = picture.getpixel((5, 10)), picture.getpixel((35, 10))
    assert isinstance(red, tuple)
    assert isinstance(blue, tuple)
    assert red[0] > 200
    assert red[2] < 60
    assert blue[0] < 60
    assert blue[2] > 200


def test_a_picture_that_lies_is_set_upright_before_its_note_of_that_is_dropped() -> None:
    # Orientation 6: the camera was turned; to be shown turned clockwise by a quarter.
    picture = _opened(bare_photo("a.jpg", _jpeg(orientation=6))[1])
    assert picture.size == (20, 40)
    above, below = picture.getpixel((10, 5)), picture.getpixel((10, 35))
    assert isinstance(above, tuple)
    assert isinstance(below, tuple)
    assert above[0] > 200
    assert below[2] > 200


def test_nothing_but_the_picture_stays_of_a_png() -> None:
    ending, after = bare_photo("a.png", _png())
    assert ending == ".png"
    assert SECRET not in after
    kinds = []
    place = 8
    while place < len(after):
        length = int.from_bytes(after[place : place + 4], "big")
        kinds.append(after[place + 4 : place + 8])
        place += length + 12
    assert set(kinds) == {b"IHDR", b"IDAT", b"IEND"}
    assert _opened(after).getpixel((5, 10)) == (255, 0, 0)


def test_the_same_photograph_gives_the_same_bytes_and_a_bare_one_says_no_less() -> None:
    assert bare_photo("a.jpg", _jpeg()) == bare_photo("b.jpg", _jpeg())
    once = bare_photo("a.png", _png())[1]
    assert bare_photo("a.png", once)[1] == once


def test_a_large_picture_is_made_smaller() -> None:
    out = io.BytesIO()
    _half_red(size=(6000, 3000)).save(out, "JPEG")
    assert _opened(bare_photo("a.jpg", out.getvalue())[1]).size == (3000, 1500)


def _bomb() -> bytes:
    """Give a PNG that says it has 20,000 × 20,000 dots."""
    head = b"IHDR" + (20_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    chunks = (head, b"IDAT" + zlib.compress(b"\x00" * 1000))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big") for chunk in chunks
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC"),
        (b"%PDF-1.7 no picture", "这不是 JPEG 或 PNG 照片"),
        (b"", "这不是 JPEG 或 PNG 照片"),
        (_png()[:-40], "照片不完整"),
        (_bomb(), "点数太多"),
        (b"\x00" * 50_000_001, "太大"),
    ],
    ids=["heic", "pdf", "empty", "broken", "bomb", "heavy"],
)
def test_what_is_no_photograph_is_refused_with_words(data: bytes, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        bare_photo("a.heic", data)


def test_a_broken_photograph_is_refused_though_printing_has_told_pillow_to_make_dots_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(OptionError, match="照片不完整"):
        bare_photo("a.png", _png()[:-40])
    assert ImageFile.LOAD_TRUNCATED_IMAGES
