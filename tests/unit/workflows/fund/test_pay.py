"""Payments of a project: who bears them, and everything that stands in their way.

In July 01-1-101 (100 m²) has 4,800.00 principal and 6.00 interest, 01-1-102 (50 m²) 2,400.00 and 3.00;
02-1-201 (80 m², public housing) deposited 2,000.00 and its selling unit 1,000.00.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.errors import EntryRefusedError, OptionError
from jjledger.facts.entry import Signed
from jjledger.units import plain_yuan
from jjledger.workflows.fund.pay import Asked, Payment, plan_pay
from jjledger.workflows.fund.project import project_of
from jjledger.workflows.fund.project_words import payment_record, payment_words
from jjledger.workflows.record import rehearse
from tests.ledgers import HEYUAN, copy_of

TODAY = date(2025, 8, 20)
DAY = date(2025, 7, 10)
PROJECT = """id             = "P1"
title          = "屋面防水"
funds          = ["1维修资金"]
scope          = "01"
category       = "屋面"
budget         = "8000.00"
not_chargeable = false
"""
MIXED = PROJECT.replace('["1维修资金"]', '["1维修资金", "2公房维修资金"]').replace('"01"', '"01 02"')
CONTRACT = """
[contract]
number     = "HT-7"
contractor = "某防水公司"
amount     = "6000.00"
day        = 2025-07-06
[[contract.stage]]
name  = "预付款"
share = "1/3"
[[contract.stage]]
name   = "尾款"
amount = "4000.00"
"""
DECISION = """id     = "P1"
title  = "屋面防水"
matter = 5
scope  = "all"
day    = 2025-07-05
[total]
heads   = 3
area_m2 = "230.00"
[participating]
heads   = 3
area_m2 = "230.00"
[agreeing]
heads   = 2
area_m2 = "150.00"
"""


def _ledger(
    place: Path, project: str, decision: str = DECISION, files: Mapping[str, str] | None = None
) -> Ledger:
    written = {"projects/P1.toml": project, "decisions/P1.toml": decision, **(files or {})}
    return load_ledger(copy_of(HEYUAN, place, {name: text for name, text in written.items() if text}), TODAY)


def _pay(
    ledger: Ledger, fen: int | None, stage: str = "", payee: str = "某防水公司", day: date = DAY
) -> Payment:
    return plan_pay(ledger, project_of(ledger, "P1"), Asked(day, fen, stage, payee))


def _refused(ledger: Ledger, fen: int | None = 100, day: date = DAY) -> list[str]:
    with pytest.raises(EntryRefusedError) as caught:
        _pay(ledger, fen, day=day)
    return [trouble.what for trouble in caught.value.troubles]


def _shares(payment: Payment) -> dict[str, str]:
    return {bearer.holder: plain_yuan(bearer.share_fen) for bearer in payment.bearers}


def test_commercial_houses_share_by_area_and_the_voucher_says_what_it_rests_on(tmp_path: Path) -> None:
    """100.00 over 100 and 50 m²: 66.67 and 33.33."""
    payment = _pay(_ledger(tmp_path, PROJECT), 10_000)
    assert _shares(payment) == {"01-1-101": "66.67", "01-1-102": "33.33"}
    (entry,) = payment.writing.entries
    meta = dict(entry.meta)
    assert (meta["project"], meta["decision"], meta["remainder"]) == ("P1", "P1", "largest")
    assert meta["basis"] == "住宅专项维修资金管理办法第20条（一）"
    assert meta["areas"].startswith("sha256:")
    assert "contract" not in meta
    assert (entry.kind, entry.payee, entry.narration, entry.links) == ("付", "某防水公司", "屋面防水", ())


def test_a_mixed_cost_is_split_by_area_then_by_deposits_and_booked_fund_by_fund(tmp_path: Path) -> None:
    """300.00 over 150 and 80 m²: 195.652… and 104.347…, so 195.65 and 104.35.

    195.65 over 100 and 50: 130.43 and 65.22. Of 104.35 the owner bears two thirds, 69.566…: 69.57; the unit 34.78.
    """
    ledger = _ledger(tmp_path, MIXED)
    payment = _pay(ledger, 30_000)
    assert _shares(payment) == {
        "01-1-101": "130.43", "01-1-102": "65.22", "02-1-201": "69.57", "selling_unit:01": "34.78",
    }  # fmt: skip
    first, second = payment.writing.entries
    assert first.links == second.links != ()
    assert dict(second.meta)["deposits"] == "业主 2000.00，售房单位 01 1000.00"
    rehearsal = rehearse(ledger, payment.writing, Signed("甲", "乙"), TODAY)
    assert rehearsal.warnings == ()
    shares = rehearsal.ledger.replayed.shares
    before = ledger.replayed.shares
    assert (before["1维修资金"].closing.principal - shares["1维修资金"].closing.principal).tolist() == [
        13_043,
        6_522,
    ]
    spent = before["2公房维修资金"].closing.principal - shares["2公房维修资金"].closing.principal
    assert spent.tolist() == [6_957, 3_478]


@pytest.mark.parametrize(
    ("fen", "lacking"),
    [
        (720_900, {}),  # 4,806.00 and 2,403.00: to the last fen of both balances
        (720_901, {"01-1-101": 1}),  # the odd fen goes to the larger remainder, two thirds of a fen
        (720_903, {"01-1-101": 2, "01-1-102": 1}),
    ],
)
def test_what_a_house_lacks_is_said_and_becomes_arrears(
    tmp_path: Path, fen: int, lacking: dict[str, int]
) -> None:
    ledger = _ledger(tmp_path, PROJECT)
    payment = _pay(ledger, fen)
    assert {bearer.holder: bearer.lacking_fen for bearer in payment.short} == lacking
    assert ("余额不足" in payment_words(payment)) is bool(lacking)
    after = rehearse(ledger, payment.writing, Signed("甲", "乙"), TODAY).ledger.replayed.shares["1维修资金"]
    owed = {after.holders[place]: fen for place, fen in enumerate(after.closing.arrears.tolist()) if fen}
    assert owed == lacking


def test_what_is_taken_from_principal_and_interest_is_what_the_books_take(tmp_path: Path) -> None:
    """Under interest first 6.00 of interest goes before principal."""
    settings = (
        (HEYUAN / "community.toml")
        .read_text(encoding="utf-8")
        .replace('draw_order = "principal"', 'draw_order = "interest"')
    )
    ledger = _ledger(tmp_path, PROJECT, files={"community.toml": settings})
    payment = _pay(ledger, 10_000)
    assert [(one.principal_fen, one.interest_fen) for one in payment.bearers] == [(6_067, 600), (3_033, 300)]
    after = rehearse(ledger, payment.writing, Signed("甲", "乙"), TODAY).ledger.replayed.shares["1维修资金"]
    assert after.closing.interest.tolist() == [0, 0]


def test_unsold_houses_are_the_developers(tmp_path: Path) -> None:
    register = (
        (HEYUAN / "register.csv")
        .read_text(encoding="utf-8")
        .replace("delivered\n", "delivered,owner_kind\n")
        .replace("2024-12-01\n", "2024-12-01,owner\n")
        .replace("2500.00,2024-12-01,owner", "2500.00,,developer")
    )
    payment = _pay(_ledger(tmp_path, PROJECT, files={"register.csv": register}), 10_000)
    assert payment.developer_fen == 3_333
    assert payment_record(payment)["developer"] == "33.33"
    assert "未售出的 1 户分摊 33.33 元，由建设单位承担" in payment_words(payment)
    assert dict(payment.writing.entries[0].meta)["basis"].endswith("第20条（一）、第21条")


def test_a_budget_binds_to_the_fen(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path, PROJECT)
    assert _pay(ledger, 800_000).before.open_fen == 800_000
    assert _refused(ledger, 800_001) == [
        "核准 8,000.00 元，已付 0.00 元，这次要付 8,000.01 元，超出 0.01 元。"
    ]


def test_a_contract_binds_its_contractor_and_nobody_else(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path, PROJECT + CONTRACT)
    assert _refused(ledger, 600_001) == [
        "合同 6,000.00 元，已付 0.00 元，这次要付 6,000.01 元，超出 0.01 元。"
    ]
    other = _pay(ledger, 600_001, payee="某监理公司").writing.entries[0]
    assert "contract" not in dict(other.meta)
    assert dict(_pay(ledger, 600_000, payee="").writing.entries[0].meta)["contract"] == "HT-7"


def test_a_stage_says_its_amount_and_is_paid_once(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path, PROJECT + CONTRACT)
    payment = _pay(ledger, None, "预付款")
    assert (payment.amount_fen, payment.writing.entries[0].narration) == (200_000, "屋面防水预付款")
    after = rehearse(ledger, payment.writing, Signed("甲", "乙"), TODAY).ledger
    with pytest.raises(OptionError, match="「预付款」已经付过"):
        _pay(after, None, "预付款")
    assert _pay(after, None, "尾款").before.contract_paid_fen == 200_000
    with pytest.raises(OptionError, match="已有的阶段：预付款、尾款"):
        _pay(after, None, "进度款")
    with pytest.raises(OptionError, match="没有写明付多少"):
        _pay(after, None)


@pytest.mark.parametrize(
    ("settled", "allowed"), [("7000.00", 700_000), ("8000.00", 800_000), ("8000.01", 800_000)]
)
def test_a_settlement_takes_the_place_of_contract_and_budget(
    tmp_path: Path, settled: str, allowed: int
) -> None:
    """One fen above the budget needs its own approval, for the place has no rule that lets it pass."""
    text = f'{PROJECT}{CONTRACT}\n[settlement]\nday = 2025-07-09\namount = "{settled}"\n'
    ledger = _ledger(tmp_path, text)
    assert _pay(ledger, allowed).amount_fen == allowed
    assert "超出 0.01 元" in _refused(ledger, allowed + 1)[0]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("heads   = 2", "heads   = 1", "决定 P1 没有通过：同意的业主 1 人，须超过参与表决的 1/2，即至少 2 人：未达到。"),
        ("matter = 5", "matter = 9", "决定 P1 是第 9 项"),
        ("2025-07-05", "2025-07-11", "决定 P1 在 2025-07-11，晚于 2025-07-10。"),
        ('"all"', '"01-1-101"', "项目 P1 的范围「01」有 1 户不在决定 P1 的范围「01-1-101」内。"),
        (DECISION, "", "项目 P1 没有读得出来的决定或应急证明 P1。"),
        (DECISION, "id = 1\n", "项目 P1 没有读得出来的决定或应急证明 P1。"),
    ],
)  # fmt: skip
def test_a_decision_has_to_carry_the_payment(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert DECISION.count(old) == 1
    (said,) = _refused(_ledger(tmp_path, PROJECT, DECISION.replace(old, new)))
    assert said.startswith(words)


def test_a_certificate_stands_in_place_of_a_vote(tmp_path: Path) -> None:
    head, _, _ = DECISION.partition("[total]")
    certificate = f'{head}[emergency]\ncategory = "其他"\nground = "漏水"\ncertified_by = "社区居民委员会"\n'
    assert _pay(_ledger(tmp_path, PROJECT, certificate), 100).amount_fen == 100


@pytest.mark.parametrize(
    ("line", "words"),
    [("", "没有人确认不属于"), ("not_chargeable = true\n", "写明属于")],
)
def test_somebody_has_to_have_confirmed_that_it_is_chargeable(tmp_path: Path, line: str, words: str) -> None:
    (said,) = _refused(_ledger(tmp_path, PROJECT.replace("not_chargeable = false\n", line)))
    assert words in said


def test_every_reason_is_said_at_once(tmp_path: Path) -> None:
    text = PROJECT.replace("not_chargeable = false\n", "")
    assert (
        len(_refused(_ledger(tmp_path, text, DECISION.replace("heads   = 2", "heads   = 1")), 900_000)) == 3
    )


def test_a_house_that_is_closed_is_named(tmp_path: Path) -> None:
    register = (
        (HEYUAN / "register.csv")
        .read_text(encoding="utf-8")
        .replace("delivered\n", "delivered,until\n")
        .replace("2024-12-01\n", "2024-12-01,\n")
        .replace("2500.00,2024-12-01,", "2500.00,2024-12-01,2025-07-09")
    )
    named = PROJECT.replace('"01"', '"01-1-101 01-1-102"')
    ledger = _ledger(tmp_path, named, files={"register.csv": register})
    assert _refused(ledger) == [
        "范围里的「01-1-102」在 2025-07-10 没有有效的房屋，01-1-102 自 2025-07-09 之后已经注销。"
    ]
    assert _shares(_pay(ledger, 300, day=date(2025, 7, 9))) == {"01-1-101": "2.00", "01-1-102": "1.00"}


@pytest.mark.parametrize(
    ("project", "words"),
    [
        (MIXED.replace('"01 02"', '"01"'), "没有「2公房维修资金」的房屋"),
        (PROJECT.replace('"01"', '"all"'), "有 1 户属于「2公房维修资金」的房屋"),
        (MIXED + 'selling_unit = "02"\n', "售房单位有 01"),
    ],
)
def test_the_record_names_the_funds_and_selling_unit_of_its_scope(
    tmp_path: Path, project: str, words: str
) -> None:
    with pytest.raises(OptionError, match=words):
        _pay(_ledger(tmp_path, project), 100)


def test_a_bank_that_is_no_funds_is_refused(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path, MIXED)
    asked = Asked(DAY, 30_000, payee="某", banks=("2345建行",))
    assert len(plan_pay(ledger, project_of(ledger, "P1"), asked).writing.entries) == 2
    with pytest.raises(OptionError, match="没有银行账户「9999建行」"):
        plan_pay(ledger, project_of(ledger, "P1"), Asked(DAY, 100, payee="某", banks=("9999建行",)))
    with pytest.raises(OptionError, match="没有写明付给谁"):
        plan_pay(ledger, project_of(ledger, "P1"), Asked(DAY, 100))


def test_a_units_deposits_count_by_area_where_some_of_its_houses_share(tmp_path: Path) -> None:
    """80 of 100 m² share: 1,000.00 × 4/5 = 800.00 beside the owner's 2,000.00, so of 28.00 the unit bears 8.00."""
    register = (HEYUAN / "register.csv").read_text(encoding="utf-8")
    more = f"{register}02-1-202,02,1,202,20.00,public_housing,500.00,2024-12-01\n"
    project = MIXED.replace('"1维修资金", ', "").replace('"01 02"', '"02-1-201"')
    payment = _pay(_ledger(tmp_path, project, files={"register.csv": more}), 2_800)
    assert _shares(payment) == {"02-1-201": "20.00", "selling_unit:01": "8.00"}
    (entry,) = payment.writing.entries
    assert dict(entry.meta)["deposits"] == "业主 2000.00，售房单位 01 1000.00 × 4/5"
    assert "按范围内的面积计入 4/5" in payment_words(payment)
