"""The public books that Fava holds: the ones asked for last, each loaded once.

Loading all communities at once takes half a minute and most of a gigabyte; one takes a
moment. A book is copied when it is opened and never changes under Fava; when a publication
writes it anew, the copy is dropped and the next reader waits for the new one.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import weakref
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Final
from urllib.parse import urlencode

from flask import Flask
from werkzeug import Request, Response

from jjledger.serve.answers import BOOK_POLICY, refusal, refusal_to_script
from jjledger.serve.book_requests import BOOK_NAME, filter_for, reaches_fava, why_costly
from jjledger.serve.book_vetting import vet
from jjledger.serve.fava_application import Address, ask, fava_of
from jjledger.serve.hosted_ledger import HostedLedger
from jjledger.serve.published import Identity, Published

MOUNT: Final = "/book"
SHEET: Final = f"{MOUNT}/reader.css"  # hides what a reader cannot use

_CAPACITY: Final = 24  # books in memory
_AT_ONCE: Final = 12  # readers inside Fava; the rest of the server's threads stay free for the site
# Nobody's profit: the fund of all households and the public revenue of all owners in one sum.
_PROFIT: Final = json.dumps("净利润").encode()
_ALL_FUNDS: Final = json.dumps("收支差额（各资金合计）").encode()
_DRESS: Final = f'<link rel="stylesheet" href="{SHEET}"></head>'.encode()


@dataclass(slots=True)
class _Shelf:
    """The place of one book in memory."""

    identity: Identity
    lock: Lock = field(default_factory=Lock)
    application: Flask | None = None
    copy: Path | None = None  # the file that the application reads


class BookHost:
    """Fava for every community, read-only."""

    def __init__(self, published: Published, capacity: int = _CAPACITY) -> None:
        """Prepare to host.

        Args:
            published: the site, with a book in d/<code>/book.beancount.
            capacity: how many books stay in memory.
        """
        self._published = published
        self._capacity = capacity
        self._shelves: OrderedDict[str, _Shelf] = OrderedDict()
        self._lock = Lock()
        self._places = BoundedSemaphore(_AT_ONCE)
        self._copies = Path(tempfile.mkdtemp(prefix="jjledger-"))  # only we may read or write it
        weakref.finalize(self, shutil.rmtree, self._copies, ignore_errors=True)

    def holds(self, code: str) -> bool:
        """Tell whether a community has a book to show."""
        return self._published.identity(_book(code)) is not None

    def answer(self, request: Request, code: str, path: str) -> Response:
        """Answer a request to a book.

        Args:
            request: what was asked.
            code: the community.
            path: the rest of the address, without a leading slash.
        """
        refuse = refusal_to_script if path.startswith("api/") else refusal
        shelf = self._shelf(code)
        if shelf is None or not reaches_fava(path, request.args):
            return refuse(HTTPStatus.NOT_FOUND)
        costly = why_costly(path, request.args)
        if costly:
            return refuse(HTTPStatus.BAD_REQUEST, costly)
        if not self._places.acquire(blocking=False):
            return refuse(HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            response = ask(self._application(code, shelf), request, _address(request, code, path))
        finally:
            self._places.release()
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return refuse(HTTPStatus.INTERNAL_SERVER_ERROR)
        return _dressed(response, str(shelf.copy))

    def _shelf(self, code: str) -> _Shelf | None:
        """Find the place of a book as it is published now; None where none is published."""
        identity = self._published.identity(_book(code))
        if identity is None:
            return None
        with self._lock:
            shelf = self._shelves.get(code)
            if shelf is None or shelf.identity != identity:
                shelf = self._shelves[code] = _Shelf(identity)
            self._shelves.move_to_end(code)
            if len(self._shelves) > self._capacity:
                self._shelves.popitem(last=False)
        return shelf

    def _application(self, code: str, shelf: _Shelf) -> Flask:
        """Give the application of a book; who comes while it loads waits and shares it."""
        with shelf.lock:
            if shelf.application is None:
                ledger = self._load(code)
                shelf.copy = Path(ledger.beancount_file_path)
                shelf.application = fava_of(code, ledger, read_only=True)
            return shelf.application

    def _load(self, code: str) -> HostedLedger:
        """Copy and load a book; the copy goes when nobody reads it any more."""
        data = self._published.read(_book(code)) or b""
        vet(data.decode())
        folder = Path(tempfile.mkdtemp(prefix=f"{code}-", dir=self._copies))
        copy = folder / BOOK_NAME
        copy.write_bytes(data)
        ledger = HostedLedger(copy, code, partial(self._published.record, code))
        weakref.finalize(ledger, shutil.rmtree, folder, ignore_errors=True)
        return ledger


def _address(request: Request, code: str, path: str) -> Address:
    """Translate an address into Fava's."""
    args = {**request.args.to_dict(), "filter": filter_for(path, request.args), "filename": ""}
    return Address(
        MOUNT, f"/{code}/{path}", urlencode({name: value for name, value in args.items() if value})
    )


def _dressed(response: Response, copy: str) -> Response:
    """Make Fava's answer ours: our words and style sheet, and no path of this machine."""
    told = response.get_data().replace(copy.encode(), BOOK_NAME.encode()).replace(_PROFIT, _ALL_FUNDS)
    response.set_data(told)
    if response.mimetype == "text/html":
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            return refusal(HTTPStatus.NOT_FOUND)
        response.set_data(response.get_data().replace(b"</head>", _DRESS, 1))
    response.headers["Content-Security-Policy"] = BOOK_POLICY
    return response


def _book(code: str) -> str:
    """Name the public book of a community in the published tree."""
    return f"d/{code}/book.beancount"
