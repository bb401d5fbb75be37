"""HTML to PDF: to be kept (PDF/A-3a), accessible (PDF/UA-1), with its data, the same bytes wherever it is made.

What lives here: WeasyPrint, set up once a process. What must not: what a page says.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, time
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pydyf
from weasyprint import CSS, Attachment
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from jjledger.errors import RenderError, Trouble
from jjledger.render import fonts
from jjledger.render.pdf_finish import Embedded, finish, pack
from jjledger.render.pdf_page import PaperPage
from jjledger.render.pdf_sizes import Sheet, in_sizes
from jjledger.render.pdf_tiles import in_tiles
from jjledger.render.resources import site_files
from jjledger.render.shortcuts import shorten

_TOKEN: Final = re.compile(r"(--[\w-]+):\s*([^;]+);")
_USE_OF_TOKEN: Final = re.compile(r"var\((--[\w-]+)\)")
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
        shorten()
        files = {weight: fonts.cut(weight) for weight in fonts.WEIGHTS}
        self._fetcher = OwnFiles(site_files(), fonts.cache_folder())
        # It copies the fonts to a temporary folder, which a worker process would leave behind; and letting go of it
        # only when Python itself is taken apart ends a process by a broken memory access now and then.
        self._kept = {"fonts": FontConfiguration()}
        Finalize(self, self._kept.clear, exitpriority=0)
        faces = "".join(
            f'@font-face {{ font-family: "{fonts.FAMILY}"; font-weight: {weight}; src: url("{path.as_uri()}") }}'
            for weight, path in files.items()
        )
        self._css(faces)  # tells the fonts; it has no rules, and every element would be held against it
        self._styles = {"print.css": self._css(styles_of("print.css"))}

    def pdf(self, html: str, embedded: Sequence[Embedded] = (), styles: str = "print.css") -> bytes:
        """Print a page written for paper.

        Args:
            html: the page, whole. Characters that no font here has are printed as 〓;
                `fonts.missing_characters` names them.
            embedded: files the PDF carries, each by a name of its own.
            styles: name of the style sheet in site/css; it is read once a process.

        Raises:
            RenderError: the page refers to something that is not ours to print.
        """
        files = sorted(embedded, key=lambda file: file.name)  # a PDF looks its files up by name

        def finisher(_: Document, pdf: pydyf.PDF) -> None:
            finish(pdf, files)
            pack(pdf)

        return self._print(html, styles, files, finisher)

    def sheet(self, html: str, styles: str) -> Sheet:
        """Print a page written for one sheet of paper in every size there is.

        Args:
            html: the page, whole, laid out on A4; without links and bookmarks.
            styles: name of the style sheet in site/css.

        Raises:
            RenderError: the page refers to something that is not ours to print.
        """
        made: list[Sheet] = []

        def finisher(_: Document, pdf: pydyf.PDF) -> None:
            finish(pdf, ())
            made.append(in_sizes(pdf))
            del pdf.objects[1:]  # WeasyPrint writes what is left once more, and nobody reads it

        self._print(html, styles, (), finisher)
        return made[0]

    def tiles(self, html: str, styles: str) -> bytes:
        """Print a page written for one sheet of paper at the size of A3 on two sheets of A4, as `sheet` does.

        Raises:
            RenderError: the page refers to something that is not ours to print.
        """
        made: list[bytes] = []
        self._print(html, styles, (), lambda document, pdf: made.append(in_tiles(document, pdf)))
        return made[0]

    def _print(
        self,
        html: str,
        styles: str,
        files: Sequence[Embedded],
        finisher: Callable[[Document, pydyf.PDF], None],
    ) -> bytes:
        lacking = dict.fromkeys(map(ord, fonts.missing_characters(html)), _UNPRINTABLE)
        try:
            with _garbage_apart():
                return self._write(html.translate(lacking), styles, files, finisher)
        except FatalURLFetchingError as error:
            raise RenderError(
                Trouble(
                    place="jjledger.render.pdf",
                    what=f"网页引用了不允许读取的文件或网址：{error}",
                    remedy="请检查 templates 和 site 文件夹是否被改动过。",
                )
            ) from error

    def _css(self, text: str) -> CSS:
        return CSS(string=text, font_config=self._kept["fonts"], url_fetcher=self._fetcher)

    def _attachment(self, file: Embedded) -> Attachment:
        """Hand a file to WeasyPrint, which would take the present for its day."""
        written = datetime.combine(file.day, time(), UTC)
        return Attachment(
            string=file.data, name=file.name, description=file.description, created=written, modified=written,
            url_fetcher=self._fetcher,
        )  # fmt: skip

    def _write(
        self,
        html: str,
        styles: str,
        files: Sequence[Embedded],
        finisher: Callable[[Document, pydyf.PDF], None],
    ) -> bytes:
        if styles not in self._styles:
            self._styles[styles] = self._css(styles_of(styles))
        page = PaperPage(html, self._fetcher)
        printed: bytes = page.write_pdf(
            font_config=self._kept["fonts"],
            stylesheets=[self._styles[styles]],
            pdf_variant="pdf/a-3a",
            output_intent=False,  # `finish` sets it
            attachments=[self._attachment(file) for file in files],
            finisher=finisher,
        )
        return printed


def styles_of(name: str) -> str:
    """Read styles of paper with the values of tokens.css in place; WeasyPrint would put them in at every element."""
    tokens, styles = (
        (site_files() / "css" / file).read_text(encoding="utf-8") for file in ("tokens.css", name)
    )
    values = dict(_TOKEN.findall(tokens))
    return _USE_OF_TOKEN.sub(lambda use: values[use[1]], styles)


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
