"""The public books that Fava holds: the ones asked for last, each loaded once.

Loading all communities at once takes half a minute and most of a gigabyte; one takes a
moment. A book is copied when it is opened and never changes under Fava; when a publication
writes it anew, the copy is dropped and the next reader waits for the new one.
"""

from __future__ import annotations

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

from flask import Flask
from werkzeug import Request, Response

from jjledger.serve.answers import BOOK_POLICY, refusal
from jjledger.serve.book_requests import reaches_fava, too_costly
from jjledger.serve.book_vetting import vet
from jjledger.serve.fava_application import ask, fava_of
from jjledger.serve.hosted_ledger import HostedLedger
from jjledger.serve.published import Identity, Published

MOUNT: Final = "/book"

_CAPACITY: Final = 24  # books in memory
_AT_ONCE: Final = 4  # readers inside Fava; the rest of the threads stay free for the site
_PATIENCE: Final = 20  # seconds a reader waits for a place


@dataclass(slots=True)
class _Shelf:
    """The place of one book in memory."""

    identity: Identity
    lock: Lock = field(default_factory=Lock)
    application: Flask | None = None


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
        shelf = self._shelf(code)
        if shelf is None or not reaches_fava(path):
            return refusal(HTTPStatus.NOT_FOUND)
        if too_costly(request):
            return refusal(HTTPStatus.BAD_REQUEST, "筛选条件太复杂，请写得简单些。")
        if not self._places.acquire(timeout=_PATIENCE):
            return refusal(HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            application = self._application(code, shelf)
            response = ask(application, request, MOUNT, f"/{code}/{path}")
        finally:
            self._places.release()
        if response.status_code >= HTTPStatus.BAD_REQUEST and response.mimetype == "text/html":
            broken = response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
            return refusal(HTTPStatus.INTERNAL_SERVER_ERROR if broken else HTTPStatus.NOT_FOUND)
        response.headers["Content-Security-Policy"] = BOOK_POLICY
        return response

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
                shelf.application = fava_of(code, self._load(code), read_only=True)
            return shelf.application

    def _load(self, code: str) -> HostedLedger:
        """Copy and load a book; the copy goes when nobody reads it any more."""
        data = self._published.read(_book(code)) or b""
        vet(data.decode())
        folder = Path(tempfile.mkdtemp(prefix=f"{code}-", dir=self._copies))
        copy = folder / "book.beancount"
        copy.write_bytes(data)
        ledger = HostedLedger(copy, partial(self._published.record, code))
        weakref.finalize(ledger, shutil.rmtree, folder, ignore_errors=True)
        return ledger


def _book(code: str) -> str:
    """Name the public book of a community in the published tree."""
    return f"d/{code}/book.beancount"
