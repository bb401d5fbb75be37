"""The published site: files as they were published, with the right types."""

from __future__ import annotations

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
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def page(published: Published, path: str) -> Response:
    """Answer with a published file.

    Args:
        published: the tree.
        path: below the tree, without a leading slash; a folder means its index.html.
    """
    relpath = f"{path}{INDEX}" if path.endswith("/") or not path else path
    content_type = TYPES.get(PurePosixPath(relpath).suffix)
    data = published.read(relpath) if content_type else None
    if data is not None:
        response = Response(data, content_type=content_type)
        if content_type == TYPES[".pdf"]:  # a browser's own viewer obeys the policy too, and breaks
            response.headers["Content-Security-Policy"] = "frame-ancestors 'none'"
        return response
    if published.identity(f"{relpath}/{INDEX}"):
        return moved(f"/{path}/")
    return refusal(HTTPStatus.NOT_FOUND)


def moved(address: str) -> Response:
    """Send a reader on to another address of this site, which must begin with one slash."""
    return Response(status=HTTPStatus.MOVED_PERMANENTLY, headers={"Location": address})
