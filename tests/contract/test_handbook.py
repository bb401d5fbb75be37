"""The accountant's handbook is true: its vouchers, typed as they stand, make the books it speaks of."""

from __future__ import annotations

import re
import textwrap
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from jjledger.books.community_file import read_community
from jjledger.books.ledger import Ledger, load_ledger
from jjledger.books.source import Source
from jjledger.facts.community import DeclaredInterest
from jjledger.store.system import RealSystem
from jjledger.workflows.households import fund_shares
from jjledger.workflows.interest import plan_interest
from jjledger.workflows.interest_words import explain
from jjledger.workflows.new_community import Wish, lay_down_community
from tests.ledgers import copy_of, run

HANDBOOK = (Path(__file__).parents[2] / "docs/zh/会计手册.md").read_text(encoding="utf-8")
TODAY = date(2025, 4, 30)


def blocks(language: str) -> list[str]:
    """List the handbook's blocks of a language, those within a list moved to the margin."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```", HANDBOOK, re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(text) for _, text in found]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """Type everything but the opening vouchers, which the handbook says to leave out."""
    folder = tmp_path_factory.mktemp("handbook") / "shifan"
    wish = Wish(folder, "示范小区", "3310", ("1234建行", "5678农行"), date(2025, 3, 1))
    lay_down_community(wish, RealSystem())
    register = next(text for text in blocks("csv") if text.startswith("household,building"))
    (folder / "register.csv").write_text(register, encoding="utf-8")
    (folder / "decisions").mkdir()
    vote = next(text for text in blocks("toml") if text.startswith("id "))
    (folder / "decisions/2025-01.toml").write_text(vote, encoding="utf-8")
    for month in ("03", "04"):
        texts = [text for text in blocks("beancount") if _month(text) == month]
        assert texts
        (folder / f"2025/2025-{month}.beancount").write_text("\n".join(texts), encoding="utf-8")
    return load_ledger(folder, TODAY)


def _month(text: str) -> str:
    """Say in whose file a block stands: a balance of 1 April is March's last evening."""
    if " balance " in text:
        return "03"
    return "" if "初-0001" in text else text[5:7]


def test_the_handbooks_vouchers_pass_every_check(ledger: Ledger) -> None:
    assert [finding.text() for finding in ledger.findings] == []
    assert len(ledger.books.posted()) == 4


def test_its_balance_and_its_formula_are_right(ledger: Ledger) -> None:
    assert ledger.books.assertions[0].amount_fen == 1_297_350  # 5,818.80 + 8,339.50 - 1,200.00 + 15.20
    # 1200 × 89.52 ÷ 217.82 = 493.17785…, and the neighbour's is 706.82214…: the fen left goes where more was cut off.
    words = (
        "1,200.00 元 × 89.52 ÷ 217.82 m² = 493.1778… 元，先舍到分；全体共差 1 分，按舍去部分从大到小每户补 1 分，"
        "本户排第 1，补 1 分，计 493.18 元"
    )
    assert words in HANDBOOK


def test_its_interest_can_be_previewed(ledger: Ledger) -> None:
    shares = fund_shares(ledger, "")
    plan = plan_interest(ledger, shares, date(2025, 3, 31), TODAY)
    assert plan.amount_fen == 1_520
    # 5,818.80 on 15 days, 5,325.62 on 12; of 367,874.10 in all
    words = "15.20 元 × 积数 151,189.44 ÷ 367,874.10 元·天 = 6.246918… 元"
    assert words in explain(plan, shares, "01-1-101", "")
    assert words in HANDBOOK


def test_its_interest_policy_and_rate_table_can_be_typed(tmp_path: Path) -> None:
    community = """name = "示范小区"\ncode = "shifan"\nregion = "3310"\n[[fund]]\ncode = "1维修资金"\nkind = "maintenance"\n"""
    policy = next(text for text in blocks("toml") if "declared" in text)
    folder = tmp_path / "shifan"
    folder.mkdir()
    table = next(text for text in blocks("csv") if text.startswith("from,"))
    (folder / "rates.csv").write_text(table, encoding="utf-8")
    for rates in ("pboc", "rates.csv"):
        text = community + policy.replace('rates = "pboc"', f'rates = "{rates}"')
        (folder / "community.toml").write_text(text, encoding="utf-8")
        interest = read_community(Source(folder)).funds[0].policies[0].interest
        assert isinstance(interest, DeclaredInterest)
        assert interest.rates.on(date(2026, 6, 30), "year_1") == Fraction("0.015")
        assert interest.settle == ((6, 30),)


def test_its_repair_can_be_done_command_by_command(ledger: Ledger, tmp_path: Path) -> None:
    """780.00 over 89.52 and 128.30 of 217.82 m² are 320.57 and 459.43, 30 and 70 per cent of it first and last."""
    place = tmp_path / "ledgers"
    copy_of(ledger.folder, place)
    for line in blocks("bash")[0].splitlines():
        words = line.replace("ledgers/shifan", str(place / "shifan")).split()
        done = run(*words, "--today", "2025-05-31")
        assert (done.returncode, done.stderr) == (0, ""), line
    after = load_ledger(place / "shifan", date(2025, 5, 31))
    assert not after.blocking()
    shares = fund_shares(after, "")
    used = [
        sum(int(row.amount[row.holders == at].sum()) for row in shares.rows if row.day >= date(2025, 5, 1))
        for at in range(2)
    ]
    assert used == [-32_057, -45_943]
    assert "320.57 元" in HANDBOOK
    assert list((place / "shifan/private/print").rglob("*.pdf"))
