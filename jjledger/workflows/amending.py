"""Approve to publish a period anew: why, by whom, and exactly which changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from jjledger.books.amendment_file import amendment_text, file_of
from jjledger.books.ledger import Ledger
from jjledger.books.owners_file import read_owner_names
from jjledger.books.source import Source
from jjledger.disclosure.changes import changes_digest
from jjledger.disclosure.head import TITLES
from jjledger.disclosure.masking import NAME, mask_officer
from jjledger.disclosure.private_vouchers import watch_over
from jjledger.errors import refusal
from jjledger.facts.amendment import LEAST_OF_APPROVER, LEAST_OF_REASON, Amendment, letters
from jjledger.facts.entry import Writing
from jjledger.period import parse_period
from jjledger.workflows.disclose import Request, disclose
from jjledger.workflows.editions import Issue
from jjledger.workflows.published import published_at
from jjledger.workflows.vouchers.planned import Plan

_GROUND: Final = "公示一经发布不再改写；更正另出一版，写明原因和批准人"
_UNSAID: Final = "（还没有写）"  # in a preview


@dataclass(frozen=True, slots=True)
class Approval:
    """What somebody approves."""

    periods: tuple[str, ...]  # codes; () is every period with changes
    reason: str
    approved_by: str
    day: date
    reprint: bool = False  # also where nothing changed: the same content, printed anew


def plan_amendment(ledger: Ledger, site: Path, approval: Approval) -> Plan:
    """Plan the record that lets later editions out.

    Args:
        ledger: a loaded community without blocking findings.
        site: the published site that the changes are seen against.
        approval: which periods, why, by whom, on which day.

    Raises:
        OptionError: nothing is out there, a period is not out, or nothing changed.
    """
    published = published_at(site / "d" / ledger.books.community.code)
    if published is None:
        raise refusal(
            str(site),
            "这里还没有公示过这个小区，没有可以更正的。",
            "请先公示，或用 --to 指出网站在哪里。",
            _GROUND,
        )
    # As if nothing were approved yet: an approval that has not been used may be written anew.
    unused = replace(ledger, books=replace(ledger.books, amendments={}))
    names = read_owner_names(Source(ledger.folder))
    _refuse_empty(approval)
    _refuse_private(ledger, names, approval)
    disclosed = disclose(unused, names, Request(approval.day), published)
    for code in approval.periods:
        if code not in published.periods:
            raise refusal(code, "这一期还没有公示，不用更正。", "请写已经公示的期间，例如 2025-Q3。", _GROUND)
    asked = approval.periods or tuple(disclosed.issues)
    chosen = {
        code: issue
        for code, issue in disclosed.issues.items()
        if code in asked and code in published.periods and (issue.unapproved or approval.reprint)
    }
    if not chosen:
        raise refusal(
            "、".join(approval.periods) or str(site), "已经公示的内容与账一致，没有要更正的。",
            "账没有变而要照样重印的，请加 --reprint。", _GROUND,
        )  # fmt: skip
    records = {code: _record(code, issue, approval) for code, issue in chosen.items()}
    files = {
        file_of(code): amendment_text((*_others(ledger, one), one)).encode() for code, one in records.items()
    }
    return Plan(
        Writing(files=files, why=f"批准更正公示 {'、'.join(records)}：{approval.reason}"),
        tuple(line for code, issue in chosen.items() for line in _told(code, issue)),
        {"periods": [_recorded(code, issue, records[code]) for code, issue in chosen.items()]},
    )


def _refuse_empty(approval: Approval) -> None:
    """Refuse words that say nothing; those not written yet are asked for where it is written down."""
    for option, words, least, remedy in (
        ("--reason", approval.reason, LEAST_OF_REASON, "请写明哪里错了、怎样改的，例如 漏记一笔停车费。"),
        ("--approved-by", approval.approved_by, LEAST_OF_APPROVER, "请写明谁批准，例如 业主委员会。"),
    ):
        if words and letters(words) < least:
            raise refusal(option, f"「{words}」没有说明什么，至少要 {least} 个字。", remedy, _GROUND)


def _refuse_private(ledger: Ledger, names: AbstractSet[str] | None, approval: Approval) -> None:
    """Refuse words that would be printed for ever and hold something private, before they are on record."""
    watch = watch_over(ledger.books, names, approval.day)
    numbers = [hit.kind for hit in watch.hits(approval.approved_by) if hit.kind != NAME]
    for option, kinds in (
        ("--reason", [hit.kind for hit in watch.hits(approval.reason)]),
        ("--approved-by", [*numbers, *(hit.kind for hit in watch.hits(mask_officer(approval.approved_by)))]),
    ):
        if kinds:
            raise refusal(
                option, f"这句话会印在新版上，里面有{'、'.join(dict.fromkeys(kinds))}。", "请换一种说法，只写错在哪里、怎样改的。",
                "个人信息保护法第25条；台州市物业管理条例第21条",
            )  # fmt: skip


def _record(code: str, issue: Issue, approval: Approval) -> Amendment:
    return Amendment(
        code,
        issue.editions[0].number + 1,
        approval.day,
        approval.reason or _UNSAID,
        approval.approved_by or _UNSAID,
        changes_digest(issue.unapproved),
    )


def _others(ledger: Ledger, record: Amendment) -> tuple[Amendment, ...]:
    """Give the approvals of the period's other editions; one of the same edition is replaced."""
    before = ledger.books.amendments.get(record.period_code) or ()
    return tuple(one for one in before if one.edition < record.edition)


def _told(code: str, issue: Issue) -> Iterator[str]:
    number = issue.editions[0].number
    yield f"{parse_period(code).title}：第 {number} 版 → 第 {number + 1} 版"
    for document in issue.unapproved:
        yield f"  {TITLES[document]}"
        for change in issue.told(document):
            yield f"    {change.label}：{change.before} → {change.after}"
    if not issue.unapproved:
        yield "  内容没有变化，照样重印。"


def _recorded(code: str, issue: Issue, record: Amendment) -> Mapping[str, Any]:
    return {
        "period": code,
        "edition": record.edition,
        "changes": [
            {"document": document, "label": one.label, "before": one.before, "after": one.after}
            for document, changes in issue.unapproved.items()
            for one in changes
        ],
    }
