"""HTML to PDF: A4, tagged, PDF/A-3a and PDF/UA-1, the same bytes wherever and whenever it is made.

What lives here: WeasyPrint, set up once a process. What must not: what a page says.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pydyf
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from jjledger.errors import RenderError, Trouble
from jjledger.render import fonts
from jjledger.render.resources import site_files

_TOKEN: Final = re.compile(r"(--[\w-]+):\s*([^;]+);")
_USE_OF_TOKEN: Final = re.compile(r"var\((--[\w-]+)\)")
_VARIANT: Final = "pdf/a-3a"
# PDF/A takes the claim of PDF/UA only with a description of the words it is made in.
_ACCESSIBLE: Final = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
 <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
   <pdfaProperty:name>part</pdfaProperty:name>
   <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
   <pdfaProperty:category>internal</pdfaProperty:category>
   <pdfaProperty:description>part of ISO 14289 that the file conforms to</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
 </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_UNPRINTABLE: Final = "〓"  # printers' sign for a character they have no type for


class OwnFiles(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
    """Lets a page load nothing but files of our own folders and what is written into the page."""

    def __init__(self, *folders: Path) -> None:
        """Name the folders below which files may be loaded."""
        super().__init__(allowed_protocols={"file", "data"}, allow_redirects=False, fail_on_errors=True)
        self._folders = tuple(folder.resolve() for folder in folders)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Load what a page refers to.

        Raises:
            ValueError: it lies elsewhere.
        """
        parts = urlsplit(url)
        if parts.scheme == "file":
            path = Path(url2pathname(parts.path)).resolve()
            if parts.netloc or not any(path.is_relative_to(folder) for folder in self._folders):
                msg = f"{url} is none of our files"
                raise ValueError(msg)
        return super().fetch(url, headers)


class Printer:
    """Prints pages; made once a process, since fonts and styles are read only once."""

    def __init__(self) -> None:
        """Read styles and fonts.

        Raises:
            FontError: the font is not installed.
        """
        files = {weight: fonts.cut(weight) for weight in fonts.WEIGHTS}
        self._fetcher = OwnFiles(site_files(), fonts.cache_folder())
        self._fonts = FontConfiguration()
        faces = "".join(
            f'@font-face {{ font-family: "{fonts.FAMILY}"; font-weight: {weight}; src: url("{path.as_uri()}") }}'
            for weight, path in files.items()
        )
        self._styles = [CSS(string=faces + _print_css(), font_config=self._fonts, url_fetcher=self._fetcher)]

    def pdf(self, html: str) -> bytes:
        """Print a page written for paper.

        Args:
            html: the page, whole. Characters that no font here has are printed as 〓;
                `fonts.missing_characters` names them.

        Raises:
            RenderError: the page refers to something that is not ours to print.
        """
        lacking = dict.fromkeys(map(ord, fonts.missing_characters(html)), _UNPRINTABLE)
        try:
            with _garbage_apart():
                return self._print(html.translate(lacking))
        except FatalURLFetchingError as error:
            raise RenderError(
                Trouble(
                    place="jjledger.render.pdf",
                    what=f"网页引用了不允许读取的文件或网址：{error}",
                    remedy="请检查 templates 和 site 文件夹是否被改动过。",
                )
            ) from error

    def _print(self, html: str) -> bytes:
        page = HTML(string=html, url_fetcher=self._fetcher)
        document = page.render(font_config=self._fonts, stylesheets=self._styles, pdf_variant=_VARIANT)
        _claim_accessible(document)
        printed: bytes = document.write_pdf(pdf_variant=_VARIANT, finisher=_write_objects_once)
        return printed


def _print_css() -> str:
    """Read print.css with the values of tokens.css in place; WeasyPrint would put them in at every element."""
    tokens, styles = (
        (site_files() / "css" / name).read_text(encoding="utf-8") for name in ("tokens.css", "print.css")
    )
    values = dict(_TOKEN.findall(tokens))
    return _USE_OF_TOKEN.sub(lambda use: values[use[1]], styles)


def _claim_accessible(document: Document) -> None:
    """Have the PDF say that it is PDF/UA-1 too; WeasyPrint names one standard only.

    Source: ISO 14289-1 5; ISO 19005-3 6.6.2.3.
    """
    standard = document.metadata.generate_rdf_metadata

    def both_standards(*arguments: Any) -> bytes:  # noqa: ANN401 - passed on as they are
        rdf: bytes = standard(*arguments)
        return rdf.replace(b"</rdf:RDF>", _ACCESSIBLE + b"</rdf:RDF>")

    document.metadata.generate_rdf_metadata = both_standards


class _Written(pydyf.Object):  # type: ignore[misc] # pydyf has no types
    """An object of a PDF whose bytes stand."""

    data = b""
    compressible = False

    def __init__(self, item: Any) -> None:  # noqa: ANN401 - an object of pydyf's
        super().__init__()
        self.number, self.generation, self.free = item.number, item.generation, item.free
        self.compressible = item.compressible
        self.data = item.data


def _write_objects_once(_document: Document, pdf: Any) -> None:  # noqa: ANN401 - pydyf's
    """Fix the bytes of a PDF's objects; pydyf would make them twice, once for the file's identifier."""
    pdf.objects = [item if item.free == "f" else _Written(item) for item in pdf.objects]


@contextmanager
def _garbage_apart() -> Iterator[None]:
    """Look for cycles once, at the end, and among the new objects only.

    Laying out makes many objects, drops none of them before its end, and leaves all of them in cycles.
    """
    was_on = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
        if was_on:
            gc.enable()
