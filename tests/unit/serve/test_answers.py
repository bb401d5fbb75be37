"""What every answer carries, and how refusals read."""

import gzip
from http import HTTPStatus

import pytest
from werkzeug import Request, Response
from werkzeug.test import EnvironBuilder

from jjledger.serve.answers import BOOK_POLICY, SITE_POLICY, finish, refusal, refusal_to_script

LONG = "账" * 1000


def asking(**headers: str) -> Request:
    return Request(
        EnvironBuilder(headers={name.replace("_", "-"): text for name, text in headers.items()}).get_environ()
    )


def html(text: str = LONG) -> Response:
    return Response(text, content_type="text/html; charset=utf-8")


@pytest.mark.parametrize(
    "response", [html(), refusal(HTTPStatus.NOT_FOUND), refusal_to_script(HTTPStatus.NOT_FOUND)]
)
def test_every_answer_carries_the_headers(response: Response) -> None:
    headers = finish(response, asking()).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_the_sites_policy_lets_nothing_run() -> None:
    assert finish(html(), asking()).headers["Content-Security-Policy"] == SITE_POLICY
    assert "unsafe" not in SITE_POLICY
    scripts = next(part for part in SITE_POLICY.split("; ") if part.startswith("script-src"))
    assert scripts == "script-src 'self'"
    assert SITE_POLICY.startswith("default-src 'none';")


def test_favas_policy_lets_only_its_own_scripts_run() -> None:
    scripts = next(part for part in BOOK_POLICY.split("; ") if part.startswith("script-src"))
    assert scripts == "script-src 'self' 'wasm-unsafe-eval'"
    assert "http" not in BOOK_POLICY


def test_long_text_is_packed_for_those_who_take_it() -> None:
    packed = finish(html(), asking(Accept_Encoding="gzip"))
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < 100
    assert gzip.decompress(packed.data).decode() == LONG
    for refusing in ("", "identity", "gzip;q=0", "br"):
        plain = finish(html(), asking(Accept_Encoding=refusing))
        assert "Content-Encoding" not in plain.headers
        assert plain.get_data(as_text=True) == LONG
        assert plain.headers["Vary"] == "Accept-Encoding"


def test_short_text_and_pictures_are_not_packed() -> None:
    for response in (html("账"), Response(b"\x89PNG" * 1000, content_type="image/png")):
        answered = finish(response, asking(Accept_Encoding="gzip"))
        assert "Content-Encoding" not in answered.headers
        assert "Vary" not in answered.headers


def test_who_has_it_already_gets_no_content() -> None:
    tag = finish(html(), asking()).headers["ETag"]
    again = finish(html(), asking(If_None_Match=tag, Accept_Encoding="gzip"))
    assert again.status_code == HTTPStatus.NOT_MODIFIED
    assert again.headers["Vary"] == "Accept-Encoding"
    assert finish(html(LONG + "改"), asking(If_None_Match=tag)).status_code == HTTPStatus.OK


def test_a_refusal_is_not_kept_and_never_turned_into_no_content() -> None:
    first = finish(refusal(HTTPStatus.NOT_FOUND), asking(If_None_Match="*"))
    assert first.status_code == HTTPStatus.NOT_FOUND
    assert first.headers["Cache-Control"] == "no-store"
    assert "ETag" not in first.headers


def test_a_refusal_says_what_is_wrong_in_chinese() -> None:
    assert "没有这一页" in refusal(HTTPStatus.NOT_FOUND).get_data(as_text=True)
    assert "--allow-host" in refusal(HTTPStatus.MISDIRECTED_REQUEST).get_data(as_text=True)
    assert "太复杂" in refusal(HTTPStatus.BAD_REQUEST, "太复杂").get_data(as_text=True)


def test_a_refusal_to_a_script_says_it_where_fava_looks() -> None:
    assert refusal_to_script(HTTPStatus.BAD_REQUEST, "太复杂").json == {"error": "太复杂"}
    assert refusal_to_script(HTTPStatus.SERVICE_UNAVAILABLE).json == {
        "error": "现在查阅账簿的人太多，请过一会儿再试。"
    }
