"""What may pass the look for private words: the office's own numbers, firms called like somebody, exact releases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jjledger.disclosure.watched import Watched, offices_of, release_code, watch_of, with_offices
from jjledger.facts.release import Release
from tests.shifan_notes import shifan

NAMES = frozenset({"华安", "张三", "01-1-101"})
OFFICE = "业委会 0576-88881234，13900000001，ywh@example.cn"


def _kinds(watch: Watched, text: str) -> list[str]:
    return [hit.kind for hit in watch.hits(text)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("报修请打 0576-8888 1234", []),
        ("报修请打 13900000001", []),
        ("报修请打 139 0000 0001", []),
        ("报修请打 13900000002", ["手机号"]),  # another number of one digit
        ("报修请打 0576-88881235", ["固定电话"]),
        ("电话 88881234", ["固定电话"]),  # not as the contact has it
        ("张三 13900000001", ["姓名"]),
        ("意见请寄 ywh@example.cn", []),
        ("意见请寄 ywh2@example.cn", ["电子邮箱"]),
        ("330106199001011232", ["身份证号"]),
    ],
)
def test_only_the_contacts_own_numbers_pass(text: str, kinds: list[str]) -> None:
    assert _kinds(with_offices(NAMES, OFFICE), text) == kinds


def test_a_contact_lets_nothing_pass_but_phones() -> None:
    assert offices_of("张三 330106199001011232 账号 6222021207001234567") == frozenset()


def test_a_firm_of_the_books_that_is_called_like_an_owner_is_named_anywhere() -> None:
    # 华安电梯公司 is paid in the books; 华安 owns a flat.
    books = shifan(
        "\n2025-04-01 付-0001 华安电梯公司 | 维保\n  3 6401成本:保洁 1.00\n  3 1001银行存款:5678农行 -1.00\n"
    )
    watch = watch_of(books, NAMES, date(2025, 5, 1))
    assert _kinds(watch, "付华安电梯公司维保费") == []
    assert _kinds(watch, "华安家漏水，由华安电梯公司修理") == ["姓名"]
    assert _kinds(watch, "华安物业公司") == ["姓名"]  # nobody the books know


@pytest.mark.parametrize(
    ("payee", "kinds"),
    [
        ("王建国电器有限公司", []),
        ("王建国水电维修部", []),
        ("浙江王建国电梯有限公司台州分公司", []),
        ("台州市王建国五金店（椒江）", []),
        ("建设银行、王建国电器有限公司", []),
        ("王建国电器有限公司、王建国", ["姓名"]),
        ("王建国电器有限公司（王建国代收）", ["姓名"]),
        ("王建国代付物业", ["姓名"]),
        ("王建国转示例公司", ["姓名"]),
        ("王建国交物业公司", ["姓名"]),
        ("王建国退电器有限公司", ["姓名"]),
        ("王建国和电器有限公司", ["姓名"]),
        ("王建国业委会", ["姓名"]),
        ("王建国建设银行", ["姓名"]),
        ("业主王建国电器公司", ["姓名"]),
    ],
)
def test_a_name_passes_only_with_trade_and_form_of_a_firm_behind_it(payee: str, kinds: list[str]) -> None:
    assert [hit.kind for hit in Watched(frozenset({"王建国"})).hits(payee, named=True)] == kinds


def test_a_payee_that_is_no_plain_firm_lets_its_words_pass_nowhere() -> None:
    payee = "王建国代付物业"
    books = shifan(
        f"\n2025-04-01 付-0001 {payee} | 保洁\n  3 6401成本:保洁 1.00\n  3 1001银行存款:5678农行 -1.00\n"
    )
    watch = watch_of(books, frozenset({"王建国"}), date(2025, 5, 1))
    assert _kinds(watch, f"{payee}2025年保洁费") == ["姓名"]


def test_a_release_lets_its_exact_words_and_kind_pass_from_its_day_on() -> None:
    words = "华安苑灯箱"
    one = Release(date(2025, 4, 2), "丙", "2025-04-F0001", "姓名", release_code(words), "灯箱的名字", 2)
    books = replace(shifan(), releases=(one,))
    assert _kinds(watch_of(books, NAMES, date(2025, 4, 1)), words) == ["姓名"]
    watch = watch_of(books, NAMES, date(2025, 4, 2))
    assert _kinds(watch, words) == []
    assert _kinds(watch, f"{words}。") == ["姓名"]
    assert _kinds(Watched(NAMES, released=frozenset({("手机号", release_code(words))})), words) == ["姓名"]
