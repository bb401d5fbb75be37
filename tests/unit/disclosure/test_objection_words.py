"""Objections are counted and told by how they stand, never by who made them or what was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jjledger.disclosure.calendar import Asked, Situation, calendar
from jjledger.disclosure.calendar_models import Duty
from jjledger.disclosure.objection_words import objection_words, stands
from jjledger.facts.finding import Place
from jjledger.facts.objection import Answer, Objection, Result
from jjledger.law import for_community
from tests.small_books import books

TODAY = date(2025, 11, 10)


def _objection(number: int, due: str, answered: str = "", result: Result = "stands") -> Objection:
    answer = Answer(date.fromisoformat(answered), result, "答复内容", ()) if answered else None
    return Objection(
        f"2025-10-22-{number}", date(2025, 10, 22), "2025-Q3", "", "停车", "张三说少了月租", "01-1-101",
        date.fromisoformat(due), answer, Place("objections/a.toml", 1),
    )  # fmt: skip


MANY = (
    _objection(1, "2025-11-01", "2025-10-30"),
    _objection(2, "2025-11-01", "2025-11-04", "corrected"),
    _objection(3, "2025-11-12"),
)
BOOKS = replace(books(()), objections={one.id: one for one in MANY} | {"2025-10-22-4": None})


def test_they_are_counted_by_how_they_stand() -> None:
    words = objection_words(BOOKS, "2025-Q3", TODAY)
    assert words == (
        "业主异议 3 件：已答复 2 件（有误更正 1 件，核对无误维持 1 件），待答复 1 件，最近的应于2025年11月12日前答复，更正待公示 1 件。"
    )
    assert "逾期 1 件" in objection_words(BOOKS, "2025-Q3", date(2025, 11, 13))
    assert objection_words(BOOKS, "2025-Q2", TODAY) == ""


def test_nobody_is_named_and_nothing_quoted() -> None:
    told = objection_words(BOOKS, "2025-Q3", TODAY) + "".join(stands(one, TODAY) for one in MANY)
    duties = calendar(BOOKS, [], {}, Asked(for_community("3310"), TODAY))
    told += str(duties)
    assert [(duty.kind, duty.state) for duty in duties] == [
        ("objection", "missing"), ("objection", "open"), ("objection", "complete"),
    ]  # fmt: skip
    for private in ("张三", "01-1-101", "月租", "停车", "答复内容"):
        assert private not in told


def test_each_says_how_it_stands() -> None:
    assert [stands(one, date(2025, 11, 14)) for one in MANY] == [
        "2025年10月30日已答复，核对无误，维持",
        "2025年11月4日已答复，有误，更正，比期限晚 3 天",
        "应于2025年11月12日前答复，尚未答复 2 天",
    ]


def test_what_is_wrong_is_open_until_an_edition_puts_it_right() -> None:
    def duty(issued: date, since: int) -> Duty:
        situation = Situation(issued, since, since=since, first_issued=date(2025, 10, 12))
        asked = Asked(for_community("3310"), TODAY)
        (found,) = [
            one
            for one in calendar(BOOKS, [], {("public-revenue", "2025-Q3"): situation}, asked)
            if one.subject.endswith("2025-10-22-2")
        ]
        return found

    # The objection came in on the twenty-second of October.
    waiting = duty(date(2025, 10, 12), 1)
    assert (waiting.state, waiting.words) == (
        "open",
        "2025年11月4日已答复，比期限晚 3 天，有误；更正待公示",
    )
    assert duty(date(2025, 10, 21), 2).state == "open"
    assert duty(date(2025, 10, 22), 2).state == "complete"
    assert duty(date(2025, 11, 6), 2).state == "complete"
