"""Signing before publication: 编制 → 复核 → 业委会 → 发布, each a line under the manifest by that person's own key.

What is to be signed waits in `private/signing` of the community with the lines that came in. What was signed is
printed again to the byte before it goes out; if anything came out otherwise the lines are of no use and it is signed
anew. What lives here: what waits, who has signed, and who is missing. What must not: keys, which stay with persons.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from jjledger.disclosure.held import UNSIGNED
from jjledger.errors import OptionError, Trouble, refusal
from jjledger.facts.finding import Finding, Place
from jjledger.facts.sign_off import ROLE_WORDS, Role, SignOff
from jjledger.period import Period, parse_period
from jjledger.proof import note
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import PublicKey, SecretKey
from jjledger.proof.note import Note, Signature
from jjledger.seal.manifest import Manifest, read_manifest
from jjledger.store.files import PRIVATE, read_or_none
from jjledger.store.kept_log import is_begun, read_log
from jjledger.store.system import System
from jjledger.workflows.log_place import log_folder, log_home
from jjledger.workflows.private_papers import write_papers

SIGNING: Final = f"{PRIVATE}/signing"
SIGNATURES: Final = "signatures.note"  # in the edition's folder
_WAITING: Final = re.compile(r"(.+)\.v([1-9][0-9]*)\.txt")
_GROUND: Final = "会计基础工作规范第51条：制单、审核签名；本小区 community.toml 的 sign_off"


@dataclass(frozen=True, slots=True)
class Signed:
    """Who has signed a manifest."""

    lines: tuple[Signature, ...]  # of the roles that are required, in order
    missing: tuple[Role, ...]

    def note(self, manifest: Manifest) -> bytes:
        """Write the manifest with its signatures, as it is published beside the edition."""
        return Note(manifest.text(), self.lines).data()


def waiting(folder: Path, system: System) -> Mapping[str, Manifest]:
    """Read what waits to be signed of a community, by period, of each the latest edition.

    Raises:
        StoreError: a file is damaged.
    """
    place = folder / SIGNING
    found: dict[str, Manifest] = {}
    for path in sorted(place.glob("*.txt")) if place.is_dir() else ():
        if _WAITING.fullmatch(path.name) is None:
            continue
        manifest = read_manifest(system.read(path).decode())
        if manifest.period not in found or manifest.edition > found[manifest.period].edition:
            found[manifest.period] = manifest
    return found


def still_waiting(folder: Path, system: System) -> Mapping[str, Manifest]:
    """Read what waits to be signed of a community and is not in the log yet, by period, in the order of time.

    Raises:
        LogError: the log is not what was signed.
        StoreError: a file is damaged.
    """
    place = log_folder(log_home(folder, system))
    logged = frozenset(read_log(place).entries) if is_begun(place) else frozenset()
    found = waiting(folder, system)
    left = {period: one for period, one in found.items() if one.text().encode() not in logged}
    return dict(sorted(left.items(), key=lambda pair: _order(parse_period(pair[0]))))


def signed(folder: Path, rule: SignOff, manifest: Manifest, system: System) -> Signed:
    """Say who has signed a manifest, each with a key that counts on its day.

    Args:
        folder: the community's.
        rule: who has to.
        manifest: what they sign.
        system: the machine.
    """
    lines, missing = [], []
    day = date.fromisoformat(manifest.issued)
    for role in rule.required:
        data = read_or_none(folder / SIGNING / f"{_stem(manifest)}.{role}.line", system)
        line = _line(rule, role, day, manifest, data) if data is not None else None
        if line is None:
            missing.append(role)
        else:
            lines.append(line)
    return Signed(tuple(lines), tuple(missing))


def unsigned_finding(manifest: Manifest, found: Signed) -> Finding:
    """Say that an edition waits, for whom, and what they do."""
    names = "、".join(ROLE_WORDS[role] for role in found.missing)
    role = found.missing[0]
    return Finding(
        UNSIGNED, "block", Place(f"{SIGNING}/{_stem(manifest)}.txt", 0),
        f"{parse_period(manifest.period).title}第 {manifest.edition} 版已经编好，等{names}签批。",
        f"请{ROLE_WORDS[role]}先看合计和草稿： jjledger sign 账本 {manifest.period} ；"
        f"再签： jjledger sign 账本 {manifest.period} --role {role} --key 密钥文件；都签了再运行  jjledger publish 。",
        _GROUND,
    )  # fmt: skip


def waiting_files(manifest: Manifest) -> dict[str, bytes]:
    """Give the file that is to be signed, by name."""
    return {f"{_stem(manifest)}.txt": manifest.text().encode()}


def sign(folder: Path, rule: SignOff, asked: tuple[str, Role], key: SecretKey, system: System) -> Manifest:
    """Sign what waits of a period in a role.

    Args:
        folder: the community's.
        rule: who has to sign.
        asked: period and role.
        key: the person's own.
        system: the machine.

    Returns:
        What was signed.

    Raises:
        OptionError: nothing waits, it is not this role's turn, or the key is not one of the role's.
        StoreError: the disk refused.
    """
    period, role = asked
    manifest = still_waiting(folder, system).get(period)
    if manifest is None:
        raise refusal(period, "没有等待签批的。", "请先运行  jjledger publish ：编好的会在这里等签批。")
    _demand_role(rule, role)
    early = _not_yet(folder, rule, role, manifest, system)
    if early is not None:
        raise refusal(
            f"--role {role}",
            f"还没有轮到{ROLE_WORDS[role]}：{ROLE_WORDS[early]}还没有签。",
            "请按编制、复核、业委会、发布的次序签。",
        )
    write_papers(_line_file(rule, role, manifest, key), folder / SIGNING, system)
    return manifest


def sign_all(folder: Path, rule: SignOff, role: Role, key: SecretKey, system: System) -> tuple[Manifest, ...]:
    """Sign all that waits for a role: whoever comes before has signed it, and the role itself has not.

    Args:
        folder: the community's.
        rule: who has to sign.
        role: of the person.
        key: the person's own.
        system: the machine.

    Returns:
        What was signed, the earliest period first; all of it or, with an error, nothing.

    Raises:
        OptionError: nothing waits for the role, or the key is not one of the role's.
        StoreError: the disk refused.
    """
    _demand_role(rule, role)
    turn = [
        manifest
        for manifest in still_waiting(folder, system).values()
        if role in signed(folder, rule, manifest, system).missing
        and _not_yet(folder, rule, role, manifest, system) is None
    ]
    if not turn:
        remedy = "请看看在等谁： jjledger sign 账本 ；还没有编好的，请先运行  jjledger publish 。"
        raise refusal(f"--role {role}", f"没有轮到{ROLE_WORDS[role]}签批的。", remedy)
    files: dict[str, bytes] = {}
    for manifest in turn:
        files |= _line_file(rule, role, manifest, key)
    write_papers(files, folder / SIGNING, system)
    return tuple(turn)


def verify_signatures(data: bytes, manifest: Manifest, keys: Collection[PublicKey]) -> tuple[PublicKey, ...]:
    """Check the signatures that were published with an edition, every line of them.

    Args:
        data: the signed note.
        manifest: what was to be signed.
        keys: whose signature counts, as the public log knew it by then.

    Returns:
        The keys that signed, in the order of their lines.

    Raises:
        ProofError: the text is another, or a signature is false or of nobody we know.
    """
    read = note.read(data)
    if read.text != manifest.text():
        raise ProofError("note-text")
    found = tuple(signer.key for signer in note.verify(read, keys))
    known = {(key.name, key.key_id) for key in found}
    for line in read.signatures:
        if (line.name, line.key_id) not in known:
            raise ProofError("unsigned", line.name)
    return found


def _demand_role(rule: SignOff, role: Role) -> None:
    """Refuse a role that the community does not ask for."""
    if role not in rule.required:
        names = "、".join(ROLE_WORDS[one] for one in rule.required) or "没有人"
        what = f"本小区不要{ROLE_WORDS[role]}签批，要的是：{names}。"
        raise refusal(f"--role {role}", what, "请改 --role 或 community.toml。")


def _not_yet(folder: Path, rule: SignOff, role: Role, manifest: Manifest, system: System) -> Role | None:
    """Name the first of those who sign before a role and have not; None when it is the role's turn."""
    before = rule.required[: rule.required.index(role)]
    return next((one for one in signed(folder, rule, manifest, system).missing if one in before), None)


def _line_file(rule: SignOff, role: Role, manifest: Manifest, key: SecretKey) -> dict[str, bytes]:
    """Sign a manifest; refuse a key that is not one of the role's on its day."""
    data = note.sign(manifest.text(), key).line().encode()
    if _line(rule, role, date.fromisoformat(manifest.issued), manifest, data) is None:
        raise OptionError(
            Trouble(
                f"--key {key.name}", f"这把密钥不在 community.toml 里{ROLE_WORDS[role]}的公钥之中，或已过期。",
                "请用自己那把；换了密钥的，请先把新的公钥写进 [[sign_off.signer]]。", _GROUND,
            )
        )  # fmt: skip
    return {f"{_stem(manifest)}.{role}.line": data}


def _line(rule: SignOff, role: Role, day: date, manifest: Manifest, data: bytes) -> Signature | None:
    """Read a signature and see whose it is; None where it is nobody's of the role over just this text."""
    try:
        read = note.read(manifest.text().encode() + b"\n" + data)
        found = note.verify(read, [one.key for one in rule.on(role, day)])
    except ProofError:
        return None
    return read.signatures[0] if found and len(read.signatures) == 1 else None


def _order(period: Period) -> tuple[date, int]:
    """Sort by the last day; of those that end together the shortest comes first."""
    return period.last_day, -period.first_day.toordinal()


def _stem(manifest: Manifest) -> str:
    return f"{manifest.period}.v{manifest.edition}"
