"""Every figure of published pages followed to the ledger's text, with beancount alone and nothing of ours."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from beancount.core.data import Transaction

LEDGERS = Path(__file__).parents[2] / "ledgers"
COMMUNITIES = ("fengwan", "qingxi")  # a small one, and one with sold public housing
FUNDS = {"public-revenue": "3", "maintenance-fund": "1", "public-housing": "2"}
LETTERS = {"收": "S", "付": "F", "转": "Z", "初": "C"}
PLUGIN = 'plugin "jjledger.books.plugin"\n'
Leg = tuple[str, int]  # account, fen


class Voucher:
    """One posted transaction of a fund, as it stands in the ledger."""

    def __init__(self, entry: Transaction, fund: str) -> None:
        self.day: date = entry.date
        self.narration = entry.narration
        self.number: str = entry.meta["voucher"]
        self.anchor = f"v-{entry.date:%Y-%m}-{LETTERS[self.number[0]]}{self.number[2:]}"
        self.legs: list[Leg] = [
            (posting.account, int(posting.units.number * 100))
            for posting in entry.postings
            if posting.account.split(":")[1].startswith(fund)
        ]

    def effect(self) -> int:
        """Sum what it did to the fund's net assets."""
        return -total([self], "Equity|Income|Expenses")


def total(vouchers: Iterable[Voucher], accounts: str) -> int:
    """Sum the legs whose account begins with a pattern, debit positive."""
    return sum(fen for voucher in vouchers for name, fen in voucher.legs if re.match(accounts, name))


class Published:
    """One page with the vouchers of its fund."""

    def __init__(self, path: Path, entries: list[Transaction]) -> None:
        self.page: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        self.html = (path.parent / "index.html").read_text(encoding="utf-8")
        head = self.page["head"]
        self.first, self.last = date.fromisoformat(head["first_day"]), date.fromisoformat(head["last_day"])
        fund = FUNDS[head["document"]]
        known = [Voucher(entry, fund) for entry in entries]
        self.until = [one for one in known if one.legs and one.day <= self.last]
        self.within = [one for one in self.until if one.day >= self.first and one.number[0] != "初"]
        self.before = [one for one in self.until if one not in self.within]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> list[Published]:
    folder = tmp_path_factory.mktemp("figures")
    for code in COMMUNITIES:
        shutil.copytree(LEDGERS / code, folder / "ledgers" / code)
    names = ", ".join(f'"{code}"' for code in COMMUNITIES)
    (folder / "ledgers/district.toml").write_text(f'name = "区"\ncommunities = [{names}]\n', encoding="utf-8")
    program = Path(sys.executable).parent / "jjledger"
    subprocess.run(
        [program, "publish", folder / "ledgers", "--to", folder / "public", "--today", "2026-01-31"],
        check=True,
    )
    return list(_read(folder))


def _read(folder: Path) -> Iterator[Published]:
    for code in COMMUNITIES:
        main = folder / "ledgers" / code / "main.beancount"
        main.write_text(main.read_text(encoding="utf-8").replace(PLUGIN, ""), encoding="utf-8")
        entries, errors, _ = loader.load_file(str(main))
        assert not errors
        posted = [entry for entry in entries if isinstance(entry, Transaction) and entry.flag == "*"]
        yield from (
            Published(path, posted)
            for document in FUNDS
            for path in sorted((folder / "public/d" / code).glob(f"*/v1/{document}/data.json"))
        )


def test_there_are_pages_of_every_kind(published: list[Published]) -> None:
    kinds = Counter(one.page["head"]["document"] for one in published)
    assert kinds == {"public-revenue": 6, "maintenance-fund": 12, "public-housing": 6}


def test_opening_and_closing_are_the_ledgers(published: list[Published]) -> None:
    for one in published:
        page = one.page
        opening = page.get("opening_fen")
        if opening is None:
            opening = page["opening_owners_fen"] + page["opening_undistributed_fen"]
        assert opening == sum(voucher.effect() for voucher in one.before)
        assert page["closing_fen"] == sum(voucher.effect() for voucher in one.until)
        assert page["bank"]["book_fen"] == total(one.until, "Assets:[^:]+:1001")


def test_income_and_expense_are_the_ledgers_account_by_account(published: list[Published]) -> None:
    for one in published:
        if one.page["head"]["document"] != "public-revenue":
            continue
        for side, root, sign in (("income", "Income", -1), ("expense", "Expenses", 1)):
            booked: Counter[str] = Counter()
            for voucher in one.within:
                for name, fen in voucher.legs:
                    if name.startswith(root):
                        booked[name.split(":")[2].lstrip("0123456789")] += sign * fen
            shown = {line["label"]: line["amount_fen"] for line in one.page[side] if line["level"] == 1}
            assert shown == dict(booked)


def test_a_funds_items_are_the_ledgers(published: list[Published]) -> None:
    for one in published:
        if one.page["head"]["document"] == "public-revenue":
            continue
        assert one.page["use_fen"] == total(one.within, "Expenses:[^:]+:5001")
        assert one.page["deposits_fen"] == -total(one.within, "Income:[^:]+:4001")
        assert one.page["refunds_fen"] == total(one.within, "Expenses:[^:]+:5101")
        assert one.page["income_fen"] == -total(one.within, r"Income:[^:]+:4(101|102|201|301|901)")


def test_every_voucher_shown_stands_in_the_ledger_with_its_amount(published: list[Published]) -> None:
    shown = 0
    for one in published:
        booked = {voucher.anchor: voucher for voucher in one.until}
        for view in one.page["vouchers"]:
            if view["number"] == "合并收退":
                continue
            voucher = booked[view["anchor"]]
            assert (str(voucher.day), voucher.effect()) == (view["day"], view["amount_fen"])
            assert view["summary"] in {voucher.narration, "期初余额"}
            shown += 1
    assert shown > 100


def test_the_page_prints_what_its_data_say(published: list[Published]) -> None:
    for one in published:
        lines = [*one.page.get("income", ()), *one.page.get("expense", ()), *one.page.get("lines", ())]
        for fen in (one.page["closing_fen"], *(line["amount_fen"] for line in lines)):
            yuan, cents = divmod(abs(fen), 100)
            assert f"{yuan:,}.{cents:02}" in one.html
