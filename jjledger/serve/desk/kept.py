"""What the server keeps in memory between two pages: files a person sent, and what was just saved.

A form that is shown again cannot hold a file, so a file that was sent is kept under the hash
of its content for as long as there is room. Nothing of it is on the disk.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Final

from jjledger.workflows.originals import Paper

_MOST_BYTES: Final = 200_000_000
_MOST_NOTES: Final = 200


class Uploads:
    """Files that people sent, the latest ones."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        """Keep files up to some number of bytes in all."""
        self._most_bytes = most_bytes
        self._papers: OrderedDict[str, Paper] = OrderedDict()
        self._lock = Lock()

    def put(self, paper: Paper) -> str:
        """Keep a file; give the token by which it is found again."""
        token = hashlib.sha256(paper.name.encode() + b"\0" + paper.data).hexdigest()
        with self._lock:
            self._papers[token] = paper
            self._papers.move_to_end(token)
            while len(self._papers) > 1 and self._size() > self._most_bytes:
                self._papers.popitem(last=False)
        return token

    def get(self, token: str) -> Paper | None:
        """Find a file again; None where it has been forgotten."""
        with self._lock:
            return self._papers.get(token)

    def _size(self) -> int:
        return sum(len(paper.data) for paper in self._papers.values())


class Answered:
    """Forms that were carried out, and where each led: a second click leads there too, and writes nothing."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._led: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def put(self, once: str, address: str) -> None:
        """Remember where a form led.

        Args:
            once: the form as it was filled in; "" it has no name.
            address: the page that says what was saved.
        """
        with self._lock:
            if once:
                self._led[once] = address
            while len(self._led) > _MOST_NOTES:
                self._led.popitem(last=False)

    def get(self, once: str) -> str:
        """Tell where a form led; "" where it was not carried out."""
        with self._lock:
            return self._led.get(once, "")


class SavedNotes:
    """What was saved, to be said on the page that comes after; no address can put words there."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._notes: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        self._lock = Lock()

    def put(self, lines: Sequence[str]) -> str:
        """Keep some lines; give the token by which they are found again."""
        token = secrets.token_urlsafe(8)
        with self._lock:
            self._notes[token] = tuple(lines)
            while len(self._notes) > _MOST_NOTES:
                self._notes.popitem(last=False)
        return token

    def get(self, token: str) -> tuple[str, ...]:
        """Give the lines; none where there are none."""
        with self._lock:
            return self._notes.get(token, ())
