"""What hangs and what owners say, typed at the desk: a community with closed periods, and photographs.

What lives here: a person at that desk, forms as they are sent. What must not: expectations.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Final

from PIL import Image
from werkzeug.test import TestResponse

from tests.cases.changes import SOUND
from tests.desk_client import Person
from tests.ledgers import copy_of

TODAY: Final = "2025-08-20"
PERIOD: Final = "2025-H1"
CAMERA: Final = "Secret Phone"
HANG: Final = {
    "do": "hang", "period": PERIOD, "document": "", "place": "东门公告栏", "from": "2025-07-20", "to": "",
    "version": "", "prepared": "王主任",
}  # fmt: skip
OBJECT: Final = {
    "do": "open", "period": PERIOD, "document": "", "line": "停车", "words": "三月少了一百", "household": "",
    "on": "2025-08-01", "due": "", "prepared": "王主任",
}  # fmt: skip


def someone(place: Path, site: Path | None = None, today: str = TODAY) -> Person:
    """Sit somebody down at the desk of a sound community, in a folder of its own."""
    return Person(copy_of(SOUND, place), today=today, site=site)


def photo(colour: str = "green", name: str = "张三拍的.jpg") -> tuple[str, bytes]:
    """Take a photograph as a telephone does, with its name and the place in it."""
    exif = Image.Exif()
    exif[0x010F] = CAMERA
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG", exif=exif)
    return name, out.getvalue()


def marked(answer: TestResponse) -> list[str]:
    """Name the fields that a page marks as wrong."""
    return re.findall(r'name="(\w+)"[^>]*aria-invalid="true"', answer.text)


def refs(answer: TestResponse) -> list[str]:
    """Give what the forms of a page know their records by, each once."""
    return list(dict.fromkeys(re.findall(r'name="ref" value="(\w+)"', answer.text)))
