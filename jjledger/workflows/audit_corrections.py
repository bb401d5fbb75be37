"""Correct a signed record of an audit: the old one and its signature stay, a numbered one is written beside them.

What lives here: finding the text that was signed, and wording the correction. What must not: signing it; that is the
auditor's, and so is what is corrected.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Final

from jjledger.books.audit_report_file import audit_file, text_sha256, with_head
from jjledger.books.audit_signature import signature_file
from jjledger.books.ledger import Ledger
from jjledger.books.source import Source
from jjledger.books.text import quoted
from jjledger.books.toml_table import read_toml
from jjledger.errors import OptionError, refusal
from jjledger.facts.entry import Writing
from jjledger.proof import note
from jjledger.proof.failed import ProofError
from jjledger.seal.entries import Audit, read_entry
from jjledger.store.home import find_home
from jjledger.store.system import System
from jjledger.store.versions import read_versions
from jjledger.workflows.audit_records import refuse_persons
from jjledger.workflows.vouchers.planned import Plan

_GROUND: Final = "会计基础工作规范第61条：不准涂改；已经签名公示的，另写更正，原件留存"
_NAME: Final = re.compile(r"\d{4}-\d{2}-\d{2}-(.+?)(?:-v(\d+))?")
_KEY: Final = re.compile(r"^key\s*=.*\n", re.MULTILINE)
_TITLE: Final = re.compile(r"（(?:更正|第\d+次更正)）$")
_ENDING: Final = ".toml"


def plan_correction(ledger: Ledger, name: str, reason: str, today: date, system: System) -> Plan:
    """Plan the correction of a signed record.

    What stands in the record now becomes the correction, and the record itself what was signed, which git has.

    Args:
        ledger: a loaded community without blocking findings.
        name: of the signed record; it may have been changed since.
        reason: why it is corrected, for everybody to read.
        today: the day of the correction.
        system: the machine, for the history.

    Raises:
        OptionError: there is no such signed record, it is corrected already, no reason is given or it names a person,
            or the text that was signed is nowhere to be found.
        StoreError: git refused.
    """
    source = Source(ledger.folder)
    if not reason.strip():
        raise refusal("--reason", "没有写更正的原因。", "请写  --reason 原因，会公示出去。", _GROUND)
    refuse_persons(ledger, {"--reason": reason})
    _refuse_unsigned(source, name)
    _refuse_corrected(ledger, source, name)
    now = source.text(audit_file(name)).replace("\r\n", "\n")
    signed = _signed_hash(source, name)
    before = now if text_sha256(now) == signed else _kept(ledger, name, signed, system)
    new = _next_name(ledger, name, today)
    text = _corrected_text(now, (name, signed), (new, reason.strip(), today))
    files = {audit_file(new): text.encode()}
    if before != now:
        files[audit_file(name)] = before.encode()
    told = (
        f"更正 {name}：写成 {audit_file(new)}，原因：{reason.strip()}",
        f"{audit_file(name)} 和它的签名留在原处"
        + ("，文字恢复成签名时的那一份；改过的文字在更正里。" if before != now else "。"),
        f"改好更正的内容以后，由审计人签名：  jjledger audit sign 账本 {new} --key 文件 --write",
    )
    return Plan(
        Writing(files=files, why=f"更正审计 {name}：{reason.strip()}"), told, {"id": new, "corrects": name}
    )


def _refuse_unsigned(source: Source, name: str) -> None:
    known = sorted(path.stem for path in (source.folder / "audits/signed").glob(f"*{_ENDING}"))
    if not _NAME.fullmatch(name) or not source.exists(audit_file(name)):
        remedy = f"签过名的有：{'、'.join(known)}" if known else "还没有签过名的审计记录。"
        raise refusal(name, "没有这份审计记录。", remedy)
    if not source.exists(signature_file(name)):
        raise refusal(name, "这份记录还没有签名，不用更正。", "直接改记录，改好了再由审计人签名。")


def _refuse_corrected(ledger: Ledger, source: Source, name: str) -> None:
    """Refuse to correct twice what one correction has taken the place of."""
    for other in ledger.books.audits:
        if other != name and _said(source, other, "corrects") == name:
            raise refusal(name, f"这份记录已经由 {other} 更正。", f"要再更正的，请更正 {other}。", _GROUND)


def _said(source: Source, name: str, key: str) -> str:
    """Look a word up in a record that may not be readable as one."""
    try:
        return str(tomllib.loads(source.text(audit_file(name))).get(key, ""))
    except tomllib.TOMLDecodeError:
        return ""


def _signed_hash(source: Source, name: str) -> str:
    """Give the hash of the text that was signed, as the signed note has it."""
    table = read_toml(source, signature_file(name))
    try:
        entry = read_entry(note.read(f"{table.words('note', _GROUND)}\n".encode()).text.encode())
    except ProofError as error:
        raise _lost(name) from error
    if not isinstance(entry, Audit):
        raise _lost(name)
    return entry.report.hex()


def _lost(name: str) -> OptionError:
    what = f"找不到 {name} 签名时的那一份文字。"
    return refusal(name, what, f"请从备份取回 {audit_file(name)} 和 {signature_file(name)}。", _GROUND)


def _kept(ledger: Ledger, name: str, signed: str, system: System) -> str:
    """Find the text that was signed in the history."""
    for text in _versions(ledger, name, system):
        if text_sha256(text) == signed:
            return text
    raise _lost(name)


def _versions(ledger: Ledger, name: str, system: System) -> Iterator[str]:
    home = find_home(ledger.folder, system)
    if home.repository is None:
        return
    below = home.folder.relative_to(home.top).as_posix()
    file = audit_file(name)
    folder = file.rpartition("/")[0]
    within, path = (folder, file) if below == "." else (f"{below}/{folder}", f"{below}/{file}")
    for version in read_versions(home.repository, within, _ENDING):
        for change in version.changes:
            if change.path == path:
                yield change.after.decode("utf-8", "replace").replace("\r\n", "\n")


def _next_name(ledger: Ledger, name: str, today: date) -> str:
    """Number a correction: the record is the first, what corrects it the second."""
    own = _NAME.fullmatch(name)
    assert own is not None, "the name was looked at"
    numbers = [1]
    for other in ledger.books.audits:
        found = _NAME.fullmatch(other)
        if found is not None and found[1] == own[1]:
            numbers.append(int(found[2] or 1))
    return f"{today}-{own[1]}-v{max(numbers) + 1}"


def _corrected_text(now: str, old: tuple[str, str], new: tuple[str, str, date]) -> str:
    (name, signed), (called, reason, today) = old, new
    try:
        title = str(tomllib.loads(now)["title"])
    except (tomllib.TOMLDecodeError, KeyError) as error:
        what = f"{audit_file(name)} 改得读不出来了。"
        raise refusal(name, what, "请先改正它的写法，再更正；不知道原来怎样写的，见版本库。") from error
    number = int(called.rpartition("-v")[2]) - 1
    times = "更正" if number == 1 else f"第{number}次更正"
    pairs = {
        "day": str(today),
        "title": quoted(f"{_TITLE.sub('', title)}（{times}）"),
        "corrects": quoted(name),
        "corrects_sha256": quoted(signed),
        "reason": quoted(reason),
    }
    return with_head(_KEY.sub("", now, count=1), pairs)
