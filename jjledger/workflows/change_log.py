"""The record of every change of a ledger: who, when, what and why, read from its history.

What lives here: showing it. What must not: changing it; nothing here or elsewhere does.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from jjledger.errors import OptionError, Trouble
from jjledger.facts.entry import Deed
from jjledger.store.history import Happened, read_history, start_repository
from jjledger.store.home import find_home
from jjledger.store.lock import account
from jjledger.store.system import System


@dataclass(frozen=True, slots=True)
class ChangeLog:
    """The latest changes of a ledger."""

    folder: Path
    in_git: bool
    changes: tuple[Happened, ...]  # the newest first

    def words(self) -> str:
        """Tell them to a person, one a line."""
        if not self.in_git:
            return f"{self.folder} 不在自己的 git 版本库里，没有操作日志。jjledger doctor 会说明怎么办。"
        lines = [
            f"{change.when:%Y-%m-%d %H:%M:%S}  {change.who}  {change.why.splitlines()[0] if change.why else ''}"
            f"  （{len(change.files)} 个文件，{change.commit[:10]}，系统用户 {change.account}）"
            for change in self.changes
        ]
        return "\n".join(lines) if lines else "还没有记录。"

    def record(self) -> list[dict[str, Any]]:
        """Give them for programs."""
        return [{**asdict(change), "when": change.when.isoformat()} for change in self.changes]


def change_log(folder: Path, limit: int, system: System) -> ChangeLog:
    """Read the latest changes.

    Args:
        folder: a community's or a district's folder.
        limit: how many at most.
        system: the machine.

    Raises:
        StoreError: git refused.
    """
    home = find_home(folder, system)
    if home.repository is None:
        return ChangeLog(home.folder, in_git=False, changes=())
    below = home.folder.relative_to(home.top).as_posix()
    return ChangeLog(home.folder, in_git=True, changes=read_history(home.repository, below, limit))


def begin_log(folder: Path, system: System) -> None:
    """Begin the history of a ledger that has none: of its district, where it belongs to one.

    Args:
        folder: a community's or a district's folder.
        system: the machine.

    Raises:
        OptionError: there is a history already, or it is somebody else's, or there is no git.
        StoreError: git or the disk refused.
    """
    home = find_home(folder, system)
    if home.repository is not None or home.foreign is not None:
        where = home.foreign or home.top
        raise OptionError(Trouble("--begin", f"这里已经有 git 版本库：{where}。", "不写 --begin 就能查看。"))
    if not start_repository(home.top, Deed(account(), "登记账本现状"), system):
        raise OptionError(Trouble("--begin", "这台机器没有 git。", "请先安装  sudo apt-get install git"))
