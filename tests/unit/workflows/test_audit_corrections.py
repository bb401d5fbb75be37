"""A signed record is never written over: what corrects it stands beside it with a number, and says why."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from jjledger.books.audit_report_file import audit_file, audit_report_text
from jjledger.books.audit_signature import entry_of, sign, signature_file
from jjledger.books.ledger import Ledger, load_ledger
from jjledger.disclosure.audit_page import audit_page
from jjledger.disclosure.head import Setting
from jjledger.errors import OptionError
from jjledger.facts.audit_report import AuditReport
from jjledger.facts.audit_tested import Examined
from jjledger.period import event_period
from jjledger.proof.keys import NOTE, SecretKey
from jjledger.render import html
from jjledger.seal.entries import read_entry
from jjledger.store.system import RealSystem
from jjledger.workflows.audit_corrections import plan_correction
from jjledger.workflows.audit_records import plan_signature
from jjledger.workflows.log_words import entry_words
from jjledger.workflows.rulings import law_of
from tests.histories_on_disk import git
from tests.ledgers import HEYUAN, copy_of

NAME, SECOND, THIRD = "2026-02-20-books-2025", "2026-03-01-books-2025-v2", "2026-03-05-books-2025-v3"
TODAY = date(2026, 3, 1)
REASON = "漏写一笔未达账项"
KEY = SecretKey("firm.example.cn", NOTE, bytes([5]) * 32)
REPORT = AuditReport(
    NAME, date(2026, 2, 20), "books-2025", "2025年度账簿审计", (), date(2025, 1, 1), date(2025, 12, 31), "某会计师事务所",
    "yearly", "unqualified", "公允。", "", None, (), Examined("2025", date(2026, 2, 20), "sha256:0", (), (), (), (), ()),
    key=KEY.public().text(), disclosure=7,
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay down a ledger in git with a record that its auditor signed."""
    place = copy_of(HEYUAN, tmp_path)
    with (place / "community.toml").open("a", encoding="utf-8") as file:
        file.write(
            f'\n[[auditor]]\nname = "某会计师事务所"\nkey = "{KEY.public().text()}"\nfrom = 2026-01-01\n'
        )
    (place / "audits/signed").mkdir(parents=True)
    report = replace(REPORT, record=audit_report_text(REPORT))
    (place / audit_file(NAME)).write_text(report.record, encoding="utf-8")
    (place / signature_file(NAME)).write_bytes(sign(report, KEY))
    git(place, "init", "--quiet", "--initial-branch=main")
    _commit(place)
    return place


def _commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "记录")


def _change(folder: Path, old: str = "公允。", new: str = "除一事外公允。", name: str = NAME) -> str:
    file = folder / audit_file(name)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    _commit(folder)
    return text


def _load(folder: Path) -> Ledger:
    return load_ledger(folder, TODAY)


def _correct(folder: Path, name: str = NAME, today: date = TODAY, reason: str = REASON) -> dict[str, bytes]:
    plan = plan_correction(_load(folder), name, reason, today, RealSystem())
    for file, data in plan.writing.files.items():
        (folder / file).write_bytes(data)
    _commit(folder)
    return dict(plan.writing.files)


def _sign(folder: Path, name: str) -> list[str]:
    plan = plan_signature(_load(folder), name, KEY, None, RealSystem())
    for file, data in plan.writing.files.items():
        (folder / file).write_bytes(data)
    _commit(folder)
    return list(plan.told)


def _kept(folder: Path, name: str) -> AuditReport:
    report = _load(folder).books.audits[name]
    assert report is not None
    return report


def test_a_record_changed_after_it_was_signed_is_put_back_and_the_change_stands_beside_it(
    folder: Path,
) -> None:
    signature = (folder / signature_file(NAME)).read_bytes()
    signed = _change(folder)
    assert _load(folder).books.audits[NAME] is None, "what was changed is not read"
    assert _correct(folder).keys() == {audit_file(NAME), audit_file(SECOND)}
    assert (folder / audit_file(NAME)).read_text("utf-8") == signed
    assert (folder / signature_file(NAME)).read_bytes() == signature
    assert _kept(folder, NAME).signature, "the old record holds again"
    new = _kept(folder, SECOND)
    assert (new.opinion_text, new.title, new.key, new.signature) == (
        "除一事外公允。", "2025年度账簿审计（更正）", "", "",
    )  # fmt: skip
    assert new.corrects is not None
    assert (new.corrects.id, new.corrects.sha256, new.corrects.reason) == (
        NAME, sha256(signed.encode()).hexdigest(), REASON,
    )  # fmt: skip


def test_one_that_was_not_changed_is_copied_to_be_changed(folder: Path) -> None:
    assert _correct(folder).keys() == {audit_file(SECOND)}
    assert _kept(folder, SECOND).opinion_text == "公允。"


def test_the_log_and_the_page_say_that_it_is_a_correction_and_why(folder: Path) -> None:
    signed = _change(folder)
    _correct(folder)
    told = _sign(folder, SECOND)
    new = _kept(folder, SECOND)
    assert new.signature
    entry = entry_of(new)
    assert entry is not None
    assert entry.corrects is not None
    assert entry.corrects.report == sha256(signed.encode()).digest()
    assert entry.corrects.reason == sha256(REASON.encode()).digest()
    assert read_entry(entry.text().encode()) == entry
    assert entry.text().startswith("jjledger/audit/v2\n")
    assert "  jjledger/audit/v2" in told
    assert entry_words(entry).startswith("审计更正：第 7 条")
    books = _load(folder).books
    period = event_period(new.day, f"audit-{new.slug}")
    page = audit_page(books, law_of(books.community), new, period, Setting())
    for medium in ("screen", "paper"):
        shown = html.disclosure(page, medium)
        assert f"更正 {NAME}：{REASON}" in shown
        assert entry.corrects.report.hex() in shown
    old = audit_page(books, law_of(books.community), _kept(folder, NAME), period, Setting())
    assert "更正" not in html.disclosure(old, "screen").partition('id="grounds"')[0]


def test_corrections_are_numbered_and_each_corrects_the_one_before(folder: Path) -> None:
    _correct(folder)
    _sign(folder, SECOND)
    with pytest.raises(OptionError, match=f"已经由 {SECOND} 更正"):
        _correct(folder, today=date(2026, 3, 5))
    _correct(folder, SECOND, date(2026, 3, 5))
    third = _kept(folder, THIRD)
    assert third.title == "2025年度账簿审计（第2次更正）"
    assert third.corrects is not None
    assert third.corrects.id == SECOND
    _sign(folder, THIRD)
    assert all(_kept(folder, name).signature for name in (NAME, SECOND, THIRD))


def test_a_correction_whose_old_record_is_gone_or_changed_is_not_read(folder: Path) -> None:
    _correct(folder)
    _sign(folder, SECOND)
    _change(folder)
    assert _load(folder).books.audits[SECOND] is None
    git(folder, "checkout", "HEAD~1", "--", audit_file(NAME))
    assert _kept(folder, SECOND).corrects
    (folder / signature_file(NAME)).unlink()
    assert _load(folder).books.audits[SECOND] is None
    git(folder, "checkout", "HEAD~1", "--", signature_file(NAME))
    (folder / audit_file(NAME)).unlink()
    assert _load(folder).books.audits[SECOND] is None


def test_what_was_signed_and_is_nowhere_to_be_found_is_said(folder: Path, tmp_path: Path) -> None:
    bare = copy_of(folder, tmp_path / "bare")
    for path in sorted((bare / ".git").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (bare / ".git").rmdir()
    file = bare / audit_file(NAME)
    file.write_text(file.read_text("utf-8").replace("公允。", "不公允。"), encoding="utf-8")
    with pytest.raises(OptionError, match="签名时的那一份文字"):
        plan_correction(_load(bare), NAME, REASON, TODAY, RealSystem())


@pytest.mark.parametrize(
    ("name", "reason", "what"),
    [
        (NAME, " ", "没有写更正的原因"),
        (NAME, "电话 13812345678 打来说的", "手机号"),
        ("2026-02-20-books-2024", REASON, "没有这份审计记录"),
        ("../community", REASON, "没有这份审计记录"),
    ],
)
def test_half_a_correction_is_refused(folder: Path, name: str, reason: str, what: str) -> None:
    with pytest.raises(OptionError, match=what):
        _correct(folder, name, reason=reason)


def test_what_nobody_signed_needs_no_correction(folder: Path) -> None:
    (folder / signature_file(NAME)).unlink()
    with pytest.raises(OptionError, match="还没有签名"):
        _correct(folder)


def test_what_is_signed_is_not_signed_over(folder: Path) -> None:
    with pytest.raises(OptionError, match="已经由 firm") as refused:
        plan_signature(_load(folder), NAME, KEY, 8, RealSystem())
    assert "audit correct" in refused.value.trouble.remedy
    same = plan_signature(_load(folder), NAME, KEY, None, RealSystem())
    assert same.writing.files[signature_file(NAME)] == (folder / signature_file(NAME)).read_bytes()
    _change(folder)
    with pytest.raises(OptionError, match="签名以后改动过") as refused:
        plan_signature(_load(folder), NAME, KEY, None, RealSystem())
    assert "audit correct" in refused.value.trouble.remedy


def test_the_history_says_who_corrected_what_and_why(folder: Path) -> None:
    plan = plan_correction(_load(folder), NAME, REASON, TODAY, RealSystem())
    assert plan.writing.why == f"更正审计 {NAME}：{REASON}"
    text = plan.writing.files[audit_file(SECOND)].decode()
    assert tomllib.loads(text)["reason"] == REASON
