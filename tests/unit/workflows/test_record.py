"""Writing into a ledger: rehearsed, then all of it or nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jjledger.books.ledger import Ledger, load_ledger
from jjledger.errors import EntryRefusedError, StoreError
from jjledger.facts.entry import Entry, EntryPosting, Note, Signed, Writing
from jjledger.store.system import RealSystem
from jjledger.workflows.originals import Paper, filed_together
from jjledger.workflows.record import load_copy, read_books, record, rehearse
from tests.faulty import FaultySystem
from tests.ledgers import SHIFAN, copy_of

TODAY = date(2026, 1, 31)
SIGNED = Signed("甲", "乙")
BANK = "Assets:1维修资金:1001银行存款:1234建行"
DEPOSIT = "Income:1维修资金:4001交存收入"
HOUSE = (("household", "01-1-101"),)


def _deposit(day: date, fen: int, account: str = DEPOSIT) -> Entry:
    legs = (EntryPosting(BANK, fen), EntryPosting(account, -fen, HOUSE))
    return Entry(day, "收", "某业主", "续交", legs, 1)


def _texts(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*.*")
        if path.is_file() and ".jjledger" not in path.parts
    }


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Give a copy of the small community."""
    return load_ledger(copy_of(SHIFAN, tmp_path), TODAY)


def test_numbers_run_on_and_the_household_has_its_money(ledger: Ledger) -> None:
    """March has 收-0001 and 收-0002, so the next is 0003; a new month begins at 0001 and is included."""
    writing = Writing((_deposit(date(2025, 3, 30), 12345), _deposit(date(2026, 1, 5), 100)))
    rehearsal = rehearse(ledger, writing, SIGNED, TODAY)
    assert rehearsal.numbers == ("收-0003", "收-0001")
    assert not (ledger.folder / "2026").exists()  # a rehearsal writes nothing
    record(rehearsal, RealSystem())
    after = load_ledger(ledger.folder, TODAY)
    assert not after.blocking()
    assert 'include "2026/*.beancount"' in (ledger.folder / "main.beancount").read_text(encoding="utf-8")
    shares, before = after.replayed.shares["1维修资金"], ledger.replayed.shares["1维修资金"]
    gained = shares.closing.principal - before.closing.principal
    assert gained.sum() == 12445
    assert gained[shares.index()["01-1-101"]] == 12445


def test_an_account_nobody_opened_is_opened(ledger: Ledger) -> None:
    """A refund through 5101 opens it on the voucher's day."""
    spent = EntryPosting("Expenses:1维修资金:5101返还支出", 20, HOUSE)
    entry = Entry(date(2025, 3, 31), "付", "某业主", "退还", (spent, EntryPosting(BANK, -20)), 1)
    rehearsal = rehearse(ledger, Writing((entry,)), SIGNED, TODAY)
    assert (
        "2025-03-31 open Expenses:1维修资金:5101返还支出 CNY" in rehearsal.after["chart.beancount"].decode()
    )


def test_what_would_be_wrong_is_refused_before_anything_is_written(ledger: Ledger) -> None:
    """A household nobody knows; the ledger's bytes stay as they were."""
    before = _texts(ledger.folder)
    legs = (EntryPosting(BANK, 5), EntryPosting(DEPOSIT, -5, (("household", "09-9-999"),)))
    entry = Entry(date(2025, 3, 31), "收", "某业主", "续交", legs, 1)
    with pytest.raises(EntryRefusedError, match="09-9-999"):
        rehearse(ledger, Writing((entry,)), SIGNED, TODAY)
    assert _texts(ledger.folder) == before


def test_a_ledger_changed_underneath_is_not_written_over(ledger: Ledger) -> None:
    """Somebody adds a line between rehearsal and writing."""
    rehearsal = rehearse(ledger, Writing((_deposit(date(2025, 3, 30), 5),)), SIGNED, TODAY)
    month = ledger.folder / "2025" / "2025-03.beancount"
    month.write_text(month.read_text(encoding="utf-8") + "; 同事加的一行\n", encoding="utf-8")
    before = _texts(ledger.folder)
    with pytest.raises(StoreError, match="别人改动"):
        record(rehearsal, RealSystem())
    assert {name: data for name, data in _texts(ledger.folder).items() if "build" not in name} == before


def test_a_note_and_a_file_are_written_with_the_voucher(ledger: Ledger) -> None:
    """All parts of one writing arrive, the private file over what stood there."""
    (ledger.folder / "private").mkdir()
    (ledger.folder / "private" / "owners.csv").write_text("household,name\n", encoding="utf-8")
    note = Note(date(2025, 3, 31), BANK, "换了印鉴")
    writing = Writing(
        (_deposit(date(2025, 3, 30), 5),),
        {"private/owners.csv": b"household,name\n01-1-101,X\n"},
        (),
        (note,),
    )
    record(rehearse(ledger, writing, SIGNED, TODAY), RealSystem())
    assert (ledger.folder / "private" / "owners.csv").read_bytes().endswith(b"X\n")
    assert "2025-03-31 note Assets" in (ledger.folder / "2025" / "2025-03.beancount").read_text(
        encoding="utf-8"
    )


def test_a_private_file_that_stays_as_it_was_is_nobody_s_change(ledger: Ledger) -> None:
    """Writing the same bytes again is no write, and no sign of another hand; a new hand still is one."""
    owners = ledger.folder / "private" / "owners.csv"
    owners.parent.mkdir()
    owners.write_bytes(b"household,name\n")
    writing = Writing((_deposit(date(2025, 3, 30), 5),), {"private/owners.csv": b"household,name\n"})
    rehearsal = rehearse(ledger, writing, SIGNED, TODAY)
    assert list(rehearsal.after) == ["2025/2025-03.beancount"]
    owners.write_bytes(b"household,name\n01-1-101,X\n")
    with pytest.raises(StoreError, match="别人改动"):
        record(rehearsal, RealSystem())
    owners.write_bytes(b"household,name\n")
    assert record(rehearsal, RealSystem()) == (ledger.folder / "2025" / "2025-03.beancount",)


def test_a_refusing_disk_leaves_the_ledger_as_it_was(ledger: Ledger) -> None:
    """Every call of the writing is refused in its turn; a restored ledger is the old one to the byte."""
    (ledger.folder / "private").mkdir()
    (ledger.folder / "private" / "owners.csv").write_text("household,name\n", encoding="utf-8")
    writing = Writing(
        (_deposit(date(2026, 1, 5), 5),), {"private/owners.csv": b"household,name\n01-1-101,X\n"}
    )
    rehearsal = rehearse(ledger, writing, SIGNED, TODAY)
    before = _texts(ledger.folder)
    refusals = 0
    for call in range(1, 200):
        system = FaultySystem(call)
        try:
            record(rehearsal, system)
        except StoreError:
            refusals += 1
            assert {
                name: data for name, data in _texts(ledger.folder).items() if "build" not in name
            } == before
            continue
        break
    assert refusals > 5
    assert load_ledger(ledger.folder, TODAY).books.posted()[-1].day == date(2026, 1, 5)


def test_originals_are_looked_at_where_they_lie(ledger: Ledger) -> None:
    """A copy has none of them, and says the same of those that are there, gone, altered or not listed."""
    folder = ledger.folder
    papers = filed_together(
        [Paper(f"{name}.pdf", name.encode()) for name in ("有", "无", "改")], TODAY, "voucher", ledger.books
    )
    for name, data in papers.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    here, gone, altered = papers.paths
    (folder / gone).unlink()
    (folder / altered).write_bytes("另".encode())
    (folder / "vouchers/散.pdf").write_bytes("散".encode())
    month = folder / "2025/2025-03.beancount"
    month.write_text(month.read_text("utf-8") + f'\n2025-03-31 document {BANK} "../{here}"\n', "utf-8")

    real, copy = load_ledger(folder, TODAY), load_copy(folder, read_books(folder), TODAY)
    assert [one.state for one in copy.books.originals] == ["sound", "missing", "altered"]
    assert copy.books.originals == real.books.originals
    assert copy.books.papers == real.books.papers == {here, altered, "vouchers/散.pdf"}
    assert copy.findings == real.findings
    without = {name: data for name, data in read_books(folder).items() if name != here}
    assert load_copy(folder, without, TODAY).books.originals[0].state == "missing"
