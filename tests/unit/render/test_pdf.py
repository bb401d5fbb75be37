"""What comes out of the printer, read back by other programs."""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from jjledger.disclosure.models import HouseholdStatement, MaintenanceFund, PublicRevenue
from jjledger.errors import RenderError
from jjledger.render import html
from jjledger.render.household_papers import STYLES
from jjledger.render.pdf import OwnFiles, Printer
from jjledger.render.qr import qr_svg
from jjledger.render.resources import site_files
from jjledger.units import yuan
from tests.unit.render import made_pages as made
from tests.unit.render.paper import faults, fonts_of, printer, sheets

HOSTILE = "甲<b>·【Ⅱ】（𠮷𬍛）&\"'{{ 1 }}堃"
MODELS = [made.revenue(), made.fund(), made.household()]
IDS = [model.head.document for model in MODELS]
Model = PublicRevenue | MaintenanceFund | HouseholdStatement


def paper(model: Model) -> bytes:
    styles = STYLES if isinstance(model, HouseholdStatement) else "print.css"
    return printer().pdf(html.disclosure(model, "paper", qr_svg(model.head.address)), styles=styles)


def long_revenue() -> PublicRevenue:
    """Make a page of 60 vouchers, which takes several sheets, with an amount of twelve digits."""
    model = made.revenue()
    first, *_ = model.vouchers
    vouchers = tuple(
        replace(first, anchor=f"v-2025-07-S{number:04d}", number=f"收-{number:04d}", amount_fen=number)
        for number in range(1, 60)
    )
    huge = replace(first, anchor="v-huge", number="收-9999", amount_fen=99999999999999)
    line = replace(model.expense[0], vouchers=(vouchers[0].anchor,))
    income = tuple(replace(item, vouchers=(vouchers[0].anchor,)) for item in model.income)
    answers = replace(model.answers, decided=())
    return replace(model, vouchers=(*vouchers, huge), income=income, expense=(line,), answers=answers)


def amounts(value: object) -> Iterator[str]:
    """Give every amount of a model as people read it."""
    if is_dataclass(value):
        for field in fields(value):
            content = getattr(value, field.name)
            if field.name.endswith("_fen"):
                yield yuan(abs(content))
            else:
                yield from amounts(content)
    elif isinstance(value, tuple):
        for item in value:
            yield from amounts(item)


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_every_amount_can_be_read_back(model: Model) -> None:
    text = "".join(sheets(paper(model)))
    # Legs print either debit or credit, so the 0.00 of the other side is not asked for.
    wanted = set(amounts(model)) - {"0.00"}
    assert len(wanted) > 5
    assert {amount for amount in wanted if amount not in text} == set()


def test_every_name_day_and_word_of_a_voucher_can_be_read_back() -> None:
    model = made.revenue()
    text = "".join(sheets(paper(model)))
    for voucher in model.vouchers:
        for words in (voucher.day.isoformat(), voucher.number, voucher.payee, voucher.summary):
            assert words in text
    assert "−120.40" in text
    for line in (*model.income, *model.expense):
        assert line.label in text
    assert model.closing_capital in text
    assert "2025年7月1日至9月30日" in text
    assert model.head.address in text


def test_a_household_reads_how_its_share_came_about() -> None:
    text = "".join(sheets(paper(made.household())))
    assert "12,345.67元×89.52÷3561.50m²=310.3142…元，先舍到分；" in text
    assert "01幢2单元301室" in text


def test_a_hostile_name_survives() -> None:
    model = made.revenue()
    named = replace(model, head=replace(model.head, community=HOSTILE))
    assert re.sub(r"\s", "", HOSTILE) in sheets(paper(named))[0]


def test_what_no_font_has_is_printed_as_a_sign_and_never_as_a_box() -> None:
    model = made.revenue()
    named = replace(model, head=replace(model.head, community="甲𪚥苑"))
    assert "甲〓苑" in sheets(paper(named))[0]


def test_only_the_cut_fonts_are_in_a_pdf_unless_a_rare_character_needs_the_systems(tmp_path: Path) -> None:
    model = made.revenue()
    assert fonts_of(paper(model), tmp_path) == ["jjledger-sans", "jjledger-sans-Bold"]
    named = replace(model, head=replace(model.head, community="𠮷祥里"))
    assert fonts_of(paper(named), tmp_path) == ["Noto-Sans-CJK-SC", "jjledger-sans", "jjledger-sans-Bold"]


def test_each_sheet_says_what_it_belongs_to() -> None:
    texts = sheets(paper(long_revenue()))
    assert len(texts) > 2
    for number, text in enumerate(texts, 1):
        assert f"第{number}页共{len(texts)}页" in text
        assert "演示数据" in text
        assert "桂语府·Ⅱ期" in text
        assert "公共收益收支公示" in text
        assert "2025年第三季度" in text


def test_the_head_of_a_table_stands_on_each_of_its_sheets() -> None:
    texts = sheets(paper(long_revenue()))
    with_vouchers = [text for text in texts if "收-0030" in text or "收-0059" in text]
    assert len(with_vouchers) == 2
    assert all("日期凭证号摘要、对方和分录金额附单据" in text for text in with_vouchers)


def test_the_grounds_stay_whole_and_never_alone_on_a_sheet() -> None:
    model = long_revenue()
    for count in range(20, 28):  # from two sheets to three: somewhere between them the grounds must move
        some = replace(model, vouchers=(*model.vouchers[:count], model.vouchers[-1]))
        last = sheets(paper(some))[-1]
        assert "依据与说明" in last
        assert "有疑问请找" in last
        assert "收-9999" in last  # at least the last voucher goes with them


def test_a_household_is_named_on_each_sheet_of_its_statement() -> None:
    model = made.household()
    long = replace(model, rows=model.rows * 20)
    texts = sheets(paper(long))
    assert len(texts) > 1
    assert all("01-2-301" in text for text in texts)


def test_real_data_is_not_called_a_demonstration() -> None:
    model = made.revenue()
    real = replace(model, head=replace(model.head, sample=False))
    assert not any("演示数据" in text for text in sheets(paper(real)))


def test_nothing_hangs_over_the_edge(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(paper(long_revenue()))
    boxes = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    right = [float(found) for found in re.findall(r'xMax="([\d.]+)"', boxes)]
    left = [float(found) for found in re.findall(r'xMin="([\d.]+)"', boxes)]
    millimetre = 72 / 25.4
    assert "999,999,999,999.99" in boxes
    assert max(right) <= (210 - 15) * millimetre + 0.5
    assert min(left) >= 15 * millimetre - 0.5


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_it_conforms_to_pdf_a_3a_and_pdf_ua_1(model: Model) -> None:
    assert faults(paper(model)) == []


def test_it_says_what_it_is_and_nothing_of_when_it_was_made() -> None:
    reader = PdfReader(BytesIO(paper(made.revenue())))
    assert reader.metadata is not None
    assert reader.metadata.title == "公共收益收支公示 · 2025年第三季度 · 桂语府·Ⅱ期"
    assert set(reader.metadata) == {"/Title", "/Subject", "/Producer"}
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert [item.title for item in reader.outline[:1]] == ["公共收益收支公示"]


def test_a_line_on_paper_leads_to_its_voucher() -> None:
    reader = PdfReader(BytesIO(paper(made.revenue())))
    targets = {
        str(annotation.get_object().get("/Dest"))
        for sheet in reader.pages
        for annotation in sheet.get("/Annots", [])
    }
    assert {voucher.anchor for voucher in made.revenue().vouchers} <= targets


def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    path = tmp_path / "checked.pdf"
    path.write_bytes(paper(long_revenue()))
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("model", MODELS, ids=IDS)
def test_poppler_reads_every_drawing_and_tag_without_a_complaint(model: Model, tmp_path: Path) -> None:
    path = tmp_path / "read.pdf"
    path.write_bytes(paper(model))  # neither qpdf nor the validator reads what a page is drawn with
    for command in (["pdfinfo", "-struct-text", path], ["pdftoppm", "-r", "20", path, tmp_path / "read"]):
        read = subprocess.run(command, capture_output=True, text=True, check=True)
        assert read.stderr == ""


def test_the_same_page_is_the_same_file_wherever_it_is_printed(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from tests.unit.render.test_pdf import long_revenue, paper\n"
        "sys.stdout.buffer.write(paper(long_revenue()))"
    )
    root = str(Path(__file__).resolve().parents[3])
    printed = []
    for seed, locale in (("1", "C"), ("2", "C.UTF-8")):
        folder = tmp_path / seed
        folder.mkdir()
        surroundings = {"PYTHONHASHSEED": seed, "TMPDIR": str(folder), "LC_ALL": locale, "PYTHONPATH": root}
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=folder,
            env={**os.environ, **surroundings},
            capture_output=True,
            check=True,
        )
        printed.append(done.stdout)
    assert printed[0] == printed[1] == paper(long_revenue())
    assert len(printed[0]) > 10_000


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/a.png",
        "https://example.com/a.css",
        "ftp://example.com/a",
        "file:///etc/passwd",
        f"{site_files().as_uri()}/../pyproject.toml",
        f"{site_files().as_uri()}/%2e%2e/pyproject.toml",
        "file://example.com/etc/passwd",
    ],
)
def test_nothing_but_our_own_files_is_loaded(address: str) -> None:
    fetcher = OwnFiles(site_files())
    with pytest.raises(ValueError, match=r"none of our files|disallowed protocol"):
        fetcher.fetch(address)
    with pytest.raises(RenderError, match="不允许读取"):
        printer().pdf(f'<html lang="zh-CN"><title>a</title><img alt="" src="{address}">')


def test_our_own_files_are_loaded() -> None:
    fetcher = OwnFiles(site_files())
    assert b"@page" in fetcher.fetch((site_files() / "css/print.css").as_uri()).read()
    assert fetcher.fetch("data:text/plain,a").read() == b"a"


def test_a_link_that_leads_out_of_our_folders_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "site/link.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(ValueError, match="none of our files"):
        OwnFiles(tmp_path / "site").fetch((tmp_path / "site/link.txt").as_uri())


def test_the_garbage_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    paper(made.household())
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    gc.disable()
    try:
        with pytest.raises(RenderError):
            printer().pdf('<img src="http://example.com/a.png">')
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_worker_process_leaves_no_fonts_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    worker = multiprocessing.get_context("fork").Process(target=print_and_see_fonts, args=(tmp_path,))
    worker.start()
    worker.join()
    assert worker.exitcode == 0
    assert list(tmp_path.iterdir()) == []


def print_and_see_fonts(folder: Path) -> None:
    worker = Printer()
    assert worker.pdf('<html lang="zh-CN"><title>a</title><p>a')
    assert list(folder.glob("weasyprint-*/*"))
    globals()["kept"] = worker  # until the process ends, as in publish


def test_a_printer_prints_the_same_again() -> None:
    assert Printer().pdf(html.disclosure(made.fund(), "paper")) == printer().pdf(
        html.disclosure(made.fund(), "paper")
    )
