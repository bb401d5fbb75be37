"""Which keys the public log and its witnesses sign with, and who signs editions: none of them audits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from jjledger.seal.entries import Entry, Genesis, KeyChange, read_entry
from jjledger.store.kept_log import is_begun, read_log
from jjledger.store.system import System
from jjledger.workflows.district_keys import district_around
from jjledger.workflows.log_place import log_folder, log_home

AUDITED: Final = "audited"
_WORDS: Final[Mapping[str, str]] = {
    "log": "公示登记册", "witness": "见证人", "prepared": "编制", "reviewed": "复核", "committee": "业委会", "published": "发布",
}  # fmt: skip


def keys_in(entries: Iterable[Entry]) -> Mapping[bytes, str]:
    """List the keys that a log names, those too that no longer count, but auditors': each with whose it is.

    Args:
        entries: of the log.
    """
    found: dict[bytes, str] = {}
    for entry in entries:
        if isinstance(entry, Genesis):
            found[entry.policy.log.public] = _WORDS["log"]
            found |= {key.public: _WORDS["witness"] for key in entry.policy.witnesses}
        elif isinstance(entry, KeyChange) and entry.role != AUDITED:
            keys = (key for key in (entry.old, entry.new) if key is not None)
            found |= {key.public: _WORDS[entry.role] for key in keys}
    return found


def keys_around(folder: Path, system: System) -> Mapping[bytes, str]:
    """List the keys of the log in which a community's disclosures stand, and of the witnesses it names now.

    Args:
        folder: the community's.
        system: the machine.

    Raises:
        LogError: the log is not what was signed.
    """
    place = log_folder(log_home(folder, system))
    entries = map(read_entry, read_log(place).entries) if is_begun(place) else ()
    witnesses = district_around(folder).log.witnesses
    return {**{one.key.public: _WORDS["witness"] for one in witnesses}, **keys_in(entries)}
