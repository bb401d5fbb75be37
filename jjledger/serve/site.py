"""The whole public site: published pages at /, public books at /book/<community>/."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit
from wsgiref.types import WSGIApplication

import fava
from werkzeug import Request, Response

from jjledger.serve.answers import refusal
from jjledger.serve.book_host import MOUNT, BookHost
from jjledger.serve.gate import READING, gated
from jjledger.serve.pages import moved, page
from jjledger.serve.published import Published

_BOOK: Final = re.compile(rf"{MOUNT}/(?P<code>[a-z0-9][a-z0-9-]*)(?:/(?P<rest>.*))?")
_FAVA_FILES: Final = f"{MOUNT}/static/"
_FOR_EVER: Final = "public, max-age=31536000, immutable"


def application(public: Path, hosts: frozenset[str]) -> WSGIApplication:
    """Build the public site.

    Args:
        public: the published tree, or the link to it that a publication turns.
        hosts: the names, with ports, that the site goes by; see `server.loopback_hosts`.
    """
    published = Published(public)
    fava_files = Published(Path(fava.__file__).parent / "static")
    return gated(_Site(published, fava_files, BookHost(published)).answer, hosts)


@dataclass(frozen=True, slots=True)
class _Site:
    """What answers what."""

    published: Published
    fava_files: Published
    books: BookHost

    def answer(self, request: Request, path: str) -> Response:
        """Answer a request by its address."""
        if request.method not in READING:
            response = refusal(HTTPStatus.METHOD_NOT_ALLOWED)
            response.headers["Allow"] = ", ".join(sorted(READING))
            return response
        if path.startswith(_FAVA_FILES):
            return self._fava_file(request, path.removeprefix(_FAVA_FILES))
        if path == "/jump":
            return _jump(request)
        held = _BOOK.fullmatch(path)
        if held is None:
            return page(self.published, path.removeprefix("/"))
        if held["rest"] is not None:
            return self.books.answer(request, held["code"], held["rest"])
        return moved(f"{path}/") if self.books.holds(held["code"]) else refusal(HTTPStatus.NOT_FOUND)

    def _fava_file(self, request: Request, name: str) -> Response:
        """Answer with one of Fava's scripts, styles and fonts."""
        response = page(self.fava_files, name)
        if response.status_code == HTTPStatus.OK and "mtime" in request.args:
            response.headers["Cache-Control"] = _FOR_EVER
        return response


def _jump(request: Request) -> Response:
    """Go back to the page of a book somebody came from, with parts of its query replaced.

    This is what a side link of a book points at. It leads to books and nowhere else.
    """
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.host or not came_from.path.startswith(f"{MOUNT}/"):
        return refusal(HTTPStatus.NOT_FOUND)
    kept = [(name, value) for name, value in parse_qsl(came_from.query) if name not in request.args]
    asked = [(name, value) for name, value in request.args.items(multi=True) if value]
    return Response(
        status=HTTPStatus.FOUND, headers={"Location": f"{came_from.path}?{urlencode([*kept, *asked])}"}
    )
