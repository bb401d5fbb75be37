"""Volumes of household papers as they come off the printer: a cover, a sheet each, both standards."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from pypdf import PdfReader

from jjledger.disclosure.pile import Paper, pile_head, pile_list, pile_volume, sheet_of
from jjledger.disclosure.pile_models import PileTie, PileVolume
from jjledger.disclosure.sealed_models import HouseholdAddress, HouseholdProof
from jjledger.render.household_papers import list_files, paper_files, volume_files
from jjledger.render.papers import FORMATS
from jjledger.render.resources import site_files
from jjledger.units import yuan
from tests.unit.render import made_pages, made_papers
from tests.unit.render.paper import complaints, faults, printer, scanned, sheets
from tests.unit.render.reading import read

silent = pytest.fixture(autouse=True)(complaints)

STATEMENT: Final = made_pages.household()
PILES: Final[dict[str, list[Paper]]] = {
    "statements": [
        replace(STATEMENT, household=f"01-1-{door}", room=door) for door in ("101", "102", "1001")
    ],
    "shares": [made_papers.share(f"01-2-{door}", f"01幢2单元{door}室") for door in ("301", "302", "303")],
    "top-ups": [made_papers.top_up()],
}
EACH: Final = pytest.mark.parametrize("name", PILES)


def _volume(papers: list[Paper], number: int = 2, count: int = 3) -> PileVolume:
    own = [sheet_of(paper, place, number) for place, paper in enumerate(papers, 7)]
    return pile_volume(pile_head(papers[0]), number, count, own)


@EACH
def test_a_volume_is_its_cover_and_a_sheet_a_paper(name: str) -> None:
    papers = PILES[name]
    volume = _volume(papers)
    cover, *rest = sheets(volume_files(volume, papers, ["pdf"], printer())["pdf"])
    assert len(rest) == len(papers)
    assert f"{len(papers)}份，{volume.head.amount_label}合计¥{yuan(volume.amount_fen)}" in cover
    for place, (text, sheet) in enumerate(zip(rest, volume.sheets, strict=True), 2):
        assert sheet.household in text
        assert yuan(sheet.amount_fen) in text
        assert f"第2册第{place}页" in text
        assert f"{sheet.place}{sheet.house}" in cover


@EACH
def test_volumes_and_single_papers_keep_both_standards(name: str) -> None:
    papers = PILES[name]
    assert faults(volume_files(_volume(papers), papers, ["pdf"], printer())["pdf"]) == []
    assert faults(paper_files(papers[0], ["pdf"], printer())["pdf"]) == []


@pytest.mark.parametrize("name", ["shares", "top-ups"])
def test_what_a_notice_tells_a_household_is_set_in_ten_and_a_half_points_or_more(name: str) -> None:
    sizes: dict[float, str] = {}

    def visit(text: str, matrix: list[float], place: list[float], _: object, size: float) -> None:
        if text.strip():
            points = round(abs(size * place[3] * matrix[3]), 1)
            sizes[points] = sizes.get(points, "") + re.sub(r"\s", "", text)

    PdfReader(BytesIO(paper_files(PILES[name][0], ["pdf"], printer())["pdf"])).pages[0].extract_text(
        visitor_text=visit
    )
    small = "".join(text for points, text in sizes.items() if points < 10.5)
    # The strip of sample data and the foot of the sheet alone are smaller.
    assert "演示数据" in small
    assert "第1页共1页" in small
    assert not re.search(r"[¥×÷；]|单位：|民法典|通知日期|签收", small)
    assert len(small) < 100


def test_a_notice_of_four_payments_is_one_sheet() -> None:
    paper = made_papers.share()
    grounds = (*paper.head.grounds, *paper.head.grounds)
    four = replace(paper, lines=paper.lines * 4, head=replace(paper.head, grounds=grounds))
    assert len(PdfReader(BytesIO(paper_files(four, ["pdf"], printer())["pdf"])).pages) == 1


REASON: Final = (
    "所属期间 2025-10-01 至 2025-12-31；精确到分以下先舍去，本户得 36.34 元，舍去 0.9999… 分；全体共差 3020 分，"
    "按舍去部分从大到小每户补 1 分，本户排第 1，补 1 分；依据 本小区自 2016-01-01 起的计息办法"
)


def test_a_statement_of_four_distributions_is_one_sheet_and_carries_its_figures() -> None:
    page = replace(STATEMENT, rows=tuple(replace(STATEMENT.rows[0], reason=REASON) for _ in range(4)))
    reader = PdfReader(BytesIO(paper_files(page, ["pdf"], printer())["pdf"]))
    assert len(reader.pages) == 1
    assert set(reader.attachments) == {"statement.json"}


def test_a_phone_reads_both_codes_of_a_statement_and_it_stays_one_sheet(tmp_path: Path) -> None:
    link = HouseholdAddress(
        "https://gongshi.example/o/#AAAAAAAAAAAAAAAAAAAAAA", "https://gongshi.example/o/",
        "AAAA AAAA AAAA AAAA AAAA AAAA AA", date(2026, 5, 1),
    )  # fmt: skip
    code = "J1:" + "7WG/0DK3A" * 170  # what a household of a town of houses has
    verifier = "https://gongshi.example/verify.html"
    proof = HouseholdProof(41, "ab" * 32, code, "{}", address=verifier)
    rows = tuple(replace(STATEMENT.rows[0], reason=REASON) for _ in range(4))
    for one, codes in ((proof, {code}), (replace(proof, link=link), {code, link.address})):
        pdf = paper_files(replace(STATEMENT, proof=one, rows=rows), ["pdf"], printer())["pdf"]
        assert set(scanned(pdf, tmp_path, 200)) == codes
        (text,) = sheets(pdf)
        assert ("https://gongshi.example/o/，输入专用码：AAAAAAAA" in text) == (link.address in codes)
        assert ("2026年5月1日前能打开" in text) == (link.address in codes)
        assert verifier.removeprefix("https://") in text  # to be typed by whoever has no network now
        assert faults(pdf) == []


def test_a_statement_needs_no_other_file_and_comes_in_every_form() -> None:
    files = paper_files(STATEMENT, FORMATS, printer())
    assert set(files) == set(FORMATS)
    text = files["html"].decode()
    styles = (site_files() / "css/screen.css").read_text(encoding="utf-8")
    assert f'<style media="screen">\n{styles[:1000]}' in text
    assert len(re.findall("<style", text)) == 3
    assert not re.search(r'<link|url\("(?!data:)|src=', text)
    assert "01幢2单元301室" in "".join(sheets(files["pdf"]))


def test_a_volume_to_read_needs_no_other_file_and_has_every_anchor_once() -> None:
    papers = PILES["statements"]
    text = volume_files(_volume(papers), papers, ["html"], printer())["html"].decode()
    assert "<link" not in text
    ids = [element.attributes["id"] for element in read(text).all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))


def test_the_list_says_every_volume_and_what_its_sums_are_held_against() -> None:
    papers = PILES["shares"]
    own = [sheet_of(paper, place, 1) for place, paper in enumerate(papers, 1)]
    page = pile_list(
        pile_head(papers[0]), ["a-01.pdf"], own, [PileTie("各户分摊之和", 930_93, 930_93)], ["请单面打印"]
    )
    files = list_files(page, own, printer())
    (text,) = sheets(files["pdf"])
    for words in ("共3份", "¥930.93", "各户分摊之和930.93930.93一致", "a-01.pdf", "请单面打印"):
        assert words in text, words
    assert faults(files["pdf"]) == []
    assert files["csv"].decode("utf-8-sig").splitlines()[3].startswith("3,1,01-2-303,01幢2单元303室")
