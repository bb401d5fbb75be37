"""The page and the paper of an audit, as a phone and a printer show them: every question, every finding, every draw."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from jjledger.books.audit_report_file import audit_report_text
from jjledger.books.ledger import load_ledger
from jjledger.disclosure.audit_report_models import AuditPage
from jjledger.facts.audit_tested import ExaminedFinding, ExaminedSample, SecondEngine
from jjledger.period import parse_period
from jjledger.render import html
from jjledger.render.document import disclosure_files
from jjledger.render.large import large
from jjledger.render.pdf import Printer
from jjledger.render.resources import site_files
from jjledger.store.system import RealSystem
from jjledger.workflows.audit_records import page_of
from jjledger.workflows.auditing import Signatory, ask_all, examined_of, report_of
from tests.ledgers import SAMPLE, TODAY
from tests.phone import LARGE, NORMAL, dim, faults, violations

DRAWN = ExaminedSample(
    "fens", "maintenance", 38, "3b" * 32, 367_514_937, "sse-close", date(2026, 1, 30), "3021.77", 59, (3, 17), (21,), "2025-H2"
)  # fmt: skip
FOUND = (
    ExaminedFinding("A01", "high", "同一收款方、同一金额 12,000.00 元付了两次。", 2, 24_000_00, (
        "3公共收益 2025-06-F0001", "1维修资金 2025-05-F0001",
    ), "是两台电梯的年检费，各一台"),
    ExaminedFinding("A06", "low", "在法定节假日付款。", 1, None, ("3公共收益 2025-03-S0001",), ""),
)  # fmt: skip


@pytest.fixture(scope="module")
def page() -> AuditPage:
    """Audit a sample, and add two findings and a sample that was drawn, of which it has none."""
    ledger = load_ledger(SAMPLE / "guiyu2", TODAY)
    system = RealSystem()
    audited = ask_all(ledger, (parse_period("2025"), TODAY), system, lambda rules: rules)
    examined = replace(
        examined_of(ledger, audited, system),
        samples=(DRAWN,),
        engines=(SecondEngine("hledger", "hledger 1.25", 31, same=True),),
    )
    counted = tuple(
        replace(one, found=sum(two.code == one.code for two in FOUND)) for one in examined.questions
    )
    examined = replace(examined, findings=FOUND, questions=counted)
    by = Signatory("示例正衡会计师事务所", "unqualified", "公允反映了结余。", "yearly", "", 38)
    report = report_of(examined, audited.period, TODAY, by)
    made = page_of(ledger, replace(report, record=audit_report_text(report)))
    return replace(made, head=replace(made.head, issued=TODAY))


@pytest.fixture(scope="module")
def place(page: AuditPage, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay the page out as a publication does."""
    root = tmp_path_factory.mktemp("site")
    copytree(site_files(), root, dirs_exist_ok=True)
    folder = root / "d/guiyu2/2026-01-31.audit-books-2025/v1/audit"
    folder.mkdir(parents=True)
    for name, data in disclosure_files(page, Printer()).items():
        (folder / name).write_bytes(data)
    (folder / "large.html").write_text(large(html.disclosure(page, "screen")), encoding="utf-8")
    return folder


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 768])
@pytest.mark.parametrize("view", [("index.html", NORMAL), ("large.html", LARGE)], ids=["normal", "large"])
def test_it_fits_a_phone(
    place: Path,
    phone_browser: Any,  # noqa: ANN401 - playwright's own
    view: tuple[str, dict[str, int]],
    width: int,
) -> None:
    name, least = view
    shown = phone_browser.new_page(viewport={"width": width, "height": 844})
    shown.goto((place / name).as_uri())
    found = faults(shown, least)
    if width > 390:  # a mouse hits lower targets
        found.pop("low", None)
    assert found == {}
    assert dim(shown) == set()
    shown.close()


@pytest.mark.browser
def test_a_screen_reader_finds_its_way(place: Path, phone_browser: Any) -> None:  # noqa: ANN401 - playwright's own
    shown = phone_browser.new_page(viewport={"width": 390, "height": 844})
    shown.goto((place / "index.html").as_uri())
    assert violations(shown) == []
    shown.close()


def test_the_paper_says_what_the_page_says(page: AuditPage, place: Path) -> None:
    told = subprocess.run(
        ["pdftotext", "-layout", str(place / "report.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    plain = "".join(told.split())
    assert page.tested is not None
    for words in (
        "示例，非审计意见",
        "示例正衡会计师事务所",
        "6月付-0001",
        "抽59次，打开相符56次",
        "hledgerhledger1.2531个科目全部相同",
        "17：158,572,369没有打开",
    ):
        assert words in plain, words
    for question in page.tested.questions:
        assert question.code in plain
        assert question.question[:8] in plain
    assert plain.count("未能检查：") == page.tested.unable
    signature = subprocess.run(
        ["pdfinfo", str(place / "report.pdf")], capture_output=True, text=True, check=True
    )
    assert "Tagged:          yes" in signature.stdout


def test_every_link_to_a_voucher_leads_to_one(place: Path, page: AuditPage) -> None:
    text = (place / "index.html").read_text(encoding="utf-8")
    assert page.tested is not None
    anchors = [anchor for one in page.tested.findings for anchor in one.vouchers]
    assert len(anchors) == 3
    for anchor in anchors:
        assert f'href="#{anchor}"' in text
        assert f'id="{anchor}"' in text


def test_where_no_other_program_was_run_it_says_so(page: AuditPage) -> None:
    assert page.tested is not None
    told = html.disclosure(replace(page, tested=replace(page.tested, engines=())), "paper")
    assert "用别的记账程序把每一笔分录重新相加：<strong>未做</strong>" in told
    assert "未做" not in html.disclosure(page, "paper")
    engine = replace(page.tested.engines[0], same=False)
    told = html.disclosure(replace(page, tested=replace(page.tested, engines=(engine,))), "paper")
    assert "<strong>有不同</strong>" in told
