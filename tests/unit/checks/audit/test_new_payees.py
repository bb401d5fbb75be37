"""Who is new, and who was chosen by something on file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from jjledger.checks.audit.asked import Outside, asked_of
from jjledger.checks.audit.new_payees import ask
from jjledger.facts.audit_finding import Answer
from jjledger.facts.audit_history import AuditHistory
from jjledger.facts.books import Books
from jjledger.facts.project import Contract, Project
from jjledger.facts.related_parties import RelatedParties
from jjledger.facts.revenue import RevenueContract, RevenueRecords
from jjledger.facts.voucher import Voucher
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.rules.replay import Replayed
from tests.small_books import REVENUE, books, leg, voucher

FIRST = voucher("2025-01-01", "付-0001", leg("6402", "6", fund=REVENUE), leg("1001", "-6", fund=REVENUE))
PROJECT = Project(
    "2025-01", "修门", (REVENUE,), "all", "门禁", 2_000_000, not_chargeable=False, decision="",
    contract=Contract("HT-1", "华安 公司", 2_000_000, date(2025, 6, 1)),
)  # fmt: skip


def _paid(
    day: str = "2025-06-15", payee: str = "华安公司", yuan: str = "10000.01", number: int = 1
) -> Voucher:
    one = voucher(
        day, f"付-{number:04d}", leg("6402", yuan, fund=REVENUE), leg("1001", f"-{yuan}", fund=REVENUE)
    )
    return replace(one, payee=payee)


def _received(day: str) -> Voucher:
    one = voucher(day, "收-0001", leg("1001", "8", fund=REVENUE), leg("6001", "-8", fund=REVENUE))
    return replace(one, payee="华安　公司")


def _ask(small: Books) -> Answer:
    outside = Outside(AuditHistory(), WorkingCalendar(), RelatedParties())
    days = date(2025, 1, 1), date(2025, 12, 31)
    return ask(asked_of(small, Replayed({}, ()), days, date(2026, 1, 31), outside))


def _found(vouchers: Sequence[Voucher]) -> int:
    return len(_ask(books([FIRST, *vouchers])).findings)


def test_a_payee_named_for_the_first_time_and_paid_much() -> None:
    answer = _ask(books([FIRST, _paid()]))
    assert [row.amount_fen for finding in answer.findings for row in finding.evidence] == [1_000_001]
    assert answer.items == 1, "the first voucher of the books is not asked about"


@pytest.mark.parametrize(
    ("vouchers", "found"),
    [
        ([_paid(yuan="10000.00")], 0),
        ([_paid("2025-01-30")], 0),  # the thirtieth day of the books: what was before is not known
        ([_paid("2025-01-31")], 1),
        ([_paid("2025-05-17", yuan="1", number=2), _paid()], 1),  # 29 days before
        ([_paid("2025-05-16", yuan="1", number=2), _paid()], 0),
        ([_received("2025-06-15"), _paid()], 0),  # it paid in before or on the day
        ([_received("2025-06-16"), _paid()], 1),
        ([_paid(payee="示范区税务所")], 0),
        ([_paid(payee="本小区业主委员会")], 0),
        ([replace(_paid(), decision="2025-09")], 1),  # a decision that nobody has on file
    ],
)
def test_who_is_new(vouchers: list[Voucher], found: int) -> None:
    assert _found(vouchers) == found


def test_a_project_s_contract_chose_its_contractor_and_nobody_else() -> None:
    small = replace(
        books([FIRST, replace(_paid(), extra={"project": "2025-01"})]), projects={"2025-01": PROJECT}
    )
    assert not _ask(small).findings
    stranger = replace(_paid(payee="华康公司"), extra={"project": "2025-01"})
    assert _ask(replace(small, vouchers=(FIRST, stranger))).findings
    assert _ask(replace(small, projects={"2025-01": replace(PROJECT, contract=None)})).findings
    assert _ask(replace(small, projects={"2025-01": None})).findings


def test_who_is_named_by_a_contract_a_month_before_is_not_new() -> None:
    early = replace(PROJECT, contract=Contract("HT-1", "华安公司", 1, date(2025, 5, 16)))
    assert not _ask(replace(books([FIRST, _paid()]), projects={"2025-02": early})).findings
    contract = RevenueContract(
        "2025-01", "车位", "parking", "华安公司", company=True, place="地面", fund=REVENUE, account="",
        first_day=date(2025, 5, 16), last_day=date(2026, 5, 15),
    )  # fmt: skip
    records = RevenueRecords(contracts={"2025-01": contract, "2025-02": None})
    assert not _ask(replace(books([FIRST, _paid()]), revenue=records)).findings
    late = RevenueRecords(contracts={"2025-01": replace(contract, first_day=date(2025, 5, 17))})
    assert _ask(replace(books([FIRST, _paid()]), revenue=late)).findings
