"""The public log somebody points at: of a ledger, a district, a published site, or its own folder.

What lives here: finding it, and whom to trust about it. What must not: writing it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from jjledger.books.community_file import COMMUNITY, DISTRICT
from jjledger.books.ledger import MAIN
from jjledger.errors import LogError, Trouble
from jjledger.facts.community import District
from jjledger.proof.checkpoint import Opened, Policy, open_checkpoint
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import PublicKey
from jjledger.seal.entries import PolicyChange, read_entry
from jjledger.seal.monitor import policy_after
from jjledger.store.kept_log import KeptLog, is_begun, read_log
from jjledger.store.log_files import CHECKPOINT, LOG
from jjledger.store.system import System
from jjledger.workflows.district_keys import district_around
from jjledger.workflows.locate import locate
from jjledger.workflows.log_place import log_folder, log_home

_OTHER_WITNESSES: Final = b"jjledger/policy/v1\n"


@dataclass(frozen=True, slots=True)
class FoundLog:
    """A log that was read, and whom to trust about it."""

    place: Path
    kept: KeptLog
    policy: Policy
    names: Mapping[PublicKey, str]  # of witnesses, as the district calls them
    own: bool  # named by a district's file; else by the log's own entries, which are to be held against a poster
    ours: KeptLog | None = None  # of the ledger that is at hand beside a copy, which is to be held against it

    def opened(self) -> Opened:
        """Verify the newest checkpoint.

        Raises:
            ProofError: it is not the log's.
        """
        return open_checkpoint(self.kept.checkpoint, self.policy)

    def name(self, key: PublicKey) -> str:
        """Name a witness."""
        return self.names.get(key, key.name)


def find_log(path: Path, system: System) -> FoundLog:
    """Find and read the log somebody means.

    Args:
        path: a community, a district, a site, or a log's folder.
        system: the machine.

    Raises:
        LogError: there is none yet, or it is not as it was signed; or a folder is both a ledger and a copy of a log.
        LedgerNotFoundError: there is nothing of the kind.
    """
    copy = _copy(path)
    if copy is None:
        return ledger_log(path, system)
    if any((path / name).is_file() for name in (DISTRICT, COMMUNITY, MAIN)):
        what = f"这里又有账本，又有一份登记册的副本（{copy / CHECKPOINT}），不知道该看哪一本。"
        raise LogError(Trouble(str(path), what, "请查明是谁放进来的，把不该在这里的拿走。"))
    return copied_log(path)


def copied_log(path: Path) -> FoundLog:
    """Read the log of a site, which says itself whom to trust.

    Args:
        path: a site, or a log's folder.

    Raises:
        LogError: it is not as it was signed.
    """
    copy = _copy(path) or path
    kept = read_log(copy)
    return FoundLog(copy, kept, policy_told(kept), {}, own=False)


def ledger_log(path: Path, system: System) -> FoundLog:
    """Read a ledger's own log, wherever copies lie: who may put files into the books must not say whom to trust.

    Args:
        path: a community or a district.
        system: the machine.

    Raises:
        LogError: there is none yet, or it is not as it was signed.
        LedgerNotFoundError: there is no ledger.
    """
    home, district = log_of(path, system)
    folder = log_folder(home)
    kept = _kept(folder, path)
    policy = replace(district.policy(kept.key), former=kept.former)
    return FoundLog(folder, kept, policy, district.log.names(), own=True)


def log_of(path: Path, system: System) -> tuple[Path, District]:
    """Say whose `.jjledger` holds the log of a ledger, and what its district says.

    Args:
        path: a community or a district.
        system: the machine.

    Raises:
        LedgerNotFoundError: there is no ledger.
        StoreError: git refused to look.
    """
    located = locate(path)
    place = path.absolute() if located.district else located.folders[0]
    return log_home(place, system), district_around(place)


def policy_told(kept: KeptLog) -> Policy:
    """Give whom a log's own entries say to trust today; that proves nothing until it is held against a poster.

    Raises:
        LogError: the first entry says nothing of the kind, or a later one is not written as it must be.
    """
    policy = None
    for index, data in enumerate(kept.entries):
        if index == 0 or data.startswith(_OTHER_WITNESSES):
            try:
                policy = policy_after(policy, read_entry(data))
            except ProofError as error:
                raise _untold(index, f"{error}。") from None
    if policy is None:
        raise _untold(0, "登记册的第 0 条不是开册登记，不知道该信谁的签名。")
    return replace(policy, log=kept.key, former=kept.former)


def _untold(index: int, what: str) -> LogError:
    return LogError(Trouble(f"第 {index} 条", what, "请确认这是 jjledger 发布的登记册。"))


def witness_changes(kept: KeptLog, policy: Policy) -> tuple[bytes, ...]:
    """Give the entry by which a log comes to name the witnesses and the quorum of a policy; none where it does already.

    Args:
        kept: the log.
        policy: as the district's file says today.
    """
    if same_watch(policy_told(kept), policy):
        return ()
    return (PolicyChange(policy.witnesses, policy.quorum).text().encode(),)


def same_watch(one: Policy, other: Policy) -> bool:
    """Say whether two policies name the same witnesses, as many of whom have to sign."""
    return (one.witnesses, one.quorum) == (other.witnesses, other.quorum)


def _copy(path: Path) -> Path | None:
    """Find the copy of a log that lies in a folder, or that the folder is."""
    return next((folder for folder in (path, path / LOG) if (folder / CHECKPOINT).is_file()), None)


def _kept(folder: Path, path: Path) -> KeptLog:
    if not is_begun(folder):
        raise LogError(
            Trouble(
                str(folder),
                "这里还没有公示登记册。",
                f"第一次公示时就有了：jjledger publish {path} --to 网站文件夹",
            )
        )
    return read_log(folder)
