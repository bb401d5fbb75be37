"""Patterns of names, days and amounts."""

from __future__ import annotations

import pytest

from jjledger.proof.failed import ProofError
from jjledger.seal import words
from jjledger.seal.words import amount_of, written

MOST = 9_007_199_254_740_991


@pytest.mark.parametrize(
    ("text", "fen"), [("0", 0), ("7", 7), ("-7", -7), (str(MOST), MOST), (f"-{MOST}", -MOST)]
)
def test_amounts(text: str, fen: int) -> None:
    assert amount_of(text, "entry") == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "-0",
        "+1",
        "01",
        "-01",
        "1.0",
        "1e3",
        " 1",
        "1\n",
        "１",
        str(MOST + 1),
        f"-{MOST + 1}",
        "1" * 17,
    ],
)
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(ProofError) as caught:
        amount_of(text, "entry")
    assert caught.value.code == "entry"


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (words.DAY, ["2026-10-15", "1000-01-01", "9999-12-31"], ["0999-01-01", "2026-13-01", "2026-00-01", "2026-1-1", "2026-01-32", "2026-01-00", "2026-10-15\n"]),
        (words.MONTH, ["2026-01", "2026-10", "2026-12"], ["2026-00", "2026-13", "2026-1", "026-01", "0026-01"]),
        (words.WORD, ["x", "9", "a.b/c_d-e", "x" * 100], ["", "X", ".a", "/a", "-a", "a b", "x" * 101, "楼"]),
        (words.PERIOD, ["2026-Q3", "2026-03-10.project-1", "H" * 100], ["", "-1", "2026 Q3", "H" * 101]),
        (words.ROOM, ["1", "楼" * 40, '1"\\'], ["", "楼" * 41, "1 1", "1\n", "\u200b"]),
        (words.HEX, ["0123456789abcdef" * 4], ["0" * 63, "0" * 65, "A" * 64, "g" * 64]),
        (words.COMMIT, ["a" * 40, "0" * 64], ["a" * 39, "a" * 41, "A" * 40, "a" * 63, "a" * 65]),
        (words.FROM_ONE, ["1", "10", "9" * 16], ["0", "01", "-1", "1" * 17]),
        (words.BEACON_VALUE, ["3021.77", "!", "~" * 100], ["", "a b", "é", "~" * 101, "\x7f", "a\n"]),
    ],
)  # fmt: skip
def test_patterns(pattern: str, good: list[str], bad: list[str]) -> None:
    assert [text for text in good if not written(text, pattern)] == []
    assert [text for text in bad if written(text, pattern)] == []


def test_the_lists_are_those_that_are_written_down() -> None:
    assert words.FUNDS == ("maintenance", "public-housing")
    assert words.COLUMNS == ("closing", "arrears")
