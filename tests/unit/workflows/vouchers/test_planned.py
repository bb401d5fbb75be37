"""Plans of vouchers against a loaded community: closed months, drafts that are certain, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.errors import EntryRefusedError, OptionError
from jjledger.facts.closed_month import ClosedMonth, Closings
from jjledger.facts.entry import Signed
from jjledger.facts.finding import Place
from jjledger.workflows.originals import Paper
from jjledger.workflows.record import rehearse
from jjledger.workflows.vouchers.attach import plan_attach
from jjledger.workflows.vouchers.drafts import Confirmation, is_certain, plan_confirm, plan_confirm_all
from jjledger.workflows.vouchers.find import find_voucher, key_of
from jjledger.workflows.vouchers.new import plan_voucher
from jjledger.workflows.vouchers.planned import Plan
from jjledger.workflows.vouchers.undo import plan_correct, plan_reverse
from jjledger.workflows.vouchers.wanted import Leg, Wanted, leg_of, split_of
from tests.ledgers import HEYUAN, copy_of

TODAY = date(2025, 8, 20)
SIGNED = Signed("甲", "乙")
JULY = date(2025, 7, 31)
PARKING = Wanted(JULY, "某公司", "停车费", (Leg("6001停车", -30000), Leg("1001", None)), attachments=1)
DRAFT_LINE = "2025/2025-07.beancount:1"  # of the one draft that heyuan has, without an original


@pytest.fixture(scope="module")
def heyuan(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return load_ledger(copy_of(HEYUAN, tmp_path_factory.mktemp("plans")), TODAY)


def closed(ledger: Ledger, *months: str) -> Ledger:
    records = tuple(
        ClosedMonth(month, TODAY, "甲", {}, {}, {}, (), Place(f"closed/{month}.toml", 0)) for month in months
    )
    return replace(ledger, books=replace(ledger.books, closings=Closings(records)))


@pytest.mark.parametrize(
    "plan",
    [
        lambda ledger: plan_voucher(ledger, PARKING, TODAY),
        lambda ledger: plan_reverse(ledger, "2025-02-F0001", "", JULY),
        lambda ledger: plan_correct(ledger, "2025-02-F0001", "", replace(PARKING, legs=()), TODAY),
        lambda ledger: plan_confirm(ledger, DRAFT_LINE, Confirmation(), TODAY),
    ],
)
def test_a_closed_month_takes_nothing_and_the_first_open_day_is_named(
    heyuan: Ledger, plan: Callable[[Ledger], Plan]
) -> None:
    with pytest.raises(OptionError, match="2025-07 已经结账") as refused:
        plan(closed(heyuan, "2025-06", "2025-07"))
    assert "--date 2025-08-01" in str(refused.value)


def test_a_voucher_of_a_closed_month_is_undone_in_an_open_one(heyuan: Ledger) -> None:
    (entry,) = plan_reverse(closed(heyuan, "2025-02"), "2025-02-F0001", "", JULY).writing.entries
    assert (entry.day, entry.narration) == (JULY, "注销2月10日付-0001号凭证")


def test_another_years_voucher_is_named_with_its_year(heyuan: Ledger) -> None:
    plan = plan_reverse(heyuan, "2025-02-F0001", "", date(2026, 1, 5))
    assert plan.writing.entries[0].narration == "注销2025年2月10日付-0001号凭证"
    assert "以前年度" in plan.words()


def test_a_paper_for_a_closed_month_is_dated_today(heyuan: Ledger) -> None:
    paper = Paper("a.pdf", b"a")
    days = [
        plan_attach(ledger, "2025-06-F0001", "", [paper], TODAY).writing.attached[0].day
        for ledger in (heyuan, closed(heyuan, "2025-06"))
    ]
    assert days == [date(2025, 6, 16), TODAY]


def test_a_draft_without_an_original_is_not_certain(heyuan: Ledger) -> None:
    (draft,) = [voucher for voucher in heyuan.books.vouchers if voucher.draft]
    assert not is_certain(heyuan, draft)
    assert is_certain(heyuan, replace(draft, attachments=1))
    assert not is_certain(heyuan, replace(draft, attachments=1, extra={"same-as": "2025-06-F0001"}))
    assert not is_certain(closed(heyuan, "2025-07"), replace(draft, attachments=1))
    with pytest.raises(OptionError, match="1 张草稿都还有没定的地方"):
        plan_confirm_all(heyuan)


def test_a_confirmed_draft_takes_the_place_of_its_text(heyuan: Ledger) -> None:
    plan = plan_confirm(heyuan, DRAFT_LINE, Confirmation(attachments=1), TODAY)
    rehearsal = rehearse(heyuan, plan.writing, SIGNED, TODAY)
    assert rehearsal.numbers == ("付-0001",)
    assert rehearsal.after["2025/2025-07.beancount"].decode().count("某电梯公司") == 1


def test_a_transfer_is_undone_with_a_word_about_its_other_half(heyuan: Ledger) -> None:
    plan = plan_reverse(heyuan, "2025-06-F0001", "", JULY)
    assert "它与 2025-06-S0001（1维修资金） 互相链接" in plan.words()
    assert set(find_voucher(heyuan, "2025-06-F0001").links) <= set(plan.writing.entries[0].links)


def test_legs_of_two_funds_say_by_how_much_each_is_off(heyuan: Ledger) -> None:
    legs = (Leg("6501", 5000), Leg("1维修资金:1001", -5000))
    with pytest.raises(EntryRefusedError) as refused:
        plan_voucher(heyuan, replace(PARKING, legs=legs), TODAY)
    assert [trouble.place for trouble in refused.value.troubles] == ["3公共收益", "1维修资金"]


def test_one_split_serves_all_legs_of_owners_money_and_several_go_in_turn(heyuan: Ledger) -> None:
    legs = (Leg("4001", -700), Leg("4001", -300), Leg("1234建行", None))
    one, two = split_of("household=01-1-101"), split_of("household=01-1-102")

    def whose(*splits: tuple[tuple[str, str], ...]) -> list[str]:
        (entry,) = plan_voucher(heyuan, replace(PARKING, legs=legs, splits=splits), TODAY).writing.entries
        return [leg.split[0][1] for leg in entry.postings if leg.split]

    assert whose(one) == ["01-1-101", "01-1-101"]
    assert whose(one, two) == ["01-1-101", "01-1-102"]
    with pytest.raises(OptionError, match="应写 2 个，写了 3 个"):
        whose(one, two, one)


@pytest.mark.parametrize(
    ("text", "leg"),
    [
        ("1001银行存款:1234建行=-1,200.00", Leg("1001银行存款:1234建行", -120000)),
        ("5001=12;scope=01-1 02;key=equal", Leg("5001", 1200, (("scope", "01-1 02"), ("key", "equal")))),
        ("1001", Leg("1001", None)),
    ],
)
def test_a_leg_is_read_as_people_write_it(text: str, leg: Leg) -> None:
    assert leg_of(text) == leg
    if leg.amount_fen is not None:
        assert leg_of(text, -1).amount_fen == -leg.amount_fen


@pytest.mark.parametrize(
    "text", ["=5", "1001=五元", "1001=1.234", "5001=1;scope=", "5001=1;whose=me", "5001=1;"]
)
def test_a_leg_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(OptionError):
        leg_of(text)


@pytest.mark.parametrize(
    "said", ["付-0012", "付12", "付字第12号", "2025-03 付-0012", "2025-03-付字第0012号", "^2025-03-F0012"]
)
def test_a_voucher_goes_by_many_names(said: str) -> None:
    assert key_of(said, "2025-03") == "2025-03-F0012"


def test_a_voucher_is_found_by_its_line(heyuan: Ledger) -> None:
    assert find_voucher(heyuan, "2025/2025-02.beancount:1").key == "2025-02-F0001"
    with pytest.raises(OptionError, match="没有记账的凭证"):
        find_voucher(heyuan, DRAFT_LINE)  # a draft is none


def test_nothing_of_the_ledger_is_touched(heyuan: Ledger) -> None:
    folder: Path = heyuan.folder
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    plan_voucher(heyuan, replace(PARKING, papers=(Paper("a.pdf", b"a"),)), TODAY)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
