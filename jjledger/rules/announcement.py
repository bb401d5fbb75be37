"""By when the owners must be told of what happened: urgent uses, and how long a paper hangs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from jjledger.facts.community import Community
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.law import Law, Ruling
from jjledger.period import months_after

# Thirty days are the rule in Shanghai and the custom elsewhere.
_AUDIT_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day, and the rule that sets it."""

    day: date
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class HangingDays:
    """How long a paper must hang; a city may count working days."""

    days: int
    ruling: Ruling | None  # None: the community's own setting, or custom
    working: bool = False
    usual: bool = False  # custom

    @property
    def words(self) -> str:
        """Say how long, and on whose word."""
        unit = "个工作日" if self.working else "天"
        own = "按通行做法" if self.usual else "按本小区设定"
        ground = self.ruling.citation if self.ruling else own
        return f"至少 {self.days} {unit}（{ground}）"

    def last_day(self, first_day: date, working: WorkingCalendar) -> date:
        """Give the first day on which it may come down at its end; the day on which it went up does not count.

        Source: 民法典 第201条: 按照年、月、日计算期间的, 开始的当日不计入, 自下一日开始计算.
        """
        if self.working:
            return working.after(first_day, self.days)
        return first_day + timedelta(days=self.days)


def urgent_use_deadline(law: Law, done: date) -> Deadline | None:
    """Give the last day on which an urgent use may be announced; the earliest where two rules hold.

    Args:
        law: of the community.
        done: day on which the use was paid for in full.

    Source: 台州市物业管理条例 第52条第三款 (one month); 丽水市物业管理条例 第47条 (fifteen days); R20.
    """
    found = []
    by_month = law.find("emergency_announcement", done)
    if by_month is not None:
        found.append(Deadline(months_after(done, whole(by_month)), by_month))
    by_day = law.find("emergency_announcement_days", done)
    if by_day is not None:
        found.append(Deadline(done + timedelta(days=whole(by_day)), by_day))
    return min(found, key=lambda deadline: deadline.day, default=None)


def hanging_days(
    community: Community, law: Law, document: str, day: date, own: int | None = None
) -> HangingDays:
    """Say how long a disclosure must hang: what the law asks, or the community's own days where they are more.

    Args:
        community: its settings.
        law: its law.
        document: public-revenue, audit …
        day: on which it went up.
        own: days that the record of what was disclosed asks for; None: it does not say.

    Source: 湖州市物业管理条例 第31条; 杭州市物业管理条例 第30条; 绍兴市物业管理条例 第9条; 上海市住宅物业管理规定 第67条; R41, R46.
    """
    asked = [HangingDays(max(community.disclosure.days_posted, own or 0), None)]
    if document == "audit" and own is None and law.find("audit_days_posted", day) is None:
        asked.append(HangingDays(_AUDIT_DAYS, None, usual=True))
    names = ("days_posted", *(("audit_days_posted",) if document == "audit" else ()))
    for name in names:
        ruling = law.find(name, day)
        if ruling is not None:
            asked.append(HangingDays(whole(ruling), ruling))
    by_working_day = law.find("days_posted_working", day)
    longest = max(asked, key=lambda one: (one.days, one.ruling is not None))
    # A week has five working days: as days of the calendar so many are always more.
    if by_working_day is not None and whole(by_working_day) * 2 > longest.days:
        return HangingDays(whole(by_working_day), by_working_day, working=True)
    return longest


def whole(ruling: Ruling) -> int:
    """Give a term or a number of days."""
    assert isinstance(ruling.value, int), f"{ruling.name} is a whole number"
    return ruling.value
