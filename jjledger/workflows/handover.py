"""Hand the books over: what there is, by when it has to be handed over, and the record that it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from jjledger.books.ledger import Ledger
from jjledger.books.text import quoted
from jjledger.disclosure.handover import handover_sections
from jjledger.disclosure.handover_models import HandoverList
from jjledger.disclosure.models import Ground
from jjledger.errors import refusal
from jjledger.facts.entry import Writing
from jjledger.facts.handover import FOLDER, REASON_WORDS, HandoverReason
from jjledger.period import chinese_day
from jjledger.workflows.printed_books import ledger_state
from jjledger.workflows.rulings import law_of

# Which rule says by when; accountants hand over before they leave.
_RULES: Final[dict[HandoverReason, str]] = {"term": "handover_term_days", "member": "handover_member_days"}


@dataclass(frozen=True, slots=True)
class Change:
    """Who hands over to whom, when and why."""

    day: date
    reason: HandoverReason
    giver: str
    taker: str
    witness: str = ""  # 监交人
    done: date | None = None  # when both had signed


def plan_handover(ledger: Ledger, change: Change, today: date) -> HandoverList:
    """Draw up a hand-over list.

    Args:
        ledger: a loaded community.
        change: who, when and why.
        today: the day on which it is drawn up.

    Raises:
        OptionError: the change lies in the future, or one person hands over to himself.
        LawError: the community's law is refused.

    Source: 会计基础工作规范 第25条 and the place's rules on committees; R47.
    """
    if change.day > today:
        raise refusal("--on", f"{change.day} 还没有到。", "请写移交事由发生的日期，不晚于今天。")
    if change.giver == change.taker:
        raise refusal("--to", "移交人和接收人是同一个人。", "请写两个人的姓名。", "会计基础工作规范第26条")
    community = ledger.books.community
    ruling = law_of(community).find(_RULES[change.reason], change.day) if change.reason in _RULES else None
    due = None
    if ruling is not None:
        assert isinstance(ruling.value, int), "a term is a number of days"
        due = change.day + timedelta(days=ruling.value)
    return HandoverList(
        community.name,
        community.code,
        change.day,
        REASON_WORDS[change.reason],
        change.giver,
        change.taker,
        due,
        _standing(due, change.done, today),
        Ground(ruling.citation, ruling.since, ruling.phrase) if ruling else None,
        handover_sections(ledger.books, ledger.replayed.shares, ledger.findings, change.day),
        ledger_state(ledger.folder, today),
        community.sample,
    )


def _standing(due: date | None, done: date | None, today: date) -> str:
    if due is None:
        return "本地没有规定移交的期限。" if done is None else f"{chinese_day(done)}已移交。"
    until = done or today
    late = (until - due).days
    if done is not None:
        return f"{chinese_day(done)}已移交，" + ("在期限内。" if late <= 0 else f"超过期限 {late} 天。")
    if late > 0:
        return f"应当在{chinese_day(due)}以前移交，已超过 {late} 天。"
    return f"应当在{chinese_day(due)}以前移交，还剩 {-late} 天。"


def handover_writing(change: Change, listed: HandoverList) -> Writing:
    """Put a hand-over on record.

    Args:
        change: who, when and why.
        listed: the list that was drawn up.
    """
    lines = [
        f"day     = {change.day}",
        f"reason  = {quoted(change.reason)}",
        f"from    = {quoted(change.giver)}",
        f"to      = {quoted(change.taker)}",
    ]
    if change.witness:
        lines.append(f"witness = {quoted(change.witness)}")
    if listed.due is not None:
        lines.append(f"due     = {listed.due}")
    if change.done is not None:
        lines.append(f"done    = {change.done}")
    lines.append(f"state   = {quoted(listed.state)}")
    name = f"{FOLDER}/{change.day}-{change.reason}.toml"
    why = f"移交登记 {change.day} {REASON_WORDS[change.reason]}"
    return Writing(files={name: ("\n".join(lines) + "\n").encode()}, why=why)
