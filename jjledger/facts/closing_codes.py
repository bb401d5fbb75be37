"""Which findings block the close of a month though they do not make the books wrong."""

from __future__ import annotations

from typing import Final

# Missing evidence with which no month is closed: statements with a gap, a stranger's name or unread rows;
# drafts of an import that wait; money nobody has explained; a statement's record that cannot be read.
CLOSE_BLOCKING: Final[frozenset[str]] = frozenset({"E61", "E62", "E63", "E64", "E65", "E66"})
