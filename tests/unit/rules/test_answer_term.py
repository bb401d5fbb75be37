"""By when an objection is answered, and that no article about the service firm is given as the reason."""

from __future__ import annotations

from datetime import date

import pytest

from jjledger.law import for_community
from jjledger.rules.answer_term import answer_term

RECEIVED = date(2025, 10, 22)
TAIZHOU, HANGZHOU = for_community("3310"), for_community("3301")


@pytest.mark.parametrize(
    ("due", "last", "ground"),
    [
        (None, date(2025, 11, 6), "按通行做法"),
        (date(2025, 11, 6), date(2025, 11, 6), "按通行做法"),
        (date(2025, 11, 1), date(2025, 11, 1), "按本小区设定"),
    ],
)
def test_where_no_article_sets_a_term(due: date | None, last: date, ground: str) -> None:
    term = answer_term(TAIZHOU, RECEIVED, due)
    assert (term.due, term.ground, term.phrase) == (last, ground, "")
    assert "民法典" not in term.words


def test_hangzhous_article_is_about_complaints_to_the_firm_and_is_only_followed() -> None:
    term = answer_term(HANGZHOU, RECEIVED)
    assert term.due == date(2025, 11, 1)
    assert (term.ground, term.phrase) == (
        "参照杭州市物业管理条例第50条",
        "物业服务人应当自收到投诉之日起十日内作出答复",
    )
    assert "对物业服务人的投诉" in term.words
    assert answer_term(HANGZHOU, RECEIVED, date(2025, 11, 6)).ground == "按本小区设定"
