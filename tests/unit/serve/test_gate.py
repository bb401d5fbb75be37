"""The gate before everything: hosts, length, characters, and mistakes of ours."""

import logging
from http import HTTPStatus

import pytest
from werkzeug import Request, Response
from werkzeug.test import Client, create_environ, run_wsgi_app

from jjledger.serve.gate import gated
from jjledger.serve.server import loopback_hosts


def echo(_: Request, path: str) -> Response:
    return Response(path)


def ask(host: str, path: str = "/", **environ: str) -> tuple[str, str]:
    asked = {**create_environ(path), "HTTP_HOST": host, **environ}
    body, status, _ = run_wsgi_app(gated(echo, loopback_hosts(5000)), asked)
    return status.split()[0], b"".join(body).decode()


@pytest.mark.parametrize("host", ["127.0.0.1:5000", "localhost:5000", "LocalHost:5000", "[::1]:5000"])
def test_the_names_of_this_machine_are_let_in(host: str) -> None:
    assert ask(host) == ("200", "/")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:5000", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:50001", "localhost:5000.evil.example",
        "localhost:5000@evil.example", "127.0.0.1.evil.example:5000", "", "localhost:5000 ", "2130706433:5000",
    ],
)  # fmt: skip
def test_a_name_somebody_else_pointed_here_is_not(host: str) -> None:
    status, text = ask(host)
    assert status == str(int(HTTPStatus.MISDIRECTED_REQUEST))
    assert "地址不对" in text


def test_a_forwarded_name_counts_for_nothing() -> None:
    status, _ = ask("evil.example", HTTP_X_FORWARDED_HOST="localhost:5000")
    assert status == "421"


def test_without_a_port_the_bare_names_serve() -> None:
    assert {"localhost", "127.0.0.1:80"} <= loopback_hosts(80)
    assert "localhost" not in loopback_hosts(8080)


@pytest.mark.parametrize("path", ["/d/\0", "/d/\n", "/\x1f", "d/", "", "/\xff"])
def test_an_address_that_no_page_can_have_is_not_found(path: str) -> None:
    assert ask("localhost:5000", PATH_INFO=path)[0] == "404"


def test_a_chinese_address_arrives_decoded_once() -> None:
    assert ask("localhost:5000", PATH_INFO="/%25/账户".encode().decode("latin-1")) == ("200", "/%25/账户")


def test_an_address_without_end_is_refused() -> None:
    assert ask("localhost:5000", "/?" + "a" * 4095)[0] == "200"
    assert ask("localhost:5000", "/?" + "a" * 4096)[0] == "414"


def test_a_mistake_of_ours_becomes_a_page_and_keeps_its_trace(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: Request, __: str) -> Response:
        raise ValueError("机密")

    with caplog.at_level(logging.ERROR):
        response = Client(gated(broken, frozenset({"localhost"}))).get("/账")
    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "服务器出错" in response.text
    assert "机密" not in response.text
    assert "机密" in caplog.text
