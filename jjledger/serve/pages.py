"""The published site: files as they were published, with the right types."""

from __future__ import annotations

import re
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Final

from werkzeug import Response

from jjledger.serve.answers import refusal
from jjledger.serve.published import Published

INDEX: Final = "index.html"

# What a publication writes and what Fava's own pages load; nothing else is served.
TYPES: Final = {
    ".beancount": "text/plain; charset=utf-8",
    ".bin": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".note": "text/plain; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".sh": "text/plain; charset=utf-8",
    ".sha256": "text/plain; charset=utf-8",
    ".sums": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".tlog-proof": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

# A page that brings a policy of its own lets in less than the site's would, but its own script by its hash.
_OWN_POLICY: Final = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"<>]+)">')
_HEAD: Final = 1024  # bytes, within which it stands
# What households open by their links: nobody keeps it, and no other place hears that it was looked at.
_OWNERS: Final = "o/"
_UNTRACED: Final = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
# The public log, whose files are named by numbers and have no suffix.
_LOG_TEXTS: Final = re.compile(r"log/(checkpoint|checkpoints/[0-9]+|cosignatures/[0-9]+/[0-9a-f]{8})")
_LOG_TILES: Final = re.compile(r"log/tile/([0-9]+|entries)(/x[0-9]{3})*/[0-9]{3}(\.p/[0-9]+)?")
_LOG_TEXT: Final = TYPES[".txt"]
_SUMS: Final = "SHA256SUMS"
# How a secret key begins, in whatever file somebody put it.
_SECRET: Final = re.compile(rb"^[ \t]*(PRIVATE\+KEY\+|AGE-SECRET-KEY-)", re.MULTILINE)


def page(published: Published, path: str) -> Response:
    """Answer with a published file.

    Args:
        published: the tree.
        path: below the tree, without a leading slash; a folder means its index.html.
    """
    relpath = f"{path}{INDEX}" if path.endswith("/") or not path else path
    content_type = _type_of(relpath)
    data = published.read(relpath) if content_type else None
    if data is not None and not _SECRET.search(data):
        response = Response(data, content_type=content_type)
        if content_type == TYPES[".pdf"]:  # a browser's own viewer obeys the policy too, and breaks
            response.headers["Content-Security-Policy"] = "frame-ancestors 'none'"
        own = _OWN_POLICY.search(data, 0, _HEAD) if content_type == TYPES[".html"] else None
        if own is not None:
            response.headers["Content-Security-Policy"] = f"{own[1].decode()}; frame-ancestors 'none'"
        if relpath.startswith(_OWNERS):
            response.headers.update(_UNTRACED)
        return response
    if published.identity(f"{relpath}/{INDEX}"):
        return moved(f"/{path}/")
    return refusal(HTTPStatus.NOT_FOUND)


def _type_of(relpath: str) -> str | None:
    """Tell how a file is served; None for what is not."""
    if _LOG_TEXTS.fullmatch(relpath):
        return _LOG_TEXT
    if _LOG_TILES.fullmatch(relpath):
        return TYPES[".bin"]
    path = PurePosixPath(relpath)
    return _LOG_TEXT if path.name == _SUMS else TYPES.get(path.suffix.lower())


def moved(address: str) -> Response:
    """Send a reader on to another address of this site, which must begin with one slash."""
    return Response(status=HTTPStatus.MOVED_PERMANENTLY, headers={"Location": address})
