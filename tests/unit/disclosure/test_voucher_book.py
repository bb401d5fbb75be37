"""记账凭证: lines, pieces with fraction numbers, red letters, blank lines, and the order of binding."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from jjledger.disclosure.voucher_book import LINES, detail_words, voucher_book, voucher_pieces
from jjledger.facts.voucher import DetailRow, Split
from jjledger.rules.journal import BookLeg
from tests.unit.disclosure.test_account_books import NOTES, asked, journal
from tests.written_books import account_of


def test_a_voucher_is_bound_by_month_kind_and_number() -> None:
    _, entries = journal(NOTES)
    book = voucher_book(reversed(entries), asked("2025").head)
    pieces = [piece for page in book.pages for piece in page.pieces]
    assert [(f"{one.day:%m}", one.number) for one in pieces] == [
        ("12", "初-0001"),
        ("03", "收-0001"), ("03", "收-0002"), ("03", "付-0001"), ("03", "结-0001"), ("03", "结-0002"),
        ("04", "收-0001"), ("04", "付-0001"), ("04", "付-0002"), ("04", "结-0001"), ("04", "结-0002"),
    ]  # fmt: skip
    assert [len(page.pieces) for page in book.pages] == [2, 2, 2, 2, 2, 1]
    assert [one.computed for one in pieces[3:6]] == [False, True, True]


def test_a_short_voucher_is_one_piece_with_the_rest_ruled_off() -> None:
    _, entries = journal(NOTES)
    (piece,) = voucher_pieces(entries[2])
    assert [
        (line.summary, line.code, line.account, line.detail, line.debit_fen, line.credit_fen, line.ruled)
        for line in piece.lines
    ] == [
        ("收广告费和停车费（某公司）", "1001", "银行存款", "1234建行", 60_00, None, None),
        ("", "6001", "停车", "02临停", None, 25_00, None),
        ("", "6002", "广告", "", None, 35_00, None),
    ]
    assert (piece.part, piece.last, piece.blank) == ("", True, LINES - 3)
    assert (piece.debit_fen, piece.credit_fen, piece.capital) == (60_00, 60_00, "人民币陆拾元整")
    assert (piece.prepared, piece.reviewed, piece.attachments) == ("制单甲", "复核乙", 1)


def test_a_red_letter_is_negative_and_says_what_it_undoes() -> None:
    _, entries = journal(NOTES)
    (piece,) = voucher_pieces(next(one for one in entries if one.voucher.reverses))
    assert [(line.debit_fen, line.credit_fen) for line in piece.lines[:2]] == [
        (-300_00, None),
        (None, -300_00),
    ]
    assert (piece.capital, piece.notes) == ("人民币负叁佰元整", "冲销 2025-03 收-0001")


def test_words_below_the_last_amount_are_ruled_off_with_the_blank_lines() -> None:
    _, entries = journal("""
2025-03-05 收-0001 某业主 | 收取二零二五年第一季度地面停车费并补记上年少收的部分共两笔
  3 1001银行存款:1234建行 1.00
  3 6001停车 -1.00
""")
    (piece,) = voucher_pieces(entries[0])
    assert [line.summary for line in piece.lines] == [
        "收取二零二五年第一季度地面停车", "费并补记上年少收的部分共两笔", "（某业主）",
    ]  # fmt: skip
    assert "".join(line.summary for line in piece.lines) == piece.summary
    assert [line.ruled for line in piece.lines] == [None, None, 2]  # itself, and the blank ones in one


def test_many_legs_go_on_with_fraction_numbers_and_sums() -> None:
    legs = "\n".join(f"  3 6001停车:{number:02}车位 -{number}.00" for number in range(1, 25))
    _, entries = journal(f"\n2025-03-05 收-0001 某业主 | 收费\n  3 1001银行存款:1234建行 300.00\n{legs}\n")
    pieces = voucher_pieces(entries[0])
    assert [(one.part, one.last, len(one.lines), one.blank) for one in pieces] == [
        ("1/3", False, 10, 0), ("2/3", False, 10, 0), ("3/3", True, 7, 3),
    ]  # fmt: skip
    # 1 + … + 9, then up to 18, then all.
    assert [(one.debit_fen, one.credit_fen) for one in pieces] == [
        (300_00, 45_00), (300_00, 171_00), (300_00, 300_00),
    ]  # fmt: skip
    for above, below in pairwise(pieces):
        first = below.lines[0]
        assert (first.kind, first.summary) == ("brought", "承前页")
        assert (first.debit_fen, first.credit_fen) == (above.debit_fen, above.credit_fen)
    assert [one.capital for one in pieces] == ["", "", "人民币叁佰元整"]
    shown = [
        line.credit_fen for one in pieces for line in one.lines if line.kind == "leg" and line.credit_fen
    ]
    assert shown == [number * 100 for number in range(1, 25)]


def test_names_longer_than_a_column_take_more_lines_and_lose_nothing() -> None:
    _, entries = journal(NOTES)
    name = "非常长的明细科目名称" * 9
    leg = replace(entries[1].legs[0], account=account_of("3", f"1001银行存款:{name}"))
    pieces = voucher_pieces(replace(entries[1], legs=(leg, *entries[1].legs[1:])))
    assert "".join(line.detail for one in pieces for line in one.lines) == f"{name}01月租"
    assert pieces[-1].debit_fen == 300_00


def test_whose_money_it_is_stands_with_the_details() -> None:
    account = account_of("1", "4001交存收入")
    rows = (DetailRow("01-1-101", 100, "principal", 2), DetailRow("01-1-102", 100, "principal", 3))
    said = [
        detail_words(BookLeg(account, 0, 100, split))
        for split in (
            None,
            Split("household", "01-1-101"),
            Split("detail", "details/a.csv", rows=rows),
            Split("selling_unit", "01"),
            Split("scope", "all"),
        )
    ]
    assert said == ["", "01-1-101", "明细 2 笔", "售房单位 01", ""]
