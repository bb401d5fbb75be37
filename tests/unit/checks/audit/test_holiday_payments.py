"""Days on which nobody works, by the calendar of China; of years it does not know nothing is said."""

from __future__ import annotations

from datetime import date

from jjledger.books.working_days import working_calendar
from jjledger.checks.audit.asked import Outside, asked_of
from jjledger.checks.audit.holiday_payments import ask
from jjledger.facts.audit_finding import Answer
from jjledger.facts.audit_history import AuditHistory
from jjledger.facts.related_parties import RelatedParties
from jjledger.rules.replay import Replayed
from tests.small_books import REVENUE, books, leg, voucher


def _answer(*days: str) -> Answer:
    vouchers = [
        voucher(day, f"付-{number:04d}", leg("6402", "6", fund=REVENUE), leg("1001", "-6", fund=REVENUE))
        for number, day in enumerate(days, 1)
    ]
    outside = Outside(AuditHistory(), working_calendar(), RelatedParties())
    asked = date(2024, 1, 1), date(2040, 12, 31)
    return ask(asked_of(books(vouchers), Replayed({}, ()), asked, date(2041, 1, 1), outside))


def test_days_of_the_state_councils_notices() -> None:
    # 2025: the Spring Festival from 28 January, made up for on Sunday the 26th; National Day to 8 October.
    answer = _answer("2025-01-26", "2025-01-28", "2025-02-04", "2025-02-05", "2025-10-08", "2025-10-09")
    (finding,) = answer.findings
    assert [str(row.day) for row in finding.evidence] == ["2025-01-28", "2025-02-04", "2025-10-08"]
    assert answer.items == 6


def test_of_a_year_without_a_notice_nothing_is_said() -> None:
    answer = _answer("2025-03-03", "2039-01-01")
    assert (answer.items, answer.findings) == (1, ())
    assert answer.unable == "2039年的放假安排程序还不知道"
