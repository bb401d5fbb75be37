"""Whom a cost was shared among, without households."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jjledger.disclosure.scope_words import scope_words, sharing_words
from jjledger.facts.voucher import Split
from tests.written_books import written


@pytest.mark.parametrize(
    ("scopes", "words"),
    [
        (["all"], "全体业主，66 户"),
        (["01"], "01幢，66 户"),
        (["01-1 02"], "01幢1单元、02幢，66 户"),
        (["01 02-3-501"], "01幢等，66 户"),
        (["01-1-101 01-1-102"], "部分业主，66 户"),
        (["01", "01", "02"], "01幢、02幢，66 户"),
        (["01", "all"], "全体业主，66 户"),
        ([], "全体业主，66 户"),
    ],
)
def test_buildings_and_units_are_named_and_households_never(scopes: list[str], words: str) -> None:
    assert scope_words(scopes, 66) == words


@pytest.mark.parametrize(
    ("splits", "words"),
    [
        (("scope=03", "selling_unit=01"), "03幢，54 户及售房单位"),
        (("selling_unit=01",), "售房单位"),
        (("household=01-1-101",), ""),
        (("scope=03", "scope=04-1"), "03幢、04幢1单元，54 户"),
        (("interest=2025-01-01/2025-06-30",), ""),
        (("",), ""),
    ],
)
def test_only_scopes_are_read_as_scopes(splits: tuple[str, ...], words: str) -> None:
    legs = "".join(f"  1 5001维修支出 1.00 {split}\n" for split in splits)
    (voucher,) = written(f"2025-03-05 付-0001 某公司 | 修门\n{legs}").vouchers
    assert sharing_words(voucher.postings, 54) == words


def test_a_detail_file_is_named_by_what_it_is_and_not_by_its_path() -> None:
    (voucher,) = written("2025-03-05 付-0001 某公司 | 修门\n  1 5001维修支出 1.00 scope=03\n").vouchers
    (leg,) = voucher.postings
    listed = replace(leg, split=Split("detail", "details/2025-03-05.csv"))
    assert sharing_words([listed], 54) == "按明细表"
    assert sharing_words([leg, listed], 54) == "03幢，54 户及按明细表"
