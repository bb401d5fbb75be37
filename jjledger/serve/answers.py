"""Answers that carry no figures: refusals in Chinese, and the headers on everything.

What lives here: how an answer looks on the wire. What must not: which one a request gets.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from http import HTTPStatus
from typing import Final

from werkzeug import Request, Response

_STYLE: Final = (
    ":root{color-scheme:light dark}"
    "body{font:1.1rem/1.7 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.2rem}"
)
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_SEALED: Final = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

# A page of the site: styles, pictures and fonts of its own, and the one script that looks through
# lists; nothing written into a page runs.
SITE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
    f"font-src 'self'; {_SEALED}"
)

# Fava: its own scripts, one of which compiles a parser, and nothing from anywhere else. The
# view of a voucher's source writes its style sheet as it runs, so styles may be inline there.
BOOK_POLICY: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    f"img-src 'self' data:; font-src 'self'; connect-src 'self'; {_SEALED}"
)
_REFUSAL_POLICY: Final = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; {_SEALED}"

_ALWAYS: Final = {
    "Content-Security-Policy": SITE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # Fava's side links go back to where they came from
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",  # kept, but asked about each time: a correction shows at once
}

_WORTH_PACKING: Final = 1024  # bytes
_PACKED: Final = ("text/", "application/json", "application/javascript", "application/wasm", "image/svg")

_REFUSALS: Final = {
    HTTPStatus.BAD_REQUEST: ("请求有误", "这个请求服务器读不懂。"),
    HTTPStatus.FORBIDDEN: ("不允许", "这个请求不是从本页面发出的。"),
    HTTPStatus.NOT_FOUND: ("没有这一页", "地址可能写错了，或者这一页还没有公示。"),
    HTTPStatus.METHOD_NOT_ALLOWED: ("只供查阅", "这里只能看，不能改。"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("内容太大", "送来的内容超过了限度。"),
    HTTPStatus.REQUEST_URI_TOO_LONG: ("地址太长", "这个地址超过了限度。"),
    HTTPStatus.MISDIRECTED_REQUEST: (
        "地址不对",
        "本站不以这个域名或端口提供服务。管理员可以用 --allow-host 加上它。",
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: ("服务器出错", "这一页暂时打不开，请稍后再试或告诉物业管理处。"),
    HTTPStatus.SERVICE_UNAVAILABLE: ("请稍候", "现在查阅账簿的人太多，请过一会儿再试。"),
}


def refusal(status: HTTPStatus, words: str = "") -> Response:
    """Say no in Chinese.

    Args:
        status: one of the kinds listed above.
        words: what is wrong, where the words of the kind do not say it.
    """
    title, usual = _REFUSALS[status]
    text = (
        f'<!doctype html>\n<html lang="zh-CN"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style>"
        f'<h1>{title}</h1><p>{words or usual}</p><p><a href="/">回到首页</a></p></html>\n'
    )
    response = Response(text, status, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = _REFUSAL_POLICY
    response.headers["Cache-Control"] = "no-store"
    return response


def refusal_to_script(status: HTTPStatus, words: str = "") -> Response:
    """Say no to a script of Fava's, which shows the words in its own page.

    Args:
        status: one of the kinds listed above.
        words: what is wrong, where the words of the kind do not say it.
    """
    text = json.dumps({"error": words or _REFUSALS[status][1]}, ensure_ascii=False)
    response = Response(text, status, content_type="application/json; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def finish(response: Response, request: Request) -> Response:
    """Put on what every answer carries: the headers, a tag of its content, and gzip."""
    for name, value in _ALWAYS.items():
        response.headers.setdefault(name, value)
    if response.status_code != HTTPStatus.OK:
        return response
    packs = (response.mimetype or "").startswith(_PACKED) and len(response.get_data()) >= _WORTH_PACKING
    if packs:
        response.vary.add("Accept-Encoding")
    response.add_etag(weak=True)  # the same for both encodings
    response.make_conditional(request)
    if packs and response.status_code == HTTPStatus.OK and request.accept_encodings["gzip"] > 0:
        response.set_data(gzip.compress(response.get_data(), compresslevel=6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
