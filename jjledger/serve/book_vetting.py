"""What a public book may hold before Fava loads it.

A ledger is code: it can load modules, read other files and name folders to be served. A
public book needs none of that, so whatever asks for it is refused unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from beancount.core.data import Custom, Document
from beancount.parser import parser

# Options of Fava that run a file or serve a folder.
_DANGEROUS: Final = frozenset({"default-file", "import-config", "import-dirs", "insert-entry"})


class UnfitBookError(ValueError):
    """A book that may not be served."""


def vet(text: str) -> None:
    """Refuse a book that wants more than to be read.

    Args:
        text: the whole book.

    Raises:
        UnfitBookError: it names other files, modules or folders.
    """
    entries, _, options = parser.parse_string(text)
    demands = [*_demands_of_options(options), *_demands_of_entries(entries)]
    if demands:
        raise UnfitBookError("公开账簿里有不该有的内容：" + "、".join(demands))


def _demands_of_options(options: dict[str, Any]) -> Iterator[str]:
    """List what the options ask for."""
    for option in ("include", "plugin", "documents"):
        if options[option]:
            yield option
    if options["insert_pythonpath"]:
        yield "insert_pythonpath"


def _demands_of_entries(entries: list[Any]) -> Iterator[str]:
    """List what the directives ask for."""
    for entry in entries:
        if isinstance(entry, Document):
            yield "document"
        if isinstance(entry, Custom):
            # Fava takes "import_config" for "import-config".
            first = str(entry.values[0].value).replace("_", "-") if entry.values else ""
            if entry.type == "fava-extension" or (entry.type == "fava-option" and first in _DANGEROUS):
                yield f"{entry.type} {first}"
