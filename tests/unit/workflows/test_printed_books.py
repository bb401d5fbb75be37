"""Which books are planned for a ledger, how they are named, and what names the state they were printed from."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.errors import OptionError
from jjledger.period import parse_period
from jjledger.store.system import RealSystem
from jjledger.workflows import printed_books
from jjledger.workflows.printed_books import Wanted, ledger_state, plan_books, plan_vouchers, write_books
from tests.ledgers import HEYUAN, copy_of, replace_once

TODAY = date(2026, 1, 31)


@pytest.fixture(scope="module")
def heyuan() -> Ledger:
    return load_ledger(HEYUAN, TODAY)


def test_a_fund_has_its_own_books_and_vouchers_come_by_month(heyuan: Ledger) -> None:
    papers = plan_books(heyuan, Wanted(parse_period("2025"), fund="1维修资金"), TODAY)
    stems = [paper.stem for paper in papers]
    vouchers = [stem for stem in stems if stem.endswith("vouchers")]
    assert all(re.fullmatch(r"heyuan-2025-\d\d-maintenance-vouchers", stem) for stem in vouchers)
    assert vouchers == sorted(vouchers) == stems[: len(vouchers)]
    assert stems[len(vouchers) :] == [
        f"heyuan-2025-maintenance-{kind}" for kind in ("subsidiary", "general", "balances", "bank-journal")
    ]


def test_no_two_papers_have_one_name(heyuan: Ledger) -> None:
    stems = [paper.stem for paper in plan_books(heyuan, Wanted(parse_period("2025")), TODAY)]
    assert len(stems) == len(set(stems))


def test_of_a_month_that_is_not_over_there_is_what_was_booked_and_no_closing(heyuan: Ledger) -> None:
    wanted = Wanted(parse_period("2025-03"), ("vouchers",), "1维修资金")
    (over,) = plan_books(heyuan, wanted, TODAY)
    (open_,) = plan_books(heyuan, wanted, date(2025, 3, 31))
    kinds = [{piece.kind for page in one.book.pages for piece in page.pieces} for one in (over, open_)]  # type: ignore[union-attr] # voucher books
    assert kinds[0] - kinds[1] == {"结"}
    assert open_.book.head.last_day == date(2025, 3, 31)


def test_vouchers_are_found_as_everywhere(heyuan: Ledger) -> None:
    (paper,) = plan_vouchers(heyuan, ["收-0001"], "1维修资金", TODAY, "2025-01")
    assert paper.stem == "heyuan-2025-01-maintenance-S0001"
    with pytest.raises(OptionError, match="没有系统结转的凭证"):
        plan_vouchers(heyuan, ["2026-01-X0001"], "", TODAY)


def test_the_state_changes_with_any_file_and_with_nothing_else(tmp_path: Path) -> None:
    folder = copy_of(HEYUAN, tmp_path)
    state = ledger_state(folder, TODAY)
    assert re.fullmatch(r"账本状态 [0-9a-f]{12}，2026-01-31 打印", state)
    (folder / "private/print").mkdir(parents=True)
    (folder / "private/print/a.beancount").write_text("; 不是账本", encoding="utf-8")
    assert ledger_state(folder, TODAY) == state
    replace_once(folder, "community.toml", 'code   = "heyuan"', 'code = "heyuan"')
    assert ledger_state(folder, TODAY) != state


def test_the_same_books_are_printed_on_one_core_and_on_two(
    heyuan: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = plan_books(heyuan, Wanted(parse_period("2025-03"), ("general", "balances")), TODAY)
    files = []
    for name, many in (("one", 10_000), ("two", 0)):
        monkeypatch.setattr(printed_books, "_MANY_PAGES", many)
        written = [
            path for paths in write_books(papers, tmp_path / name, ["pdf"], RealSystem()) for path in paths
        ]
        files.append({path.name: path.read_bytes() for path in written})
    assert files[0] == files[1]
    assert len(files[0]) == len(papers)
