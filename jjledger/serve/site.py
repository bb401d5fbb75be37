"""The whole public site: published pages at /, public books at /book/<community>/."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final
from wsgiref.types import WSGIApplication

import fava
from werkzeug import Request, Response

from jjledger.serve.answers import refusal
from jjledger.serve.book_host import MOUNT, SHEET, BookHost
from jjledger.serve.gate import READING, gated
from jjledger.serve.pages import INDEX, moved, page
from jjledger.serve.published import Published
from jjledger.serve.server import authority, loopback_hosts

_BOOK: Final = re.compile(rf"{MOUNT}/(?P<code>[a-z0-9][a-z0-9-]*)(?:/(?P<rest>.*))?")
_FAVA_FILES: Final = f"{MOUNT}/static/"
_NAMED_BY_CONTENT: Final = re.compile(r".*-[0-9A-Z]{8}\.[a-z0-9]+")
_FOR_EVER: Final = "public, max-age=31536000, immutable"


def allowed_hosts(host: str, port: int, others: Iterable[str]) -> frozenset[str]:
    """List the names the site answers to.

    Args:
        host: the address it listens on.
        port: the port.
        others: names it is reached by besides, perhaps through a proxy on another port.
    """
    named = [name.lower() for name in others]
    return loopback_hosts(port) | {authority(host, port), *named, *(f"{name}:{port}" for name in named)}


def application(public: Path, hosts: frozenset[str]) -> WSGIApplication:
    """Build the public site.

    Args:
        public: the published tree, or the link to it that a publication turns.
        hosts: the names, with ports, that the site goes by; see `server.loopback_hosts`.
    """
    published = Published(public)
    fava_files = Published(Path(fava.__file__).parent / "static")
    own_files = Published(Path(__file__).parent / "static")
    return gated(_Site(published, fava_files, own_files, BookHost(published)).answer, hosts)


@dataclass(frozen=True, slots=True)
class _Site:
    """What answers what."""

    published: Published
    fava_files: Published
    own_files: Published
    books: BookHost

    def answer(self, request: Request, path: str) -> Response:
        """Answer a request by its address."""
        if request.method not in READING:
            response = refusal(HTTPStatus.METHOD_NOT_ALLOWED)
            response.headers["Allow"] = ", ".join(sorted(READING))
            return response
        if path.startswith(_FAVA_FILES):
            return self._fava_file(request, path.removeprefix(_FAVA_FILES))
        if path == SHEET:
            return page(self.own_files, path.removeprefix(f"{MOUNT}/"))
        held = _BOOK.fullmatch(path)
        if held is None or not self.books.holds(held["code"]):
            return page(self.published, path.removeprefix("/"))
        # Where nobody serves books, a published page stands at index.html and says so.
        if held["rest"] in {None, INDEX}:
            return moved(f"{MOUNT}/{held['code']}/")
        return self.books.answer(request, held["code"], held["rest"])

    def _fava_file(self, request: Request, name: str) -> Response:
        """Answer with one of Fava's scripts, styles and fonts."""
        response = page(self.fava_files, name)
        unchanging = "mtime" in request.args or _NAMED_BY_CONTENT.fullmatch(name)
        if response.status_code == HTTPStatus.OK and unchanging:
            response.headers["Cache-Control"] = _FOR_EVER
        return response
