"""The household book: by hand for two flats, and tied to the general book for the sample."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from beancount.core import data
from beancount.parser import parser

from jjledger.books.household_book import household_books
from jjledger.books.ledger import Ledger, load_ledger
from jjledger.rules.replay import replay
from tests.ledgers import (
    HEYUAN,
    SAMPLE,
    SHIFAN,
    TODAY,
    bean_check,
    month_ends,
    plain,
    postings,
    without_plugin,
)
from tests.small_books import OWNERS, books, household, leg, split, voucher

# Small, with sold public housing, with shops, and nearly used up.
COMMUNITIES = ("bailu", "qingxi", "yunting", "shiliu")
YEARS = (2024, 2025)
OWNERS_MONEY = ("3001", "3002", "4001", "5001", "5101")

# 1200.00 over 89.52 and 128.30 m²: 493.176 and 706.823, the odd fen to the first. 15.20 over
# 5818.80 × 15 + 5325.62 × 12 and 8339.50 × 15 + 7632.68 × 12 balance-days: 6.247 and 8.953.
BY_HAND = """\
option "title" "示范小区 2025年 分户账"
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"

2025-01-01 open Assets:1维修资金:C总账 CNY
2025-01-01 open Equity:1维修资金:3001商品住宅维修资金:01:1:101:P本金 CNY
2025-01-01 open Equity:1维修资金:3001商品住宅维修资金:01:1:102:P本金 CNY
2025-01-01 open Equity:1维修资金:3001商品住宅维修资金:01:1:101:X利息 CNY
2025-01-01 open Equity:1维修资金:3001商品住宅维修资金:01:1:102:X利息 CNY

2025-03-05 * "两户业主" "首期交存" ^2025-03-S0001
  voucher: "收-0001"
  Equity:1维修资金:3001商品住宅维修资金:01:1:101:P本金  -5818.80 CNY
  Equity:1维修资金:3001商品住宅维修资金:01:1:102:P本金  -8339.50 CNY
  Assets:1维修资金:C总账  14158.30 CNY

2025-03-20 * "某电梯公司" "更换曳引机" ^2025-03-F0001
  voucher: "付-0001"
  Equity:1维修资金:3001商品住宅维修资金:01:1:101:P本金  493.18 CNY
  Equity:1维修资金:3001商品住宅维修资金:01:1:102:P本金  706.82 CNY
  Assets:1维修资金:C总账  -1200.00 CNY

2025-03-31 * "全体业主" "分配利息" ^2025-03-Z0001
  voucher: "转-0001"
  Equity:1维修资金:3001商品住宅维修资金:01:1:101:X利息  -6.25 CNY
  Equity:1维修资金:3001商品住宅维修资金:01:1:102:X利息  -8.95 CNY
  Assets:1维修资金:C总账  15.20 CNY

2026-01-01 balance Assets:1维修资金:C总账  12973.50 CNY

"""
NEXT_YEAR = """\
2026-01-01 * "上年结转"
  Equity:1维修资金:3001商品住宅维修资金:01:1:101:P本金  -5325.62 CNY
  Equity:1维修资金:3001商品住宅维修资金:01:1:101:X利息  -6.25 CNY
  Equity:1维修资金:3001商品住宅维修资金:01:1:102:P本金  -7632.68 CNY
  Equity:1维修资金:3001商品住宅维修资金:01:1:102:X利息  -8.95 CNY
  Assets:1维修资金:C总账  12973.50 CNY
"""


def texts(ledger: Ledger, *years: int) -> list[str]:
    return list(household_books(ledger.books, ledger.replayed.shares, years))


def test_two_flats_by_hand() -> None:
    this_year, next_year = texts(load_ledger(SHIFAN, TODAY), 2025, 2026)
    assert this_year == BY_HAND
    assert NEXT_YEAR in next_year
    assert next_year.endswith("2027-01-01 balance Assets:1维修资金:C总账  12973.50 CNY\n\n")


def test_public_housing_has_accounts_of_its_own_and_its_selling_unit_too(tmp_path: Path) -> None:
    (text,) = texts(load_ledger(HEYUAN, TODAY), 2025)
    owners = "Equity:2公房维修资金:3002已售公有住房维修资金"
    assert f"  {owners}:02:1:201:P本金  -2000.00 CNY\n" in text
    assert f"  {owners}:S01售房单位:P本金  -1000.00 CNY\n" in text
    assert "2026-01-01 balance Assets:2公房维修资金:C总账  3000.00 CNY\n" in text
    (tmp_path / "book.beancount").write_text(text, encoding="utf-8")
    assert bean_check(tmp_path / "book.beancount") == (0, "")


def test_who_owes_has_an_account_for_it_and_the_next_money_pays_it() -> None:
    flats = [household("01-1-101"), household("01-1-102")]
    events = [
        voucher("2025-01-05", "收-0001", leg("1001", "30.00"), leg("4001", "-30.00", split("household", "01-1-101"))),
        voucher("2025-02-05", "付-0001", leg("5001", "100.00", split("scope", "01-1")), leg("1001", "-100.00")),
        voucher("2025-03-05", "收-0001", leg("1001", "25.00"), leg("4001", "-25.00", split("household", "01-1-101"))),
    ]  # fmt: skip
    two_flats = books(events, flats)
    (text,) = household_books(two_flats, replay(two_flats).shares, [2025])
    equity, owed = f"Equity:{OWNERS}:3001商品住宅维修资金:01:1", f"Assets:{OWNERS}:Q欠款:01:1"
    assert (
        f"  {equity}:101:P本金  30.00 CNY\n  {owed}:101  20.00 CNY\n  {owed}:102  50.00 CNY\n"
        f"  Assets:{OWNERS}:C总账  -100.00 CNY\n"
    ) in text
    assert (
        f"  {equity}:101:P本金  -5.00 CNY\n  {owed}:101  -20.00 CNY\n  Assets:{OWNERS}:C总账  25.00" in text
    )


def test_a_transfer_inside_a_unit_leaves_the_control_account_alone() -> None:
    flats = [household("01-1-101"), household("01-1-102")]
    moved = (
        leg("3001", "30.00", split("household", "01-1-101")),
        leg("3001", "-30.00", split("household", "01-1-102")),
    )
    events = [
        voucher("2025-01-05", "收-0001", leg("1001", "30.00"), leg("4001", "-30.00", split("household", "01-1-101"))),
        voucher("2025-02-05", "转-0001", *moved),
    ]  # fmt: skip
    two_flats = books(events, flats)
    (text,) = household_books(two_flats, replay(two_flats).shares, [2025])
    transfer = text.split("2025-02-05 *")[1].split("\n\n")[0]
    assert "C总账" not in transfer
    assert sorted(line.split()[-2] for line in transfer.splitlines() if "CNY" in line) == ["-30.00", "30.00"]


def test_a_crowded_unit_is_cut_below_two_hundred_postings_and_all_three_parts_move() -> None:
    flats = [household(f"01-1-{number}") for number in range(100, 300)]
    everybody = split("scope", "all")
    events = [
        voucher("2025-01-01", "收-0001", leg("1001", "200.00"), leg("4001", "-200.00", everybody)),
        voucher("2025-01-31", "收-0001", leg("1001", "200.00"), leg("4101", "-200.00")),
        voucher("2025-01-31", "转-0001", leg("3101", "200.00"), leg("3001", "-200.00", split("interest", "2025-01-01/2025-01-31"))),
        voucher("2025-02-05", "付-0001", leg("5001", "600.00", everybody), leg("1001", "-600.00")),
    ]  # fmt: skip
    crowd = books(events, flats)
    (text,) = household_books(crowd, replay(crowd).shares, [2025])
    sizes = [len(entry.postings) for entry in transactions(parser.parse_string(text)[0])]
    # One posting for each of 200 flats and the control account; then three for 66, 66, 66 and 2 of them.
    assert sizes == [200, 2, 200, 2, 199, 199, 199, 7]


def test_what_moves_nothing_is_not_written_and_names_are_quoted() -> None:
    rich, poor = household("01-1-101"), household("02-1-101")
    flats = [rich, replace(poor, area_dm2=1)]
    events = [
        voucher("2025-01-05", "收-0001", leg("1001", "30.00"), leg("4001", "-30.00", split("household", rich.id))),
        voucher("2025-01-06", "付-0001", leg("5001", "0.10", split("scope", "all")), leg("1001", "-0.10")),
    ]  # fmt: skip
    named = replace(events[1], payee='某"门\\禁"公司', narration="两行\n摘要")
    two = books([events[0], named], flats)
    (text,) = household_books(two, replay(two).shares, [2025])
    # The second house's share of 0.10 is 0.00001: it has neither account nor transaction.
    assert ":02:1:101" not in text
    assert text.count("^2025-01-F0001") == 1
    assert '2025-01-06 * "某\\"门\\\\禁\\"公司" "两行 摘要" ^2025-01-F0001' in text
    entry = transactions(parser.parse_string(text)[0])[-1]
    assert (entry.payee, entry.narration) == ('某"门\\禁"公司', "两行 摘要")


@dataclass(frozen=True, slots=True)
class Compiled:
    """A community's household books as plain beancount reads them."""

    ledger: Ledger
    paths: Mapping[int, Path]
    entries: Mapping[int, list[Any]]
    general: list[Any]  # the general book without our plugin


@pytest.fixture(scope="module", params=COMMUNITIES)
def compiled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    place = tmp_path_factory.mktemp(request.param)
    ledger = load_ledger(SAMPLE / request.param, TODAY)
    assert ledger.blocking() == ()
    paths = {year: place / f"{year}.beancount" for year in YEARS}
    for year, text in zip(YEARS, texts(ledger, *YEARS), strict=True):
        paths[year].write_text(text, encoding="utf-8")
    entries = {year: plain(path)[0] for year, path in paths.items()}
    return Compiled(ledger, paths, entries, plain(without_plugin(SAMPLE / request.param, place))[0])


def test_both_books_pass_bean_check_without_a_word(compiled: Compiled) -> None:
    assert bean_check(compiled.ledger.folder / "main.beancount") == (0, "")
    for path in compiled.paths.values():
        assert bean_check(path) == (0, "")


def test_the_household_book_needs_nothing_else(compiled: Compiled) -> None:
    for path in compiled.paths.values():
        _, options = plain(path)
        assert options["plugin"] == []
        assert options["include"] == [str(path)]


def test_books_agree_to_the_fen_at_every_month_end(compiled: Compiled) -> None:
    general = list(postings(compiled.general))
    for year, entries in compiled.entries.items():
        book = list(postings(entries))
        for day in month_ends(year):
            until = [(account, fen) for when, account, fen in book if when <= day]
            for fund, shares in compiled.ledger.replayed.shares.items():
                balances = shares.balances_at(day)
                expected = zip(
                    shares.holders, balances.principal.tolist(), balances.interest.tolist(),
                    balances.arrears.tolist(), strict=True,
                )  # fmt: skip
                by_holder = {holder: parts for holder, *parts in expected if any(parts)}
                assert by_holder == of_holders(until, fund), (fund, day)
                total = sum(principal + interest - owed for principal, interest, owed in by_holder.values())
                assert total == owners_money(general, fund, day), (fund, day)
                control = sum(fen for account, fen in until if account == f"Assets:{fund}:C总账")
                assert control == total, (fund, day)


def of_holders(until: list[tuple[str, int]], fund: str) -> dict[str, list[int]]:
    """Add up principal, interest and arrears by household, from account names alone."""
    sums: dict[str, list[int]] = {}
    for account, fen in until:
        root, of_fund, *rest = account.split(":")
        if of_fund != fund or rest == ["C总账"]:
            continue
        part = {"P本金": 0, "X利息": 1}.get(rest[-1], 2)
        path = rest[1:] if part == 2 else rest[1:-1]
        assert (root, rest[0]) == ("Assets", "Q欠款") if part == 2 else root == "Equity"
        holder = "-".join(path) if len(path) == 3 else "selling_unit:" + path[0][1:].removesuffix("售房单位")
        sums.setdefault(holder, [0, 0, 0])[part] += fen if part == 2 else -fen
    return {holder: parts for holder, parts in sums.items() if any(parts)}


def owners_money(general: list[tuple[date, str, int]], fund: str, day: date) -> int:
    """Add up a fund's postings to owners' money until a day."""
    return -sum(
        fen
        for when, account, fen in general
        if when <= day and account.split(":")[1] == fund and account.split(":")[2][:4] in OWNERS_MONEY
    )


def test_a_year_opens_as_the_last_one_closed(compiled: Compiled) -> None:
    for before, year in itertools.pairwise(YEARS):
        closing = Counter[str]()
        for _, account, fen in postings(compiled.entries[before]):
            closing[account] += fen
        opening = Counter[str]()
        for entry in transactions(compiled.entries[year]):
            if entry.narration == "上年结转" and not entry.links:
                assert entry.date == date(year, 1, 1)
                for _, account, fen in postings([entry]):
                    opening[account] += fen
        assert {account: fen for account, fen in closing.items() if fen} == dict(opening)
        assert opening


def test_a_transaction_is_one_unit_of_one_voucher(compiled: Compiled) -> None:
    keys = {one.key: one.number for one in compiled.ledger.books.posted()}
    for year, entries in compiled.entries.items():
        seen = set()
        for entry in transactions(entries):
            assert len(entry.postings) <= 200
            units = {unit_of(posting.account) for posting in entry.postings} - {""}
            assert len(units) == 1
            if not entry.links:
                assert (entry.narration, entry.date) == ("上年结转", date(year, 1, 1))
                continue
            (key,) = entry.links
            assert keys[key] == entry.meta["voucher"]
            fund = entry.postings[0].account.split(":")[1]
            assert (fund, key, *units) not in seen, "a voucher comes to a unit once"
            seen.add((fund, key, *units))


def unit_of(account: str) -> str:
    _, _, owners, *rest = account.split(":")
    return "" if owners == "C总账" else ":".join(rest[:1] if "售房单位" in rest[0] else rest[:2])


def transactions(entries: list[Any]) -> list[Any]:
    return [entry for entry in entries if isinstance(entry, data.Transaction)]


def every_account(entries: list[Any]) -> Iterator[str]:
    return (entry.account for entry in entries if isinstance(entry, data.Open))


def test_only_accounts_that_hold_or_move_something_are_opened(compiled: Compiled) -> None:
    for entries in compiled.entries.values():
        used = {account for _, account, _ in postings(entries)}
        assert set(every_account(entries)) == used
