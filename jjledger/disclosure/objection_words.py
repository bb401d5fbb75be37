"""Owners' objections as the public may know them: how many, and how they stand. Never who, and never their words."""

from __future__ import annotations

from collections import Counter
from datetime import date

from jjledger.facts.books import Books
from jjledger.facts.objection import RESULT_WORDS, Objection
from jjledger.period import chinese_day


def stands(objection: Objection, today: date) -> str:
    """Say how one objection stands.

    Args:
        objection: as on record.
        today: the day on which it is asked.
    """
    answer, due = objection.answer, objection.due
    if answer is not None:
        late = (answer.day - due).days
        return f"{chinese_day(answer.day)}已答复，{RESULT_WORDS[answer.result]}" + (
            f"，比期限晚 {late} 天" if late > 0 else ""
        )
    if today > due:
        return f"应于{chinese_day(due)}前答复，尚未答复 {(today - due).days} 天"
    return f"应于{chinese_day(due)}前答复"


def awaits_correction(objection: Objection, corrected: date | None) -> bool:
    """Say whether an owner was told that something is wrong, and it is not yet put right where it stands.

    Args:
        objection: as on record.
        corrected: the day on which the latest corrected edition of its period went out; None where none is.
            One that went out since the objection came in counts, also before the answer.

    Source: R45.
    """
    told_wrong = objection.answer is not None and objection.answer.result == "corrected"
    return told_wrong and (corrected is None or corrected < objection.day)


def objection_words(books: Books, period_code: str, today: date, corrected: date | None = None) -> str:
    """Say how many objections there are to a period, and how they stand; nothing of none.

    Args:
        books: the general book.
        period_code: of the period.
        today: the day on which it is asked.
        corrected: the day on which the latest corrected edition of the period went out.

    Source: R43, R45.
    """
    found = [one for one in books.objections.values() if one is not None and one.period_code == period_code]
    if not found:
        return ""
    results = Counter(RESULT_WORDS[one.answer.result] for one in found if one.answer is not None)
    each = "，".join(f"{words.replace('，', '')} {number} 件" for words, number in sorted(results.items()))
    told = [f"已答复 {results.total()} 件（{each}）"] if results else []
    waiting = sorted(one.due for one in found if one.answer is None)
    overdue = sum(due < today for due in waiting)
    if waiting:
        told.append(
            f"待答复 {len(waiting)} 件"
            + (f"，逾期 {overdue} 件" if overdue else f"，最近的应于{chinese_day(waiting[0])}前答复")
        )
    pending = sum(awaits_correction(one, corrected) for one in found)
    if pending:
        told.append(f"更正待公示 {pending} 件")
    return f"业主异议 {len(found)} 件：{'，'.join(told)}。"
