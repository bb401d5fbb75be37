"""Every kind of document and paper that goes out, printed from the sample and read back by other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from xml.etree import ElementTree as ET

import pytest
from weasyprint import HTML

from jjledger.render import html, pdf, shortcuts
from jjledger.render.document import disclosure_files
from jjledger.render.pdf_page import PaperPage
from jjledger.render.qr import qr_svg
from tests.sample_documents import documents
from tests.unit.render.paper import complaints, drawn_text, embedded, faults, printer

quiet = pytest.fixture(autouse=True)(complaints)
BOOK = "2025-01-01 open Assets:银行 CNY\n".encode()
KINDS = {
    "AnnualReport", "AssetList", "AuditPage", "CommitteeSpending", "ContractList", "DecisionsCarriedOut",
    "MaintenanceFund", "MoneyList", "ProjectPage", "PublicRevenue", "ThreeFunds", "VoteResult",
}  # fmt: skip
HIDDEN = {"head", "footer", "title"}  # on paper, or with what a drawing says to those who cannot see it
HIDDEN_CLASSES = {"unseen", "unit"}


@cache
def files_of(kind: str) -> dict[str, bytes]:
    return disclosure_files(documents()[kind], printer(), BOOK)


def texts(element: ET.Element) -> Iterator[str]:
    """Give every piece of text that is printed of a page, without blanks."""
    tag = element.tag.rpartition("}")[2]
    if tag in HIDDEN or HIDDEN_CLASSES & set(element.get("class", "").split()):
        return
    yield element.text or ""
    for child in element:
        yield from texts(child)
        yield child.tail or ""


def test_the_sample_has_every_kind_of_document() -> None:
    assert {type(page).__name__ for page in documents().values()} == KINDS


@pytest.mark.parametrize("kind", documents())
def test_a_document_conforms_to_both_standards(kind: str) -> None:
    assert faults(files_of(kind)["report.pdf"]) == []


@pytest.mark.parametrize("kind", documents())
def test_every_amount_and_name_can_be_read_back(kind: str) -> None:
    page = PaperPage(html.disclosure(documents()[kind], "paper"), None).etree_element
    wanted = {re.sub(r"\s", "", text) for text in texts(page)} - {""}
    printed = drawn_text(files_of(kind)["report.pdf"])
    assert len(wanted) > 30
    assert any(re.search(r"\d\.\d\d", text) for text in wanted) or kind.startswith(("decision", "audit"))
    assert {text for text in wanted if text not in printed} == set()
    assert "〓" not in printed


@pytest.mark.parametrize("kind", documents())
def test_the_files_in_a_pdf_are_those_beside_it(kind: str) -> None:
    files = files_of(kind)
    beside = {name: data for name, data in files.items() if name.endswith((".json", ".csv"))}
    assert "data.json" in beside
    assert embedded(files["report.pdf"]) == beside | {"book.beancount": BOOK}


@pytest.mark.parametrize("kind", documents())
def test_no_short_way_changes_a_byte(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = html.disclosure(documents()[kind], "paper", qr_svg(documents()[kind].head.address))
    short = printer().pdf(page)
    for owner, name, long_way in shortcuts.LONG:
        monkeypatch.setattr(owner, name, long_way)
    monkeypatch.setattr(pdf, "PaperPage", lambda text, fetcher: HTML(string=text, url_fetcher=fetcher))
    assert printer().pdf(page) == short
