"""Records of audits are read as written, and refused where they make no sense."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.audit_report_file import read_audit_report, read_audit_reports
from jjledger.books.source import Source
from jjledger.errors import CommunityFileError
from jjledger.facts.audit_report import AuditPoint

NAME = "2025-04-18-annual"
TEXT = """day          = 2025-04-18
title        = "2024年度公共收益审计"
funds        = ["3公共收益"]
first_day    = 2024-01-01
last_day     = 2024-12-31
auditor      = "某会计师事务所"
cause        = "yearly"
opinion      = "emphasis"
opinion_text = "收支记录公允。"
report       = "vouchers/2025/0123456789abcdef.pdf"
days_posted  = 45

[[finding]]
words  = "一笔收入入账迟"
amount = "120.00"
answer = "已补记"

[[finding]]
words  = "没有定期盘点"
"""
CODES = frozenset({"1维修资金", "3公共收益"})


def source(folder: Path, text: str, name: str = NAME) -> Source:
    (folder / "audits").mkdir()
    (folder / f"audits/{name}.toml").write_text(text, encoding="utf-8")
    return Source(folder)


def test_a_record_is_read(tmp_path: Path) -> None:
    report = read_audit_report(source(tmp_path, TEXT), NAME, CODES)
    assert (report.slug, report.day, report.first_day, report.last_day) == (
        "annual", date(2025, 4, 18), date(2024, 1, 1), date(2024, 12, 31),
    )  # fmt: skip
    assert (report.opinion, report.cause, report.days_posted, report.funds) == (
        "emphasis",
        "yearly",
        45,
        ("3公共收益",),
    )
    assert report.points == (
        AuditPoint("一笔收入入账迟", 120_00, "已补记"),
        AuditPoint("没有定期盘点", None, ""),
    )


def test_without_funds_and_days_it_is_about_everything_and_hangs_as_usual(tmp_path: Path) -> None:
    text = TEXT.replace('funds        = ["3公共收益"]\n', "").replace("days_posted  = 45\n", "")
    report = read_audit_report(source(tmp_path, text), NAME, CODES)
    assert (report.funds, report.days_posted) == ((), None)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('opinion      = "emphasis"', 'opinion      = "fine"', "opinion 不认识「fine」"),
        ('cause        = "yearly"', 'cause        = "why"', "cause 不认识「why」"),
        ("first_day    = 2024-01-01", "first_day    = 2025-01-01", "先后不对"),
        ("last_day     = 2024-12-31", "last_day     = 2025-04-19", "先后不对"),
        ('["3公共收益"]', '["9别的"]', "没有的或写了两次的资金：9别的"),
        ('"vouchers/2025/', '"/etc/', "不是存档的原件"),
        ('"vouchers/2025/', '"vouchers/../private/', "不是存档的原件"),
        ("days_posted  = 45", "days_posted  = 0", "不是张贴的天数"),
        ("days_posted  = 45", "days_posted  = 366", "不是张贴的天数"),
        ('amount = "120.00"', 'amount = "-1.00"', "必须大于零"),
        ('auditor      = "某会计师事务所"', 'auditor      = " "', "auditor 是空的"),
        ('cause        = "yearly"', 'cause        = "yearly"\nsign = "x"', "不认识的键 sign"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in TEXT
    with pytest.raises(CommunityFileError) as refused:
        read_audit_report(source(tmp_path, TEXT.replace(old, new)), NAME, CODES)
    assert said in refused.value.trouble.what


@pytest.mark.parametrize(
    "name", ["2025-04-19-annual", "annual", "2025-04-18", "2025-04-18-Annual", "2025-04-18-年度"]
)
def test_the_name_is_day_and_word(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommunityFileError):
        read_audit_report(source(tmp_path, TEXT, name), name, CODES)


def test_one_that_cannot_be_read_is_told_and_the_others_stand(tmp_path: Path) -> None:
    files = source(tmp_path, TEXT)
    (tmp_path / "audits/2025-05-01-bad.toml").write_text("day = 1\n", encoding="utf-8")
    found, findings = read_audit_reports(files, ())
    assert list(found) == [NAME, "2025-05-01-bad"]
    assert found["2025-05-01-bad"] is None
    assert {finding.code for finding in findings} == {"E96"}
