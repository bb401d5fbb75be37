"""Everything that stops the program, one class a cause.

An error says where, shows the user's own line, says what is wrong, on what ground,
and how to mend it. What is wrong with the books themselves is a `Finding`, not an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# The ground of a refusal that no law asks for, but our own format.
FORMAT: Final = "小区账本的写法（docs/ledger-format.md）"


@dataclass(frozen=True, slots=True)
class Trouble:
    """The five parts of a message to a user."""

    place: str  # file:line, or a path, or the command's argument
    what: str
    remedy: str
    ground: str = ""
    excerpt: str = ""  # the user's own line, with its number

    def text(self, label: str) -> str:
        """Lay the parts out, one a line."""
        parts = [f"{self.place}: {label}"]
        if self.excerpt:
            parts.append(f"  {self.excerpt}")
        parts.append(self.what)
        if self.ground:
            parts.append(f"依据: {self.ground}")
        parts.append(self.remedy)
        return "\n".join(parts)


class JjledgerError(Exception):
    """Cannot go on; the command line exits with 2."""

    label = "错误"

    def __init__(self, trouble: Trouble) -> None:
        """Keep the parts and build the message from them."""
        self.trouble = trouble
        super().__init__(trouble.text(self.label))

    def __reduce__(self) -> tuple[type[JjledgerError], tuple[object]]:
        """Pass from one process to another with all parts."""
        return type(self), (self.trouble,)


class LedgerNotFoundError(JjledgerError):
    """There is no ledger where the user pointed."""


class EncodingError(JjledgerError):
    """A file is not UTF-8."""


class CommunityFileError(JjledgerError):
    """community.toml or district.toml is not what it must be."""


class RegisterError(JjledgerError):
    """register.csv is not what it must be."""


class LawError(JjledgerError):
    """A law file is refused, or a parameter is not in force."""


class BooksError(JjledgerError):
    """beancount could not load the ledger."""

    def __init__(self, troubles: tuple[Trouble, ...]) -> None:
        """Keep every loader error; show them all."""
        self.troubles = troubles
        super().__init__(troubles[0])
        self.args = ("\n\n".join(trouble.text(self.label) for trouble in troubles),)

    def __reduce__(self) -> tuple[type[BooksError], tuple[object]]:
        """Pass from one process to another with all errors."""
        return type(self), (self.troubles,)


class EntryRefusedError(JjledgerError):
    """A voucher would make the books wrong; nothing was written."""

    label = "不能记账"

    def __init__(self, troubles: tuple[Trouble, ...]) -> None:
        """Keep everything that would be wrong; show it all."""
        self.troubles = troubles
        super().__init__(troubles[0])
        self.args = ("\n\n".join(trouble.text(self.label) for trouble in troubles),)

    def __reduce__(self) -> tuple[type[EntryRefusedError], tuple[object]]:
        """Pass from one process to another with all of it."""
        return type(self), (self.troubles,)


class CloseRefusedError(EntryRefusedError):
    """Something of the month is left open, so it is not closed; all of it."""

    label = "不能结账"


class SheetError(EntryRefusedError):
    """A spreadsheet is not what it must be, in one place or in several; nothing was written."""


class ExportError(SheetError):
    """An export or an archive is not as it was written, in one place or in several."""

    label = "与原来不符"


class UnknownLayoutError(SheetError):
    """A statement has the heading of no layout; the message names the nearest and what is missing in it."""


class PeriodError(JjledgerError):
    """A period is unknown or not whole."""


class RenderError(JjledgerError):
    """A page or PDF could not be made."""


class FontError(JjledgerError):
    """The font that PDFs are printed in is not on this machine."""


class StoreError(JjledgerError):
    """The disk refused; nothing was changed."""


class ChangedError(StoreError):
    """A file is no longer what the writer had read; nothing was changed."""


class ForeignEditError(ChangedError):
    """A file holds somebody's edit that the history does not know; it stays as it is."""


class LogError(StoreError):
    """The public log is not as it was signed, or an entry must not stand in it; nothing was signed."""

    label = "公示登记册"


class OptionError(JjledgerError):
    """An argument of the command line makes no sense here."""


def refusal(place: str, what: str, remedy: str, ground: str = "") -> OptionError:
    """Build the error that refuses what a command was asked for."""
    return OptionError(Trouble(place, what, remedy, ground))
