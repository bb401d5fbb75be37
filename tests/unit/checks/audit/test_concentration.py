"""How spending is spread over payees: figures worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from jjledger.checks.audit.asked import Outside, asked_of
from jjledger.checks.audit.concentration import ask
from jjledger.facts.audit_finding import Answer
from jjledger.facts.audit_history import AuditHistory
from jjledger.facts.related_parties import RelatedParties
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.rules.replay import Replayed
from tests.small_books import REVENUE, books, leg, voucher


def _answer(paid: Sequence[tuple[str, int]]) -> Answer:
    vouchers = [
        replace(
            voucher(
                f"2025-03-{number:02d}", f"付-{number:04d}", leg("6402", str(yuan), fund=REVENUE),
                leg("1001", str(-yuan), fund=REVENUE),
            ),
            payee=payee,
        )
        for number, (payee, yuan) in enumerate(paid, 1)
    ]  # fmt: skip
    outside = Outside(AuditHistory(), WorkingCalendar(), RelatedParties())
    days = date(2025, 1, 1), date(2025, 12, 31)
    return ask(asked_of(books(vouchers), Replayed({}, ()), days, date(2026, 1, 31), outside))


def test_the_share_and_the_index_are_told() -> None:
    # Shares 50, 20, 20 and 10 per cent: 2500 + 400 + 400 + 100 = 3400.
    (finding,) = _answer(
        [("甲公司", 30), ("甲公司", 20), ("乙公司", 20), ("丙公司", 20), ("丁公司", 10)]
    ).findings
    assert "共支出 100.00 元，其中 50.00 元（50.0%）付给同一收款方，集中度指数 3400。" in finding.what
    assert [row.amount_fen for row in finding.evidence] == [3000, 2000]


def test_both_the_share_and_the_index_have_to_pass() -> None:
    # 41, 15, 15, 15, 14 per cent: 1681 + 675 + 196 = 2552; with 40 the share is not passed.
    assert _answer([("甲公司", 41), ("乙公司", 15), ("丙公司", 15), ("丁公司", 15), ("戊公司", 14)]).findings
    assert not _answer(
        [("甲公司", 40), ("乙公司", 15), ("丙公司", 15), ("丁公司", 15), ("戊公司", 15)]
    ).findings
    # 41 and six of about ten: 1681 + 5 * 100 + 81 = 2262 is spread enough.
    many = [("甲公司", 41), *((f"{name}公司", 10) for name in "乙丙丁戊己"), ("庚公司", 9)]
    assert not _answer(many).findings


def test_of_few_awards_nothing_can_be_said_and_that_is_said() -> None:
    answer = _answer([("甲公司", 97), ("乙公司", 1), ("丙公司", 1), ("丁公司", 1)])
    assert (answer.items, answer.findings) == (0, ())
    assert "发包满 5 次" in answer.unable
    assert _answer([]).unable == ""
