"""`jjledger verify` says of a statement's PDF only what it looked at: words are read, and a picture can lie."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from tests.ledgers import run
from tests.sealed_site import published, steps

ROOM = "01-1-101"
AMOUNTS = "纸面上的六个金额与核对包相同"
ALONE = "纸面上没有本单以外的内容"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one year of one community, and print one household's statement."""
    folder = tmp_path_factory.mktemp("statement")
    ledgers = published(folder)
    done = run(
        "jjledger", "statement", ledgers / "bailu", "--household", ROOM, "--period", "2025", "--today", "2026-02-03",
        "--format", "pdf", "--to", folder / "private",
    )  # fmt: skip
    shutil.move(done.stdout.strip(), folder / "statement.pdf")
    return folder


def _over(html: str) -> Callable[[PdfWriter], None]:
    """Draw something over a statement's first page."""
    from weasyprint import HTML  # noqa: PLC0415 -- slow to import

    style = "<style>@page { size: A4; margin: 6cm 1cm } body { font: 8pt sans-serif }</style>"
    (over,) = PdfReader(BytesIO(HTML(string=style + html).write_pdf())).pages
    return lambda writer: writer.pages[0].merge_page(over)


def _noted(writer: PdfWriter) -> None:
    note = FreeText(text="已结清", rect=(50, 550, 200, 650))
    writer.add_annotation(0, note)


def _forged(first: Path, path: Path, turn: Callable[[PdfWriter], None], *, added: bool = False) -> Path:
    source = first / "statement.pdf"
    writer = PdfWriter(source, incremental=True) if added else PdfWriter(clone_from=source)
    turn(writer)
    writer.write(path)
    assert path.read_bytes().startswith(source.read_bytes()) is added
    return path


def _shown(path: Path, first: Path, state: str) -> dict[str, str]:
    return steps(path, "--site", first / "public", "--room", ROOM, state=state)


def test_the_print_itself_is_told_as_such(first: Path) -> None:
    path = first / "statement.pdf"
    holds = _shown(path, first, "holds")
    assert AMOUNTS in holds
    assert any("一个字节不差" in what for what in holds)
    assert _shown(path, first, "wrong") == {}


@pytest.mark.parametrize("added", [False, True], ids=["written anew", "put behind it"])
@pytest.mark.parametrize(
    "html",
    ["<p>余额 ¥1,804.88</p>", "<p style='color: red'>Pay 6,000.00 to account 4000 1234</p>"],
    ids=["balance", "payment"],
)
def test_amounts_drawn_over_a_statement_are_named(
    first: Path, tmp_path: Path, html: str, *, added: bool
) -> None:
    forged = _forged(first, tmp_path / "forged.pdf", _over(html), added=added)
    amount = "1,804.88" if "1,804.88" in html else "6,000.00"
    assert amount in _shown(forged, first, "wrong")[ALONE]
    assert AMOUNTS not in _shown(forged, first, "holds")


@pytest.mark.parametrize("added", [False, True], ids=["written anew", "put behind it"])
def test_what_lies_over_a_page_is_named(first: Path, tmp_path: Path, *, added: bool) -> None:
    forged = _forged(first, tmp_path / "forged.pdf", _noted, added=added)
    assert "加了批注" in _shown(forged, first, "wrong")[ALONE]


def test_what_is_drawn_in_a_later_part_of_the_file_is_named_whatever_it_is(
    first: Path, tmp_path: Path
) -> None:
    white = _over("<div style='background: white; height: 5cm'></div>")
    forged = _forged(first, tmp_path / "forged.pdf", white, added=True)
    assert _shown(forged, first, "wrong") == {ALONE: "打印以后又画上了别的内容"}


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<div style='background: white; height: 5cm'></div>", "文字一样，画面没有比对"),
        ("<p>Pay to account 4000 1234</p>", "文字也不一样"),
    ],
    ids=["painted white", "other words"],
)
def test_of_a_file_written_anew_nothing_is_claimed_but_what_its_pack_says(
    first: Path, tmp_path: Path, html: str, told: str
) -> None:
    forged = _forged(first, tmp_path / "forged.pdf", _over(html))
    assert _shown(forged, first, "wrong") == {}
    assert not any("纸面上的" in what for what in _shown(forged, first, "holds"))
    [doubt] = [what for what in _shown(forged, first, "amber") if "这份 PDF" in what]
    assert told in doubt
    assert "画面可能不同" in doubt


def test_what_is_put_behind_a_print_without_drawing_is_no_lie(first: Path, tmp_path: Path) -> None:
    """As a signature is."""
    marked = _forged(
        first, tmp_path / "signed.pdf", lambda one: one.add_metadata({"/Author": "某"}), added=True
    )
    assert _shown(marked, first, "wrong") == {}
    assert any("后面又加过内容，例如签名" in what for what in _shown(marked, first, "amber"))


def test_data_that_do_not_add_up_are_printed_for_nobody(first: Path, tmp_path: Path) -> None:
    def turned(writer: PdfWriter) -> None:
        data = PdfReader(first / "statement.pdf").attachments["statement.json"][0]
        names: Any = writer.root_object["/Names"]
        names["/EmbeddedFiles"]["/Names"].clear()
        writer.add_attachment("pack.json", PdfReader(first / "statement.pdf").attachments["pack.json"][0])
        assert data.count(b'"amount_fen": 28210') == 1
        writer.add_attachment("statement.json", data.replace(b'"amount_fen": 28210', b'"amount_fen": 99'))

    forged = _forged(first, tmp_path / "forged.pdf", turned)
    assert any("按里面的数据印不出来" in what for what in _shown(forged, first, "amber"))
