"""E90: was every objection answered in time, and is on file what it was answered by?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jjledger.errors import FORMAT
from jjledger.facts.books import Books
from jjledger.facts.finding import Finding
from jjledger.law import for_community
from jjledger.period import chinese_day
from jjledger.rules.answer_term import answer_term


def check_objections(books: Books, today: date) -> Iterator[Finding]:
    """Warn of objections that wait beyond their day, and of answers whose papers are not on file.

    Args:
        books: the general book.
        today: the day on which the question is asked.

    Source: R45; `answer_term` tells why no article is given as the reason.
    """
    place = books.community
    law = for_community(place.region, place.disclosure.preset, place.own_law)
    on_file = {one.file for one in books.originals if one.state == "sound"}
    for objection in books.objections.values():
        if objection is None:
            continue
        if objection.answer is None and today > objection.due:
            yield Finding(
                "E90", "warn", objection.at,
                f"异议 {objection.id} 应于 {chinese_day(objection.due)}前答复，已过 {(today - objection.due).days} 天。",
                f"请核对后答复，并登记： jjledger objection answer 账本 {objection.id} --result … --words …",
                answer_term(law, objection.day, objection.due).ground,
            )  # fmt: skip
        lost = (
            [paper for paper in objection.answer.papers if paper not in on_file] if objection.answer else []
        )
        if lost:
            yield Finding(
                "E90", "warn", objection.at, f"异议 {objection.id} 的答复材料 {lost[0]} 不在原始凭证清册里，或已被改动。",
                "请从备份找回文件。", FORMAT,
            )  # fmt: skip
