"""Which pages are drawn up, which are held, and what stays out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import load_ledger
from jjledger.disclosure.period_page import period_page
from jjledger.facts.finding import Place
from jjledger.render.data import json_bytes
from jjledger.workflows.disclose import Disclosed, Published, Request, asked_of, disclose

SAMPLE = Path(__file__).parents[3] / "ledgers" / "bailu"
TODAY = date(2026, 1, 31)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "bailu"))


def drawn(
    folder: Path, names: AbstractSet[str] | None = None, published: Published | None = None
) -> Disclosed:
    return disclose(load_ledger(folder, TODAY), names, Request(TODAY, site="https://a.example/"), published)


def as_out(disclosed: Disclosed, *kept: str) -> Published:
    """Put out what was drawn up; only some periods, where they are named."""
    books = load_ledger(SAMPLE, TODAY).books
    issues = {
        code: one for code, one in disclosed.issues.items() if one.editions and (not kept or code in kept)
    }
    periods = {
        code: period_page(books, code, one.editions, None, asked_of(books, TODAY))
        for code, one in issues.items()
    }
    data = {
        f"{code}/{one.editions[0].path}{page.head.document}": json.loads(json_bytes(page))
        for code, one in issues.items()
        for page in one.pages
    }
    entries = tuple(entry for entry in disclosed.community.entries if entry.period_code in issues)
    return Published(replace(disclosed.community, entries=entries), periods, data.__getitem__)


def states_of(disclosed: Disclosed) -> dict[str, str]:
    return {f"{entry.period_code}/{entry.document}": entry.state for entry in disclosed.community.entries}


def paths_of(disclosed: Disclosed) -> list[str]:
    return [f"{page.head.period_code}/{page.head.document}" for page in disclosed.pages]


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_sound_books_show_every_whole_period(folder: Path) -> None:
    disclosed = drawn(folder)
    paths = paths_of(disclosed)
    assert "2025/public-revenue" in paths
    assert "2025-H2/maintenance-fund" in paths
    assert {entry.state for entry in disclosed.community.entries} == {"out"}
    assert disclosed.book is not None
    assert disclosed.community.book_path == "book.beancount"
    assert disclosed.community.as_of == date(2025, 12, 31)


def test_a_page_carries_its_own_address(folder: Path) -> None:
    page = next(page for page in drawn(folder).pages if page.head.document == "public-revenue")
    assert page.head.address == "https://a.example/d/bailu/2024/v1/public-revenue/"


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
    published = as_out(sound, "2024")
    after = drawn(folder, None, published)
    states = states_of(after)
    assert states["2024/public-revenue"] == "out"
    assert states["2025/public-revenue"] == "held"
    assert (after.community.balances, after.community.vouchers) == (
        published.page.balances, published.page.vouchers,
    )  # fmt: skip


def test_without_a_roster_real_books_are_held(folder: Path) -> None:
    change(folder, "community.toml", "sample = true\n", "")
    disclosed = drawn(folder)
    assert [finding.code for finding in disclosed.blocking()] == ["P01"]
    assert not disclosed.pages
    assert drawn(folder, frozenset()).pages


def test_an_owners_name_in_a_summary_holds_its_page_alone(folder: Path) -> None:
    change(folder, "2025/2025-03.beancount", '"2025年第一季度结息"', '"欧阳明月代收结息"')
    disclosed = drawn(folder, frozenset({"欧阳明月"}))
    states = states_of(disclosed)
    assert states["2025-H1/maintenance-fund"] == "held"
    assert states["2024-H1/maintenance-fund"] == "out"
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
    before = drawn(folder)
    assert states_of(before)["2025-H1/maintenance-fund"] == "out"  # nobody knew the name yet
    states = states_of(drawn(folder, frozenset({"欧阳明月"}), as_out(before)))
    assert states["2025-H1/maintenance-fund"] == "held"
    assert states["2024-H1/maintenance-fund"] == "out"


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
    assert not [note for page in drawn(folder).pages for note in page.head.notes if "结账" in note]


def test_open_months_hold_what_must_be_closed_first(folder: Path) -> None:
    change(folder, "community.toml", "[disclosure]", "[disclosure]\nrequire_closed = true")
    disclosed = drawn(folder)
    # the result of a vote is no figure of the books
    assert {page.head.document for page in disclosed.pages} == {"decision"}
    assert all(len(page.head.period_code) > len("2025-H1") for page in disclosed.pages)
    others = [entry for entry in disclosed.community.entries if entry.document != "decision"]
    assert {entry.state for entry in others} == {"held"}
    assert {finding.code for finding in disclosed.blocking()} == {"P04"}


def test_an_open_month_is_named_once_a_month_was_closed(folder: Path) -> None:
    """One closed month, the first; its record is written by hand."""
    (folder / "closed").mkdir()
    (folder / "closed" / "reopened.csv").write_text(
        "month,day,who,why,closed,closed_by,superseded\n2025-03,2025-09-01,甲,漏记,2025-04-02,甲,2025-Q1\n",
        "utf-8",
    )
    disclosed = drawn(folder)
    pages = dict(zip(paths_of(disclosed), disclosed.pages, strict=True))
    told = [note for note in pages["2025/public-revenue"].head.notes if "结账" in note]
    assert told == [
        "2025年3月于2025年9月1日重新打开，尚未重新结账；此前公示的本期数字作废，以结账后公示的为准",
        "未结账：2025年1月至2025年12月的账还没有结，数字可能变动",
    ]
    assert not [word for note in told for word in ("甲", "漏记") if word in note]
