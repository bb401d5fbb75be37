"""Where vouchers, drafts and balances are put in the ledger's text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.entry_text import Laid, lay
from jjledger.books.ledger import load_ledger
from jjledger.books.source import Source
from jjledger.facts.entry import Assertion, Entry, EntryPosting, Opening, Signed, Writing
from jjledger.facts.finding import Place
from tests.ledgers import SHIFAN, copy_of

TODAY = date(2026, 1, 31)
MONTH = "2025/2025-03.beancount"
BANK = "Assets:3公共收益:1001银行存款:5678农行"
PARKING = "Income:3公共收益:6001停车"
LEGS = (EntryPosting(BANK, 30000), EntryPosting(PARKING, -30000))
ENTRY = Entry(date(2025, 3, 5), "收", "张三", "停车费", LEGS, 1)
DRAFT = replace(ENTRY, draft=True, attachments=0, meta=(("bank-ref", "k1"),))
LAST = "; 月末核对\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the small community with two drafts in March."""
    place = copy_of(SHIFAN, tmp_path)
    file = place / MONTH
    laid = _lay(place, Writing((DRAFT, replace(DRAFT, meta=(("bank-ref", "k2"),)))))
    for name, data in laid.after.items():
        (place / name).write_bytes(data)
    file.write_text(file.read_text("utf-8") + "\n" + LAST, "utf-8")
    return place


def _lay(folder: Path, writing: Writing) -> Laid:
    return lay(Source(folder), load_ledger(folder, TODAY).books, writing, Signed("甲", "乙"))


def _draft_place(folder: Path, which: int) -> Place:
    drafts = [voucher for voucher in load_ledger(folder, TODAY).books.vouchers if voucher.draft]
    drafts.sort(key=lambda voucher: voucher.place.line)
    return drafts[which].place


def test_a_draft_has_no_number_and_nobody_signs_it(folder: Path) -> None:
    """It keeps the day, the words, its metadata and its legs."""
    text = (folder / MONTH).read_text("utf-8")
    draft = text[text.index(" ! ") - 10 :].split("\n\n")[0].split("\n")
    assert draft[0] == '2025-03-05 ! "张三" "停车费"'
    assert draft[1] == '  bank-ref: "k1"'
    assert [line.split()[0] for line in draft[2:]] == [BANK, PARKING]


def test_drafts_take_no_numbers(folder: Path) -> None:
    """The fund has no receipt that month yet, and two drafts; the next receipt is the first."""
    laid = _lay(folder, Writing((DRAFT, ENTRY)))
    assert laid.numbers == ("", "收-0001")


def test_a_confirmed_draft_stands_once(folder: Path) -> None:
    """Its text goes, its voucher comes at the end; the other draft and a comment stay."""
    place = _draft_place(folder, 0)
    after = _lay(folder, Writing((replace(ENTRY, instead_of=place),))).after[MONTH].decode()
    assert after.count(" ! ") == 1
    assert '"k2"' in after
    assert '"k1"' not in after
    assert LAST in after
    assert after.count('"张三" "停车费"') == 2
    assert after.endswith("CNY\n")


def test_a_dropped_draft_leaves_the_rest(folder: Path) -> None:
    """Everything but its own lines is as it was, to the letter."""
    before = (folder / MONTH).read_text("utf-8").split("\n")
    place = _draft_place(folder, 1)
    after = _lay(folder, Writing(dropped=(place,))).after[MONTH].decode().split("\n")
    start = place.line - 1
    assert before[start - 1] == before[start + 4] == ""
    assert after == before[:start] + before[start + 5 :]


def test_blank_lines_do_not_pile_up_where_drafts_stood(folder: Path) -> None:
    """Both drafts are confirmed; each voucher is a blank line from what stands above it, and no two follow."""
    places = [_draft_place(folder, 0), _draft_place(folder, 1)]
    entries = tuple(replace(ENTRY, instead_of=place) for place in places)
    after = _lay(folder, Writing(entries)).after[MONTH].decode()
    assert "\n\n\n" not in after
    assert f"\n\n{LAST}\n2025-03-05 * " in after


def test_blank_lines_of_a_person_s_own_stay(folder: Path) -> None:
    text = (folder / MONTH).read_text("utf-8").replace(LAST, f"\n\n{LAST}\n\n")
    (folder / MONTH).write_text(text, "utf-8")
    after = _lay(folder, Writing(dropped=(_draft_place(folder, 0),))).after[MONTH].decode()
    assert after.endswith(f"\n\n\n{LAST}\n\n")


def test_a_file_with_line_ends_of_windows_keeps_them(folder: Path) -> None:
    for name in (MONTH, "chart.beancount"):
        text = (folder / name).read_bytes()
        (folder / name).write_bytes(text.replace(b"\n", b"\r\n"))
    other = replace(ENTRY, postings=(EntryPosting(BANK, 100), EntryPosting(f"{PARKING}:临时", -100)))
    confirmed = replace(ENTRY, instead_of=_draft_place(folder, 0))
    after = _lay(folder, Writing((confirmed, other))).after
    for name in (MONTH, "chart.beancount"):
        assert after[name].count(b"\r\n") == after[name].count(b"\n") > 0
        assert b"\r\r" not in after[name]


def test_a_bank_balance_stands_in_its_own_month_once(folder: Path) -> None:
    """The close of 31 March is asserted on 1 April, in March's file; the second time nothing is written."""
    new = Assertion(date(2025, 3, 31), BANK, 60000)
    laid = _lay(folder, Writing(assertions=(new,)))
    assert laid.after[MONTH].decode().count(f"2025-04-01 balance {BANK}  600.00 CNY\n") == 1
    (folder / MONTH).write_bytes(laid.after[MONTH])
    assert not _lay(folder, Writing(assertions=(new,))).after


def test_a_draft_says_how_many_originals_its_rule_expects(folder: Path) -> None:
    laid = _lay(folder, Writing((replace(DRAFT, attachments=2),)))
    assert laid.texts[0].split("\n")[1] == "  attachments: 2"


def test_an_account_of_the_chart_is_opened_earlier_and_never_later(folder: Path) -> None:
    chart = (folder / "chart.beancount").read_text("utf-8")
    (line,) = [line for line in chart.split("\n") if line.endswith(f"{BANK} CNY")]
    earlier = Writing(openings=(Opening(BANK, date(1999, 12, 31)), Opening(PARKING, date(2099, 1, 1))))
    after = _lay(folder, earlier).after["chart.beancount"].decode()
    assert after == chart.replace(line, f"1999-12-31 open {BANK} CNY")
