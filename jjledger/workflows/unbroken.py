"""That what was promised still holds before anything more is promised: the site as it was signed, the log as it was kept.

The size and root that were signed last are remembered beside the key, so that a log that is taken away or put back from
an old copy is not gone on with: two different roots of one size would be proof of fraud, by whatever accident.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jjledger.errors import StoreError, Trouble
from jjledger.proof import note
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import PublicKey
from jjledger.seal.entries import KeyChange, read_entry
from jjledger.store.files import read_or_none, write_atomically
from jjledger.store.kept_log import is_begun
from jjledger.store.keys import LOG_LAST, key_folder
from jjledger.store.log import Log
from jjledger.store.site_tree import SITE_SUMS
from jjledger.store.system import System
from jjledger.workflows.registering import SITE_NOTE, Registrar, site_text

_PRIVATE: Final = 0o600
_GROUND: Final = "已公示的内容不能改写"
_RESTORE: Final = "请从备份恢复 .jjledger/log；备份没有的，网站的 log 文件夹就是一份完整的副本。不要另立一本：旧海报会证明换过。"


def refuse_changed_site(target: Path, registrar: Registrar, system: System) -> None:
    """Refuse to go on from a site whose list of files is not the one that was signed.

    Args:
        target: where the site stands; it need not.
        registrar: who signs.
        system: the machine.

    Raises:
        StoreError: the list or its signature was changed.
    """
    sums, signed = (read_or_none(target / name, system) for name in (SITE_SUMS, SITE_NOTE))
    if sums is None and signed is None:
        return
    try:
        read = note.read(signed or b"")
        note.verify(read, _signers(registrar))
        holds = read.text == site_text(sums or b"")
    except ProofError:
        holds = False
    if not holds:
        raise StoreError(
            Trouble(
                str(target / SITE_SUMS), "网站的文件清单不是上次签过名的那一份：有人动过网站。网站没有改动。",
                "请用  jjledger verify 网站文件夹  看哪些文件被改过，从备份恢复；没有备份的，换一个 --to 重新公示，并向业主说明。",
                _GROUND,
            )
        )  # fmt: skip


def refuse_forgotten(registrar: Registrar, home: Path, system: System) -> None:
    """Refuse to begin a log anew where this key has signed one.

    Raises:
        StoreError: the log is not there.
    """
    last = _last(registrar, home, system)
    if last is not None and not is_begun(registrar.folder):
        raise _broken(registrar.folder, f"公示登记册不见了；这把密钥签到过第 {last[0]} 条。网站没有改动。")


def refuse_rolled_back(log: Log, registrar: Registrar, home: Path, system: System) -> None:
    """Refuse to sign anything below or beside what this key has signed.

    Raises:
        StoreError: the log is shorter, or another.
    """
    last = _last(registrar, home, system)
    if last is None:
        return
    size, root = last
    if log.size < size or log.tree(size).root().hex() != root:
        raise _broken(
            log.folder, f"这把密钥签到过第 {size} 条，现在的登记册比它短，或者不是同一本。网站没有改动。"
        )


def remember(log: Log, registrar: Registrar, home: Path, system: System) -> None:
    """Keep beside the key what it has signed.

    Raises:
        StoreError: the disk refused.
    """
    text = f"{registrar.policy.origin}\n{log.size} {log.tree(log.size).root().hex()}\n"
    write_atomically(key_folder(home) / LOG_LAST, text.encode(), system, _PRIVATE)


def refuse_other_log(log: Log, out: bytes | None, place: str) -> None:
    """Refuse to put a log out over one that it does not continue.

    Args:
        log: ours.
        out: the checkpoint that is out; None where none is.
        place: where that is, for the message.

    Raises:
        StoreError: what is out says more or something else.
    """
    if out is not None and not log.extends(out):
        raise StoreError(
            Trouble(
                place, "网站上的登记册不是这里的登记册的前一段：这里的旧了，或者换了一本。网站没有改动。",
                "请从备份恢复 .jjledger/log；备份没有的，网站的 log 文件夹就是一份完整的副本。不要另立一本：旧海报会证明换过。",
                "已公示的内容不能改写",
            )
        )  # fmt: skip


def _last(registrar: Registrar, home: Path, system: System) -> tuple[int, str] | None:
    """Read what the key signed last of this log; None where nothing is remembered."""
    data = read_or_none(key_folder(home) / LOG_LAST, system)
    lines = (data or b"").decode(errors="replace").split()
    if len(lines) != 3 or lines[0] != registrar.policy.origin or not lines[1].isdigit():  # noqa: PLR2004 - of its form
        return None
    return int(lines[1]), lines[2]


def _signers(registrar: Registrar) -> list[PublicKey]:
    """List the log's keys: the one that signs now and those that did."""
    kept = registrar.kept
    changes = (
        [read_entry(entry) for entry in kept.entries if entry.startswith(b"jjledger/key/")] if kept else []
    )
    former = [one.old for one in changes if isinstance(one, KeyChange) and one.role == "log" and one.old]
    return [registrar.key.public(), *former]


def _broken(folder: Path, what: str) -> StoreError:
    return StoreError(Trouble(str(folder), what, _RESTORE, _GROUND))
