"""Photographs of what hung on the wall: only the picture is kept, nothing that a camera writes beside it.

A telephone notes the place, the time, the device and small copies in a picture, and some append a film.
So the picture is drawn anew from its dots, upright, and everything else is left behind.
"""

from __future__ import annotations

import io
import warnings
from typing import Final

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from jjledger.errors import OptionError, refusal

MOST_BYTES: Final = 50_000_000
_MOST_DOTS: Final = 80_000_000
_LEAST: Final = 32  # dots of the longer side, below which it is a mark and no picture
_LONGEST: Final = 3000  # dots of the longer side; the poster's small print can be read at half of it
_QUALITY: Final = 90
_FORMATS: Final = ("JPEG", "PNG")
_ENDINGS: Final = {"JPEG": ".jpg", "PNG": ".png"}
_HEIC: Final = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"})


def bare_photo(name: str, data: bytes) -> tuple[str, bytes]:
    """Take everything out of a photograph but the picture.

    The same photograph gives the same bytes.

    Args:
        name: as the person calls it, for refusals.
        data: a JPEG or PNG file.

    Returns:
        The ending of its name, and the file.

    Raises:
        OptionError: it is of another kind, too large, or broken.

    Source: 个人信息保护法 第6条 (最小范围); R41, R43.
    """
    if len(data) > MOST_BYTES:
        raise refusal(name, f"照片有 {len(data) // 1_000_000} MB，太大。", "每张不超过 50 MB。")
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise refusal(
            name, "这是 HEIC 照片，多数电脑打不开，也去不掉里面的位置和时间。",
            "请存为 JPEG 再登记：苹果手机在“设置 › 相机 › 格式”选“兼容性最佳”，或者把照片用“文件”转成 JPEG。",
        )  # fmt: skip
    try:
        # A picture of more dots than memory can bear is refused before it is unpacked.
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=_FORMATS)
        if picture.width * picture.height > _MOST_DOTS:
            raise _too_many_dots(name)
        if max(picture.size) < _LEAST:
            raise refusal(
                name, f"照片只有 {picture.width}×{picture.height} 点，什么也看不见。", "请用在现场拍的照片。"
            )
        _load_whole(picture)
        kind = str(picture.format)
        return _ENDINGS[kind], _drawn_anew(picture, kind)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_many_dots(name) from None
    except UnidentifiedImageError:
        raise refusal(name, "这不是 JPEG 或 PNG 照片。", "请用手机拍照，存为 JPEG 再登记。") from None
    except (OSError, SyntaxError, ValueError) as error:
        raise refusal(name, "照片不完整，打不开。", "请重新从手机里取出这张照片。") from error


def _load_whole(picture: Image.Image) -> None:
    """Read every dot, and fail where some are missing; what prints pages tells Pillow to make them up."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        picture.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _too_many_dots(name: str) -> OptionError:
    return refusal(name, "照片的点数太多。", "请把照片缩小到 8000 万点以内。")


def _drawn_anew(picture: Image.Image, kind: str) -> bytes:
    """Draw the picture upright on a new sheet, which knows nothing of the old one."""
    upright = ImageOps.exif_transpose(picture)
    see_through = kind == "PNG" and (upright.mode in {"LA", "RGBA", "PA"} or "transparency" in upright.info)
    flat = upright.convert("RGBA" if see_through else "RGB")
    flat.thumbnail((_LONGEST, _LONGEST))
    sheet = Image.frombytes(flat.mode, flat.size, flat.tobytes())
    out = io.BytesIO()
    if kind == "JPEG":
        sheet.save(out, "JPEG", quality=_QUALITY)
    else:
        sheet.save(out, "PNG")
    return out.getvalue()
