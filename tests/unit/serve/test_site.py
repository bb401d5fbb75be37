"""The whole public site: which address leads where, and what every answer carries."""

from http import HTTPStatus
from pathlib import Path

import pytest
from werkzeug.test import Client

from jjledger.serve.answers import BOOK_POLICY, SITE_POLICY
from jjledger.serve.site import allowed_hosts
from tests.small_sites import BANK, publish, write
from tests.small_sites import client as client_of


@pytest.fixture
def client(tmp_path: Path) -> Client:
    publish(tmp_path, "jia")
    write(tmp_path, "d/jia/2025-01/public-revenue/report.pdf", "%PDF-")
    write(tmp_path, "css/tokens.css", "body{}")
    return client_of(tmp_path)


def test_the_place_of_a_book_leads_to_fava(client: Client) -> None:
    for address in ("/book/jia", "/book/jia/index.html"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (301, "/book/jia/")
    answer = client.get("/book/jia/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/book/jia/balance_sheet/")


def test_where_a_book_is_held_back_the_published_page_stands(client: Client, tmp_path: Path) -> None:
    (tmp_path / "d/jia/book.beancount").unlink()
    assert "要用 jjledger serve" in client.get("/book/jia/index.html").text
    assert client.get("/book/jia/balance_sheet/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("address", [
    "/book/yi/", "/book/yi/balance_sheet/", "/book/", "/book/Jia/", "/book/jia.json", "/book/../d/jia/", "/jump",
    "/book/%2e%2e/d/jia/index.html", "/book//jia/", "/book/jia//balance_sheet/", "/book/static/", "/book/static/..%2f__init__.py",
    "/book/static/app.py", "/d/jia/../../secret", "/.public/1.json", "/public/", "//", "/d/jia/index.html/", "/etc/passwd",
])  # fmt: skip
def test_everything_else_is_not_found(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "没有这一页" in answer.text


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"]
)
@pytest.mark.parametrize(
    "address", ["/", "/book/jia/api/source", "/book/jia/api/add_entries", "/book/static/app.js"]
)
def test_whatever_would_write_is_refused(client: Client, method: str, address: str) -> None:
    answer = client.open(address, method=method, json={})
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(("address", "status", "policy"), [
    ("/", 200, SITE_POLICY),
    ("/d/jia/", 200, SITE_POLICY),
    ("/d/jia", 301, SITE_POLICY),
    ("/d/jia/book.beancount", 200, SITE_POLICY),
    ("/css/tokens.css", 200, SITE_POLICY),
    ("/d/jia/2025-01/public-revenue/report.pdf", 200, "frame-ancestors 'none'"),
    ("/nothing", 404, None),
    ("/book/jia/", 302, BOOK_POLICY),
    ("/book/jia/balance_sheet/", 200, BOOK_POLICY),
    ("/book/jia/api/balance_sheet", 200, BOOK_POLICY),
    ("/book/jia/api/query", 404, SITE_POLICY),
    ("/book/jia/download-journal/", 200, BOOK_POLICY),
    ("/book/reader.css", 200, SITE_POLICY),
    ("/book/static/app.js?mtime=1", 200, SITE_POLICY),
])  # fmt: skip
def test_every_answer_carries_the_headers(
    client: Client, address: str, status: int, policy: str | None
) -> None:
    for method in ("GET", "HEAD"):
        answer = client.open(address, method=method)
        assert answer.status_code == status
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert policy in {None, answer.headers["Content-Security-Policy"]}
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"] or policy == BOOK_POLICY


def test_head_tells_what_get_would_send(client: Client) -> None:
    for address in ("/", "/book/jia/balance_sheet/", "/nothing"):
        got, told = client.get(address), client.head(address)
        assert told.data == b""
        assert told.headers["Content-Length"] == got.headers["Content-Length"]
        assert told.headers.get("ETag") == got.headers.get("ETag")


def test_who_has_a_page_already_is_not_sent_it_again(client: Client) -> None:
    for address in ("/", "/book/jia/balance_sheet/", "/book/jia/api/journal_page?page=1&order=desc"):
        tag = client.get(address).headers["ETag"]
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (HTTPStatus.NOT_MODIFIED, b"")


def test_text_goes_packed(client: Client) -> None:
    for address in ("/", "/book/jia/balance_sheet/", "/book/static/app.js?mtime=1"):
        packed = client.get(address, headers={"Accept-Encoding": "gzip, br"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert len(packed.data) * 2 < len(client.get(address).data)


def test_what_never_changes_is_kept_for_ever_and_the_rest_asked_about(client: Client) -> None:
    def kept(address: str) -> str:
        return client.get(address).headers["Cache-Control"]

    hashed = next(path.name for path in _fava_static().glob("fira-sans-latin-400-normal-*.woff2"))
    assert "immutable" in kept(f"/book/static/{hashed}")
    assert "immutable" in kept("/book/static/app.js?mtime=1")
    assert kept("/book/static/app.js") == "no-cache"
    assert kept("/book/reader.css") == "no-cache"
    assert kept("/d/jia/") == "no-cache"
    assert kept("/book/jia/balance_sheet/") == "no-cache"


def test_a_book_that_wants_more_than_to_be_read_is_never_loaded(tmp_path: Path) -> None:
    publish(tmp_path, "jia", 'include "/etc/passwd"\n')
    answer = client_of(tmp_path).get("/book/jia/api/source?filename=")
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "root:" not in answer.text


def test_an_account_with_a_chinese_name_has_a_page(client: Client) -> None:
    assert client.get(f"/book/jia/account/{BANK}/").status_code == HTTPStatus.OK


def test_the_site_answers_to_its_own_names_and_those_it_was_given() -> None:
    hosts = allowed_hosts("0.0.0.0", 8000, ["Gongshi.Example"])  # noqa: S104 -- a name, nothing is bound
    assert hosts == {
        "127.0.0.1:8000", "localhost:8000", "[::1]:8000", "0.0.0.0:8000", "gongshi.example", "gongshi.example:8000",
    }  # fmt: skip
    assert "[fe80::1]:80" in allowed_hosts("fe80::1", 80, [])


def _fava_static() -> Path:
    import fava  # noqa: PLC0415 -- only to find its folder

    return Path(fava.__file__).parent / "static"
