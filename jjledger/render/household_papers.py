"""Papers of households as files: one by one in every form, or as a volume to print.

What lives here: how a volume is put together, and the styles these papers are printed with. What must not:
where a volume ends, and where files are kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from jjledger.disclosure.models import HouseholdStatement
from jjledger.disclosure.notice_models import ShareNotice, TopUpNotice
from jjledger.disclosure.pile import Paper
from jjledger.disclosure.pile_models import PileList, PileSheet, PileVolume
from jjledger.render import html
from jjledger.render.data import csv_bytes, json_bytes, xlsx_bytes
from jjledger.render.document import alone
from jjledger.render.papers import Format
from jjledger.render.pdf import Printer
from jjledger.render.pdf_finish import Embedded
from jjledger.render.tables import Column, Table, tables

STYLES: Final = "household.css"
_ARTICLE: Final = re.compile(r"<article.*</article>", re.DOTALL)
_ID: Final = re.compile(r' id="[^"]*"')  # a volume would have each of them many times


def paper_files(paper: Paper, formats: Collection[Format], printer: Printer) -> dict[str, bytes]:
    """Put one paper into some forms.

    Args:
        paper: the view model.
        formats: which forms.
        printer: this process's printer.

    Returns:
        Content by form, in the order html, pdf, json, csv, xlsx; a notice has no table.

    Raises:
        RenderError: the page could not be printed.
    """
    files: dict[str, bytes] = {}
    if "html" in formats:
        files["html"] = alone(_html(paper, "screen")).encode()
    if "pdf" in formats:
        files["pdf"] = printer.pdf(_html(paper, "paper"), _embedded(paper), STYLES)
    if "json" in formats:
        files["json"] = json_bytes(paper)
    if isinstance(paper, HouseholdStatement):
        table = tables(paper)["statement"]
        files |= {"csv": csv_bytes(table)} if "csv" in formats else {}
        files |= {"xlsx": xlsx_bytes(table)} if "xlsx" in formats else {}
    return files


def volume_files(
    volume: PileVolume, papers: Sequence[Paper], formats: Collection[Format], printer: Printer
) -> dict[str, bytes]:
    """Put a volume into one file to print and one to read, as far as they are wanted.

    Args:
        volume: its cover.
        papers: its papers, all of one kind.
        formats: of html and pdf.
        printer: this process's printer.

    Returns:
        Content by form.

    Raises:
        RenderError: the pages could not be printed.
    """
    files: dict[str, bytes] = {}
    if "html" in formats:
        files["html"] = alone(_volume(volume, papers, "screen")).encode()
    if "pdf" in formats:
        files["pdf"] = printer.pdf(_volume(volume, papers, "paper"), styles=STYLES)
    return files


def list_files(page: PileList, sheets: Sequence[PileSheet], printer: Printer) -> dict[str, bytes]:
    """Put the list of a pile into PDF, and all its papers into CSV and XLSX.

    Raises:
        RenderError: the page could not be printed.
    """
    table = _sheet_table(page, sheets)
    return {
        "pdf": printer.pdf(html.pile_list(page, "paper"), styles=STYLES),
        "csv": csv_bytes(table),
        "xlsx": xlsx_bytes(table),
    }


def _html(paper: Paper, medium: html.Medium) -> str:
    if isinstance(paper, HouseholdStatement):
        return html.disclosure(paper, medium)
    return html.notices([paper], medium)


def _volume(volume: PileVolume, papers: Sequence[Paper], medium: html.Medium) -> str:
    articles = [article for paper in papers for article in _ARTICLE.findall(_html(paper, medium))]
    return html.pile(volume, [_ID.sub("", article) for article in articles], medium)


def _embedded(paper: Paper) -> tuple[Embedded, ...]:
    """Let the owner's own file carry its figures, for whoever wants to do the sums again."""
    if isinstance(paper, ShareNotice | TopUpNotice):
        return ()
    day = paper.head.last_day
    data = Embedded(
        "statement.json", "application/json", "本单全部数据，金额以分为单位", "Data", json_bytes(paper), day
    )
    if paper.proof is None:
        return (data,)
    pack = paper.proof.pack.encode()
    return data, Embedded(
        "pack.json", "application/json", "核对包：本户余额算在公布合计里的证明", "Data", pack, day
    )


def _sheet_table(page: PileList, sheets: Sequence[PileSheet]) -> Table:
    head = page.head
    columns = [
        Column("序号", "count", 8),
        Column("册", "count", 6),
        Column("房屋编号", width=16),
        Column("房屋", width=24),
        Column("资金", width=24),
        Column(f"{head.amount_label}（元）", "yuan", 18),
        Column(f"{head.owed_label or '欠款'}（元）", "yuan", 18),
    ]
    rows = tuple(
        (sheet.place, sheet.volume or None, sheet.household, sheet.house, sheet.fund, sheet.amount_fen, sheet.owed_fen)
        for sheet in sheets
    )  # fmt: skip
    return Table(f"{head.title}打印清单", tuple(columns), rows)
