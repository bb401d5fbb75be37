"""The fonts of the PDFs: Noto Sans CJK SC, cut down to a fixed set of characters.

The system's font holds 65,535 glyphs and would put 110 kB and 40 ms of work into each PDF. It is cut down
once a machine, one file a weight, to the same characters whatever is printed, so that a PDF never depends
on what else a run prints. Never one weight in several files: WeasyPrint mixes their glyphs up and prints
other characters. What the set lacks comes from the system's font; what that lacks is a defect to be listed.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from stat import S_IWGRP, S_IWOTH
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from jjledger.errors import FontError, Trouble

FAMILY: Final = "jjledger sans"  # the cut font, in print.css
FALLBACK: Final = "Noto Sans CJK SC"  # the system's own
WEIGHTS: Final = {400: "NotoSansCJK-Regular.ttc", 700: "NotoSansCJK-Bold.ttc"}
FOLDERS: Final = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_SIMPLIFIED: Final = 2  # the collections hold JP, KR, SC, TC and HK, in this order
_RECIPE: Final = "1"  # count up when the same characters are to be cut otherwise


def _gb2312() -> Iterator[str]:
    """Give every character of GB 2312: 682 signs and 6,763 Han."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes([row, cell]).decode("gb2312")
            except UnicodeDecodeError:
                continue


# Level 1 alone would save 2.5 s once and 20 kB a PDF, but 鑫, 骏 and 翡, without which hardly a community
# can be named, stand in level 2, and each PDF with such a name would carry the system's font as well.
CHARACTERS: Final = frozenset(
    {
        *map(chr, range(0x20, 0x7F)),
        *map(chr, range(0xA0, 0x100)),
        *"—–−•…‰€✓▲▼←↑→↓",
        *_gb2312(),
    }
)


def source(weight: int) -> Path:
    """Find the system's font of a weight, 400 or 700.

    Raises:
        FontError: it is not installed.
    """
    name = WEIGHTS[weight]
    for folder in FOLDERS:
        for place, _, names in os.walk(Path(folder).expanduser()):
            if name in names:
                return Path(place) / name
    raise FontError(
        Trouble(
            place=name,
            what="这台机器没有 Noto Sans CJK 字体，PDF 中的汉字印不出来。",
            ground="公示文件用这一种字体排版，缺字不得以方框代替",
            remedy="请运行  sudo apt-get install fonts-noto-cjk  ，还缺什么可用  jjledger doctor  查看。",
        )
    )


@cache
def key(weight: int) -> str:
    """Tell the cut font of a weight from any other: by the system's font, the characters and the tool."""
    parts = (source(weight).read_bytes(), "".join(sorted(CHARACTERS)).encode(), _RECIPE.encode())
    digest = sha256(version("fonttools").encode())
    for part in parts:
        digest.update(sha256(part).digest())
    return digest.hexdigest()


def cut(weight: int) -> Path:
    """Give the file of the cut font, made now where this machine has not made it yet.

    Processes that need it at the same time wait for the one that makes it.

    Raises:
        FontError: the system's font is not installed.
    """
    folder = cache_folder()
    path = folder / f"{key(weight)}.otf"
    if path.exists():
        return path
    with _alone_in(folder):
        if not path.exists():
            _write(path, _cut_bytes(weight))
    return path


@cache
def cache_folder() -> Path:
    """Give the folder of the cut fonts: in the user's cache, else a private one for temporary files."""
    configured = Path(os.environ.get("XDG_CACHE_HOME", ""))
    cache_home = configured if configured.is_absolute() else Path("~/.cache").expanduser()
    temporary = Path(tempfile.gettempdir(), f"jjledger-fonts-{os.getuid()}")
    for folder in (cache_home / "jjledger" / "fonts", temporary):
        if _is_ours(folder):
            return folder
    return Path(tempfile.mkdtemp(prefix="jjledger-fonts-"))


def _is_ours(folder: Path) -> bool:
    """Say whether a folder, made where it is missing, takes our files and nobody else's."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.stat()
        with tempfile.TemporaryFile(dir=folder):
            return state.st_uid == os.getuid() and not state.st_mode & (S_IWGRP | S_IWOTH)
    except (OSError, RuntimeError):  # read-only, full, or a user without a home
        return False


def missing_characters(text: str) -> str:
    """Name the characters of a text that no font here can print, each once, in the text's order.

    Raises:
        FontError: the text goes beyond the fixed set and the system's font is not installed.
    """
    beyond = {sign: None for sign in text if sign not in CHARACTERS and not sign.isspace()}
    return "".join(sign for sign in beyond if ord(sign) not in _system_characters()) if beyond else ""


@cache
def _system_characters() -> frozenset[int]:
    """List what the system's font can print in both weights."""
    covered = []
    for weight in WEIGHTS:
        with TTFont(source(weight), fontNumber=_SIMPLIFIED, lazy=True) as font:
            covered.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*covered)


def _cut_bytes(weight: int) -> bytes:
    """Cut the system's font down; the same bytes every time.

    Hints stay, since WeasyPrint drops them as it embeds, and boxes are not measured anew: both
    together would take twice as long.
    """
    options = Options(layout_features=[], hinting=True, notdef_outline=True)
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(CHARACTERS))
    with (
        TTFont(
            source(weight), fontNumber=_SIMPLIFIED, lazy=True, recalcBBoxes=False, recalcTimestamp=False
        ) as font,
        tempfile.TemporaryFile() as file,
    ):
        subsetter.subset(font)
        font.save(file)
        file.seek(0)
        return file.read()


def _write(path: Path, data: bytes) -> None:
    """Write a file so that others see all of it or nothing."""
    number, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(number, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(number)
    Path(draft).replace(path)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other process cuts a font; the lock of one that was killed is free."""
    with (folder / "lock").open("w", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
