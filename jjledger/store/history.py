"""The history of a ledger: begun, and read as the log of who wrote what and when.

What lives here: the first commit, and the log. What must not: saving.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from jjledger.facts.entry import Deed
from jjledger.store.files import make_folders, write_atomically
from jjledger.store.foreign import never_kept
from jjledger.store.git import Repository, clean_environ, command, find_repository, git_refusal
from jjledger.store.refusals import refusing
from jjledger.store.system import CHINA, System

_BRANCH: Final = "main"
_SETTINGS: Final = {
    ".gitignore": b"private/\nbuild/\npublic\n.public*/\n.jjledger/\n",
    ".gitattributes": b"* -text\n",  # line ends stay as they are on every machine
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One change of a ledger."""

    commit: str
    when: datetime  # in China, whatever zone the machine was set to
    who: str
    account: str  # on the machine
    why: str
    files: tuple[str, ...]  # below the repository's root


def read_history(repository: Repository, below: str, limit: int) -> tuple[Happened, ...]:
    """Read the latest changes of a folder, the newest first.

    Args:
        repository: whose.
        below: the folder, below the root; "." for all.
        limit: how many at most.

    Raises:
        StoreError: git refused.
    """
    if repository.head() is None:
        return ()
    fields = "%x1e%H%x1f%aI%x1f%an%x1f%cn%x1f%B%x1f"
    answer = repository.say(
        "log", f"--max-count={limit}", "-z", "--no-renames", "--name-only", "--encoding=UTF-8",
        f"--format={fields}", "HEAD", "--", f":(literal){below}",
    )  # fmt: skip
    changes = []
    for entry in answer.split(b"\x1e")[1:]:
        commit, when, who, by, why, files = (os.fsdecode(part) for part in entry.split(b"\x1f", 5))
        names = tuple(name for name in files.replace("\n", "").split("\0") if name)
        moment = datetime.fromisoformat(when).astimezone(CHINA)
        changes.append(Happened(commit, moment, who, by, why.strip(), names))
    return tuple(changes)


def start_repository(folder: Path, deed: Deed, system: System) -> bool:
    """Make a folder a repository, with everything in it but private and built files as its first commit.

    Args:
        folder: in no repository.
        deed: who, and why.
        system: the machine.

    Returns:
        Whether it was made: not where there is no git.

    Raises:
        StoreError: git or the disk refused.
    """
    words = ("init", "--quiet", "--template=", f"--initial-branch={_BRANCH}")
    with refusing(folder):
        try:
            ran = system.run(command(folder, *words), b"", clean_environ(), None)
        except FileNotFoundError:
            return False
    if ran.code != 0:
        raise git_refusal(folder, ran)
    for name, data in _SETTINGS.items():
        if not (folder / name).exists():
            write_atomically(folder / name, data, system)
    repository = find_repository(folder, system)
    assert repository is not None, "it was made a line ago"
    make_folders(folder / ".jjledger", system)
    write_atomically(folder / ".jjledger" / ".gitignore", b"*\n", system)
    begin_history(repository, deed, system)
    return True


def begin_history(repository: Repository, deed: Deed, system: System) -> str:
    """Commit everything that stands there, as the first commit of a branch that is not born yet.

    Args:
        repository: without a commit.
        deed: who commits it, and why.
        system: the machine.

    Returns:
        The commit.

    Raises:
        StoreError: git or the disk refused.
    """
    with repository.private_index() as index:
        repository.say("read-tree", "--empty", index=index)
        listed = repository.say("ls-files", "-z", "--others", "--exclude-standard", index=index).split(b"\0")
        names = b"".join(name + b"\0" for name in listed if name and not never_kept(os.fsdecode(name)))
        repository.say("update-index", "-z", "--add", "--stdin", data=names, index=index)
        tree = repository.say("write-tree", index=index).decode().strip()
    commit = repository.tree_commit(tree, None, deed, system.now())
    if not repository.move(commit, None, deed.why):
        head = repository.head()
        assert head is not None, "somebody else was first"
        return head
    repository.say("read-tree", commit)
    return commit
