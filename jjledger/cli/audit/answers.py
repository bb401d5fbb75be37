"""How the answers of an audit are printed: scope, what was asked of how many items, findings by weight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from jjledger.facts.audit_finding import LEVEL_WORDS, AuditFinding, Evidence
from jjledger.period import chinese_day
from jjledger.units import yuan

if TYPE_CHECKING:
    from jjledger.workflows.auditing import Audited

_MOST_ROWS: Final = 10  # of evidence that are printed; JSON has all of them


def lines_of(audited: Audited, name: str) -> Iterator[str]:
    """Print an audit for people.

    Args:
        audited: the answers.
        name: of the community.
    """
    period, asked = audited.period, audited.asked
    yield f"{name} {period.title}审计问题"
    yield f"范围：{chinese_day(period.first_day)}至{chinese_day(period.last_day)}，凭证 {len(asked.vouchers())} 张，付款 {len(asked.paid())} 笔；{chinese_day(asked.today)}检查"
    yield ""
    yield "检查了什么："
    unable = []
    for rule, answer in zip(audited.rules, audited.answers, strict=True):
        found = found_words(answer.items, len(answer.findings))
        if answer.unable:
            unable.append((rule.code, answer.unable, answer.items))
            found = f"{found}，部分未能检查" if answer.items else "未能检查"
        yield f"  {rule.code} {rule.question}"
        yield f"      检查 {answer.items} 项，{found}"
        if answer.left_out:
            yield f"      {answer.left_out}"
    yield ""
    yield f"发现 {len(audited.findings)} 项（每一项都是要有人说明的事，不等于有人做错）："
    for finding in audited.findings:
        yield ""
        yield from _finding(finding)
    if unable:
        yield ""
        yield f"未能检查 {len(unable)} 个问题，不算通过："
        for code, why, items in unable:
            part = "（一部分）" if items else ""
            yield f"  {code}{part} {why}"
    yield ""
    yield summary(audited)


def found_words(items: int, found: int) -> str:
    """Say what came of a question; where there was nothing to ask about that is no clean answer."""
    if found:
        return f"发现 {found} 项"
    return "没有发现" if items else "没有这类事项可查"


def summary(audited: Audited) -> str:
    """Say in one line what came of it."""
    levels = [one.level for one in audited.findings]
    counts = "、".join(f"{words} {levels.count(level)}" for level, words in LEVEL_WORDS.items())
    unable = sum(1 for answer in audited.answers if answer.unable)
    return f"共 {len(audited.answers)} 个问题：发现 {counts}；未能检查或只检查了一部分的 {unable} 个。"


def _finding(one: AuditFinding) -> Iterator[str]:
    yield f"【{LEVEL_WORDS[one.level]}】{one.code} {one.what}"
    for row in one.evidence[:_MOST_ROWS]:
        yield f"    {_row(row)}"
    if len(one.evidence) > _MOST_ROWS:
        yield f"    …… 另有 {len(one.evidence) - _MOST_ROWS} 项，用 --format json 看全部"
    yield f"    依据：{one.ground}"
    yield f"    怎么办：{one.remedy}"


def _row(row: Evidence) -> str:
    place = f"{row.place.file}:{row.place.line}" if row.place.line else row.place.file
    amount = f"{yuan(row.amount_fen)} 元" if row.amount_fen is not None else ""
    return "  ".join(filter(None, (str(row.day or ""), row.voucher, amount, row.words, place)))


def record_of(audited: Audited) -> dict[str, Any]:
    """Give an audit for programs, with all evidence."""
    return {
        "period": audited.period.code,
        "first_day": audited.period.first_day,
        "last_day": audited.period.last_day,
        "vouchers": len(audited.asked.vouchers()),
        "payments": len(audited.asked.paid()),
        "alarming": audited.alarming,
        "questions": [
            {
                "code": rule.code,
                "question": rule.question,
                "items": answer.items,
                "unable": answer.unable,
                "left_out": answer.left_out,
                "findings": [asdict(finding) for finding in answer.findings],
            }
            for rule, answer in zip(audited.rules, audited.answers, strict=True)
        ],
    }
