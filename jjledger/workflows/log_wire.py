"""A log and its witnesses over HTTP: a log's files fetched, a request posted.

What lives here: the wire, with limits. What must not: believing what comes over it; whoever asked verifies.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from jjledger.errors import OptionError, Trouble
from jjledger.store.log_files import CHECKPOINT, LOG
from jjledger.workflows.log_witness import ReadFile

_SECONDS: Final = 20
_MOST_BYTES: Final = 32 * 1024 * 1024  # of a file: 256 entries of 65,535 bytes are half of it
ADD_CHECKPOINT: Final = "/add-checkpoint"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a server said."""

    status: int
    body: bytes


def is_address(site: str) -> bool:
    """Say whether somebody means a web address."""
    return site.startswith(("http://", "https://"))


def reader_of(site: str) -> ReadFile:
    """Read a log's files out of a folder or over HTTP.

    Args:
        site: a site or a log's folder, or its address.

    Raises:
        OptionError: there is no log.
    """
    if is_address(site):
        base = site.rstrip("/")
        base = base if base.endswith(f"/{LOG}") else f"{base}/{LOG}"
        return lambda name: _fetched(f"{base}/{name}")
    for folder in (Path(site), Path(site, LOG)):
        if (folder / CHECKPOINT).is_file():
            return lambda name: (folder / name).read_bytes()
    raise OptionError(
        Trouble(site, "这里没有公示登记册。", "请写已公示的网站：它的文件夹，或 https:// 开头的网址。")
    )


def post_request(address: str, data: bytes) -> Answered:
    """Ask a witness.

    Args:
        address: before `/add-checkpoint`.
        data: the request.

    Raises:
        OptionError: nobody answers there.
    """
    if not is_address(address):
        raise OptionError(
            Trouble(
                address, "这不是网址。", "请写 http:// 或 https:// 开头的网址，例如 http://127.0.0.1:8900"
            )
        )
    url = address.rstrip("/").removesuffix(ADD_CHECKPOINT) + ADD_CHECKPOINT
    try:
        return _spoken(Request(url, data=data, method="POST"))  # noqa: S310 - http or https, as looked at above
    except (URLError, TimeoutError, OSError) as error:
        reason = getattr(error, "reason", error)
        raise OptionError(
            Trouble(
                url, f"连不上见证人：{reason}。", "请确认地址，或改用文件：jjledger log witness request。"
            )
        ) from None


def _spoken(request: Request) -> Answered:
    try:
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - see above
            return Answered(answer.status, answer.read(_MOST_BYTES))
    except HTTPError as error:
        with error:
            return Answered(error.code, error.read(_MOST_BYTES))


def _fetched(url: str) -> bytes:
    """Fetch a file.

    Raises:
        OSError: it is not there, or nobody answers.
    """
    parts = urlsplit(url)
    assert parts.scheme in {"http", "https"}, url
    answered = _spoken(Request(url))  # noqa: S310 - see above
    if answered.status != HTTPStatus.OK:
        raise FileNotFoundError(url)
    return answered.body
