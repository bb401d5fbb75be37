"""A page in all its forms, and what the forms depend on beside the page."""

from __future__ import annotations

import ctypes
import platform
import re
import zlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jjledger import period, units
from jjledger.disclosure.audit_report_models import AuditPage
from jjledger.disclosure.head import period_address
from jjledger.disclosure.models import Disclosure, HouseholdStatement
from jjledger.render import fonts, html
from jjledger.render.data import csv_bytes, json_bytes, xlsx_bytes
from jjledger.render.document_tables import tables_of
from jjledger.render.pdf_finish import Embedded
from jjledger.render.qr import qr_svg
from jjledger.render.resources import served_files, site_files, templates

if TYPE_CHECKING:
    from jjledger.render.pdf import Printer

_PACKAGES: Final = (
    "cssselect2", "fonttools", "jinja2", "jjledger", "markupsafe", "pydyf", "segno", "tinycss2", "tinyhtml5",
    "weasyprint", "xlsxwriter",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Kind:
    """Files of a page that its PDF carries."""

    mime: str
    words: str


_CARRIED: Final = {
    "json": _Kind("application/json", "本页全部数据，金额以分为单位"),
    "csv": _Kind("text/csv", "本页的表，金额以元为单位"),
}
# A shared library's file, and its function that tells the version.
LIBRARIES: Final = (
    ("libpango-1.0.so.0", "pango_version_string"),
    ("libharfbuzz.so.0", "hb_version_string"),
    ("libharfbuzz-subset.so.0", "hb_version_string"),
)
_STYLE_LINK: Final = re.compile(r'<link rel="stylesheet" href="[./]*(css/\w+\.css)"( media="\w+")?>')
_ICON_LINK: Final = re.compile(r'<link rel="icon"[^>]*>\n?')
_DRAWING: Final = re.compile(r'url\("\.\./(\w+\.svg)"\)')


def disclosure_files(page: Disclosure, printer: Printer, book: bytes | None = None) -> dict[str, bytes]:
    """Put a page that is published into all its forms.

    Args:
        page: the view model; those of one household are put into files by `household_papers`.
        printer: this process's printer.
        book: the community's public book, to be embedded in the PDF beside the page's data; None for none.

    Returns:
        Content by file name: the page itself, for paper, as data, and its tables: the files its links name.

    Raises:
        RenderError: the page could not be printed.
    """
    assert not isinstance(page, HouseholdStatement), "a household's paper is never published"
    files = {"index.html": html.disclosure(page, "screen").encode()}
    files |= {path: part.encode() for path, part in html.voucher_pages(page).items()}
    files["data.json"] = json_bytes(page)
    files |= _record_files(page)
    for name, table in tables_of(page).items():
        files[f"{name}.csv"] = csv_bytes(table)
        files[f"{name}.xlsx"] = xlsx_bytes(table)
    paper = html.disclosure(page, "paper", qr_svg(period_address(page.head)))
    files["report.pdf"] = printer.pdf(paper, tuple(_embedded(files, book, page.head.last_day)))
    return files


def _record_files(page: Disclosure) -> dict[str, bytes]:
    """Give an audit's record and its signature as they stand, for whoever verifies them."""
    if not isinstance(page, AuditPage):
        return {}
    parts = {"record.toml": page.record_text, "record.note": page.signature}
    return {name: text.encode() for name, text in parts.items() if text}


def _embedded(files: Mapping[str, bytes], book: bytes | None, day: date) -> Iterator[Embedded]:
    """Name what a PDF carries of a page's other files, and the book its figures come from."""
    for name, data in files.items():
        kind = _CARRIED.get(name.rpartition(".")[2])
        if kind is not None:
            yield Embedded(name, kind.mime, kind.words, "Data", data, day)
    if book is not None:
        yield Embedded("book.beancount", "text/plain", "公开账簿，本页数字由此算出", "Source", book, day)


@cache
def render_key() -> str:
    """Hash all that the forms of a page depend on beside the page: code, templates, styles, fonts, libraries.

    Raises:
        FontError: the font is not installed.
    """
    digest = sha256()
    for part in _dependencies():
        digest.update(sha256(part).digest())
    return digest.hexdigest()


def _dependencies() -> Iterator[bytes]:
    yield f"Python {platform.python_version()}, zlib {zlib.ZLIB_RUNTIME_VERSION}".encode()
    for package in _PACKAGES:
        yield f"{package} {version(package)}".encode()
    for file, function in LIBRARIES:
        yield f"{file} {library_version(file, function)}".encode()
    for weight in fonts.WEIGHTS:
        yield fonts.key(weight).encode()
    for module in (period, units):
        yield Path(str(module.__file__)).read_bytes()
    for folder in (Path(__file__).parent, templates()):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                yield path.relative_to(folder).as_posix().encode()
                yield path.read_bytes()
    for name, data in served_files(site_files()):
        yield name.encode()
        yield data


def library_version(file: str, function: str) -> str:
    """Ask a shared library for its version; "" where it is not installed."""
    try:
        ask = getattr(ctypes.CDLL(file), function)
    except OSError:
        return ""
    ask.restype = ctypes.c_char_p
    told: bytes = ask()
    return told.decode()


def alone(page: str) -> str:
    """Write the styles and their drawings into a page and leave its icon out, so that it needs no other file."""
    return _STYLE_LINK.sub(_style, _ICON_LINK.sub("", page))


def _style(link: re.Match[str]) -> str:
    styles = (site_files() / link[1]).read_text(encoding="utf-8")
    return f"<style{link[2] or ''}>\n{_DRAWING.sub(_drawing, styles)}</style>"


def _drawing(place: re.Match[str]) -> str:
    data = b64encode((site_files() / place[1]).read_bytes()).decode()
    return f'url("data:image/svg+xml;base64,{data}")'
