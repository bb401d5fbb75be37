"""The calendar of a community: what the law and its own settings ask of it, by when, and how it stands.

What lives here: one duty after the other, in words. What must not: where is read what is out, and
which documents the books allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from jjledger.disclosure.calendar_events import event_duties
from jjledger.disclosure.calendar_models import Duty, DutyState
from jjledger.disclosure.carried_out import TITLE as CARRIED_OUT
from jjledger.disclosure.head import TITLES
from jjledger.disclosure.hung_words import Asked, hung_enough, hung_words
from jjledger.disclosure.models import Document
from jjledger.disclosure.series import Due
from jjledger.facts.books import Books
from jjledger.law import Law
from jjledger.period import Period, chinese_day, month_end, months_after
from jjledger.rules.announcement import whole

_YEAR: Final = 12
_OWN: Final = "公示频次按本小区设定"
_USUAL: Final = "公示频次按通行做法"
# How often a document is due: the community's own key first, then the first rule in force.
_PACES: Final[Mapping[str, str]] = {
    "public-revenue": "public_revenue",
    "maintenance-fund": "maintenance_fund",
    "public-housing": "maintenance_fund",
}
_RULES: Final[Mapping[str, tuple[str, ...]]] = {
    "public-revenue": ("public_revenue_interval",),
    "maintenance-fund": ("maintenance_fund_interval", "fund_publication"),
    "public-housing": ("maintenance_fund_interval", "fund_publication"),
    "committee": ("committee_interval", "dual_channel"),
    "annual": ("annual_report", "dual_channel"),
    "assets": ("dual_channel",),
    "contracts": ("dual_channel",),
    "audit": ("audit_publication",),
    "decision": ("decision_publication",),
    "project": ("fund_publication", "dual_channel"),
}
# Which rule names the day of a year's document.
_DAYS: Final[Mapping[str, str]] = {"public-revenue": "public_revenue_due", "committee": "committee_due"}
_RANK: Final[Mapping[DutyState, int]] = {
    "late": 0, "held": 1, "missing": 2, "open": 3, "unposted": 4, "coming": 5, "complete": 6,
}  # fmt: skip

# What a list of duties is divided into, in its order.
HEADINGS: Final[Mapping[DutyState, str]] = {
    "late": "已经逾期", "held": "暂缓公示", "missing": "应当公示", "open": "没有规定期限",
    "unposted": "网上已公示，张贴不全", "coming": "将要到期", "complete": "已经办完",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Situation:
    """What became of one document of one period."""

    issued: date | None = None  # day the edition in force went out; None: nothing is out
    edition: int = 0
    held: str = ""  # why it is held
    first_issued: date | None = None  # day of the first edition that had it
    since: int = 1  # the earliest edition that says what the one in force says; what hung of it counts

    @property
    def first(self) -> date | None:
        """Give the day on which the document first went out."""
        return self.first_issued or self.issued


def calendar(
    books: Books, dues: Iterable[Due], situations: Mapping[tuple[str, str], Situation], asked: Asked
) -> tuple[Duty, ...]:
    """List everything a community owes its owners: late first, each by its last day.

    Args:
        books: the general book.
        dues: the documents of every period and event that are due, or will be soon.
        situations: what became of them, by document and period code.
        asked: the law and the day.

    Source: 台州市物业管理条例 第25条, 第52条; R38, R41, R46, R47.
    """
    # What was due before anything went out here was told elsewhere, or not at all; nobody knows how late.
    began = min(filter(None, (one.first for one in situations.values())), default=date.min)
    duties = [
        _duty(books, due, situations.get((due.document, due.period.code), Situation()), asked, began)
        for due in dues
    ]
    told = {
        code: situation.issued
        for (document, code), situation in situations.items()
        if document == "project" and situation.issued is not None
    }
    corrected = {
        code: situation.issued
        for (_, code), situation in situations.items()
        if situation.since > 1 and situation.issued is not None
    }
    duties += event_duties(books, asked.law, asked.today, told, corrected)
    return tuple(sorted(duties, key=_in_order))


def _in_order(duty: Duty) -> tuple[int, date, str, str]:
    return _RANK[duty.state], duty.due or date.max, duty.period_code, duty.kind


def _duty(books: Books, due: Due, situation: Situation, asked: Asked, began: date) -> Duty:
    """Say how one document of one period stands."""
    until, term = last_day(books, due.document, due.period, asked.law)
    ground, phrase = _ground(books, due.document, due.period, asked.law)
    known = situation.first is None or until >= began
    late_days = max(0, ((situation.first or asked.today) - until).days) if known else 0
    state, words = _standing((due.period.last_day, until, began), situation, asked.today, late_days)
    hung = [
        record
        for record in books.posting_records
        if record.period_code == due.period.code
        and record.shows(due.document, situation.since, situation.edition)
    ]
    if state == "complete" and not hung_enough(books, due.document, hung, asked):
        state = "unposted"
    return Duty(
        due.document,
        CARRIED_OUT if due.document == "decision" and not due.subject else TITLES[due.document],
        # No title: it may name somebody, and then its paper is held.
        due.period.title + (f"，编号 {due.subject}" if due.subject else ""),
        due.period.code,
        until,
        ground,
        phrase,
        term,
        state,
        words,
        situation.issued,
        late_days,
        hung_words(books, due.document, hung, asked) if situation.issued else "",
    )


def last_day(books: Books, document: Document, period: Period, law: Law) -> tuple[date, str]:
    """Give the last day on which a document of a period may go out, and why that day.

    Where the law names a day for the year before, that day counts; else the community's own days.

    Args:
        books: the general book.
        document: which one.
        period: its period, or the day of its event.
        law: of the community.

    Source: 丽水市物业管理条例 第22条, 第44条: 每年三月底前; R38.
    """
    ruling = law.find(_DAYS[document], period.last_day) if document in _DAYS else None
    if ruling is not None and _months(period) == _YEAR:
        day = months_after(period.last_day, whole(ruling))
        return month_end(day.year, day.month), f"{ruling.citation}“{ruling.phrase}”"
    days = books.community.disclosure.due_days
    after = "期末" if period.first_day != period.last_day else "当日"
    return period.last_day + timedelta(days=days), f"{after}后 {days} 天内公示，天数按本小区设定"


def _months(period: Period) -> int:
    if period.first_day == period.last_day:
        return 0
    return (period.last_day.month - period.first_day.month) + 1


def _ground(books: Books, document: Document, period: Period, law: Law) -> tuple[str, str]:
    """Say why a document is due at all, with the words of the article."""
    pace = _PACES.get(document)
    chosen = getattr(books.community.disclosure, pace) if pace else None
    rulings = [law.find(name, period.last_day) for name in _RULES.get(document, ())]
    found = next((ruling for ruling in rulings if ruling is not None), None)
    # A community that sets its own frequency still owes the yearly one to the law.
    if chosen is not None and (found is None or _months(period) < _YEAR or pace == "public_revenue"):
        return _OWN, ""
    return (found.citation, found.phrase) if found else (_USUAL, "")


def _standing(
    days: tuple[date, date, date], situation: Situation, today: date, late_days: int
) -> tuple[DutyState, str]:
    """Say how a document stands, from the period's last day, its last day to go out, and the first day of any."""
    ended, until, began = days
    by = f"应于{chinese_day(until)}前公示"
    if situation.issued is not None and situation.first is not None:
        after = f"，{by}，迟 {late_days} 天" if late_days else ""
        if not late_days and situation.first > until:
            # Whether and when it was told elsewhere is not known here.
            after = f"；{by}，本小区{chinese_day(began)}才第一次上网，不算逾期"
        again = ""
        if situation.issued != situation.first:
            made = "更正为" if situation.since > 1 else "又出"
            again = f"；{chinese_day(situation.issued)}{made}第 {situation.edition} 版"
        return "complete", f"{chinese_day(situation.first)}已公示{after}{again}"
    if ended >= today:
        return "coming", f"{chinese_day(ended)}期末，{by}"
    if situation.held:
        behind = f"，已逾期 {late_days} 天" if late_days else ""
        return ("late" if late_days else "held"), f"暂缓公示：{situation.held}；本期{by}{behind}"
    if late_days:
        return "late", f"本期{by}，尚未公示 {late_days} 天"
    left = (until - today).days
    return "missing", f"本期{by}，" + (f"还有 {left} 天" if left else "今天到期")


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """Duties of one period or event that stand alike."""

    subject: str  # period or event in words
    titles: tuple[str, ...]
    words: str  # how they stand; of what has not hung, where and how long it did
    grounds: tuple[str, ...]  # each once


def grouped(duties: Iterable[Duty], *states: DutyState) -> tuple[DutyGroup, ...]:
    """Put duties together that are told alike, in their order; what has not hung the latest first.

    Args:
        duties: of a community.
        states: which of them.
    """
    found: dict[tuple[str, str], list[Duty]] = {}
    for duty in duties:
        if duty.state in states:
            words = duty.posted if duty.state == "unposted" else duty.words
            found.setdefault((duty.subject, words), []).append(duty)
    groups = [
        DutyGroup(
            subject,
            tuple(duty.title for duty in group),
            words,
            tuple(dict.fromkeys(text for duty in group for text in (duty.ground, duty.term) if text)),
        )
        for (subject, words), group in found.items()
    ]
    return tuple(reversed(groups)) if set(states) == {"unposted"} else tuple(groups)
