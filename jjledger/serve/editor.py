"""The accountant's own Fava on the private book: writable, and for this machine alone.

Fava writes what it is told by any page the browser has open. Here a writing request must
come from Fava's own page, and nothing answers to a name that is not this machine's.
"""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from wsgiref.types import WSGIApplication

from fava.core import FavaLedger
from flask import Flask
from werkzeug import Request, Response

from jjledger.errors import LedgerNotFoundError, Trouble
from jjledger.serve.answers import BOOK_POLICY, refusal
from jjledger.serve.fava_application import Address, ask, fava_of
from jjledger.serve.gate import READING, gated
from jjledger.serve.server import LOOPBACK, loopback_hosts
from jjledger.serve.server import run as run_server

_LARGEST_UPLOAD: Final = 64 * 1024 * 1024  # bytes; originals are scanned pages


def run(main_file: Path, port: int) -> None:
    """Open a private book for its accountant until interrupted.

    Args:
        main_file: the community's main.beancount.
        port: the port on this machine.

    Raises:
        LedgerNotFoundError: there is no such file.
        OptionError: the port is taken.
    """
    run_server(application(main_file, loopback_hosts(port)), LOOPBACK, port, _LARGEST_UPLOAD)


def application(main_file: Path, hosts: frozenset[str]) -> WSGIApplication:
    """Build the accountant's Fava.

    Args:
        main_file: the community's main.beancount.
        hosts: the names, with ports, of this machine.

    Raises:
        LedgerNotFoundError: there is no such file.
    """
    if not main_file.is_file():
        raise LedgerNotFoundError(
            Trouble(str(main_file), "这里没有账本。", "请写小区的文件夹或它的 main.beancount。")
        )
    ledger = FavaLedger(str(main_file.resolve()), poll_watcher=True)
    fava = fava_of(main_file.resolve().parent.name, ledger, read_only=False)

    def answer(request: Request, path: str) -> Response:
        if request.method not in READING and not _from_own_page(request):
            return refusal(HTTPStatus.FORBIDDEN)
        return _answer(fava, request, path)

    return gated(answer, hosts)


def _answer(fava: Flask, request: Request, path: str) -> Response:
    """Ask Fava, and keep its pages to themselves."""
    response = ask(fava, request, Address("", path, request.query_string.decode("latin-1")))
    if response.status_code == HTTPStatus.NOT_FOUND and response.mimetype == "text/html":
        return refusal(HTTPStatus.NOT_FOUND)
    if not path.startswith("/static/"):
        response.headers["Content-Security-Policy"] = BOOK_POLICY
        response.headers["Cache-Control"] = "no-store"
    return response


def _from_own_page(request: Request) -> bool:
    """Tell whether a page of this very server sent the request.

    Browsers name the origin of every request that may write; where one does not, the page
    that it came from has to do. Most say besides how the two are related.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    came_from = urlsplit(origin)
    return came_from.scheme == "http" and came_from.netloc == request.environ["HTTP_HOST"]
