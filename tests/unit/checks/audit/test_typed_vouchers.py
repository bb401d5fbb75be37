"""What can be asked of the history, and what is said of the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from jjledger.checks.audit import edited_vouchers, late_entries, night_entries
from jjledger.checks.audit.asked import Asked, Outside, asked_of
from jjledger.checks.audit.late_entries import last_day_to_type
from jjledger.checks.audit.typed_vouchers import typed_within
from jjledger.facts.audit_history import AuditHistory, Commit, Typed
from jjledger.facts.closed_month import Change, ClosedMonth, Closings
from jjledger.facts.related_parties import RelatedParties
from jjledger.facts.voucher import Voucher
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.rules.replay import Replayed
from tests.small_books import NOWHERE, REVENUE, books, leg, voucher

JANUARY, DECEMBER = date(2025, 1, 1), date(2025, 12, 31)


def _voucher(number: int, day: str = "2025-03-03", kind: str = "付") -> Voucher:
    return voucher(
        day, f"{kind}-{number:04d}", leg("6402", "6", fund=REVENUE), leg("1001", "-6", fund=REVENUE)
    )


def _typed(when: datetime, *, first: bool = False, commit: str = "abc") -> Typed:
    return Typed(Commit(commit, when, "甲", "导入 迁入 示例副本", first))


def _asked(vouchers: list[Voucher], history: AuditHistory, closings: Closings | None = None) -> Asked:
    small = replace(books(vouchers), closings=closings or Closings())
    outside = Outside(history, WorkingCalendar(), RelatedParties())
    return asked_of(small, Replayed({}, ()), (JANUARY, DECEMBER), date(2026, 1, 31), outside)


NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)


def test_outside_git_nothing_was_asked() -> None:
    asked = _asked([_voucher(1)], AuditHistory("没有历史"))
    for question in (night_entries, late_entries, edited_vouchers):
        answer = question.ask(asked)
        assert (answer.items, answer.findings, answer.unable) == (0, (), "没有历史")


def test_what_came_in_one_go_or_is_not_committed_is_counted_and_said() -> None:
    history = AuditHistory(
        vouchers={
            f"{REVENUE} 2025-03-F0001": _typed(NOON),
            f"{REVENUE} 2025-03-F0002": _typed(NOON, first=True),
            f"{REVENUE} 2025-03-F0003": _typed(NOON, commit=""),
            f"{REVENUE} 2025-03-F0005": _typed(NOON),
        },
        imported={f"{REVENUE} 2025-03-F0005": "vouchers/2025/a.csv"},
    )
    found = typed_within(_asked([_voucher(number) for number in range(1, 6)], history))
    assert [one.number for one, _ in found.known] == ["付-0001"]
    assert (
        found.unable
        == "有 1 张凭证是账本开始有历史的那一次（提交 abc）一起登记的，看不出每张是什么时候录入的；有 2 张凭证还没有提交到 git"
    )
    assert found.left_out.startswith("1 张凭证是和银行的对账单一次导入的")
    assert "vouchers/2025/a.csv" in found.left_out


def test_what_an_import_brought_is_counted_and_not_asked_about() -> None:
    name = f"{REVENUE} 2025-03-F0001"
    late = _typed(datetime(2025, 6, 4, 23, tzinfo=UTC))
    history = AuditHistory(vouchers={name: late}, imported={name: "vouchers/2025/a.csv"})
    for question in (night_entries, late_entries):
        answer = question.ask(_asked([_voucher(1)], history))
        assert (answer.items, answer.findings, answer.unable) == (0, (), "")
        assert "vouchers/2025/a.csv" in answer.left_out
        assert question.ask(_asked([_voucher(1)], replace(history, imported={}))).findings


def test_where_all_came_in_one_go_nothing_was_asked() -> None:
    history = AuditHistory(vouchers={f"{REVENUE} 2025-03-F0001": _typed(NOON, first=True)})
    found = typed_within(_asked([_voucher(1)], history))
    assert found.known == ()
    assert "一起登记" in found.unable


def test_openings_are_of_no_typing() -> None:
    opening = voucher(
        "2025-01-01", "初-0001", leg("1001", "6", fund=REVENUE), leg("3101", "-6", fund=REVENUE)
    )
    found = typed_within(_asked([opening], AuditHistory()))
    assert (found.known, found.unable) == ((), "")


def test_the_last_day_to_type_lies_in_the_next_month_and_year() -> None:
    assert last_day_to_type(date(2025, 12, 31), 20) == date(2026, 1, 20)
    assert last_day_to_type(date(2025, 1, 31), 28) == date(2025, 2, 28)


def test_night_may_pass_midnight_or_not() -> None:
    hours = [hour for hour in range(24) if _night(hour, 22, 6)]
    assert hours == [0, 1, 2, 3, 4, 5, 22, 23]
    assert [hour for hour in range(24) if _night(hour, 0, 5)] == [0, 1, 2, 3, 4]


def _night(hour: int, start: int, end: int) -> bool:
    typed = _typed(datetime(2025, 3, 4, hour, tzinfo=UTC))
    asked = _asked([_voucher(1)], AuditHistory(vouchers={f"{REVENUE} 2025-03-F0001": typed}))
    settings = replace(asked.settings.on(JANUARY), from_day=JANUARY, night_from=start, night_until=end)
    community = replace(asked.books.community, audit=replace(asked.settings, rows=(settings,)))
    return bool(night_entries.ask(replace(asked, books=replace(asked.books, community=community))).findings)


def test_what_came_into_a_closed_month_is_late_outside_git_too() -> None:
    new = Change("new", NOWHERE, f"{REVENUE} 付-0009", '2025-03-31 * "某公司" "补"')
    gone = Change("gone", NOWHERE, f"{REVENUE} 付-0008", "")
    march = ClosedMonth("2025-03", date(2025, 4, 5), "甲", {}, {}, {}, (new, gone), NOWHERE)
    answer = late_entries.ask(_asked([_voucher(1)], AuditHistory("没有历史"), Closings((march,))))
    (finding,) = answer.findings
    assert "2025-03 在 2025年4月5日结账以后又记进了内容" in finding.what
    assert (answer.items, answer.unable) == (1, "没有历史")
