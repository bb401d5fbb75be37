"""Reads a PDF back with other people's tools; what lives here: no expectations."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

from jjledger.render.pdf import Printer


@cache
def printer() -> Printer:
    """Give the one printer of this process."""
    return Printer()


def sheets(pdf: bytes, *, lines: bool = False) -> list[str]:
    """Give the text of each sheet; without blanks and line ends, since words wrap, unless `lines`."""
    text = _run("pdftotext", *(["-layout"] if lines else []), "-", "-", given=pdf)
    found = text.removesuffix("\f").split("\f")
    return found if lines else [re.sub(r"\s", "", sheet) for sheet in found]


def fonts_of(pdf: bytes, folder: Path) -> list[str]:
    """Name the fonts a PDF carries, without the random-looking tag of a subset."""
    path = folder / "fonts.pdf"
    path.write_bytes(pdf)
    rows = _run("pdffonts", str(path)).splitlines()[2:]
    return sorted(row.split()[0].partition("+")[2] for row in rows)


def scanned(pdf: bytes, folder: Path) -> list[str]:
    """Read the QR codes of a PDF's first sheet as a phone would, at 72 dots an inch."""
    path = folder / "scan.pdf"
    path.write_bytes(pdf)
    _run("pdftoppm", "-r", "72", "-l", "1", "-png", "-singlefile", str(path), str(folder / "scan"))
    return _run("zbarimg", "--quiet", "--raw", str(folder / "scan.png")).splitlines()


def _run(*command: str, given: bytes = b"") -> str:
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout.decode()
