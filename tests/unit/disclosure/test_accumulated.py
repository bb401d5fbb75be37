"""The period, the year and all the books: a deficit is told as one, however much was brought forward."""

from __future__ import annotations

from datetime import date

import pytest

from jjledger.disclosure.accumulated import Moved, accumulated, result_sentences
from jjledger.disclosure.answer_models import Accumulated
from jjledger.period import parse_period

MOVES = {date(2024, 5, 1): (70_00, 0), date(2025, 2, 1): (100_00, 30_00), date(2025, 5, 1): (10_00, 60_00)}


def _sums(first_day: date, last_day: date) -> Moved:
    within = [fen for day, fen in MOVES.items() if first_day <= day <= last_day]
    return Moved(sum(one for one, _ in within), sum(other for _, other in within))


def test_each_longer_span_ends_with_the_period_and_begins_with_what_there_was() -> None:
    # 500.00 opened the books; 500 + 70 = 570; + 70 = 640; - 50 = 590
    spans = accumulated(parse_period("2025-Q2"), date(2024, 3, 1), 590_00, _sums)
    assert spans == (
        Accumulated("本期", date(2025, 4, 1), 640_00, 10_00, 60_00, -50_00, 590_00),
        Accumulated("今年以来", date(2025, 1, 1), 570_00, 110_00, 90_00, 20_00, 590_00),
        Accumulated("建账以来", date(2024, 3, 1), 500_00, 180_00, 90_00, 90_00, 590_00),
    )
    assert result_sentences(spans) == (
        "本期超支：支出比收入多 50.00 元。期末还有 590.00 元，是因为上期结转了 640.00 元，本期用掉了其中一部分。",
        "今年以来收入 110.00 元、支出 90.00 元，累计结余 20.00 元。",
        (
            "建账以来（2024年3月起）收入 180.00 元、支出 90.00 元，累计结余 90.00 元；"
            "加上建账时转入的 500.00 元，现有 590.00 元。"
        ),
    )


@pytest.mark.parametrize(
    ("code", "began", "labels"),
    [
        ("2025-Q1", date(2024, 3, 1), ["本期", "建账以来"]),  # the year so far is the period
        ("2025", date(2024, 3, 1), ["本期", "建账以来"]),
        ("2025-Q2", date(2025, 1, 1), ["本期", "今年以来"]),  # the books are as old as the year
        ("2025-Q2", date(2025, 2, 1), ["本期", "今年以来"]),
        ("2024-H1", date(2024, 3, 1), ["本期"]),
    ],
)
def test_a_span_that_says_the_same_is_left_out(code: str, began: date, labels: list[str]) -> None:
    assert [span.label for span in accumulated(parse_period(code), began, 0, _sums)] == labels


@pytest.mark.parametrize(
    ("opening", "came", "went", "said"),
    [
        (0, 0, 0, "本期没有收入和支出。加上上期结转 0.00 元，期末共有 0.00 元。"),
        (10_00, 5_00, 5_00, "本期收支相抵，不多不少。加上上期结转 10.00 元，期末共有 10.00 元。"),
        (10_00, 5_00, 0, "本期结余：收入比支出多 5.00 元。加上上期结转 10.00 元，期末共有 15.00 元。"),
        (-3_00, 5_00, 0, "本期结余：收入比支出多 5.00 元。先弥补上期超支 3.00 元，期末还有 2.00 元。"),
        (-9_00, 5_00, 0, "本期结余：收入比支出多 5.00 元。连同上期超支 9.00 元，到期末累计超支 4.00 元。"),
        (
            3_00,
            0,
            5_00,
            "本期超支：支出比收入多 5.00 元。上期结转的 3.00 元不够弥补，到期末累计超支 2.00 元。",
        ),
    ],
)
def test_what_the_balance_left_rests_on(opening: int, came: int, went: int, said: str) -> None:
    result = came - went
    span = Accumulated("本期", date(2025, 4, 1), opening, came, went, result, opening + result)
    assert result_sentences((span,)) == (said,)
