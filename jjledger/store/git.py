"""git, asked through the machine: the history of a ledger.

Only plumbing is used, with an index of our own: no hook runs, nothing is signed, no
converter of line ends touches a byte, and what the caller's environment says of git counts
for nothing.

What lives here: one method for each question or order to git.
What must not: when to ask; that is the writer's.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from jjledger.encoding import one_line
from jjledger.errors import StoreError, Trouble
from jjledger.facts.entry import Deed
from jjledger.store.lock import account
from jjledger.store.refusals import UNTOUCHED, refusing
from jjledger.store.system import Ran, System

_MOST_LOCKS: Final = 2  # a branch has its own and HEAD's
_STALE_SECONDS: Final = 1
_SECOND_NS: Final = 1_000_000_000
_SCRATCH: Final = "index-"
_MOST_NAMES: Final = 500  # on one command line
_LINK: Final = "120000"
_PLAIN: Final = "100644"
_SETTINGS: Final = (
    "core.fsync=committed,reference", "core.hooksPath=/dev/null", "core.fsmonitor=false",
    "core.autocrlf=false", "core.safecrlf=false", "core.quotePath=false", "gc.auto=0",
    "i18n.commitEncoding=UTF-8", "i18n.logOutputEncoding=UTF-8", "log.showSignature=false",
)  # fmt: skip
_KEPT: Final = ("PATH", "HOME", "XDG_CONFIG_HOME", "TMPDIR", "USER", "LOGNAME")
# File or folder in git's own folder → what is going on while it is there.
_UNDER_WAY: Final = {
    "MERGE_HEAD": "合并（merge）",
    "rebase-merge": "变基（rebase）",
    "rebase-apply": "变基（rebase）",
    "CHERRY_PICK_HEAD": "拣选（cherry-pick）",
    "REVERT_HEAD": "还原（revert）",
}


@dataclass(frozen=True, slots=True)
class Blob:
    """A file as a commit has it."""

    data: bytes
    mode: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A git working tree, and the lock that is held while we write in it."""

    root: Path
    own: Path  # git's folder
    system: System
    held: IO[str] | None = None

    def head(self) -> str | None:
        """Give the commit the branch stands at; None where there is none yet."""
        ran = self._run("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        if ran.code not in {0, 1}:
            raise self._refusal(ran)
        return ran.output.decode().strip() or None

    def refuse_under_way(self) -> None:
        """Refuse to write while git stands in the middle of something, or on no branch.

        Raises:
            StoreError: says in the middle of what.
        """
        for name, words in _UNDER_WAY.items():
            if (self.own / name).exists():
                what = f"git 正在{words}，还没有结束。{UNTOUCHED}"
                raise StoreError(Trouble(str(self.root), what, "请先用 git 完成或放弃（git status 会提示），再写入。"))  # fmt: skip
        if self._run("symbolic-ref", "--quiet", "HEAD").code != 0:
            what = f"git 不在任何分支上（detached HEAD），写入的内容换分支时会丢失。{UNTOUCHED}"
            raise StoreError(Trouble(str(self.root), what, "请先回到分支，例如  git switch main"))

    def ignored(self, names: Sequence[str]) -> frozenset[str]:
        """Tell which of some paths below the root git is told to leave alone."""
        if not names:
            return frozenset()
        ran = self._run("check-ignore", "-z", "--stdin", data=_listed(names))
        if ran.code not in {0, 1}:
            raise self._refusal(ran)
        return frozenset(os.fsdecode(name) for name in ran.output.split(b"\0") if name)

    def blobs(self, commit: str | None, names: Sequence[str]) -> Mapping[str, Blob | None]:
        """Read files as a commit has them; None for those it has not."""
        if commit is None or not names:
            return dict.fromkeys(names)
        listed = b"".join(
            self.say("ls-tree", "-z", "--full-tree", commit, "--", *names[start : start + _MOST_NAMES])
            for start in range(0, len(names), _MOST_NAMES)
        )
        found: dict[str, tuple[str, str]] = {}
        for line in listed.split(b"\0"):
            if line:
                head, _, name = line.partition(b"\t")
                mode, _, oid = head.decode().split(" ")
                found[os.fsdecode(name)] = (mode, oid)
        data = self.contents([oid for _, oid in found.values()])
        return {name: Blob(data[found[name][1]], found[name][0]) if name in found else None for name in names}

    def contents(self, oids: Sequence[str]) -> Mapping[str, bytes]:
        """Read contents by git's own names of them, all in one go."""
        answer = self.say("cat-file", "--batch", data="".join(f"{oid}\n" for oid in oids).encode())
        found, at = {}, 0
        for oid in oids:
            end = answer.index(b"\n", at)
            words = answer[at:end].decode().split(" ")
            size = int(words[2]) if words[1:2] == ["blob"] else 0
            found[oid] = answer[end + 1 : end + 1 + size]
            at = end + 1 + size + (words[1:2] == ["blob"])
        return found

    def keep(self, data: bytes) -> str:
        """Put a file's content into the history's store; give its name there."""
        return self.say("hash-object", "-w", "--stdin", data=data).decode().strip()

    def stage(self, changes: Mapping[str, Blob | None]) -> bytes:
        """Keep the contents of some files, and give the lines that put them into an index.

        Args:
            changes: content by path below the root; None where the file goes.
        """
        lines = []
        for name, blob in changes.items():
            head = f"{blob.mode} {self.keep(blob.data)}" if blob else f"0 {'0' * self._name_length()}"
            lines.append(head.encode() + b"\t" + os.fsencode(name) + b"\0")
        return b"".join(lines)

    def commit(self, parent: str, staged: bytes, deed: Deed, now: datetime) -> str:
        """Make a commit that no branch knows yet.

        Args:
            parent: the commit it follows.
            staged: what differs from it.
            deed: author and message.
            now: when.
        """
        with self.private_index() as index:
            self.say("read-tree", parent, index=index)
            self.say("update-index", "-z", "--index-info", data=staged, index=index)
            tree = self.say("write-tree", index=index).decode().strip()
        return self.tree_commit(tree, parent, deed, now)

    @contextmanager
    def private_index(self) -> Iterator[Path]:
        """Name an index of our own, which no person's git reads; it goes with the block."""
        index = self._scratch("own")
        try:
            yield index
        finally:
            for path in (index, index.with_name(f"{index.name}.lock")):
                path.unlink(missing_ok=True)

    def tree_commit(self, tree: str, parent: str | None, deed: Deed, now: datetime) -> str:
        """Make a commit of a whole tree that no branch knows yet."""
        above = ("-p", parent) if parent else ()
        data = f"{one_line(deed.why)}\n".encode("utf-8", "replace")
        return self.say("commit-tree", tree, *above, data=data, by=(deed.who, now)).decode().strip()

    def _name_length(self) -> int:
        """Tell how long git's names of contents are here; there are two kinds of repositories."""
        return len(self.say("hash-object", "--stdin", data=b"").strip())

    def move(self, new: str, old: str | None, why: str) -> bool:
        """Move the branch from one commit to another; say no where it stands elsewhere."""
        words = one_line(why)
        for _ in range(_MOST_LOCKS + 1):
            ran = self._run("update-ref", "-m", f"jjledger: {words}", "HEAD", new, old or "")
            if ran.code == 0:
                return True
            if not self._break_stale_lock(ran):
                break
        stands = self.head()
        if stands == old:
            raise self._refusal(ran)
        return stands == new

    def _break_stale_lock(self, ran: Ran) -> bool:
        """Remove a lock on the branch that a killed git left; say whether there was one.

        Whoever moves a branch holds its lock for a few milliseconds, and our own gits hold the
        store's lock as well. Were one only asleep, its move would fail, since its lock is gone.
        """
        named = re.search(rb"Unable to create '([^']+/(HEAD|refs/[^']+)\.lock)': File exists", ran.errors)
        if named is None:
            return False
        lock = Path(os.fsdecode(named[1]))
        with refusing(lock), suppress(FileNotFoundError):  # it was alive, and is gone
            before = lock.stat()
            if self._began_ns() - before.st_mtime_ns < _STALE_SECONDS * _SECOND_NS:
                time.sleep(_STALE_SECONDS)
            after = lock.stat()
            if (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns):
                self.system.unlink(lock)
        return True

    def _began_ns(self) -> int:
        """Tell when the store's lock was taken, by the clock that files have; 0 where none is held."""
        return os.fstat(self.held.fileno()).st_mtime_ns if self.held else 0

    def contains(self, commit: str) -> bool:
        """Tell whether the branch has a commit in its history."""
        return self._run("merge-base", "--is-ancestor", commit, "HEAD").code == 0

    def commits(self) -> frozenset[str]:
        """List the commits of the branch, since asking for each costs a program's start."""
        return frozenset(self.say("rev-list", "HEAD").decode().split()) if self.head() else frozenset()

    def refresh(self, staged: bytes) -> bool:
        """Tell a person's index of written files, so that the next commit does not take them back.

        The index's lock is a second name of a file of ours, so that a lock left by a writer
        that was killed is known from one that a person's git holds.

        Returns:
            Whether it took: somebody's git may hold the index.
        """
        lock, index = self.own / "index.lock", self.own / "index"
        mark = self._scratch("mark")
        fresh = self._scratch("fresh")
        with refusing(self.root):
            self.system.write(mark, b"")
            try:
                self.system.link(mark, lock)
            except FileExistsError:
                self.system.unlink(mark)
                return False
            except OSError:  # a disk without hard links: git's own lock has to do
                self.system.unlink(mark)
                return self._run("update-index", "-z", "--index-info", data=staged).code == 0
            try:
                if index.exists():
                    self.system.write(fresh, self.system.read(index))
                self.say("update-index", "-z", "--index-info", data=staged, index=fresh)
                self.system.replace(fresh, index)
            finally:
                self.system.unlink(lock)
                self.system.unlink(mark)
        return True

    def break_own_locks(self) -> None:
        """Remove what writers that were killed have left: their indexes, and their lock on a person's.

        Raises:
            StoreError: the disk refused.
        """
        lock = self.own / "index.lock"
        for leftover in sorted((self.root / ".jjledger").glob(f"{_SCRATCH}*")):
            with refusing(leftover):
                if lock.exists() and lock.samefile(leftover):
                    self.system.unlink(lock)
                self.system.unlink(leftover)

    def _scratch(self, what: str) -> Path:
        return self.root / ".jjledger" / f"{_SCRATCH}{what}-{os.getpid()}"

    def unlike_head(self) -> Mapping[str, bytes]:
        """List what a person's index says otherwise than the branch.

        Returns:
            By path below the root the line that puts the branch's file into an index.
        """
        parts = self.say("diff-index", "--cached", "--no-renames", "-z", "HEAD").split(b"\0")
        found = {}
        for head, name in zip(parts[0::2], parts[1::2], strict=False):
            mode, _, oid = head.removeprefix(b":").split(b" ")[:3]
            found[os.fsdecode(name)] = mode + b" " + oid + b"\t" + name + b"\0"
        return found

    def say(
        self,
        *words: str,
        data: bytes = b"",
        index: Path | None = None,
        by: tuple[str, datetime] | None = None,
    ) -> bytes:
        """Run git; give what it says.

        Raises:
            StoreError: it failed; with its words.
        """
        ran = self._run(*words, data=data, index=index, by=by)
        if ran.code != 0:
            raise self._refusal(ran)
        return ran.output

    def _run(
        self,
        *words: str,
        data: bytes = b"",
        index: Path | None = None,
        by: tuple[str, datetime] | None = None,
    ) -> Ran:
        environ = clean_environ()
        if index:
            environ["GIT_INDEX_FILE"] = str(index)
        if by:
            environ |= _persons(*by)
        with refusing(self.root):
            return self.system.run(command(self.root, *words), data, environ, self.held)

    def _refusal(self, ran: Ran) -> StoreError:
        return git_refusal(self.root, ran)


def git_refusal(place: Path, ran: Ran) -> StoreError:
    """Put into words what git did not do."""
    words = ran.errors.decode("utf-8", "replace").strip()
    remedy = "请按 git 的提示处理后重新运行。"
    if "dubious ownership" in words:
        remedy = (
            f"这个文件夹属于别的用户。请改正所有者，或运行  git config --global --add safe.directory {place}"
        )
    elif "No space left" in words or "Out of diskspace" in words:
        remedy = "磁盘已满，请腾出空间后重新运行。"
    elif ".lock" in words:
        remedy = "另一个 git 正在写，请稍后重试；如果没有 git 在运行，请删去它提到的 .lock 文件。"
    return StoreError(Trouble(str(place), f"git 没有完成：{words}。{UNTOUCHED}", remedy))


def find_repository(folder: Path, system: System) -> Repository | None:
    """Find the working tree a folder lies in; None outside of any, or where there is no git.

    Args:
        folder: which; it exists.
        system: the machine.

    Raises:
        StoreError: git is there and refuses to look.
    """
    if not any((above / ".git").exists() for above in (folder, *folder.parents)):
        return None
    with refusing(folder):
        try:
            ran = system.run(
                command(folder, "rev-parse", "--show-toplevel", "--absolute-git-dir"),
                b"",
                clean_environ(),
                None,
            )
        except FileNotFoundError:
            return None
    if ran.code != 0:
        if b"not a git repository" in ran.errors or b"must be run in a work tree" in ran.errors:
            return None
        raise git_refusal(folder, ran)
    root, own = (Path(os.fsdecode(line)) for line in ran.output.splitlines())
    return Repository(root, own, system)


def command(folder: Path, *words: str) -> tuple[str, ...]:
    """Give a command of git in a folder, with the settings that a ledger's history needs."""
    settings = (part for setting in _SETTINGS for part in ("-c", setting))
    return ("git", "-C", str(folder), *settings, *words)


def clean_environ() -> dict[str, str]:
    """Give the environment git runs in: what finds it and its owner, and nothing that steers it."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}


def plain(data: bytes, before: Blob | None = None) -> Blob:
    """Give a file as the next commit is to have it, with the mode it had."""
    return Blob(data, before.mode if before and before.mode != _LINK else _PLAIN)


def _persons(who: str, now: datetime) -> dict[str, str]:
    """Name author and committer: the person, and the account on this machine that did it."""
    moment = f"{int(now.timestamp())} {now:%z}"
    name = "".join(sign for sign in who if sign.isprintable() and sign not in "<>").strip(" .,:;\"'")
    return {
        "GIT_AUTHOR_NAME": name or account(), "GIT_AUTHOR_EMAIL": "", "GIT_AUTHOR_DATE": moment,
        "GIT_COMMITTER_NAME": account(), "GIT_COMMITTER_EMAIL": "", "GIT_COMMITTER_DATE": moment,
    }  # fmt: skip


def _listed(names: Sequence[str]) -> bytes:
    return b"".join(os.fsencode(name) + b"\0" for name in names)
