"""Which pages are drawn up, which are held, and what stays out."""

from __future__ import annotations

import shutil
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import load_ledger
from jjledger.disclosure.models import CommunityPage
from jjledger.facts.finding import Place
from jjledger.workflows.disclose import Disclosed, Request, disclose

SAMPLE = Path(__file__).parents[3] / "ledgers" / "bailu"
TODAY = date(2026, 1, 31)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "bailu"))


def drawn(
    folder: Path, names: AbstractSet[str] | None = None, published: CommunityPage | None = None
) -> Disclosed:
    return disclose(load_ledger(folder, TODAY), names, Request(TODAY, site="https://a.example/"), published)


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_sound_books_show_every_whole_period(folder: Path) -> None:
    disclosed = drawn(folder)
    paths = [page.path for page in disclosed.pages]
    assert "2025/public-revenue" in paths
    assert "2025-H2/maintenance-fund" in paths
    assert {entry.state for entry in disclosed.community.entries} == {"out"}
    assert disclosed.book is not None
    assert disclosed.community.book_path == "book.beancount"
    assert disclosed.community.as_of == date(2025, 12, 31)


def test_a_page_carries_its_own_address(folder: Path) -> None:
    page = next(page for page in drawn(folder).pages if page.path == "2025/public-revenue")
    assert page.page.head.address == "https://a.example/d/bailu/2025/public-revenue/"


def test_books_that_block_show_nothing_and_say_why(folder: Path) -> None:
    change(folder, "2025/2025-03.beancount", "attachments: ", "anhang: ")
    disclosed = drawn(folder)
    assert not disclosed.pages
    assert disclosed.book is None
    assert {entry.state for entry in disclosed.community.entries} == {"held"}
    assert disclosed.community.held
    assert disclosed.community.book_path == ""


def test_what_is_out_stays_out_when_the_books_break(folder: Path) -> None:
    sound = drawn(folder)
    change(folder, "2025/2025-03.beancount", "attachments: ", "anhang: ")
    entry = next(entry for entry in sound.community.entries if entry.path == "2024/public-revenue/")
    published = replace(sound.community, entries=(entry,), vouchers=7)
    page = drawn(folder, None, published).community
    states = {entry.path: (entry.state, entry.closing_fen) for entry in page.entries}
    assert states["2024/public-revenue/"] == ("out", entry.closing_fen)
    assert states["2025/public-revenue/"] == ("held", None)
    assert (page.balances, page.vouchers) == (published.balances, 7)


def test_without_a_roster_real_books_are_held(folder: Path) -> None:
    change(folder, "community.toml", "sample = true\n", "")
    disclosed = drawn(folder)
    assert [finding.code for finding in disclosed.blocking()] == ["P01"]
    assert not disclosed.pages
    assert drawn(folder, frozenset()).pages


def test_an_owners_name_in_a_summary_holds_its_page_alone(folder: Path) -> None:
    change(folder, "2025/2025-03.beancount", '"2025年第一季度结息"', '"欧阳明月代收结息"')
    disclosed = drawn(folder, frozenset({"欧阳明月"}))
    states = {entry.path: entry.state for entry in disclosed.community.entries}
    assert states["2025-H1/maintenance-fund/"] == "held"
    assert states["2024-H1/maintenance-fund/"] == "out"
    assert disclosed.book is None  # the same words would stand in the public book
    assert "欧阳明月" not in str(disclosed.community)
    # half-year, year and public book show the same voucher: it is told once, where it stands
    (finding,) = disclosed.blocking()
    text = (folder / "2025/2025-03.beancount").read_text(encoding="utf-8")
    line = next(number for number, row in enumerate(text.splitlines(), 1) if "欧阳明月" in row)
    assert (finding.code, finding.place) == ("D07", Place("2025/2025-03.beancount", line))
    assert finding.excerpt.startswith(f"{line} | ")
    assert "欧阳明月代收结息" in finding.excerpt
    assert "摘要里有姓名" in finding.what


def test_a_page_that_turns_out_to_name_somebody_is_taken_away(folder: Path) -> None:
    change(folder, "2025/2025-03.beancount", '"2025年第一季度结息"', '"欧阳明月代收结息"')
    published = drawn(folder).community
    states = {entry.path: entry.state for entry in published.entries}
    assert states["2025-H1/maintenance-fund/"] == "out"  # nobody knew the name yet
    page = drawn(folder, frozenset({"欧阳明月"}), published).community
    states = {entry.path: entry.state for entry in page.entries}
    assert states["2025-H1/maintenance-fund/"] == "held"
    assert states["2024-H1/maintenance-fund/"] == "out"


def test_empty_books_make_a_page_that_says_so(tmp_path: Path) -> None:
    from jjledger.store.system import RealSystem  # noqa: PLC0415 -- only here
    from jjledger.workflows.new_community import Wish, lay_down_community  # noqa: PLC0415 -- only here

    lay_down_community(
        Wish(tmp_path / "xin", "新小区", "3310", ("1234建行", "5678农行"), TODAY), RealSystem()
    )
    disclosed = drawn(tmp_path / "xin", frozenset())
    assert not disclosed.pages
    assert disclosed.community.entries == ()
    assert disclosed.community.as_of == date(2025, 12, 31)


def test_a_community_that_never_closed_a_month_says_nothing_of_closing(folder: Path) -> None:
    assert not [note for page in drawn(folder).pages for note in page.page.head.notes if "结账" in note]


def test_open_months_hold_what_must_be_closed_first(folder: Path) -> None:
    change(folder, "community.toml", "[disclosure]", "[disclosure]\nrequire_closed = true")
    disclosed = drawn(folder)
    assert not disclosed.pages
    assert {entry.state for entry in disclosed.community.entries} == {"held"}
    assert {finding.code for finding in disclosed.blocking()} == {"P04"}


def test_an_open_month_is_named_once_a_month_was_closed(folder: Path) -> None:
    """One closed month, the first; its record is written by hand."""
    (folder / "closed").mkdir()
    (folder / "closed" / "reopened.csv").write_text(
        "month,day,who,why,closed,closed_by,superseded\n2025-03,2025-09-01,甲,漏记,2025-04-02,甲,2025-Q1\n",
        "utf-8",
    )
    pages = {page.path: page for page in drawn(folder).pages}
    page = pages["2025/public-revenue"]
    told = [note for note in page.page.head.notes if "结账" in note]
    assert told == [
        "2025年3月于2025年9月1日重新打开，尚未重新结账；此前公示的本期数字作废，以结账后公示的为准",
        "未结账：2025年1月至2025年12月的账还没有结，数字可能变动",
    ]
    assert page.reopened == ("2025年3月",)
    assert pages["2024/public-revenue"].reopened == ()
    assert not [word for note in told for word in ("甲", "漏记") if word in note]
