"""The auditor's signature under a record: a signed note over the entry that the public log gets of it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from jjledger.books.source import Source
from jjledger.books.toml_table import Table, read_toml
from jjledger.facts.audit_report import AuditReport
from jjledger.facts.audit_tested import ExaminedSample
from jjledger.facts.auditor import Auditor, auditor_of
from jjledger.proof import note
from jjledger.proof.failed import ProofError
from jjledger.proof.keys import SecretKey, read_public
from jjledger.seal.entries import Audit, Correction, Drawn

SIGNED: Final = "audits/signed"
REGISTER: Final = (
    "请业委会先把审计单位的公钥写进 community.toml，写明从哪天起："
    '[[auditor]]  name = "某某会计师事务所"  key = "…"  from = 2026-01-01'
)
_AGAIN: Final = (
    "记录在签名以后被改动过，或者签的不是这一份；确须更正的，用  jjledger audit correct 账本 记录 --reason 原因  "
    "另写一份更正：原来的记录和签名留在原处，更正由审计人另签"
)


def signature_file(name: str) -> str:
    """Name the file of a record's signature."""
    return f"{SIGNED}/{name}.toml"


def entry_of(report: AuditReport) -> Audit | None:
    """Give the entry that the public log gets of a record; None where it names no disclosure.

    Args:
        report: with the text of its record.
    """
    if report.disclosure is None:
        return None
    samples = report.tested.samples if report.tested else ()
    return Audit(
        report.disclosure,
        sha256(report.record.encode()).digest(),
        report.opinion,
        _drawn(samples[0]) if samples else None,
        sum(one.count for one in samples),
        _correction(report),
    )


def _correction(report: AuditReport) -> Correction | None:
    before = report.corrects
    if before is None:
        return None
    return Correction(bytes.fromhex(before.sha256), sha256(before.reason.encode()).digest())


def _drawn(sample: ExaminedSample) -> Drawn:
    return Drawn(sample.source, str(sample.day), sample.value)


def sign(report: AuditReport, key: SecretKey) -> bytes:
    """Sign a record.

    Args:
        report: names a disclosure and this key.
        key: the auditor's.

    Returns:
        The content of its signature's file.
    """
    entry = entry_of(report)
    assert entry is not None, "a record that is signed names a disclosure"
    assert report.key == key.public().text(), "the record names the key"
    signed = note.Note(entry.text(), (note.sign(entry.text(), key),)).data().decode()
    return f"# 审计人对这份记录的签名，由 jjledger audit sign 写成。\nnote = '''\n{signed}'''\n".encode()


def read_signature(top: Table, source: Source, report: AuditReport, auditors: Sequence[Auditor]) -> str:
    """Read the signed note beside a record; "" where there is none.

    Args:
        top: the record's table, to say where it is wrong.
        source: the community's files.
        report: the record.
        auditors: whose signatures count.

    Raises:
        CommunityFileError: the note is not of this record, not by the key that the record names, or that key is no
            auditor's.
    """
    name = signature_file(report.id)
    if not source.exists(name):
        return ""
    table = read_toml(source, name)
    text = table.words("note", _AGAIN) + "\n"
    table.close()
    entry = entry_of(report)
    if auditor_of(auditors, report.key, report.day) is None:
        raise top.refuse(
            "key", "签名的公钥不是 community.toml 里 [[auditor]] 在记录那天已经登记的。", REGISTER
        )
    try:
        read = note.read(text.encode())
        note.verify(read, [read_public(report.key)])
    except ProofError as error:
        raise top.refuse("key", f"审计签名对不上：{error}", _AGAIN) from error
    if entry is None or read.text != entry.text():
        raise top.refuse("key", "审计签名签的不是这一份记录。", _AGAIN)
    return text
