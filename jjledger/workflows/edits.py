"""What was edited in a ledger without this program: seen, committed with its author, or set aside.

What lives here: the two things a person may decide about an edit. What must not: deciding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Any, Final

from jjledger.books.community_file import DISTRICT
from jjledger.books.ledger import Ledger, load_ledger
from jjledger.books.source import ENDINGS, Source
from jjledger.encoding import BYTE_ORDER_MARK_8
from jjledger.errors import ChangedError, JjledgerError, OptionError, Trouble
from jjledger.facts.entry import Deed
from jjledger.store.aside import kept_aside, set_aside
from jjledger.store.foreign import Edit, foreign_edits
from jjledger.store.home import find_home
from jjledger.store.system import System
from jjledger.store.writer import Saved, Writer, writing
from jjledger.workflows.frozen import RECORDS
from jjledger.workflows.record import load_copy, read_books

_PERIODIC: Final = "会计基础工作规范第63条：按期结账"


@dataclass(frozen=True, slots=True)
class Edits:
    """The edits of a ledger that its history does not know."""

    folder: Path
    in_git: bool  # else nothing can be told
    edits: tuple[Edit, ...]
    aside: tuple[Path, ...]  # what was ever set aside

    def words(self) -> str:
        """Tell them to a person, with old and new lines."""
        if not self.in_git:
            return f"{self.folder} 不在自己的 git 版本库里，看不出谁改过什么。jjledger doctor 会说明怎么办。"
        lines = [f"{edit.kind}  {edit.name}\n{edit.diff()}\n" for edit in self.edits]
        lines.append(f"{len(self.edits)} 个文件有没登记的改动。" if self.edits else "没有没登记的改动。")
        if self.aside:
            lines.append(
                f"以前另存的改动 {len(self.aside)} 份：\n" + "\n".join(f"  {path}" for path in self.aside)
            )
        return "\n".join(lines)

    def record(self) -> dict[str, Any]:
        """Give them for programs."""
        edits = [{"file": edit.name, "kind": edit.kind, "diff": edit.diff()} for edit in self.edits]
        return {"in_git": self.in_git, "edits": edits, "aside": [str(path) for path in self.aside]}

    def chosen(self, names: Sequence[str]) -> tuple[Edit, ...]:
        """Pick edits by file, or by the folder they are in; `.` means all.

        Raises:
            OptionError: nothing of the name was edited.
        """
        picked: dict[str, Edit] = {}
        for name in names:
            tidy = name.removeprefix("./").rstrip("/")
            found = [
                edit for edit in self.edits if tidy in {".", edit.name} or edit.name.startswith(f"{tidy}/")
            ]
            if not found:
                edited = "、".join(edit.name for edit in self.edits) or "没有"
                raise OptionError(
                    Trouble(
                        name, "这个文件没有未登记的改动。", f"请写其中的文件（相对 {self.folder}）：{edited}"
                    )
                )
            picked |= {edit.name: edit for edit in found}
        return tuple(picked.values())


def edits_of(folder: Path, system: System) -> Edits:
    """List the edits of a community or of a whole district.

    Args:
        folder: which.
        system: the machine.

    Raises:
        StoreError: git or the disk refused.
    """
    home = find_home(folder, system)
    return Edits(home.folder, home.repository is not None, foreign_edits(home, system), kept_aside(home))


def blocked_by(folder: Path, today: date) -> tuple[str, ...]:
    """Say what is wrong with the books as they stand, edits and all; committing them does not mend it.

    Args:
        folder: a community's or a district's folder.
        today: the day on which the checks ask.
    """
    folders = (
        [path.parent for path in folder.glob("*/community.toml")]
        if (folder / DISTRICT).is_file()
        else [folder]
    )
    found: list[str] = []
    for community in sorted(folders):
        try:
            found += [finding.text() for finding in _to_be(community, today).blocking()]
        except JjledgerError as error:
            found.append(str(error))
    return tuple(found)


def _to_be(community: Path, today: date) -> Ledger:
    """Load a community as it will stand when its edits are committed: without the marks editors leave."""
    if not any(Source(community).mark(name) for name in Source(community).ledger_names()):
        return load_ledger(community, today)
    plain = {name: _unmarked(name, text) for name, text in read_books(community).items()}
    return load_copy(community, plain, today)


def _unmarked(name: str, text: bytes) -> bytes:
    """Take the mark away that beancount stumbles over; a table keeps the one by which Excel knows it."""
    return text.removeprefix(BYTE_ORDER_MARK_8) if PurePath(name).suffix.lower() in ENDINGS else text


def commit_edits(shown: Edits, names: Sequence[str], deed: Deed, system: System) -> Saved:
    """Commit edits as they were shown, with who made them and why; a mark before ledger text is taken away after.

    Args:
        shown: what the person saw.
        names: which files, or folders.
        deed: author and reason.
        system: the machine.

    Raises:
        OptionError: a name was not edited, or author or reason is missing.
        ChangedError: a file has been edited again since.
        StoreError: git or the disk refused.
    """
    if not deed.who.strip() or not deed.why.strip():
        raise OptionError(
            Trouble("--author", "没有写明是谁改的、为什么改。", '请加上  --author 姓名 --why "原因"')
        )
    now = {edit.name: edit.now for edit in shown.chosen(names)}
    for name in now:
        if RECORDS in PurePath(name).parts:
            raise OptionError(
                Trouble(
                    name, "结账记录只由 close、reopen 写，不能登记手工的改动。",
                    f"请恢复原来的记录： jjledger edits 账本 --set-aside {name}", _PERIODIC,
                )
            )  # fmt: skip
    plain = {name: text and _unmarked(name, text) for name, text in now.items()}
    with writing(shown.folder, system) as writer:
        saved = writer.save(now, now, deed)
        if plain == now:
            return saved
        # In a commit of its own: the first one keeps what the person wrote, to the letter.
        return writer.save(now, plain, Deed(deed.who, f"{deed.why}（去掉文件开头的 BOM）"))


def set_edits_aside(shown: Edits, names: Sequence[str], system: System) -> tuple[Path, ...]:
    """Keep edits outside the books, and put back what the history has.

    Args:
        shown: what the person saw.
        names: which files, or folders.
        system: the machine.

    Returns:
        Where each is kept.

    Raises:
        OptionError: a name was not edited.
        ChangedError: a file has been edited again since.
        StoreError: git or the disk refused.
    """
    chosen = shown.chosen(names)
    with writing(shown.folder, system) as writer:
        _refuse_committed(writer, chosen, system)
        return set_aside(writer.home, chosen, system)


def _refuse_committed(writer: Writer, edits: Sequence[Edit], system: System) -> None:
    """Refuse what somebody has committed meanwhile: the history's text is another now."""
    standing = {edit.name: edit for edit in foreign_edits(writer.home, system)}
    for edit in edits:
        if standing.get(edit.name) != edit:
            raise ChangedError(
                Trouble(edit.name, "这处改动在这期间变了，没有另存。", "请再看一次改动，再决定。")
            )
