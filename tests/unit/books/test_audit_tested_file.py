"""What an audit asked is read as it was written, and a signed record that was changed is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from jjledger.books.audit_report_file import audit_report_text, read_audit_report, with_head
from jjledger.books.audit_signature import entry_of, sign, signature_file
from jjledger.books.source import Source
from jjledger.errors import CommunityFileError
from jjledger.facts.audit_report import AuditReport
from jjledger.facts.audit_tested import (
    ConfirmedBalance,
    Examined,
    ExaminedFinding,
    ExaminedQuestion,
    ExaminedSample,
    ExaminedThreshold,
    RecomputedSum,
    SecondEngine,
)
from jjledger.facts.auditor import Auditor
from jjledger.proof.keys import NOTE, SecretKey

NAME = "2026-02-20-books-2025"
KEY = SecretKey("firm.example.cn", NOTE, bytes([5]) * 32)
SAMPLE = ExaminedSample(
    "fens", "maintenance", 13, "3b" * 32, 13_812_345_678, "sse-close", date(2026, 2, 7), "3021.77", 59, (3, 17), (21,), "2025-H2"
)  # fmt: skip
TESTED = Examined(
    "2025", date(2026, 2, 20), "sha256:" + "ab" * 32,
    (
        ExaminedQuestion("A01", '有没有"重复"付款？', 6, 1, ""),
        ExaminedQuestion("A03", "有没有化整为零？", 0, 0, "没有写明限额。写一段 [[authority]]"),
    ),
    (
        ExaminedFinding("A01", "high", "付了两次。", 2, 2_400_000, ("3公共收益 2025-03-F0001",), "已追回"),
        ExaminedFinding("A06", "low", "在节假日付款。", 3, None, (), ""),
    ),
    (RecomputedSum("各户利息", 352, 4_740_571, 4_740_570, 1),),
    (
        ConfirmedBalance("3公共收益", "银行存款 — 5678农行", 100, date(2025, 12, 31), 90, 100, explained=True),
        ConfirmedBalance("3公共收益", "银行存款 — 9999工行", -5, None, None, None, explained=False),
    ),
    (ExaminedThreshold("重复付款：相隔不超过", "45天", "默认"),),
    (SAMPLE,),
    (SecondEngine("hledger", "hledger 1.25", 31, same=True), SecondEngine("awk", "mawk 1.3.4", 31, same=False)),
)  # fmt: skip
REPORT = AuditReport(
    NAME, date(2026, 2, 20), "books-2025", "2025年度账簿审计", (), date(2025, 1, 1), date(2025, 12, 31), "某会计师事务所",
    "yearly", "unqualified", "公允。", "", None, (), TESTED,
)  # fmt: skip


def _source(folder: Path, text: str, note: bytes | None = None) -> Source:
    (folder / "audits" / "signed").mkdir(parents=True)
    (folder / f"audits/{NAME}.toml").write_text(text, encoding="utf-8")
    if note is not None:
        (folder / signature_file(NAME)).write_bytes(note)
    return Source(folder)


def _read(
    folder: Path, text: str, note: bytes | None = None, key: SecretKey = KEY, since: date = date(2026, 1, 1)
) -> AuditReport:
    firm = Auditor("某会计师事务所", key.public(), since)
    return read_audit_report(_source(folder, text, note), NAME, frozenset(), (firm,))


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    text = audit_report_text(REPORT)
    assert replace(_read(tmp_path, text), record="") == REPORT


def test_no_number_in_it_looks_like_a_phone() -> None:
    """A line of 138 million yuan has as many fens as a phone number has digits; the record is published as it stands."""
    assert "13812345678" not in audit_report_text(REPORT)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('period = "2025"', 'period = "2025年"', "不是期间"),
        ("items = 6", "items = -6", "小于零"),
        ('level = "high"', 'level = "grave"', "不认识"),
        ('amount = "24000.00"', 'amount = "两万四"', "读不成金额"),
        ("unopened = [3, 17]", "unopened = [3, 59]", "不是抽样次序"),
        ("unopened = [3, 17]", "unopened = [3, 3]", "不是抽样次序"),
        ("unopened = [3, 17]", "unopened = [3, 21]", "又写成不符"),
        ('value = "3021.77"', 'value = "3021 77"', "公布的写法"),
        ("size = 13_812_345_678", "size = 0", "没有可抽的"),
        (f'root = "{"3b" * 32}"', 'root = "3b"', "64 位"),
        ('code = "A01"', 'code = "A01"\nnever = 1', "不认识的键 never"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, old: str, new: str, what: str) -> None:
    text = audit_report_text(REPORT)
    assert old in text
    with pytest.raises(CommunityFileError, match=what):
        _read(tmp_path, text.replace(old, new, 1))


def test_only_a_record_of_the_program_may_lack_an_opinion(tmp_path: Path) -> None:
    own = audit_report_text(replace(REPORT, opinion="none", opinion_text=""))
    assert _read(tmp_path / "own", own).opinion == "none"
    brought = own.partition("\n# 以下")[0] + '\nreport = "vouchers/2026/0123456789abcdef.pdf"\n'
    with pytest.raises(CommunityFileError, match="总有一种意见"):
        _read(tmp_path / "brought", brought)


def _signed() -> tuple[str, bytes]:
    text = with_head(audit_report_text(REPORT), {"disclosure": "13", "key": f'"{KEY.public().text()}"'})
    report = replace(REPORT, record=text, disclosure=13, key=KEY.public().text())
    return text, sign(report, KEY)


def test_the_signature_is_over_the_entry_of_the_log(tmp_path: Path) -> None:
    text, note = _signed()
    report = _read(tmp_path, text, note)
    assert report.signature.startswith(
        f"jjledger/audit/v1\ndisclosure 13\nreport {sha256(text.encode()).hexdigest()}\nopinion unqualified\n"
        "beacon sse-close 2026-02-07 3021.77\nsample 59\n\n"
    )
    entry = entry_of(report)
    assert entry is not None
    assert report.signature.startswith(entry.text())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('opinion      = "unqualified"', 'opinion      = "qualified"'),
        ("disclosure   = 13", "disclosure   = 14"),
        ('answer = "已追回"', 'answer = "没有追回"'),
        ("unopened = [3, 17]", "unopened = [3]"),
        ('value = "3021.77"', 'value = "3021.78"'),
        ("公允。", "公允。 "),
    ],
)
def test_a_record_changed_after_signing_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text, note = _signed()
    assert old in text
    with pytest.raises(CommunityFileError, match="审计签名"):
        _read(tmp_path, text.replace(old, new, 1), note)


def test_a_signature_of_another_key_of_the_same_name_is_refused(tmp_path: Path) -> None:
    text, _ = _signed()
    other = SecretKey(KEY.name, NOTE, bytes([6]) * 32)
    forged = with_head(text, {"key": f'"{other.public().text()}"'})
    report = replace(REPORT, record=forged, disclosure=13, key=other.public().text())
    note = sign(report, other)
    assert _read(tmp_path / "own", forged, note, other).key == other.public().text()
    with pytest.raises(CommunityFileError, match="已经登记"):
        _read(tmp_path / "unknown", forged, note)
    with pytest.raises(CommunityFileError, match="已经登记"):
        _read(tmp_path / "later", forged, note, other, REPORT.day + timedelta(days=1))
    with pytest.raises(CommunityFileError, match="审计签名"):
        _read(tmp_path / "named", text, note)


def test_keys_are_put_before_the_first_table_and_replace_older_ones() -> None:
    text = 'day = 1\nkey = "a"\n\n# 说明\n\n[tested]\nkey = "b"\n'
    assert with_head(text, {"key": '"c"'}) == 'day = 1\nkey          = "c"\n\n# 说明\n\n[tested]\nkey = "b"\n'
