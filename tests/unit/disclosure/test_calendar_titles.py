"""What is due is called as its page is: two papers of decisions share a name in addresses and have two titles."""

from __future__ import annotations

from datetime import date

from jjledger.disclosure.calendar import calendar
from jjledger.disclosure.hung_words import Asked
from jjledger.disclosure.series import Due
from jjledger.law import for_community
from jjledger.period import parse_period
from tests.small_books import books

YEAR = parse_period("2025")


def test_a_vote_and_what_became_of_a_years_votes() -> None:
    asked = [Due("decision", YEAR, None, subject="2025-01"), Due("decision", YEAR, None)]
    duties = calendar(books(()), asked, {}, Asked(for_community("3310"), date(2026, 3, 1)))
    assert {duty.subject: duty.title for duty in duties} == {
        "2025年度，编号 2025-01": "表决结果公示",
        "2025年度": "表决事项执行情况公示",
    }
