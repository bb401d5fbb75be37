"""What is amiss with the place a ledger stands in, what is lost by it, and what to do.

What lives here: the questions about git, its state and a save that was broken off.
What must not: mending anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from jjledger.books.community_file import COMMUNITY, DISTRICT
from jjledger.books.owners_file import OWNERS
from jjledger.errors import StoreError
from jjledger.store.deferred import deferred
from jjledger.store.foreign import foreign_edits
from jjledger.store.git import Repository
from jjledger.store.home import Home, find_home
from jjledger.store.journal import JOURNAL
from jjledger.store.system import System

_MOST_LOOSE: Final = 20_000  # about four years of one community


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is amiss."""

    code: str
    what: str  # with what is lost by it
    remedy: str


def examine_store(folder: Path, system: System) -> tuple[Complaint, ...]:
    """List what is amiss with a ledger's place.

    Args:
        folder: a community's or a district's folder.
        system: the machine.

    Returns:
        The most serious first; empty where all is well.
    """
    try:
        home = find_home(folder, system)
        return (*_place(home), *_state(home, system))
    except StoreError as error:
        return (Complaint("store", error.trouble.what, error.trouble.remedy),)


def _place(home: Home) -> Iterator[Complaint]:
    """Ask whether the ledger has a history."""
    if home.foreign is not None:
        yield Complaint(
            "foreign-repository",
            f"账本是另一个 git 版本库（{home.foreign}）的一部分：写入的命令改的是副本 build/demo，不是它。",
            "真正的账本请移到那个版本库外面。",
        )
    elif home.gitless:
        yield Complaint(
            "no-git",
            "账本有操作日志（git 历史），这台机器却没有 git：记账照常，谁、何时、改了什么先记在 .jjledger 里；"
            "看不到日志，看不出有人用编辑器改过，月末不能封存到历史里。",
            "sudo apt-get install git；装好后的下一次写入会把这期间的每一次补进日志",
        )
    elif home.repository is None:
        yield Complaint(
            "no-history",
            "账本不在 git 里：记账、检查、公示照常，但没有操作日志（谁、何时、改了什么；会计核算软件应当保留），"
            "看不出有人用编辑器改过，月末也不能封存到历史里。",
            f"装好 git 后运行  jjledger history {home.folder} --begin",
        )


def _state(home: Home, system: System) -> Iterator[Complaint]:
    """Ask what state the history and the last save are in."""
    if (home.own / JOURNAL).exists():
        yield Complaint("broken-save", "上一次写入中途断了。", "下一次写入会先按日志补完或撤销，不必做什么。")
    owed = deferred(home)
    if owed:
        yield Complaint(
            "deferred",
            f"没有 git 的期间保存过 {len(owed)} 次，还没有进操作日志。",
            "有 git 时的下一次写入会逐次补上，不必做什么；.jjledger 里的 deferred-* 文件请不要删。",
        )
    if home.repository is None:
        return
    try:
        home.repository.refuse_under_way()
    except StoreError as error:
        yield Complaint("git-state", error.trouble.what, error.trouble.remedy)
    kept = _private_in_history(home.repository)
    if kept:
        yield Complaint(
            "private-in-history",
            f"{kept} 在 git 历史里：业主姓名和电话会随版本库传出去。",
            f"git -C {home.top} rm -r --cached '{kept}'，再请懂 git 的人从旧的提交里除去它。",
        )
    yield from _leaving(home, home.repository)
    loose = int(home.repository.say("count-objects").split(b" ")[0])
    if loose > _MOST_LOOSE:
        yield Complaint(
            "loose-objects", f"git 历史里有 {loose:,} 个零散的对象，每次保存会变慢。", f"git -C {home.top} gc"
        )
    edits = foreign_edits(home, system)
    if edits:
        names = "、".join(edit.name for edit in edits[:3]) + (" 等" if len(edits) > 3 else "")  # noqa: PLR2004 - as many as a line holds
        yield Complaint(
            "edits",
            f"{len(edits)} 个文件用编辑器改过，还没有登记：{names}；命令不会写进这几个文件。",
            f"jjledger edits {home.folder}",
        )


def _leaving(home: Home, repository: Repository) -> Iterator[Complaint]:
    """Ask what could carry names and account numbers away."""
    here = home.folder
    communities = (
        [path.parent for path in here.glob(f"*/{COMMUNITY}")] if (here / DISTRICT).is_file() else [here]
    )
    names = sorted((folder / OWNERS).relative_to(home.top).as_posix() for folder in communities)
    ignored = repository.ignored(names)
    seen = next((name for name in names if name not in ignored), "")
    if seen and not _private_in_history(repository):
        yield Complaint(
            "private-not-ignored",
            f"git 没有被告知忽略 {PurePosixPath(seen).parent}/：用 git add 提交时，业主姓名和电话会进历史。",
            f"echo 'private/' >> {home.top / '.gitignore'}",
        )
    remotes = repository.say("remote").decode("utf-8", "replace").split()
    if remotes:
        yield Complaint(
            "remote",
            f"账本的版本库有远程仓库（{'、'.join(remotes)}）：推送会带走银行原始文件，里面有完整的账号、"
            "付款人姓名和房号。",
            f"账本只放在单位自己、外人读不到的地方；不是这样的，运行  git -C {home.top} remote remove {remotes[0]}",
        )


def _private_in_history(repository: Repository) -> str:
    """Name a private file that the branch has; "" where there is none."""
    names = repository.say("ls-files", "-z", "--", ":(glob)**/private/**").split(b"\0")
    return names[0].decode("utf-8", "replace")
