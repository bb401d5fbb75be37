"""The program run as a server by a person: started by its command, ended by its process id.

What lives here: starting, asking and ending. What must not: expectations.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Final

LOOPBACK: Final = "127.0.0.1"
_PROGRAM: Final = (sys.executable, "-c", "from jjledger.cli.main import main; main()")
_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    port: int
    process: subprocess.Popen[bytes]
    temporary: Path  # where it keeps what it makes for itself

    @property
    def address(self) -> str:
        """Give the start of its addresses."""
        return f"http://{LOOPBACK}:{self.port}"

    def ask(
        self, path: str, method: str = "GET", body: str = "", headers: dict[str, str] | None = None
    ) -> tuple[HTTPResponse, bytes]:
        """Send one request; give the answer and its content."""
        connection = HTTPConnection(LOOPBACK, self.port, timeout=_SECONDS)
        try:
            connection.request(method, path, body.encode() or None, headers or {})
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    def say(self, raw: bytes) -> bytes:
        """Send bytes as they are; give all that comes back."""
        with socket.create_connection((LOOPBACK, self.port), timeout=_SECONDS) as connection:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def end(self) -> int:
        """Tell it to end, as a service manager does; give its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(_SECONDS)


def run(*command: str) -> str:
    """Run a command of the program to its good end; give what it said."""
    ended = subprocess.run([*_PROGRAM, *command], capture_output=True, text=True, timeout=600, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@contextmanager
def running(temporary: Path, *command: str) -> Iterator[Running]:
    """Run a command of the program that serves on --port until the block ends.

    Args:
        temporary: an empty folder for its temporary files and its log.
        command: the command and its options, without --port.
    """
    port = _free_port()
    environ = {**os.environ, "TMPDIR": str(temporary), "PYTHONUTF8": "1"}
    with (temporary / "log").open("wb") as log:
        process = subprocess.Popen(
            [*_PROGRAM, *command, "--port", str(port)], env=environ, stdout=log, stderr=log
        )
        try:
            _await(port, process, temporary / "log")
            yield Running(port, process, temporary)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait(_SECONDS)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        return int(free.getsockname()[1])


def _await(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection((LOOPBACK, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"it does not serve:\n{log.read_text('utf-8')}")
