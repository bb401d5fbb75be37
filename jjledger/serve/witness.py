"""A witness over HTTP: `POST /add-checkpoint` of C2SP tlog-witness, for a log on this machine or behind a tunnel.

What lives here: which status a refusal has. What must not: deciding; the same function answers a file.
"""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import Final
from wsgiref.types import WSGIApplication

from werkzeug import Request, Response

from jjledger.errors import StoreError
from jjledger.proof import witness
from jjledger.proof.checkpoint import read
from jjledger.proof.failed import ProofError
from jjledger.proof.note import read as read_note
from jjledger.serve.gate import gated
from jjledger.store.system import System
from jjledger.store.witness_state import open_state
from jjledger.workflows.log_wire import ADD_CHECKPOINT
from jjledger.workflows.log_witness import Witnessing, answer_request, refused_words

MOST_BYTES: Final = 128 * 1024  # of a request: a note of at most 64 KiB, and at most 63 hashes
_SIZE: Final = "text/x.tlog.size"
_PLAIN: Final = "text/plain; charset=utf-8"
_STATUS: Final = {
    "origin": HTTPStatus.NOT_FOUND,
    "unsigned": HTTPStatus.FORBIDDEN,
    "log-unsigned": HTTPStatus.FORBIDDEN,
    "signature": HTTPStatus.FORBIDDEN,
    "known-size": HTTPStatus.CONFLICT,
}
_MALFORMED: Final = frozenset(
    {"request", "base64", "hash", "checkpoint", "note-large", "note-text", "note-control", "note-end"}
    | {"note-form", "note-many"}
)


def application(who: Witnessing, folder: Path, hosts: frozenset[str], system: System) -> WSGIApplication:
    """Build a witness that answers requests.

    Args:
        who: the witness, and where it reads the log.
        folder: its memory.
        hosts: the names it goes by.
        system: the machine.
    """

    def answered(request: Request, path: str) -> Response:
        if path != ADD_CHECKPOINT:
            return _said(HTTPStatus.NOT_FOUND, "只有 POST /add-checkpoint。\n")
        if request.method != "POST":
            return _said(HTTPStatus.METHOD_NOT_ALLOWED, "请用 POST。\n")
        data = request.get_data()
        try:
            with open_state(folder, system) as state:
                line = answer_request(data, who, state, int(system.now().timestamp()))
        except ProofError as error:
            return _refused(data, error)
        except StoreError as error:
            return _said(HTTPStatus.SERVICE_UNAVAILABLE, f"{error}\n")
        return Response(line, HTTPStatus.OK, content_type=_PLAIN)

    return gated(answered, hosts)


def _refused(data: bytes, error: ProofError) -> Response:
    """Say no as the protocol has it.

    Source: C2SP tlog-witness v1.0.0.
    """
    if error.code in _MALFORMED:
        return _said(HTTPStatus.BAD_REQUEST, f"{refused_words(error)}\n")
    asked = witness.read(data)
    size = read(read_note(asked.checkpoint).text).size
    if error.code == "known-size":
        if asked.old > size:
            return _said(HTTPStatus.BAD_REQUEST, f"{refused_words(error)}\n")
        return Response(f"{error.about}\n", HTTPStatus.CONFLICT, content_type=_SIZE)
    if error.code == "old-root" and asked.old == size:
        return Response(f"{size}\n", HTTPStatus.CONFLICT, content_type=_SIZE)
    if error.code == "sizes":
        return _said(HTTPStatus.BAD_REQUEST, f"{refused_words(error)}\n")
    return _said(_STATUS.get(error.code, HTTPStatus.UNPROCESSABLE_ENTITY), f"{refused_words(error)}\n")


def _said(status: HTTPStatus, words: str) -> Response:
    return Response(words, status, content_type=_PLAIN)
