"""Fava as a WSGI application of ours, with its known faults closed."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import fava.application
from fava.core import FavaLedger
from flask import Flask, url_for
from werkzeug import Request, Response


class OneLedger:
    """What Fava asks for its ledgers: here the community's own, under its code.

    Fava's own makes the address from the title, which two communities may share.
    """

    def __init__(self, code: str, ledger: FavaLedger) -> None:
        """Hold a ledger."""
        self._code = code
        self._ledger = ledger

    def first_slug(self) -> str:
        """Give the part of the address that stands for the ledger."""
        return self._code

    def items(self) -> tuple[tuple[str, FavaLedger], ...]:
        """List the ledgers by address, for links from one to another."""
        return ((self._code, self._ledger),)

    def __getitem__(self, code: str) -> FavaLedger:
        """Look a ledger up; a KeyError becomes a page not found."""
        return {self._code: self._ledger}[code]


def fava_of(code: str, ledger: FavaLedger, *, read_only: bool) -> Flask:
    """Make a Fava application of one ledger.

    Args:
        code: the community's code, first part of every address.
        ledger: what it shows.
        read_only: whether it refuses everything but GET.
    """
    # Fava keeps made addresses for all its applications together and forgets where each is
    # mounted, so that one application answers with another's.
    fava.application._cached_url_for = url_for  # type: ignore[assignment]  # noqa: SLF001 -- the fault itself
    application = fava.application.create_app([], read_only=read_only, poll_watcher=True)
    application.config["LEDGERS"] = OneLedger(code, ledger)
    logging.getLogger("fava.json_api").addFilter(_without_trace)  # added once, however often
    return application


def _without_trace(record: logging.LogRecord) -> bool:
    """Keep what Fava says of a refusal, which its page shows, without the trace of how it came about."""
    record.exc_info = None
    return True


@dataclass(frozen=True, slots=True)
class Address:
    """What Fava is asked for."""

    mount: str  # the part before Fava's own, as `/book`; "" where there is none
    path: str  # the rest, with a leading slash
    query: str  # as it stands behind the question mark


def ask(application: Flask, request: Request, address: Address) -> Response:
    """Pass a request on to Fava and take its whole answer.

    Args:
        application: Fava.
        request: what somebody asked us.
        address: what to ask of Fava.

    Returns:
        Fava's answer, its pages marked as Chinese.
    """
    environ = {name: value for name, value in request.environ.items() if not name.startswith("werkzeug.")}
    environ |= {
        "SCRIPT_NAME": address.mount,
        "PATH_INFO": address.path.encode().decode("latin-1"),
        "QUERY_STRING": address.query,
        "REQUEST_METHOD": "GET" if request.method == "HEAD" else request.method,
        "HTTP_ACCEPT_LANGUAGE": "zh-CN",  # whatever the reader's browser speaks
    }
    for conditional in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"):
        environ.pop(conditional, None)  # ours to answer, from the finished page
    response = Response.from_app(application, environ, buffered=True)
    if response.mimetype == "text/html":
        page = response.get_data()
        # Without it a browser may choose Japanese shapes for Chinese characters.
        response.set_data(page.replace(b"<html>", b'<html lang="zh-CN">', 1))
    return response
