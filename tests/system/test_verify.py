"""`jjledger verify` believes the log alone: what its operator changes and signs anew, and what papers forge, is named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from jjledger.proof import note
from jjledger.proof.keys import NOTE, SecretKey
from jjledger.seal.codes import poster_code
from jjledger.seal.entries import KeyChange, Papers, Withdrawal
from jjledger.seal.manifest import Manifest, read_manifest
from jjledger.seal.monitor import monitor
from jjledger.store.system import RealSystem
from jjledger.workflows.public_log import find_log
from jjledger.workflows.verified_edition import verify_edition
from jjledger.workflows.verified_pages import verify_pages
from jjledger.workflows.verified_step import Site
from tests.ledgers import run
from tests.publishing import change
from tests.sealed_site import logged, published, signed_anew, steps

V1 = "d/bailu/2025/v1"
INDEX = "d/bailu/2025/index.json"
ENTRY = 1  # of the only edition
ROOM = "01-1-101"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one year of one community."""
    folder = tmp_path_factory.mktemp("verified")
    ledgers = published(folder)
    done = run(
        "jjledger", "statement", ledgers / "bailu", "--household", ROOM, "--period", "2025", "--today", "2026-02-03",
        "--format", "pdf", "--to", folder / "private",
    )  # fmt: skip
    Path(done.stdout.strip()).rename(folder / "statement.pdf")
    return folder


@pytest.fixture
def ledgers(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first / "ledgers", tmp_path / "ledgers"))


@pytest.fixture
def site(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree((first / "public").resolve(), tmp_path / "served"))


def said(site: Path, turn: Callable[[dict[str, Any]], object]) -> None:
    """Let the period's page say something else of its latest edition."""
    told = json.loads((site / INDEX).read_text(encoding="utf-8"))
    turn(told["editions"][0])
    (site / INDEX).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def says_withdrawn(site: Path) -> None:
    said(site, lambda one: one["documents"][0].update(withdrawn=True))


def rewritten(site: Path) -> None:
    says_withdrawn(site)
    document = json.loads((site / INDEX).read_text(encoding="utf-8"))["editions"][0]["documents"][0][
        "document"
    ]
    change(site / V1 / document / "index.html", "元", "圆")


def another_edition(site: Path) -> None:
    shutil.copytree(site / V1, site / "d/bailu/2025/v2")


def unlogged_signatures(site: Path) -> None:
    text = (site / V1 / "manifest.txt").read_text(encoding="utf-8")
    line = note.sign(text, SecretKey("a.example/bailu/committee", NOTE, bytes(32)))
    (site / V1 / "signatures.note").write_bytes(note.Note(text, (line,)).data())


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (rewritten, "不是公示时的"),
        (says_withdrawn, "撤下的内容与登记册不同"),
        (lambda site: (site / V1 / "money.html").write_text("另一份"), "没有登记过：money.html"),
        (another_edition, "登记册里没有：d/bailu/2025/v2"),
        (unlogged_signatures, "没有登记过：signatures.note"),
        (lambda site: said(site, lambda one: one.update(entry=None)), "说有效的不是登记册第 1 条"),
        (lambda site: said(site, lambda one: one.update(root="0" * 64)), "第 1 版与登记册第 1 条不同"),
        (lambda site: (site / INDEX).unlink(), "index.json 不见了"),
        (lambda site: (site / INDEX).write_text("[" * 9999), "读不出来"),
        (lambda site: shutil.rmtree(site / V1), "网站上没有这一版"),
    ],
    ids=[
        "rewritten as withdrawn", "withdrawn by a page alone", "a file more", "an edition more", "signatures",
        "no entry", "another root", "no page", "a page out of its mind", "no edition",
    ],
)  # fmt: skip
def test_whatever_the_operator_changes_and_signs_anew_is_named(
    site: Path, ledgers: Path, damage: Callable[[Path], object], named: str
) -> None:
    damage(site)
    signed_anew(site, ledgers)
    wrong = steps(site)
    assert any(named in why for why in wrong.values()), wrong
    assert "网站文件清单的签名" not in wrong


def test_what_holds_still_holds_when_it_is_signed_anew(site: Path, ledgers: Path) -> None:
    signed_anew(site, ledgers)
    assert steps(site) == {}


def test_papers_that_nobody_logged_are_named(first: Path) -> None:
    site = Site((first / "public").resolve(), find_log(first / "public", RealSystem()))
    monitored = monitor(site.found.kept.entries)
    assert [step for step in verify_edition(site, monitored, ENTRY) if step.trouble] == []
    unsaid = KeyChange("prepared", None, SecretKey("a.example/bailu/prepared", NOTE, bytes(32)).public())
    entries = tuple(unsaid if isinstance(entry, Papers) else entry for entry in monitored.entries)
    troubles = [step.trouble for step in verify_edition(site, replace(monitored, entries=entries), ENTRY)]
    assert any("没有登记过：PAPERS.SHA256" in trouble for trouble in troubles), troubles


def test_two_disclosures_in_force_in_one_folder_are_named(first: Path) -> None:
    site = Site((first / "public").resolve(), find_log(first / "public", RealSystem()))
    monitored = monitor(site.found.kept.entries)
    manifest = monitored.entries[ENTRY]
    assert isinstance(manifest, Manifest)
    other = replace(manifest, community="a.example/x/bailu")
    place = len(monitored.entries)
    both = replace(
        monitored,
        entries=(*monitored.entries, other),
        in_force={**monitored.in_force, (other.community, other.period): place},
    )
    told = {step.what: step.trouble for step in verify_pages(site, both)}
    assert told["一个文件夹只有一期公示有效"] == "登记了不止一期：d/bailu/2025"


@pytest.mark.parametrize("where", ["d/bailu/2025/v2", f"{V1}/more", "more"])
def test_a_link_to_somewhere_else_is_named(site: Path, tmp_path: Path, where: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.html").write_text("明天换一份", encoding="utf-8")
    (site / where).symlink_to(elsewhere)
    assert any(where in why for why in steps(site)["没有清单以外的文件"].splitlines())


def test_what_the_log_says_was_withdrawn_is_gone_or_named(site: Path, ledgers: Path) -> None:
    says_withdrawn(site)
    document = json.loads((site / INDEX).read_text(encoding="utf-8"))["editions"][0]["documents"][0][
        "document"
    ]
    logged(site, ledgers, lambda _: [Withdrawal(ENTRY, document).text()])
    signed_anew(site, ledgers)
    assert f"登记册说撤下了，却还在：{document}" in steps(site).values()
    shutil.rmtree(site / V1 / document)
    signed_anew(site, ledgers)
    assert steps(site) == {}
    assert any(f"撤下了 {document}" in what for what in steps(site, state="amber"))


# Reports and folders.


def test_a_report_is_one_that_the_log_has_and_no_list_makes_it_so(
    site: Path, ledgers: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.pdf"
    shutil.copy(next((site / V1).glob("*/report.pdf")), report)
    assert steps(report, "--site", site) == {}
    forged = tmp_path / "forged.pdf"
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(forged)
    with (site / "SITE.sums").open("a", encoding="utf-8") as sums:
        sums.write(f"{sha256(forged.read_bytes()).hexdigest()}  {V1}/report.pdf\n")
    wrong = steps(forged, "--site", site)
    assert {"网站文件清单的签名", "这份 PDF 是公示过的一份"} <= set(wrong)
    shutil.copy(forged, site / V1 / "report.pdf")
    signed_anew(site, ledgers)
    assert set(steps(forged, "--site", site)) == {"这份 PDF 是公示过的一份"}


@pytest.mark.parametrize("below", ["d/bailu/2025", V1, f"{V1}/annual"])
def test_a_folder_is_verified_with_the_page_that_leads_to_it(site: Path, below: str) -> None:
    assert steps(site / below) == {}
    change(site / "d/bailu/2025/index.html", "2025", "2035")
    assert steps(site / below) == {"每个文件与清单的校验码相符": "被改过：d/bailu/2025/index.html"}


# What a household holds.


def test_a_pack_says_whose_it_may_be_and_may_end_in_a_line(first: Path, tmp_path: Path) -> None:
    data = PdfReader(first / "statement.pdf").attachments["pack.json"][0]
    pack = tmp_path / "pack.json"
    pack.write_bytes(data + b"\n")
    at = ("--ledger", first / "ledgers/bailu")
    assert steps(pack, *at) == {}
    unnamed = "没有写 --room：请自己看清房号是不是您家的"
    assert unnamed in steps(pack, *at, state="amber")
    assert unnamed not in steps(pack, *at, "--room", ROOM, state="amber")
    pack.write_bytes(data + b"\n\n")
    assert "核对包" in steps(pack, *at)


def test_a_posters_code_is_verified_by_itself(first: Path, tmp_path: Path) -> None:
    manifest = (first / "public" / V1 / "manifest.txt").read_text(encoding="utf-8")
    log = (first / f"public/log/proofs/{ENTRY}.tlog-proof").read_text(encoding="utf-8")
    code = tmp_path / "code.txt"
    code.write_text(poster_code(manifest, log) + "\n", encoding="utf-8")
    at = ("--site", first / "public")
    assert steps(code, *at) == {}
    closing = read_manifest(manifest).funds[0].sums.closing_fen
    assert any(
        f"{closing // 100:,}.{closing % 100:02d} 元" in what for what in steps(code, *at, state="holds")
    )
    code.write_text(poster_code(manifest.replace("edition 1", "edition 2"), log), encoding="utf-8")
    assert "二维码里的文字" in steps(code, *at)


def reprinted(
    first: Path, path: Path, *turns: tuple[str, str], attached: Callable[[str, bytes], bytes] | None = None
) -> Path:
    """Print a statement's words anew with some of them turned, and let it carry what the statement carried."""
    reader = PdfReader(first / "statement.pdf")
    text = "\n".join(page.extract_text() for page in reader.pages)
    for old, new in turns:
        assert old in text, text
        text = text.replace(old, new)
    html = "".join(f"<p>{line}</p>" for line in text.splitlines())
    from weasyprint import HTML  # noqa: PLC0415 -- slow to import

    printed = HTML(string=f"<style>@page {{ size: 500mm 900mm }}</style>{html}").write_pdf()
    writer = PdfWriter(clone_from=BytesIO(printed))
    for name, (data, *_) in reader.attachments.items():
        writer.add_attachment(name, attached(name, data) if attached else data)
    writer.write(path)
    return path


@pytest.mark.parametrize(
    ("old", "new", "step"),
    [
        (f"：{ROOM} ·", "：09-9-999 ·", "纸面上的房号、期间和资金与核对包相同"),
        ("01幢1单元101室", "09幢9单元999室", "纸面上的房号、期间和资金与核对包相同"),
        ("01幢1单元101室", "101幢1单元101室", "纸面上的房号、期间和资金与核对包相同"),
        ("资金：维修资金", "资金：公房维修资金", "纸面上的房号、期间和资金与核对包相同"),
        ("至2025年12月31日 ·", "至2026年12月31日 ·", "纸面上的房号、期间和资金与核对包相同"),
        ("余额\n¥", "余额\n¥1", "纸面上的六个金额与核对包相同"),
        ("期初余额 ", "期初余额 1", "纸面上的六个金额与核对包相同"),
        ("+ 交存 0.00", "+ 交存 5,000.00", "纸面上的六个金额与核对包相同"),
        (" = 期末余额 ", " = 期末余额 1", "纸面上的六个金额与核对包相同"),
    ],
)
def test_a_statement_that_prints_other_words_than_its_pack_is_named(
    first: Path, tmp_path: Path, old: str, new: str, step: str
) -> None:
    at = ("--ledger", first / "ledgers/bailu")
    assert set(steps(reprinted(first, tmp_path / "forged.pdf", (old, new)), *at)) == {step}


def test_a_statement_as_it_was_printed_holds_also_when_it_is_printed_again(
    first: Path, tmp_path: Path
) -> None:
    at = ("--ledger", first / "ledgers/bailu")
    assert steps(first / "statement.pdf", *at) == {}
    assert steps(reprinted(first, tmp_path / "again.pdf"), *at) == {}


def test_the_data_that_a_statement_carries_are_its_packs(first: Path, tmp_path: Path) -> None:
    def turned(name: str, data: bytes) -> bytes:
        return data.replace(b'"paid_fen": 0', b'"paid_fen": 5') if name == "statement.json" else data

    forged = reprinted(first, tmp_path / "forged.pdf", attached=turned)
    assert set(steps(forged, "--ledger", first / "ledgers/bailu")) == {
        "PDF 里的数据 statement.json 与核对包相同"
    }
