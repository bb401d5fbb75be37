"""Binding, and what the server itself refuses before any application is asked."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from werkzeug import Request, Response

from jjledger.errors import OptionError
from jjledger.serve import book_host
from jjledger.serve import server as module
from jjledger.serve.server import LOOPBACK, authority, server

ECHO = Request.application(lambda request: Response(request.path))


@contextmanager
def serving() -> Iterator[int]:
    bound = server(ECHO, LOOPBACK, 0)
    thread = Thread(target=bound.serve)
    thread.start()
    try:
        yield bound.bind_addr[1]
    finally:
        bound.stop()
        thread.join(10)
        assert not thread.is_alive()


def say(port: int, sent: bytes) -> bytes:
    with socket.create_connection((LOOPBACK, port), timeout=10) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # cheroot drops its socket
def test_a_taken_port_is_told_with_the_remedy() -> None:
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        taken.listen()
        with pytest.raises(OptionError, match="--port"):
            server(ECHO, LOOPBACK, taken.getsockname()[1])


def test_what_is_too_large_is_refused_by_the_server_itself() -> None:
    with serving() as port:
        head = b"GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        assert say(port, head + b"\r\n").startswith(b"HTTP/1.1 200")
        assert say(port, head + b"X: " + b"a" * 20_000 + b"\r\n\r\n").startswith(b"HTTP/1.1 413")
        assert say(port, b"POST" + head[3:] + b"Content-Length: 2000\r\n\r\n").startswith(b"HTTP/1.1 413")


def test_a_request_that_is_none_is_refused() -> None:
    with serving() as port:
        for sent in (
            b"GARBAGE\r\n\r\n",
            b"GET /\r\n\r\n",
            b"GET http://x/ HTTP/9.9\r\n\r\n",
        ):
            assert b" 200 " not in say(port, sent).split(b"\r\n")[0]


def test_an_address_is_written_as_in_a_url() -> None:
    assert authority("127.0.0.1", 5000) == "127.0.0.1:5000"
    assert authority("::1", 5000) == "[::1]:5000"


def test_readers_of_books_leave_threads_for_pages() -> None:
    assert module._THREADS - book_host._AT_ONCE >= 8  # noqa: SLF001 - figures of two modules, compared once


def test_importing_the_server_does_not_import_fava() -> None:
    asked = "import sys, jjledger.cli.main; print('fava' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
