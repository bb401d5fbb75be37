"""Edit the ledger's own text as a person typed it: rehearsed first, and never to the worse.

What lives here: whether an edit may stand. What must not: the words of a voucher, which
people type themselves here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.errors import ChangedError, EntryRefusedError, JjledgerError, Trouble
from jjledger.facts.entry import Deed
from jjledger.facts.finding import Finding
from jjledger.workflows.record import Rehearsal, as_trouble, load_copy, read_books


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Files of the ledger as a person wants them."""

    seen: Mapping[str, bytes]  # as the person had them before them, by path below the folder
    wanted: Mapping[str, bytes]  # whole new content
    deed: Deed


def rehearse_text(folder: Path, edit: TextEdit, today: date) -> Rehearsal:
    """Check the books as they would be after an edit.

    Books that are wrong already may be mended step by step: refused is what makes anything
    wrong that was not wrong before, or leaves text that cannot be read.

    Args:
        folder: the community's folder.
        edit: what is wanted.
        today: the day on which the checks ask.

    Raises:
        ChangedError: a file is not what the person had seen.
        EntryRefusedError: the books would have a blocking finding that they had not.
        BooksError: the text could not be read.
        StoreError: the disk refused.
    """
    before = read_books(folder)
    for name, seen in edit.seen.items():
        if before.get(name, b"") != seen:
            raise ChangedError(
                Trouble(
                    str(folder / name), "打开以后，这个文件被别人改动了。没有保存。",
                    "请复制自己改的内容，刷新页面，在新的内容上再改。",
                )
            )  # fmt: skip
    changed = {name: data for name, data in edit.wanted.items() if before.get(name) != data}
    after = _not_worse(folder, {**before, **changed}, today)
    standing = {name: before[name] for name in changed if name in before}
    return Rehearsal(folder, (), (), changed, {**before, **standing}, (), edit.deed, after, ())


def _not_worse(folder: Path, files: Mapping[str, bytes], today: date) -> Ledger:
    """Load the books as they would be, and refuse what is wrong there and was not before."""
    after = load_copy(folder, files, today)
    blocking = after.blocking()
    if not blocking:
        return after
    try:
        known = Counter(map(_what, load_ledger(folder, today).blocking()))
    except JjledgerError:
        return after  # it can be read again: the rest is shown by the checks
    worse = [finding for finding in blocking if _is_new(finding, known)]
    if worse:
        raise EntryRefusedError(tuple(map(as_trouble, worse)))
    return after


def _is_new(finding: Finding, known: Counter[tuple[str, str, str]]) -> bool:
    """Say whether a finding is one more than there were; lines move as text is edited."""
    known[_what(finding)] -= 1
    return known[_what(finding)] < 0


def _what(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.place.file, finding.what
