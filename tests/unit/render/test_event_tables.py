"""Papers about votes, repairs, audits and years of the sample: links that lead somewhere, figures that tables repeat."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest

from jjledger.books.ledger import load_ledger
from jjledger.disclosure.annual_models import AnnualReport, AnnualSection, Figure, Sentence
from jjledger.disclosure.decision_models import DecisionsCarriedOut, VoteResult
from jjledger.disclosure.lint import lint
from jjledger.disclosure.models import Disclosure
from jjledger.disclosure.project_models import ProjectPage
from jjledger.render import html
from jjledger.render.data import csv_bytes, xlsx_bytes
from jjledger.render.document_tables import tables_of
from jjledger.workflows.draw import draw
from jjledger.workflows.plan import planned
from jjledger.workflows.rulings import law_of

LEDGERS = Path(__file__).parents[3] / "ledgers"
TODAY = date(2026, 1, 31)
WANTED = ("project", "decision", "audit", "annual")


@cache
def pages() -> Mapping[str, Disclosure]:
    found = {}
    for code in ("guiyu2", "yihao"):
        ledger = load_ledger(LEDGERS / code, TODAY)
        law = law_of(ledger.books.community)
        for plan in planned(ledger.books, law, TODAY, None):
            if plan.document in WANTED:
                found[f"{code}/{plan.path}"] = draw(ledger, law, plan)
    return found


def test_the_sample_shows_every_kind_of_paper() -> None:
    stages = {page.stage for page in pages().values() if isinstance(page, ProjectPage)}
    assert stages == {"planned", "settled", "paid"}
    verdicts = {page.verdict for page in pages().values() if isinstance(page, VoteResult)}
    assert verdicts == {"carried", "certified"}
    documents = {path.rpartition("/")[2] for path in pages()}
    assert documents == set(WANTED)
    assert sum(isinstance(page, DecisionsCarriedOut | AnnualReport) for page in pages().values()) == 8


@pytest.mark.parametrize("medium", ["screen", "paper"])
def test_every_link_within_a_page_has_its_place(medium: html.Medium) -> None:
    for path, page in pages().items():
        text = html.disclosure(page, medium)
        places = set(re.findall(r'id="([^"]+)"', text))
        wanted = set(re.findall(r'href="#([^"]+)"', text))
        assert wanted <= places, path
        assert len(re.findall(r'id="', text)) == len(places), path


def test_the_files_that_a_page_names_are_made() -> None:
    for path, drawn in pages().items():
        page = replace(drawn, head=replace(drawn.head, issued=TODAY))
        named = set(re.findall(r'href="([\w-]+\.(?:csv|xlsx))"', html.disclosure(page, "screen")))
        made = {f"{name}.{form}" for name in tables_of(page) for form in ("csv", "xlsx")}
        assert named == made, path


def test_no_word_of_the_program_is_shown() -> None:
    for path, page in pages().items():
        shown = re.sub(r"<[^>]+>", " ", html.disclosure(page, "paper"))
        for word in ("carried", "certified", "planned", "settled", "emphasis", "None", "unknown"):
            assert word not in shown, (path, word)


def test_nothing_of_them_is_held() -> None:
    for path, page in pages().items():
        assert lint(page) == (), path


def test_the_shares_of_a_repair_sum_to_its_settlement_in_the_table_too() -> None:
    page = pages()["guiyu2/2025-10-20.project-2025-02-paid/project"]
    *rows, total = tables_of(page)["shares"].rows
    amounts = [row[2] for row in rows]
    assert all(isinstance(fen, int) for fen in amounts)
    # 174,160.50 as the sample's two vouchers of the repair come to: 121,912.35 and 52,248.15
    assert sum(fen for fen in amounts if isinstance(fen, int)) == total[2] == 121_912_35 + 52_248_15


def test_an_urgent_repair_says_who_certified_it_and_by_when_it_is_told() -> None:
    text = html.disclosure(pages()["yihao/2025-05-12.project-2025-01-settled/project"], "paper")
    assert "社区居民委员会" in text
    assert "至迟 2025年6月12日向全体业主公告" in text
    assert "应当将维修内容、维修预算、维修单位等事项" in text


def test_an_annual_report_on_paper_names_vouchers_and_on_the_screen_leads_to_them() -> None:
    page = pages()["guiyu2/2025/annual"]
    paper, screen = html.disclosure(page, "paper"), html.disclosure(page, "screen")
    assert "凭证 4月收-0001" in paper
    assert '<a href="#v-2-2025-04-S0001">' in screen
    assert 'href="../../../2025-Q1/index.html"' in screen
    assert "念完约 5 分" in paper


def test_a_share_is_a_number_in_per_cent_and_the_exact_one_stays_in_the_model() -> None:
    page = pages()["guiyu2/2025/annual"]
    # less by 93/1125 is less by 8.2666…%
    sentence = Sentence("比去年少 8%。", (Figure("比去年", share="-93/1125"), Figure("件", count=2)))
    told = replace(page, sections=(AnnualSection("一", (sentence,)),), ahead=())
    table = tables_of(told)["sentences"]
    assert [row[5] for row in table.rows] == [Decimal("-8.3"), None]
    assert csv_bytes(table).decode("utf-8-sig").splitlines()[0].split(",")[5] == "比例（%）"
    assert csv_bytes(table).decode("utf-8-sig").splitlines()[1].split(",")[5] == "-8.3"
    sheet = ZipFile(io.BytesIO(xlsx_bytes(table))).read("xl/worksheets/sheet1.xml").decode()
    assert re.search(r'<c r="F2" s="\d+"><v>-8.3</v>', sheet)
