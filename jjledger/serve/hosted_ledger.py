"""A public book as Fava holds it for everybody: in Chinese, folded, with our report pages.

The book itself says nothing of this, so that stock Fava opens it as it is downloaded.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final, cast

from beancount.core.data import Custom, new_metadata
from beancount.parser.grammar import ValueType
from fava.beans import abc
from fava.core import FavaLedger
from fava.core.fava_options import parse_options

from jjledger.serve.published import Record

EXTENSION: Final = "jjledger.serve.fava_extension"

Settings = tuple[tuple[str, ...], ...]  # type of a custom directive, then its values

_SETTINGS: Final[Settings] = (
    ("fava-option", "language", "zh"),
    ("fava-option", "locale", "zh_CN"),
    ("fava-option", "collapse-pattern", "^[^:]+:[^:]+:[^:]+$"),
    ("fava-option", "show-accounts-with-zero-balance", "false"),
    ("fava-option", "invert-income-liabilities-equity", "true"),
    ("fava-option", "default-page", "balance_sheet/"),
    ("fava-extension", EXTENSION),
)
SIDE_LINK: Final = "fava-sidebar-link"


class HostedLedger(FavaLedger):
    """The ledger of one public book."""

    def __init__(self, book: Path, code: str, record: Callable[[], Record]) -> None:
        """Load a book.

        Args:
            book: the file; nobody may write to it while it is hosted.
            code: the community's.
            record: tells what is published beside it.
        """
        self.record = record
        self._code = code
        # The other watcher takes two inotify instances a ledger, of which a user has 128.
        super().__init__(str(book), poll_watcher=True)

    def load_file(self) -> None:
        """Load the book, then dress it; the entries that Fava shows and exports stay the book's own."""
        super().load_file()
        # The book's own side link takes the closings away by hand; here that is done where it is due.
        own = [entry for entry in self.all_entries_by_type.Custom if entry.type != SIDE_LINK]
        customs = [*own, *directives(_SETTINGS), *directives(_side_links(self._code))]
        self.all_entries_by_type = self.all_entries_by_type._replace(Custom=customs)
        self.fava_options, self.fava_options_errors = parse_options(customs)
        self.format_decimal.load_file()
        self.misc.load_file()
        self.extensions.load_file()


def _side_links(code: str) -> Settings:
    """Lead back to what is published about the community."""
    return (
        (SIDE_LINK, "回到公示页面", f"/d/{code}/index.html"),
        (SIDE_LINK, "下载这本账", f"/d/{code}/book.beancount"),
    )


def directives(settings: Settings) -> list[abc.Custom]:
    """Write settings as the directives they would be in a ledger.

    Args:
        settings: type of each custom directive, then its values.
    """
    written = [
        Custom(new_metadata(__file__, 0), date.min, kind, [ValueType(value, str) for value in values])
        for kind, *values in settings
    ]
    return cast("list[abc.Custom]", written)  # Fava knows beancount's as its own
