"""Patterns of names, days and amounts."""

from __future__ import annotations

import pytest

from jjledger.period import parse_period
from jjledger.proof.failed import ProofError
from jjledger.seal import words
from jjledger.seal.words import amount_of, home_of, is_day, is_period, written

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
        (words.SOURCE, ["x", "9", "a.b/c_d-e", "x" * 100], ["", "X", ".a", "/a", "-a", "a b", "x" * 101, "楼"]),
        (words.DOCUMENT, ["annual", "three-funds", "x" * 100], ["", "-a", "a/b", "a.b", "A", "../a", "x" * 101]),
        (
            words.COMMUNITY,
            ["local/demo", "x.example.cn/demo", "x.example.cn/a_b/c.d/demo-2", "x" * 98 + "/9"],
            ["", "demo", "x/", "/demo", "x//demo", "x/./demo", "x/../demo", "x/.demo", "x/-demo", "x/de.mo", "x/de_mo",
             "X/demo", "x/Demo", "x/demo/", "x/de mo", "x/demo\n", "x" * 99 + "/9", "x/楼"],
        ),
        (
            words.PERIOD,
            ["2026", "2026-H1", "2026-H2", "2026-Q1", "2026-Q4", "2026-01", "2026-12", "2026-03-10.project-2026-1",
             "2026-02-30.a", "2026-03-10." + "x" * 89],
            ["", "-1", "2026-q3", "2026-Q3.", "2026-Q3/", "2026-Q03", "2026-Q0", "2026-Q5", "2026-H0", "2026-H3",
             "2026-h1", "2026-13", "2026-00", "2026-1", "26-Q1", "0999", "0026-Q1", "2026 Q3", "Q3-2026", "2026-Q3-Q4",
             "2026-Q3.project-1", "2026-03-10", "2026-03-10.", "2026-03-32.a", "2026-03-10.A", "2026-03-10.a.b",
             "2026-03-10.a--b", "2026-03-10.-a", "2026-03-10.a-", "2026-03-10.a/b", "2026-03-10." + "x" * 90],
        ),
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


@pytest.mark.parametrize("year", [1900, 2000, 2023, 2024, 2100])
def test_days_are_those_of_the_calendar(year: int) -> None:
    leap = year in {2000, 2024}
    found = [
        f"{year}-{month:02}-{day:02}"
        for month in range(14)
        for day in range(34)
        if is_day(f"{year}-{month:02}-{day:02}")
    ]
    assert len(found) == (366 if leap else 365)
    assert (f"{year}-02-29" in found) == leap


def test_a_period_is_what_the_calendar_of_the_books_reads() -> None:
    good = ["2026", "2026-H1", "2026-Q3", "2026-07", "2025-03-10.project-2025-01", "2024-02-29.audit"]
    assert [text for text in good if not is_period(text) or parse_period(text).code != text] == []
    bad = ["2026-q3", "2025-02-29.audit", "2026-02-30.project-1", "2026-04-31.a", "2026-03-10", "2026-Q3.x"]
    for text in bad:
        assert not is_period(text)
        with pytest.raises(ValueError):  # noqa: PT011 - of several kinds
            parse_period(text)


def test_a_community_is_read_at_its_home() -> None:
    assert home_of("local/demo") == "local"
    assert home_of("x.example.cn/a/demo") == "x.example.cn/a"


def test_the_lists_are_those_that_are_written_down() -> None:
    assert words.FUNDS == ("maintenance", "public-housing")
    assert words.COLUMNS == ("closing", "arrears")
