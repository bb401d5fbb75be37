"""Verifying what the log says of an edition besides its files: who signed it, who audited it, where it hung.

What lives here: signatures, audits and notices as the site shows them. What must not: the edition's own files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, get_args

from jjledger.facts.audit_report import OPINION_WORDS
from jjledger.facts.sign_off import ROLE_WORDS, Role
from jjledger.proof import note
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import PublicKey, fingerprint, read_public
from jjledger.seal.entries import Audit, KeyChange, Notice, Signed
from jjledger.seal.manifest import Manifest
from jjledger.seal.monitor import Monitored
from jjledger.workflows.log_keys import AUDITED
from jjledger.workflows.logged_keys import Counted, counted_at, roles_before, told_apart, whose
from jjledger.workflows.sign_off import SIGNATURES, verify_signatures
from jjledger.workflows.verified_step import ChangedError, Site, Step, code_of, held, json_of, title_of

_ROLES: Final[tuple[Role, ...]] = get_args(Role)
_RECORD: Final = "record.toml"
_NOTE: Final = "record.note"


def sayings(site: Site, monitored: Monitored, index: int) -> Iterator[Step]:
    """Check what the log says of an edition besides its files.

    Args:
        site: where it stands.
        monitored: the log.
        index: of its entry.
    """
    manifest = monitored.entries[index]
    assert isinstance(manifest, Manifest), "the entry of an edition"
    title = title_of(manifest, index)
    awaited = roles_before(monitored.entries, index)
    if awaited and not any(isinstance(one, Signed) and one.disclosure == index for one in monitored.entries):
        yield Step(f"{title}：没有签批，登记册当时写明由{_in_order(awaited)}签", amber=True)
    for place, entry in enumerate(monitored.entries):
        if isinstance(entry, Signed) and entry.disclosure == index:
            yield _signed(site, monitored, place, title)
        if isinstance(entry, Audit) and entry.disclosure == index:
            yield _audited(site, monitored, place, f"{title}：第 {place} 条审计登记")
    notices = [
        entry for entry in monitored.entries if isinstance(entry, Notice) and entry.disclosure == index
    ]
    if notices:
        yield _hung(site, manifest, notices, title)


def _signed(site: Site, monitored: Monitored, place: int, title: str) -> Step:
    """Check the signatures of an edition, and say in which roles they are."""
    counted = counted_at(monitored.entries, place, _ROLES)
    found: list[PublicKey] = []
    step = held(
        f"{title}：签批的是这一份原文", lambda: found.extend(_signers(site, monitored, place, counted))
    )
    if step.trouble:
        return step
    who = "、".join(f"{_roles_of(counted, key)}（{key.name}）" for key in found)
    doubts = "".join(_doubts(monitored, place, counted, found))
    return Step(f"{step.what}，签名的是{who}{doubts}", amber=bool(doubts))


def _doubts(monitored: Monitored, place: int, counted: Counted, found: Sequence[PublicKey]) -> Iterator[str]:
    """Say what signatures leave open, though each is good by itself."""
    entry = monitored.entries[place]
    assert isinstance(entry, Signed), "the entry of signatures"
    unnamed = [key.name for key in found if key not in counted.named]
    if unnamed:
        yield f"；登记册当时没有写明 {'、'.join(unnamed)} 是哪个小区的"
    several = [key.name for key in found if len(counted.of(key)) > 1]
    if several:
        yield f"；{'、'.join(several)} 登记在几个角色下，看不出是几个人签的"
    signed = {role for key in found for role in counted.of(key)}
    lacking = roles_before(monitored.entries, entry.disclosure) - signed
    if lacking:
        yield f"；{_in_order(lacking)}没有签，登记册当时有他们的密钥"


def _roles_of(counted: Counted, key: PublicKey) -> str:
    return "或".join(ROLE_WORDS[role] for role in _ROLES if role in counted.of(key))


def _in_order(roles: Collection[str]) -> str:
    return "、".join(ROLE_WORDS[role] for role in _ROLES if role in roles)


def _signers(site: Site, monitored: Monitored, place: int, counted: Counted) -> tuple[PublicKey, ...]:
    """Give the keys that signed an edition, each the log's for just its community."""
    entry = monitored.entries[place]
    assert isinstance(entry, Signed), "the entry of signatures"
    manifest = monitored.entries[entry.disclosure]
    assert isinstance(manifest, Manifest), "signatures are of an edition"
    path = site.folder_of(manifest) / SIGNATURES
    if not path.is_file():
        raise ChangedError(f"登记册里有签批，网站上没有 {SIGNATURES}。")
    data = path.read_bytes()
    if sha256(data).digest() != entry.note:
        raise ChangedError(f"{SIGNATURES} 与登记的不同。")
    try:
        return verify_signatures(data, manifest, counted.all)
    except ProofError as error:
        if error.code != "unsigned":
            raise
        known = {(key.name, key.key_id) for key in counted.all}
        lines = (line for line in note.read(data).signatures if (line.name, line.key_id) not in known)
        told = [f"{line.name}{whose(monitored.entries, (line.name, line.key_id))}" for line in lines]
        raise ChangedError(f"没有认得的签名：{'；'.join(told)}。") from None


def _own_keys(site: Site, monitored: Monitored, place: int) -> frozenset[PublicKey]:
    """List the keys with which those who publish signed before an audit, and which no auditor signs with.

    A key that they named later as theirs was an auditor's until then: whose opinion is unwelcome is not undone that way.
    """
    roles = {*_ROLES, "log"}
    told = monitored.entries[:place]
    changes = [entry for entry in told if isinstance(entry, KeyChange) and entry.role in roles]
    own = {key for entry in changes for key in (entry.old, entry.new) if key is not None}
    return frozenset(own | {site.found.policy.log})


def _audited(site: Site, monitored: Monitored, place: int, title: str) -> Step:
    """Hold an audit in the log against the record that is published of it, by an auditor's key of just this community."""
    entry = monitored.entries[place]
    assert isinstance(entry, Audit), "the entry of an audit"
    manifest = monitored.entries[entry.disclosure]
    assert isinstance(manifest, Manifest), "an audit is of an edition"
    records = sorted(site.folder.glob(f"d/{code_of(manifest)}/*.audit-*/v*/audit/{_RECORD}"))
    opinion = next((words for kind, words in OPINION_WORDS.items() if kind == entry.opinion), entry.opinion)
    again = "，更正" if entry.corrects else ""
    what = f"{title}（{opinion}{again}）"
    for path in records:
        if sha256(path.read_bytes()).digest() == entry.report:
            return _recorded(site, monitored, place, path, what)
    if any(_names(path, entry.disclosure) for path in records):
        return Step(f"{what}：记录与登记的相符", "网站上的审计记录不是登记的那一份。")
    return Step(f"{what}：这个网站没有公布这份审计记录，无从核对", amber=True)


def _recorded(site: Site, monitored: Monitored, place: int, path: Path, what: str) -> Step:
    """Check the signature beside a record, and that the log names its key for this community's audits."""
    entry = monitored.entries[place]
    assert isinstance(entry, Audit), "the entry of an audit"
    told = f"{what}：记录就是 {site.short(path)}，签名是这份记录所写审计人的"
    signers: list[PublicKey] = []
    own = _own_keys(site, monitored, place)
    step = held(told, lambda: signers.append(_record_signer(path, entry, own)))
    if step.trouble:
        return step
    if signers[0] in counted_at(monitored.entries, place, (AUDITED,)).all:
        return Step(f"{told}；{_whose_word(path, signers[0])}", amber=True, beyond=True)
    if told_apart(monitored.entries, place):
        key = signers[0]
        elsewhere = whose(monitored.entries, (key.name, key.key_id))
        return replace(step, trouble=f"登记册没有把 {key.name} 登记为本小区的审计{elsewhere}。")
    return Step(f"{told}；登记册当时没有写明这把密钥是谁的", amber=True)


def _whose_word(path: Path, key: PublicKey) -> str:
    """Say that a key is an auditor's by the word of those who are audited: anybody can make one, and name a firm."""
    firm = tomllib.loads(path.read_text(encoding="utf-8")).get("auditor")
    named = f"「{firm}」" if isinstance(firm, str) and firm.isprintable() else "审计单位"
    return f"这把密钥是不是{named}的，只有公示的人自己说，请拿公钥指纹 {fingerprint(key)} 去问这家单位"


def _record_signer(path: Path, entry: Audit, own: frozenset[PublicKey]) -> PublicKey:
    """Check the signature beside a record: of just this entry, by the key that the record names; give the key."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    signed = note.read((path.parent / _NOTE).read_bytes())
    if signed.text != entry.text():
        raise ChangedError("审计人签的是另一份。")
    key = read_public(told["key"])
    note.verify(signed, [key])
    if any(key.public == one.public for one in own):
        raise ChangedError("审计人用的是发布方自己的密钥，这不是外面的人审的。")
    return key


def _names(path: Path, disclosure: int) -> bool:
    """Say whether a record is about a disclosure; one that cannot be read might be."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return True
    return bool(told.get("disclosure", disclosure) == disclosure)


def _hung(site: Site, manifest: Manifest, notices: list[Notice], title: str) -> Step:
    """Hold what the log says of posting against what the period's page says."""
    try:
        shown = {_hanging(one) for one in json_of(site.period_of(manifest) / "index.json")["hung"]}
    except (OSError, ValueError, KeyError, TypeError):
        shown = set()
    found = sum((one.posted, one.notice) in shown for one in notices)
    what = f"{title}：张贴登记 {len(notices)} 条"
    if found == len(notices):
        return Step(f"{what}，与本期页面写的相符")
    return Step(
        f"{what}，{found} 条与本期页面写的相符；其余是后来又登记过的，或者页面不再显示，无从核对", amber=True
    )


def _hanging(one: Mapping[str, Any]) -> tuple[str, bytes]:
    """Write a place as its record was hashed: place, days and photographs, a line each."""
    lines = (one["place"], one["first_day"], one["last_day"] or "-", *one["photos"])
    return str(one["first_day"]), sha256("".join(f"{line}\n" for line in lines).encode()).digest()
