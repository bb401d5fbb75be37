"""What an audit asked is shown as its record keeps it, with vouchers as they are public, and draws anybody repeats."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.disclosure.audit_page import audit_page, with_tested
from jjledger.disclosure.audit_report_models import AuditPage
from jjledger.disclosure.audit_tested import examined_view, python_again, shell_again
from jjledger.disclosure.audit_tested_models import AuditTested
from jjledger.disclosure.events import slug_of
from jjledger.disclosure.head import Setting
from jjledger.disclosure.lint import lint
from jjledger.facts.audit_report import OWN_AUDITOR, AuditReport
from jjledger.facts.audit_tested import (
    ConfirmedBalance,
    Examined,
    ExaminedFinding,
    ExaminedQuestion,
    ExaminedSample,
    RecomputedSum,
)
from jjledger.law import for_community
from jjledger.period import event_period
from tests.ledgers import HEYUAN, TODAY

DAY = date(2026, 1, 20)
SAMPLE = ExaminedSample(
    "rooms", "maintenance", 3, "5c" * 32, 250, "sse-close", date(2026, 1, 16), "3'0$1.%7", 6, (1,), (4,)
)  # fmt: skip
EXAMINED = Examined(
    "2025", DAY, "sha256:" + "ab" * 32,
    (
        ExaminedQuestion("A01", "有没有重复付款？", 6, 1, ""),
        ExaminedQuestion("A06", "有没有在节假日付款？", 6, 1, "没有 2027 年的日历。请等发布"),
        ExaminedQuestion("A10", "有没有关联方？", 0, 0, "没有名单"),
    ),
    (
        ExaminedFinding("A01", "high", "付了两次。", 2, 50_000, (), ""),
        ExaminedFinding("A06", "low", "在节假日付款。", 3, None, (), ""),
    ),
    (), (), (), (SAMPLE,),
)  # fmt: skip
REPORT = AuditReport(
    f"{DAY}-books-2025", DAY, "books-2025", "2025年度账簿自查", (), date(2025, 1, 1), date(2025, 12, 31), OWN_AUDITOR,
    "self_check", "none", "", "", None, (), EXAMINED,
)  # fmt: skip


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return load_ledger(HEYUAN, TODAY)


def _view(ledger: Ledger, examined: Examined) -> AuditTested:
    return examined_view(ledger.books, ledger.replayed.shares, examined, {0: range(6)})[0]


def _page(ledger: Ledger, examined: Examined, drawn: Sequence[int] = range(6)) -> AuditPage:
    report = replace(REPORT, tested=examined)
    period = event_period(DAY, slug_of("audit", report.slug))
    page = audit_page(ledger.books, for_community("3310"), report, period, Setting())
    return with_tested(page, ledger.books, ledger.replayed.shares, report, {0: drawn})


def test_what_could_not_be_asked_is_never_shown_as_passed(ledger: Ledger) -> None:
    shown = _view(ledger, EXAMINED)
    assert [one.state for one in shown.questions] == ["asked", "partly", "unable"]
    assert shown.questions[1].unable == "没有 2027 年的日历"
    assert (shown.high, shown.medium, shown.low, shown.unable) == (1, 0, 1, 2)


def test_vouchers_lead_where_they_are_shown_and_others_are_counted(ledger: Ledger) -> None:
    """A deposit of two households is published only in a sum; nothing leads to it."""
    names = ("3公共收益 2025-01-C0001", "1维修资金 2025-01-S0001", "1维修资金 2025-02-F0001")
    found = replace(EXAMINED.findings[0], vouchers=names)
    page = _page(ledger, replace(EXAMINED, findings=(found, EXAMINED.findings[1])))
    assert page.tested is not None
    (first, _) = page.tested.findings
    anchors = {view.anchor for view in page.vouchers}
    assert set(first.vouchers) <= anchors
    assert len(first.vouchers) + first.elsewhere == len(names)
    assert first.elsewhere >= 1
    assert not any("S0001" in anchor for anchor in anchors)


@pytest.mark.parametrize(
    ("balance", "state", "words"),
    [
        (ConfirmedBalance("3公共收益", "农行", 5, None, None, None, explained=False), "never", "未能核对"),
        (ConfirmedBalance("3公共收益", "农行", 5, date(2025, 12, 31), 5, 5, explained=True), "confirmed", "核对一致"),
        (
            ConfirmedBalance("3公共收益", "农行", 5, date(2025, 12, 31), 3, 5, explained=True),
            "confirmed", "未达账项 0.02 元已逐笔查明",
        ),
        (ConfirmedBalance("3公共收益", "农行", 5, date(2025, 11, 30), 5, 5, explained=True), "earlier", "期末没有核对"),
        (ConfirmedBalance("3公共收益", "农行", 5, date(2025, 12, 31), 3, 5, explained=False), "off", "没有查明"),
    ],
)  # fmt: skip
def test_what_the_bank_said(ledger: Ledger, balance: ConfirmedBalance, state: str, words: str) -> None:
    (shown,) = _view(ledger, replace(EXAMINED, balances=(balance,))).balances
    assert shown.state == state
    assert words in shown.words


def test_each_draw_says_what_came_of_it(ledger: Ledger) -> None:
    (shown,) = _view(ledger, EXAMINED).samples
    assert [one.result for one in shown.items] == [
        "agrees",
        "unopened",
        "agrees",
        "agrees",
        "differs",
        "agrees",
    ]
    assert shown.agree == 4


def test_the_lines_on_the_page_draw_what_the_rule_says(tmp_path: Path) -> None:
    """The rule done by hand: SHA-256 of mark, root, chance and number, as a whole number, by the size."""
    head = b"jjledger/mus/v1\n" + b"\x5c" * 32 + b"3'0$1.%7\n"
    expected = [int(sha256(head + str(j).encode()).hexdigest(), 16) % 250 for j in range(6)]
    script = tmp_path / "draw.py"
    script.write_text(python_again(SAMPLE), encoding="utf-8")
    told = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True).stdout
    assert [int(line) for line in told.split()] == expected
    command = ["/bin/sh", "-c", shell_again(SAMPLE)]
    shell = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert int(shell.split()[0], 16) % 250 == expected[0]


def test_nobody_s_name_stands_for_the_auditor_where_there_was_none(ledger: Ledger) -> None:
    page = _page(ledger, EXAMINED)
    assert page.auditor == OWN_AUDITOR
    assert page.opinion_words == "没有发表审计意见"


def test_a_sample_s_opinion_is_none(ledger: Ledger) -> None:
    report = replace(REPORT, opinion="unqualified", auditor="某会计师事务所")
    period = event_period(DAY, slug_of("audit", report.slug))
    for sample, note in ((True, "示例，非审计意见"), (False, "")):
        books = replace(ledger.books, community=replace(ledger.books.community, sample=sample))
        page = audit_page(books, for_community("3310"), report, period, Setting())
        assert page.opinion_note == note


def test_counts_that_do_not_fit_the_list_hold_the_page(ledger: Ledger) -> None:
    sound = _page(ledger, EXAMINED)
    assert lint(sound) == ()
    assert sound.tested is not None
    cheats = (
        replace(sound.tested, high=0),
        replace(sound.tested, findings=sound.tested.findings[:1]),
        replace(sound.tested, findings=(replace(sound.tested.findings[0], vouchers=("v-9",)), sound.tested.findings[1])),
        _view(ledger, replace(EXAMINED, recomputed=(RecomputedSum("各户利息", 3, 5, 6, 0),))),
    )  # fmt: skip
    for cheat in cheats:
        assert lint(replace(sound, tested=cheat)), cheat
    assert lint(_page(ledger, EXAMINED, (0, 1, 2, 3, 4, 250)))


def test_a_name_in_an_answer_holds_the_page(ledger: Ledger) -> None:
    found = replace(EXAMINED.findings[0], answer="已由欧阳不公开退回")
    page = _page(ledger, replace(EXAMINED, findings=(found, EXAMINED.findings[1])))
    assert [one.code for one in lint(page, frozenset({"欧阳不公开"}))] == ["D07"]
