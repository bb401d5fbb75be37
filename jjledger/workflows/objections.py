"""Put on record what an owner objects to, and what was answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.books.objection_file import objection_file, objection_text, with_answer
from jjledger.books.source import Source
from jjledger.disclosure.head import TITLES
from jjledger.disclosure.masking import scan
from jjledger.encoding import one_line
from jjledger.errors import refusal
from jjledger.facts.entry import Writing
from jjledger.facts.finding import Place
from jjledger.facts.objection import RESULT_WORDS, Answer, Objection, Result
from jjledger.period import Period, chinese_day
from jjledger.rules.answer_term import answer_term
from jjledger.workflows.originals import Paper, filed_together
from jjledger.workflows.rulings import law_of
from jjledger.workflows.vouchers.planned import Plan
from jjledger.workflows.vouchers.private_words import names_of

_LONGEST_LINE: Final = 60  # characters
_PARTS: Final = re.compile(r"[\s·•・:：、/，,（）()“”]+")
# Lines that a page reckons, beside those that the books name.
_RECKONED: Final = "期初余额 期末余额 本期收入 本期支出 本期结余 合计 小计 总计 其余 银行对账 校验码 面积 户数 分摊 张贴 日期 凭证 合同 项目 表决"
_GROUND: Final = "异议一件一记，答复后不再改写"


@dataclass(frozen=True, slots=True)
class Raised:
    """What an owner objects to."""

    period: Period
    day: date  # received
    line: str
    words: str
    household: str = ""
    document: str = ""
    due: date | None = None  # None: by the law, or as is usual


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of it."""

    identity: str
    day: date
    result: Result
    words: str


def plan_objection(ledger: Ledger, raised: Raised, today: date) -> Plan:
    """Plan to put an objection on record.

    Args:
        ledger: a loaded community without blocking findings.
        raised: what is objected to.
        today: the day on which it is put on record.

    Raises:
        OptionError: days or documents that make no sense, no such house, no words, a person in the line,
            or what is on record already.

    Source: R45.
    """
    books = ledger.books
    if raised.day > today or raised.day <= raised.period.last_day:
        what = f"{chinese_day(raised.day)}时{raised.period.title}还没有公示，或者这一天还没有到。"
        raise refusal("--on", what, "请写收到异议的那一天。")
    line, words = one_line(raised.line).strip(), one_line(raised.words).strip()
    if not (line and words):
        raise refusal(
            "--words" if line else "--line",
            "没有写对哪一项有异议，或没有写业主怎样说。",
            "请写  --line 停车·月租 --words 少了三月的",
        )
    _refuse_person(ledger, line)
    if raised.household and raised.household not in books.register.ids():
        raise refusal(
            "--household", f"登记簿里没有 {raised.household}。", "请写登记簿里的编号，例如 01-1-101。"
        )
    if raised.document and raised.document not in TITLES:
        raise refusal("--document", f"没有「{raised.document}」这种公示。", f"可以写：{'、'.join(TITLES)}")
    _refuse_again(ledger, replace(raised, line=line, words=words))
    term = answer_term(law_of(books.community), raised.day, raised.due)
    due, why = term.due, term.words
    if due < raised.day:
        raise refusal("--due", f"答复期限 {due} 在收到异议以前。", "请写收到以后的日期。")
    numbers = (f"{raised.day}-{number}" for number in count(1))
    identity = next(number for number in numbers if number not in books.objections)
    name = objection_file(identity)
    objection = Objection(
        identity, raised.day, raised.period.code, raised.document, line, words, raised.household, due, None,
        Place(name, 1),
    )  # fmt: skip
    told = [
        f"异议 {identity}：{raised.period.title} {line}，{chinese_day(raised.day)}收到",
        f"应于{chinese_day(due)}前答复（{why}）",
        "是谁、怎样说的只在账本里，不公开；页面上只有件数和办理情况。",
    ]
    strange = [part for part in _PARTS.split(line) if part and part not in _known_words(ledger)]
    if strange:
        told.append(
            f"注意：账簿和公示里没有「{'」「'.join(strange)}」这一项，请对照公示页面上的名称，或写凭证号。"
        )
    shown = {"id": identity, "period": raised.period.code, "line": line, "day": raised.day, "due": due}
    return Plan(
        Writing(files={name: objection_text(objection).encode()}, why=f"登记异议 {identity}"),
        tuple(told),
        shown,
    )


def _refuse_person(ledger: Ledger, line: str) -> None:
    """Refuse a line that tells of a person or goes on; what an owner says has its own place.

    Source: 个人信息保护法 第6条; R43.
    """
    kinds = dict.fromkeys(hit.kind for hit in scan(line, names_of(ledger)))
    if kinds or len(line) > _LONGEST_LINE:
        what = (
            f"项目里有{'、'.join(kinds)}" if kinds else f"项目写了 {len(line)} 个字，最多 {_LONGEST_LINE} 个"
        )
        raise refusal(
            "--line", f"{what}。", "请只写公示里的哪一项，例如  --line 停车·月租 ；谁、怎样说的写在 --household 和 --words。"
        )  # fmt: skip


def _refuse_again(ledger: Ledger, raised: Raised) -> None:
    """Refuse the same words on the same line twice, unless they come again after they were answered."""
    for other in ledger.books.objections.values():
        if other is None or (other.answer is not None and other.day != raised.day):
            continue
        said = other.period_code, other.document, other.line, other.words, other.household
        if said == (raised.period.code, raised.document, raised.line, raised.words, raised.household):
            raise refusal(
                "--words", f"同样的异议已经登记过，编号 {other.id}。",
                "不同的业主提的，请写 --household；还说了别的，请写进 --words。",
            )  # fmt: skip


def _known_words(ledger: Ledger) -> str:
    """Give all words that a line of a page may be called by."""
    found = {_RECKONED, *TITLES.values()}
    for voucher in ledger.books.posted():
        found |= {voucher.number, voucher.key, f"{voucher.day:%Y-%m}", voucher.narration}
        found |= {posting.account.name for posting in voucher.postings}
    return "\n".join(found)


def plan_answer(ledger: Ledger, answered: Answered, papers: Sequence[Paper], today: date) -> Plan:
    """Plan to put the answer to an objection on record, with the papers of the re-check.

    Args:
        ledger: a loaded community without blocking findings.
        answered: what became of it.
        papers: the re-check, the answer as sent.
        today: the day of filing.

    Raises:
        OptionError: no such objection, answered already, or a day that makes no sense.
        EntryRefusedError: a paper is unfit.

    Source: R45.
    """
    objection = ledger.books.objections.get(answered.identity)
    if objection is None:
        waiting = [one.id for one in ledger.books.objections.values() if one and one.answer is None]
        remedy = f"待答复的有：{'、'.join(waiting)}" if waiting else "没有待答复的异议。"
        raise refusal(answered.identity, "没有登记过这件异议，或它的记录读不出来。", remedy)
    if objection.answer is not None:
        what = f"{chinese_day(objection.answer.day)}已经答复过。"
        raise refusal(answered.identity, what, "再有异议的，另登记一件。", _GROUND)
    if not objection.day <= answered.day <= today:
        raise refusal("--on", f"{answered.day} 在收到异议以前，或者还没有到。", "请写答复的那一天。")
    words = one_line(answered.words).strip()
    if not words:
        raise refusal("--words", "没有写怎样答复的。", "请写  --words 三月的月租记在四月，见 2025-04 收-0003")
    filed = filed_together(papers, today, "posting", ledger.books)
    answer = Answer(answered.day, answered.result, words, filed.paths)
    name = objection_file(objection.id)
    late = (answered.day - objection.due).days
    told = [
        f"异议 {objection.id}：{chinese_day(answered.day)}答复，{RESULT_WORDS[answered.result]}"
        + (f"，比期限晚 {late} 天" if late > 0 else ""),
        *(f"材料 {path}" for path in filed.paths),
    ]
    if answered.result == "corrected":
        told.append(f"请改正账簿后更正公示： jjledger amend 账本 {objection.period_code} …")
    text = with_answer(Source(ledger.folder), objection.id, answer)
    shown = {"id": objection.id, "day": answered.day, "result": answered.result, "papers": list(filed.paths)}
    writing = Writing(files={**filed.files, name: text}, why=f"答复异议 {objection.id}")
    return Plan(writing, tuple(told), shown)
