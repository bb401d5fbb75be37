"""Papers made on request, read back: what stands on them, on which sheets, and that anybody can read them."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Final

import pytest

from jjledger.render import html
from jjledger.render.papers import card_files, statement_files
from jjledger.units import yuan
from tests.unit.render import made_papers as made
from tests.unit.render.paper import faults, printer, sheets
from tests.unit.render.reading import read

PAPERS: Final = {
    "statements": (made.statements(), html.statements),
    "share": (made.share(), lambda paper, medium: html.notices([paper], medium)),
    "top-up": (made.top_up(), lambda paper, medium: html.notices([paper], medium)),
    "card": (made.card(), html.ledger_card),
}
EACH: Final = pytest.mark.parametrize("name", PAPERS)


def _screen(name: str) -> str:
    model, write = PAPERS[name]
    return write(model, "screen")


def _pdf(name: str) -> bytes:
    model, write = PAPERS[name]
    return printer().pdf(write(model, "paper"))


def _amounts(value: object) -> Iterator[int]:
    """Give every amount of a model."""
    if is_dataclass(value):
        for field in fields(value):
            content = getattr(value, field.name)
            if field.name.endswith("_fen"):
                yield from content if isinstance(content, tuple) else (content,)
            else:
                yield from _amounts(content)
    elif isinstance(value, tuple):
        for item in value:
            yield from _amounts(item)


@EACH
def test_every_amount_can_be_read_back(name: str) -> None:
    text = "".join(sheets(_pdf(name)))
    wanted = {yuan(abs(fen)) for fen in _amounts(PAPERS[name][0])} - {yuan(0)}
    assert len(wanted) > 5
    assert {amount for amount in wanted if amount not in text} == set()


@EACH
def test_it_conforms_to_pdf_a_3a_and_pdf_ua_1(name: str) -> None:
    assert faults(_pdf(name)) == []


@EACH
def test_a_screen_leads_nowhere_and_closes_what_it_opens(name: str) -> None:
    page = read(_screen(name))
    assert [link.attributes["href"] for link in page.all("a")] == ["#main"]
    assert page.one("ol", "breadcrumb").one("li", **{"aria-current": "page"}).text.startswith("桂语府·Ⅱ期")


@EACH
def test_every_cell_of_a_narrow_table_says_what_it_is(name: str) -> None:
    tables = [table for table in read(_screen(name)).all("table") if "stacked" in table.classes]
    cells = [cell for table in tables for cell in table.all("td")]
    assert all(cell.attributes.get("data-label") for cell in cells)


@EACH
def test_made_up_data_is_called_so(name: str) -> None:
    assert all("演示数据" in text for text in sheets(_pdf(name)))


@pytest.mark.parametrize(("name", "across"), [("statements", True), ("card", True), ("share", False)])
def test_wide_tables_lie_across_an_a4_sheet(name: str, across: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a case
    (tmp_path / "a.pdf").write_bytes(_pdf(name))
    told = subprocess.run(["pdfinfo", tmp_path / "a.pdf"], capture_output=True, text=True, check=True).stdout
    size = next(line for line in told.splitlines() if line.startswith("Page size"))
    assert ("841.89 x 595.276 pts" if across else "595.276 x 841.89 pts") in size


def test_each_statement_has_its_sheet_with_form_unit_and_places_to_sign() -> None:
    texts = sheets(_pdf("statements"))
    assert [("会住维01表" in text, "会住维03表" in text) for text in texts] == [(True, False), (False, True)]
    for text in texts:
        for words in ("资金名称：住宅专项维修资金", "单位：元", "编制单位：街道财务服务中心", "2025年度"):
            assert words in text
        for words in ("制表人：", "复核人：", "负责人：", "日期："):
            assert words in text


def test_what_does_not_tie_stands_under_the_statement() -> None:
    sheet = read(_screen("statements")).all("article", "sheet")[0]
    assert [(tie.classes, tie.one("span", "outcome").text) for tie in sheet.one("ul", "ties").all("li")] == [
        (["tied"], "1,300.13 一致"),
        (["off"], "1,300.14 ≠ 1,300.15 不一致，相差 −0.01 元"),
        (["unchecked"], "1,300.16 未核对：没有人核对过 1234建行 当日的余额"),
    ]
    assert sheet.one("p", "owes").text.startswith("未过账草稿 1 张，不计入本表：2025-07-08 电梯年检")


def test_a_row_names_the_column_of_each_figure() -> None:
    sheet = read(_screen("statements")).all("table", "figures")[0]
    row = next(row for row in sheet.all("tr") if row.text.startswith("银行存款"))
    assert [(cell.attributes["data-label"], cell.text) for cell in row.all("td")][3:] == [
        ("公有住房 期末余额", "200.03"),
        ("合计 年初余额", "1,000.04"),
        ("合计 期末余额", "1,300.05"),
    ]


def test_a_card_without_arrears_has_no_column_for_them() -> None:
    owing, free = (card_files(made.card(owes=owes), printer()) for owes in (True, False))
    heads = [next(csv.reader(io.StringIO(files["card.csv"].decode("utf-8-sig")))) for files in (owing, free)]
    assert heads[0][:12] == [
        "日期", "摘要", "增加本金（元）", "增加利息（元）", "增加小计（元）", "减少本金（元）", "减少利息（元）",
        "减少小计（元）", "可用本金（元）", "可用利息（元）", "可用小计（元）", "欠款余额（元）",
    ]  # fmt: skip
    assert heads[1] == [head for head in heads[0] if head != "欠款余额（元）"]
    assert "欠款" not in "".join(sheets(free["card.pdf"]))


def test_statements_come_in_the_forms_asked_for() -> None:
    page = made.statements()
    assert set(statement_files(page, ["csv"])) == {"01-balance-sheet.csv", "03-net-assets.csv", "ties.csv"}
    assert set(statement_files(page, ["html", "json"])) == {"statements.html", "statements.json"}
    lines = statement_files(page, ["csv"])["01-balance-sheet.csv"].decode("utf-8-sig").splitlines()
    assert lines[0].startswith("项目,商品住宅 年初余额（元）,商品住宅 期末余额（元）,公有住房 年初余额（元）")
    assert lines[3] == "其中：售房单位,0.00,0.00,0.00,100.06,0.00,100.07"


def test_the_same_statements_are_the_same_files() -> None:
    once, again = (statement_files(made.statements(), ["pdf", "xlsx"]) for _ in range(2))
    assert once == again
