"""A private book as Fava holds it for its accountant: it writes through the store, and links to the desk."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fava.core import FavaLedger

from jjledger.serve.hosted_ledger import SIDE_LINK, Settings, directives
from jjledger.serve.stored_text import Save, StoredText

# The desk's pages, in the order of an accountant's month, then what goes out to the owners.
DESK_PAGES: Final = (
    ("import", "导入"),
    ("drafts", "待核"),
    ("vouchers", "凭证"),
    ("reconcile", "对账"),
    ("closing", "结账"),
    ("due", "日程"),
    ("posted", "张贴"),
    ("objections", "异议"),
)


class EditedLedger(FavaLedger):
    """The ledger of one private book."""

    def __init__(self, main_file: Path, code: str, save: Save) -> None:
        """Load a book.

        Args:
            main_file: the community's main.beancount.
            code: the community's.
            save: writes whole files of the ledger, all of them or none.
        """
        self._code = code
        super().__init__(str(main_file), poll_watcher=True)
        self.file = StoredText(self, save)

    def load_file(self) -> None:
        """Load the book, then add the links; nothing of them stands in the ledger."""
        super().load_file()
        customs = [*self.all_entries_by_type.Custom, *directives(_side_links(self._code))]
        self.all_entries_by_type = self.all_entries_by_type._replace(Custom=customs)
        self.misc.load_file()


def _side_links(code: str) -> Settings:
    """Lead to the pages on which an accountant works."""
    return tuple((SIDE_LINK, title, f"/desk/{code}/{page}") for page, title in DESK_PAGES)
