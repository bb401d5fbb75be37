"""A voucher put right is told as what changed, and not as two long vouchers that nobody asked for."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from jjledger.disclosure.changes import changes, changes_digest
from jjledger.disclosure.models import Change, Leg, PublicRevenue, VoucherView
from jjledger.disclosure.voucher_changes import SAME_AMOUNT, retold, shortened
from jjledger.render.data import json_bytes
from tests.unit.render import made_pages as made

PAGE = made.revenue()
BANK = made.BANK
COST = next(one for one in PAGE.vouchers if one.number == "付-0001")  # 保安, 120.40, on 5 August


def data(page: PublicRevenue) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_bytes(page))
    return found


def voucher(number: str, summary: str, fen: int, note: str = "", day: date = COST.day) -> VoucherView:
    """Make a payment, of a negative amount, or the red-letter voucher of one."""
    legs = (Leg("成本", max(-fen, 0), max(fen, 0)), Leg(BANK, max(fen, 0), max(-fen, 0)))
    return replace(
        COST, anchor=f"v-{day:%Y-%m}-{number}", day=day, number=number, summary=summary, amount_fen=fen, legs=legs, note=note
    )  # fmt: skip


RED = voucher("付-0002", "注销8月5日付-0001号凭证", 12040, "冲销 2025-08 付-0001")


def right(
    summary: str, fen: int = -12040, number: str = "付-0003", of: str = "2025-08 付-0001"
) -> VoucherView:
    return voucher(number, f"订正8月5日付-0001号凭证{summary}", fen, f"订正 {of}")


def told(*new: VoucherView, out: PublicRevenue = PAGE) -> list[tuple[str, str, str]]:
    """Give what the strip says where these vouchers came after what is out."""
    page = replace(out, vouchers=(*out.vouchers, *new))
    found = changes(data(out), data(page))
    assert len(found) == len(new), "each is a change of its own before it is told"
    return [
        (one.label, one.before, one.after) for one in shortened(retold(found, page.vouchers), page.vouchers)
    ]


def test_other_words_are_told_as_other_words_of_the_voucher_that_was_wrong() -> None:
    assert told(RED, right("：八月保安服务费")) == [
        ("2025年8月付-0001号凭证的摘要", "保安", f"八月保安服务费{SAME_AMOUNT}")
    ]


def test_another_amount_is_told_without_the_accounts_which_are_the_same() -> None:
    assert told(RED, right("：保安", -11040)) == [("2025年8月付-0001号凭证的金额", "120.40", "110.40")]


def test_another_account_is_told_and_the_bank_which_is_the_same_is_not() -> None:
    moved = replace(right("：保安"), legs=(Leg("业委会", 12040, 0), Leg(BANK, 0, 12040)))
    assert told(RED, moved) == [
        ("2025年8月付-0001号凭证的科目", "成本 借 120.40", f"业委会 借 120.40{SAME_AMOUNT}")
    ]


def test_everything_that_changed_is_told() -> None:
    changed = replace(right("：保洁", -13000), payee="另一家公司", attachments="无", decision="2025-03")
    assert told(RED, changed) == [
        ("2025年8月付-0001号凭证的对方", "某劳务公司", "另一家公司"),
        ("2025年8月付-0001号凭证的摘要", "保安", "保洁"),
        ("2025年8月付-0001号凭证的附单据", "2 张", "无"),
        ("2025年8月付-0001号凭证的业主决定", "无", "2025-03"),
        ("2025年8月付-0001号凭证的金额", "120.40", "130.00"),
    ]


def test_why_is_no_part_of_what_it_was_for() -> None:
    assert told(RED, right("（多记了10元）：保安", -11040)) == [
        ("2025年8月付-0001号凭证的金额", "120.40", "110.40")
    ]


def test_a_correction_that_says_nothing_new_says_so() -> None:
    assert told(RED, right("")) == [
        ("2025年8月付-0001号凭证", "原记", f"冲销后重新记账，这里列出的各项不变{SAME_AMOUNT}")
    ]


def test_a_voucher_that_was_only_undone() -> None:
    assert told(RED) == [("2025年8月付-0001号凭证", "保安，某劳务公司，120.40 元", "已冲销")]


def test_a_voucher_put_right_after_the_edition_in_which_it_was_undone() -> None:
    out = replace(PAGE, vouchers=(*PAGE.vouchers, RED))
    assert told(right("：保洁", -13000), out=out) == [
        ("2025年8月付-0001号凭证", "已冲销", "重新记为：订正8月5日付-0001号凭证：保洁，某劳务公司，130.00 元")
    ]


def test_a_voucher_of_another_period_is_held_against_its_red_letter_voucher() -> None:
    red = voucher("付-0002", "注销3月5日付-0007号凭证", 12040, "冲销 2025-03 付-0007")
    blue = replace(right("：保洁", -13000, of="2025-03 付-0007"), payee="另一家公司")
    assert told(red, blue) == [
        ("2025年3月付-0007号凭证的对方", "某劳务公司", "另一家公司"),
        ("2025年3月付-0007号凭证的摘要", "见那一期的公示", "保洁"),
        ("2025年3月付-0007号凭证的金额", "120.40", "130.00"),
    ]


def test_a_correction_of_a_correction_is_told_once_from_the_first_to_the_last() -> None:
    again = voucher("付-0004", "注销8月5日付-0003号凭证", 13000, "冲销 2025-08 付-0003")
    last = right("：绿化", -14000, "付-0005", "2025-08 付-0003")
    assert told(RED, right("：保洁", -13000), again, last) == [
        ("2025年8月付-0001号凭证的摘要", "保安", "绿化"),
        ("2025年8月付-0001号凭证的金额", "120.40", "140.00"),
    ]


def test_a_new_voucher_is_told_by_what_it_was_for() -> None:
    assert told(voucher("付-0009", "外墙清洗", -10000)) == [
        ("2025年8月付-0009号凭证", "无", "外墙清洗，某劳务公司，100.00 元")
    ]


def test_a_name_that_two_vouchers_bear_is_not_guessed_at() -> None:
    out = replace(PAGE, vouchers=(*PAGE.vouchers, COST))
    assert told(RED, out=out)[0] == ("2025年8月付-0001号凭证", "见那一期的公示", "已冲销")


def test_other_changes_keep_their_words_and_an_approval_is_of_every_item() -> None:
    page = replace(PAGE, closing_fen=1, vouchers=(*PAGE.vouchers, RED, right("：八月保安服务费")))
    found = changes(data(PAGE), data(page))
    closing = Change("期末结余", "1,382.86", "0.01")
    assert retold(found, page.vouchers)[0] == closing
    assert retold((closing,), ()) == (closing,)
    assert len(found) == 3
    assert changes_digest({"public-revenue": found}) != changes_digest(
        {"public-revenue": retold(found, page.vouchers)}
    ), "what is told is shorter than what was approved"
