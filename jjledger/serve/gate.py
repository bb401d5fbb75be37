"""The gate that every request passes, whoever answers it.

What lives here: which hosts, methods and sizes are let in, and what goes out with every
answer. What must not: what is answered.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug import Request, Response

from jjledger.serve.answers import finish, refusal

READING: Final = frozenset({"GET", "HEAD"})

_LONGEST_ADDRESS: Final = 4096  # bytes of path and query
_FIRST_PRINTABLE: Final = " "

_LOG: Final = logging.getLogger(__name__)


def gated(
    answer: Callable[[Request, str], Response], hosts: frozenset[str], elsewhere: str = ""
) -> WSGIApplication:
    """Put the gate before an answerer.

    Args:
        answer: takes a request and its path, decoded once, with its leading slash.
        hosts: the names, with ports, that the site goes by; a request for any other was led
            here by somebody else's name server.
        elsewhere: what to tell such a request; "" the usual words.
    """

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ, populate_request=False)
        known = request.environ.get("HTTP_HOST", "").lower() in hosts
        told = _answered(answer, request) if known else refusal(HTTPStatus.MISDIRECTED_REQUEST, elsewhere)
        response = finish(told, request)
        return response(environ, start_response)

    return application


def _answered(answer: Callable[[Request, str], Response], request: Request) -> Response:
    """Answer, or refuse."""
    raw = request.environ.get("PATH_INFO", "").encode("latin-1")
    if len(raw) + len(request.query_string) > _LONGEST_ADDRESS:
        return refusal(HTTPStatus.REQUEST_URI_TOO_LONG)
    try:
        path = raw.decode()
    except UnicodeDecodeError:
        return refusal(HTTPStatus.NOT_FOUND)
    if not path.startswith("/") or min(path) < _FIRST_PRINTABLE:
        return refusal(HTTPStatus.NOT_FOUND)
    try:
        return answer(request, path)
    except Exception:  # noqa: BLE001 -- whatever it is, a reader gets a page and we keep the trace
        _LOG.exception("%s", ascii(path))
        return refusal(HTTPStatus.INTERNAL_SERVER_ERROR)
