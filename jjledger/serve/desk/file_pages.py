"""Files that the desk hands out: originals as they were brought, vouchers and books as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from threading import Lock
from typing import Final, get_args
from urllib.parse import quote

from werkzeug import Response

from jjledger.disclosure.book_models import BookKind
from jjledger.errors import refusal
from jjledger.period import Period, parse_period
from jjledger.render.archive import packed
from jjledger.render.book_files import book_files
from jjledger.render.pdf import Printer
from jjledger.serve.desk.visit import Visit
from jjledger.workflows.printed_books import Paper, Wanted, plan_books, plan_vouchers

# What a browser shows by itself without running anything; all else is saved, not opened.
_SHOWN: Final = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
_SANDBOX: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
# A browser's own viewer obeys the policy too, and breaks.
_VIEWER: Final = "frame-ancestors 'none'"
_KINDS: Final = {kind: kind for kind in get_args(BookKind)}
PRINTING: Final = Lock()  # fonts and styles are shared
_PRINTERS: Final[list[Printer]] = []


def original_pages(visit: Visit) -> Response | None:
    """Hand out an original; None where the books name no such file."""
    asked = "/".join(visit.rest)
    books = visit.ledger.books
    listed = {one.file: one.name for one in books.originals}
    known = {*listed, *books.papers, *(file for one in books.vouchers for file in one.documents)}
    # The name is only looked up; what is opened is the ledger's own name of it.
    file = next((one for one in known if one == asked), None)
    path = visit.held.folder / file if file else None
    if path is None or not path.is_file() or not path.resolve().is_relative_to(visit.held.folder):
        return None
    suffix = PurePosixPath(path.name).suffix.lower()
    response = Response(path.read_bytes(), content_type=_SHOWN.get(suffix, "application/octet-stream"))
    name = listed.get(asked) or path.name
    kind = "inline" if suffix in _SHOWN else "attachment"
    response.headers["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Security-Policy"] = _VIEWER if suffix == ".pdf" else _SANDBOX
    response.headers["Cache-Control"] = "no-store"
    return response


def print_pages(visit: Visit) -> Response | None:
    """Print a voucher, or a book of a month or a year."""
    ledger = visit.sound_ledger()
    fund = visit.asked("fund")
    if len(visit.rest) == 1:
        papers = plan_vouchers(ledger, [visit.rest[0]], fund, visit.today)
    else:
        kind = _KINDS.get(visit.asked("kind"))
        if kind is None:
            raise refusal("打印", "没有这种账簿。", f"可以打印：{'、'.join(_KINDS)}。")
        wanted = Wanted(_period(visit.asked("period")), [kind], fund)
        papers = plan_books(ledger, wanted, visit.today)
    if len(papers) > 1:
        return _zip(papers)
    return pdf_answer(_printed(papers[0]), f"{papers[0].stem}.pdf")


def _period(text: str) -> Period:
    try:
        return parse_period(text)
    except ValueError:
        raise refusal("期间", f"「{text}」读不成年月。", "请写作 2025 或 2025-06。") from None


def _printed(paper: Paper) -> bytes:
    """Print one paper; the printer is made once, and one prints at a time."""
    with PRINTING:
        if not _PRINTERS:
            _PRINTERS.append(Printer())
        return book_files(paper.book, ["pdf"], _PRINTERS[0])["pdf"]


def _zip(papers: Sequence[Paper]) -> Response:
    """Give several papers as one file to keep."""
    data = packed({f"{paper.stem}.pdf": _printed(paper) for paper in papers})
    response = Response(data, content_type="application/zip")
    response.headers["Content-Disposition"] = f"attachment; filename={papers[0].stem}.zip"
    response.headers["Cache-Control"] = "no-store"
    return response


def pdf_answer(data: bytes, name: str) -> Response:
    """Hand out a PDF, to be looked at or kept.

    Args:
        data: its bytes.
        name: of the file, of plain letters.
    """
    response = Response(data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f"inline; filename={name}"
    response.headers["Content-Security-Policy"] = _VIEWER
    response.headers["Cache-Control"] = "no-store"
    return response
