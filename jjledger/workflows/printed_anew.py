"""Printing a household's statement anew from the data that its PDF carries, to see whether the PDF is that print.

The text of a PDF is not what somebody sees: a figure can be drawn over another and words can be painted white. A print
of the same version is the same to the byte, and then what is seen is what was printed.
What lives here: the print, and what a PDF has beyond it. What must not: whether the data are the pack's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any, Final

from jjledger.disclosure.lint import lint
from jjledger.disclosure.models import HouseholdStatement
from jjledger.render.papers import Format
from jjledger.workflows.read_back import read_model

_FORMS: Final[tuple[Format, ...]] = ("pdf",)
_MOST: Final = 1 << 20  # bytes of data; a household's are a hundredth of it
_END: Final = re.compile(rb"startxref\s+[0-9]+\s+%%EOF\r?\n?")
_AMOUNT: Final = re.compile(r"[0-9][0-9,]*\.[0-9]{2}(?![0-9])")
_PASSIVE: Final = frozenset({"/Link", "/Widget"})  # of a signature, and what leads somewhere


@dataclass(frozen=True, slots=True)
class Unlike:
    """What a PDF is beside the print of its data."""

    more: tuple[str, ...]  # what it shows that is not printed
    words: str  # how far they are the same


def printed_anew(figures: bytes) -> bytes:
    """Print a statement from its data; empty where this version would not print it, whatever the reason.

    Args:
        figures: statement.json of a PDF; it is anybody's.
    """
    if len(figures) > _MOST:
        return b""
    from jjledger.render.household_papers import paper_files  # noqa: PLC0415 -- slow to import

    try:
        page = read_model(HouseholdStatement, figures.decode())
        return b"" if lint(page) else paper_files(page, _FORMS, _printer())["pdf"]
    except Exception:  # noqa: BLE001 -- what anybody writes into a file can break any part of a page
        return b""


def unlike(data: bytes, printed: bytes) -> Unlike:
    """Say what a PDF has that was not printed of its data, as far as that can be told.

    Args:
        data: the PDF, which is not the print.
        printed: the print; empty where there is none.

    Raises:
        ValueError: it cannot be read.
    """
    from pypdf.errors import PyPdfError  # noqa: PLC0415 -- slow to import

    try:
        pages, own = _pages(data), _pages(printed) if printed else []
        return Unlike(tuple(_more(data, printed, (pages, own))), _words(data, printed, (pages, own)))
    except (PyPdfError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _more(data: bytes, printed: bytes, pages: tuple[list[Any], list[Any]]) -> Iterator[str]:
    """Name what no version of the program prints on this statement."""
    found, own = pages
    more = sorted(set(_AMOUNT.findall(_text(found))) - set(_AMOUNT.findall(_text(own))))
    if more and printed:
        yield f"还有本单没有的金额 {'、'.join(more)}"
    if any(_covering(page) for page in found):
        yield "加了批注"
    if _added(data, printed) and list(map(_drawn, found)) != list(map(_drawn, own)):
        yield "打印以后又画上了别的内容"


def _words(data: bytes, printed: bytes, pages: tuple[list[Any], list[Any]]) -> str:
    if not printed:
        return "按里面的数据印不出来"
    if _added(data, printed):
        return "它前面一段就是那一份，后面又加过内容，例如签名"
    if _plain(_text(pages[0])) == _plain(_text(pages[1])):
        return "文字一样，画面没有比对"
    return "文字也不一样，可能是程序的另一版印的，也可能被改过"


def _added(data: bytes, printed: bytes) -> bool:
    """Say whether a PDF is the print and something put behind it, as signing does."""
    return bool(printed) and data.startswith(printed) and len(_END.findall(data)) > 1


def _pages(data: bytes) -> list[Any]:
    from pypdf import PdfReader  # noqa: PLC0415 -- slow to import

    return list(PdfReader(BytesIO(data)).pages)


def _text(pages: list[Any]) -> str:
    return "\n".join(page.extract_text() for page in pages)


def _plain(text: str) -> str:
    return "".join(text.split())


def _drawn(page: Any) -> bytes:  # noqa: ANN401 -- pypdf's own
    contents = page.get_contents()
    return b"" if contents is None else bytes(contents.get_data())


def _covering(page: Any) -> bool:  # noqa: ANN401 -- pypdf's own
    """Say whether something lies over a page: a signature of ours shows nothing, so it takes no room."""
    for reference in page.get("/Annots", ()):
        one = reference.get_object()
        if one.get("/Subtype") not in _PASSIVE or ("/AP" in one and _room(one)):
            return True
    return False


def _room(annotation: Any) -> bool:  # noqa: ANN401 -- pypdf's own
    left, low, right, high = (float(value) for value in annotation["/Rect"])
    return left != right and low != high


@cache
def _printer() -> Any:  # noqa: ANN401 -- known only when it is imported
    from jjledger.render.pdf import Printer  # noqa: PLC0415 -- slow to import

    return Printer()
