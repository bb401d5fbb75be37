"""对账 at the desk: both sides of an account, what explains the difference, and the record of it."""

from http import HTTPStatus
from pathlib import Path

import pytest

from tests import month_story as story
from tests.desk_client import SIGNED, Person, begun, content, git, imported, words

ASKED = f"reconcile?account={story.BANK}&month=2025-06"
BLANK = {"row-day": ["", ""], "row-amount": ["", ""], "row-words": ["", ""], "outstanding": "", "bank": ""}
SENT = {"account": story.BANK_ACCOUNT, "month": "2025-06", **BLANK, **SIGNED}
VOUCHER = {
    "do": "save", "day": "2025-06-29", "fund": "", "payee": "示例传媒公司", "narration": "广告费",
    "account": [story.BANK_ACCOUNT, "6002广告"], "split": ["", ""], "debit": ["100.00", ""],
    "credit": ["", "100.00"], "attachments": "1", **SIGNED,
}  # fmt: skip


@pytest.fixture
def booked(tmp_path: Path) -> Person:
    """One voucher in the books, and no statement."""
    person = Person(begun(tmp_path))
    person.saved(person.send("vouchers/new", VOUCHER))
    return person


def test_drafts_explain_the_difference(tmp_path: Path) -> None:
    page = words(imported(tmp_path).see(ASKED))
    assert "银收企未收：示例快递柜公司 转账 场地费（草稿待核）" in page
    assert "银付企未付：示例门窗店" in page
    assert page.count("2,535.21") >= 3
    assert "调节后一致" in page


def test_an_account_without_statement_says_what_is_missing(booked: Person) -> None:
    page = words(booked.see(ASKED))
    assert "没有包含这一天的完整对账单" in page
    assert "先导入对账单" in page


def test_a_paper_statement_that_ties_is_put_on_record(booked: Person) -> None:
    told = booked.saved(booked.send("reconcile", {**SENT, "do": "record", "bank": "100.00"}))
    assert "调节后一致" in told
    text = (booked.folders[0] / "2025/2025-06.beancount").read_text("utf-8")
    assert f"2025-07-01 balance {story.BANK_ACCOUNT}  100.00 CNY" in text
    assert git(booked.folders[0], "log", "-1", "--format=%an %s") == "李会计 核对 3456农行 2025-06"
    assert "已核对" in words(booked.see("reconcile?month=2025-06"))


def test_what_is_under_way_is_kept_with_its_items(booked: Person) -> None:
    rows = {"row-day": ["2025-06-30", ""], "row-amount": ["-15.00", ""], "row-words": ["手续费", ""]}
    sent = {**SENT, **rows, "outstanding": "2025-06-S0001", "bank": "-15.00"}
    shown = booked.send("reconcile", {**sent, "do": "check"})
    page = words(shown)
    assert shown.status_code == HTTPStatus.OK
    assert "企收银未收：示例传媒公司 广告费" in page
    assert "银付企未付：手续费" in page
    assert "调节后一致" in page
    booked.saved(booked.send("reconcile", {**sent, "do": "record"}))
    assert [*(booked.folders[0] / "reconciliations").iterdir()]


@pytest.mark.parametrize(("change", "reason"), [
    ({"bank": "90.00"}, "没有查明"),
    ({"bank": "九十"}, "读不成金额"),
    ({"bank": "100", "row-day": ["六月", ""], "row-amount": ["1", ""]}, "读不成日期"),
    ({"bank": "100", "outstanding": "2025-06-S0099"}, "没有记账的凭证"),
    ({"bank": "100", "prepared": ""}, "没有写明是谁"),
    ({"bank": ""}, "没有包含这一天的完整对账单"),
])  # fmt: skip
def test_what_does_not_tie_is_not_recorded_and_nothing_typed_is_lost(
    booked: Person, change: dict[str, str], reason: str
) -> None:
    before = content(booked.folders[0])
    answer = booked.send("reconcile", {**SENT, **change, "do": "record"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert reason in words(answer)
    assert f'name="bank" inputmode="decimal" value="{change["bank"]}"' in answer.text
    assert content(booked.folders[0]) == before
