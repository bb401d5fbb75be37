"""Papers filed by their content: once each, under their own ending, for the longest term anybody asked for."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jjledger.books.originals_file import originals_bytes, read_originals
from jjledger.books.source import Source
from jjledger.errors import EntryRefusedError
from jjledger.facts.books import Books
from jjledger.facts.original import ORIGINALS_LIST
from jjledger.workflows import originals
from jjledger.workflows.originals import Paper, filed, filed_together
from tests.written_books import written

DAY = date(2025, 3, 31)
INVOICE = b"%PDF-1.7 invoice"
DIGEST = hashlib.sha256(INVOICE).hexdigest()
PATH = f"vouchers/2025/{DIGEST[:16]}.pdf"


@pytest.fixture
def books() -> Books:
    return written("")


def after(folder: Path, books: Books, files: dict[str, bytes]) -> Books:
    """Put files on a disk, and read the list of originals from it."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    found, findings = read_originals(Source(folder))
    assert findings == ()
    return replace(books, originals=found)


def test_a_paper_lies_under_its_hash_with_its_ending(books: Books, tmp_path: Path) -> None:
    one = filed("C:\\扫描\\发票,一.PDF", INVOICE, DAY, "voucher", books)
    assert one.path == PATH
    assert set(one.files) == {PATH, ORIGINALS_LIST}
    (listed,) = after(tmp_path, books, dict(one.files)).originals
    assert (listed.file, listed.sha256, listed.name) == (PATH, DIGEST, "发票,一.PDF")
    assert (listed.retention, listed.kept_until, listed.filed) == ("voucher", date(2055, 12, 31), DAY)
    assert listed.state == "sound"


def test_the_same_content_is_kept_once(books: Books, tmp_path: Path) -> None:
    two = filed_together([Paper("a.pdf", INVOICE), Paper("b.jpg", INVOICE)], DAY, "voucher", books)
    assert two.paths == (PATH,)
    known = after(tmp_path, books, dict(two.files))
    again = filed("c.pdf", INVOICE, date(2026, 1, 5), "bank", known)
    assert (again.path, again.files) == (PATH, {})


def test_a_banks_slip_that_becomes_an_original_is_kept_longer(books: Books, tmp_path: Path) -> None:
    known = after(tmp_path, books, dict(filed("a.pdf", INVOICE, DAY, "bank", books).files))
    assert known.originals[0].kept_until == date(2035, 12, 31)
    longer = filed("a.pdf", INVOICE, date(2026, 1, 5), "voucher", known)
    assert set(longer.files) == {ORIGINALS_LIST}
    (listed,) = after(tmp_path, books, dict(longer.files)).originals
    assert (listed.retention, listed.kept_until) == ("voucher", date(2056, 12, 31))


def test_the_list_is_written_as_it_was_read(books: Books, tmp_path: Path) -> None:
    papers = [Paper(f"{number}.xml", bytes([number])) for number in range(1, 4)]
    known = after(tmp_path, books, dict(filed_together(papers, DAY, "annual", books).files))
    assert originals_bytes(known.originals) == (tmp_path / ORIGINALS_LIST).read_bytes()


def test_what_changed_or_went_is_seen(books: Books, tmp_path: Path) -> None:
    files = dict(filed("a.pdf", INVOICE, DAY, "voucher", books).files)
    after(tmp_path, books, files)
    (tmp_path / PATH).write_bytes(INVOICE.upper())  # the same size
    assert [one.state for one in read_originals(Source(tmp_path))[0]] == ["altered"]
    (tmp_path / PATH).unlink()
    assert [one.state for one in read_originals(Source(tmp_path))[0]] == ["missing"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("空.pdf", b"", "是空的"),
        ("没有扩展名", b"x", "没有扩展名"),
        ("库.Beancount", b"x", "不作原始凭证"),
        (".hidden.pdf", b"x", "不作原始凭证"),
    ],
)
def test_what_is_no_paper_is_refused(books: Books, name: str, data: bytes, words: str) -> None:
    with pytest.raises(EntryRefusedError, match=words):
        filed(name, data, DAY, "voucher", books)


def test_all_unfit_papers_are_told_at_once(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(originals, "MOST_BYTES", 3)
    with pytest.raises(EntryRefusedError) as refused:
        filed_together(
            [Paper("a.pdf", b"xxxx"), Paper("b.pdf", b""), Paper("c.pdf", b"xxx")], DAY, "voucher", books
        )
    assert [trouble.place for trouble in refused.value.troubles] == ["a.pdf", "b.pdf"]
