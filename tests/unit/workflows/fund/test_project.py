"""Projects put on record, contracted, extended, settled and announced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.errors import JjledgerError, OptionError
from jjledger.facts.entry import Writing
from jjledger.facts.project import Contract, Extra, Project, Settled, Stage
from jjledger.workflows.fund.pay import Asked, plan_pay
from jjledger.workflows.fund.project import (
    Settling,
    plan_announce,
    plan_contract,
    plan_extra,
    plan_new,
    plan_settle,
    project_of,
    standing_of,
)
from jjledger.workflows.fund.project_words import (
    project_shares,
    settling_record,
    settling_words,
    standing_record,
    standing_words,
)
from tests.ledgers import HEYUAN, copy_of

TODAY = date(2025, 8, 20)
DAY = date(2025, 7, 10)
PLANNED = Project(
    "P1", "屋面防水", ("1维修资金",), "01", "屋面", 800_000, not_chargeable=False, decision="2025-01"
)
HANGZHOU = '\n[disclosure]\npreset = "cn-3301"\n'
LISHUI = '\n[disclosure]\npreset = "cn-3311"\n'
FAILED = """id = "P9"
title = "追加"
matter = 5
scope = "01"
day = 2025-07-05
total = { heads = 300, area_m2 = "30000.00" }
participating = { heads = 200, area_m2 = "20000.00" }
agreeing = { heads = 100, area_m2 = "10000.01" }
"""
RAISED = (
    FAILED.replace("P9", "P3")
    .replace("matter = 5", "matter = 6")
    .replace("heads = 100", "heads = 200")
    .replace("10000.01", "20000.00")
)
PASSED = FAILED.replace("P9", "P2").replace("heads = 100", "heads = 101")
NARROW = PASSED.replace("P2", "P4").replace('"01"', '"01-1-101"')


def _ledger(place: Path, settings: str = "") -> Ledger:
    text = (HEYUAN / "community.toml").read_text(encoding="utf-8") + settings
    files = {
        "community.toml": text,
        "decisions/P2.toml": PASSED,
        "decisions/P9.toml": FAILED,
        "decisions/P3.toml": RAISED,
        "decisions/P4.toml": NARROW,
    }
    return _written(load_ledger(copy_of(HEYUAN, place, files), TODAY), PLANNED)


def _written(ledger: Ledger, planned: Project | Writing) -> Ledger:
    """Put something on record and load the ledger anew."""
    writing = plan_new(ledger, planned, DAY) if isinstance(planned, Project) else planned
    for name, data in writing.files.items():
        (ledger.folder / name).parent.mkdir(exist_ok=True)
        (ledger.folder / name).write_bytes(data)
    return load_ledger(ledger.folder, TODAY)


def _settle(ledger: Ledger, fen: int, decision: str = "") -> Settling:
    return plan_settle(ledger, project_of(ledger, "P1"), Settled(DAY, fen), decision)


def test_a_project_is_on_record_as_it_was_planned(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    assert project_of(ledger, "P1") == PLANNED
    assert ledger.findings == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": "../P2"}, "项目编号只能用"),
        ({"id": "P1"}, "项目 P1 已经有了"),
        ({"funds": ("3公共收益",)}, "没有分户核算的资金「3公共收益」"),
        ({"budget_fen": 0}, "预算必须大于零"),
        ({"scope": "09"}, "范围里的「09」在 2025-07-10 没有有效的房屋"),
        ({"scope": "九幢"}, "写法不对"),
    ],
)
def test_what_cannot_be_a_project_is_refused(tmp_path: Path, change: dict[str, object], words: str) -> None:
    ledger = _ledger(tmp_path)
    with pytest.raises(OptionError, match=words):
        plan_new(ledger, replace(PLANNED, **{"id": "P2", **change}), DAY)


def test_an_unknown_project_names_those_there_are(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    with pytest.raises(OptionError, match=r"没有维修项目 P7。\n.*已有的项目：P1"):
        project_of(ledger, "P7")
    (ledger.folder / "projects/P1.toml").write_text("id = 1\n", encoding="utf-8")
    with pytest.raises(OptionError, match="记录读不出来"):
        project_of(load_ledger(ledger.folder, TODAY), "P1")


def test_a_contract_lies_within_the_budget_and_its_stages_within_it(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    project = project_of(ledger, "P1")
    thirds = (Stage("预付款", Fraction(1, 3)), Stage("尾款", Fraction(2, 3)))
    contract = Contract("HT-7", "某防水公司", 800_000, DAY, thirds)
    with pytest.raises(OptionError, match=r"合同 8,000.01 元，核准的预算 8,000.00 元，超出 0.01 元"):
        plan_contract(ledger, project, replace(contract, amount_fen=800_001))
    with pytest.raises(OptionError, match=r"各阶段合计 8,000.01 元，超过合同 8,000.00 元"):
        plan_contract(ledger, project, replace(contract, stages=(Stage("一", 1), Stage("二", 800_000))))
    after = _written(ledger, plan_contract(ledger, project, contract))
    assert project_of(after, "P1").contract == contract
    assert [amount for _, amount, _ in standing_of(after, project_of(after, "P1")).stages()] == [
        266_667,
        533_333,
    ]
    with pytest.raises(OptionError, match="已经有合同 HT-7"):
        plan_contract(after, project_of(after, "P1"), contract)


@pytest.mark.parametrize(
    ("decision", "day", "words"),
    [
        ("P9", DAY, "决定 P9 没有通过：同意的业主 100 人，须超过参与表决的 1/2，即至少 101 人：未达到"),
        ("P7", DAY, "没有读得出来的决定或应急证明 P7"),
        ("2025-01", DAY, "决定 2025-01 已经用在这个项目上"),
        ("P2", date(2025, 7, 4), "决定 P2 在 2025-07-05，晚于 2025-07-04"),
    ],
)
def test_more_money_needs_a_decision_of_its_own(tmp_path: Path, decision: str, day: date, words: str) -> None:
    ledger = _ledger(tmp_path)
    with pytest.raises(JjledgerError, match=words):
        plan_extra(ledger, project_of(ledger, "P1"), Extra(decision, 1), day)


def test_an_approval_raises_what_is_approved_and_counts_once(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    after = _written(ledger, plan_extra(ledger, project_of(ledger, "P1"), Extra("P2", 5_000), DAY))
    standing = standing_of(after, project_of(after, "P1"))
    assert (standing.approved_fen, standing.open_fen) == (805_000, 805_000)
    with pytest.raises(OptionError, match="已经用在这个项目上"):
        plan_extra(after, standing.project, Extra("P2", 1), DAY)


def test_without_a_rule_every_excess_needs_its_approval(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    assert not _settle(ledger, 800_000).excess_fen
    with pytest.raises(OptionError, match=r"超出 0.01 元。本地和本小区没有规定容许超出多少") as refused:
        _settle(ledger, 800_001)
    assert "community.toml 的 [law.settlement_excess_share]" in refused.value.trouble.what
    settling = _settle(ledger, 800_001, "P2")
    after = _written(ledger, settling.writing)
    assert project_of(after, "P1").extras == (Extra("P2", 1),)
    assert standing_of(after, project_of(after, "P1")).limit_fen == 800_001


@pytest.mark.parametrize(
    ("settings", "last", "rule"),
    [
        # A tenth of 8,000.00 is 800.00, and 以上 includes it.
        (HANGZHOU, 879_999, "超出预算 1/10 以上的，超出部分另行表决（参照杭州市物业管理条例第72条）。"),
        # A fifth is 1,600.00, and less than 10,000.00.
        (
            LISHUI,
            959_999,
            "超出预算 1/5 以上或者 10,000.00 元以上的，超出部分另行表决（参照丽水市物业管理条例第46条）。",
        ),
    ],
)
def test_an_excess_below_the_places_measure_passes(
    tmp_path: Path, settings: str, last: int, rule: str
) -> None:
    ledger = _ledger(tmp_path, settings)
    settling = _settle(ledger, last)
    assert (settling.tolerated, settling.rule) == (True, rule)
    assert rule in settling_words(settling)
    with pytest.raises(OptionError, match="超出部分另行表决"):
        _settle(ledger, last + 1)
    after = _written(ledger, settling.writing)
    assert standing_of(after, project_of(after, "P1")).limit_fen == last


def test_a_settlement_says_what_is_still_to_be_paid_or_comes_back(tmp_path: Path) -> None:
    """5,000.00 is paid; settled at 6,000.00 it is 1,000.00 to pay, at 4,999.99 one fen comes back."""
    ledger = _ledger(tmp_path)
    asked = Asked(DAY, 500_000, payee="某防水公司")
    entry = plan_pay(ledger, project_of(ledger, "P1"), asked).writing.entries[0]
    legs = "".join(
        f"  {leg.account}  {leg.amount_fen // 100}.00 CNY\n"
        + "".join(f'    {k}: "{v}"\n' for k, v in leg.split)
        for leg in entry.postings
    )
    meta = "".join(f'  {key}: "{value}"\n' for key, value in entry.meta)
    head = f'\n{DAY} * "某防水公司" "屋面防水"\n  voucher: "付-0001"\n  attachments: 1\n  prepared: "甲"\n  reviewed: "乙"\n'
    file = ledger.folder / "2025/2025-07.beancount"
    file.write_text(f"{file.read_text(encoding='utf-8')}{head}{meta}{legs}", encoding="utf-8")
    ledger = load_ledger(ledger.folder, TODAY)
    assert not ledger.blocking()
    assert _settle(ledger, 600_000).remaining_fen == 100_000
    assert "尾款 1,000.00 元" in settling_words(_settle(ledger, 600_000))
    assert "多付 0.01 元，应由承包单位退回" in settling_words(_settle(ledger, 499_999))
    standing = standing_of(ledger, project_of(ledger, "P1"))
    shares = project_shares(ledger, standing)
    assert [(row["household"], row["share"], row["developer"]) for row in shares] == [
        ("01-1-101", "3333.33", "0.00"), ("01-1-102", "1666.67", "0.00"),
    ]  # fmt: skip
    # 1,666.67 is the larger remainder; 2,403.00 is there, so nobody owes.
    assert {row["lacking"] for row in shares} == {"0.00"}
    record = settling_record(_settle(ledger, 600_000), shares)
    assert (record["remaining"], record["paid"]) == ("1000.00", "5000.00")
    assert standing_record(standing)["vouchers"] == ["2025-07-F0001"]
    assert "已付 5,000.00 元，还可付 3,000.00 元" in standing_words(standing)


def test_what_is_settled_or_announced_is_so_once(tmp_path: Path) -> None:
    ledger = _ledger(tmp_path)
    settled = _written(ledger, _settle(ledger, 700_000).writing)
    with pytest.raises(OptionError, match=r"已于 2025-07-10 按 7,000.00 元结算"):
        _settle(settled, 1)
    told = _written(settled, plan_announce(settled, project_of(settled, "P1"), DAY))
    assert project_of(told, "P1").announced == DAY
    with pytest.raises(OptionError, match="已于 2025-07-10 公告"):
        plan_announce(told, project_of(told, "P1"), DAY)
