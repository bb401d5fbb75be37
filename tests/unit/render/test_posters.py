"""The papers for the notice board, read back and measured: what is on them, how high its letters are, where it leads."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import page as validator
import pytest
from PIL import Image
from pypdf import PdfReader

from jjledger.disclosure.models import (
    BankTie,
    Change,
    Correction,
    Ground,
    Line,
    MaintenanceFund,
    PublicRevenue,
)
from jjledger.disclosure.poster_models import CheckSheet, Stamp
from jjledger.render.posters import check_sheet, poster_files
from tests.unit.render import made_pages as made
from tests.unit.render.paper import fonts_of, printer, sheets

Page = PublicRevenue | MaintenanceFund

ROOT = "0123456789abcdef" * 4
LOG_KEY = "gongshi.jiaojiang-hehe.example.cn/log+0c630f10+Ac2Xe7akWuUKbDefId+7J/KVvXm35t1buxhlGirgBNuI"
STAMP = Stamp(ROOT)
MILLIMETRE = 72 / 25.4  # points
SIZES = {"poster-a4.pdf": (210, 297), "poster-a3.pdf": (297, 420), "poster-a2.pdf": (420, 594)}
SHEET = "one-sheet.pdf"
LONG_NAME = "和合城幸福里花园小区东区一期二组团公寓楼"
# False alarms of the validator: a rule of PDF/A-1 alone, and streams that end in a byte like a line's end.
FALSE_ALARMS = {"PDFA3A-METADATA-FILTER-001", "PDFA3A-STREAM-LENGTH-001"}


def out(page: Page, **head: Any) -> Page:  # noqa: ANN401 -- any field of a head
    """Give a page as it is when it goes out."""
    address = f"https://gongshi.example/d/guiyu/{page.head.period_code}/v1/{page.head.document}/"
    told: dict[str, Any] = {"issued": date(2025, 10, 15), "address": address, **head}
    return replace(page, head=replace(page.head, **told))


def corrected() -> dict[str, Any]:
    changes = (Change("成本", "100.40", "120.40"), Change("期末结余", "1,402.86", "1,382.86")) * 2
    reason = "八月份的保安费漏记一笔，经业主委员会第三次会议核对凭证后更正。"
    return {"edition": 2, "correction": Correction(1, date(2025, 10, 15), reason, "业主委员会", changes)}


def crowded() -> PublicRevenue:
    """Make a page with forty items on either side."""
    page = made.revenue()
    items = tuple(Line(f"第{number}类公共部位经营项目", number * 100123, 1, ()) for number in range(1, 41))
    total = sum(line.amount_fen for line in items)
    return replace(
        page, income=items, income_fen=total, expense=items, expense_fen=total, closing_fen=page.opening_fen
    )


def extreme() -> PublicRevenue:
    """Make a page with amounts of thirteen digits below zero, and a long word about the bank."""
    page = made.revenue()
    opening = -999999999999999
    words = "与银行对账单核对一致（2025年9月30日），其中未达账项 1,234.00 元已逐笔查明；结余与银行存款相差 5.00 元：备用金 5.00 元"
    closing = opening + page.result_fen
    return replace(page, opening_fen=opening, closing_fen=closing, bank=BankTie("tied", closing, words, 500))


CASES: dict[str, Page] = {
    "revenue": out(made.revenue()),
    "fund": out(made.fund()),
    "corrected": out(made.revenue(), **corrected()),
    "crowded": out(crowded(), community=LONG_NAME, **corrected()),
    "extreme": out(extreme(), contact="示范街道办事处物业服务管理科（便民服务中心三楼12号窗口）"),
    "nothing": out(replace(made.revenue(), income=(), income_fen=0, expense=(), expense_fen=0, closing_fen=100001)),
    "housing": out(
        made.fund(), document="public-housing", title="已售公有住房维修资金收支公示", community=LONG_NAME,
        grounds=tuple(
            Ground(title, date(2021, 5, 1), "")
            for title in (
                "民法典第281条", "住宅专项维修资金管理办法第30条", "民法典第283条", "台州市物业管理条例第25条",
            )
        ),
    ),
}  # fmt: skip
ALL = [*SIZES, SHEET]


@cache
def files(case: str) -> dict[str, bytes]:
    return poster_files(CASES[case], STAMP, printer())


def drawn(pdf: bytes, folder: Path, dots: int, *options: str) -> Image.Image:
    """Draw the only page as a printer would; poppler must find nothing wrong with it."""
    path, picture = folder / "drawn.pdf", folder / "drawn"
    path.write_bytes(pdf)
    command = ["pdftoppm", "-r", str(dots), "-png", "-singlefile", *options, str(path), str(picture)]
    assert subprocess.run(command, capture_output=True, check=True).stderr == b""
    with Image.open(picture.with_suffix(".png")) as opened:
        return opened.convert("L")


def boxes(pdf: bytes) -> list[tuple[str, list[float]]]:
    """Give every word with left, top, right and bottom in millimetres."""
    text = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    found = re.findall(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>', text)
    return [(word, [float(side) / MILLIMETRE for side in sides]) for *sides, word in found]


def height(pdf: bytes, word: str, folder: Path) -> float:
    """Measure the ink of a word in millimetres, the first time that it stands there alone."""
    dots = 200
    picture = drawn(pdf, folder, dots)
    sides = next(sides for found, sides in boxes(pdf) if found == word)
    dark = picture.crop([round(side * dots / 25.4) for side in sides]).point(lambda grey: 255 * (grey < 128))
    runs, run = [0], 0
    for row in range(
        dark.height
    ):  # the longest run of rows with ink: rules above and below are runs of their own
        run = run + 1 if dark.crop((0, row, dark.width, row + 1)).getbbox() else 0
        runs.append(run)
    return max(runs) * 25.4 / dots


def points(pdf: bytes) -> set[float]:
    """List the sizes of all letters, blanks aside."""
    sizes: set[float] = set()

    def visit(text: str, matrix: list[float], place: list[float], _: object, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(size * place[3] * matrix[3]), 1))

    PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return sizes


@pytest.mark.parametrize("case", CASES)
def test_each_is_one_sheet_of_its_size_with_nothing_lost(case: str) -> None:
    page = CASES[case]
    for name, pdf in files(case).items():
        (text,) = sheets(pdf)
        box = PdfReader(BytesIO(pdf)).pages[0].mediabox
        sides = tuple(round(float(side) / MILLIMETRE) for side in (box.width, box.height))
        assert sides == SIZES.get(name, (210, 297))
        kept = [page.head.community, page.head.contact, ROOT, page.head.period_title, "演示数据"]
        kept += [f"https://gongshi.example/d/guiyu/{page.head.period_code}/"]
        kept += ["2025年10月15日起张贴20天，到11月4日止"]
        if name != SHEET:
            kept += [page.head.title, page.closing_capital, "单位：元", "业主委员会盖章处"]
            kept += [ground.title for ground in page.head.grounds]
            kept += [page.bank.words.partition("；")[0]]
        if page.head.edition > 1:
            kept += ["第2版"]
        assert [words for words in kept if re.sub(r"\s", "", words) not in text] == []


def test_every_amount_of_a_short_period_can_be_read_back() -> None:
    for name in SIZES:
        (text,) = sheets(files("revenue")[name])
        for amount in ("1,000.01", "503.25", "400.10", "100.10", "3.05", "120.40", "¥1,382.86", "120.06"):
            assert amount in text
    (text,) = sheets(files("revenue")[SHEET])
    for amount in ("503.25元", "120.40元", "1,382.86元", "1,000.01元", "500.20元"):
        assert amount in text


def test_a_crowded_period_is_summed_up_and_not_cut() -> None:
    (text,) = sheets(files("crowded")["poster-a4.pdf"])
    assert "第40类公共部位经营项目40,049.20" in text
    rest = re.findall(r"其余(\d+)项合计([\d,.]+)", text)
    assert rest
    for count, amount in rest:
        told = sum(range(int(count) + 1, 41)) * 100123  # the smallest are in the rest
        assert int(amount.replace(",", "").replace(".", "")) == 820 * 100123 - told


@pytest.mark.parametrize("case", CASES)
def test_nothing_hangs_over_the_margin_or_over_the_foot(case: str, tmp_path: Path) -> None:
    for name, pdf in files(case).items():
        wide, high = SIZES.get(name, (210, 297))
        picture = drawn(pdf, tmp_path, 50)
        ink = picture.point(lambda grey: 255 * (grey < 200)).getbbox()
        assert ink is not None
        left, top, right, bottom = (side * 25.4 / 50 for side in ink)
        assert left >= 9.4, name
        assert top >= 9.4, name
        assert right <= wide - 9.4, name
        assert bottom <= high - 9.4, name
        words = boxes(pdf)
        foot = next(
            sides[1] for word, sides in words if word.startswith(("2025年10月15日起张贴", "到哪里问"))
        )
        last = max(sides[3] for _, sides in words if sides[1] < foot - 1)
        assert last <= foot + 2.5, name  # boxes of large letters are higher than their ink


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("case", ["revenue", "fund", "corrected"])
def test_each_conforms_to_both_standards(case: str, name: str) -> None:
    pdf = files(case)[name]
    for profile in ("3a", "ua1"):
        report = validator.validate_pdf_bytes(pdf, profile=profile)
        assert {failure.rule_id for failure in report.failures} - FALSE_ALARMS == set()


@pytest.mark.parametrize("name", ALL)
def test_qpdf_and_poppler_find_nothing_wrong(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(files("fund")[name])
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
    tags = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True)
    assert tags.stderr == ""
    assert "维修资金" in tags.stdout
    assert "Figure" in tags.stdout
    assert fonts_of(files("fund")[name], tmp_path) == ["jjledger-sans", "jjledger-sans-Bold"]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("dots", [60, 100])
@pytest.mark.parametrize("colour", ["-gray", "-mono"])
def test_a_phone_reads_the_code_off_every_paper(name: str, dots: int, colour: str, tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    drawn(files("revenue")[name], tmp_path, dots, colour).save(path)
    read = subprocess.run(["zbarimg", "--quiet", "--raw", path], capture_output=True, text=True, check=True)
    assert read.stdout.split() == ["https://gongshi.example/d/guiyu/2025-Q3/"]


@pytest.mark.parametrize("name", ["poster-a4.pdf", SHEET])
def test_a_code_of_a_long_address_is_read_as_well(name: str, tmp_path: Path) -> None:
    site = "https://gongshi.jiaojiang-hehe.example.cn"
    pdf = poster_files(
        out(made.revenue(), address=f"{site}/d/guiyu/2025-Q3/v1/public-revenue/"), STAMP, printer()
    )[name]
    path = tmp_path / "scan.png"
    drawn(pdf, tmp_path, 60, "-mono").save(path)
    read = subprocess.run(["zbarimg", "--quiet", "--raw", path], capture_output=True, text=True, check=True)
    assert read.stdout.split() == [f"{site}/d/guiyu/2025-Q3/"]  # 58 characters


def test_a_code_survives_a_corner_torn_off(tmp_path: Path) -> None:
    dots = 100
    picture = drawn(files("revenue")["poster-a4.pdf"], tmp_path, dots)
    code = picture.crop((40, picture.height - 280, 200, picture.height - 80))
    ink = code.point(lambda grey: 255 * (grey < 128)).getbbox()
    assert ink is not None
    left, _, right, bottom = ink
    torn = round((right - left) * 0.3)  # the corner without a finder: 9 % of the code
    code.paste(255, (right - torn, bottom - torn, right, bottom))
    path = tmp_path / "torn.png"
    code.save(path)
    read = subprocess.run(["zbarimg", "--quiet", "--raw", path], capture_output=True, text=True, check=False)
    assert read.stdout.split() == ["https://gongshi.example/d/guiyu/2025-Q3/"]


@pytest.mark.parametrize("case", CASES)
def test_all_that_the_poster_says_can_be_read_from_a_metre_and_a_half(case: str, tmp_path: Path) -> None:
    """JIS S 0032: 8.1 × distance ÷ acuity + 3.4 points; a person of seventy sees about 0.6 at 1.5 m."""
    least = 8.1 * 1.5 / 0.6 + 3.4
    pdf = files(case)["poster-a4.pdf"]
    sizes = points(pdf)
    beside = {
        12.0,
        13.0,
        14.0,
        16.0,
        18.0,
    }  # what one steps up to: the foot, notes, unit, capitals, corrections
    assert min(sizes) >= 12
    assert {size for size in sizes if size < least} <= beside
    assert height(pdf, "上期结转", tmp_path) >= 24 * 0.85 * 25.4 / 72  # ink of a Han character of 24 points


def test_heights_measured_on_paper(tmp_path: Path) -> None:
    pdf = files("revenue")["poster-a4.pdf"]
    heights = {
        word: height(pdf, word, tmp_path) for word in ("503.25", "400.10", "停车·月租", "公共收益收支公示")
    }
    assert heights["503.25"] >= 7.0  # a sum, 28 points
    assert heights["400.10"] >= 6.0  # an item, 24 points
    assert heights["停车·月租"] >= 7.3
    assert heights["公共收益收支公示"] >= 14
    closing = out(replace(made.revenue(), closing_fen=100, opening_fen=-38185))
    figure = height(poster_files(closing, STAMP, printer())["poster-a4.pdf"], "¥1.00", tmp_path)
    assert figure >= 15  # the largest of all


@pytest.mark.parametrize(("name", "factor"), [("poster-a3.pdf", 420 / 297), ("poster-a2.pdf", 2)])
def test_larger_sheets_are_the_same_sheet_larger(name: str, factor: float) -> None:
    small, large = boxes(files("fund")["poster-a4.pdf"]), boxes(files("fund")[name])
    assert [word for word, _ in small] == [word for word, _ in large]
    for (_, before), (_, after) in zip(small, large, strict=True):
        # Heights of A3 and A2 are whole millimetres, so the foot stands up to half of one higher.
        assert after == pytest.approx([side * factor for side in before], abs=0.8)


@pytest.mark.parametrize("case", CASES)
def test_nothing_on_the_sheet_for_the_old_is_below_eighteen_points(case: str) -> None:
    assert min(points(files(case)[SHEET])) >= 18


def test_a_draft_is_marked_across_and_nothing_else_is(tmp_path: Path) -> None:
    drafts = poster_files(CASES["revenue"], Stamp(), printer(), draft=True)
    for name, pdf in drafts.items():
        (text,) = sheets(pdf)
        assert {"草", "稿"} <= set(text)  # across, so that a reader of lines meets the upper one first
        assert "校验码" not in text
        assert "草" not in sheets(files("revenue")[name])[0]
        _, top, _, bottom = next(sides for word, sides in boxes(pdf) if "草" in word)
        assert bottom - top > 0.15 * SIZES.get(name, (210, 297))[1]
        assert validator.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    figure = height(drafts["poster-a4.pdf"], "503.25", tmp_path)
    assert figure == pytest.approx(height(files("revenue")["poster-a4.pdf"], "503.25", tmp_path), abs=0.4)


def test_without_an_address_there_is_neither_code_nor_address() -> None:
    for pdf in poster_files(out(made.revenue(), address=""), STAMP, printer()).values():
        (text,) = sheets(pdf)
        assert "http" not in text
        assert "网址" not in text


def test_the_same_page_makes_the_same_papers_wherever_they_are_printed(tmp_path: Path) -> None:
    program = (
        "from hashlib import sha256\n"
        "from tests.unit.render.test_posters import files\n"
        "print([sha256(data).hexdigest() for data in files('corrected').values()])"
    )
    root = str(Path(__file__).resolve().parents[3])
    told = []
    for seed, locale in (("1", "C"), ("2", "C.UTF-8")):
        folder = tmp_path / seed
        folder.mkdir()
        surroundings = {"PYTHONHASHSEED": seed, "TMPDIR": str(folder), "LC_ALL": locale, "PYTHONPATH": root}
        command = [sys.executable, "-c", program]
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, **surroundings}, capture_output=True, check=True
        )
        told.append(done.stdout)
    assert told[0] == told[1]
    assert len(set(eval(told[0]))) == 4  # noqa: S307 - our own list of hashes


@pytest.mark.parametrize("case", CASES)
def test_nothing_of_the_foot_runs_off_the_sheet(case: str) -> None:
    for name, pdf in poster_files(CASES[case], Stamp(ROOT, 123456, demo=True), printer()).items():
        (text,) = sheets(pdf)
        assert f"公示登记册第123456条，登记册校验码{ROOT}" in text, name


@pytest.mark.parametrize("entry", [7, 123456])
def test_the_place_in_the_log_is_printed_before_its_whole_root(entry: int) -> None:
    address = "https://gongshi.jiaojiang-hehe.example.cn/d/guiyu/2025-Q3/v1/public-revenue/"
    papers = poster_files(out(made.revenue(), address=address), Stamp(ROOT, entry, demo=True), printer())
    for name, pdf in papers.items():
        (text,) = sheets(pdf)
        assert f"公示登记册第{entry}条，登记册校验码{ROOT}" in text, name
        assert "演示密钥" in text, name


@pytest.mark.parametrize(
    ("length", "read"), [(1_700, True), (3_391, True), (3_392, True), (4_296, True), (4_297, False)]
)
def test_a_check_sheet_has_the_largest_code_that_can_be_read_from_it(
    length: int, tmp_path: Path, *, read: bool
) -> None:
    code = "J2:" + "".join(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$+-./"[at * at % 41] for at in range(length - 3)
    )
    sheet = CheckSheet(
        "桂语府·Ⅱ期", "2025年度", sample=True, demo=True, entry=7, root=ROOT, code=code,
        fingerprint="0123 4567", log_key=LOG_KEY, address="https://gongshi.example/verify.html",
        contact="街道财务服务中心",
    )  # fmt: skip
    pdf = check_sheet(sheet, printer())
    (text,) = sheets(pdf)
    assert ROOT in text
    assert f"登记册公钥（见证人照这里抄，或扫右边的码）：{LOG_KEY}" in text
    assert "有疑问请找：街道财务服务中心" in text
    assert "盖章处" in text
    path = tmp_path / "scan.png"
    drawn(pdf, tmp_path, 150, "-mono").save(path)
    found = subprocess.run(["zbarimg", "--quiet", "--raw", path], capture_output=True, text=True, check=False)
    assert (code in found.stdout) is read
    assert LOG_KEY in found.stdout.splitlines()
    assert "https://gongshi.example/verify.html" in found.stdout
