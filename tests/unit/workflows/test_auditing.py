"""What an audit keeps on record is what it found, worked out a second time, and names nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.checks.audit.asked import Rule
from jjledger.errors import OptionError
from jjledger.facts.audit_finding import Answer, AuditFinding, Evidence
from jjledger.facts.finding import Place
from jjledger.period import parse_period
from jjledger.store.system import RealSystem
from jjledger.workflows.auditing import Audited, ask_all, chosen, examined_of, recomputed_sums
from tests.ledgers import SAMPLE, TODAY

YEAR = parse_period("2025")


def _all(rules: Iterable[Rule]) -> Iterable[Rule]:
    return rules


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return load_ledger(SAMPLE / "guiyu2", TODAY)


@pytest.fixture(scope="module")
def audited(ledger: Ledger) -> Audited:
    return ask_all(ledger, (YEAR, TODAY), RealSystem(), _all)


def test_every_question_is_answered_in_order(audited: Audited) -> None:
    codes = [answer.code for answer in audited.answers]
    assert codes == [f"A{number:02d}" for number in range(1, 27)]
    assert audited.whole
    assert [rule.code for rule in chosen(("A26", "A03"))] == ["A03", "A26"]
    with pytest.raises(OptionError, match="没有 B01"):
        chosen(("B01",))


def _found(code: str, what: str, *rows: Evidence) -> AuditFinding:
    return AuditFinding(code, "high" if code == "A01" else "low", what, rows, "", "", code)


def test_findings_are_kept_with_their_sum_and_vouchers_and_without_names(
    ledger: Ledger, audited: Audited
) -> None:
    place = Place("2025/2025-06.beancount", 1)
    rows = [Evidence(date(2025, 6, day), "3公共收益 2025-06-F0001", "某公司", 100, place) for day in (1, 2)]
    house = next(iter(ledger.books.register.ids()))
    found = (
        _found("A06", f"{house} 的交存记了两次。", rows[0]),
        _found("A01", "付了两次。", *rows, replace(rows[0], amount_fen=None, voucher="")),
    )
    answers = (Answer("A01", 3, found[1:]), Answer("A06", 3, found[:1]))
    some = replace(audited, rules=chosen(("A01", "A06")), answers=answers)
    examined = examined_of(ledger, some, RealSystem())
    first, second = examined.findings
    assert (first.code, first.rows, first.amount_fen, first.vouchers) == (
        "A01",
        3,
        200,
        ("3公共收益 2025-06-F0001",),
    )
    assert house not in second.words
    assert "不公开" in second.words
    assert not some.whole
    assert some.alarming


def test_what_is_worked_out_again_comes_to_the_same(ledger: Ledger) -> None:
    sums = list(recomputed_sums(ledger, YEAR))
    assert len(sums) == 7
    assert all(one.differ == 0 and one.booked_fen == one.again_fen for one in sums)
    by_name = {one.what.partition("：")[2]: one for one in sums}
    opening, paid, earned, spent = (
        by_name[f"各户{name}"].booked_fen
        for name in ("期初余额", "交存和过户", "分得的利息和收益", "分摊的支出")
    )
    assert (
        opening + paid + earned - spent
        == by_name["各户期末余额"].booked_fen - by_name["各户期末欠款"].booked_fen
    )
    assert {one.items for one in sums} == {352, 1}


def test_a_household_that_has_a_fen_too_much_is_counted(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Booked figures altered, one household up and one down: the sum is right and two households differ."""
    from jjledger.workflows import auditing  # noqa: PLC0415 -- patched here alone

    real = auditing.household_figures

    def altered(*words: object) -> dict[str, object]:
        told = dict(real(*words))  # type: ignore[arg-type] # the real one's own
        one, other = sorted(told)[:2]
        told[one] = replace(told[one], interest_fen=told[one].interest_fen + 1)
        told[other] = replace(told[other], interest_fen=told[other].interest_fen - 1)
        return told

    monkeypatch.setattr(auditing, "household_figures", altered)
    interest = next(one for one in recomputed_sums(ledger, YEAR) if "利息" in one.what)
    assert interest.differ == 2
    assert interest.booked_fen == interest.again_fen
