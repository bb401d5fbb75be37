"""The accountant's own Fava on the private book, and the desk beside it: for this machine alone.

Fava writes what it is told by any page the browser has open. Here a writing request must
come from a page of our own, nothing answers to a name that is not this machine's, and all
that is written goes through the ledger's one writer.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from wsgiref.types import WSGIApplication

from flask import Flask
from werkzeug import Request, Response

from jjledger.books.ledger import MAIN
from jjledger.errors import JjledgerError, LedgerNotFoundError, Trouble
from jjledger.serve.answers import BOOK_POLICY, refusal
from jjledger.serve.desk.desk import DESK, Desk
from jjledger.serve.desk.shelf import Shelf
from jjledger.serve.fava_application import Address, ask
from jjledger.serve.fava_writes import refused_by_store
from jjledger.serve.gate import READING, gated
from jjledger.serve.server import LOOPBACK, loopback_hosts
from jjledger.serve.server import run as run_server
from jjledger.store.system import System

_DRESS: Final = f'<link rel="stylesheet" href="{DESK}/-/desk.fava.css"></head>'.encode()
_ELSEWHERE: Final = "会计工作台只答应本机的地址。经隧道从别的电脑连过来的，两头请用同一个端口，例如 5001。"
_LARGEST_UPLOAD: Final = 64 * 1024 * 1024  # bytes; originals are scanned pages


def run(folders: Sequence[Path], port: int, system: System, site: Path) -> None:
    """Open private books for their accountant until interrupted.

    Args:
        folders: the communities'.
        port: the port on this machine.
        system: the machine.
        site: where what is out stands; it need not exist.

    Raises:
        LedgerNotFoundError: a folder holds no ledger.
        OptionError: the port is taken.
    """
    app = application(folders, loopback_hosts(port), system, site)
    run_server(app, LOOPBACK, port, _LARGEST_UPLOAD)


def application(
    folders: Sequence[Path], hosts: frozenset[str], system: System, site: Path | None = None
) -> WSGIApplication:
    """Build the accountant's Fava, and the desk beside it.

    Args:
        folders: the communities'; one, or all of a district.
        hosts: the names, with ports, of this machine.
        system: the machine.
        site: where what is out stands; None: nobody said.

    Raises:
        LedgerNotFoundError: a folder holds no ledger.
    """
    for folder in folders:
        if not (folder / MAIN).is_file():
            raise LedgerNotFoundError(
                Trouble(str(folder), "这里没有账本。", "请写小区的文件夹或它的 main.beancount。")
            )
    communities = Shelf(folders, system, site=site)
    first, desk = next(iter(communities)), Desk(communities)

    def answer(request: Request, path: str) -> Response:
        if request.method not in READING and not _from_own_page(request):
            return refusal(HTTPStatus.FORBIDDEN)
        if path == DESK or path.startswith(f"{DESK}/"):
            return desk.answer(request, path.removeprefix(DESK).removeprefix("/"))
        if path == "/" and len(communities) > 1:
            return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": f"{DESK}/"})
        code = path.split("/")[1]
        held = first if code in {"", "static"} else communities.get(code)
        if held is None:
            return refusal(HTTPStatus.NOT_FOUND)
        try:
            return refused_by_store(request.method, path) or _answer(held.fava(), request, path)
        except JjledgerError as error:
            return refusal(HTTPStatus.SERVICE_UNAVAILABLE, escape(str(error)))

    return gated(answer, hosts, _ELSEWHERE)


def _answer(fava: Flask, request: Request, path: str) -> Response:
    """Ask Fava, and keep its pages to themselves."""
    response = ask(fava, request, Address("", path, request.query_string.decode("latin-1")))
    if response.status_code == HTTPStatus.NOT_FOUND and response.mimetype == "text/html":
        return refusal(HTTPStatus.NOT_FOUND)
    if response.mimetype == "text/html":
        response.set_data(response.get_data().replace(b"</head>", _DRESS, 1))
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
