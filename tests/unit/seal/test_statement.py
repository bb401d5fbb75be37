"""Statements: one way to write each, and hashes as docs/formats.md has them."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from jjledger.proof.failed import ProofError
from jjledger.seal.statement import MARK, Statement, leaf_of, read_statement
from tests.attacks.statements import OTHERS, SEEN, UNSEEN

MOST = 9_007_199_254_740_991
ONE = Statement(2, "x.example.cn/demo", "2026-Q3", "maintenance", "1-101", 1000, 0, 7, 107, 900, 0)
TEXT = (
    "jjledger/statement/v2\nx.example.cn/demo\n2026-Q3\nfund maintenance\n1-101\n"
    "opening 1000\npaid 0\ninterest 7\nspent 107\nclosing 900\narrears 0\n"
)
FIRST = TEXT.replace("/v2", "/v1").replace("fund maintenance\n", "")


def code_of(text: str) -> str:
    try:
        read_statement(text)
    except ProofError as failure:
        return failure.code
    return ""


def test_a_statement_is_its_text() -> None:
    assert ONE.text() == TEXT
    assert read_statement(TEXT) == ONE
    assert TEXT.startswith(MARK)


def test_the_first_version_has_no_fund_and_no_signs_but_one() -> None:
    first = replace(ONE, version=1)
    assert first.text() == FIRST
    assert read_statement(FIRST) == first
    back = FIRST.replace("opening 1000", "opening -1").replace(
        "closing 900\narrears 0", "closing 0\narrears 101"
    )
    assert read_statement(back).opening_fen == -1
    for name, fen in (("paid", 0), ("interest", 7), ("spent", 107)):
        assert code_of(FIRST.replace(f"{name} {fen}", f"{name} -1")) == "statement"
    assert code_of(FIRST.replace("/v1", "/v2")) == code_of(TEXT.replace("/v2", "/v1")) == "statement"


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_written_otherwise_is_refused(name: str) -> None:
    old, new = OTHERS[name]
    assert old in TEXT
    assert code_of(TEXT.replace(old, new, 1)) == "statement"


def test_rooms_have_no_sign_that_is_not_seen() -> None:
    assert {code_of(TEXT.replace("1-101", f"1{sign}")) for sign in UNSEEN} == {"statement"}
    for room in [*(f"1{sign}" for sign in SEEN), "楼" * 40, "1", '"\\']:
        assert read_statement(TEXT.replace("1-101", room)).room == room


def test_of_all_signs_of_the_plane_those_are_refused_that_are_written_down() -> None:
    spans = [
        (0, 0x20), (0x7F, 0xA0), (0xAD, 0xAD), (0x600, 0x605), (0x61C, 0x61C), (0x6DD, 0x6DD), (0x70F, 0x70F),
        (0x1680, 0x1680), (0x180E, 0x180E), (0x2000, 0x200F), (0x2028, 0x202F), (0x205F, 0x206F), (0x3000, 0x3000),
        (0xD800, 0xDFFF), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0x10000, 0x10FFFF),
    ]  # fmt: skip
    for number in [*range(0x10100), 0x20000, 0x10FFFF]:
        refused = any(low <= number <= high for low, high in spans)
        assert (code_of(TEXT.replace("1-101", chr(number))) == "statement") == refused, hex(number)


def test_names_are_as_long_as_they_may_be() -> None:
    for old, start in (("x.example.cn/demo", "x/"), ("2026-Q3", "2026-03-10.")):
        assert code_of(TEXT.replace(old, start.ljust(100, "9"))) == ""
        assert code_of(TEXT.replace(old, start.ljust(101, "9"))) == "statement"
    assert read_statement(TEXT.replace("2026-Q3", "2024-02-29.a")).period == "2024-02-29.a"
    assert code_of(TEXT.replace("2026-Q3", "2026-02-29.a")) == "statement"
    assert read_statement(TEXT.replace("maintenance", "public-housing")).fund == "public-housing"


@pytest.mark.parametrize("name", ["opening", "paid", "interest", "spent", "closing"])
def test_a_fen_more_or_less_does_not_add_up(name: str) -> None:
    for fen in (1, -1):
        told = replace(ONE, **{f"{name}_fen": getattr(ONE, f"{name}_fen") + fen})
        assert code_of(told.text()) == "statement-sum"


def test_arrears_count_against_what_is_left() -> None:
    owed = replace(ONE, spent_fen=1017, closing_fen=0, arrears_fen=10)
    assert read_statement(owed.text()) == owed
    assert code_of(replace(owed, arrears_fen=11).text()) == "statement-sum"
    assert code_of(replace(owed, arrears_fen=0, closing_fen=10).text()) == "statement-sum"


def test_nobody_has_and_owes_at_once() -> None:
    assert code_of(replace(ONE, closing_fen=901, arrears_fen=1).text()) == "statement-both"


def test_amounts_reach_as_far_as_they_may() -> None:
    largest = replace(ONE, opening_fen=MOST, paid_fen=MOST, interest_fen=-MOST, spent_fen=0, closing_fen=MOST)
    assert read_statement(largest.text()) == largest
    least = replace(
        ONE, opening_fen=-MOST, paid_fen=0, interest_fen=0, spent_fen=0, closing_fen=0, arrears_fen=MOST
    )
    assert read_statement(least.text()) == least


def test_the_hashes_are_those_that_are_written_down() -> None:
    salt = bytes(range(32))
    commitment = sha256(b"jjledger/commit/v1\n" + salt + TEXT.encode()).digest()
    assert ONE.commitment(salt) == commitment
    assert leaf_of(commitment) == sha256(b"\0jjledger/stmt/v1\n" + commitment).digest()
    for short in (b"", salt[:31], salt + b"\0"):
        with pytest.raises(AssertionError):
            ONE.commitment(short)
