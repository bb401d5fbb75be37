"""One community as the editor holds it: its books, loaded once until a file changes, and its Fava."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Final

from flask import Flask, request

from jjledger.books.ledger import MAIN, Ledger
from jjledger.books.linter import refuse_foreign_plugins
from jjledger.books.source import Source
from jjledger.errors import JjledgerError
from jjledger.facts.entry import Deed
from jjledger.serve.desk.names import names_in
from jjledger.serve.edited_ledger import EditedLedger
from jjledger.serve.fava_application import fava_of
from jjledger.store.lock import account
from jjledger.store.system import System
from jjledger.workflows.disclose import Published
from jjledger.workflows.frozen import load_frozen
from jjledger.workflows.published import published_at
from jjledger.workflows.record import record
from jjledger.workflows.text_edit import TextEdit, rehearse_text
from jjledger.workflows.vouchers.private_words import with_private_findings

# Folders that hold nothing the books are read from.
_ASIDE: Final = frozenset({"build", "private"})

_Stamp = tuple[tuple[str, int, int, int], ...]


class Held:
    """A community that an accountant has open."""

    def __init__(self, folder: Path, system: System, site: Path | None = None) -> None:
        """Hold a community; nothing is loaded yet.

        Args:
            folder: the community's.
            system: the machine.
            site: where what is out stands; None: nobody said.
        """
        self.folder = folder
        self.site = site
        self.code = folder.name
        self.system = system
        self.forms = Lock()  # one form at a time; other processes are the store's business
        self._lock = Lock()
        self._stamp: tuple[_Stamp, date] | None = None
        self._ledger: Ledger | JjledgerError | None = None
        self._fava_lock = Lock()
        self._fava: Flask | None = None

    def ledger(self) -> Ledger:
        """Give the books as they are now.

        Raises:
            JjledgerError: they cannot be read.
        """
        with self._lock:
            stamp = (tuple(_stamp_of(self.folder)), self.system.today())
            if stamp != self._stamp:
                self._ledger, self._stamp = self._loaded(stamp[1]), stamp
            if isinstance(self._ledger, JjledgerError):
                raise self._ledger.with_traceback(None)
            assert self._ledger is not None, "loaded two lines ago"
            return self._ledger

    def checked(self) -> Ledger:
        """Give the books with all that a check finds; of this, what holds publications alone keeps nobody from writing.

        Raises:
            JjledgerError: they, or the roster, cannot be read.
        """
        return with_private_findings(self.ledger(), self.system.today())

    def fava(self) -> Flask:
        """Give Fava on these books; who comes while it loads waits.

        Raises:
            BooksError: the ledger would run other code than ours.
        """
        with self._fava_lock:
            if self._fava is None:
                refuse_foreign_plugins(Source(self.folder))
                ledger = EditedLedger(self.folder / MAIN, self.code, self._save)
                self._fava = fava_of(self.code, ledger, read_only=False)
            return self._fava

    def published(self) -> Published | None:
        """Give what of the community is out; None where nothing is, or nobody said where.

        Raises:
            OptionError: what is out cannot be read.
        """
        return published_at(self.site / "d" / self.code) if self.site else None

    def release(self) -> None:
        """Let go of what is in memory; it is loaded anew when somebody asks."""
        with self._lock:
            self._ledger = self._stamp = None
        with self._fava_lock:
            self._fava = None

    def _loaded(self, today: date) -> Ledger | JjledgerError:
        try:
            return load_frozen(self.folder, today, self.system)
        except JjledgerError as error:
            return error

    def _save(self, seen: Mapping[str, bytes], wanted: Mapping[str, bytes], why: str) -> None:
        """Write what Fava wants written."""
        edit = TextEdit(seen, wanted, Deed(names_in(request.cookies).prepared or account(), why))
        record(rehearse_text(self.folder, edit, self.system.today()), self.system)


def _stamp_of(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    """Tell the state of a folder by names, times and sizes of the files the books are read from."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if entry.name.startswith(".") or entry.name in _ASIDE or entry.name.endswith("~"):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _stamp_of(Path(entry.path))
            else:
                status = entry.stat(follow_symlinks=False)
                yield entry.path, status.st_mtime_ns, status.st_size, status.st_ino
