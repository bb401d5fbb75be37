"""Strings and amounts survive the way through beancount's parser."""

from __future__ import annotations

from beancount.parser import parser
from hypothesis import given
from hypothesis import strategies as st

from jjledger.books.text import amount, quoted
from jjledger.units import MAX_FEN


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])))
def test_a_string_comes_back_with_single_blanks(text: str) -> None:
    entries, errors, _ = parser.parse_string(f"2025-01-01 * {quoted(text)}\n")
    assert errors == []
    assert entries[0].narration == " ".join(text.split())


def test_a_string_stays_on_its_line() -> None:
    assert quoted('a\n"b"\t\\c\r') == '"a \\"b\\" \\\\c"'


@given(st.text())
def test_no_text_gets_out_of_its_quotes(text: str) -> None:
    entries, errors, _ = parser.parse_string(f'2025-01-01 * {quoted(text)} "x"\n')
    assert (len(entries), errors, entries[0].narration) == (1, [], "x")


@given(st.integers(-MAX_FEN, MAX_FEN))
def test_an_amount_comes_back(fen: int) -> None:
    text = f'2025-01-01 * "a"\n  Assets:1A  {amount(fen)}\n  Assets:1B  {amount(-fen)}\n'
    (entry,), _, _ = parser.parse_string(text)
    first, second = (posting.units for posting in entry.postings)
    assert (first.number * 100, second.number * 100) == (fen, -fen)
    assert first.currency == "CNY"
    assert first.number.as_tuple().exponent == -2
