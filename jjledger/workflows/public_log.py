"""The public log somebody points at: of a ledger, a district, a published site, or its own folder.

What lives here: finding it, and whom to trust about it. What must not: writing it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from jjledger.errors import LogError, Trouble
from jjledger.facts.community import District
from jjledger.proof.checkpoint import Opened, Policy, open_checkpoint
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import PublicKey
from jjledger.seal.entries import Genesis, KeyChange, read_entry
from jjledger.store.kept_log import KeptLog, is_begun, read_log
from jjledger.store.log_files import CHECKPOINT, LOG
from jjledger.store.system import System
from jjledger.workflows.district_keys import district_around
from jjledger.workflows.locate import locate
from jjledger.workflows.log_place import log_folder, log_home


@dataclass(frozen=True, slots=True)
class FoundLog:
    """A log that was read, and whom to trust about it."""

    place: Path
    kept: KeptLog
    policy: Policy
    names: Mapping[PublicKey, str]  # of witnesses, as the district calls them
    own: bool  # named by a district's file; else by the log's first entry, which is to be held against a poster

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
        LogError: there is none yet, or it is not as it was signed.
        LedgerNotFoundError: there is nothing of the kind.
    """
    copy = next((folder for folder in (path, path / LOG) if (folder / CHECKPOINT).is_file()), None)
    if copy is not None:
        kept = read_log(copy)
        return FoundLog(copy, kept, policy_told(kept), {}, own=False)
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
    """Give whom a log's own first entry says to trust; that proves nothing until it is held against a poster.

    Raises:
        LogError: the first entry says nothing of the kind.
    """
    try:
        first = read_entry(kept.entries[0])
    except ProofError:
        first = None
    if not isinstance(first, Genesis):
        raise LogError(
            Trouble(
                "第 0 条",
                "登记册的第 0 条不是开册登记，不知道该信谁的签名。",
                "请确认这是 jjledger 发布的登记册。",
            )
        )
    witnesses = list(first.policy.witnesses)
    for entry in map(read_entry, kept.entries):
        if isinstance(entry, KeyChange) and entry.role == "witness":
            at = witnesses.index(entry.old) if entry.old in witnesses else len(witnesses)
            witnesses[at : at + 1] = [entry.new] if entry.new else []
    quorum = min(first.policy.quorum, len(witnesses))
    return Policy(first.policy.origin, kept.key, tuple(witnesses), quorum, kept.former)


def witness_changes(kept: KeptLog, policy: Policy) -> tuple[bytes, ...]:
    """Give the entries by which a log comes to name the witnesses that a policy trusts.

    Args:
        kept: the log.
        policy: as the district's file says today.
    """
    told = policy_told(kept).witnesses
    gone = [key for key in told if key not in policy.witnesses]
    new = [key for key in policy.witnesses if key not in told]
    return tuple(KeyChange("witness", *pair).text().encode() for pair in zip_longest(gone, new))


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
