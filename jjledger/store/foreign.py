"""Edits that the history does not know: made with a text editor, or by another program.

They are welcome and stay where they are, but nothing is written over them: somebody commits
them with their author first, or sets them aside.

What lives here: finding such edits, and showing them. What must not: deciding about them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import PurePosixPath
from typing import Final

from jjledger.errors import ForeignEditError, Trouble
from jjledger.store.deferred import deferred_hashes
from jjledger.store.files import read_or_none
from jjledger.store.git import Blob
from jjledger.store.home import Home
from jjledger.store.journal import hash_of
from jjledger.store.refusals import UNTOUCHED
from jjledger.store.system import System

NEVER_KEPT: Final = frozenset({"private", "build", ".jjledger"})  # names, products: in no history
_MOST_LINES: Final = 40


@dataclass(frozen=True, slots=True)
class Edit:
    """One file that differs from the history."""

    name: str  # below the ledger's folder
    before: bytes | None  # as the history has it; None where it has no such file
    now: bytes | None  # as it stands; None where it is gone

    @property
    def kind(self) -> str:
        """Say in a word what was done."""
        if self.before is None:
            return "新增"
        return "删除" if self.now is None else "修改"

    def diff(self) -> str:
        """Show old and new lines; a file that is no text only by its size."""
        try:
            before, now = ((data or b"").decode("utf-8").splitlines() for data in (self.before, self.now))
        except UnicodeDecodeError:
            return f"（不是文本：原 {len(self.before or b''):,} 字节，现 {len(self.now or b''):,} 字节）"
        return "\n".join(
            unified_diff(before, now, f"已登记 {self.name}", f"现有 {self.name}", lineterm="", n=1)
        )


def same(one: bytes | None, other: bytes | None) -> bool:
    """Say whether two contents are the same but for the line ends a checkout may have changed."""
    if one is None or other is None:
        return one is other
    return one == other or one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n")


def never_kept(name: str) -> bool:
    """Say whether a file belongs in no history: names of persons, and what is made from the rest."""
    return not NEVER_KEPT.isdisjoint(PurePosixPath(name).parts)


def foreign_edits(home: Home, system: System) -> tuple[Edit, ...]:
    """List what in a ledger's folder differs from the history.

    Args:
        home: where the ledger belongs.
        system: the machine.

    Returns:
        By name; empty outside git.

    Raises:
        StoreError: git or the disk refused.
    """
    repository = home.repository
    if repository is None:
        return ()
    head = repository.head()
    listed = repository.say(
        "status",
        "--porcelain",
        "-z",
        "--no-renames",
        "--untracked-files=all",
        "--",
        f":(literal){home.below_top('.')}",
    )
    paths = [os.fsdecode(line[3:]) for line in listed.split(b"\0") if line]
    paths = [path for path in paths if not never_kept(path) and not path.endswith("~")]
    blobs = repository.blobs(head, paths)
    inside, ours = PurePosixPath(home.below_top(".")), deferred_hashes(home, system)
    edits = []
    for path in paths:
        blob, now = blobs[path], read_or_none(home.top / path, system)
        if path in ours and ours[path] == hash_of(now):
            continue  # saved while there was no git; the next save commits it
        if not same(blob.data if blob else None, now):
            name = PurePosixPath(path).relative_to(inside).as_posix()
            edits.append(Edit(name, blob.data if blob else None, now))
    return tuple(sorted(edits, key=lambda edit: edit.name))


def refuse_foreign_edit(home: Home, name: str, blob: Blob | None, now: bytes | None) -> None:
    """Refuse to write over a file that is not as the history has it.

    Args:
        home: where the ledger belongs.
        name: of the file below the ledger's folder.
        blob: as the history has it.
        now: as it stands.

    Raises:
        ForeignEditError: with the difference, and what can be done about it.
    """
    before = blob.data if blob else None
    if same(before, now):
        return
    edit = Edit(name, before, now)
    lines = edit.diff().split("\n")
    more = [f"……还有 {len(lines) - _MOST_LINES} 行"] if len(lines) > _MOST_LINES else []
    raise ForeignEditError(
        Trouble(
            str(home.folder / name),
            f"这个文件有一处还没有登记的改动（{edit.kind}），不是本程序写的。{UNTOUCHED}",
            f"请先登记：jjledger edits {home.folder} --commit {name} --author 姓名 --why 原因；"
            f"或者另存：jjledger edits {home.folder} --set-aside {name}",
            "",
            "\n  ".join((*lines[:_MOST_LINES], *more)),
        )
    )
