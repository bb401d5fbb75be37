"""Terms of the archives rule, from the end of the year of filing."""

from __future__ import annotations

from datetime import date

import pytest

from jjledger.facts.original import Retention
from jjledger.rules.retention import kept_until, term_words


@pytest.mark.parametrize(
    ("retention", "until", "words"),
    [
        ("voucher", date(2055, 12, 31), "30 年"),
        ("bank", date(2035, 12, 31), "10 年"),
        ("contract", date(2055, 12, 31), "30 年"),
        ("handover", date(2055, 12, 31), "30 年"),
        ("interim", date(2035, 12, 31), "10 年"),
        ("posting", date(2035, 12, 31), "10 年"),
        ("annual", None, "永久"),
    ],
)
def test_each_class_is_kept_as_long_as_the_table_says(
    retention: Retention, until: date | None, words: str
) -> None:
    assert kept_until(retention, date(2025, 1, 1)) == until
    assert kept_until(retention, date(2025, 12, 31)) == until
    assert term_words(retention) == words
