"""From loaded directives to the general book."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from beancount import loader

from jjledger.books.community_file import read_community
from jjledger.books.reader import Reading, read_books
from jjledger.books.register_file import read_register
from jjledger.books.source import Source
from jjledger.facts.finding import Place
from tests.ledgers import HEYUAN, copy_of, without_plugin


def read(folder: Path) -> Reading:
    main = without_plugin(folder, folder.parent)
    entries, _, options = loader.load_file(str(main))
    source = Source(folder)
    included = [str(folder / "main.beancount"), *options["include"][1:]]
    settings = read_community(source), read_register(source)
    return read_books(entries, {**options, "include": included}, source, settings)


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    return copy_of(HEYUAN, tmp_path)


def test_vouchers_stand_by_day_kind_and_number_whatever_the_files(heyuan: Path) -> None:
    # Written last, dated first, and of the kinds that come last and first on their day.
    late = heyuan / "2025" / "2025-07.beancount"
    text = late.read_text(encoding="utf-8")
    for number in ("转-0001", "付-0002", "付-0001", "收-0001", "初-0001"):
        text += (
            f'\n2025-01-02 * "某单位" "某事"\n  voucher: "{number}"\n'
            "  Assets:4保修金:1001银行存款:4567工行  1.00 CNY\n  Liabilities:4保修金:2001应退保修金  -1.00 CNY\n"
        )
    late.write_text(text, encoding="utf-8")
    books = read(heyuan).books
    assert [voucher.number for voucher in books.vouchers[:5]] == [
        "初-0001",
        "收-0001",
        "付-0001",
        "付-0002",
        "转-0001",
    ]
    days = [voucher.day for voucher in books.vouchers]
    assert days == sorted(days)


def test_vouchers_that_share_day_and_number_stand_by_file(heyuan: Path) -> None:
    # Two funds number for themselves; beancount orders by line across files.
    voucher = '2025-08-01 * "某单位" "某事"\n  voucher: "收-0001"\n'
    legs = (
        "  Assets:4保修金:1001银行存款:4567工行  1.00 CNY\n  Liabilities:4保修金:2001应退保修金  -1.00 CNY\n"
    )
    with (heyuan / "2025" / "2025-07.beancount").open("a", encoding="utf-8") as july:
        july.write(f"\n{voucher}{legs}")
    (heyuan / "2025" / "2025-08.beancount").write_text(f"{voucher}{legs}", encoding="utf-8")
    files = [one.place.file for one in read(heyuan).books.vouchers if one.day == date(2025, 8, 1)]
    assert files == ["2025/2025-07.beancount", "2025/2025-08.beancount"]


def test_drafts_are_read_and_not_posted(heyuan: Path) -> None:
    books = read(heyuan).books
    assert [voucher.day for voucher in books.vouchers if voucher.draft] == [date(2025, 7, 8)]
    assert len(books.posted()) == len(books.vouchers) - 1
    assert books.posted_between(date(2025, 7, 8), date(2025, 7, 8)) == ()
    january = [voucher.number for voucher in books.posted_between(date(2025, 1, 5), date(2025, 1, 6))]
    assert january == ["初-0001", "初-0001", "收-0001", "收-0001"]
    assert len(books.posted_between(date.min, date.max)) == len(books.posted())


def test_a_balance_is_of_the_evening_before(heyuan: Path) -> None:
    bank = {one.account.fund: (one.day, one.amount_fen) for one in read(heyuan).books.assertions}
    assert bank["1维修资金"] == (date(2025, 6, 30), 741000)
    assert bank["4保修金"] == (date(2025, 6, 30), 40000)


def test_accounts_know_where_they_are_opened(heyuan: Path) -> None:
    books = read(heyuan).books
    chart = (heyuan / "chart.beancount").read_text(encoding="utf-8").splitlines()
    for name, account in books.accounts.items():
        place = books.opened[name]
        assert account.name == name
        assert place.file == "chart.beancount"
        assert f" open {name} CNY" in chart[place.line - 1]
    assert len(books.accounts) == sum(" open " in line for line in chart)


def test_evidence_that_exists_is_listed(heyuan: Path) -> None:
    books = read(heyuan).books
    assert list(books.decisions) == ["2025-01"]
    assert books.files == {"vouchers/2025-02-F0001.txt"}
    (heyuan / "decisions" / "2025-01.toml").unlink()
    (heyuan / "vouchers" / "2025-02-F0001.txt").unlink()
    books = read(heyuan).books
    assert (books.decisions, books.files) == ({}, frozenset())


def test_a_balance_of_half_a_fen_is_found(heyuan: Path) -> None:
    june = heyuan / "2025" / "2025-06.beancount"
    text = june.read_text(encoding="utf-8")
    june.write_text(text.replace("7410.00", "7410.005"), encoding="utf-8")
    reading = read(heyuan)
    line = next(number for number, row in enumerate(text.splitlines(), 1) if "7410.00" in row)
    assert [(one.code, one.place) for one in reading.findings] == [
        ("L10", Place("2025/2025-06.beancount", line))
    ]
    assert len(reading.books.assertions) == 3


def test_the_files_beside_are_named(heyuan: Path) -> None:
    assert read(heyuan).detail_names == ("details/2025-01-05.csv",)
