"""The web server under our applications."""

from __future__ import annotations

import signal
from typing import Final
from wsgiref.types import WSGIApplication

from cheroot.wsgi import Server

from jjledger.errors import OptionError, Trouble

LOOPBACK: Final = "127.0.0.1"

_LARGEST_HEADER: Final = 16 * 1024  # bytes, request line and headers
_THREADS: Final = 20
_SECONDS: Final = 10  # an idle connection is cut off
_HTTP_PORT: Final = 80


def loopback_hosts(port: int) -> frozenset[str]:
    """List the names this machine has for itself, as a browser sends them.

    Args:
        port: the server's port.
    """
    names = ("127.0.0.1", "localhost", "[::1]")
    bare = names if port == _HTTP_PORT else ()
    return frozenset({*bare, *(f"{name}:{port}" for name in names)})


def authority(host: str, port: int) -> str:
    """Write an address as it stands in a URL.

    Args:
        host: a name, or an address with dots or colons.
        port: the port.
    """
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def server(app: WSGIApplication, host: str, port: int, largest_body: int = 1024) -> Server:
    """Bind a server without starting it.

    Args:
        app: what answers.
        host: address to listen on; `LOOPBACK` is reached from this machine only.
        port: the port; 0 takes a free one, found in `bind_addr` afterwards.
        largest_body: bytes of a request's content; readers send none.

    Raises:
        OptionError: the address is taken or not ours.
    """
    made = Server((host, port), app, numthreads=_THREADS, timeout=_SECONDS, server_name="jjledger")
    made.max_request_header_size = _LARGEST_HEADER
    made.max_request_body_size = largest_body
    try:
        made.prepare()
    except OSError as error:
        raise OptionError(
            Trouble(
                place=f"{host}:{port}",
                what=f"不能在这个地址上开服务：{error.strerror or error}。",
                remedy="多半是端口被占用；请用 --port 换一个，例如 --port 8001。",
            )
        ) from error
    return made


def run(app: WSGIApplication, host: str, port: int, largest_body: int = 1024) -> None:
    """Serve until interrupted or told to end; what was opened is then cleared away.

    Args:
        app: what answers.
        host: address to listen on.
        port: the port.
        largest_body: bytes of a request's content.

    Raises:
        OptionError: the address is taken or not ours.
    """
    bound = server(app, host, port, largest_body)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        bound.serve()
    except KeyboardInterrupt:
        pass
    finally:
        bound.stop()
