"""Reads a PDF back with other people's tools; what lives here: no expectations but that they stay silent."""

from __future__ import annotations

import logging
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import page as validator
from weasyprint.logger import LOGGER, PROGRESS_LOGGER

from jjledger.render.pdf import Printer

PROFILES = ("3a", "ua1")
# Two rules the validator asks for wrongly, without the profile before them; `faults` looks at both in another way.
FALSE_POSITIVES = {
    # Metadata may not be compressed: a rule of PDF/A-1 that PDF/A-3 dropped. Ours are not compressed at all.
    "METADATA-FILTER-001",
    # A stream is shorter than it says: asked of a compressed one that happens to end with a carriage return.
    "STREAM-LENGTH-001",
}


@cache
def printer() -> Printer:
    """Give the one printer of this process."""
    return Printer()


def sheets(pdf: bytes, *, lines: bool = False) -> list[str]:
    """Give the text of each sheet; without blanks and line ends, since words wrap, unless `lines`."""
    text = _run("pdftotext", *(["-layout"] if lines else []), "-", "-", given=pdf)
    found = text.removesuffix("\f").split("\f")
    return found if lines else [re.sub(r"\s", "", sheet) for sheet in found]


def drawn_text(pdf: bytes) -> str:
    """Give the text as it was drawn, cell by cell and without blanks; wrapped cells of a row stay apart."""
    return re.sub(r"\s", "", _run("pdftotext", "-raw", "-", "-", given=pdf))


def complaints() -> Iterator[None]:
    """Fail a test in which WeasyPrint logs a line; made a fixture where papers are printed."""
    lines: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    listener = Listener()
    LOGGER.addHandler(listener)
    PROGRESS_LOGGER.propagate = False
    yield
    LOGGER.removeHandler(listener)
    assert not lines


def faults(pdf: bytes) -> list[str]:
    """List what keeps a PDF from being PDF/A-3a and PDF/UA-1, and what qpdf finds wrong with it."""
    found = {
        f"{failure.rule_id}: {failure.message}"
        for profile in PROFILES
        for failure in validator.validate_pdf_bytes(pdf, profile=profile).failures
        if failure.rule_id.partition("-")[2] not in FALSE_POSITIVES
    }
    if b"\n<rdf:Description" not in pdf:
        found.add("the metadata are compressed")
    with TemporaryDirectory() as folder:
        path = Path(folder, "checked.pdf")
        path.write_bytes(pdf)
        done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    if done.returncode or done.stderr:
        found.add(f"qpdf: {done.stdout}{done.stderr}")
    return sorted(found)


def embedded(pdf: bytes) -> dict[str, bytes]:
    """Take out the files a PDF carries, by name, as poppler does."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "whole.pdf")
        path.write_bytes(pdf)
        out = Path(folder, "out")
        out.mkdir()
        _run("pdfdetach", "-saveall", "-o", str(out), str(path))
        return {one.name: one.read_bytes() for one in out.iterdir()}


def fonts_of(pdf: bytes, folder: Path) -> list[str]:
    """Name the fonts a PDF carries, without the random-looking tag of a subset."""
    path = folder / "fonts.pdf"
    path.write_bytes(pdf)
    rows = _run("pdffonts", str(path)).splitlines()[2:]
    return sorted(row.split()[0].partition("+")[2] for row in rows)


def scanned(pdf: bytes, folder: Path, dots: int = 72) -> list[str]:
    """Read the QR codes of a PDF's first sheet as a phone would, at some dots an inch."""
    path = folder / "scan.pdf"
    path.write_bytes(pdf)
    _run("pdftoppm", "-r", str(dots), "-l", "1", "-png", "-singlefile", str(path), str(folder / "scan"))
    only = ("-Sdisable", "-Sqrcode.enable")  # it takes a large code for bars otherwise, and grumbles
    return _run("zbarimg", "--nodbus", "--quiet", "--raw", *only, str(folder / "scan.png")).splitlines()


def _run(*command: str, given: bytes = b"") -> str:
    done = subprocess.run(command, input=given, capture_output=True, check=True)
    assert not done.stderr, done.stderr.decode()
    return done.stdout.decode()
