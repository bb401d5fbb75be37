"""What of payments' papers could not be asked is said, and so is what was left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jjledger.checks.audit.asked import Outside, asked_of
from jjledger.checks.audit.payment_papers import ask
from jjledger.cli.audit.answers import found_words
from jjledger.facts.audit_finding import Answer
from jjledger.facts.audit_history import AuditHistory
from jjledger.facts.audit_settings import merged
from jjledger.facts.original import Original
from jjledger.facts.related_parties import RelatedParties
from jjledger.facts.working_calendar import WorkingCalendar
from jjledger.rules.replay import Replayed
from tests.small_books import REVENUE, books, leg, voucher

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
ON_FILE = "vouchers/2025/0123456789abcdef.pdf"


def _answer(*payees: str, limit: int | None = None, filed: bool = False) -> Answer:
    """Ask of payments of six yuan, one paper each; only the first one's may be on file."""
    vouchers = [
        replace(
            voucher(
                "2025-03-03", f"付-{number:04d}", leg("6402", "6", fund=REVENUE), leg("1001", "-6", fund=REVENUE)
            ),
            payee=payee, attachments=1, documents=(ON_FILE,) if filed and number == 1 else (),
        )
        for number, payee in enumerate(payees, 1)
    ]  # fmt: skip
    told = books(vouchers)
    settings = merged([(FIRST, {"approval_fen": limit})] if limit is not None else [])
    paper = Original(ON_FILE, "0" * 64, "voucher", None, FIRST, "发票.pdf")
    told = replace(
        told, community=replace(told.community, audit=settings), originals=(paper,) if filed else ()
    )
    outside = Outside(AuditHistory(), WorkingCalendar(), RelatedParties())
    return ask(asked_of(told, Replayed({}, ()), (FIRST, LAST), LAST, outside))


def test_without_a_limit_the_half_about_large_payments_was_not_asked() -> None:
    assert "有 2 笔付款看不出算不算大额" in _answer("某公司", "某店", "示范区税务所").unable
    assert "大额" not in _answer("某公司", "某店", limit=1000).unable


def test_papers_that_are_only_counted_are_not_seen_and_lack_where_others_are_on_file() -> None:
    answer = _answer("某公司", "某店", limit=1000)
    assert "有 2 笔付款只写了附单据的张数" in answer.unable
    assert answer.findings == ()
    answer = _answer("某公司", "某店", limit=1000, filed=True)
    (finding,) = answer.findings
    assert (finding.level, len(finding.evidence), answer.unable) == ("medium", 1, "")


def test_what_went_to_public_bodies_is_counted_with_its_sum() -> None:
    left_out = _answer("某公司", "示范区税务所", "示范银行").left_out
    assert "2 笔付款（合计 12.00 元）不在其中" in left_out
    assert _answer("某公司", "街道口建材店").left_out == ""


def test_nothing_to_ask_about_is_no_clean_answer() -> None:
    assert [found_words(*told) for told in ((0, 0), (3, 0), (3, 2))] == [
        "没有这类事项可查", "没有发现", "发现 2 项",
    ]  # fmt: skip
